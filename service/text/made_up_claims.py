"""Weighty claims of a summary that no word of its article bears out: a crime, a cause, an outcome."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from service.text.beginnings import Beginnings
from service.text.languages.vocabulary_claims import CLAIMS

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_APOSTROPHES = str.maketrans("’ʼ", "''")
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class _Kinds:
    """The kinds that words claim, and the kinds that what words begin with bears out, by number."""

    claiming: dict[str, set[int]]
    bearing: Beginnings[int]


def told_kinds(text: str, language: str) -> frozenset[int]:
    """The kinds of claims that a text bears out, by number."""
    if language not in CLAIMS:
        return frozenset()
    bearing = _kinds(language).bearing
    return frozenset[int]().union(*(bearing.of(word) for word in set(_words(text))))


def made_up(sentence: str, told: Set[int], language: str) -> str | None:
    """The word of a sentence that claims something of a kind that is not `told` of in its article."""
    if language not in CLAIMS:
        return None
    claiming = _kinds(language).claiming
    return next((word for word in _words(sentence) if (kinds := claiming.get(word)) and not kinds & told), None)


def _words(text: str) -> list[str]:
    found = [word.casefold().translate(_APOSTROPHES) for word in _WORD.findall(text)]
    return [part[:_LONGEST] for word in found for part in {word, word.rpartition("'")[2]}]


@cache
def _kinds(language: str) -> _Kinds:
    claiming: dict[str, set[int]] = {}
    bearing = list[tuple[str, int]]()
    for number, row in enumerate(CLAIMS[language].split(";")):
        claims, _, bears = row.partition("/")
        for word in claims.split():
            claiming.setdefault(word, set()).add(number)
        bearing += ((word, number) for word in (*claims.split(), *bears.split()))
    return _Kinds(claiming, Beginnings(bearing))
