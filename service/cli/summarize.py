"""`summarize`: an article in a file or on the web, summaries on standard output."""

from __future__ import annotations

import uuid
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from service.cli.bodies import body_of, require_known
from service.cli.delivery import Delivery, delivered
from service.cli.environment import read_bytes, settings_from
from service.cli.terms import glossary_option, ids_of, with_tables
from service.types import MOST_WORDS, EngineChoice, Extra, Length, Quality, Style, Upload

if TYPE_CHECKING:
    from service.settings import Settings
    from service.types import SummaryResult


def comma_separated(context: click.Context, parameter: click.Parameter, value: str | None) -> list[str] | None:
    """`en,fr` as two codes."""
    if value is None:
        return None
    codes = [code for code in value.split(",") if code.strip()]
    if not codes:
        raise click.BadParameter("names no language; give codes such as en,fr,uk.")
    return codes


@click.command()
@click.argument("article", metavar="SOURCE")
@click.option(
    "--to", "target_languages", callback=comma_separated, help="Languages, such as en,fr,uk. Default: the article's."
)
@click.option(
    "--from", "--source", "source_language", default="auto", show_default=True, help="Language of the article."
)
@click.option("--style", type=click.Choice(get_args(Style)), default="paragraph", show_default=True)
@click.option("--length", type=click.Choice(get_args(Length)), default="medium", show_default=True)
@click.option("--max-words", type=click.IntRange(1, MOST_WORDS), help="Ceiling on words, on top of --length.")
@click.option("--engine", type=click.Choice(get_args(EngineChoice)), default="auto", show_default=True)
@click.option("--model", help="Id of the summarizer to use; `models list` shows them.")
@click.option("--quality", type=click.Choice(get_args(Quality)), default="balanced", show_default=True)
@glossary_option
@click.option("--title", help="The article's headline, if it is neither in the text nor in the page or file.")
@click.option("--keywords", is_flag=True, help="Show what the article is about in a few words.")
@click.option("--with-title", is_flag=True, help="Suggest a title in each language.")
@click.option("--sources", is_flag=True, help="Show the article's sentences that each sentence of a summary rests on.")
@delivered
def summarize(
    article: str, delivery: Delivery, sources: bool, keywords: bool, with_title: bool, **choices: Any
) -> None:
    """Summarize the article at SOURCE.

    SOURCE is a file (text, Markdown, HTML, .docx, .odt, .epub or PDF), the http or https address of a page or of such
    a file, or - for standard input.
    """
    from service.wire.requests import summary_request
    from service.wire.schemas import SummaryBody

    settings = settings_from()
    require_known(choices["model"], settings)
    extras: dict[Extra, bool] = {"keywords": keywords, "title": with_title}
    named = choices.pop("glossary_ids")
    choices["include"] = [extra for extra, asked in extras.items() if asked]
    body = body_of(
        SummaryBody, **article_fields(article, settings), **choices, glossary_ids=ids_of(named), fallback="source"
    )
    request = with_tables(summary_request(body, settings), named, settings)

    from service.cli.progress import served

    result = served(settings, lambda service, tell: service.summarize(request, on_progress=tell), yes=delivery.yes)
    _deliver(result, delivery, sources=sources)
    delivery.finish(result.summaries)


def _deliver(result: SummaryResult, delivery: Delivery, *, sources: bool) -> None:
    """Raises what is wrong where every language failed."""
    from service.cli.answer_parts import parts_of_summaries
    from service.cli.markdown import as_markdown
    from service.cli.output import json_of, plain_console, print_remarks, print_summaries
    from service.cli.word_file import as_word_file
    from service.wire.answers import failures_of, summary_answer

    failures_of(result.summaries)
    if delivery.form == "json":
        name = uuid.uuid4().hex
        delivery.write(json_of(summary_answer(result, answer_id=name, request_id=name, include_text=sources)))
    elif delivery.form == "markdown":
        delivery.write(as_markdown(parts_of_summaries(result, sources=sources)))
    elif delivery.form == "word":
        delivery.write(as_word_file(parts_of_summaries(result, sources=sources)))
    elif delivery.file:
        print_summaries(result, sources=sources, console=plain_console(text := StringIO()))
        delivery.write(text.getvalue())
    else:
        print_summaries(result, sources=sources)
    if delivery.file:
        print_remarks(result.summaries, result.wanted)


def is_address(source: str) -> bool:
    """Whether it is to be fetched, and no file."""
    return source.lower().startswith(("http://", "https://"))


def article_fields(source: str, settings: Settings) -> dict[str, Any]:
    """The field of a body that the article goes into. Of a file that is too large, no more is read than shows it."""
    if is_address(source):
        return {"url": source}
    data = read_bytes(source, settings.max_file_bytes + 1)
    return {"file": Upload(data, name=None if source == "-" else Path(source).name)}
