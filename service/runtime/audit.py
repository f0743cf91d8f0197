"""The audit of shortlists: a sample of what was translated with one is translated again without, and compared.

The second translation is bulk work that whoever runs engines does when there is time: it hands batches in with `offer`,
takes work out with `due`, decodes it and hands that to `compare`. What cannot be kept up with is dropped.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from service.engines.base import Decoding, Hypothesis, Shortlisting
from service.text.chrf import chrf
from service.types import Pair


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

    offered: int = 0
    sampled: int = 0
    dropped: int = 0
    compared: int = 0
    differing: int = 0
    unexplained: int = 0
    learned: int = 0
    similarity: float = 100.0


class Auditor:
    """Samples, compares, has engines learn, and counts. Safe for threads; nothing in it waits for a model.

    `rate` is the share of segments that are sampled, `capacity` how many may wait. `seed` makes the sample the same in
    every run.
    """

    def __init__(self, rate: float, *, seed: int | None = None, capacity: int = 256) -> None:
        self._rate = rate
        self._capacity = capacity
        self._random = Random(seed)
        self._lock = threading.Lock()
        self._waiting: deque[Audit] = deque()
        self._stats = AuditStats()
        self._similarity = 0.0

    def offer(
        self,
        engine: object,
        segments: Sequence[str],
        pair: Pair,
        decoding: Decoding,
        hypotheses: Sequence[Sequence[Hypothesis]],
    ) -> None:
        """Told of a batch that was translated. Only those with a shortlist are of interest; cheap for all others."""
        if not self._rate or not decoding.shortlist or not isinstance(engine, Shortlisting) or not engine.shortlist_id:
            return
        with self._lock:
            chosen = [index for index in range(len(segments)) if self._random.random() < self._rate]
            room = self._capacity - sum(len(audit.segments) for audit in self._waiting)
            kept = chosen[: max(room, 0)]
            self._count(offered=len(segments), sampled=len(chosen), dropped=len(chosen) - len(kept))
            if kept:
                texts = tuple(segments[index] for index in kept)
                answers = tuple(_best(hypotheses[index]) for index in kept)
                full = replace(decoding, shortlist=False)
                self._waiting.append(Audit(engine, pair, full, texts, answers))

    def due(self) -> list[Audit]:
        """The work that waits, oldest first; it is the caller's from now on."""
        with self._lock:
            taken = list(self._waiting)
            self._waiting.clear()
        return taken

    def forget(self, engine: object) -> None:
        """Drops the work of an engine that is about to be closed."""
        with self._lock:
            stay = [audit for audit in self._waiting if audit.engine is not engine]
            gone = sum(len(audit.segments) for audit in self._waiting) - sum(len(audit.segments) for audit in stay)
            self._waiting = deque(stay)
            self._count(dropped=gone)

    def compare(self, audit: Audit, full: Sequence[Sequence[Hypothesis]]) -> None:
        """Counts what differs between the answers and the translations with the full vocabulary, and learns from it.

        The engine must still be open. Reads the model's map where something differs (a tenth of a second).
        """
        for segment, answer, hypotheses in zip(audit.segments, audit.answers, full, strict=True):
            translation = _best(hypotheses)
            differs = translation != answer
            learned = audit.engine.learn(segment, translation) if differs else 0
            with self._lock:
                self._similarity += chrf(answer, translation) if differs else 0.0
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
