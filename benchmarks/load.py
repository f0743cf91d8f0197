"""Load on an HTTP server from one thread: so many callers at a time, or so many calls a second.

The generator shares the machine with what it measures, so it is lean: requests are bytes made beforehand, answers are
kept as bytes and judged when the measuring is over, and one selector serves all connections. A server must name the
length of its answers.
"""

from __future__ import annotations

import heapq
import json
import math
import re
import selectors
import socket
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from types import TracebackType
from typing import Any

Address = tuple[str, int]

# Statuses of calls that no server answered: the connection broke or stayed silent, or the caller left on purpose.
LOST, LEFT = 0, -1
PATIENCE_S = 300.0
# A server may close a connection that was idle for so long at the moment at which a call is sent on it.
STALE_S = 1.0
_CONNECT_S = 10.0
_READ_BYTES = 1 << 18
_LENGTH = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.IGNORECASE)
_CLOSES = re.compile(rb"\r\nconnection:\s*close", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it goes over the wire. With `leave_after` the caller hangs up that many seconds later."""

    payload: bytes
    leave_after: float | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a call. `call` is its index; `began` counts seconds from the start of the load."""

    call: int
    status: int
    began: float
    seconds: float
    body: bytes

    @property
    def ended(self) -> float:
        return self.began + self.seconds

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Load:
    """All replies, and the window in which the load was steady: rates and percentiles are those of the replies that
    came within it. `seconds` is its length. `lag` = most seconds by which a call was sent later than it was due: where
    that is much, this machine could not make the load that was asked for.
    """

    replies: tuple[Reply, ...]
    window: tuple[float, float]
    lag: float = 0.0

    @property
    def seconds(self) -> float:
        return self.window[1] - self.window[0]

    @property
    def statuses(self) -> dict[int, int]:
        """How often each status came, whenever it came."""
        return dict(sorted(Counter(reply.status for reply in self.replies).items()))

    @property
    def rate(self) -> float:
        """Good replies a second."""
        return len(self.durations()) / self.seconds if self.seconds else 0.0

    def durations(self, status: int = 200) -> list[float]:
        """Seconds that replies of a status took, sorted."""
        begin, end = self.window
        return sorted(r.seconds for r in self.replies if r.status == status and begin <= r.ended <= end)

    def percentile(self, share: float, status: int = 200) -> float:
        """The duration that this share of the replies did not exceed (nearest rank); NaN where there are none."""
        durations = self.durations(status)
        return durations[max(0, math.ceil(share * len(durations)) - 1)] if durations else float("nan")

    def wrong(self, right: Callable[[Reply], bool]) -> list[Reply]:
        """The good replies, in the window or not, that are not what their call asked for."""
        return [reply for reply in self.replies if reply.status == 200 and not right(reply)]


def post(path: str, body: Any, address: Address, leave_after: float | None = None) -> Call:
    """A call that posts JSON."""
    content = json.dumps(body, ensure_ascii=False).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {address[0]}:{address[1]}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return Call(head.encode() + content, leave_after)


def closed_loop(
    address: Address,
    calls: Sequence[Call],
    clients: int,
    *,
    seconds: float = 0.0,
    rounds: int = 1,
    most: int | None = None,
) -> Load:
    """So many clients, each with one call under way. Calls are taken in turn, over and over.

    Sending ends after `seconds`, but not before there were `rounds` replies a client; or, with `most`, after so many
    calls and nothing else. What is under way then is waited for. The window begins when there is a reply for every
    client and ends with the sending, so that all clients were at work; with `most` it is everything. Raises
    ConnectionRefusedError where nobody listens (so does `open_loop`).
    """
    sent, ended = 0, 0.0
    with _Lines(address) as lines:
        while True:
            now, done = lines.now(), len(lines.replies)
            sending = sent < most if most is not None else now < seconds or done < rounds * clients
            if sending:
                ended = now
            while sending and sent - len(lines.replies) < clients and (most is None or sent < most):
                lines.send(sent % len(calls), calls[sent % len(calls)])
                sent += 1
            if not sending and len(lines.replies) >= sent:
                break
            lines.wait(0.1)
    replies = tuple(lines.replies)
    if most is not None:
        return Load(replies, (0.0, max((reply.ended for reply in replies), default=0.0)))
    return Load(replies, (replies[clients - 1].ended, ended))


def open_loop(address: Address, calls: Sequence[Call], rate: float, seconds: float) -> Load:
    """So many calls a second for a time, whether the server keeps up or not; each is timed from when it was due."""
    total = round(rate * seconds)
    sent, lag = 0, 0.0
    with _Lines(address) as lines:
        while len(lines.replies) < total:
            while sent < total and (due := sent / rate) <= lines.now():
                lines.send(sent % len(calls), calls[sent % len(calls)], due)
                sent, lag = sent + 1, max(lag, lines.now() - due)
            lines.wait(max(0.0, sent / rate - lines.now()) if sent < total else 1.0)
    return Load(tuple(lines.replies), (0.0, max((reply.ended for reply in lines.replies), default=0.0)), lag)


@dataclass(eq=False)
class _Line:
    """A connection, and the call that is under way on it. `ticket` is -1 where none is."""

    socket: socket.socket
    ticket: int = -1
    call: int = 0
    began: float = 0.0
    leave_after: float | None = None
    idle_since: float = math.inf
    idle_s: float = 0.0
    payload: bytes = b""
    unsent: memoryview = field(default_factory=lambda: memoryview(b""))
    received: bytearray = field(default_factory=bytearray)
    head: bytes = b""
    wanted: int | None = None


class _Lines:
    """The connections to one server, and the replies that came over them."""

    def __init__(self, address: Address) -> None:
        self.replies: list[Reply] = []
        self._address = address
        self._selector = selectors.DefaultSelector()
        self._idle: list[_Line] = []
        self._deadlines: list[tuple[float, int, _Line]] = []
        self._tickets = count()
        self._start = time.perf_counter()

    def __enter__(self) -> _Lines:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for key in list(self._selector.get_map().values()):
            key.data.socket.close()
        self._selector.close()

    def now(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self._start

    def send(self, index: int, call: Call, due: float | None = None) -> None:
        """Begins a call, on an idle connection if there is one."""
        began = self.now() if due is None else due
        self._begin(index, call.payload, began, self._idle.pop() if self._idle else None, call.leave_after)

    def wait(self, timeout: float) -> None:
        """Goes on with what is under way until something happened, `timeout` seconds at most."""
        if self._deadlines:
            timeout = min(timeout, max(0.0, self._deadlines[0][0] - self.now()))
        for key, events in self._selector.select(timeout):
            try:
                if events & selectors.EVENT_WRITE:
                    self._write(key.data)
                if events & selectors.EVENT_READ:
                    self._read(key.data)
            except OSError:
                self._lose(key.data)
        now = self.now()
        while self._deadlines and self._deadlines[0][0] <= now:
            _, ticket, line = heapq.heappop(self._deadlines)
            if line.ticket == ticket:
                self._finish(line, LOST if line.leave_after is None else LEFT, b"", keep=False)

    def _begin(self, index: int, payload: bytes, began: float, line: _Line | None, leave_after: float | None) -> None:
        try:
            line = line or self._connect()
        except TimeoutError:
            self.replies.append(Reply(index, LOST, began, self.now() - began, b""))
            return
        line.idle_s = self.now() - line.idle_since
        line.ticket, line.call, line.began, line.leave_after = next(self._tickets), index, began, leave_after
        line.payload, line.unsent = payload, memoryview(payload)
        line.received, line.head, line.wanted = bytearray(), b"", None
        heapq.heappush(self._deadlines, (self.now() + (leave_after or PATIENCE_S), line.ticket, line))
        try:
            self._write(line)
        except OSError:
            self._lose(line)

    def _connect(self) -> _Line:
        connection = socket.create_connection(self._address, timeout=_CONNECT_S)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setblocking(False)
        line = _Line(connection)
        self._selector.register(connection, selectors.EVENT_READ, line)
        return line

    def _write(self, line: _Line) -> None:
        with suppress(BlockingIOError):
            line.unsent = line.unsent[line.socket.send(line.unsent) :]
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if line.unsent else 0)
        if self._selector.get_key(line.socket).events != wanted:
            self._selector.modify(line.socket, wanted, line)

    def _read(self, line: _Line) -> None:
        if line.socket.fileno() < 0:
            return
        data = line.socket.recv(_READ_BYTES)
        if not data or line.ticket < 0:
            self._lose(line)
            return
        line.received += data
        if line.wanted is None:
            end = line.received.find(b"\r\n\r\n")
            if end < 0:
                return
            line.head = bytes(line.received[:end])
            length = _LENGTH.search(line.head)
            if length is None:
                raise ValueError("the server does not name the length of its answer")
            line.wanted = end + 4 + int(length[1])
        if len(line.received) >= line.wanted:
            body = bytes(line.received[len(line.head) + 4 : line.wanted])
            self._finish(line, int(line.head[9:12]), body, keep=not _CLOSES.search(line.head))

    def _lose(self, line: _Line) -> None:
        """The connection is gone. A call on one that had been idle for long is begun once more, on a new one."""
        if line.ticket >= 0 and line.idle_s >= STALE_S and not line.received:
            again, line.ticket = (line.call, line.payload, line.began, None, line.leave_after), -1
            self._drop(line)
            self._begin(*again)
        elif line.ticket >= 0:
            self._finish(line, LOST, b"", keep=False)
        else:
            self._drop(line)

    def _finish(self, line: _Line, status: int, body: bytes, *, keep: bool) -> None:
        self.replies.append(Reply(line.call, status, line.began, self.now() - line.began, body))
        line.ticket, line.idle_since = -1, self.now()
        if keep and not line.unsent:
            self._idle.append(line)
        else:
            self._drop(line)

    def _drop(self, line: _Line) -> None:
        if line in self._idle:
            self._idle.remove(line)
        if line.socket.fileno() >= 0:
            self._selector.unregister(line.socket)
            line.socket.close()
