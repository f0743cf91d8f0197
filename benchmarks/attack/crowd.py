"""A thousand connections from one thread, that all do one thing slowly and come back when they are turned away."""

from __future__ import annotations

import errno
import selectors
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from benchmarks.attack.target import Tally, Target, left
from benchmarks.attack.wire import status_of

# New connections a second, so that an attack stays one of slowness and not of speed; and all together.
_MOST_A_TICK, _MOST = 200, 12_000
_TICK_S = 0.1


@dataclass(eq=False)
class _Member:
    socket: socket.socket
    due: float
    sent: int = 0
    received: bytearray = field(default_factory=bytearray)


@dataclass(frozen=True)
class Manner:
    """How a member of a crowd behaves: what it sends at first, then a piece every so many seconds; whether it reads."""

    first: bytes = b""
    drip: bytes = b""
    every_s: float = 1.5
    reads: bool = True


class Crowd:
    """So many connections, kept open for the time of the attack. Those that the server closes are opened again."""

    def __init__(self, target: Target, size: int, manner: Manner, sources: Sequence[str]) -> None:
        self.tally = Tally(may_be_cut=True)
        self._target, self._size, self._manner, self._sources = target, size, manner, sources
        self._members: set[_Member] = set()
        self._selector = selectors.DefaultSelector()

    def stay(self) -> Tally:
        """Attacks until the time is over."""
        began = time.monotonic()
        try:
            while left(self._target, began) > 0:
                self._grow()
                self._listen()
                self._drip(time.monotonic())
        finally:
            for member in list(self._members):
                self._leave(member)
            self._selector.close()
        return self.tally

    def _grow(self) -> None:
        wanted = min(self._size - len(self._members), _MOST_A_TICK, _MOST - self.tally.connections)
        for _ in range(wanted):
            source = self._sources[self.tally.connections % len(self._sources)]
            connection = socket.socket()
            if not self._manner.reads:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.setblocking(False)
            with suppress(OSError):
                connection.bind((source, 0))
            if connection.connect_ex(self._target.address) not in (0, errno.EINPROGRESS):
                connection.close()
                return
            member = _Member(connection, due=time.monotonic())
            self._members.add(member)
            self.tally.connections += 1
            if self._manner.reads:
                self._selector.register(connection, selectors.EVENT_READ, member)

    def _listen(self) -> None:
        if not self._selector.get_map():
            time.sleep(_TICK_S)
            return
        began = time.monotonic()
        for key, _ in self._selector.select(_TICK_S):
            member: _Member = key.data
            try:
                data = member.socket.recv(1 << 16)
            except BlockingIOError:
                continue
            except OSError:
                data = b""
            member.received += data
            if not data:
                self._leave(member)
        time.sleep(max(0.0, _TICK_S - (time.monotonic() - began)))

    def _drip(self, now: float) -> None:
        for member in [each for each in self._members if each.due <= now]:
            piece = self._manner.drip if member.sent or not self._manner.first else self._manner.first
            member.due = now + self._manner.every_s
            if not piece:
                continue
            try:
                member.sent += member.socket.send(piece)
            except BlockingIOError:
                continue
            except OSError as error:
                if error.errno != errno.ENOTCONN:
                    self._leave(member)

    def _leave(self, member: _Member) -> None:
        self._members.discard(member)
        with suppress(KeyError, ValueError):
            self._selector.unregister(member.socket)
        member.socket.close()
        if status := status_of(bytes(member.received)):
            self.tally.add(status, len(member.received), 0.0)


def crowd(target: Target, size: int, manner: Callable[[Target], Manner], sources: Sequence[str]) -> Tally:
    """An attack by a crowd."""
    return Crowd(target, size, manner(target), sources).stay()
