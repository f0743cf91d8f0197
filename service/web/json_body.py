"""Reads a JSON body strictly: what two parsers could read in two ways is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from flask import Request
from werkzeug.exceptions import ClientDisconnected

from service.errors import FieldError, InvalidText, Malformed, WrongMediaType

# The only ways in which a lone surrogate or a NUL can come in: UTF-8 and JSON allow neither unescaped.
_SUSPECT = re.compile(r"\\u(?:d[89a-f]|0000)", re.IGNORECASE)
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
_LONGEST_NAME = 40


class JsonRequest(Request):
    """A request whose JSON is an object in UTF-8, or an error that says what else it is."""

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> dict[str, Any]:
        """The body as an object. Raises WrongMediaType, Malformed or InvalidText, whatever `silent` asks for."""
        self._check_headers()
        try:
            data = self.get_data(cache=False)
            if self.content_length is None:
                # A chunked body is cut at the limit without a word; only one more read says that there was more.
                self.stream.read(1)
        except ClientDisconnected as error:
            raise Malformed("The body ended before its announced length; send it whole.") from error
        return parse_object(data)

    def _check_headers(self) -> None:
        if self.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise WrongMediaType("Compressed bodies are not read here; send the body without Content-Encoding.")
        if not self.mimetype and not self.content_length:
            raise Malformed("The request has no body; send a JSON object with Content-Type: application/json.")
        if self.mimetype != "application/json":
            raise WrongMediaType("The body is not announced as JSON; send Content-Type: application/json.")


def parse_object(data: bytes) -> dict[str, Any]:
    """The object that a JSON text in UTF-8 holds. Raises Malformed, or InvalidText naming the field."""
    if not data.strip():
        raise Malformed("The body is empty; send a JSON object.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Malformed(f"The body is not UTF-8 (byte {error.start}); send JSON in UTF-8.") from error
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
        if _SUSPECT.search(text):
            _require_text(value)
    except json.JSONDecodeError as error:
        raise Malformed(f"The body is not JSON: line {error.lineno}, column {error.colno}: {error.msg}.") from error
    except ValueError as error:
        raise Malformed("The body holds a number with too many digits to be read.") from error
    except RecursionError as error:
        raise Malformed("The body is nested too deeply to be read.") from error
    if not isinstance(value, dict):
        raise Malformed(f'The body is {_kind(value)}; send a JSON object, such as {{"text": "..."}}.')
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Malformed("A field is given twice; give each field once.", field=shown(name))
        found[name] = value
    return found


def _no_constant(name: str) -> Any:
    raise Malformed(f"{name} is not JSON; numbers are finite.")


def _require_text(value: Any) -> None:
    wrong = [FieldError(path, "holds NUL or half of a surrogate pair; send text only") for path in _not_text(value)]
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


def shown(name: str) -> str:
    """A field's name as it may be repeated to the caller: short and printable, or not at all."""
    return name if len(name) <= _LONGEST_NAME and name.isprintable() else "(a name that is not a field's)"


def _kind(value: Any) -> str:
    names = {list: "a list", str: "a string", bool: "a boolean", int: "a number", float: "a number"}
    return names.get(type(value), "null")
