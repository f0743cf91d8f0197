"""A back end and the server it talks to, both thrown away after the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from service.engines.chat.backend import Sampling, Turn
from service.engines.chat.server import ServerBackend
from service.runtime.ticket import Ticket
from service.settings import Settings
from tests.support.chat_server import ChatServer

TURNS = (Turn("system", "You summarize."), Turn("user", "The bridge opens on Monday."))
SAMPLING = Sampling(max_tokens=256)

Connect = Callable[..., ServerBackend]


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer() as server:
        yield server


@pytest.fixture
def connect(server: ChatServer) -> Iterator[Connect]:
    """Makes back ends for `server` with settings of their own."""
    with ExitStack() as stack:

        def make(**settings: object) -> ServerBackend:
            given = {"chat_url": server.url, "chat_model": server.model, **settings}
            backend = ServerBackend(Settings.model_validate(given))
            stack.callback(backend.close)
            return backend

        yield make


@pytest.fixture
def backend(connect: Connect) -> ServerBackend:
    return connect()


def answer(backend: ServerBackend, *, seconds: float = 20.0, sampling: Sampling = SAMPLING) -> str:
    """All of the answer to a conversation."""
    return "".join(backend.stream(TURNS, sampling, Ticket(seconds)))
