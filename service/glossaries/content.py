"""What a glossary is, and what may be in one."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from service.errors import FieldError, LimitExceeded, StisloError, Unusable
from service.languages import normalize_code
from service.text.normalize import normalize
from service.types import GlossaryTerm

LONGEST_TERM = 100
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term as it came in; `field` is what its sender calls its place: `entries[3]`, `line 4`."""

    field: str
    source: str
    target: str
    language: str


@dataclass(frozen=True, slots=True)
class GlossaryContent:
    """A glossary as its author writes it: the terms of one source language, each for one target language."""

    name: str
    source_language: str
    terms: tuple[GlossaryTerm, ...]

    def target_languages(self) -> tuple[str, ...]:
        """The languages that it has terms for, sorted."""
        return tuple(sorted({term.language for term in self.terms}))

    def revision(self) -> str:
        """Stands for the terms and their source language: another one, as soon as anything of them changes."""
        said = json.dumps([self.source_language, self.terms], ensure_ascii=False, separators=(",", ":"))
        return sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class GlossaryHead:
    """What is known of a stored glossary without its terms. Times are UTC, `2026-11-27T09:30:00Z`."""

    id: str
    name: str
    source_language: str
    target_languages: tuple[str, ...]
    entries: int
    revision: str
    created: str
    modified: str


@dataclass(frozen=True, slots=True)
class StoredGlossary:
    """A glossary as it is stored."""

    head: GlossaryHead
    content: GlossaryContent


def checked_term(row: TermRow, *, within: str = "language") -> GlossaryTerm:
    """The term of a row, normalised. Raises LimitExceeded, UnknownLanguage or Unusable, naming the row's field.

    `within` is what the language is called in the row.
    """
    source, target = (_checked_words(text, row.field) for text in (row.source, row.target))
    return GlossaryTerm(source, target, normalize_code(row.language, field=f"{row.field}.{within}"))


def checked_name(name: str, *, field: str) -> str:
    """The name of a glossary, normalised. Raises LimitExceeded or Unusable."""
    normal = normalize(name)
    if len(normal) > LONGEST_NAME:
        raise LimitExceeded(f"A name may have {LONGEST_NAME} characters; this one has more.", field=field)
    if not normal or _controls(name):
        raise Unusable("A glossary needs a name, of letters that can be seen.", field=field)
    return normal


def checked_terms(rows: Iterable[TermRow], source_language: str) -> tuple[tuple[GlossaryTerm, ...], list[StisloError]]:
    """The terms of rows in their order, each once, and everything that is wrong with them."""
    first: dict[tuple[str, str], tuple[str, str]] = {}
    terms: list[GlossaryTerm] = []
    wrong: list[StisloError] = []
    for row in rows:
        try:
            term = checked_term(row)
        except StisloError as error:
            wrong.append(error)
            continue
        place, target = first.setdefault((term.source.casefold(), term.language), (row.field, term.target))
        if term.language == source_language:
            wrong.append(
                Unusable(
                    "The term's target language is the glossary's source language; name the other one.", field=row.field
                )
            )
        elif place == row.field:
            terms.append(term)
        elif target != term.target:
            wrong.append(Unusable(f"{place} has another translation of this term; keep one of them.", field=row.field))
    return tuple(terms), wrong


def no_terms(field: str) -> Unusable:
    """What the sender of a glossary without terms is told."""
    return Unusable(
        "The glossary has no terms; send at least one.", errors=[FieldError(field, "send at least one term")]
    )


def too_many_terms(most: int, field: str) -> LimitExceeded:
    """What the sender of too large a glossary is told."""
    return LimitExceeded(f"The glossary has more than {most} terms, as many as one may have; split it.", field=field)


def _checked_words(text: str, field: str) -> str:
    normal = normalize(text)
    if len(normal) > LONGEST_TERM:
        raise LimitExceeded(f"A term may have {LONGEST_TERM} characters; this one has more.", field=field)
    if _controls(text):
        raise Unusable("A term is one line without control characters; take them out.", field=field)
    if not any(map(str.isalnum, normal)):
        raise Unusable("A term needs letters or digits, in both languages.", field=field)
    return normal


def _controls(text: Sequence[str]) -> bool:
    return any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in text)
