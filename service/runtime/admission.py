"""How long work may take."""

from __future__ import annotations

import time

from service.errors import DeadlineExceeded


class Deadline:
    """A point in time after which nothing more is started. Checked between steps and between batches."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds left; negative once passed."""
        return self._end - time.monotonic()

    def check(self) -> None:
        """Raises DeadlineExceeded once the time is up."""
        if self.remaining() <= 0:
            raise DeadlineExceeded(
                f"The work did not finish within {self._seconds:g} seconds; send less text or fewer target languages."
            )
