"""Sentences that were pasted together without a space (`... à ses débutsLe mouvement ...`), as from some pages."""

from __future__ import annotations

from collections.abc import Iterator

import regex

# Names in camel case have no article, pronoun or preposition inside.
_STARTERS = (
    "Les?|La|Une?|Des|Il|Elle|Ils|Ces?|Cette|Dans|Selon|Après|Pour|The|He|She|They|In|At|This|For|Це|Він|Вона|Вони|На|За"
    "|Про|Як|До|Для|Після"
)
_GLUED = regex.compile(rf"\p{{Ll}}{{3}}()(?=(?:{_STARTERS})\s)|(?:\p{{Ll}}{{2}}|\d)[.!?…]()(?=[«“]?\p{{Lu}}\p{{Ll}})")
_GLUED_TO_MARK = regex.compile(r"\p{Ll}{2}[.!?…]?(\")(?=\p{Lu}[\p{Ll}'’])")


def glued_ends(paragraph: str) -> Iterator[tuple[int, int]]:
    """Where a sentence ends though no space follows, and where it does not end because of that (-1: nowhere)."""
    for found in _GLUED.finditer(paragraph, concurrent=False):
        yield max(found.end(1), found.end(2)), -1
    marks = passed = 0
    for found in _GLUED_TO_MARK.finditer(paragraph, concurrent=False):
        marks += paragraph.count('"', passed, found.start(1))
        passed = found.start(1)
        if marks % 2:
            yield found.end(1), found.start(1)
        elif paragraph[found.start(1) - 1] in ".!?…":
            yield found.start(1), -1
