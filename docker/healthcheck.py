"""Exits with 0 if the service in this container answers on /livez, else with 1 and the reason.

Speaks to this machine directly, whatever proxy the environment names.
"""

import http.client
import os
import sys

connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("STISLO_PORT") or 8080), timeout=3)
try:
    connection.request("GET", "/livez")
    status = connection.getresponse().status
except OSError as error:
    sys.exit(f"no answer on /livez: {error}")
sys.exit(0 if status == 200 else f"/livez answered {status}")
