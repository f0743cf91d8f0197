"""`/v1/glossaries`: terms that are stored under an id, for requests to name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from flask_openapi3.types import ResponseDict
from pydantic import BaseModel, ConfigDict, Field

from service.errors import NotFound, UnknownGlossary
from service.glossaries.store import GlossaryStore
from service.glossaries.tables import MEDIA_TYPES, TableForm, write_table
from service.web.context import current
from service.web.replies import reply
from service.web.responses import problem_response, problems_of
from service.wire.glossaries import (
    GlossariesAnswer,
    GlossaryAnswer,
    GlossaryHeadAnswer,
    glossary_answer,
    glossary_content,
)
from service.wire.schemas import StoredGlossaryBody

api = APIBlueprint("glossaries", __name__, url_prefix="/v1", abp_tags=[Tag(name="Glossaries")])

_UNKNOWN = NotFound("There is no stored glossary with this id; GET /v1/glossaries lists them.", field="id")
_NOT_THERE: ResponseDict = {"404": problem_response(_UNKNOWN)}
_TERMS = (
    "The terms are `entries`, or a table: a part `file` of a form (`curl -F file=@terms.tsv -F name=Newsroom "
    "-F source_language=en -F target_language=uk`), or the whole body as `text/csv` or `text/tab-separated-values`, "
    "with the other fields in the query."
)
_FORMS: dict[str, TableForm] = {media_type: form for form, media_type in MEDIA_TYPES.items()}


class GlossaryPath(BaseModel):
    """Which glossary."""

    id: str = Field(description="Its id.")


class GlossaryQuery(BaseModel):
    """In which form."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["json", "tsv", "csv"] | None = Field(
        default=None, description="Form of the answer; without it, what `Accept` asks for, else JSON."
    )


@api.get(
    "/glossaries",
    operation_id="listGlossaries",
    summary="List stored glossaries",
    description="Every stored glossary without its terms. All who can reach this server share them.",
    responses={200: GlossariesAnswer, **problems_of()},
)
def list_glossaries() -> Response:
    return _listed()


@api.post(
    "/glossaries",
    operation_id="createGlossary",
    summary="Store a glossary",
    description=f"Answers with its id, for `glossary_ids` of a request. {_TERMS}",
    responses={200: GlossaryHeadAnswer, **problems_of(body=True)},
)
def create_glossary(body: StoredGlossaryBody) -> Response:
    content = glossary_content(body, current().settings)
    return reply(GlossaryHeadAnswer.of(_store().create(content)))


@api.get(
    "/glossaries/<id>",
    operation_id="readGlossary",
    summary="Read a stored glossary",
    description="As JSON, or as a table of tabs or commas for `format` or `Accept`. A cell that a spreadsheet would "
    "take for a formula stands behind an apostrophe, which is taken away when the table is stored again.",
    responses={200: GlossaryAnswer, **problems_of(query=True), **_NOT_THERE},
)
def read_glossary(path: GlossaryPath, query: GlossaryQuery) -> Response:
    with _found():
        stored = _store().read(path.id)
    accepted = request.accept_mimetypes.best_match(["application/json", *_FORMS]) or ""
    asked = query.format or _FORMS.get(accepted)
    headers = {"Vary": "Accept"}
    if asked is None or asked == "json":
        return reply(glossary_answer(stored), headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{stored.head.id}.{asked}"'
    table = write_table(stored.content.terms, asked)
    return Response(table, headers=headers, content_type=f"{MEDIA_TYPES[asked]}; charset=utf-8")


@api.put(
    "/glossaries/<id>",
    operation_id="replaceGlossary",
    summary="Replace a stored glossary",
    description=f"Its name, languages and terms, all at once; the id stays. {_TERMS}",
    responses={200: GlossaryHeadAnswer, **problems_of(body=True), **_NOT_THERE},
)
def replace_glossary(path: GlossaryPath, body: StoredGlossaryBody) -> Response:
    content = glossary_content(body, current().settings)
    with _found():
        return reply(GlossaryHeadAnswer.of(_store().replace(path.id, content)))


@api.delete(
    "/glossaries/<id>",
    operation_id="deleteGlossary",
    summary="Delete a stored glossary",
    description="Requests that use it finish. Answers with what is left, as the list does.",
    responses={200: GlossariesAnswer, **problems_of(), **_NOT_THERE},
)
def delete_glossary(path: GlossaryPath) -> Response:
    with _found():
        _store().delete(path.id)
    return _listed()


def _listed() -> Response:
    heads, damaged = _store().heads()
    return reply(GlossariesAnswer(glossaries=list(map(GlossaryHeadAnswer.of, heads)), damaged=damaged))


def _store() -> GlossaryStore:
    return GlossaryStore.from_settings(current().settings)


@contextmanager
def _found() -> Iterator[None]:
    """What is unknown is not found: it is asked for itself here."""
    try:
        yield
    except UnknownGlossary as error:
        raise NotFound(error.detail, field="id") from error
