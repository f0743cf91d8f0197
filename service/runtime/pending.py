"""What was handed in together and is waited for together."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Any

from service.errors import StisloError
from service.runtime.ticket import Ticket
from service.trail import trail

_log = logging.getLogger(__name__)


class Pending:
    """What was submitted together: as many outcomes as orders, in order, once all are there. Thread-safe."""

    def __init__(self, count: int, ticket: Ticket, on_done: Callable[[Sequence[Any]], None] | None) -> None:
        self._ticket = ticket
        self._outcomes: list[Any] = [None] * count
        self._left = count
        self._guard = threading.Lock()
        self._done = threading.Event()
        self._on_done = on_done

    def settle(self, index: int, outcome: Any) -> None:
        """Takes one outcome, a value or an error. Called once for each index."""
        with self._guard:
            self._outcomes[index] = outcome
            self._left -= 1
            last = not self._left
        if last:
            self.finish()

    def wait(self) -> list[Any]:
        """The outcomes in order. Raises the first error among them, and DeadlineExceeded or Cancelled for the ticket:
        at its deadline, whatever has been begun goes on without anybody waiting, and the rest is dropped.
        """
        self._ticket.wait(self._done)
        for outcome in self._outcomes:
            if isinstance(outcome, StisloError):
                raise type(outcome)(outcome.detail, retry_after=outcome.retry_after) from outcome
        return self._outcomes

    def finish(self) -> None:
        """Wakes who waits. Called once, by the last `settle`, or where there is nothing to settle."""
        try:
            if self._on_done is not None:
                self._on_done(self._outcomes)
        except Exception as error:  # what one caller hung on must not end the batches of the others
            _log.error("what follows a batch failed: %s", trail(error))
        finally:
            self._done.set()
