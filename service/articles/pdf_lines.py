"""Pieces of text at places on a page become lines: cells stand apart, raised digits keep their sign."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from service.articles.lines import Line
from service.articles.superscripts import LOWERED, NORMAL, RAISED, ScriptedText

# Text of so many characters is a line and no word; if so many begin at the same place, there is a column.
_LINE, _ROWS = 20, 4
_ALIGNED = 3  # pieces that begin below each other, each far from what stands before it: cells of a narrow table
_OVERPRINTED = 0.12  # of the size: the same text so near is drawn twice to look bold, or to throw a shadow
_NEAR = 2  # points: the side of the squares in which what lies near is looked for
_SMALL, _UP, _DOWN = 0.9, 0.15, 0.08  # of the size of a line: what is raised or lowered, and how far
_BORDERS, _ROW, _MOST_ROWS = 2, 3, 200  # cells that show where a column begins; a row's height in sizes of its text
_WIDE = re.compile(r"[A-HJ-ZА-ЯЄmwшщюжмф@%]")
_SPACED = re.compile(r"(?<!\S)[^\W\d_](?: {1,3}[^\W\d_]){3,}(?!\S)")
_SOFT_END = re.compile(r"\s?\u00ad\s?[-\u2010]?\Z")
_WORD_GAP = re.compile(r" {2,}")

How = Literal["seen", "invisible", "white"]


@dataclass(slots=True)
class Fragment:
    """Text that was drawn in one go; `turned` is its direction in quarters of a circle, 4 if between them.

    `end` is where it ends, if the file says so; `rise` how far it was moved off its line.
    """

    text: str
    how: How
    x: float
    y: float
    size: float
    turned: int
    bold: bool
    rise: float = 0.0
    end: float | None = None


def lines(fragments: list[Fragment], number: int) -> Iterator[Line]:
    """The lines of page `number`, cells of tables and lines of two columns each on its own."""
    _blank_doubles(fragments)
    drawn = list(_drawn(fragments))
    starts = Counter(round(fragment.x) for line in drawn for fragment in line)
    borders: dict[int, list[float]] = defaultdict(list)  # where cells begin: heights, from the top down
    for line in drawn:
        for before, fragment in pairwise(line):
            if _is_apart(before, fragment, starts):
                borders[round(fragment.x)].append(fragment.y)
    for line in drawn:
        cell = line[:1]
        for before, fragment in pairwise(line):
            if _is_apart(before, fragment, starts) or _is_cell(fragment, borders):
                yield from _joined(cell, number)
                cell = []
            cell.append(fragment)
        yield from _joined(cell, number)


def _drawn(fragments: list[Fragment]) -> Iterator[list[Fragment]]:
    """The pieces with text that the file draws on one line."""
    line: list[Fragment] = []
    for fragment in fragments:
        text, ended, _ = fragment.text.partition("\n")
        fragment.text = text
        if text.strip():
            line.append(fragment)
        elif line and fragment.x > line[-1].x and abs(fragment.y - line[-1].y) < 1:
            line[-1].end = fragment.x
        if ended:
            yield line
            line = []
    yield line


def _blank_doubles(fragments: list[Fragment]) -> None:
    """Takes away what is drawn a second time where it stands."""
    squares: dict[tuple[str, int, int], list[tuple[float, float]]] = defaultdict(list)
    for fragment in fragments:
        text = fragment.text.strip()
        if not text:
            continue
        across, up = int(fragment.x // _NEAR), int(fragment.y // _NEAR)
        most = _OVERPRINTED * fragment.size
        near = (
            place
            for column in (across - 1, across, across + 1)
            for row in (up - 1, up, up + 1)
            for place in squares.get((text, column, row), ())
        )
        if any(abs(x - fragment.x) <= most and abs(y - fragment.y) <= most for x, y in near):
            fragment.text = "\n" if fragment.text.endswith("\n") else ""
        else:
            squares[text, across, up] = [(fragment.x, fragment.y)]


def _is_apart(before: Fragment, fragment: Fragment, starts: Counter[int]) -> bool:
    """Whether the two are cells of a table or lines of two columns rather than parts of one line.

    How wide text is drawn, its font knows, and some files say.
    """
    width = _width(before)
    doubt = width
    if before.end is not None and before.end - before.x >= width:
        width, doubt = before.end - before.x, 0.0
    gap = fragment.x - before.x - width
    if starts[round(fragment.x)] >= _ALIGNED and gap > max(1.5 * before.size, 0.35 * doubt):
        return True
    beside = len(before.text) >= _LINE and fragment.x > before.x and starts[round(fragment.x)] >= _ROWS
    return gap > max(3 * before.size, 0.4 * doubt) or beside


def _is_cell(fragment: Fragment, borders: Mapping[int, list[float]]) -> bool:
    """Whether cells of the rows above and below begin where this piece does."""
    heights = borders.get(round(fragment.x), ())
    if len(heights) < _BORDERS:
        return False
    return any(0 < abs(y - fragment.y) <= _ROW * fragment.size for y in heights[:_MOST_ROWS])


def _width(fragment: Fragment) -> float:
    """About how wide a piece is: half of its size a letter, more for wide ones."""
    text = fragment.text.strip()
    return fragment.size * (0.5 * len(text) + 0.2 * len(_WIDE.findall(text)))


def _joined(line: list[Fragment], number: int) -> Iterator[Line]:
    if not line:
        return
    longest = max(line, key=lambda fragment: len(fragment.text))
    text = _SOFT_END.sub("\u00ad", " ".join(unspaced(_text(line, longest)).split()))
    bold = all(fragment.bold for fragment in line)
    raised = any(_script(fragment, longest) for fragment in line)
    size = round(longest.size, 1)
    yield Line(text, page=number, x=line[0].x, y=longest.y, size=size, bold=bold, raised=raised)


def _text(line: list[Fragment], longest: Fragment) -> str:
    written = ScriptedText()
    for fragment in line:
        script = _script(fragment, longest)
        written.add(fragment.text, script)
        if script == RAISED and fragment is line[0]:
            written.add(" ")  # the mark of a note before the note
    return written.text()


def _script(fragment: Fragment, longest: Fragment) -> int:
    """Whether a piece is raised or lowered against the longest one of its line."""
    if fragment is longest:
        return NORMAL
    if fragment.rise:
        return RAISED if fragment.rise > 0 else LOWERED
    if fragment.size > _SMALL * longest.size:
        return NORMAL
    off = fragment.y - longest.y
    if off > _UP * longest.size:
        return RAISED
    return LOWERED if off < -_DOWN * longest.size else NORMAL


def unspaced(text: str) -> str:
    """The text with its letter-spaced words drawn together: words are set apart by more, or are the whole line."""

    def together(found: re.Match[str]) -> str:
        run = found[0]
        if "  " not in run and run != text.strip():
            return run
        return " ".join(word.replace(" ", "") for word in _WORD_GAP.split(run))

    return _SPACED.sub(together, text)
