"""Takes connections in, also where there are too many, and closes those that are too slow.

Waitress stops listening at its limit and times silence only: a thousand callers with a byte a second each would keep
everybody out, probes included. Here a newcomer always gets in; one that only waits goes instead.
"""

from __future__ import annotations

import errno
import logging
import resource
import time
from typing import TYPE_CHECKING, Any

from waitress.server import TcpWSGIServer  # type: ignore[import-untyped]

from service.web.body_room import caller_of
from service.web.connections import Waiting, whose_turn_to_go

if TYPE_CHECKING:
    from service.web.channel import Channel

_log = logging.getLogger(__name__)

# Taken in at a time, between looking at connections that are there already.
_AT_ONCE = 32
_PAUSE_S = 0.2
_EXHAUSTED = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
# Descriptors for everything but connections: files, models, readers, chat servers, pages that are fetched.
_OTHER_DESCRIPTORS = 256
_FEWEST = 10


class Listener(TcpWSGIServer):  # type: ignore[misc]
    """A listening socket. `adj.connection_limit` connections may be open beside it."""

    active_channels: dict[int, Channel]
    accepting: bool
    next_channel_cleanup: float
    paused_until = 0.0

    def readable(self) -> bool:
        """As waitress has it, but the limit is kept by closing connections, not by keeping newcomers out."""
        now = time.time()
        if now >= self.next_channel_cleanup:
            self.next_channel_cleanup = now + self.adj.cleanup_interval
            self.maintenance(now)
        return self.accepting and now >= self.paused_until

    def maintenance(self, now: float) -> None:
        """Has closed what was silent for too long, as waitress does, and what is too slow."""
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.is_late(now):
                channel.will_close = True

    def handle_accept(self) -> None:
        for _ in range(_AT_ONCE):
            known = len(self.active_channels)
            super().handle_accept()
            if len(self.active_channels) <= known:
                return
            if len(self.active_channels) > self.adj.connection_limit:
                self._close_one()

    def accept(self) -> Any:
        """As the socket does. Where there is no descriptor left one is made free, or nothing accepted for a moment: the
        caller stays in line, and the loop must not ask for it again and again."""
        try:
            return super().accept()
        except OSError as error:
            if error.errno in _EXHAUSTED and not self._close_one():
                self.paused_until = time.time() + _PAUSE_S
            raise

    def _close_one(self) -> bool:
        """Closes the connection whose turn it is; False where all are being served."""
        waiting = [
            Waiting(key, caller_of(channel.addr), channel.waits_since, channel.has_headers)
            for key, channel in self.active_channels.items()
            if not channel.busy
        ]
        key = whose_turn_to_go(waiting)
        if key is not None:
            self.active_channels[key].handle_close()
        return key is not None


def connections_that_fit(wanted: int) -> int:
    """How many of so many connections the process may have open. Raises its limit of descriptors as far as it can."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + _OTHER_DESCRIPTORS
    if soft != resource.RLIM_INFINITY and soft < needed:
        raised = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (raised, hard))
        soft = raised
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return wanted
    fit = max(_FEWEST, min(wanted, soft - min(_OTHER_DESCRIPTORS, soft // 2)))
    _log.warning("this process may open %d files: no more than %d connections at the same time", soft, fit)
    return fit
