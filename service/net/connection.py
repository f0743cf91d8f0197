"""A connection that is given up as soon as nobody waits for it any more: connect, TLS, every read and write."""

from __future__ import annotations

import errno
import math
import selectors
import socket
import ssl
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

_UNDER_WAY = (0, errno.EINPROGRESS, errno.EWOULDBLOCK)

Result = TypeVar("Result")


class Deadline(Protocol):
    """Until when something may be waited for."""

    def moment(self) -> float:
        """Seconds, more than 0, that may be waited before asking again. Raises once there is nothing to wait for."""


class Connection:
    """A connected socket. `deadline` is that of whoever uses it now. Used by one thread at a time.

    Everything that waits raises what the deadline raises, TimeoutError after its own `seconds` of silence, and OSError
    where the connection breaks.
    """

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._socket = connected
        self.deadline = deadline

    def receive(self, most: int, seconds: float = math.inf) -> bytes:
        """Up to `most` bytes as they come, none at the end."""
        return self._patiently(lambda: self._socket.recv(most), seconds)

    def send(self, data: bytes, seconds: float = math.inf) -> None:
        """All of `data`; the other end may take nothing for as long as `seconds`."""
        while data:
            sent = self._patiently(lambda rest=data: self._socket.send(rest), seconds)  # type: ignore[misc]
            data = data[sent:]

    def secure(self, context: ssl.SSLContext, host: str, seconds: float = math.inf) -> None:
        """TLS with a certificate for `host`, which is also the name that the other end is told (SNI)."""
        secured = context.wrap_socket(self._socket, server_hostname=host, do_handshake_on_connect=False)
        self._socket = secured
        self._patiently(secured.do_handshake, seconds)

    def is_readable(self) -> bool:
        """Whether a read would not wait: of a connection that is not in use, whether the other end has closed it."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, selectors.EVENT_READ)
            return bool(selector.select(0))

    def close(self) -> None:
        self._socket.close()

    def _patiently(self, act: Callable[[], Result], seconds: float) -> Result:
        end = time.monotonic() + seconds
        while True:
            self._socket.settimeout(self.deadline.moment())
            try:
                return act()
            except TimeoutError:
                if time.monotonic() >= end:
                    raise


def dial(family: int, address: tuple[Any, ...], deadline: Deadline, seconds: float = math.inf) -> Connection:
    """A connection to one address. Nothing is looked up.

    Raises what the deadline raises, TimeoutError after `seconds`, and OSError where none can be made.
    """
    end = time.monotonic() + seconds
    dialling = socket.socket(family, socket.SOCK_STREAM)
    try:
        dialling.setblocking(False)
        if (code := dialling.connect_ex(address)) not in _UNDER_WAY:
            raise OSError(code, "")
        with selectors.DefaultSelector() as selector:
            selector.register(dialling, selectors.EVENT_WRITE)
            while not selector.select(deadline.moment()):
                if time.monotonic() >= end:
                    raise TimeoutError
        if code := dialling.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(code, "")
        dialling.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return Connection(dialling, deadline)
    except BaseException:
        dialling.close()
        raise
