"""`glossaries`: terms that are stored for the commands here and for a server that has the same folder."""

from __future__ import annotations

from pathlib import Path

import click

from service.cli.environment import read_bytes, settings_from
from service.cli.wording import TellingGroup
from service.types import Upload

_WIDTH = 200


@click.group(cls=TellingGroup)
def glossaries() -> None:
    """Store, list, show and delete glossaries, in the folder STISLO_GLOSSARIES_DIR."""


@glossaries.command("add")
@click.argument("file")
@click.option("--from", "--source", "source_language", required=True, help="Language of the terms.")
@click.option("--to", "target_language", help="Language of what they become, for rows that name none.")
@click.option("--name", help="What people call it. Default: the file's name.")
@click.option("--replace", "replaced", metavar="ID", help="The glossary to put it in the place of.")
def add_glossary(
    file: str, source_language: str, target_language: str | None, name: str | None, replaced: str | None
) -> None:
    """Store the table in FILE and print its id.

    A row is source, target and, where --to does not say it, language, separated by tabs, semicolons or commas; - is
    standard input.
    """
    from service.cli.bodies import body_of
    from service.glossaries.store import GlossaryStore
    from service.wire.glossaries import glossary_content
    from service.wire.schemas import StoredGlossaryBody

    settings = settings_from()
    body = body_of(
        StoredGlossaryBody,
        name=name or Path(file).stem,
        source_language=source_language,
        target_language=target_language,
        file=Upload(read_bytes(file, settings.max_body_bytes)),
    )
    content, store = glossary_content(body, settings), GlossaryStore.from_settings(settings)
    head = store.replace(replaced, content) if replaced else store.create(content)
    click.echo(head.id)


@glossaries.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON that the HTTP interface answers with.")
def list_stored(as_json: bool) -> None:
    """List stored glossaries."""
    from rich.console import Console
    from rich.table import Table

    from service.cli.output import print_json
    from service.glossaries.store import GlossaryStore
    from service.wire.glossaries import GlossariesAnswer, GlossaryHeadAnswer

    heads, damaged = GlossaryStore.from_settings(settings_from()).heads()
    if as_json:
        print_json(GlossariesAnswer(glossaries=list(map(GlossaryHeadAnswer.of, heads)), damaged=damaged))
        return
    table = Table("id", "name", "from", "to", "entries", "modified", box=None, pad_edge=False)
    for head in heads:
        targets = " ".join(head.target_languages)
        table.add_row(head.id, head.name, head.source_language, targets, str(head.entries), head.modified)
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = _WIDTH
    console.print(table)
    for glossary_id in damaged:
        click.echo(f"{glossary_id}: its file is damaged; replace it or delete it.", err=True)


@glossaries.command("show")
@click.argument("glossary_id", metavar="ID")
@click.option("--format", "form", type=click.Choice(("tsv", "csv", "json")), default="tsv", show_default=True)
def show_stored(glossary_id: str, form: str) -> None:
    """Print a stored glossary."""
    from service.cli.output import print_json
    from service.glossaries.store import GlossaryStore
    from service.glossaries.tables import write_table
    from service.wire.glossaries import glossary_answer

    stored = GlossaryStore.from_settings(settings_from()).read(glossary_id)
    if form == "json":
        print_json(glossary_answer(stored))
    else:
        click.echo(write_table(stored.content.terms, "csv" if form == "csv" else "tsv"), nl=False)


@glossaries.command("delete")
@click.argument("glossary_id", metavar="ID")
def delete_stored(glossary_id: str) -> None:
    """Delete a stored glossary; requests that use it finish."""
    from service.glossaries.store import GlossaryStore

    GlossaryStore.from_settings(settings_from()).delete(glossary_id)
