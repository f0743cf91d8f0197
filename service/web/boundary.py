"""What happens to every request on its way in and out: id, admission, headers, one line in the log."""

from __future__ import annotations

import logging
import re
import time
import uuid

from flask import Flask, Response, g, request

from service.errors import Overloaded
from service.web.admission import OPERATIONS_PATHS, Admission
from service.web.context import current

REQUEST_ID_HEADER = "X-Request-Id"
# In the WSGI environment of a request that the server has let in; such a server also counts it out again.
ADMITTED = "stislo.admitted"

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

_log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Hooks the boundary into `app`."""
    app.before_request(_begin)
    app.after_request(_finish)
    app.teardown_request(_leave)


def request_id_for(offered: str | None) -> str:
    """The caller's own request id where it is one, else a new one."""
    return offered if offered and _REQUEST_ID.fullmatch(offered) else uuid.uuid4().hex


def _begin() -> None:
    g.began = time.perf_counter()
    g.request_id = request_id_for(request.headers.get(REQUEST_ID_HEADER))
    if request.path not in OPERATIONS_PATHS:
        _enter()


def _enter() -> None:
    admission = current().admission
    if ADMITTED in request.environ:
        return
    g.entered = admission.try_enter()
    if not g.entered:
        raise overloaded(admission)


def overloaded(admission: Admission) -> Overloaded:
    """What one request too many is told."""
    return Overloaded(
        f"{admission.limit} requests are in progress, as many as this server takes on; try again in a second.",
        retry_after=1,
    )


def _leave(error: BaseException | None) -> None:
    if g.pop("entered", False):
        current().admission.leave()


def _finish(response: Response) -> Response:
    response.headers[REQUEST_ID_HEADER] = g.request_id
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    route = request.url_rule.rule if request.url_rule else "-"
    seconds = time.perf_counter() - g.began
    current().traffic.count(request.method, route, response.status_code, seconds)
    _log.info(
        "%s %s %d %.1fms id=%s bytes=%s%s",
        request.method,
        route,
        response.status_code,
        seconds * 1000,
        g.request_id,
        response.content_length,
        f" problem={g.problem}" if "problem" in g else "",
    )
    return response
