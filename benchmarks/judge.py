"""Whether an answer belongs to the text that was sent.

The texts are of the stand-ins' grammar, so each one's translation is known to the letter. A model may get a name wrong
now and then, or a check may take a sentence out; an answer that is nearer to another text's translation than to its own
was swapped on the way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Verdict = Literal["right", "inexact", "swapped"]
# An answer of which less than this share of words was expected is somebody else's, or noise.
_LEAST_SHARED = 0.5
_WORD = re.compile(r"\w+")


@dataclass
class Judge:
    """Compares answers with what was expected of each text. `counts` holds how often each verdict was given."""

    expected: Sequence[str]
    counts: dict[Verdict, int] = field(default_factory=lambda: {"right": 0, "inexact": 0, "swapped": 0})

    def __post_init__(self) -> None:
        self._all = frozenset(self.expected)
        self._words = [_words(text) for text in self.expected]

    def __call__(self, index: int, answer: str) -> bool:
        """Whether the answer is that of text `index`, the model's own slips aside."""
        verdict = self.verdict(index, answer)
        self.counts[verdict] += 1
        return verdict != "swapped"

    def verdict(self, index: int, answer: str) -> Verdict:
        """right: to the letter. inexact: not quite, yet nearer to this text's translation than to any other's."""
        if answer == self.expected[index]:
            return "right"
        words = _words(answer)
        own = _shared(words, self._words[index])
        if answer in self._all or own < _LEAST_SHARED or any(_shared(words, other) > own for other in self._words):
            return "swapped"
        return "inexact"


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _shared(words: Counter[str], expected: Counter[str]) -> float:
    """The share of the words that were expected; 0 where there are none."""
    total = words.total()
    return (words & expected).total() / total if total else 0.0
