"""Who may keep a connection how long, and whose is closed where there are too many. Knows nothing of sockets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

_MOMENT_S = 1.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a caller must be: `grace_s` seconds, and on top what its bytes take at `bytes_per_s`."""

    grace_s: float
    bytes_per_s: float

    def is_late(self, seconds: float, moved: int) -> bool:
        """Whether `moved` bytes in so many seconds are too few."""
        return seconds > self.grace_s + moved / self.bytes_per_s


class Awaited(IntEnum):
    """What a connection waits for; the less has been done for it, the sooner it goes."""

    HEADERS = 0
    BODY = 1
    READING = 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """A connection that waits for its caller, and since when."""

    key: int
    caller: str
    since: float
    awaited: Awaited


def whose_turn_to_go(waiting: Sequence[Waiting], now: float) -> int | None:
    """The key of the connection to close so that another one has a place; None where there is none to close.

    It is one of the caller that has most of them, so that one caller, with however many connections, takes places from
    itself alone. Of those it is the one for which the least has been done, and then the oldest; but who has only just
    begun to wait goes after all others, because its request may be here with the next look.
    """
    if not waiting:
        return None
    counts = Counter(each.caller for each in waiting)
    most = max(counts.values())
    crowd = [each for each in waiting if counts[each.caller] == most]
    return min(crowd, key=lambda each: (now - each.since < _MOMENT_S, each.awaited, each.since)).key
