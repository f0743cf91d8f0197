"""Clauses that a translation leaves out: what joined them is gone, and the sentence is somewhat short.

Neither sign is enough by itself: translators join clauses otherwise, and say things shortly. Both together, in short
sentences, none of FLORES dev has that the length alone does not give away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from service.text.artefacts import breaks_off
from service.text.languages import LANGUAGES
from service.text.mixture import ends_open
from service.text.omissions import length_change

_LONGEST = 130
_SHORT_OF_END = -1.1
_SHORT, _SHORTER = -1.1, -1.4
"""Deviations from the usual length where a clause that says otherwise has gone, and where another one has."""


def lost_clause(source: str, output: str, languages: tuple[str, str]) -> bool:
    """Whether `output` seems to lack a clause of `source`, a sentence. `languages` are those of both."""
    if len(source) > _LONGEST or not all(_joins(language) for language in languages):
        return False
    deviation = length_change(source, output, languages)
    if deviation > _SHORT:
        return False
    ours, theirs = _patterns(languages[1]), _patterns(languages[0])
    gone = [
        firm.search(source) is not None and counterpart.search(output) is None
        for firm, counterpart in zip(theirs.firm, ours.counterparts, strict=True)
    ]
    fewer = len(ours.joints.findall(output)) < len(theirs.joints.findall(source))
    return gone[0] or (deviation <= _SHORTER and (gone[2] or (fewer and any(gone))))


def lost_end(source: str, output: str, languages: tuple[str, str]) -> bool:
    """Whether `output` breaks off before its end: with a word that goes on, or short and without a full stop.

    `languages` are those of both. What has all of its length only lacks its full stop.
    """
    if not breaks_off(output, source):
        return False
    return ends_open(output, languages[1]) or length_change(source, output, languages) < _SHORT_OF_END


def _joins(language: str) -> bool:
    return language in LANGUAGES and bool(LANGUAGES[language].links.otherwise)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Of a link that says otherwise, a reason and a condition: what surely is one, and what may stand for it."""

    firm: tuple[re.Pattern[str], ...]
    counterparts: tuple[re.Pattern[str], ...]
    joints: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    links = LANGUAGES[language].links
    kinds = links.otherwise, links.reason, links.condition
    return _Patterns(
        tuple(map(_whole_words, kinds)),
        tuple(map(_whole_words, (f"{links.otherwise}|{links.contrast}", *_with(links.loose, kinds[1:])))),
        re.compile(links.joints),
    )


def _with(loose: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{kind}|{loose}" for kind in kinds)


def _whole_words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'])(?:{words})(?!\w)", re.IGNORECASE)
