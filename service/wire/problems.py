"""The one shape of an error (RFC 9457), and the words that a caller is told."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from service.errors import StisloError, shortened

ERRORS_PAGE = "/docs/errors"

# Whatever a message repeats, an answer stays small: so many errors, and so many characters of each.
MOST_ERRORS = 50
_MOST_DETAIL, _MOST_PATH = 500, 200
_LONGEST_NAME = 40

OUR_FAULT = "This is a fault of the service; the request id finds it in the log."


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
    known = error if isinstance(error, StisloError) else StisloError(OUR_FAULT)
    return Problem(
        type=f"{ERRORS_PAGE}#{known.code}",
        title=known.title,
        status=known.status,
        detail=shortened(known.detail, 2 * _MOST_DETAIL),
        code=known.code,
        request_id=request_id,
        errors=[
            WrongField(field=shortened(wrong.field, _MOST_PATH), detail=shortened(wrong.detail, _MOST_DETAIL))
            for wrong in known.errors[:MOST_ERRORS]
        ]
        or None,
    )


def shown(name: str) -> str:
    """A field's name as it may be repeated to the caller: short and printable, or not at all."""
    return name if len(name) <= _LONGEST_NAME and name.isprintable() else "(a name that is not a field's)"
