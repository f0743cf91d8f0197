"""What passes between the service and the process that parses: plain data, checked on both sides, never code.

A job is a length (4 bytes, big-endian), that many bytes of JSON, and the material itself. An answer is JSON.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from service.errors import (
    FileTooLarge,
    InvalidText,
    LimitExceeded,
    NoText,
    StisloError,
    UnreadableFile,
    UnsupportedInput,
)
from service.types import Article

_LONGEST_IN_LOGS = 100  # characters
_LENGTH = struct.Struct(">I")
_ERRORS = {
    kind.code: kind for kind in (FileTooLarge, InvalidText, LimitExceeded, NoText, UnreadableFile, UnsupportedInput)
}


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """What one job may take. `memory_mb` comes on top of what the process has when it begins."""

    seconds: float
    memory_mb: int
    pages: int
    text_characters: int
    html_characters: int
    unpacked_bytes: int


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be parsed: `page` is HTML in UTF-8, `file` is anything. `field` is what errors name."""

    material: Literal["page", "file"]
    field: str
    limits: ParseLimits
    title: str | None = None
    url: str | None = None
    name: str | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class ReaderAnswer:
    """What came of a job: an article, or an error for the caller, or where in the code it failed unexpectedly.

    `kind` is the kind of file, where it was found out.
    """

    article: Article | None = None
    error: StisloError | None = None
    crash: str | None = None
    kind: str | None = None


def encode_job(job: Job) -> bytes:
    """The bytes that go before the material."""
    header = json.dumps(asdict(job)).encode()
    return _LENGTH.pack(len(header)) + header


def decode_job(message: bytes) -> tuple[Job, memoryview]:
    """A job and its material. What the service sent is trusted: a wrong message raises whatever it raises."""
    (length,) = _LENGTH.unpack_from(message)
    start = _LENGTH.size
    values = json.loads(message[start : start + length])
    return Job(**{**values, "limits": ParseLimits(**values["limits"])}), memoryview(message)[start + length :]


def encode_answer(answer: ReaderAnswer) -> bytes:
    """An answer as JSON in ASCII."""
    error = answer.error
    return json.dumps(
        {
            "article": asdict(answer.article) if answer.article else None,
            "error": {"code": error.code, "detail": error.detail} if error else None,
            "crash": answer.crash,
            "kind": answer.kind,
        }
    ).encode()


def decode_answer(message: bytes, *, field: str) -> ReaderAnswer:
    """An answer, of which nothing is believed but that it is text. Raises ValueError if it is none."""
    try:
        values = _mapping(json.loads(message))
    except RecursionError as nested:
        raise ValueError("nested too deep") from nested
    article, error = values.get("article"), values.get("error")
    return ReaderAnswer(
        article=_article(_mapping(article)) if article is not None else None,
        error=_error(_mapping(error), field) if error is not None else None,
        crash=_for_logs(values.get("crash")),
        kind=_for_logs(values.get("kind")),
    )


def _article(values: dict[str, Any]) -> Article:
    known = {field.name: _text(values.get(field.name)) for field in fields(Article)}
    if known["text"] is None:
        raise ValueError("an article without text")
    return Article(**{**known, "origin": "file"})  # type: ignore[arg-type]


def _error(values: dict[str, Any], field: str) -> StisloError:
    kind, detail = _ERRORS.get(str(values.get("code"))), _text(values.get("detail"))
    if kind is None or detail is None:
        raise ValueError("an unknown error")
    return kind(detail, field=field)


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _for_logs(value: object) -> str | None:
    said = _text(value)
    return None if said is None else "".join(filter(str.isprintable, said[:_LONGEST_IN_LOGS]))


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ValueError("not a string")
    return value
