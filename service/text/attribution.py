"""Where a summary sentence comes from: the spans of the article that support it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from service.text.stems import terms
from service.types import Sentence, Source

Term = str | tuple[str, str]

FLOOR = 0.2
"""98 of 100 French news sentences score less than this against an article that is not theirs."""

WEAK = 0.25
"""A sentence whose best span scores less is said to be hardly supported.

What a best score means, on the sentences of 250 written French news summaries (which rephrase freely, and add facts)
against their own articles and against others: below 0.2 are 28 % of their own and 98.1 % of the foreign ones, below
0.25 are 41 % and 99.4 %, below 0.35 are 65 % and all. So from 0.35 on a sentence is about what its span says; below
0.25 it may be a free paraphrase, or made up. No score proves that a detail is right: that is what the checks are for.
"""

_COVERAGE, _PAIRS = 0.7, 0.3


def attribute(
    summary: Sequence[str], sentences: Sequence[Sentence], language: str, *, limit: int = 3
) -> tuple[tuple[Source, ...], ...]:
    """For each summary sentence, the article sentences that support it: at most `limit`, the best first.

    The score (0..1) is 0.7 x the share of the summary sentence's terms that the article sentence has, each weighted by
    its inverse sentence frequency in the article, + 0.3 x the share of its pairs of neighbouring terms. A sentence
    copied whole, or cut out of a longer one, scores 1. Scores below `FLOOR` are left out; of two equal scores the
    earlier sentence comes first. Summary and article must be in the same `language`. Memory is linear in both.
    """
    units = [_units(terms(sentence, language)) for sentence in summary]
    where = _where(sentences, language, {unit for one in units for unit in one})
    return tuple(_sources(sentences, _scores(one, where, len(sentences)), limit) for one in units)


def _units(found: Sequence[str]) -> set[Term]:
    return {*found, *pairwise(found)}


def _where(sentences: Sequence[Sentence], language: str, wanted: set[Term]) -> dict[Term, list[int]]:
    """The numbers of the sentences that hold each wanted term or pair of neighbouring terms."""
    where: dict[Term, list[int]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        found = terms(sentence.text, language)
        for unit in wanted & _units(found):
            where[unit].append(number)
    return where


def _scores(units: Collection[Term], where: Mapping[Term, list[int]], count: int) -> NDArray[np.float64]:
    """Score of every article sentence for one summary sentence."""
    coverage, total = np.zeros(count), 0.0
    pairs, pair_count = np.zeros(count), 0
    for unit in units:
        numbers = where.get(unit, [])
        if isinstance(unit, str):
            weight = math.log1p(count / (0.5 + len(numbers)))
            coverage[numbers] += weight
            total += weight
        else:
            pairs[numbers] += 1
            pair_count += 1
    if not total:
        return coverage
    if not pair_count:
        return coverage / total
    return _COVERAGE * coverage / total + _PAIRS * pairs / pair_count


def _sources(sentences: Sequence[Sentence], scores: NDArray[np.float64], limit: int) -> tuple[Source, ...]:
    order = np.argsort(-scores.round(6), kind="stable")[:limit]
    return tuple(
        Source(sentences[number].start, sentences[number].end, round(min(float(scores[number]), 1.0), 4))
        for number in order
        if scores[number] >= FLOOR
    )
