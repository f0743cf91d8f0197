"""What every test has: no network but loopback, and processes for models that need not load their libraries."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from service.models import child
from tests.support import warm

_LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Connections go to this machine or fail loudly: a test that needs the network is a wrong test."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def allowed(address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "127."
        if not str(host).startswith(_LOOPBACK):
            raise RuntimeError(f"a test tried to reach {host}")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        allowed(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        allowed(address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host is not None:
            allowed((host.decode() if isinstance(host, bytes) else host,))
        return getaddrinfo(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
    yield


@pytest.fixture(scope="session", autouse=True)
def _warm_processes() -> Iterator[None]:
    """Models are converted and tried in processes that are forked off a warm one. The first use starts it."""
    with pytest.MonkeyPatch.context() as patched:
        if sys.platform != "win32":
            patched.setattr(child, "subprocess", warm.SUBPROCESS)
        yield
