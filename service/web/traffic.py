"""How many requests were answered how, and in which time: counted here, shown by `metrics.py`."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from math import inf

# Seconds: an extractive summary takes milliseconds, a long article on a busy machine as long as its deadline.
BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, inf)

# Any token is a method in HTTP: only those that mean something are told apart.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Requests:
    """Answers so far. `route` is the rule that matched, never the path; `-` where none did."""

    counts: dict[tuple[str, str, int], int]
    """By method, route and status."""
    durations: dict[str, tuple[tuple[int, ...], float]]
    """By route: answers in each bucket of BUCKETS_S alone, and seconds in all."""


class Traffic:
    """Counts answers. Thread-safe."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, int]] = Counter()
        self._buckets: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}
        self._guard = threading.Lock()

    def count(self, method: str, route: str, status: int, seconds: float | None = None) -> None:
        """One answer. `route` is a URL rule or `-`; `seconds` None where nobody took the time."""
        known = method if method in _METHODS else "other"
        with self._guard:
            self._counts[known, route, status] += 1
            if seconds is None:
                return
            self._buckets.setdefault(route, [0] * len(BUCKETS_S))[bisect_left(BUCKETS_S, seconds)] += 1
            self._seconds[route] = self._seconds.get(route, 0.0) + seconds

    def requests(self) -> Requests:
        """What was counted until now."""
        with self._guard:
            durations = {route: (tuple(row), self._seconds[route]) for route, row in self._buckets.items()}
            return Requests(dict(self._counts), durations)
