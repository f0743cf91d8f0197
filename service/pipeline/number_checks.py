"""What is said of the numbers of a translated sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from service.text.facts import Facts
from service.text.numbers import NumberDoubt, Numbers, compare_numbers, missing_numbers, said_otherwise
from service.types import Pair

WORDS: Mapping[str, str] = {
    "added": "not in the sentence translated",
    "replaced": "not in the sentence translated",
    "lost": "lost in translation",
    "unit": "counts something else than in the sentence translated",
    "sign": "below zero there and above it here, or the other way round",
    "order": "in each other's place",
}

RETOLD: Mapping[str, str] = {
    "replaced": "not so in the article",
    "unit": "counts something else in the article",
    "sign": "below zero in the article and above it here, or the other way round",
    "order": "with something else in the article",
}


def doubt_numbers(source: str, output: str, pair: Pair) -> Iterator[tuple[str, bool]]:
    """What is wrong with the numbers of a translation, in words, and whether it is certain."""
    for doubt in compare_numbers(Numbers(source, pair.source), Numbers(output, pair.target)):
        yield _words(doubt), doubt.certain


def missing_abroad(sentence: str, source: str, pair: Pair) -> tuple[str, ...]:
    """The numbers of a sentence in `pair.target` that an article in `pair.source` gives in no unit and no form."""
    if not (missing := missing_numbers(sentence, source, pair.target, pair.source)):
        return ()
    own = Numbers(sentence, pair.target)
    restated = {own.reading.claims[at].written for at in said_otherwise(own, Numbers(source, pair.source))}
    return tuple(number for number in missing if number not in restated)


def doubt_retold(sentence: str, facts: Facts) -> Iterator[tuple[str, bool]]:
    """What is wrong with the numbers of a sentence about an article, beside those that the article does not have."""
    for doubt in facts.number_doubts(sentence):
        yield f"{RETOLD[doubt.fault]}: {', '.join(doubt.items)}", doubt.certain


def _words(doubt: NumberDoubt) -> str:
    return f"{WORDS[doubt.fault]}: {', '.join(doubt.items)}"
