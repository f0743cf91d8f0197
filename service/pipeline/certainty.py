"""How sure models were of what they said, from the scores of their outputs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.engines.base import Hypothesis


@dataclass(frozen=True, slots=True)
class Certainty:
    """The logarithms of the probabilities of so many tokens, added up."""

    total: float = 0.0
    tokens: int = 0

    @classmethod
    def of(cls, hypothesis: Hypothesis) -> Certainty | None:
        """None where the engine gives no score."""
        if hypothesis.score is None:
            return None
        # Scores are means, the sign of the end included.
        tokens = hypothesis.tokens + 1
        return cls(hypothesis.score * tokens, tokens)

    def confidence(self) -> float | None:
        """The geometric mean of the tokens' probabilities, 0..1; None where nothing was said."""
        return min(1.0, math.exp(self.total / self.tokens)) if self.tokens else None


def added_up(certainties: Iterable[Certainty | None]) -> Certainty | None:
    """All of them as one; None where one is not known."""
    known = list(certainties)
    if any(each is None for each in known):
        return None
    return Certainty(sum(each.total for each in known if each), sum(each.tokens for each in known if each))


def of_owners(
    certainties: Sequence[Certainty | None], owners: Sequence[int], count: int
) -> tuple[Certainty | None, ...]:
    """Those of `count` owners, each of which has some of the certainties: `owners` says whose each one is."""
    mine: list[list[Certainty | None]] = [[] for _ in range(count)]
    for owner, certainty in zip(owners, certainties, strict=True):
        mine[owner].append(certainty)
    return tuple(map(added_up, mine))
