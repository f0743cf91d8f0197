"""Other translations of texts, beside those that are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.errors import StisloError
from service.pipeline.compose import Composer
from service.pipeline.plan import TargetPlan
from service.pipeline.translate import Translated


@dataclass(frozen=True, slots=True)
class NextBest:
    """Up to `count` alternatives for each of the texts, by the way of each target."""

    composer: Composer
    texts: Sequence[str]
    ways: Sequence[TargetPlan]
    count: int

    def added(self, number: int, outcome: Translated | StisloError) -> Translated | StisloError:
        """The outcome of a target with its alternatives, or what stopped them."""
        route = self.ways[number].route
        if isinstance(outcome, StisloError) or route is None or not route.hops or not self.count:
            return outcome
        try:
            others = self.composer.alternatives(self.texts, route, outcome.texts, self.count)
        except StisloError as error:
            return error
        return replace(outcome, alternatives=tuple(others))
