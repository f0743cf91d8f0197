"""How many may be served at the same time, and how many may wait for that."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from service.engines.chat.wire.deadline import ExchangeDeadline
from service.errors import Overloaded


class Places:
    """`places` at a time, first come first served; `queue` more may wait. Thread-safe."""

    def __init__(self, places: int, queue: int) -> None:
        self._free = places
        self._taken = 0
        self._queue = queue
        self._waiting: deque[threading.Event] = deque()
        self._guard = threading.Lock()

    @property
    def taken(self) -> int:
        return self._taken

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @contextmanager
    def one(self, deadline: ExchangeDeadline) -> Iterator[None]:
        """Holds a place. Raises Overloaded when too many wait already, and what `deadline` raises."""
        self._take(deadline)
        try:
            yield
        finally:
            self._give()

    def _take(self, deadline: ExchangeDeadline) -> None:
        deadline.check()
        turn = threading.Event()
        with self._guard:
            if self._free:  # then nobody waits: a place is handed on before it is free
                self._free -= 1
                self._taken += 1
                return
            if len(self._waiting) >= self._queue:
                raise Overloaded("Too many requests wait for the chat server; try again later.", retry_after=5)
            self._waiting.append(turn)
        try:
            while not turn.wait(deadline.moment()):
                pass
        except BaseException:
            with self._guard:
                given = turn.is_set()
                if not given:
                    self._waiting.remove(turn)
            if given:
                self._give()
            raise

    def _give(self) -> None:
        """Hands the place to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1
                self._taken -= 1
