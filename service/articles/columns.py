"""Lines that stand side by side: the rows of a table, or two columns that a file draws line by line. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from service.articles.lines import Line
from service.articles.prose import CELL_BREAK

_MARK_ALONE = re.compile(r"[•◦▪▫‣●○■□➢➤✓✔·–—-]|\(?\w{1,3}[.)]")
# So many rows of two lines each, so long on average, are no table but columns.
_ROWS, _CHARACTERS = 4, 20


def in_reading_order(lines: list[Line]) -> list[Line]:
    """The lines of a page, in the order in which they are drawn, with rows joined and mixed columns taken apart.

    A bullet or number that is drawn on its own is put before its text, cells of a table are joined with " | ". Where
    the halves of many rows are as long as lines of prose, the left halves come first, then the right ones.
    """
    ordered: list[Line] = []
    for two, rows in groupby(_rows(lines), key=_is_pair):
        together = list(rows)
        if two and _are_columns(together):
            ordered += [row[0] for row in together] + [row[1] for row in together]
        else:
            ordered += map(_joined, together)
    return ordered


def _rows(lines: list[Line]) -> Iterator[list[Line]]:
    """Neighbours of the same height that go from left to right."""
    row: list[Line] = []
    for line in lines:
        if row and (abs(line.y - row[-1].y) > 0.3 * line.size or line.x <= row[-1].x):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _is_pair(row: list[Line]) -> bool:
    return len(row) == 2 and not _MARK_ALONE.fullmatch(row[0].text)


def _are_columns(rows: list[list[Line]]) -> bool:
    if len(rows) < _ROWS or any(abs(above[1].x - below[1].x) > 2 * below[1].size for above, below in pairwise(rows)):
        return False
    return all(sum(len(row[side].text) for row in rows) >= _CHARACTERS * len(rows) for side in (0, 1))


def _joined(row: list[Line]) -> Line:
    marks = list(takewhile(lambda line: _MARK_ALONE.fullmatch(line.text), row[:-1]))
    cells = row[len(marks) :]
    longest = max(cells, key=lambda line: len(line.text))
    text = " ".join([*(mark.text for mark in marks), CELL_BREAK.join(cell.text for cell in cells)])
    return replace(longest, text=text, x=row[0].x, row=longest.row or len(cells) > 1)
