"""Sentences that were pasted together without a space (`... à ses débutsLe mouvement ...`), as from some pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Names in camel case have no article, pronoun or preposition inside.
_STARTING = (
    "Le La Les Un Une Des Il Elle Ils Ce Ces Cette Dans Selon Après Pour The He She They In At This For Це Він Вона "
    "Вони На За Про Як До Для Після"
)
_STARTERS = frozenset(_STARTING.split())
# A capital right after a letter, a digit, a full stop or a mark of quotation. Patterns that begin with what is rare are
# the fastest.
_CAPITAL = re.compile(r"""[A-ZÀ-ÖØ-ÞА-ЯЄІЇҐ](?<=[^\W_A-ZÀ-ÖØ-ÞА-ЯЄІЇҐ].|[.!?…"«“].)[\w'’]?""", re.DOTALL)
_WORD = re.compile(r"\w{2,6}(?=\s)")
_STOPS = ".!?…"
_OPENING = "«“"


def glued_ends(paragraph: str) -> Iterator[tuple[int, int]]:
    """Where a sentence ends though no space follows, and where it does not end because of that (-1: nowhere)."""
    marks = passed = 0
    for found in _CAPITAL.finditer(paragraph):
        start = found.start()
        before, goes_on = paragraph[start - 1], found[0][1:]
        if before == '"':
            if not (goes_on.islower() or goes_on in {"'", "’"}) or not _small_before(paragraph, start - 1):
                continue
            marks += paragraph.count('"', passed, start - 1)
            passed = start - 1
            if marks % 2:
                yield start, start - 1
            elif paragraph[start - 2] in _STOPS:
                yield start - 1, -1
        elif before.islower():
            word = _WORD.match(paragraph, start)
            if word and word[0] in _STARTERS and start > 2 and paragraph[start - 3 : start].isalpha():
                yield start, -1
        elif goes_on.islower():
            end = start - 1 if before in _OPENING else start
            if end and paragraph[end - 1] in _STOPS and _small_before(paragraph, end):
                yield end, -1


def _small_before(paragraph: str, end: int) -> bool:
    """Whether what ends here, with or without a full stop, ends with two small letters or a digit."""
    if end < 2:
        return False
    last = end - 1 if paragraph[end - 1] in _STOPS else end
    tail = paragraph[max(0, last - 2) : last]
    return tail[-1:].isdigit() or (len(tail) == 2 and tail.isalpha() and tail.islower())
