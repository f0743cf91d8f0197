"""The loop over all sockets of the server: a short time for each round, so that nobody waits for a thousand others."""

from __future__ import annotations

import select
import time
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel

# While many threads compute, each system call of the one that looks at the sockets may cost it milliseconds.
_ROUND_S = 0.05


class Rounds:
    """Looks which sockets are ready and lets them do their work, in turn.

    Those that take connections in, and those that wake the loop, come first in every round. What did not get its turn
    within the time of a round is ready still in the next, which goes on behind the last one that had it.
    """

    def __init__(self, sockets: dict[int, Any]) -> None:
        self._sockets = sockets
        self._last = -1

    def once(self, timeout_s: float) -> None:
        """One round; waits so long for the first socket that is ready."""
        if not hasattr(select, "poll"):
            wasyncore.loop(timeout=timeout_s, map=self._sockets, count=1)
            return
        ready = self._ready(timeout_s)
        channels = [key for key, (found, _) in ready.items() if isinstance(found, HTTPChannel)]
        end = time.monotonic() + _ROUND_S
        for key in ready.keys() - set(channels):
            self._let_work(key, *ready[key])
        for key in in_turn(channels, self._last):
            self._let_work(key, *ready[key])
            self._last = key
            if time.monotonic() > end:
                break

    def _ready(self, timeout_s: float) -> dict[int, tuple[Any, int]]:
        """What is ready, by its descriptor: the owner of the socket, and what has happened."""
        poll = select.poll()
        asked = dict(self._sockets)
        for key, found in asked.items():
            wanted = select.POLLIN | select.POLLPRI if found.readable() else 0
            if found.writable() and not found.accepting:
                wanted |= select.POLLOUT
            if wanted:
                poll.register(key, wanted)
        return {key: (asked[key], happened) for key, happened in poll.poll(int(timeout_s * 1000))}

    def _let_work(self, key: int, found: Any, happened: int) -> None:
        if self._sockets.get(key) is found:  # and not closed meanwhile, its descriptor another's
            wasyncore.readwrite(found, happened)


def in_turn(keys: list[int], last: int) -> list[int]:
    """Those above the `last` one that had its turn, then those from the beginning."""
    return sorted(keys, key=lambda key: (key <= last, key))
