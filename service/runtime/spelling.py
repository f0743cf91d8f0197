"""What the vocabularies of models lack of the texts that they are given: counted for operators, told to the request."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from service.engines.base import spells
from service.types import Measure


@dataclass(frozen=True, slots=True)
class SpellingStats:
    """Since the start, of one model."""

    model: str
    characters: Annotated[int, Measure("counter", "Characters of source texts that the model has no token for.")]


class UnspelledCharacters:
    """Asks engines and counts. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()

    def of(self, model: str, engine: object, segments: Sequence[str]) -> list[str]:
        """For each segment its characters that the engine has no token for; "" where it does not say."""
        if not spells(engine):
            return [""] * len(segments)
        found = engine.unspelled(segments)
        if any(found):
            with self._lock:
                self._counts[model] += sum(map(len, found))
        return found

    def stats(self) -> tuple[SpellingStats, ...]:
        """A snapshot of each model that lacked any."""
        with self._lock:
            return tuple(SpellingStats(model, count) for model, count in sorted(self._counts.items()))
