"""Turns what pydantic found wrong with a body into one of our errors: a path and what would be right, a field each."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, NoReturn, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from service.errors import FieldError, Malformed, StisloError, Unusable
from service.wire import schemas
from service.wire.problems import MOST_ERRORS, shown
from service.wire.schemas import MANY, ONE

# A body with these types has the right form: only a value is out of range. The rest cannot be read at all.
_VALUE_ERRORS = {
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be one of {expected}",
    "string_too_short": "must have at least {min_length} character(s)",
    "too_short": "must have at least {min_length} item(s)",
    "too_long": "must have at most {max_length} item(s)",
}
_FORM_ERRORS = {
    "missing": "is required",
    "string_type": "must be a string",
    "bool_type": "must be true or false, without quotes",
    "int_type": "must be a whole number, without quotes or a decimal point",
    "int_parsing_size": "must be a whole number of a sensible size",
    "list_type": "must be a list",
    "model_type": "must be an object",
    "text_or_list": "must be a string or a list of them",
    "is_instance_of": "must be a file, sent as multipart/form-data",
}
_BODIES: dict[str, type[BaseModel]] = {
    model.__name__: model
    for model in (
        schemas.SummaryBody,
        schemas.TranslationBody,
        schemas.DocumentBody,
        schemas.DetectionBody,
        schemas.CheckBody,
        schemas.ModelBody,
        schemas.StoredGlossaryBody,
    )
}


def refuse(error: ValidationError) -> NoReturn:
    """Raises Malformed where the body has the wrong form, Unusable where only values are out of range."""
    found = error.errors(include_url=False, include_input=False, include_context=True)
    model = _BODIES.get(error.title)
    fields = [FieldError(_path(item["loc"]), _advice(item, model)) for item in found[:MOST_ERRORS]]
    kind: type[StisloError] = Unusable if all(item["type"] in _VALUE_ERRORS for item in found) else Malformed
    raise kind(_sentence(fields), errors=fields) from error


def refuse_all(errors: list[StisloError]) -> None:
    """Raises what several checks of one request found: the error itself, or one that holds the fields of them all."""
    if not errors:
        return
    kinds = {type(error) for error in errors}
    kind = kinds.pop() if len(kinds) == 1 else Unusable
    fields = [field for error in errors for field in error.errors][:MOST_ERRORS]
    raise kind(errors[0].detail if len(errors) == 1 else _sentence(fields), errors=fields)


def _sentence(fields: list[FieldError]) -> str:
    first = f"{fields[0].field or 'The body'}: {fields[0].detail}"
    first = first if first.endswith((".", "?")) else f"{first}."
    return first if len(fields) == 1 else f"{first} {len(fields) - 1} more field(s) are wrong; see errors."


def _path(loc: tuple[int | str, ...]) -> str:
    path = ""
    for part in loc:
        if isinstance(part, int):
            path += f"[{part}]"
        elif part not in (ONE, MANY):
            path += f".{shown(part)}" if path else shown(part)
    return path


def _advice(item: ErrorDetails, model: type[BaseModel] | None) -> str:
    kind = item["type"]
    if kind == "extra_forbidden":
        return _unknown(item["loc"], model)
    wording = _VALUE_ERRORS.get(kind) or _FORM_ERRORS.get(kind) or "is not of the right type"
    return wording.format_map(item.get("ctx", {}))


def _unknown(loc: tuple[int | str, ...], model: type[BaseModel] | None) -> str:
    names = list(_fields_at(loc[:-1], model))
    near = get_close_matches(shown(str(loc[-1])), names, n=1)
    return (
        f"is not a field here; did you mean '{near[0]}'?"
        if near
        else f"is not a field here; known are {', '.join(names)}"
    )


def _fields_at(loc: tuple[int | str, ...], model: type[BaseModel] | None) -> Iterator[str]:
    """Names of the fields of the object that `loc` leads to."""
    for part in loc:
        if model is not None and isinstance(part, str) and part in model.model_fields:
            model = next(_models(model.model_fields[part].annotation), None)
    if model is not None:
        yield from model.model_fields


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
