"""What was found out about words. Words come again, in an article and in all of them; sentences do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable

_LONGEST, _MOST = 40, 65_536


class RememberedWords(dict[str, frozenset[str]]):
    """What a function says of each word: of as many as fit here, and of none that is long."""

    def __init__(self, find_out: Callable[[str], frozenset[str]]) -> None:
        super().__init__()
        self._find_out = find_out

    def __missing__(self, word: str) -> frozenset[str]:
        found = self._find_out(word)
        if len(word) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[word] = found
        return found

    def of_all(self, words: Iterable[str]) -> frozenset[str]:
        """What it says of any of the words."""
        return frozenset[str]().union(*map(self.__getitem__, words))
