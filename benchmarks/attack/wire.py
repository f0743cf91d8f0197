"""Bytes to the server and what comes back, from many threads at the same time."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any

from benchmarks.attack.target import ATTACKER, Tally, Target
from benchmarks.load import LOST, Address

# How long an answer is waited for: less than the deadline of a request, more than a reader is waited for and reads.
PATIENCE_S = 45.0
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[ \t]*chunked", re.IGNORECASE)


@dataclass(frozen=True)
class Answered:
    """What came back on a connection. `status` is 0 where nothing did; `closed`: the server ended the connection."""

    status: int
    data: bytes
    seconds: float
    closed: bool

    @property
    def statuses(self) -> list[int]:
        """Those of all answers that came, one after the other."""
        return [int(found) for found in re.findall(rb"(?:\A|(?<=[}\n]))HTTP/1\.[01] (\d{3})", self.data)]


def head(target: Target, path: str, length: int | None = None, *, kind: str = "application/json") -> bytes:
    """The header of a POST; without a length the body is chunked."""
    framing = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    return f"POST {path} HTTP/1.1\r\nHost: {target.host}\r\nContent-Type: {kind}\r\n{framing}\r\n\r\n".encode()


def request(target: Target, path: str, body: bytes, *, kind: str = "application/json") -> bytes:
    """A POST as it goes over the wire."""
    return head(target, path, len(body), kind=kind) + body


def json_request(target: Target, path: str, body: Any) -> bytes:
    """A POST of JSON."""
    return request(target, path, json.dumps(body, ensure_ascii=False).encode())


def form(files: Iterable[tuple[str, str | None, bytes]]) -> tuple[bytes, str]:
    """A multipart body of (name, file name, data), and its content type."""
    parts = [
        b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        % (name.encode(), b'; filename="%s"' % file_name.encode() if file_name else b"", data)
        for name, file_name, data in files
    ]
    return b"".join(parts) + b"--b--\r\n", "multipart/form-data; boundary=b"


def connect(address: Address, source: str = ATTACKER, timeout: float = PATIENCE_S) -> socket.socket:
    """A connection from an address of this machine."""
    return socket.create_connection(address, timeout=timeout, source_address=(source, 0))


def exchange(
    address: Address, payload: bytes, *, source: str = ATTACKER, patience: float = PATIENCE_S, half_close: bool = False
) -> Answered:
    """Sends bytes over a connection of their own and reads the first answer to its end."""
    began, data, closed = time.monotonic(), b"", False
    with suppress(OSError), connect(address, source, patience) as connection:
        with suppress(OSError):  # it may have answered before it has read everything
            connection.sendall(payload)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
        data, closed = receive(connection, began + patience, until=_is_whole)
    return Answered(status_of(data), data, time.monotonic() - began, closed)


def receive(connection: socket.socket, end: float, *, until: Callable[[bytearray], bool]) -> tuple[bytes, bool]:
    """What comes until it is enough, the connection ends, or the time (`time.monotonic()`) does; whether it ended."""
    data = bytearray()
    while not until(data) and (left := end - time.monotonic()) > 0:
        connection.settimeout(left)
        try:
            more = connection.recv(1 << 18)
        except TimeoutError:
            return bytes(data), False
        except OSError:
            return bytes(data), True
        if not more:
            return bytes(data), True
        data += more
    return bytes(data), False


def status_of(data: bytes) -> int:
    """Of the first answer in what came, interim ones left out; 0 where there is none."""
    found = re.match(rb"(?:HTTP/1\.1 100 Continue\r\n\r\n)*HTTP/1\.[01] (\d{3})", data)
    return int(found[1]) if found else LOST


def volley(
    target: Target, payloads: Sequence[bytes], *, threads: int = 4, most: int = 1_000_000, tally: Tally | None = None
) -> Tally:
    """Sends the payloads in turn from several threads, each at least once, until the time is over."""
    tally = Tally() if tally is None else tally
    numbers, lock, began = count(), threading.Lock(), time.monotonic()

    def send() -> None:
        while (number := next(numbers)) < most:
            if number >= len(payloads) and time.monotonic() - began > target.seconds:
                return
            if time.monotonic() - began > 3 * target.seconds:
                return
            found = exchange(target.address, payloads[number % len(payloads)])
            with lock:
                tally.add(found.status, len(found.data), found.seconds)
                if found.status == LOST:
                    how = "was closed" if found.closed else "was given up"
                    tally.lost.append(f"payload {number % len(payloads)} {how} after {found.seconds:.0f} s")

    together(send, threads)
    return tally


def together(work: Callable[[], None], threads: int) -> None:
    """Runs the same function in several threads and waits for them."""
    running = [threading.Thread(target=work, daemon=True) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


def _is_whole(data: bytearray) -> bool:
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = bytes(data[:end])
    if _CHUNKED.search(head):
        return data.endswith(b"0\r\n\r\n")
    length = _LENGTH.search(head)
    return length is not None and len(data) >= end + 4 + int(length[1])
