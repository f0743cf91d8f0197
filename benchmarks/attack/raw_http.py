"""Sends the raw cases and compares answers, their number, and what becomes of the connection."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

from benchmarks.attack.raw_cases import CASES, Case
from benchmarks.attack.target import Attack, Tally, Target
from benchmarks.attack.wire import Answered, connect, receive, status_of, together

# Shorter than the time after which a silent connection is closed anyway: what is closed later was left open.
_CLOSES_WITHIN_S = 3.5
_ANSWERS_WITHIN_S = 10.0


def cases(target: Target) -> Tally:
    """All cases, four at a time, each once."""
    tally, lock = Tally(may_be_cut=True), threading.Lock()
    waiting: Iterator[Case] = iter(CASES)

    def send() -> None:
        while True:
            with lock:
                case = next(waiting, None)
            if case is None:
                return
            found, wrong = tried(target, case)
            with lock:
                tally.add(found.status, len(found.data), found.seconds)
                tally.missed += [f"{case.name}: {wrong}"] if wrong else []

    together(send, 4)
    return tally


def tried(target: Target, case: Case) -> tuple[Answered, str]:
    """What came of a case and, in words, what is wrong with it; nothing where it is as it should be."""
    began, data, closed = time.monotonic(), b"", False
    with suppress(OSError), connect(target.address) as connection:
        with suppress(OSError):
            connection.sendall(case.payload.replace(b"{host}", target.host.encode()))
            if case.half_close:
                connection.shutdown(socket.SHUT_WR)
        data, closed = _first(connection, case)
        if case.after == "open" and not closed:
            more, closed = _again(connection, target, case)
            data += more
    found = Answered(status_of(data), data, time.monotonic() - began, closed)
    return found, verdict(case, found)


def verdict(case: Case, found: Answered) -> str:
    """What is wrong with an answer."""
    wanted = case.answers + (case.after == "open")
    if found.status not in case.allowed:
        return f"{found.status}; allowed are {', '.join(map(str, sorted(case.allowed)))}"
    if case.answers >= 0 and len(found.statuses) != wanted:
        return f"{len(found.statuses)} answers {found.statuses[:5]}; {wanted} are expected"
    if case.after == "closed" and not found.closed:
        return f"{found.status}, and the connection stayed open"
    return ""


def _first(connection: socket.socket, case: Case) -> tuple[bytes, bool]:
    """What comes of the case alone."""
    if case.after == "closed":
        return receive(connection, time.monotonic() + _CLOSES_WITHIN_S, until=lambda data: False)
    wanted = max(1, case.answers)
    return receive(connection, time.monotonic() + _ANSWERS_WITHIN_S, until=lambda data: _answers(data) >= wanted)


def _again(connection: socket.socket, target: Target, case: Case) -> tuple[bytes, bool]:
    """One more request on the same connection."""
    with suppress(OSError):
        connection.sendall(f"GET /livez HTTP/1.1\r\nHost: {target.host}\r\n\r\n".encode())
    return receive(connection, time.monotonic() + _ANSWERS_WITHIN_S, until=lambda data: _answers(data) >= 1)


def _answers(data: bytearray) -> int:
    """How many whole answers there are, each with its header and a body as long as it says."""
    number, rest = 0, bytes(data)
    while (end := rest.find(b"\r\n\r\n")) >= 0:
        length = 0
        for line in rest[:end].lower().split(b"\r\n"):
            name, _, value = line.partition(b":")
            if name == b"content-length":
                length = int(value)
        if len(rest) < end + 4 + length:
            break
        number, rest = number + 1, rest[end + 4 + length :]
    return number


ATTACKS = (Attack(f"{len(CASES)} raw cases", "raw HTTP", cases, seconds=5.0, quick=True),)
