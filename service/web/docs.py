"""Documentation for people (`/docs`) and for programs (`/openapi.json`); needs no network and no script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from flask import Blueprint, Response, current_app, json, render_template
from flask_openapi3.openapi import OpenAPI

from service.errors import StisloError
from service.web.body import FORM
from service.web.openapi import specification

_PAGE_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

pages = Blueprint(
    "docs", __name__, template_folder="page/templates", static_folder="page/static", static_url_path="/static"
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a body, as the page shows it."""

    name: str
    type: str
    required: bool
    default: str
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """A route, as the page shows it."""

    method: str
    path: str
    summary: str
    description: str
    fields: tuple[Field, ...]
    requests: tuple[tuple[str, str], ...]
    answer: str
    statuses: tuple[tuple[str, str], ...]


@pages.get("/openapi.json")
def openapi() -> Response:
    written = _once("/openapi.json", lambda: json.dumps(specification(_app())))
    return Response(written, mimetype="application/json")


@pages.get("/docs")
def reference() -> Response:
    def write() -> str:
        spec = specification(_app())
        return render_template("docs.html", info=spec["info"], operations=list(_operations(spec)))

    return _page(_once("/docs", write))


@pages.get("/docs/errors")
def errors() -> Response:
    return _page(
        _once(
            "/docs/errors",
            lambda: render_template("errors.html", problems=list(_problems(StisloError))),
        )
    )


def _once(path: str, write: Callable[[], str]) -> bytes:
    """What is at an address, which is the same as long as the app is: writing it takes longer than most summaries."""
    written: dict[str, bytes] = current_app.extensions.setdefault("stislo.docs", {})
    if path not in written:
        written[path] = write().encode()
    return written[path]


def _app() -> OpenAPI:
    return cast(OpenAPI, current_app)


def _page(html: bytes) -> Response:
    return Response(html, mimetype="text/html", headers={"Content-Security-Policy": _PAGE_POLICY})


def _problems(kind: type[StisloError]) -> Iterator[type[StisloError]]:
    """The error tree, parents before children."""
    yield kind
    for child in kind.__subclasses__():
        yield from _problems(child)


def _operations(spec: dict[str, Any]) -> Iterator[Operation]:
    schemas = spec["components"]["schemas"]
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            bodies = operation.get("requestBody", {}).get("content", {})
            body = bodies.get("application/json", {})
            examples = body.get("examples", {}).values()
            # A form has every field that JSON has, and the file.
            schema = _resolve(bodies.get(FORM, body).get("schema", {}), schemas)
            answer = operation["responses"]["200"]["content"]["application/json"]["example"]
            yield Operation(
                method=method.upper(),
                path=path,
                summary=operation["summary"],
                description=operation["description"],
                fields=tuple(_fields(schema, schemas)),
                requests=tuple((example["summary"], _pretty(example["value"])) for example in examples),
                answer=_pretty(answer),
                statuses=tuple((code, found["description"]) for code, found in operation["responses"].items()),
            )


def _fields(schema: dict[str, Any], schemas: dict[str, Any]) -> Iterator[Field]:
    for name, field in schema.get("properties", {}).items():
        default = field.get("default")
        yield Field(
            name=name,
            type=_type(field, schemas),
            required=name in schema.get("required", ()),
            default="" if default is None else json.dumps(default),
            description=field.get("description", ""),
        )


def _type(schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    """A schema in a few words: `string or list of string`, `"text" or "html"`, `integer from 1 to 10000`."""
    schema = _resolve(schema, schemas)
    if options := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(_type(option, schemas) for option in options if option.get("type") != "null")
    if values := schema.get("enum") or ([schema["const"]] if "const" in schema else None):
        return " or ".join(map(json.dumps, values))
    if schema.get("format") == "binary":
        return "file (in a form)"
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'], schemas)}"
    low, high = schema.get("minimum"), schema.get("maximum")
    return f"{schema['type']} from {low} to {high}" if low is not None else str(schema["type"])


def _resolve(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref")
    return schemas[reference.rsplit("/", 1)[1]] if reference else schema


def _pretty(value: Any) -> str:
    return json.dumps(value, indent=2)
