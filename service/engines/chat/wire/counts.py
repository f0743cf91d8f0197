"""How much a chat server is asked, and what becomes of it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Annotated

from service.types import Measure


@dataclass(frozen=True, slots=True)
class ServerStats:
    """Use of the chat server at one moment."""

    requests: Annotated[int, Measure("counter", "Answers that were asked for.")] = 0
    failures: Annotated[int, Measure("counter", "Answers that did not come to their end, given up ones included.")] = 0
    retries: Annotated[int, Measure("counter", "Requests that were sent again.")] = 0
    in_flight: Annotated[int, Measure("gauge", "Answers that are under way.")] = 0
    waiting: Annotated[int, Measure("gauge", "Answers that wait for their turn.")] = 0
    connections: Annotated[int, Measure("gauge", "Open connections, idle ones included.")] = 0


class ServerCounts:
    """Counts since the start. Thread-safe."""

    def __init__(self) -> None:
        self._requests = self._failures = self._retries = 0
        self._guard = threading.Lock()

    def count(self, *, requests: int = 0, failures: int = 0, retries: int = 0) -> None:
        """Adds to the counts."""
        with self._guard:
            self._requests += requests
            self._failures += failures
            self._retries += retries

    def stats(self, in_flight: int, waiting: int, connections: int) -> ServerStats:
        """The counts, and what is under way now."""
        with self._guard:
            return ServerStats(self._requests, self._failures, self._retries, in_flight, waiting, connections)
