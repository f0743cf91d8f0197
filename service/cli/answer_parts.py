"""Answers as the parts of a document, which each kind of file writes in its own way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from service.cli.output import alternatively, confidence, facts_of, made_by, remarks, sources_of, why, wording
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
        yield from _texts(only)
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
    if isinstance(entry, Summary):
        yield AnswerPart("text", entry.text, entry.language)
    else:
        yield from _texts(entry)
    if article and isinstance(entry, Summary):
        yield AnswerPart("items", "\n".join(line.strip() for line in sources_of(entry, article)))
    yield AnswerPart("aside", f"made by {made_by(entry.steps)}")
    if isinstance(entry, Translation) and (sure := confidence(entry)):
        yield AnswerPart("aside", sure)
    for line in remarks(entry, wanted):
        yield AnswerPart("remark", line)


def _texts(entry: Translation) -> Iterator[AnswerPart]:
    """All texts in one part, or each before its alternatives, where there are any."""
    if not entry.alternatives:
        yield AnswerPart("text", "\n\n".join(entry.texts), entry.language)
        return
    for text, others in zip(entry.texts, entry.alternatives, strict=True):
        yield AnswerPart("text", text, entry.language)
        for other in others:
            yield AnswerPart("aside", alternatively(other), entry.language)


def told(entry: Translation) -> str:
    """A translation as plain text: the title, where there is one, and the texts, with blank lines between."""
    return "\n\n".join([*([entry.title] if entry.title else ()), wording(entry)])
