"""What a model attended to, word by word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from service.text.boundaries import Span
from service.types import Alignment


@dataclass(frozen=True, slots=True)
class Attention:
    """For each target word how much of it comes from which source words, 1 together where all of it comes from words:
    the rest is punctuation and the end of the sentence.
    """

    rows: tuple[dict[int, float], ...]

    @classmethod
    def of(cls, alignment: Alignment, source: Sequence[Span], target: Sequence[Span]) -> Attention:
        """The alignment of pieces of words as one of words: each piece of a target word counts alike. Linear."""
        rows: list[dict[int, float]] = [{} for _ in target]
        pieces: list[set[Span]] = [set() for _ in target]
        for link in alignment:
            to = _word_at(target, link.target)
            if to is None:
                continue
            pieces[to].add(link.target)
            where = _word_at(source, link.source)
            if where is not None:
                rows[to][where] = rows[to].get(where, 0.0) + link.weight
        return cls(
            tuple(
                {word: weight / len(own) for word, weight in row.items()} for row, own in zip(rows, pieces, strict=True)
            )
        )

    def shares(self, words: Span) -> list[float]:
        """For each target word the share of it that comes from the source words of a range."""
        first, last = words
        return [sum(weight for word, weight in row.items() if first <= word < last) for row in self.rows]


def _word_at(words: Sequence[Span], span: Span) -> int | None:
    """The first word that a span overlaps."""
    index = bisect_left(words, span[0] + 1, key=lambda word: word[1])
    return index if index < len(words) and words[index][0] < span[1] else None
