"""What a page of a PDF shows, line by line, in the order in which the file draws it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from service.articles.columns import in_reading_order
from service.articles.lines import Line

if TYPE_CHECKING:
    from pypdf import PageObject

_SMALLEST = 2.0  # points; smaller text is not meant to be seen
_WHITE = 0.97  # and above, of red, green and blue or of grey
_INVISIBLE = 3  # text rendering mode: what the recognised text under a scanned page has
# Text of so many characters is a line and no word; if so many begin at the same place, there is a column.
_LINE, _ROWS = 20, 4
_SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
_FILLS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do"})

How = Literal["seen", "invisible", "white"]


@dataclass(slots=True)
class _Fragment:
    """Text that was drawn in one go; `turned` is its direction in quarters of a circle."""

    text: str
    how: How
    x: float
    y: float
    size: float
    turned: int
    bold: bool


def lines_of(page: PageObject, number: int) -> list[Line]:
    """The lines of a page, those left out that nobody sees: tiny, off the page, white on white, turned sideways.

    Invisible text is what stands under a scan, and kept unless the page shows more text than that.
    """
    listener = _Listener(page)
    page.extract_text(visitor_operand_before=listener.operator, visitor_text=listener.text)
    fragments = listener.fragments
    directions = Counter[int]()
    hows = Counter[How]()
    for fragment in fragments:
        directions[fragment.turned] += len(fragment.text)
        hows[fragment.how] += len(fragment.text.strip())
    upright = max(directions, key=lambda turned: directions[turned], default=0)
    shown = {"invisible"} if hows["invisible"] > hows["seen"] else {"seen"}
    for fragment in fragments:
        if fragment.turned != upright or fragment.size < _SMALLEST or fragment.how not in shown:
            fragment.text = "\n" if fragment.text.endswith("\n") else ""
        fragment.x, fragment.y = _turn(fragment.x, fragment.y, upright)
    return in_reading_order(list(_lines(fragments, number)))


def _turn(x: float, y: float, quarters: int) -> tuple[float, float]:
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarters]


def _lines(fragments: list[_Fragment], number: int) -> Iterator[Line]:
    starts = Counter(round(fragment.x) for fragment in fragments if fragment.text.strip())
    line: list[_Fragment] = []
    for fragment in fragments:
        text, ended, _ = fragment.text.partition("\n")
        fragment.text = text
        if text.strip():
            if line and _is_apart(line[-1], fragment, starts):
                yield from _joined(line, number)
                line = []
            line.append(fragment)
        if ended:
            yield from _joined(line, number)
            line = []
    yield from _joined(line, number)


def _is_apart(before: _Fragment, fragment: _Fragment, starts: Counter[int]) -> bool:
    """Whether the two are cells of a table or lines of two columns rather than parts of one line.

    How wide text is drawn, only its font knows; half of its size a letter is about right.
    """
    width = before.size / 2 * len(before.text.strip())
    gap = fragment.x - before.x - width
    beside = len(before.text) >= _LINE and fragment.x > before.x and starts[round(fragment.x)] >= _ROWS
    return gap > max(3 * before.size, 0.4 * width) or beside


def _joined(line: list[_Fragment], number: int) -> Iterator[Line]:
    if not line:
        return
    text = " ".join("".join(fragment.text for fragment in line).split())
    longest = max(line, key=lambda fragment: len(fragment.text))
    bold = all(fragment.bold for fragment in line)
    yield Line(text, page=number, x=line[0].x, y=longest.y, size=round(longest.size, 1), bold=bold)


@dataclass(slots=True)
class _State:
    """What the graphics state says of how text is drawn."""

    white: bool = False
    mode: int = 0


@dataclass(slots=True)
class _Listener:
    """Listens to what pypdf finds on a page: the operators, then the text that they have drawn."""

    page: PageObject
    fragments: list[_Fragment] = field(default_factory=list)
    _state: _State = field(default_factory=_State)
    _saved: list[_State] = field(default_factory=list)
    _painted: bool = False  # whether anything but white lies on the paper
    _drawn: Counter[How] = field(default_factory=Counter)

    def operator(self, name: bytes, operands: Any, _cm: Any, _tm: Any) -> None:
        """Follows the colour and the mode that text is drawn in."""
        state = self._state
        if name in _SHOWS:
            white = state.white and not self._painted
            self._drawn["invisible" if state.mode == _INVISIBLE else "white" if white else "seen"] += 1
        elif name == b"q":
            self._saved.append(_State(state.white, state.mode))
        elif name == b"Q":
            self._state = self._saved.pop() if self._saved else _State()
        elif name == b"Tr":
            state.mode = int(next(iter(_numbers(operands)), 0))
        elif name in (b"g", b"rg", b"sc", b"scn"):
            numbers = _numbers(operands)
            state.white = bool(numbers) and min(numbers) >= _WHITE and len(numbers) in (1, 3)
        elif name == b"k":
            state.white = not any(_numbers(operands))
        elif name in _FILLS:
            self._painted = self._painted or not state.white or name == b"Do"

    def text(self, text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        """Takes a fragment, with the place where it begins and its size on the page."""
        drawn, self._drawn = self._drawn, Counter()
        a, b, c, d, x, y = _product(tm, cm)
        box = self.page.cropbox
        inside = float(box.left) <= x <= float(box.right) and float(box.bottom) <= y <= float(box.top)
        how: How = "seen" if drawn["seen"] or not drawn else max(drawn, key=lambda one: drawn[one])
        self.fragments.append(
            _Fragment(
                text=text,
                how=how if inside else "white",
                x=x,
                y=y,
                size=size * math.hypot(c, d),
                turned=round(math.atan2(b, a) / (math.pi / 2)) % 4,
                bold="bold" in str((font or {}).get("/BaseFont", "")).lower(),
            )
        )


def _numbers(operands: Any) -> list[float]:
    return [float(value) for value in operands if isinstance(value, int | float)]


def _product(m: list[float], n: list[float]) -> tuple[float, float, float, float, float, float]:
    """Two transformations, the first one first."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
