"""Who may keep a connection how long, and whose is closed where there are too many. Knows nothing of sockets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a caller must be: `grace_s` seconds, and on top what its bytes take at `bytes_per_s`."""

    grace_s: float
    bytes_per_s: float

    def is_late(self, seconds: float, moved: int) -> bool:
        """Whether `moved` bytes in so many seconds are too few."""
        return seconds > self.grace_s + moved / self.bytes_per_s


@dataclass(frozen=True, slots=True)
class Waiting:
    """A connection that nothing is done for: idle, or in the midst of its request, whose body has begun or not."""

    key: int
    caller: str
    since: float
    has_headers: bool


def whose_turn_to_go(waiting: Sequence[Waiting]) -> int | None:
    """The key of the connection to close so that another one has a place; None where there is none to close.

    It is one of the caller that has most of them: the oldest of those without complete headers, else the oldest. So one
    caller, with however many connections, takes places from itself alone.
    """
    if not waiting:
        return None
    counts = Counter(each.caller for each in waiting)
    most = max(counts.values())
    crowd = [each for each in waiting if counts[each.caller] == most]
    return min(crowd, key=lambda each: (each.has_headers, each.since)).key
