"""The ticket of a request that came over HTTP."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_address, ip_network

from flask import request

from service.runtime.ticket import Ticket
from service.web.context import current

# Our server's way to say that the connection was closed by the other side; other servers have none.
_DISCONNECTED = "waitress.client_disconnected"


def ticket_of_request() -> Ticket:
    """How long the current request may take; it is spent early once the caller has hung up."""
    gone = request.environ.get(_DISCONNECTED)
    return Ticket(current().settings.deadline_s, gone=gone, caller=caller_of(request.remote_addr))


def caller_of(address: str | None) -> str:
    """Whose address it is: of version 6, a caller has a whole network of 64 bits."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(parsed, IPv4Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ip_network((parsed, 64), strict=False))
