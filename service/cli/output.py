"""Answers as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
from pydantic import BaseModel
from rich.console import Console
from rich.text import Text

from service.languages import language_name
from service.types import (
    Article,
    Check,
    CheckName,
    CheckStatus,
    Failure,
    Keyword,
    Step,
    Summary,
    SummaryResult,
    Translation,
)

PARTIAL = 3
_CHECKS: dict[CheckName, str] = {
    "language": "the language looks wrong",
    "numbers": "a number is not as in the original",
    "names": "a name is not in the original",
    "support": "the article does not say this, or not clearly",
    "length": "it is longer than asked for",
    "repetition": "something is repeated",
    "standalone": "a sentence needs another one that is not there",
    "characters": "a model does not know all characters",
    "untrusted_text": "a part of the article gives orders or speaks of the text; it was not used",
}
# The other statuses are no news: nothing is wrong, or no longer.
_WORTH_SAYING: dict[CheckStatus, str] = {"failed": "check failed", "warning": "worth a look"}


def print_json(value: BaseModel) -> None:
    """The same JSON as over HTTP, indented."""
    click.echo(value.model_dump_json(indent=2))


def print_summaries(result: SummaryResult, *, sources: bool = False) -> None:
    """What is known of the article, then one block a language, with the sentences that each one rests on if wanted."""
    console = Console(highlight=False, soft_wrap=True)
    about = list(_about(result.article, result.keywords))
    for line in about:
        console.print(line)
    if about:
        console.print()
    print_entries(result.summaries, article=result.article if sources else None)


def print_entries(entries: Sequence[Summary | Translation | Failure], *, article: Article | None = None) -> None:
    """One block a language: its name, the text, how it was made, and what is wrong with it.

    With the `article` also which of its sentences support the summary.
    """
    console = Console(highlight=False, soft_wrap=True)
    for entry in entries:
        console.print(Text(language_name(entry.language), style="bold"))
        if isinstance(entry, Failure):
            console.print(Text(f"failed: {_why(entry.error)}", style="red"))
        else:
            if isinstance(entry, Summary) and entry.title:
                console.print(Text(entry.title, style="italic"))
            console.print(Text(entry.text if isinstance(entry, Summary) else "\n".join(entry.texts)))
            if article and isinstance(entry, Summary):
                for line in _sources(entry, article):
                    console.print(Text(line, style="dim"))
            console.print(Text(f"made by {_made_by(entry.steps)}", style="dim"))
            for line in _warnings(entry.checks):
                console.print(Text(line, style="yellow"))
            if isinstance(entry, Summary) and entry.degraded:
                console.print(Text("simpler than asked for: a model is missing or its summary failed", style="yellow"))
        console.print()


def _about(article: Article, keywords: Sequence[Keyword] | None) -> Iterator[Text]:
    if article.title:
        yield Text(article.title, style="bold")
    if facts := [fact for fact in (article.author, article.date, article.site_name) if fact]:
        yield Text(" · ".join(facts), style="dim")
    if keywords:
        yield Text(f"keywords: {', '.join(keyword.text for keyword in keywords)}")


def _sources(summary: Summary, article: Article) -> Iterator[str]:
    """Each sentence of the summary by its number, and what the article says about it, best first."""
    for number, sentence in enumerate(summary.sentences, start=1):
        if not sentence.sources:
            yield f"  {number}. nothing in the article was found to support this sentence"
        for source in sentence.sources:
            cited = " ".join(article.text[source.start : source.end].split())
            yield f"  {number}. {cited} ({source.score:.0%})"


def _why(error: Exception) -> str:
    return str(getattr(error, "detail", "a fault of the service"))


def _made_by(steps: Sequence[Step]) -> str:
    named = [f"{step.model or step.engine}{f' ({step.languages})' if step.languages else ''}" for step in steps]
    return ", then ".join(named) or "nothing: the text is in this language already"


def _warnings(checks: Sequence[Check]) -> list[str]:
    found = [check for check in checks if check.status in _WORTH_SAYING]
    return [
        f"{_WORTH_SAYING[check.status]}: {_CHECKS[check.name]}{f' ({check.detail})' if check.detail else ''}"
        for check in found
    ]
