"""Answers as the parts of a document, which each kind of file writes in its own way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from service.cli.output import facts_of, made_by, remarks, sources_of, why
from service.languages import language_name
from service.types import Article, Failure, Summary, SummaryResult, Translation

PartKind = Literal["title", "heading", "text", "strong", "aside", "items", "remark"]


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """A part of a document. `items` are lines of a list, an `aside` is about the text, a `remark` says what is wrong.

    Empty lines part the paragraphs of a `text`.
    """

    kind: PartKind
    text: str
    language: str | None = None


def parts_of_summaries(result: SummaryResult, *, sources: bool = False) -> Iterator[AnswerPart]:
    """What is known of the article, then a heading and its summary a language."""
    if result.article.title:
        yield AnswerPart("title", result.article.title)
    if facts := facts_of(result.article):
        yield AnswerPart("aside", facts)
    if result.keywords:
        yield AnswerPart("text", "Keywords: " + ", ".join(keyword.text for keyword in result.keywords))
    for entry in result.summaries:
        yield from _entry(entry, article=result.article if sources else None, wanted=result.wanted)


def parts_of_translations(entries: Sequence[Translation | Failure]) -> Iterator[AnswerPart]:
    """A heading and the translation a language; of a single one its text alone."""
    if len(entries) == 1 and isinstance(only := entries[0], Translation):
        if only.title:
            yield AnswerPart("title", only.title, only.language)
        yield AnswerPart("text", "\n\n".join(only.texts), only.language)
        return
    for entry in entries:
        yield from _entry(entry)


def _entry(
    entry: Summary | Translation | Failure, *, article: Article | None = None, wanted: Sequence[str] = ()
) -> Iterator[AnswerPart]:
    yield AnswerPart("heading", language_name(entry.language))
    if isinstance(entry, Failure):
        yield AnswerPart("remark", f"failed: {why(entry.error)}")
        return
    if entry.title:
        yield AnswerPart("strong", entry.title, entry.language)
    text = entry.text if isinstance(entry, Summary) else "\n\n".join(entry.texts)
    yield AnswerPart("text", text, entry.language)
    if article and isinstance(entry, Summary):
        yield AnswerPart("items", "\n".join(line.strip() for line in sources_of(entry, article)))
    yield AnswerPart("aside", f"made by {made_by(entry.steps)}")
    for line in remarks(entry, wanted):
        yield AnswerPart("remark", line)


def told(entry: Translation) -> str:
    """A translation as plain text: the title, where there is one, and the texts, with blank lines between."""
    return "\n\n".join([*([entry.title] if entry.title else ()), *entry.texts])
