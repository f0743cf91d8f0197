"""Answers as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

import click
from pydantic import BaseModel
from rich.console import Console
from rich.text import Text

from service.cli.wording import in_options
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
    TranslatedFile,
    Translation,
)

_CHECKS: dict[CheckName, str] = {
    "language": "the language looks wrong",
    "numbers": "a number is not as in the original",
    "names": "a name is not in the original",
    "support": "the article does not say this, or not clearly",
    "length": "it is longer than asked for",
    "repetition": "something is repeated",
    "standalone": "a sentence needs another one that is not there",
    "characters": "a model does not know all characters",
    "round_trip": "translated back it says something else",
    "protected": "something that was to stay as it is did not",
    "glossary": "a term is not as the glossary has it",
    "untrusted_text": "a part of the article gives orders or speaks of the text; it was not used",
}
# The other statuses are no news: nothing is wrong, or no longer.
_WORTH_SAYING: dict[CheckStatus, str] = {"failed": "check failed", "warning": "worth a look"}


def json_of(value: BaseModel) -> str:
    """The same JSON as over HTTP, indented."""
    return value.model_dump_json(indent=2) + "\n"


def print_json(value: BaseModel) -> None:
    """The same JSON as over HTTP, indented."""
    click.echo(json_of(value), nl=False)


def print_summaries(result: SummaryResult, *, sources: bool = False, console: Console | None = None) -> None:
    """What is known of the article, then one block a language, with the sentences that each one rests on if wanted."""
    console = console or plain_console()
    about = list(_about(result.article, result.keywords))
    for line in about:
        console.print(line)
    if about:
        console.print()
    for entry in result.summaries:
        _print_entry(entry, console, article=result.article if sources else None, wanted=result.wanted)


def print_entries(entries: Sequence[Translation | Failure], console: Console | None = None) -> None:
    """One block a language: its name, the text, how it was made, and what is wrong with it."""
    console = console or plain_console()
    for entry in entries:
        _print_entry(entry, console)


def print_remarks(
    entries: Sequence[Summary | Translation | TranslatedFile | Failure], wanted: Sequence[str] = ()
) -> None:
    """On stderr, what is wrong with each language, for where the answer itself is printed elsewhere or alone."""
    for entry in entries:
        said = [f"failed: {why(entry.error)}"] if isinstance(entry, Failure) else remarks(entry, wanted)
        for line in said:
            click.echo(f"{language_name(entry.language)}: {line}", err=True)


def plain_console(file: IO[str] | None = None) -> Console:
    """A console that writes text as it is; into a `file`, without any colour."""
    return Console(file=file, highlight=False, soft_wrap=True, color_system=None if file else "auto")


def _print_entry(
    entry: Summary | Translation | Failure,
    console: Console,
    *,
    article: Article | None = None,
    wanted: Sequence[str] = (),
) -> None:
    """With the `article` also which of its sentences support the summary."""
    console.print(Text(language_name(entry.language), style="bold"))
    if isinstance(entry, Failure):
        console.print(Text(f"failed: {why(entry.error)}", style="red"))
        if entry.fallback:
            console.print(Text(f"in the article's own language ({language_name(entry.fallback.language)}) instead:"))
            console.print(Text(entry.fallback.text))
    else:
        if entry.title:
            console.print(Text(entry.title, style="italic"))
        console.print(Text(entry.text if isinstance(entry, Summary) else wording(entry)))
        if article and isinstance(entry, Summary):
            for line in sources_of(entry, article):
                console.print(Text(line, style="dim"))
        console.print(Text(f"made by {made_by(entry.steps)}", style="dim"))
        if isinstance(entry, Translation) and (sure := confidence(entry)):
            console.print(Text(sure, style="dim"))
        for line in remarks(entry, wanted):
            console.print(Text(line, style="yellow"))
    console.print()


def wording(entry: Translation) -> str:
    """The texts with blank lines between them, the alternatives of each in lines of their own under it."""
    if not entry.alternatives:
        return "\n\n".join(entry.texts)
    several = zip(entry.texts, entry.alternatives, strict=True)
    return "\n\n".join("\n".join([text, *map(alternatively, others)]) for text, others in several)


def alternatively(text: str) -> str:
    """A line that says another translation of what is above it."""
    return f"or: {text}"


def confidence(entry: Translation) -> str | None:
    """How sure the models were, of several texts from the least to the most; None where they do not say."""
    said = sorted(each for each in entry.confidences if each is not None)
    if not said:
        return None
    least, most = f"{said[0]:.0%}", f"{said[-1]:.0%}"
    return f"confidence {least}" if least == most else f"confidence {least} to {most}"


def remarks(entry: Summary | Translation | TranslatedFile, wanted: Sequence[str] = ()) -> list[str]:
    """What checks found, and why something simpler was given than was asked for; `wanted` are models that are not
    there."""
    found = [
        f"{_WORTH_SAYING[check.status]}: {_told(check)}" for check in entry.checks if check.status in _WORTH_SAYING
    ]
    if isinstance(entry, Summary) and entry.degraded:
        found.append(f"simpler than asked for: {_reason(entry, wanted)}")
    return found


def _reason(summary: Summary, wanted: Sequence[str]) -> str:
    """The models that are missing; where none is, the checks that something failed on the way."""
    if wanted:
        several = f"the models {', '.join(wanted)} are" if len(wanted) > 1 else f"the model {wanted[0]} is"
        return f"{several} not installed"
    found = [check for check in summary.checks if check.status in ("failed", "repaired", "warning")]
    # What is said of a length is a sentence of its own, about models that said nothing too.
    told = [check.detail if check.name == "length" and check.detail else _told(check) for check in found]
    return "; ".join(told) or "what a model wrote failed its checks"


def _told(check: Check) -> str:
    return f"{_CHECKS[check.name]}{f' ({check.detail})' if check.detail else ''}"


def _about(article: Article, keywords: Sequence[Keyword] | None) -> Iterator[Text]:
    if article.title:
        yield Text(article.title, style="bold")
    if facts := facts_of(article):
        yield Text(facts, style="dim")
    if keywords:
        yield Text(f"keywords: {', '.join(keyword.text for keyword in keywords)}")


def facts_of(article: Article) -> str:
    """Author, date and place, as far as they are known."""
    return " · ".join(fact for fact in (article.author, article.date, article.site_name) if fact)


def sources_of(summary: Summary, article: Article) -> Iterator[str]:
    """Each sentence of the summary by its number, and what the article says about it, best first."""
    for number, sentence in enumerate(summary.sentences, start=1):
        if not sentence.sources:
            yield f"  {number}. nothing in the article was found to support this sentence"
        for source in sentence.sources:
            cited = " ".join(article.text[source.start : source.end].split())
            yield f"  {number}. {cited} ({source.score:.0%})"


def why(error: Exception) -> str:
    """What an error says, in options of the command."""
    context = click.get_current_context(silent=True)
    detail = str(getattr(error, "detail", "a fault of the service"))
    return in_options(detail, context.command if context else None)


def made_by(steps: Sequence[Step]) -> str:
    """The models and engines of the steps that made it, in order; translating it back made nothing."""
    made = [step for step in steps if step.task != "round_trip"]
    named = [f"{step.model or step.engine}{f' ({step.languages})' if step.languages else ''}" for step in made]
    return ", then ".join(named) or "nothing: the text is in this language already"
