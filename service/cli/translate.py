"""`translate`: a text in a file, translations on standard output."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import click

from service.cli.environment import read_bytes, read_input, settings_from
from service.cli.output import PARTIAL, print_entries, print_json
from service.cli.progress import answer
from service.cli.summarize import comma_separated
from service.settings import Settings
from service.types import Quality, TextFormat, Translation, Upload
from service.wire.answers import failures_of, translation_answer
from service.wire.documents import document_request
from service.wire.requests import translation_request
from service.wire.schemas import DocumentBody, TranslationBody


@click.command()
@click.argument("file")
@click.option("--to", "targets", callback=comma_separated, required=True, help="Languages, such as fr,uk.")
@click.option("--from", "--source", "source", default="auto", show_default=True, help="Language of the text.")
@click.option("--model", help="Id of the translator to use; `models list` shows them.")
@click.option("--quality", type=click.Choice(get_args(Quality)), default="balanced", show_default=True)
@click.option("--format", "text_format", type=click.Choice(get_args(TextFormat)), default="text", show_default=True)
@click.option("--output", "-o", help="Write FILE translated there: .docx, .srt, .html and others, told by its name.")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON that the HTTP interface answers with.")
def translate(
    file: str, targets: list[str], text_format: TextFormat, output: str | None, as_json: bool, **how: Any
) -> None:
    """Translate the text in FILE (UTF-8 text; - is standard input), or with --output the file itself."""
    from service.pipeline.service import Service

    settings = settings_from()
    how["source_language"] = how.pop("source")
    if output is not None:
        _translate_file(file, targets, output, settings, how)
        return
    body = TranslationBody(text=read_input(file), target_languages=targets, format=text_format, **how)
    request = translation_request(body, settings)
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


def _translate_file(file: str, targets: list[str], output: str, settings: Settings, how: Mapping[str, Any]) -> None:
    from service.pipeline.service import Service

    if len(targets) > 1:
        raise click.UsageError("A file is translated into one language at a time.")
    data = read_bytes(file, settings.max_file_bytes + 1)
    body = DocumentBody(file=Upload(data, Path(file).name), target_language=targets[0], **how)
    upload, request = document_request(body, settings)
    with Service.from_settings(settings) as service:
        translated = service.translate_file(upload, request)
    Path(output).write_bytes(translated.data)
    for check in translated.checks:
        if check.status in ("warning", "failed"):
            click.echo(f"{check.name}: {check.status}: {check.detail}", err=True)
