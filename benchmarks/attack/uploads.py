"""Memory that is held before anybody has admitted it: uploads that never end, and many large ones at the same time."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from functools import partial

from benchmarks.attack.target import Attack, Tally, Target, left
from benchmarks.attack.wire import connect, form, head, receive, request, status_of, together, volley

_FILE = 20_000_000
_PIECE = b"Good news. " * 95_000
_PATH = "/v1/summaries"
_FORM = "multipart/form-data; boundary=b"
_FORM_HEAD = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'


def unfinished(target: Target, number: int, size: int = _FILE) -> Tally:
    """Uploads that stop a few bytes before their end and stay."""
    tally, lock, began = Tally(may_be_cut=True), threading.Lock(), time.monotonic()

    def send() -> None:
        data = b""
        with suppress(OSError), connect(target.address, timeout=max(1.0, target.seconds)) as connection:
            with suppress(OSError):
                connection.sendall(head(target, _PATH, size + 1_000, kind=_FORM) + _FORM_HEAD)
                for start in range(0, size, len(_PIECE)):
                    connection.sendall(_PIECE[: size - start])
            data, _ = receive(connection, time.monotonic() + left(target, began), until=bool)
        with lock:
            tally.connections += 1
            tally.add(status_of(data), len(data), time.monotonic() - began)

    together(send, number)
    return tally


def complete(target: Target, number: int, size: int = _FILE) -> Tally:
    """Whole uploads, all at the same time; some may be told to come again."""
    body, kind = form([("file", "a.txt", (_PIECE * (size // len(_PIECE) + 1))[:size])])
    return volley(target, [request(target, _PATH, body, kind=kind)] * number, threads=number, most=number)


def endless(target: Target, number: int) -> Tally:
    """Chunked bodies without an end, and forms as well."""
    tally, lock, began = Tally(may_be_cut=True), threading.Lock(), time.monotonic()
    chunk = b"%x\r\n%s\r\n" % (len(_PIECE), _PIECE)
    kinds = iter(["application/json", _FORM] * number)

    def send() -> None:
        with lock:
            kind = next(kinds)
        while left(target, began):
            data, start = b"", time.monotonic()
            with suppress(OSError), connect(target.address, timeout=max(1.0, target.seconds)) as connection:
                with suppress(OSError):
                    connection.sendall(head(target, _PATH, kind=kind) + b"%x\r\n%s\r\n" % (len(_FORM_HEAD), _FORM_HEAD))
                    for _ in range(60):
                        connection.sendall(chunk)
                data, _ = receive(connection, time.monotonic() + 5.0, until=bool)
            with lock:
                tally.add(status_of(data), len(data), time.monotonic() - start)

    together(send, number)
    return tally


def framing(target: Target) -> Tally:
    """Chunked bodies whose cost is in their framing: sizes, extensions and trailers without end, chunks of a byte."""
    text = b'{"text":"The council met on Monday."}'
    header, room = head(target, _PATH, kind=_FORM), 22_000_000
    bodies = [
        b"0" * room,
        b"5;" + b"a" * room,
        b"%x\r\n%s\r\n0\r\n" % (len(text), text) + b"X-A: b\r\n" * (room // 8),
        b"1\r\na\r\n" * (room // 6) + b"0\r\n\r\n",
        b"1\r\n" * (room // 3),
    ]
    tally = Tally(may_be_cut=True)
    return volley(target, [header + body for body in bodies], threads=4, tally=tally)


ATTACKS = (
    Attack("60 unfinished uploads of 20 MB", "memory", partial(unfinished, number=60), seconds=10.0, quick=True),
    Attack("64 whole uploads of 20 MB", "memory", partial(complete, number=64), seconds=15.0),
    Attack("chunked bodies without an end", "memory", partial(endless, number=8), seconds=8.0),
    Attack("chunks that are all framing", "memory", framing, seconds=8.0),
    Attack("200 unfinished bodies of 4 MB", "memory", partial(unfinished, number=200, size=3_900_000), seconds=10.0),
)
