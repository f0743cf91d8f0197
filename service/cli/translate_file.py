"""`stislo translate-file`: a file in, the same file in another language out."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from service.cli.bodies import body_of, require_known
from service.cli.delivery import Delivery
from service.cli.environment import read_bytes, settings_from
from service.cli.terms import glossary_option, ids_of, with_tables
from service.types import Quality, Upload


@click.command("translate-file")
@click.argument("file")
@click.argument("translated", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--to", "target_language", required=True, help="A language, such as uk.")
@click.option("--from", "--source", "source_language", default="auto", show_default=True, help="Language of the file.")
@click.option("--model", help="Id of the translator to use; `models list` shows them.")
@click.option("--quality", type=click.Choice(get_args(Quality)), default="balanced", show_default=True)
@glossary_option
@click.option("--yes", "-y", is_flag=True, help="Download what is missing without asking.")
def translate_file(file: str, translated: Path, yes: bool, **choices: Any) -> None:
    """Translate FILE into TRANSLATED, markup, styles and timings kept: .docx, .odt, .epub, .html, .md, .srt and others.

    The ending of FILE's name says what it is. A .pdf becomes a plain page (.html) of its title and paragraphs.
    """
    from service.cli.output import print_remarks
    from service.cli.progress import served
    from service.wire.documents import document_request
    from service.wire.schemas import DocumentBody

    settings = settings_from()
    require_known(choices["model"], settings)
    named = choices.pop("glossary_ids")
    data = read_bytes(file, settings.max_file_bytes + 1)
    body = body_of(DocumentBody, file=Upload(data, Path(file).name), **choices, glossary_ids=ids_of(named))
    upload, request = document_request(body, settings)
    request = with_tables(request, named, settings)
    found = served(settings, lambda service, tell: service.translate_file(upload, request), yes=yes)
    Delivery("text", translated, strict=False, yes=yes).write(found.data)
    print_remarks([found])
