"""What is said of the numbers of a translated sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from service.text.numbers import Doubt, Numbers, compare_numbers
from service.types import Pair

WORDS: Mapping[str, str] = {
    "added": "not in the sentence translated",
    "replaced": "not in the sentence translated",
    "lost": "lost in translation",
    "unit": "counts something else than in the sentence translated",
    "sign": "below zero there and above it here, or the other way round",
    "order": "in each other's place",
}


def doubt_numbers(source: str, output: str, pair: Pair) -> Iterator[tuple[str, bool]]:
    """What is wrong with the numbers of a translation, in words, and whether it is certain."""
    for doubt in compare_numbers(Numbers(source, pair.source), Numbers(output, pair.target)):
        yield _words(doubt), doubt.certain


def _words(doubt: Doubt) -> str:
    return f"{WORDS[doubt.fault]}: {', '.join(doubt.items)}"
