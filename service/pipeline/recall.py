"""What the pipeline remembers of earlier requests, and what a request may have of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from service.engines.base import Hypothesis
from service.errors import EngineFailed
from service.runtime.cache import Cache, memory_of
from service.runtime.flight import OF_ONE_REQUEST, Flight
from service.runtime.ticket import Ticket
from service.types import CacheUse, Failure, Keyword, Summary, SummaryRequest, TranslationRequest

V = TypeVar("V")

_MEBIBYTE = 1 << 20
# Of the cache, for whole summaries; the rest is for segments. A summary saves all the work, but only for the same
# article; a segment saves a part of it, whoever sends it.
_SUMMARIES_SHARE = 0.25
# Segments of one call that others may wait for. All of them end together, so a sentence must not wait for a book that
# has it too.
_SHARED_SEGMENTS = 16


@dataclass(frozen=True, slots=True)
class Answered:
    """What is answered to a request for an article, and stored: one summary a language, and the extras."""

    summaries: tuple[Summary | Failure, ...]
    keywords: tuple[Keyword, ...] | None = None


@dataclass(frozen=True, slots=True)
class Memory(Generic[V]):
    """Values of one kind that were computed before, and those that are being computed."""

    cache: Cache[V]
    flight: Flight[V]


class Memories:
    """What one service remembers. Thread-safe."""

    def __init__(self, megabytes: int) -> None:
        limit = megabytes * _MEBIBYTE
        summaries = int(limit * _SUMMARIES_SHARE)
        self.enabled = limit > 0
        self.segments: Memory[Hypothesis] = Memory(Cache("segments", limit - summaries), Flight("segments"))
        self.summaries: Memory[Answered] = Memory(
            Cache("summaries", summaries), Flight("summaries", shareable=_in_time)
        )

    def recall(self, request: SummaryRequest | TranslationRequest, ticket: Ticket) -> Recall:
        """What one request may have of it, and leave behind."""
        stores = self.enabled and request.cache
        return Recall(self, ticket, reads=stores and not request.refresh, stores=stores)

    def stats(self) -> dict[str, tuple[Any, ...]]:
        """Snapshots by name."""
        memories: tuple[Memory[Any], ...] = (self.segments, self.summaries)
        return {
            "cache": tuple(memory.cache.stats() for memory in memories),
            "single_flight": tuple(memory.flight.stats() for memory in memories),
        }


class Recall:
    """One request's use of the memories. Thread-safe: its routes run beside each other.

    A request that does not read computes everything itself; one that reads shares with others what they compute.
    """

    def __init__(self, memories: Memories, ticket: Ticket, *, reads: bool, stores: bool) -> None:
        self._memories = memories
        self._ticket = ticket
        self._reads = reads
        self._stores = stores
        self._use = CacheUse()
        self._guard = threading.Lock()

    @property
    def use(self) -> CacheUse:
        """What was looked up until now."""
        return self._use

    def translate(
        self,
        segments: Sequence[str],
        key: Callable[[str], bytes],
        compute: Callable[[list[str]], Sequence[Hypothesis]],
    ) -> list[Hypothesis]:
        """One hypothesis a segment, in order: remembered, or from `compute`, which is given the others, each once.

        Raises what `compute` raises, EngineFailed where it gives too many or too few, and DeadlineExceeded.
        """
        keys = [key(segment) for segment in segments]
        first = dict(zip(reversed(keys), reversed(segments), strict=True))

        def compute_keys(missing: Sequence[bytes]) -> Sequence[Hypothesis]:
            found = compute([first[key] for key in missing])
            if len(found) != len(missing):
                raise EngineFailed(f"The engine gave {len(found)} translations for {len(missing)} segments.")
            return found

        memory = self._memories.segments
        distinct = list(dict.fromkeys(keys))
        values = self._look_up(memory, distinct)
        missing = [key for key in distinct if key not in values]
        computed = self._compute(memory, missing, compute_keys, _is_said, share=len(missing) <= _SHARED_SEGMENTS)
        values.update(zip(missing, computed, strict=True))
        return [values[key] for key in keys]

    def summarize(
        self, key: bytes, compute: Callable[[], Answered], *, keep: Callable[[Answered], bool]
    ) -> tuple[Answered, bool]:
        """The answer to a request and whether it was stored. `keep` says which new ones are worth storing."""
        memory = self._memories.summaries
        if stored := self._look_up(memory, [key]):
            return stored[key], True
        [computed] = self._compute(memory, [key], lambda keys: [compute() for _ in keys], keep, share=True)
        return computed, False

    def _compute(
        self,
        memory: Memory[V],
        keys: Sequence[bytes],
        compute: Callable[[Sequence[bytes]], Sequence[V]],
        keep: Callable[[V], bool],
        *,
        share: bool,
    ) -> list[V]:
        """Values that are not stored, and now are where that is allowed. With `share`, others wait for them."""

        def compute_and_store(keys: Sequence[bytes]) -> Sequence[V]:
            computed = compute(keys)
            if self._stores:
                for key, value in zip(keys, computed, strict=True):
                    if keep(value):
                        memory.cache.put(key, value, memory_of(value))
            return computed

        if not keys:
            return []
        if self._reads and share:
            return memory.flight.run(keys, compute_and_store, self._ticket)
        return [*compute_and_store(keys)]

    def _look_up(self, memory: Memory[V], keys: Sequence[bytes]) -> dict[bytes, V]:
        if not self._reads:
            return {}
        found = {key: value for key in keys if (value := memory.cache.get(key)) is not None}
        size = sum(map(memory_of, found.values()))
        with self._guard:
            use = self._use
            misses = use.misses + len(keys) - len(found)
            self._use = CacheUse(use.hits + len(found), misses, use.bytes + size)
        return found


def _is_said(hypothesis: Hypothesis) -> bool:
    """Whether an engine said anything. What it was silent about it may know the next time."""
    return bool(hypothesis.text.strip())


def _in_time(answered: Answered) -> bool:
    """Whether no language failed, or was served worse, for what may be this one request's sake."""
    return not any(
        isinstance(each.error, OF_ONE_REQUEST) if isinstance(each, Failure) else each.degraded
        for each in answered.summaries
    )
