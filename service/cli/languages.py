"""`languages`: what can be done with which language."""

from __future__ import annotations

import click

from service.cli.environment import settings_from
from service.languages import INTERFACE_LANGUAGES


@click.command()
@click.option("--in", "interface", type=click.Choice(INTERFACE_LANGUAGES), default="en", help="Language of the names.")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON that the HTTP interface answers with.")
def languages(interface: str, as_json: bool) -> None:
    """List languages and what the installed models can do with them."""
    from rich.console import Console
    from rich.table import Table

    from service.cli.output import print_json
    from service.pipeline.service import Service
    from service.wire.listings import LanguageEntry, LanguagesAnswer

    with Service.from_settings(settings_from()) as service:
        entries = [LanguageEntry.of(status, interface) for status in service.languages()]
    if as_json:
        print_json(LanguagesAnswer(languages=entries))
        return
    table = Table("code", "name", "summarized by", "translated into", box=None, pad_edge=False)
    for entry in entries:
        table.add_row(entry.code, entry.name, ", ".join(entry.summarize), " ".join(entry.translate_to) or "-")
    Console(highlight=False).print(table)
