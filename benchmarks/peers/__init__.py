"""Other services, to be measured beside ours with the same weights."""
