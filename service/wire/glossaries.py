"""Glossaries on the wire: those that are sent with a request, those that are stored, and how they are listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from pydantic import BaseModel, Field

from service.admissible import too_many
from service.errors import Malformed, StisloError
from service.glossaries.content import (
    GlossaryContent,
    GlossaryHead,
    StoredGlossary,
    TermRow,
    checked_name,
    checked_term,
    checked_terms,
    no_terms,
    too_many_terms,
)
from service.glossaries.store import GlossaryStore
from service.glossaries.tables import read_table
from service.languages import normalize_code
from service.settings import Settings
from service.types import GlossaryTerm, StoredTerms
from service.wire.schemas import GlossaryBody, StoredGlossaryBody
from service.wire.validation import refuse_all

_MOST_SENT_TERMS = 200


class GlossaryEntryAnswer(BaseModel):
    """A term and what it becomes."""

    source: str
    target: str
    language: str


class GlossaryHeadAnswer(BaseModel):
    """A stored glossary without its terms."""

    id: str = Field(description="What `glossary_ids` of a request names it by.")
    name: str
    source_language: str
    target_languages: list[str]
    entry_count: int
    revision: str = Field(description="Another one as soon as a term changes.")
    created: str = Field(description="When it was first stored, in UTC.")
    modified: str = Field(description="When it was last replaced, in UTC.")

    @classmethod
    def of(cls, head: GlossaryHead) -> Self:
        return cls(
            id=head.id,
            name=head.name,
            source_language=head.source_language,
            target_languages=list(head.target_languages),
            entry_count=head.entries,
            revision=head.revision,
            created=head.created,
            modified=head.modified,
        )


class GlossaryAnswer(GlossaryHeadAnswer):
    """A stored glossary."""

    entries: list[GlossaryEntryAnswer]


class GlossariesAnswer(BaseModel):
    """Every glossary that is stored, by name."""

    glossaries: list[GlossaryHeadAnswer]
    damaged: list[str] = Field(description="Ids of glossaries whose files cannot be read; replace or delete them.")


def glossary_answer(stored: StoredGlossary) -> GlossaryAnswer:
    """What a stored glossary says on the wire."""
    entries = [GlossaryEntryAnswer(**term._asdict()) for term in stored.content.terms]
    return GlossaryAnswer(**GlossaryHeadAnswer.of(stored.head).model_dump(), entries=entries)


def glossary_content(body: StoredGlossaryBody, settings: Settings) -> GlossaryContent:
    """The glossary of a body. Raises Malformed or Unusable, naming every field that is wrong."""
    if (body.entries is None) == (body.file is None):
        raise Malformed("Send the terms once: in JSON as 'entries', in a form as 'file'.", field="entries")
    source = normalize_code(body.source_language, field="source_language")
    target = normalize_code(body.target_language, field="target_language") if body.target_language else None
    name = checked_name(body.name, field="name")
    most = settings.max_glossary_entries
    if body.file is not None:
        field, rows = "file", read_table(bytes(body.file.data), target, most=most, field="file")
    else:
        field, rows = "entries", _rows(body, target, most)
    return GlossaryContent(name, source, terms_of_rows(rows, source, field=field))


def terms_of_rows(rows: Sequence[TermRow], source_language: str, *, field: str) -> tuple[GlossaryTerm, ...]:
    """The terms of rows, each once. Raises Unusable naming every row that is wrong, or that there is none."""
    terms, wrong = checked_terms(rows, source_language)
    refuse_all(wrong)
    if not terms:
        raise no_terms(field)
    return terms


def sent_terms(glossary: GlossaryBody | None) -> tuple[GlossaryTerm, ...]:
    """The terms that came with a request. Raises LimitExceeded, UnknownLanguage or Unusable, naming the entry."""
    entries = glossary.entries if glossary else []
    if len(entries) > _MOST_SENT_TERMS:
        raise too_many("glossary.entries", len(entries), _MOST_SENT_TERMS, "terms")
    return tuple(
        checked_term(TermRow(f"glossary.entries[{index}]", entry.source, entry.target, entry.language))
        for index, entry in enumerate(entries)
    )


def stored_terms(ids: Sequence[str], settings: Settings) -> tuple[StoredTerms, ...]:
    """The terms of stored glossaries as they are now. Raises UnknownGlossary or GlossaryUnusable, naming the item."""
    store = GlossaryStore.from_settings(settings)
    found = []
    for index, glossary_id in enumerate(dict.fromkeys(ids)):
        try:
            content = store.read(glossary_id).content
        except StisloError as error:
            raise type(error)(error.detail, field=f"glossary_ids[{index}]") from error
        found.append(StoredTerms(content.source_language, content.revision(), content.terms))
    return tuple(found)


def _rows(body: StoredGlossaryBody, target: str | None, most: int) -> list[TermRow]:
    entries = body.entries or []
    if len(entries) > most:
        raise too_many_terms(most, "entries")
    rows = []
    for index, entry in enumerate(entries):
        language = entry.language or target
        if language is None:
            raise Malformed(
                "The entry names no language; send it, or `target_language` for all.",
                field=f"entries[{index}].language",
            )
        rows.append(TermRow(f"entries[{index}]", entry.source, entry.target, language))
    return rows
