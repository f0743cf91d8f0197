"""Answers that were given before, in bounded memory: what was asked for longest ago goes first."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Annotated, Any, Generic, TypeVar

from service.types import Measure

V = TypeVar("V")

# What an entry costs beside key and value: its places in two tables and its size. Measured with tracemalloc while
# entries come and go, on CPython 3.11: 194 to 282 bytes, as the tables grow by doubling.
_ENTRY_BYTES = 288
# One value that takes more than this share of the cache would push out everything that was worth keeping.
_LARGEST_SHARE = 1 / 16


@dataclass(frozen=True, slots=True)
class CacheStats:
    """One cache at one moment. Sizes are bytes of memory, keys and tables included."""

    kind: str
    hits: Annotated[int, Measure("counter", "Lookups that found something.")] = 0
    misses: Annotated[int, Measure("counter", "Lookups that found nothing.")] = 0
    evictions: Annotated[int, Measure("counter", "Entries that had to make room.")] = 0
    refusals: Annotated[int, Measure("counter", "Values that were too large to be kept.")] = 0
    entries: Annotated[int, Measure("gauge", "Entries held now.")] = 0
    bytes: Annotated[int, Measure("gauge", "Bytes held now.")] = 0
    limit_bytes: Annotated[int, Measure("gauge", "Bytes that may be held.")] = 0


class Cache(Generic[V]):
    """At most `limit` bytes of values by key, the least recently used dropped first. Thread-safe.

    Values are shared with whoever asks, so they must not be changed. A limit of 0 keeps nothing.
    """

    def __init__(self, kind: str, limit: int) -> None:
        self.kind = kind
        self.limit = limit
        self._entries: OrderedDict[bytes, tuple[V, int]] = OrderedDict()
        self._bytes = self._hits = self._misses = self._evictions = self._refusals = 0
        self._guard = threading.Lock()

    def get(self, key: bytes) -> V | None:
        """What was put under `key`, or None. Makes it the last one to be dropped."""
        with self._guard:
            entry = self._entries.get(key)
            if entry is None:
                self._misses += 1
                return None
            self._hits += 1
            self._entries.move_to_end(key)
            return entry[0]

    def put(self, key: bytes, value: V, size: int) -> None:
        """Keeps `value`, which takes `size` bytes (`memory_of`), if that is not too large a share of the cache."""
        size += _ENTRY_BYTES + sys.getsizeof(key)
        with self._guard:
            self._drop(key)
            if size > self.limit * _LARGEST_SHARE:
                self._refusals += 1
                return
            self._entries[key] = (value, size)
            self._bytes += size
            while self._bytes > self.limit:
                self._drop(next(iter(self._entries)))
                self._evictions += 1

    def stats(self) -> CacheStats:
        """Counts since the start, and what is held now."""
        with self._guard:
            return CacheStats(
                kind=self.kind,
                hits=self._hits,
                misses=self._misses,
                evictions=self._evictions,
                refusals=self._refusals,
                entries=len(self._entries),
                bytes=self._bytes,
                limit_bytes=self.limit,
            )

    def _drop(self, key: bytes) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._bytes -= entry[1]


def memory_of(value: Any) -> int:
    """Bytes of memory that a frozen value and all that it holds take. What it holds twice is counted once."""
    seen: set[int] = set()
    waiting, size = [value], 0
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        size += sys.getsizeof(each)
        waiting.extend(_parts(each))
    return size


def _parts(value: Any) -> list[Any]:
    if isinstance(value, tuple | list | frozenset | set):
        return list(value)
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name) for field in fields(value)]
    return []
