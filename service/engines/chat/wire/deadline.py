"""Whether an answer is still worth waiting for."""

from __future__ import annotations

import time

from service.engines.chat.backend import Patience
from service.errors import DeadlineExceeded, StisloError

MOMENT_S = 0.05
"""Nothing is waited for longer than this without looking whether anybody still wants it."""


class Moments:
    """A `Patience` of so many seconds, for what no request waits for by itself."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds left; negative once passed."""
        return self._end - time.monotonic()

    def problem(self) -> StisloError | None:
        """None: nobody calls it off."""
        return None


class ExchangeDeadline:
    """Goes with one exchange from its place in the queue to its end. Used by one thread at a time.

    `silence_s` is how long the server may send and take nothing.
    """

    def __init__(self, patience: Patience, silence_s: float) -> None:
        self._patience = patience
        self.silence_s = silence_s

    def check(self) -> None:
        """Raises what `patience` says is wrong, and DeadlineExceeded when its time is up."""
        if (problem := self._patience.problem()) is not None:
            raise problem
        if self._patience.remaining() <= 0:
            raise DeadlineExceeded("The work did not finish in time; send less text or fewer target languages.")

    def remaining(self) -> float:
        """Seconds left; negative once passed."""
        return self._patience.remaining()

    def moment(self) -> float:
        """Seconds that may be waited now before asking again; more than 0. Raises as `check` does."""
        self.check()
        return max(0.001, min(MOMENT_S, self._patience.remaining()))

    def sleep(self, seconds: float) -> None:
        """Waits. Raises as `check` does."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(left, self.moment()))
        self.check()
