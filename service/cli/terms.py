"""`--glossary`: terms for one command, from a table or stored under an id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from service.cli.environment import read_bytes

if TYPE_CHECKING:
    from service.settings import Settings
    from service.types import GlossaryTerm, SummaryRequest, TranslationRequest

    Asked = TypeVar("Asked", SummaryRequest, TranslationRequest)

_OPTION = "--glossary"

glossary_option = click.option(
    _OPTION,
    "glossary_ids",
    multiple=True,
    metavar="FILE-OR-ID",
    help="Terms that translations use: a table of source, target and language (tabs, semicolons or commas), or the id "
    "of a stored glossary; repeatable.",
)


def ids_of(named: Sequence[str]) -> list[str]:
    """Those of the values of the option that are ids. Raises BadParameter for what is neither an id nor a file."""
    from service.glossaries.store import is_glossary_id

    others = [each for each in named if not Path(each).is_file()]
    if wrong := next((each for each in others if not is_glossary_id(each)), None):
        raise click.BadParameter(
            f"'{wrong}' is neither a file nor the id of a stored glossary; `python -m service glossaries list` shows "
            "them.",
            param_hint=f"'{_OPTION}'",
        )
    return others


def with_tables(request: Asked, named: Sequence[str], settings: Settings) -> Asked:
    """The request with the terms of the tables that are named; rows without a language are for its only target."""
    from service.glossaries.tables import read_table
    from service.wire.glossaries import terms_of_rows

    only = request.target_languages[0] if len(request.target_languages) == 1 else None
    terms: list[GlossaryTerm] = []
    for file in named:
        if Path(file).is_file():
            data = read_bytes(file, settings.max_body_bytes)
            rows = read_table(data, only, most=settings.max_glossary_entries, field=_OPTION)
            terms += terms_of_rows(rows, "", field=_OPTION)
    return replace(request, glossary=(*request.glossary, *terms))
