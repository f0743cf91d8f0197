"""How many may be served at the same time, and how many may wait for that."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from service.engines.chat.wire.deadline import ExchangeDeadline
from service.errors import Overloaded

_GROWS_AFTER = 32
"""Answers that come to their end before a place that was given up is tried again."""


class Places:
    """`places` at a time, first come first served; `queue` more may wait. Thread-safe.

    A server that turns callers away while it serves others has fewer places than that: see `crowded`.
    """

    def __init__(self, places: int, queue: int) -> None:
        self._most = self._places = places
        self._taken = 0
        self._served = 0
        self._queue = queue
        self._waiting: deque[threading.Event] = deque()
        self._guard = threading.Lock()

    @property
    def places(self) -> int:
        """How many may be served at the same time now."""
        return self._places

    @property
    def taken(self) -> int:
        return self._taken

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def resize(self, places: int, queue: int) -> None:
        """Another number of places; who is served goes on."""
        with self._guard:
            self._most, self._queue = places, queue
            self._set(places)

    def crowded(self, *, to: int | None = None) -> bool:
        """Says that the server turned away whoever holds this place. True where others of ours were there: then there
        are fewer places from now on, `to` or half, and it is worth waiting for one.
        """
        with self._guard:
            if self._taken < 2:
                return False
            self._served = 0
            self._set(max(1, min(self._places // 2 if to is None else to, self._places)))
            return True

    def went_well(self) -> None:
        """Says that somebody was served to the end."""
        with self._guard:
            self._served += 1
            if self._served >= _GROWS_AFTER and self._places < self._most:
                self._served = 0
                self._set(self._places + 1)

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
            if self._taken < self._places:  # then nobody waits: a place is handed on before it is free
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
            self._taken -= 1
            self._hand_out()

    def _set(self, places: int) -> None:
        self._places = places
        self._hand_out()

    def _hand_out(self) -> None:
        while self._waiting and self._taken < self._places:
            self._taken += 1
            self._waiting.popleft().set()
