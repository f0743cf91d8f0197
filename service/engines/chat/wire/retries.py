"""When to ask a server again, and when to let it be: an outage must not be multiplied by those who suffer from it."""

from __future__ import annotations

import random
import threading
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

RETRIED_STATUS = frozenset({429, 502, 503, 504})
TRIES = 3
LONGEST_PAUSE_S = 10.0
"""A server that asks for more patience than this is not waited for: the caller hears how long it takes."""

_FIRST_PAUSE_S = 0.25
_SHARE = 0.1
_SAVED_AT_MOST = 10.0


class RetryBudget:
    """How many retries there may be: one for ten requests, of which ten can be saved up. Thread-safe.

    The retry budget of Finagle and gRPC: while little fails everything may be retried, and in an outage next to nothing
    is, whoever asks.
    """

    def __init__(self) -> None:
        self._saved = _SAVED_AT_MOST
        self._guard = threading.Lock()

    def request(self) -> None:
        """Counts a request."""
        with self._guard:
            self._saved = min(_SAVED_AT_MOST, self._saved + _SHARE)

    def retry(self) -> bool:
        """Takes a retry, if there is one."""
        with self._guard:
            # What ten tenths add up to is a little less than one.
            if self._saved < 1 - 1e-6:
                return False
            self._saved -= 1
            return True


def pause_s(attempt: int, asked_s: float | None) -> float:
    """Seconds before trying again after failure number `attempt`: what the server asks for, or longer each time.

    "Full jitter" (Brooker 2015) keeps those who failed together from coming back together; what the server asks for is
    lengthened a little for the same reason.
    """
    if asked_s is not None:
        return asked_s + random.uniform(0, 0.1 + 0.1 * asked_s)
    return random.uniform(0, _FIRST_PAUSE_S * 2**attempt)


def retry_after_s(value: str) -> float | None:
    """A `Retry-After` header in seconds, written as a number or as a date (RFC 9110, 10.2.3); None if it is neither."""
    value = value.strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
