"""Which sentences of an article a sentence rests on that does not say so, by its words."""

from __future__ import annotations

from collections.abc import Sequence

from service.text.attribution import attribute
from service.text.cognates import cognates
from service.types import Pair, Sentence

SURE_GROUND = 0.35
"""From this score on, a sentence in the same language is about what its span says: see `attribution.WEAK`."""

_SHARED = 2
_MOST = 2


def grounds(texts: Sequence[str], sentences: Sequence[str], pair: Pair) -> list[tuple[int, ...]]:
    """For each text, in the target language of `pair`, the indices of the sentences, in its source language, that its
    words are found in; none where that is not clear. Linear in all of them.

    In one language the best two, if they say the same for sure. In another one words cannot be compared but for names,
    numbers and loans: then the one sentence that shares the most of them, two at least, and more than any other.
    """
    if pair.source == pair.target:
        numbered = [Sentence(sentence, at, at + 1, 0) for at, sentence in enumerate(sentences)]
        found = attribute(texts, numbered, pair.target, limit=_MOST)
        return [tuple(sorted(source.start for source in spans if source.score >= SURE_GROUND)) for spans in found]
    known = [cognates(sentence) for sentence in sentences]
    return [_most_alike(cognates(text), known) for text in texts]


def _most_alike(said: set[str], known: Sequence[set[str]]) -> tuple[int, ...]:
    shared = [len(said & each) for each in known]
    most = max(shared, default=0)
    return (shared.index(most),) if most >= _SHARED and shared.count(most) == 1 else ()
