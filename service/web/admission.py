"""How many requests are let in at the same time, and whether the process is on its way out."""

from __future__ import annotations

import threading
import time
from math import inf

# Probes and gauges: never refused, never queued behind the work that they report on.
OPERATIONS_PATHS = frozenset({"/livez", "/readyz", "/version", "/metrics"})


class Admission:
    """Counts the requests in progress, at most `limit`. Thread-safe.

    Every `try_enter` that returned True is followed by exactly one `leave`, whatever becomes of the request.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._in_flight = 0
        self._draining = False
        self._over_at = inf
        self._lock = threading.Lock()

    @property
    def in_flight(self) -> int:
        """Requests that were let in and have not left."""
        return self._in_flight

    @property
    def draining(self) -> bool:
        """Whether the process is shutting down: the work in progress is finished, new callers should go elsewhere."""
        return self._draining

    @property
    def is_over(self) -> bool:
        """Whether what is still in progress will not be finished any more, and should say so while it can."""
        return time.monotonic() >= self._over_at

    def drain(self, seconds: float = inf) -> None:
        """Says that the process is shutting down, and that what is in progress has so many seconds left to finish.

        There is no way back.
        """
        self._draining = True
        self._over_at = time.monotonic() + seconds

    def try_enter(self) -> bool:
        """Takes a place if there is one left."""
        with self._lock:
            if self._in_flight >= self.limit:
                return False
            self._in_flight += 1
            return True

    def leave(self) -> None:
        """Gives the place back."""
        with self._lock:
            self._in_flight -= 1
