"""Takes connections in, also where there are too many, and closes those that are too slow.

Waitress stops listening at its limit and times silence only: a thousand callers with a byte a second each would keep
everybody out, probes included. Here a newcomer always gets in; one that only waits goes instead.
"""

from __future__ import annotations

import errno
import logging
import socket
import sys
import time
from typing import TYPE_CHECKING, Any

from waitress.server import TcpWSGIServer

from service.web.connections import Waiting, whose_turn_to_go

if TYPE_CHECKING:
    from service.web.channel import Channel

_log = logging.getLogger(__name__)

# For taking connections in at a time, between looking at those that are there already.
_ACCEPT_S = 0.05
_PAUSE_S = 0.2
_EXHAUSTED = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
# Descriptors for everything but connections: files, models, readers, chat servers, pages that are fetched.
_OTHER_DESCRIPTORS = 256
_FEWEST = 10
# What the system keeps of an answer for a caller that does not read. Left to itself it takes megabytes a connection.
_SEND_BUFFER_BYTES = 1 << 17
# Of the connections beyond the limit: for newcomers, probes among them, while all others are being served.
_RESERVED = 32


class Listener(TcpWSGIServer):  # type: ignore[misc]
    """A listening socket. `adj.connection_limit` connections may be open beside it."""

    active_channels: dict[int, Channel]
    accepting: bool
    next_channel_cleanup: float
    paused_until = 0.0
    socket: socket.socket

    def readable(self) -> bool:
        """As waitress has it, but the limit is kept by closing connections; newcomers stay in line only while the
        places beyond it serve others too."""
        now = time.time()
        if now >= self.next_channel_cleanup:
            self.next_channel_cleanup = now + self.adj.cleanup_interval
            self.maintenance(now)
        return self.accepting and now >= self.paused_until and (not self._full or bool(self._waiting(None, now)))

    def maintenance(self, now: float) -> None:
        """Has closed what was silent for too long, as waitress does, and what is too slow."""
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.is_late(now):
                channel.will_close = True

    def handle_accept(self) -> None:
        if self._full and not self._close_one():
            return
        end = time.monotonic() + _ACCEPT_S
        while time.monotonic() < end and not self._full:
            known = len(self.active_channels)
            super().handle_accept()
            if len(self.active_channels) <= known:
                return
            newcomer = next(reversed(self.active_channels))
            # Its request is often here already, and need not wait until a thousand others have been looked at.
            self.active_channels[newcomer].read_what_came()
            self._keep_limit(newcomer)

    def bound_send_buffers(self) -> None:
        """Bounds what is kept for callers outside of this process; connections have it from the listening socket."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)

    def accept(self) -> Any:
        """As the socket does. Where there is no descriptor left one is made free, or nothing accepted for a moment: the
        caller stays in line, and the loop must not ask for it again and again."""
        try:
            return super().accept()
        except OSError as error:
            if error.errno in _EXHAUSTED and not self._close_one():
                self.paused_until = time.time() + _PAUSE_S
            raise

    def _keep_limit(self, newcomer: int) -> None:
        if newcomer in self.active_channels and len(self.active_channels) > self.adj.connection_limit:
            self._close_one(newcomer)

    @property
    def _full(self) -> bool:
        limit: int = self.adj.connection_limit
        return len(self.active_channels) >= limit + min(_RESERVED, limit // 4)

    def _close_one(self, newcomer: int | None = None) -> bool:
        """Closes the connection whose turn it is, not the newcomer's; False where all others are being served."""
        now = time.time()
        while (key := whose_turn_to_go(self._waiting(newcomer, now), now)) is not None:
            channel = self.active_channels[key]
            channel.read_what_came()  # which may be its whole request, and then it waits no more
            if channel.waiting(key, now):
                channel.handle_close()
            if key not in self.active_channels:
                return True
        return False

    def _waiting(self, newcomer: int | None, now: float) -> list[Waiting]:
        others = [(key, channel) for key, channel in self.active_channels.items() if key != newcomer]
        return [found for key, channel in others if (found := channel.waiting(key, now))]


def connections_that_fit(wanted: int) -> int:
    """How many of so many connections the process may have open. Raises its limit of descriptors as far as it can."""
    if sys.platform == "win32":
        return wanted
    import resource

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
