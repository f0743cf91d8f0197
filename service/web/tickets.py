"""The ticket of a request that came over HTTP."""

from __future__ import annotations

from flask import request

from service.runtime.ticket import Ticket
from service.web.context import current

# Our server's way to say that the connection was closed by the other side; other servers have none.
_DISCONNECTED = "waitress.client_disconnected"


def ticket_of_request() -> Ticket:
    """How long the current request may take; it is spent early once the caller has hung up."""
    return Ticket(current().settings.deadline_s, gone=request.environ.get(_DISCONNECTED))
