"""Clauses that a translation adds, and the honest reason for a longer one: an acronym that it spells out."""

from __future__ import annotations

import re

_JOINT = re.compile(r"[,;:—–(](?!\d)| - ")
# Ukrainian has a comma before every clause, where others have none.
_SET_OFF = re.compile(r"(?:,(?! (?:що|щоб|як|чи)\b)|[;:—–(])(?!\d)| - ")
_ACRONYM = re.compile(r"(?<![\w.])[^\W\d_a-zà-ÿа-яіїєґ]{2,7}(?![\w.])")
_LINK = re.compile(rf"{_JOINT.pattern}|\b(?:that|which|who|whose|qui|dont|où|як[аеиі]й?|котр[аеиі]й?|що)\b")
_LONGEST, _INTRODUCTION = 100, 15
_LONG = 1.2
"""Deviations from the usual length of a translation that something was set off in, where nothing was in its source: 13
of 5,982 pairs of FLORES dev have that."""
_COUNTS = 2.6, 2.3
"""Deviations that alone say that a part came or went, and those that do where there are more or fewer joints, too."""


def added_clause(source: str, output: str, deviation: float) -> bool:
    """Whether `output`, by so many deviations longer than usual, sets off something that `source` does not have."""
    if deviation < _LONG or len(source) > _LONGEST or _JOINT.search(source):
        return False
    return _SET_OFF.search(output, _INTRODUCTION) is not None


def is_unusual(source: str, output: str, deviation: float) -> bool:
    """Whether the length of a translation alone says that a part of `source` is gone, or that there is more."""
    alone, together = _COUNTS
    if abs(deviation) < together:
        return False
    change = len(_LINK.findall(output)) - len(_LINK.findall(source))
    return abs(deviation) >= alone or change * deviation > 0


def spells_out(source: str, output: str) -> bool:
    """Whether `source` has an acronym where `output` may have its words."""
    if source.isupper():
        return False
    found = frozenset(_ACRONYM.findall(source))
    return len(found) > len(frozenset(_ACRONYM.findall(output)))
