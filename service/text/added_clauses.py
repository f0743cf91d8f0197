"""Clauses that a translation adds, and the honest reason for a longer one: an acronym that it spells out."""

from __future__ import annotations

import re

_JOINT = re.compile(r"[,;:—–(](?!\d)| - ")
# Ukrainian has a comma before every clause, where others have none; conjunctions have one as the language likes.
_NO_ADDITION = "що|щоб|як|чи"
_SET_OFF, _SET_OFF_OR_JOINED = (
    re.compile(rf"(?:,(?! (?:{words})\b)|[;:—–(])(?!\d)| - ")
    for words in (f"{_NO_ADDITION}|але|а|та|і|й|but|and|or|mais|et|ou", _NO_ADDITION)
)
_CLAUSE_LINK = re.compile(
    r"\b(?:while|when|as|after|before|because|although|though|since|who|which|whose|where|alors|tandis|quand|lorsqu\w*"
    r"|parce|qui|dont|où|avant|après|де|коли|бо|якщо|як[аеиі]й?|після|перш)\b",
    re.IGNORECASE,
)
_INSERTED = re.compile(r"(?:,(?! (?:що|щоб|як|чи)\b)|[–—(]| - )\s?[^,;:()–—]{12,200}(?:,|[–—)]| - )(?= )")
# What is set off with a verb may stand for a verb that the source does not set off: `came from behind to win`.
_VERB_FOLLOWS = re.compile(r"\s*(?:\w+(?:чи|чись|вши|вшись)|як[аеиі]й?|qui|which|who)\b", re.IGNORECASE)
_SECOND_VERB = re.compile(
    r"\bto (?!the\b|an?\b)[a-z]+|\b(?!during|evening|morning|building|nothing|pendant|avant|devant)\w{3,}(?:ing|ant)\b"
)
_BEGUN = 5
_ACRONYM = re.compile(r"(?<![\w.])[^\W\d_a-zà-ÿа-яіїєґ]{2,7}(?![\w.])")
_LINK = re.compile(rf"{_JOINT.pattern}|\b(?:that|which|who|whose|qui|dont|où|як[аеиі]й?|котр[аеиі]й?|що)\b")
_LONGEST, _LONGEST_INSERTED, _INTRODUCTION = 80, 130, 15
_LONG, _LONGER, _SHORT = 1.4, 1.7, -1.4
"""Deviations from the usual length of a translation that something was set off in where nothing was in its source, or
the other way round: 5 and 7 of 5,982 pairs of FLORES dev have that."""
_COUNTS, _COUNTS_OF_LONG, _MEDIUM = (3.2, 2.2), (3.4, 2.8), 95
_COUNTS_OF_BRIEF, _BRIEF = 2.7, 60
"""Deviations that alone say that a part came or went, and those that do where there are more or fewer joints, too."""


def added_clause(source: str, output: str, deviation: float) -> bool:
    """Whether `output`, by so many deviations longer than usual, sets off something that `source` does not have."""
    if deviation < _LONG or len(source) > _LONGEST or _JOINT.search(source) or _CLAUSE_LINK.search(source):
        return False
    set_off = _SET_OFF if deviation < _LONGER else _SET_OFF_OR_JOINED
    found = set_off.search(output, _INTRODUCTION)
    if found is None:
        return False
    return not (_VERB_FOLLOWS.match(output, found.end()) and _SECOND_VERB.search(source))


def lost_insertion(source: str, output: str, deviation: float) -> bool:
    """Whether `output`, by so many deviations shorter than usual, sets off nothing where `source` has an insertion."""
    if deviation > _SHORT or len(source) > _LONGEST_INSERTED or _JOINT.search(output):
        return False
    return _INSERTED.search(source, _BEGUN) is not None


def is_unusual(source: str, output: str, deviation: float) -> bool:
    """Whether the length of a translation alone says that a part of `source` is gone, or that there is more."""
    alone, together = _COUNTS if len(source) <= _MEDIUM else _COUNTS_OF_LONG
    if deviation > 0 and len(source) <= _BRIEF:
        alone = _COUNTS_OF_BRIEF
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
