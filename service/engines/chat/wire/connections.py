"""Connections to one server: kept alive, given up as soon as nobody waits, closed on every way out."""

from __future__ import annotations

import logging
import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from httpcore2 import (
    URL,
    ConnectError,
    HTTP11Connection,
    NetworkStream,
    Origin,
    ReadError,
    ReadTimeout,
    RemoteProtocolError,
    Request,
    Response,
    WriteError,
    WriteTimeout,
    default_ssl_context,
)

from service.engines.chat.wire.deadline import ExchangeDeadline
from service.net.connection import Connection, dial

# At debug level the library writes headers and unreadable answers into the log.
logging.getLogger("httpcore2.http11").setLevel(logging.INFO)

CONNECT_S = 5.0
"""Seconds that a connection may take to be made, TLS included."""

_KEPT_S = 30.0


class ServerStream(NetworkStream):
    """What the HTTP library reads from and writes to. The library's own timeouts do not count: the deadline does.

    `deadline` is that of whoever uses the connection now.
    """

    def __init__(self, connection: Connection, deadline: ExchangeDeadline) -> None:
        self._connection = connection
        self._deadline = deadline

    @property
    def deadline(self) -> ExchangeDeadline:
        return self._deadline

    @deadline.setter
    def deadline(self, deadline: ExchangeDeadline) -> None:
        self._deadline = self._connection.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Up to `max_bytes` as they come, none at the end. Raises ReadTimeout, ReadError, what the deadline raises."""
        try:
            return self._connection.receive(max_bytes, self._deadline.silence_s)
        except TimeoutError:
            raise ReadTimeout from None
        except OSError:
            raise ReadError from None

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """All of `buffer`. After a WriteError the library reads on: a server may answer before it has listened."""
        try:
            self._connection.send(buffer, self._deadline.silence_s)
        except TimeoutError:
            raise WriteTimeout from None
        except OSError:
            raise WriteError from None

    def close(self) -> None:
        self._connection.close()

    def get_extra_info(self, info: str) -> Any:
        """`is_readable` says of a connection that is not in use whether its other end has closed it."""
        return self._connection.is_readable() if info == "is_readable" else None


@dataclass(frozen=True, slots=True)
class _Kept:
    """A connection and what it runs over."""

    http: HTTP11Connection
    stream: ServerStream


class Reply:
    """A server's answer. Its body is read once, as it comes; it must be closed."""

    def __init__(self, response: Response, stream: ServerStream, done: Callable[[], None]) -> None:
        assert isinstance(response.stream, Iterable)
        self.status = response.status
        self.chunks: Iterator[bytes] = iter(response.stream)
        self._response, self._stream, self._done = response, stream, done

    def header(self, name: bytes) -> str:
        """A header by its name in lower case; empty where there is none."""
        return next((value.decode("latin-1") for key, value in self._response.headers if key.lower() == name), "")

    def hurry(self, seconds: float) -> None:
        """From now on the server may be silent no longer than `seconds`."""
        self._stream.deadline.silence_s = min(seconds, self._stream.deadline.silence_s)

    def rest(self, limit: int) -> bytes:
        """What is left of the body: about the first `limit` bytes of it. Raises as `Connections.ask`."""
        body = bytearray()
        for chunk in self.chunks:
            body += chunk
            if len(body) >= limit:
                break
        return bytes(body[:limit])

    def close(self) -> None:
        """Ends the exchange: a connection whose answer was read to its end is kept, any other one is closed."""
        self._response.close()
        self._done()


class Connections:
    """Connections to the server of `base`, as many as there are exchanges, of which `keep` outlive theirs. Thread-safe.

    Proxies, credentials and anything else that an environment holds are not looked at, and no redirect is followed.
    """

    def __init__(self, base: str, headers: Mapping[bytes | str, bytes | str], keep: int) -> None:
        parts = urlsplit(base)
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if parts.scheme == "https" else 80)
        self._origin = Origin(parts.scheme.encode(), self._host.encode("ascii"), self._port)
        self._path = parts.path.rstrip("/")
        self._headers = {"Host": parts.netloc.rpartition("@")[2], "Accept-Encoding": "identity", **headers}
        self._idle: deque[_Kept] = deque()
        self._keep = keep
        self._open = 0
        self._tls: ssl.SSLContext | None = None
        self._guard = threading.Lock()

    @property
    def open(self) -> int:
        """Connections that exist now, idle ones included."""
        return self._open

    def ask(self, method: str, path: str, body: bytes, deadline: ExchangeDeadline) -> Reply:
        """Sends a request and waits for the first line of its answer.

        Raises NetworkError and ProtocolError where nothing of an answer came, ReadTimeout and WriteTimeout after
        `deadline.silence_s` seconds of silence, and what `deadline` raises.
        """
        if kept := self._idle_one():
            kept.stream.deadline = deadline
            try:
                return self._exchange(kept, method, path, body)
            except (ReadError, RemoteProtocolError):
                pass  # a server may close an idle connection in the very moment of its next use
        return self._exchange(self._connect(deadline), method, path, body)

    def close(self) -> None:
        """Closes what is idle, and from now on everything else after use."""
        with self._guard:
            self._keep = 0
        while kept := self._pop():
            self._drop(kept)

    def _exchange(self, kept: _Kept, method: str, path: str, body: bytes) -> Reply:
        address = URL(
            scheme=self._origin.scheme, host=self._origin.host, port=self._port, target=(self._path + path).encode()
        )
        headers: dict[bytes | str, bytes | str] = {**self._headers, "Content-Length": str(len(body))}
        try:
            response = kept.http.handle_request(Request(method, address, headers=headers, content=body))
        except BaseException:
            self._drop(kept)
            raise

        return Reply(response, kept.stream, lambda: self._give_back(kept))

    def _idle_one(self) -> _Kept | None:
        """The connection that was used last, if it still stands."""
        while kept := self._pop():
            if not kept.http.has_expired():
                return kept
            self._drop(kept)
        return None

    def _pop(self) -> _Kept | None:
        with self._guard:
            return self._idle.pop() if self._idle else None

    def _give_back(self, kept: _Kept) -> None:
        with self._guard:
            if kept.http.is_idle() and len(self._idle) < self._keep:
                self._idle.append(kept)
                return
        self._drop(kept)

    def _drop(self, kept: _Kept) -> None:
        kept.http.close()
        with self._guard:
            self._open -= 1

    def _connect(self, deadline: ExchangeDeadline) -> _Kept:
        end = time.monotonic() + CONNECT_S
        try:
            connection = self._dial(deadline, end)
        except (OSError, UnicodeError):
            raise ConnectError from None
        try:
            if self._origin.scheme == b"https":
                connection.secure(self._tls_context(), self._host, max(0.0, end - time.monotonic()))
        except OSError:
            connection.close()
            raise ConnectError from None
        except BaseException:
            connection.close()
            raise
        with self._guard:
            self._open += 1
        stream = ServerStream(connection, deadline)
        return _Kept(HTTP11Connection(self._origin, stream, keepalive_expiry=_KEPT_S), stream)

    def _tls_context(self) -> ssl.SSLContext:
        """The certificates that the system trusts, or those that the operator names in `SSL_CERT_FILE`."""
        with self._guard:
            self._tls = self._tls or default_ssl_context()
            return self._tls

    def _dial(self, deadline: ExchangeDeadline, end: float) -> Connection:
        """A connection to the first address that takes one. The system's look-up of the name cannot be hurried."""
        error: OSError = ConnectionRefusedError()
        for family, _, _, _, address in socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM):
            try:
                return dial(family, address, deadline, max(0.0, end - time.monotonic()))
            except OSError as failed:
                error = failed
        raise error
