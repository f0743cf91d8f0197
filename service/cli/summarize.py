"""`summarize`: an article in a file, summaries on standard output."""

from __future__ import annotations

import uuid
from typing import get_args

import click

from service.cli.environment import read_input, settings_from
from service.cli.output import PARTIAL, print_entries, print_json
from service.cli.progress import answer
from service.types import EngineChoice, Length, Quality, Style
from service.web.answers import failures_of, summary_answer
from service.web.requests import summary_request
from service.web.schemas import MOST_WORDS, SummaryBody


def comma_separated(context: click.Context, parameter: click.Parameter, value: str | None) -> list[str] | None:
    """`en,fr` as two codes."""
    if value is None:
        return None
    codes = [code for code in value.split(",") if code.strip()]
    if not codes:
        raise click.BadParameter("names no language; give codes such as en,fr,uk.")
    return codes


@click.command()
@click.argument("file")
@click.option("--to", "targets", callback=comma_separated, help="Languages, such as en,fr,uk. Default: the article's.")
@click.option("--from", "--source", "source", default="auto", show_default=True, help="Language of the article.")
@click.option("--style", type=click.Choice(get_args(Style)), default="paragraph", show_default=True)
@click.option("--length", type=click.Choice(get_args(Length)), default="medium", show_default=True)
@click.option("--max-words", type=click.IntRange(1, MOST_WORDS), help="Ceiling on words, on top of --length.")
@click.option("--engine", type=click.Choice(get_args(EngineChoice)), default="auto", show_default=True)
@click.option("--model", help="Id of the summarizer to use; `models list` shows them.")
@click.option("--quality", type=click.Choice(get_args(Quality)), default="balanced", show_default=True)
@click.option("--title", help="The article's headline, if it is not part of the text.")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON that the HTTP interface answers with.")
def summarize(
    file: str,
    targets: list[str] | None,
    source: str,
    style: Style,
    length: Length,
    max_words: int | None,
    engine: EngineChoice,
    model: str | None,
    quality: Quality,
    title: str | None,
    as_json: bool,
) -> None:
    """Summarize the article in FILE (UTF-8 text; - is standard input)."""
    from service.pipeline.service import Service

    settings = settings_from()
    body = SummaryBody(
        text=read_input(file),
        title=title,
        source_language=source,
        target_languages=targets,
        style=style,
        length=length,
        max_words=max_words,
        engine=engine,
        model=model,
        quality=quality,
    )
    request = summary_request(body, settings)
    with Service.from_settings(settings) as service:
        result = answer(service, lambda stage: service.summarize(request, on_progress=stage))
    failures = failures_of(result.summaries)
    if as_json:
        name = uuid.uuid4().hex
        print_json(summary_answer(result, answer_id=name, request_id=name))
    else:
        print_entries(result.summaries)
    if failures:
        click.get_current_context().exit(PARTIAL)
