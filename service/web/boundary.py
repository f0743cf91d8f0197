"""What happens to every request on its way in and out: id, origin, admission, headers, one line in the log."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request

from service.errors import Overloaded
from service.web.admission import OPERATIONS_PATHS, Admission
from service.web.context import current
from service.web.traffic import Traffic

if TYPE_CHECKING:
    from service.web.stream import Stream

REQUEST_ID_HEADER = "X-Request-Id"
# In the WSGI environment of a request that the server has let in; such a server also counts it out again.
ADMITTED = "stislo.admitted"

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
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
        current().origins.require_own(request.method, request.headers)
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
    answered = _AnswerLine(request.method, route, response.status_code, g.began, g.request_id)
    account = partial(_account, current().traffic, answered)
    if "stream" in g:
        place = current().admission if g.pop("entered", False) else None
        response.call_on_close(partial(_end_stream, g.stream, account, place))
    else:
        account(size=response.content_length, problem=g.get("problem"))
    return response


def _end_stream(stream: Stream, account: Callable[..., None], place: Admission | None) -> None:
    """What else happens at the end of a request, once the last byte of its stream was sent or its reader has left."""
    account(size=stream.sent_bytes, problem=stream.problem)
    if place is not None:
        place.leave()


@dataclass(frozen=True, slots=True)
class _AnswerLine:
    """What is counted and logged of an answer before its end."""

    method: str
    route: str
    status: int
    began: float
    request_id: str


def _account(traffic: Traffic, answered: _AnswerLine, *, size: int | None, problem: str | None) -> None:
    """Counts an answer and logs its line."""
    method, route, status = answered.method, answered.route, answered.status
    seconds = time.perf_counter() - answered.began
    traffic.count(method, route, status, seconds)
    shown = f" problem={problem}" if problem else ""
    _log.info(
        "%s %s %d %.1fms id=%s bytes=%s%s", method, route, status, seconds * 1000, answered.request_id, size, shown
    )
