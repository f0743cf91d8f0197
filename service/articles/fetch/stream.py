"""The connection to a site: to addresses that were judged, with errors that say what to do."""

from __future__ import annotations

import math
import socket
import ssl
from collections.abc import Sequence

from httpcore2 import NetworkStream, WriteError

from service.articles.fetch.addresses import IPAddress
from service.articles.fetch.deadline import FetchDeadline
from service.errors import FetchFailed
from service.net.connection import Connection, dial

_CONNECT_S = 3.0
"""Seconds after which the next address of a host is tried; the last one has all the time that is left."""


class SiteStream(NetworkStream):
    """What the HTTP library reads from and writes to. The library's own timeouts do not count: the deadline does."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Up to `max_bytes` as they come, none at the end. Raises FetchFailed and what the deadline raises."""
        try:
            return self._connection.receive(max_bytes)
        except OSError:
            raise FetchFailed("The site broke the connection off; try again later.", field="url") from None

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """All of `buffer`. A WriteError makes the library read on: a site may answer before it has listened."""
        try:
            self._connection.send(buffer)
        except OSError:
            raise WriteError from None

    def close(self) -> None:
        self._connection.close()

    def secure(self, context: ssl.SSLContext, host: str) -> None:
        """TLS with a certificate for `host`."""
        try:
            self._connection.secure(context, host)
        except ssl.SSLCertVerificationError:
            raise FetchFailed(
                "The site's certificate is not valid for its name; look whether the address opens in a browser.",
                field="url",
            ) from None
        except OSError:
            raise FetchFailed("No secure connection to the site could be made; try again later.", field="url") from None


def connect(addresses: Sequence[IPAddress], port: int, deadline: FetchDeadline) -> SiteStream:
    """A connection to the first of `addresses` that takes one. Nothing is looked up here.

    Raises FetchFailed if none does, and what the deadline raises.
    """
    for index, address in enumerate(addresses):
        deadline.check()
        last = index == len(addresses) - 1
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        try:
            return SiteStream(dial(family, (str(address), port), deadline, math.inf if last else _CONNECT_S))
        except OSError:  # this address takes no connection, or this machine has no IPv6
            continue
    raise FetchFailed("The site does not answer; check the address, or try again later.", field="url")
