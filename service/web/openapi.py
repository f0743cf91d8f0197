"""The OpenAPI document: made from the routes and the models, so that it cannot say anything else than they do."""

from __future__ import annotations

from typing import Any

from flask_openapi3.models import APISpec
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from service.glossaries.tables import MEDIA_TYPES
from service.version import VERSION
from service.web.body import FORM, FORM_BODIES, body_of_form
from service.web.examples import EXAMPLES, TABLES, Example
from service.web.ops import AliveAnswer, ReadyAnswer, VersionAnswer
from service.web.progress import EVENTS
from service.web.stream import MEDIA_TYPE as STREAM
from service.wire.answers import DetectionAnswer, SummaryAnswer, TranslationAnswer, VerdictAnswer
from service.wire.documents import DocumentAnswer
from service.wire.glossaries import GlossariesAnswer, GlossaryAnswer, GlossaryHeadAnswer
from service.wire.listings import LanguagesAnswer, ModelEntry, ModelsAnswer, OutlookAnswer
from service.wire.problems import Problem
from service.wire.schemas import (
    CheckBody,
    DetectionBody,
    DocumentBody,
    ModelBody,
    StoredGlossaryBody,
    SummaryBody,
    TranslationBody,
)

INFO = Info(
    title="Stislo",
    version=VERSION,
    description="Post an article, get a short, checked summary in every language your readers use.",
)
_BODIES: tuple[type[BaseModel], ...] = (
    SummaryBody,
    TranslationBody,
    DocumentBody,
    StoredGlossaryBody,
    DetectionBody,
    CheckBody,
    ModelBody,
)
_IN_FORMS: dict[type[BaseModel], str] = {
    SummaryBody: "where the article may also be a file. Exactly one of `file`, `text`, `html` and `url`.",
    TranslationBody: "where an article may also be a file. Exactly one of `file`, `text`, `html` and `url`; "
    "a `text` is a string.",
    DocumentBody: "where the file is a part `file` in the place of `data`.",
    StoredGlossaryBody: "where the terms are a table `file` in the place of `entries`.",
}
_ANSWERS: tuple[type[BaseModel], ...] = (
    SummaryAnswer,
    TranslationAnswer,
    DocumentAnswer,
    GlossariesAnswer,
    GlossaryHeadAnswer,
    GlossaryAnswer,
    DetectionAnswer,
    VerdictAnswer,
    LanguagesAnswer,
    OutlookAnswer,
    ModelsAnswer,
    ModelEntry,
    AliveAnswer,
    ReadyAnswer,
    VersionAnswer,
    Problem,
)
_ON_STREAMS = tuple({model for events in EVENTS.values() for model in events.values()} - set(_ANSWERS))
_HEADERS: dict[str, dict[str, Any]] = {
    "X-Request-Id": {
        "description": "Names the request; the caller's own where one was sent.",
        "schema": {"type": "string"},
    }
}
_RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}


class _Schema(GenerateJsonSchema):
    """JSON Schema without a title for every field: it would only repeat the field's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def specification(app: OpenAPI) -> dict[str, Any]:
    """The document of an app, as JSON values. The same for every setting."""
    spec: dict[str, Any] = APISpec(openapi="3.1.0", info=INFO, paths=app.paths, tags=app.tags).model_dump(
        mode="json", by_alias=True, exclude_unset=True, warnings=False
    )
    modes: list[tuple[type[BaseModel], JsonSchemaMode]] = [
        *((model, "validation") for model in _BODIES),
        *((model, "serialization") for model in _ANSWERS),
        *((model, "serialization") for model in _ON_STREAMS),
    ]
    _, definitions = models_json_schema(modes, ref_template="#/components/schemas/{model}", schema_generator=_Schema)
    schemas = definitions["$defs"]
    bodies = {name: _nullable(schema) for name, schema in schemas.items() if name.endswith("Body")}
    of_forms: tuple[type[BaseModel], ...] = (*FORM_BODIES.values(), StoredGlossaryBody)
    forms = {_form_name(model): _form(schemas[model.__name__], model) for model in of_forms}
    spec["components"] = {"schemas": schemas | bodies | forms}
    for path, operations in spec["paths"].items():
        for operation in operations.values():
            if "requestBody" in operation and (model := body_of_form(path)):
                form = {"schema": {"$ref": f"#/components/schemas/{_form_name(model)}"}}
                operation["requestBody"]["content"][FORM] = form
            _complete(operation)
            if table := TABLES.get(operation["operationId"]):
                operation["responses"]["200"]["content"] |= _tables(table)
            if path in EVENTS:
                operation["responses"]["200"]["content"][STREAM] = _stream(path, EXAMPLES[operation["operationId"]])
    return spec


def _stream(path: str, example: Example) -> dict[str, Any]:
    """The description of a stream: OpenAPI 3.1 has no words for it, so that the schema of each event's data, by the
    event's name, is an extension."""
    events = {name: {"$ref": f"#/components/schemas/{model.__name__}"} for name, model in EVENTS[path].items()}
    description = (
        "Server-Sent Events. Each has a name (`event`) and one line of JSON (`data`), whose schema `x-events` names. "
        "The last one is `answer` or `problem`. Lines that begin with a colon only keep the connection open."
    )
    return {"schema": {"type": "string", "description": description}, "x-events": events, "example": example.stream}


def _tables(example: str) -> dict[str, Any]:
    """The description of an answer as a table, in each form that one has."""
    return {kind: {"schema": {"type": "string"}, "example": example} for kind in MEDIA_TYPES.values()}


def _form_name(model: type[BaseModel]) -> str:
    return f"{model.__name__.removesuffix('Body')}Form"


def _form(body: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a form: the fields of the JSON body and a file. A form has no null, it leaves out."""
    fields = {name: _without_null(field) for name, field in body["properties"].items()}
    said = model.model_fields["file"].description
    fields["file"] = {"type": "string", "format": "binary", "description": said}
    return body | {
        "title": _form_name(model),
        "description": f"The same fields as parts of a form, {_IN_FORMS[model]} Lists are repeated parts, or one with "
        "commas; an object is JSON; an empty field is left out.",
        "properties": {name: fields[name] for name in model.model_fields},
    }


def _nullable(body: dict[str, Any]) -> dict[str, Any]:
    """The schema of a body whose optional fields may be null: that leaves them out."""
    required = body.get("required", ())
    fields = {name: field if name in required else _or_null(field) for name, field in body["properties"].items()}
    return body | {"properties": fields}


def _or_null(field: dict[str, Any]) -> dict[str, Any]:
    if {"type": "null"} in field.get("anyOf", ()):
        return field
    said: dict[str, Any] = {name: field[name] for name in ("description", "default") if name in field}
    if field.get("type") == "array":
        said.setdefault("default", [])
    kind = {name: value for name, value in field.items() if name not in said}
    return {"anyOf": [kind, {"type": "null"}], **said}


def _without_null(field: dict[str, Any]) -> dict[str, Any]:
    options: list[dict[str, Any]] = [option for option in field.get("anyOf", ()) if option.get("type") != "null"]
    if not options:
        return field
    # Of a string or a list, a part of a form is the string.
    only = options[0]
    if "oneOf" in only:
        only = only["oneOf"][0]
    return only | {name: value for name, value in field.items() if name not in ("anyOf", "default")}


def _complete(operation: dict[str, Any]) -> None:
    """Adds what every operation has: headers, and the examples that `examples.py` holds for it."""
    example = EXAMPLES[operation["operationId"]]
    for media_type, requests in {"application/json": example.requests, FORM: example.forms}.items():
        if requests:
            operation["requestBody"]["content"][media_type]["examples"] = {
                f"example{number}": {"summary": title, "value": value}
                for number, (title, value) in enumerate(requests.items(), start=1)
            }
    for status, response in operation["responses"].items():
        response["headers"] = _HEADERS | (_RETRY_AFTER if status == "503" else {})
        if status == "200":
            response["content"]["application/json"]["example"] = example.answer
