"""The audit of shortlists: a sample of what was translated with one is translated again without, and compared.

The second translation is bulk work of whoever runs engines: it draws a sample with `sample`, has it decoded when there
is time, and ends it with `compare` or `drop`. What cannot be kept up with is not drawn.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Annotated

from service.engines.base import Decoding, Hypothesis, Shortlisting, has_shortlists
from service.text.chrf import chrf
from service.types import Measure, Pair


@dataclass(frozen=True, slots=True)
class Audit:
    """Segments to translate again, by the same engine, with `decoding` (which allows no shortlist).

    `answers` are what the shortlist gave, best hypotheses only.
    """

    engine: Shortlisting
    pair: Pair
    decoding: Decoding
    segments: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditStats:
    """Counts of segments since the start. `similarity` = mean chrF between answers that differ, 100 where none did.

    `unexplained` are those among the differing where the shortlist lacked nothing: a beam ranks by probabilities that
    are relative to the shortlist. `learned` counts tokens that it had lacked.
    """

    offered: Annotated[int, Measure("counter", "Segments translated with a shortlist.")] = 0
    sampled: Annotated[int, Measure("counter", "Segments of them drawn for an audit.")] = 0
    dropped: Annotated[int, Measure("counter", "Segments drawn that there was no time for.")] = 0
    compared: Annotated[int, Measure("counter", "Segments translated again with the full vocabulary.")] = 0
    differing: Annotated[int, Measure("counter", "Segments of them whose translation was another one.")] = 0
    unexplained: Annotated[int, Measure("counter", "Segments of these where the shortlist had lacked nothing.")] = 0
    learned: Annotated[int, Measure("counter", "Tokens that a shortlist had lacked and has learned.")] = 0
    similarity: Annotated[float, Measure("gauge", "Mean chrF between translations that differ, 0 to 100.")] = 100.0


class Auditor:
    """Samples, compares, has engines learn, and counts. Safe for threads; nothing in it waits for a model.

    `rate` is the share of segments that are sampled, `capacity` how many may be under way. `seed` makes the sample the
    same in every run.
    """

    def __init__(self, rate: float, *, seed: int | None = None, capacity: int = 256) -> None:
        self._rate = rate
        self._capacity = capacity
        self._random = Random(seed)
        self._lock = threading.Lock()
        self._under_way = 0
        self._stats = AuditStats()
        self._similarity = 0.0

    def sample(
        self,
        engine: object,
        segments: Sequence[str],
        pair: Pair,
        decoding: Decoding,
        hypotheses: Sequence[Sequence[Hypothesis]],
    ) -> Audit | None:
        """Draws from segments that were translated with a shortlist: what to translate again, if anything.

        Each audit that is given out must be ended, once, by `compare` or `drop`.
        """
        if not self._rate or not decoding.shortlist or not has_shortlists(engine):
            return None
        with self._lock:
            chosen = [index for index in range(len(segments)) if self._random.random() < self._rate]
            kept = chosen[: max(self._capacity - self._under_way, 0)]
            self._under_way += len(kept)
            self._count(offered=len(segments), sampled=len(chosen), dropped=len(chosen) - len(kept))
        if not kept:
            return None
        texts = tuple(segments[index] for index in kept)
        answers = tuple(_best(hypotheses[index]) for index in kept)
        return Audit(engine, pair, replace(decoding, shortlist=False), texts, answers)

    def drop(self, audit: Audit) -> None:
        """Gives up an audit."""
        with self._lock:
            self._under_way -= len(audit.segments)
            self._count(dropped=len(audit.segments))

    def compare(self, audit: Audit, full: Sequence[Sequence[Hypothesis]]) -> None:
        """Counts what differs between the answers and the translations with the full vocabulary, and learns from it.

        The engine must still be open. Reads the model's map where something differs (a tenth of a second).
        """
        with self._lock:
            self._under_way -= len(audit.segments)
        for segment, answer, hypotheses in zip(audit.segments, audit.answers, full, strict=True):
            translation = _best(hypotheses)
            differs = translation != answer
            learned = audit.engine.learn(segment, translation) if differs else 0
            similarity = chrf(answer, translation) if differs else 0.0
            with self._lock:
                self._similarity += similarity
                self._count(compared=1, differing=differs, unexplained=differs and not learned, learned=learned)

    def stats(self) -> AuditStats:
        """The counts up to now."""
        with self._lock:
            differing = self._stats.differing
            return replace(self._stats, similarity=self._similarity / differing if differing else 100.0)

    def _count(self, **more: int) -> None:
        counts = {name: getattr(self._stats, name) + count for name, count in more.items()}
        self._stats = replace(self._stats, **counts)


def _best(hypotheses: Sequence[Hypothesis]) -> str:
    return hypotheses[0].text if hypotheses else ""
