"""What lies between a chat server and its back end: connections, places, retries, events and the JSON in them."""
