"""Whether an answer belongs to the text that was sent.

The texts are of the stand-ins' grammar, so each one's translation is known to the letter. A model may get a name wrong
now and then; an answer that is nearer to another text's translation than to its own was swapped on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

Verdict = Literal["right", "inexact", "swapped"]
# An answer that shares less than this with what was expected is somebody else's, or noise.
_ALIKE = 0.6


@dataclass
class Judge:
    """Compares answers with what was expected of each text. `counts` holds how often each verdict was given."""

    expected: Sequence[str]
    counts: dict[Verdict, int] = field(default_factory=lambda: {"right": 0, "inexact": 0, "swapped": 0})
    _known: dict[str, Verdict] = field(default_factory=dict)

    def __call__(self, index: int, answer: str) -> bool:
        """Whether the answer is that of text `index`, the model's own slips aside."""
        verdict = self.verdict(index, answer)
        self.counts[verdict] += 1
        return verdict != "swapped"

    def verdict(self, index: int, answer: str) -> Verdict:
        """right: to the letter. inexact: not quite, yet nearer to this text's translation than to any other's."""
        own = self.expected[index]
        if answer == own:
            return "right"
        key = f"{index}\0{answer}"
        if key not in self._known:
            self._known[key] = "inexact" if self._nearest(index, answer) else "swapped"
        return self._known[key]

    def _nearest(self, index: int, answer: str) -> bool:
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(answer)
        matcher.set_seq1(self.expected[index])
        best = matcher.ratio()
        if best < _ALIKE:
            return False
        for other in self.expected:
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                return False
        return True
