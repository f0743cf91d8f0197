"""What a page of a PDF shows, line by line, in the order in which the file draws it."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from service.articles.columns import in_reading_order
from service.articles.lines import Line
from service.articles.pdf_lines import Fragment, How, lines

if TYPE_CHECKING:
    from pypdf import PageObject

_SMALLEST = 2.0  # points; smaller text is not meant to be seen
_WHITE = 0.97  # and above, of red, green and blue or of grey
_INVISIBLE = 3  # text rendering mode: what the recognised text under a scanned page has
_BETWEEN = 4  # quarters of a circle, and what lies between them
_ASKEW = 0.1  # quarters; scans lie a little askew
_SOFT = "\u00ad"
_SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
_FILLS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do"})


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
    upright = max(range(_BETWEEN), key=lambda turned: directions[turned])
    shown = {"invisible"} if hows["invisible"] > hows["seen"] else {"seen"}
    for fragment in fragments:
        if fragment.turned != upright or fragment.size < _SMALLEST or fragment.how not in shown:
            fragment.text = "\n" if fragment.text.endswith("\n") else ""
        fragment.x, fragment.y = _turn(fragment.x, fragment.y, upright)
    return in_reading_order(list(lines(fragments, number)))


def _turn(x: float, y: float, quarters: int) -> tuple[float, float]:
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarters]


@dataclass(slots=True)
class _State:
    """What the graphics state says of how text is drawn."""

    white: bool = False
    mode: int = 0
    rise: float = 0.0


@dataclass(slots=True)
class _Listener:
    """Listens to what pypdf finds on a page: the operators, then the text that they have drawn."""

    page: PageObject
    fragments: list[Fragment] = field(default_factory=list)
    _state: _State = field(default_factory=_State)
    _saved: list[_State] = field(default_factory=list)
    _painted: bool = False  # whether anything but white lies on the paper
    _drawn: Counter[How] = field(default_factory=Counter)
    _rises: list[float] = field(default_factory=list)
    _marked: list[bool] = field(default_factory=list)  # of each marked piece that is open, whether it is a soft hyphen
    _soft: int = 0
    _divided: bool = False  # whether a soft hyphen is the last that was drawn

    def operator(self, name: bytes, operands: Any, _cm: Any, _tm: Any) -> None:
        """Follows the colour and the mode that text is drawn in."""
        state = self._state
        if name in _SHOWS and self._soft and operands:
            operands[-1] = b""  # what stands for a soft hyphen is drawn as a space, or as a hyphen at the end of a line
            self._divided = True
        elif name in _SHOWS:
            self._divided = False
            white = state.white and not self._painted
            self._rises.append(state.rise)
            self._drawn["invisible" if state.mode == _INVISIBLE else "white" if white else "seen"] += 1
        elif name == b"q":
            self._saved.append(replace(state))
        elif name == b"Q":
            self._state = self._saved.pop() if self._saved else _State()
        elif name == b"Tr":
            state.mode = int(next(iter(_numbers(operands)), 0))
        elif name == b"Ts":
            state.rise = next(iter(_numbers(operands)), 0.0)
        elif name in (b"BDC", b"BMC"):
            self._marked.append(_is_soft_hyphen(operands))
            self._soft += self._marked[-1]
        elif name == b"EMC":
            self._soft -= self._marked.pop() if self._marked else 0
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
        rises, self._rises = self._rises, []
        if self._divided:
            text, self._divided = text.rstrip("\n") + _SOFT + "\n" * text.count("\n"), False
        a, b, c, d, x, y = _product(tm, cm)
        box = self.page.cropbox
        inside = float(box.left) <= x <= float(box.right) and float(box.bottom) <= y <= float(box.top)
        how: How = "seen" if drawn["seen"] or not drawn else max(drawn, key=lambda one: drawn[one])
        self.fragments.append(
            Fragment(
                text=text,
                how=how if inside else "white",
                x=x,
                y=y,
                size=size * math.hypot(c, d),
                turned=_quarters(a, b),
                rise=min(rises, key=abs, default=0.0),
                bold="bold" in str((font or {}).get("/BaseFont", "")).lower(),
            )
        )


def _quarters(a: float, b: float) -> int:
    """The direction of text in quarters of a circle; what is turned by less is nobody's line."""
    quarters = math.atan2(b, a) / (math.pi / 2)
    return round(quarters) % _BETWEEN if abs(quarters - round(quarters)) <= _ASKEW else _BETWEEN


def _is_soft_hyphen(operands: Any) -> bool:
    said = operands[1] if len(operands) > 1 else None
    text = said.get("/ActualText") if isinstance(said, dict) else None
    return text in (_SOFT, b"\xad", b"\xfe\xff\x00\xad")


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
