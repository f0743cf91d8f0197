"""How much each term of a text matters: the probability that a summary of the text, written by hand, uses it.

A logistic model of what any language shows: in how many of the sentences a term stands (as a share, and as a
logarithm), how early it first appears, whether it is written with a capital in mid-sentence, whether the title has it.
`benchmarks/fit_extractive.py` fitted it on French news and says how much of it survives on articles that it has not
seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from itertools import accumulate, chain, pairwise

import numpy as np
from numpy.typing import NDArray

from service.text.stems import stems, terms
from service.text.words import count_words, unspaced, words

Scores = NDArray[np.float64]

SPECIFICITY = 0.25
"""Exponent of the normalised inverse sentence frequency that weights are discounted by: words that stand in every
sentence are in every summary too, and say nothing."""

_SAME_TITLE = 0.8


@dataclass(frozen=True, slots=True)
class TermModel:
    """Log-odds that a term of a text is used in its summary, from features between 0 and 1."""

    bias: float = -3.35
    log_frequency: float = 3.1
    frequency: float = 1.3
    early: float = 1.05
    name: float = 0.45
    title: float = 3.0
    """Not fitted, for want of titles: gives an even chance to a term of the title that the text uses once."""


@dataclass(frozen=True, slots=True)
class TermIndex:
    """The distinct terms of a text, numbered in the order in which they first appear.

    One entry a sentence: `members`, the numbers of its distinct terms; `lengths`, its words, at least 1;
    `repeats_title`, whether it says what the title says. One row a term: `features`, a column a field of TermModel;
    `frequency`, the number of sentences that it stands in.
    """

    terms: list[str]
    members: list[list[int]]
    lengths: list[int]
    repeats_title: NDArray[np.bool_]
    features: Scores
    frequency: Scores

    def weights(self, model: TermModel) -> Scores:
        """Weight of each term, 0..1."""
        count = len(self.members)
        specificity = np.log((count + 1) / self.frequency) / np.log(count + 1)
        weights: Scores = specificity**SPECIFICITY / (1 + np.exp(-self.features @ np.array(astuple(model))))
        return weights


def index_terms(sentences: Sequence[str], language: str, title: str | None = None) -> TermIndex:
    """Reads the sentences of a text once. Linear in their length."""
    readings = [_read(sentence, language) for sentence in sentences]
    uses = Counter(chain.from_iterable(found for found, _, _ in readings))
    names = Counter(chain.from_iterable(capitalised for _, capitalised, _ in readings))
    numbers = {term: number for number, term in enumerate(uses)}
    members = [[*dict.fromkeys(map(numbers.__getitem__, found))] for found, _, _ in readings]
    frequency = np.bincount(_flat(members), minlength=len(uses)).astype(np.float64)
    in_title = {numbers[term] for term in terms(title or "", language) if term in numbers}
    features = np.zeros((len(uses), len(fields(TermModel))))
    features[:, 0] = 1
    features[:, 1] = np.log(frequency) / np.log(len(members) + 1.5)
    features[:, 2] = frequency / max(len(members), 1)
    features[:, 3] = np.exp(-np.repeat(np.arange(len(members)), _news(members)) / 3)
    features[[numbers[name] for name in names], 4] = [count / uses[name] for name, count in names.items()]
    features[[*in_title], 5] = 1
    return TermIndex(
        terms=list(uses),
        members=members,
        lengths=[max(length, 1) for _, _, length in readings],
        repeats_title=np.array([_same(in_title, found) for found in members], dtype=np.bool_),
        features=features,
        frequency=frequency,
    )


def _read(sentence: str, language: str) -> tuple[list[str], list[str], int]:
    """The sentence's terms, those of them that are capitalised after its first word, and its length in words."""
    if unspaced(sentence):
        return terms(sentence, language), [], count_words(sentence)
    tokens = words(sentence)
    found = stems(tokens, language)
    capitalised = [term for term, token in zip(found[1:], tokens[1:], strict=True) if token[0].isupper()]
    return found, capitalised, len(tokens)


def _flat(members: Sequence[Sequence[int]]) -> NDArray[np.intp]:
    return np.fromiter(chain.from_iterable(members), dtype=np.intp)


def _news(members: Sequence[Sequence[int]]) -> list[int]:
    """How many terms each sentence is the first to use. Terms are numbered in the order in which they appear."""
    known = accumulate((max(found, default=-1) + 1 for found in members), max, initial=0)
    return [after - before for before, after in pairwise(known)]


def _same(title: set[int], found: Sequence[int]) -> bool:
    return bool(title) and len(title.intersection(found)) >= _SAME_TITLE * max(len(title), len(found))
