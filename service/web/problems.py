"""The one handler of errors: each becomes a problem (`wire/problems.py`), those of the web framework too."""

from __future__ import annotations

import logging
from http import HTTPStatus

from flask import Flask, Response, g, request
from werkzeug import exceptions as http

from service.errors import (
    Draining,
    HeadersTooLarge,
    Malformed,
    MethodNotAllowed,
    ModelLoading,
    ModelNotInstalled,
    NotFound,
    Overloaded,
    StisloError,
    TooLarge,
    WrongMediaType,
)
from service.trail import trail
from service.wire.problems import ERRORS_PAGE, OUR_FAULT, Problem, problem

MEDIA_TYPE = "application/problem+json"
# Seconds after which a caller may come back, where the error does not know better.
_RETRY_AFTER = 5

# What load and a missing model do is no fault, and may be every other request.
_EXPECTED = (Overloaded, Draining, ModelLoading, ModelNotInstalled)

_log = logging.getLogger(__name__)


def http_problem(error: Exception, request_id: str) -> Problem:
    """As `problem`, also of what the web framework found wrong with a request."""
    if not isinstance(error, http.HTTPException):
        return problem(error, request_id)
    known = _from_http(error)
    return _unnamed(error, request_id) if known is None else problem(known, request_id)


def _from_http(error: http.HTTPException) -> StisloError | None:
    """The error of our own that says what the web framework found; None where the tree has no name for it."""
    match error:
        case http.NotFound():
            return NotFound("There is nothing at this address; /docs lists what is served.")
        case http.MethodNotAllowed():
            allowed = ", ".join(sorted(error.valid_methods or ()))
            return MethodNotAllowed(f"This method is not served at this address; use {allowed}.")
        case http.RequestEntityTooLarge():
            return TooLarge(f"The body is larger than the {request.max_content_length} bytes allowed here.")
        case http.UnsupportedMediaType():
            return WrongMediaType("Send the request as application/json.")
        case http.RequestHeaderFieldsTooLarge():
            return HeadersTooLarge("The headers are larger than is allowed here; send fewer or shorter ones.")
        case http.BadRequest():
            return Malformed("The request is not valid HTTP, or its body ended early; send it again.")
        case http.InternalServerError():
            return StisloError(OUR_FAULT)
    return None


def _unnamed(error: Exception, request_id: str) -> Problem:
    status = HTTPStatus(getattr(error, "code", None) or 500)
    code = status.name.lower()
    return Problem(
        type=f"{ERRORS_PAGE}#{code}",
        title=status.phrase,
        status=status,
        detail=f"{status.description or status.phrase}.",
        code=code,
        request_id=request_id,
    )


def register(app: Flask) -> None:
    """Makes every error of `app` a problem, and logs those that are the service's own."""
    app.register_error_handler(Exception, handle_error)


def handle_error(error: Exception) -> Response:
    """The problem that an error of a request is, as an answer."""
    log_failure(error, g.request_id)
    shown = http_problem(error, g.request_id)
    g.problem = shown.code
    response = Response(shown.model_dump_json(), shown.status, mimetype=MEDIA_TYPE)
    if isinstance(error, http.MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    if (seconds := retry_after(error, shown.status)) is not None:
        response.headers["Retry-After"] = seconds
    return response


def retry_after(error: Exception, status: int) -> str | None:
    """The value of `Retry-After` for an error that is shown with `status`; None where it has none."""
    if status != HTTPStatus.SERVICE_UNAVAILABLE:
        return None
    return str(getattr(error, "retry_after", None) or _RETRY_AFTER)


def log_failure(error: Exception, request_id: str) -> None:
    """Logs a fault of the service: what and where, in words of the code alone. Messages of exceptions may quote the
    caller, so they are left out. What callers do wrong and what load does is in the access log.
    """
    if isinstance(error, http.HTTPException) and (error.code or 500) < 500:
        return
    if not isinstance(error, StisloError):
        _log.error("request %s: unhandled %s", request_id, trail(error))
    elif error.status >= 500 and not isinstance(error, _EXPECTED):
        _log.warning("request %s: %s: %s", request_id, error.code, trail(error))
