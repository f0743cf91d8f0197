"""Reads JSON strictly: what two parsers could read in two ways is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from service.errors import FieldError, InvalidText, Malformed
from service.web.json_shape import JsonLimits, require_shape
from service.wire.problems import MOST_ERRORS, shown

# The only ways in which a lone surrogate or a NUL can come in: UTF-8 and JSON allow neither unescaped.
_SUSPECT = re.compile(r"\\u(?:d[89a-f]|0000)", re.IGNORECASE)
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
# No number of a request needs more; the digits of longer ones take quadratic time to read.
_MOST_DIGITS = 1000
# A name is kept by every error that is found under it.
_MOST_NAME = 200


def parse_object(data: bytes, limits: JsonLimits, field: str | None = None) -> dict[str, Any]:
    """The object that a JSON text in UTF-8 holds: a whole body, or the `field` of a form. Raises Malformed,
    LimitExceeded before anything is made of a text that holds too much, or InvalidText naming the field.
    """
    what = f"The field '{field}'" if field else "The body"
    if not data or data.isspace():
        raise Malformed(f"{what} is empty; send a JSON object.", field=field)
    require_shape(data, limits, what, field)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Malformed(f"{what} is not UTF-8 (byte {error.start}); send JSON in UTF-8.", field=field) from error
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_int=_whole)
        if _SUSPECT.search(text):
            require_text(value)
    except json.JSONDecodeError as error:
        found = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise Malformed(f"{what} is not JSON: {found}.", field=field) from error
    except ValueError as error:
        raise Malformed(f"{what} holds a number with too many digits to be read.", field=field) from error
    except RecursionError as error:
        raise Malformed(f"{what} is nested too deeply to be read.", field=field) from error
    if not isinstance(value, dict):
        example = "" if field else ', such as {"text": "..."}'
        raise Malformed(f"{what} is {_kind(value)}; send a JSON object{example}.", field=field)
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if len(name) > _MOST_NAME:
            raise Malformed(
                f"A name has more than {_MOST_NAME} characters; no field has such a name.", field=shown(name)
            )
        if name in found:
            raise Malformed("A field is given twice; give each field once.", field=shown(name))
        found[name] = value
    return found


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _no_constant(name: str) -> Any:
    raise Malformed(f"{name} is not JSON; numbers are finite.")


def require_text(value: Any) -> None:
    """Raises InvalidText where a JSON value holds a string that is not text, naming the first such fields."""
    paths = islice(_not_text(value), MOST_ERRORS)
    wrong = [FieldError(path, "holds NUL or half of a surrogate pair; send text only") for path in paths]
    if wrong:
        raise InvalidText("The text holds NUL or half of a surrogate pair; send text only.", errors=wrong)


def _not_text(value: Any, path: str = "") -> Iterator[str]:
    match value:
        case str() if _NOT_TEXT.search(value):
            yield path
        case list():
            for index, item in enumerate(value):
                yield from _not_text(item, f"{path}[{index}]")
        case dict():
            for name, item in value.items():
                inner = f"{path}.{shown(name)}" if path else shown(name)
                yield from [inner] if _NOT_TEXT.search(name) else _not_text(item, inner)


def _kind(value: Any) -> str:
    names = {list: "a list", str: "a string", bool: "a boolean", int: "a number", float: "a number"}
    return names.get(type(value), "null")
