"""What extractive summaries are compared with: an article's first sentences, LexRank, chance.

Each gives the numbers of whole sentences, in article order, of at most `max_words` words together (none where none
fits). All of them fill the budget in the same way: sentences in order of preference, each taken if it still fits.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from service.engines.base import Document
from service.text.words import count_words, words

DAMPING, TOLERANCE, STEPS = 0.85, 1e-6, 200


def lead(document: Document, max_words: int) -> tuple[int, ...]:
    """The sentences as they come."""
    return _fill(range(len(document.sentences)), document.sentences, max_words)


def by_chance(document: Document, max_words: int, seed: int) -> tuple[int, ...]:
    """The sentences in a random order: always the same one for an article and a seed."""
    order = list(range(len(document.sentences)))
    random.Random(f"{seed} {document.sentences[:1]}").shuffle(order)
    return _fill(order, document.sentences, max_words)


def lexrank(document: Document, max_words: int) -> tuple[int, ...]:
    """The most central sentences first (continuous LexRank, Erkan and Radev 2004).

    Sentences are vectors of their words, each counted and multiplied by its inverse sentence frequency in the article;
    two sentences are as near as the cosine of their vectors. A walker goes from sentence to sentence with
    probabilities in proportion to nearness, and now and then (1 - DAMPING) anywhere. A sentence is as central as the
    walker is often there in the long run.
    """
    order = np.argsort(-_centrality(document.sentences), kind="stable")
    return _fill(map(int, order), document.sentences, max_words)


def _centrality(sentences: Sequence[str]) -> NDArray[np.float64]:
    nearness = _nearness([Counter(word.casefold() for word in words(sentence)) for sentence in sentences])
    steps = DAMPING * nearness / nearness.sum(axis=1, keepdims=True) + (1 - DAMPING) / len(sentences)
    found = np.full(len(sentences), 1 / len(sentences))
    for _ in range(STEPS):
        after = found @ steps
        if np.abs(after - found).sum() < TOLERANCE:
            break
        found = after
    return found.round(9)  # so that equal sentences stay in order, whatever the last bits say


def _nearness(bags: Sequence[Counter[str]]) -> NDArray[np.float64]:
    """Cosine of each two sentences; a sentence is as near to itself as can be, even without words."""
    spread = Counter(word for bag in bags for word in bag)
    column = {word: number for number, word in enumerate(spread)}
    vectors = np.zeros((len(bags), max(len(column), 1)))
    for row, bag in enumerate(bags):
        for word, count in bag.items():
            vectors[row, column[word]] = count * np.log((len(bags) + 1) / spread[word])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths > 0, lengths, 1)
    nearness = vectors @ vectors.T
    np.fill_diagonal(nearness, 1.0)
    return nearness


def _fill(order: Iterable[int], sentences: Sequence[str], left: int) -> tuple[int, ...]:
    taken = []
    for number in order:
        length = count_words(sentences[number])
        if length <= left:
            taken.append(number)
            left -= length
    return tuple(sorted(taken))
