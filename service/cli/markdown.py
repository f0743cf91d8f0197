"""Answers as Markdown, for files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.cli.output import facts_of, made_by, remarks, sources_of, why
from service.languages import language_name
from service.types import Article, Failure, Summary, SummaryResult, Translation

_MARKS = re.compile(r"([\\`*_\[\]<>])")
# What would begin a heading, a quotation or a numbered list at the start of a line.
_BEGINNING = re.compile(r"^(\s*)(#+|>|\d+(?=[.)])|[+=~|])", re.MULTILINE)


def escaped(text: str) -> str:
    """The text as Markdown that shows it as it is; items of a list stay items."""
    return _BEGINNING.sub(_behind_a_backslash, _MARKS.sub(r"\\\1", text))


def _behind_a_backslash(found: re.Match[str]) -> str:
    indent, mark = found.groups()
    return f"{indent}{mark}\\" if mark.isdigit() else f"{indent}\\{mark}"


def summaries_as_markdown(result: SummaryResult, *, sources: bool = False) -> str:
    """A heading for the article, and one a language."""
    parts = []
    if result.article.title:
        parts.append(f"# {escaped(result.article.title)}")
    if facts := facts_of(result.article):
        parts.append(f"*{escaped(facts)}*")
    if result.keywords:
        parts.append("Keywords: " + escaped(", ".join(keyword.text for keyword in result.keywords)))
    article = result.article if sources else None
    return _document([*parts, *_entries(result.summaries, article=article, wanted=result.wanted)])


def translations_as_markdown(entries: Sequence[Translation | Failure]) -> str:
    """A heading a language."""
    return _document(list(_entries(entries)))


def _entries(
    entries: Sequence[Summary | Translation | Failure], *, article: Article | None = None, wanted: Sequence[str] = ()
) -> Iterator[str]:
    for entry in entries:
        yield f"## {escaped(language_name(entry.language))}"
        if isinstance(entry, Failure):
            yield f"> failed: {escaped(why(entry.error))}"
            continue
        if isinstance(entry, Summary) and entry.title:
            yield f"**{escaped(entry.title)}**"
        yield escaped(entry.text if isinstance(entry, Summary) else "\n\n".join(entry.texts))
        if article and isinstance(entry, Summary):
            yield "\n".join(f"- {escaped(line.strip())}" for line in sources_of(entry, article))
        yield f"*made by {escaped(made_by(entry.steps))}*"
        yield from (f"> {escaped(line)}" for line in remarks(entry, wanted))


def _document(parts: Sequence[str]) -> str:
    return "\n\n".join(parts) + "\n"
