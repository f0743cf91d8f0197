"""Glossaries as tables, of tabs or of commas: what people keep them in.

A row is `source`, `target` and, where it is not said once for all rows, `language`. A first row of these names is the
head. Whether cells are separated by tabs, semicolons or commas shows in the first row that has any of them; quotation
marks are those of RFC 4180.

Spreadsheets take a cell that begins with `=`, `+`, `-` or `@` for a formula, so it is written behind an apostrophe,
which is taken away again when it is read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice
from typing import Literal

from service.errors import Malformed, Unusable
from service.glossaries.content import TermRow, too_many_terms
from service.types import GlossaryTerm

TableForm = Literal["tsv", "csv"]
MEDIA_TYPES: dict[TableForm, str] = {"tsv": "text/tab-separated-values", "csv": "text/csv"}

HEAD = ("source", "target", "language")
_ANY_SEPARATOR = re.compile(r"[\t;,]")
_QUOTED = re.compile(r'"[^"]*"')
# The separator shows in the beginning of a table.
_LONGEST_ROW = 10_000
_FORMULA = re.compile(r"'*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def read_table(data: bytes, language: str | None, *, most: int, field: str) -> list[TermRow]:
    """The rows of a table in UTF-8, with the number of the line that each begins on. Empty rows are passed over.

    `language` is that of rows that name none. Raises Malformed where it is no table, LimitExceeded where it has more
    than `most` rows, Unusable naming a row. Linear.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Malformed(f"The table is not UTF-8 (byte {error.start}); save it as UTF-8.", field=field) from error
    rows = list(islice(_cells(text, field), most + 1))
    if len(rows) > most:
        raise too_many_terms(most, field)
    return [_row(cells, language, f"{field}: line {line}") for line, cells in rows]


def write_table(terms: Iterable[GlossaryTerm], form: TableForm) -> bytes:
    """The table of terms with its head, as `read_table` reads it; lines end with CR LF in CSV, with LF in TSV."""
    out = StringIO()
    writer = csv.writer(out) if form == "csv" else csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows([_guarded(cell) for cell in term] for term in terms)
    return out.getvalue().encode()


def _cells(text: str, field: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with anything in them but the head, each with the line that it begins on."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    begins, first = 1, True
    try:
        for row in reader:
            cells = [_plain(cell.strip(" ")) for cell in row]
            if any(cells):
                if not (first and tuple(cell.lower() for cell in cells) in (HEAD, HEAD[:2])):
                    yield begins, cells
                first = False
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Malformed(
            f"The table cannot be read from line {begins} on; look at its quotation marks.", field=field
        ) from error


def _separator(text: str) -> str:
    """What separates the cells of the first row that has several, quoted ones aside."""
    bare = _QUOTED.sub("", text[:_LONGEST_ROW])
    found = _ANY_SEPARATOR.search(bare)
    if not found:
        return "\t"
    line = bare[bare.rfind("\n", 0, found.start()) + 1 :].split("\n", 1)[0]
    return next(mark for mark in "\t;," if mark in line)


def _row(cells: list[str], language: str | None, field: str) -> TermRow:
    while len(cells) > 2 and not cells[-1]:
        cells = cells[:-1]
    if len(cells) not in (2, 3):
        raise Unusable(
            f"A row has a source, a target and, if need be, a language; this one has {len(cells)} cells. Cells are "
            "separated by tabs, semicolons or commas, and those that hold one stand in quotation marks.",
            field=field,
        )
    named = cells[2] if len(cells) == 3 else language
    if named is None:
        raise Unusable(
            "The row names no language; add it as a third cell, or name the target language of all rows.", field=field
        )
    return TermRow(field, cells[0], cells[1], named)


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
