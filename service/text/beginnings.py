"""Words known by what they begin with: `німеч` knows `Німеччина` and `Німеччиною`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Beginnings(Generic[_Value]):
    """Values by the beginnings of words. A word is looked up as often as beginnings have different lengths, not as
    often as there are beginnings."""

    def __init__(self, rows: Iterable[tuple[str, _Value]]) -> None:
        values: dict[str, set[_Value]] = defaultdict(set)
        for beginning, value in rows:
            values[beginning].add(value)
        self._values = {beginning: frozenset(found) for beginning, found in values.items()}
        self._lengths = sorted(set(map(len, self._values)))

    def longest(self, word: str) -> frozenset[_Value]:
        """The values of the longest beginning that the word has."""
        found = (self._values.get(word[:length]) for length in reversed(self._lengths) if length <= len(word))
        return next(filter(None, found), frozenset())

    def of(self, word: str, *, longest_ending: int | None = None) -> frozenset[_Value]:
        """The values of every beginning that the word has, where no more than `longest_ending` letters follow it."""
        found: frozenset[_Value] = frozenset()
        for length in self._lengths:
            if length > len(word):
                break
            if (longest_ending is None or len(word) - length <= longest_ending) and word[:length] in self._values:
                found |= self._values[word[:length]]
        return found
