"""A connection to one address, given up as soon as there is no time left: connect, TLS, every read and write."""

from __future__ import annotations

import errno
import selectors
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from httpcore2 import NetworkStream, WriteError

from service.articles.fetch.addresses import Address
from service.articles.fetch.watch import Watch
from service.errors import FetchFailed

_CONNECT_S = 3.0
"""Seconds after which the next address of a host is tried; the last one has all the time that is left."""

_UNDER_WAY = (0, errno.EINPROGRESS, errno.EWOULDBLOCK)

Result = TypeVar("Result")


class Stream(NetworkStream):
    """What the HTTP library reads from and writes to. The library's own timeouts do not count: `watch` does."""

    def __init__(self, connection: socket.socket, watch: Watch) -> None:
        self._socket = connection
        self._watch = watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Up to `max_bytes` as they come, none at the end. Raises FetchFailed and what the watch raises."""
        try:
            return self._patiently(lambda: self._socket.recv(max_bytes))
        except OSError:
            raise FetchFailed("The site broke the connection off; try again later.", field="url") from None

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """All of `buffer`. A WriteError makes the library read on: a site may answer before it has listened."""
        try:
            while buffer:
                sent = self._patiently(lambda rest=buffer: self._socket.send(rest))  # type: ignore[misc]
                buffer = buffer[sent:]
        except OSError:
            raise WriteError from None

    def close(self) -> None:
        self._socket.close()

    def secure(self, context: ssl.SSLContext, host: str) -> None:
        """TLS with a certificate for `host`, which is also the name that the site is told (SNI)."""
        try:
            secured = context.wrap_socket(self._socket, server_hostname=host, do_handshake_on_connect=False)
            self._socket = secured
            self._patiently(secured.do_handshake)
        except ssl.SSLCertVerificationError:
            raise FetchFailed(
                "The site's certificate is not valid for its name; look whether the address opens in a browser.",
                field="url",
            ) from None
        except OSError:
            raise FetchFailed("No secure connection to the site could be made; try again later.", field="url") from None

    def _patiently(self, act: Callable[[], Result]) -> Result:
        while True:
            self._socket.settimeout(self._watch.moment())
            try:
                return act()
            except TimeoutError:
                continue  # the watch says when it is enough


def connect(addresses: Sequence[Address], port: int, watch: Watch) -> Stream:
    """A connection to the first of `addresses` that takes one. Nothing is looked up here.

    Raises FetchFailed if none does, and what the watch raises.
    """
    for index, address in enumerate(addresses):
        watch.check()
        last = index == len(addresses) - 1
        connection = _dial(address, port, watch, None if last else _CONNECT_S)
        if connection is not None:
            return Stream(connection, watch)
    raise FetchFailed("The site does not answer; check the address, or try again later.", field="url")


def _dial(address: Address, port: int, watch: Watch, seconds: float | None) -> socket.socket | None:
    end = None if seconds is None else time.monotonic() + seconds
    try:
        connection = socket.socket(socket.AF_INET if address.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
    except OSError:  # this machine has no IPv6
        return None
    connected = False
    try:
        connection.setblocking(False)
        if connection.connect_ex((str(address), port)) not in _UNDER_WAY:
            return None
        with selectors.DefaultSelector() as selector:
            selector.register(connection, selectors.EVENT_WRITE)
            while not selector.select(watch.moment()):
                if end is not None and time.monotonic() >= end:
                    return None
        connected = connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0
        return connection if connected else None
    finally:
        if not connected:
            connection.close()
