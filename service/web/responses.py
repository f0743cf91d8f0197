"""How the documentation of a route says which problems it may answer with."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask_openapi3.types import ResponseDict

from service.errors import (
    DeadlineExceeded,
    FieldError,
    Forbidden,
    HeadersTooLarge,
    Malformed,
    ModelNotInstalled,
    Overloaded,
    StisloError,
    TooLarge,
    UnknownLanguage,
    WrongMediaType,
)
from service.web.origins import FOREIGN_PAGE
from service.web.problems import MEDIA_TYPE
from service.wire.problems import Problem, problem

_REQUEST_ID = "5f2d0c6e8b7a4d13"
_FULL = Overloaded("64 requests are in progress, as many as this server takes on; try again in a second.")
_NOT_INSTALLED = ModelNotInstalled(
    "The model 'opus-mt-en-uk' is not installed; run `python -m service models pull opus-mt-en-uk`."
)
_OF_EVERY_ROUTE: dict[str, StisloError] = {
    "431": HeadersTooLarge("The headers are larger than the 32768 bytes allowed here."),
    "500": StisloError("This is a fault of the service; the request id finds it in the log."),
    "503": _FULL,
}
_OF_BODIES: dict[str, StisloError] = {
    "400": Malformed(
        "lenght: is not a field here; did you mean 'length'?",
        errors=[FieldError("lenght", "is not a field here; did you mean 'length'?")],
    ),
    "403": Forbidden(FOREIGN_PAGE),
    "413": TooLarge("The body is larger than the 4000000 bytes allowed here."),
    "415": WrongMediaType("The body is not announced as JSON; send Content-Type: application/json."),
    "422": UnknownLanguage(
        "'xx' is not a language code; use codes such as en, fr or uk (GET /v1/languages lists them).",
        field="target_languages[1]",
    ),
}
_OF_MODELS: dict[str, StisloError] = {
    "503": _NOT_INSTALLED,
    "504": DeadlineExceeded("The work did not finish within 120 seconds; send less text or fewer target languages."),
}


def problems_of(*, body: bool = False, models: bool = False, query: bool = False) -> ResponseDict:
    """The problems of a route: those of every route, of routes that read a body or a query, or run models."""
    asked = _OF_BODIES if body else {status: _OF_BODIES[status] for status in ("400", "422")} if query else {}
    errors = _OF_EVERY_ROUTE | asked | (_OF_MODELS if models else {})
    return {status: problem_response(error) for status, error in sorted(errors.items())}


def problem_response(error: StisloError) -> dict[str, Any]:
    """The documentation of an answer that is a problem, with `error` as its example."""
    example = problem(error, _REQUEST_ID).model_dump(mode="json")
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    return {
        "description": HTTPStatus(error.status).phrase,
        "content": {MEDIA_TYPE: {"schema": schema, "example": example}},
    }
