"""The one shape of an error (RFC 9457) and the one handler that makes it."""

from __future__ import annotations

import logging
from http import HTTPStatus

from flask import Flask, Response, g, request
from pydantic import BaseModel, ConfigDict, Field
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
    shortened,
)
from service.trail import trail

MEDIA_TYPE = "application/problem+json"
ERRORS_PAGE = "/docs/errors"
# Seconds after which a caller may come back, where the error does not know better.
_RETRY_AFTER = 5

# Whatever a message repeats, an answer stays small: so many errors, and so many characters of each.
_MOST_ERRORS, _MOST_DETAIL, _MOST_PATH = 50, 500, 200

_OUR_FAULT = "This is a fault of the service; the request id finds it in the log."

# What load and a missing model do is no fault, and may be every other request.
_EXPECTED = (Overloaded, Draining, ModelLoading, ModelNotInstalled)

_log = logging.getLogger(__name__)


class WrongField(BaseModel):
    """A field of the request that is wrong."""

    field: str = Field(description="Path of the field, such as `target_languages[1]`.")
    detail: str = Field(description="What would be right.")


class Problem(BaseModel):
    """Why a request, or one language of it, was not served (RFC 9457)."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": f"{ERRORS_PAGE}#unusable",
                "title": "The request was understood but cannot be served",
                "status": 422,
                "detail": "max_words: must be 1 or more.",
                "code": "unusable",
                "request_id": "0d5f8a7c2b914e63",
                "errors": [{"field": "max_words", "detail": "must be 1 or more"}],
            }
        }
    )

    type: str = Field(description="Address of the page that explains the code.")
    title: str = Field(description="What went wrong; the same for every problem with this code.")
    status: int = Field(description="HTTP status.")
    detail: str = Field(description="What went wrong here, and what to do about it.")
    code: str = Field(description="Name of the problem, for programs.")
    request_id: str = Field(description="The answer's `X-Request-Id`; the log has it too.")
    errors: list[WrongField] | None = Field(
        default=None, description="The fields that are wrong, all of them.", exclude_if=lambda errors: errors is None
    )


def problem(error: Exception, request_id: str) -> Problem:
    """The problem that tells a caller of `error`. Of what is not ours nothing is told but that it happened."""
    known = error if isinstance(error, StisloError) else None
    if isinstance(error, http.HTTPException):
        known = _from_http(error)
    elif known is None:
        known = StisloError(_OUR_FAULT)
    if known is None:
        return _unnamed(error, request_id)
    return Problem(
        type=f"{ERRORS_PAGE}#{known.code}",
        title=known.title,
        status=known.status,
        detail=shortened(known.detail, 2 * _MOST_DETAIL),
        code=known.code,
        request_id=request_id,
        errors=[
            WrongField(field=shortened(wrong.field, _MOST_PATH), detail=shortened(wrong.detail, _MOST_DETAIL))
            for wrong in known.errors[:_MOST_ERRORS]
        ]
        or None,
    )


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
            return StisloError(_OUR_FAULT)
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
    app.register_error_handler(Exception, _handle)


def _handle(error: Exception) -> Response:
    log_failure(error, g.request_id)
    shown = problem(error, g.request_id)
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
