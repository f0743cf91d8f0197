"""`translate`: a text in a file, translations on standard output."""

from __future__ import annotations

import uuid
from typing import Any, get_args

import click

from service.cli.bodies import body_of, require_known
from service.cli.environment import read_input, settings_from
from service.cli.summarize import comma_separated
from service.types import Quality, Translation


@click.command()
@click.argument("file")
@click.option("--to", "target_languages", callback=comma_separated, required=True, help="Languages, such as fr,uk.")
@click.option("--from", "--source", "source_language", default="auto", show_default=True, help="Language of the text.")
@click.option("--model", help="Id of the translator to use; `models list` shows them.")
@click.option("--quality", type=click.Choice(get_args(Quality)), default="balanced", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the JSON that the HTTP interface answers with.")
def translate(file: str, as_json: bool, **choices: Any) -> None:
    """Translate the text in FILE (UTF-8 text; - is standard input)."""
    from service.wire.requests import translation_request
    from service.wire.schemas import TranslationBody

    settings = settings_from()
    require_known(choices["model"], settings)
    body = body_of(TranslationBody, text=read_input(file), **choices)
    request = translation_request(body, settings)

    from service.cli.output import PARTIAL, print_entries, print_json
    from service.cli.progress import answer
    from service.pipeline.service import Service
    from service.wire.answers import failures_of, translation_answer

    with Service.from_settings(settings) as service:
        result = answer(service, lambda tell: service.translate(request, on_progress=tell))
    failures = failures_of(result.translations)
    if as_json:
        print_json(translation_answer(result, single=True, request_id=uuid.uuid4().hex))
    elif len(result.translations) == 1 and isinstance(only := result.translations[0], Translation):
        click.echo(only.texts[0])
    else:
        print_entries(result.translations)
    if failures:
        click.get_current_context().exit(PARTIAL)
