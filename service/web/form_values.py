"""From the parts of a form to the values that the same fields would have in JSON; the same model judges them then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from service.errors import LimitExceeded, Malformed
from service.types import Upload
from service.web.json_body import parse_object, require_text
from service.web.json_shape import JsonLimits
from service.web.multipart_body import FILE, FormPart

_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
_BOOLEANS = {"true": True, "false": False}
_CHARSETS = frozenset({None, "utf-8", "utf8", "us-ascii", "ascii"})


def form_values(parts: Sequence[FormPart], model: type[BaseModel], limits: JsonLimits) -> dict[str, Any]:
    """The fields of a form as JSON values, the file as an Upload. Raises Malformed, LimitExceeded or InvalidText,
    naming the field.

    An empty field is left out, as forms send what nobody filled in; lists are repeated parts, or one with commas. What
    cannot be converted, or is no field of `model`, stays as it is: the model says so.
    """
    groups: dict[str, list[FormPart]] = {}
    for part in parts:
        groups.setdefault(part.name, []).append(part)
    unknown = {name: None for name in groups if name not in model.model_fields}
    values = {name: _value(name, group, model, limits) for name, group in groups.items() if name not in unknown}
    values = unknown | {name: value for name, value in values.items() if value is not None}
    require_text(values)
    return values


def _upload(group: Sequence[FormPart]) -> Upload | None:
    """The file; None where a web page sends its file field though none was chosen: without a name, and empty."""
    if len(group) > 1:
        raise Malformed(f"There are {len(group)} files; send one file a request.", field=FILE)
    [part] = group
    if not part.data and not part.file_name:
        return None
    return Upload(part.data, name=part.file_name or None, media_type=part.media_type)


def _text(part: FormPart) -> str:
    if part.file_name is not None:
        raise Malformed(
            f"The part '{part.name}' is a file; name it '{FILE}', or send it without a file name.", field=part.name
        )
    if part.charset not in _CHARSETS:
        raise Malformed("The fields of a form are UTF-8; send them so, and without another charset.", field=part.name)
    try:
        return bytes(part.data).decode()
    except UnicodeDecodeError as error:
        raise Malformed(f"The field is not UTF-8 (byte {error.start}); send it in UTF-8.", field=part.name) from error


def _items(name: str, texts: Sequence[str], limits: JsonLimits) -> list[str] | None:
    count = len(texts) + sum(text.count(",") for text in texts)
    if count > limits.values:
        raise LimitExceeded(f"There are {count} items; at most {limits.values} are read in one request.", field=name)
    return [item.strip() for text in texts if text for item in text.split(",")] or None


def _value(name: str, group: Sequence[FormPart], model: type[BaseModel], limits: JsonLimits) -> Any:
    """The value of a field, None where it is empty."""
    if name == FILE:
        return _upload(group)
    texts = [_text(part) for part in group]
    if _takes(model, name, list):
        return _items(name, texts, limits)
    if len(texts) > 1:
        raise Malformed("A field is given twice; give each field once.", field=name)
    [text] = texts
    if not text:
        return None
    if _takes(model, name, BaseModel):
        return parse_object(text.encode(), limits, name)
    if _takes(model, name, bool):
        return _BOOLEANS.get(text, text)
    if _takes(model, name, int):
        return int(text) if _WHOLE_NUMBER.fullmatch(text) else text
    return text


def _takes(model: type[BaseModel], name: str, kind: type) -> bool:
    """Whether a value of a field may be of a kind: a list, a whole number, an object, ..."""
    annotation = model.model_fields[name].annotation
    options = (get_origin(option) or option for option in (annotation, *get_args(annotation)))
    return any(isinstance(option, type) and issubclass(option, kind) for option in options)
