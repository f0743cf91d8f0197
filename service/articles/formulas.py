"""Formulas of Word documents on one line: `1/2`, `10^6`, `√(a+b)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_ONE = re.compile(r"[-−]?[\w.,]+|\(.*\)", re.DOTALL)
_LEFT_OUT = re.compile(r".*Pr\Z")


def formula(element: _Element) -> str:
    """The text of an `oMath` element: fractions, powers, indices, roots, sums and matrices with signs between parts."""
    return "".join(map(_text, element))


def _text(element: _Element) -> str:
    name = _name(element)
    if name == "t":
        return element.text or ""
    if _LEFT_OUT.match(name):
        return ""
    written = _WRITTEN.get(name)
    return written(element) if written else formula(element)


def _part(element: _Element, name: str) -> str:
    found = element.find(f"{{*}}{name}")
    return "" if found is None else formula(found).strip()


def _bound(element: _Element, name: str) -> str:
    """A part in brackets, unless it is a number or a name alone."""
    text = _part(element, name)
    return text if not text or _ONE.fullmatch(text) else f"({text})"


def _sign(element: _Element, name: str, default: str) -> str:
    """A sign that the properties of an element give."""
    found = next((each for each in element.iterfind(f"{{*}}*/{{*}}{name}")), None)
    if found is None:
        return default
    return next((str(value) for key, value in found.items() if str(key).endswith("val")), "")


def _fraction(element: _Element) -> str:
    return f"{_bound(element, 'num')}/{_bound(element, 'den')}"


def _scripts(element: _Element) -> str:
    base, below, above = (_bound(element, name) for name in ("e", "sub", "sup"))
    return base + (f"_{below}" if below else "") + (f"^{above}" if above else "")


def _before(element: _Element) -> str:
    below, above, base = (_bound(element, name) for name in ("sub", "sup", "e"))
    return (f"^{above}" if above else "") + (f"_{below}" if below else "") + base


def _root(element: _Element) -> str:
    return f"{_bound(element, 'deg')}√{_bound(element, 'e')}"


def _sum(element: _Element) -> str:
    below, above, what = _bound(element, "sub"), _bound(element, "sup"), _part(element, "e")
    limits = (f"_{below}" if below else "") + (f"^{above}" if above else "")
    return f"{_sign(element, 'chr', '∫')}{limits} {what}"


def _brackets(element: _Element) -> str:
    inner = _sign(element, "sepChr", "|").join(formula(each) for each in element.iterfind("{*}e"))
    return _sign(element, "begChr", "(") + inner + _sign(element, "endChr", ")")


def _function(element: _Element) -> str:
    what = _part(element, "e")
    return f"{_part(element, 'fName')}{'' if what.startswith('(') else ' '}{what}"


def _limit(element: _Element) -> str:
    return f"{_part(element, 'e')}_{_bound(element, 'lim')}"


def _rows(element: _Element) -> str:
    """The rows of a matrix, or equations below each other."""
    rows = element.iterfind("{*}mr") if _name(element) == "m" else element.iterfind("{*}e")
    return "; ".join(
        ", ".join(map(formula, row.iterfind("{*}e"))) if _name(row) == "mr" else formula(row) for row in rows
    )


_WRITTEN = {
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _before,
    "rad": _root,
    "nary": _sum,
    "d": _brackets,
    "func": _function,
    "limLow": _limit,
    "limUpp": _limit,
    "m": _rows,
    "eqArr": _rows,
}


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]
