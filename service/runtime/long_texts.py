"""Long texts take turns, so that short ones beside them are answered soon.

The interpreter runs one thread at a time: beside four long articles a short one gets a fifth of it, and takes five
times as long. Beside one it gets half.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from service.runtime.ticket import Ticket

LONG = 20_000
"""Characters from which on a text is long: it takes the interpreter a tenth of a second."""

# A second of waiting makes up for so many characters: what is shorter goes first, but not for ever.
_CHARACTERS_A_SECOND = 100_000
_LOOK_S = 0.2


class LongTexts:
    """One long text at a time, the shortest first, those that wait long before those that came later. Thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._waiting: list[tuple[float, int]] = []
        self._busy = False
        self._serial = 0

    @contextmanager
    def turn(self, characters: int, ticket: Ticket) -> Iterator[None]:
        """Waits for the turn of a text that is long; a short one has none to wait for. Raises as `Ticket.check`."""
        if characters < LONG:
            yield
            return
        self._take(characters, ticket)
        try:
            yield
        finally:
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def _take(self, characters: int, ticket: Ticket) -> None:
        with self._changed:
            self._serial += 1
            me = (characters + self._clock() * _CHARACTERS_A_SECOND, self._serial)
            self._waiting.append(me)
            try:
                while self._busy or min(self._waiting) != me:
                    ticket.check()
                    self._changed.wait(min(ticket.patience(), _LOOK_S))
                self._busy = True
            finally:
                self._waiting.remove(me)
                self._changed.notify_all()
