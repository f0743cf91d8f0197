"""What a request carries through the service: how long it may take, how urgent it is, whether anybody still waits."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Literal

from service.errors import Cancelled, DeadlineExceeded
from service.trail import trail

Priority = Literal["interactive", "bulk"]
_log = logging.getLogger(__name__)
# How soon who waits notices that the answer is not wanted any more.
_LOOK_S = 0.2


class Ticket:
    """One request on its way. Once it is spent, nothing more is started for it. Thread-safe.

    `gone` is asked, now and then and by any thread, whether whoever waits for the answer has left; it must be cheap.
    `caller` is who shares with others what there is little of; requests without one count as those of the same.
    """

    def __init__(
        self,
        seconds: float,
        *,
        priority: Priority = "interactive",
        gone: Callable[[], bool] | None = None,
        caller: str = "",
    ) -> None:
        self.priority: Priority = priority
        self.caller = caller
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._gone = gone
        self._cancelled = threading.Event()
        self.admitted = False  # whether work of this request has been let into a queue
        self._whole: Ticket | None = None

    def part(self, share: float) -> Ticket:
        """A ticket for a share of the time that is left: it is spent when this one is, or when its own time is up."""
        part = Ticket(share * max(0.0, self.remaining()), priority=self.priority, caller=self.caller)
        part.admitted, part._whole = self.admitted, self
        return part

    def remaining(self) -> float:
        """Seconds left; negative once passed."""
        return self._end - time.monotonic()

    def patience(self) -> float:
        """Seconds that a lock or an event may be waited for: what is left, as the system can count it."""
        return min(max(0.0, self.remaining()), threading.TIMEOUT_MAX)

    def cancel(self) -> None:
        """Says that the answer is not wanted any more."""
        self._cancelled.set()

    def problem(self) -> DeadlineExceeded | Cancelled | None:
        """Why nothing more should be started, or None."""
        if self._whole is not None and (problem := self._whole.problem()) is not None:
            return problem
        if self._cancelled.is_set() or self._has_left():
            return Cancelled("The request was given up by whoever sent it.")
        if self.remaining() <= 0:
            return DeadlineExceeded(
                f"The work did not finish within {self._seconds:g} seconds; send less text or fewer target languages."
            )
        return None

    def wait(self, event: threading.Event) -> None:
        """Waits for the event. Raises DeadlineExceeded once the time is up, Cancelled once nobody waits."""
        while not event.wait(min(self.patience(), _LOOK_S)):
            self.check()

    def _has_left(self) -> bool:
        if self._gone is None:
            return False
        try:
            return self._gone()
        except Exception as error:  # somebody else's code: who cannot be asked is not there
            _log.error("whether anybody still waits cannot be told: %s", trail(error))
            return True

    def check(self) -> None:
        """Raises DeadlineExceeded once the time is up, Cancelled once nobody waits."""
        if (problem := self.problem()) is not None:
            raise problem
