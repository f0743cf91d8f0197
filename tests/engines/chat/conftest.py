"""The chat stand-ins, loaded once; a back end and its server, thrown away after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.engines.base import Backend, ModelSpec, Runtime
from service.engines.chat.backend import Sampling, Turn
from service.engines.chat.local import LocalChat
from service.engines.chat.server import ServerBackend
from service.engines.conversion import convert_checkpoint
from service.engines.registry import engine_class
from service.runtime.ticket import Ticket
from service.settings import Settings
from tests.standins.random_models import CHATS, build
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
def served(connect: Connect) -> ServerBackend:
    return connect()


def answer(served: ServerBackend, *, seconds: float = 60.0, sampling: Sampling = SAMPLING) -> str:
    """All of the answer to a conversation."""
    return "".join(served.stream(TURNS, sampling, Ticket(seconds)))


FLOAT32 = Runtime(compute_type="float32", inter_threads=2)


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A chat model as the store leaves it: `folder/hf` and `folder/ct2`."""

    folder: Path
    spec: ModelSpec

    def load(self, backend: Backend, runtime: Runtime = FLOAT32) -> LocalChat:
        chat = engine_class(self.spec, backend)(self.folder, self.spec, runtime)
        assert isinstance(chat, LocalChat)
        return chat


ChatModels = Callable[[str], ChatModel]
Chats = Callable[[str, Backend], LocalChat]


@pytest.fixture(scope="session")
def chat_models(tmp_path_factory: pytest.TempPathFactory) -> ChatModels:
    """Gives the stand-in of a name (a key of `CHATS`), made on its first use. Not to be written to."""
    root = tmp_path_factory.mktemp("random-chats")
    made: dict[str, ChatModel] = {}

    def get(name: str) -> ChatModel:
        if name not in made:
            spec = build(name, root / name / "hf")
            convert_checkpoint(root / name / "hf", root / name / "ct2")
            made[name] = ChatModel(root / name, spec)
        return made[name]

    return get


@pytest.fixture(scope="session")
def chats(chat_models: ChatModels) -> Iterator[Chats]:
    """Gives a stand-in loaded in float32, and closes them all in the end."""
    loaded: dict[tuple[str, Backend], LocalChat] = {}

    def get(name: str, backend: Backend) -> LocalChat:
        if (name, backend) not in loaded:
            loaded[name, backend] = chat_models(name).load(backend)
        return loaded[name, backend]

    yield get
    for chat in loaded.values():
        chat.close()


@pytest.fixture(params=sorted(CHATS))
def name(request: pytest.FixtureRequest) -> str:
    """The name of each stand-in in turn."""
    found: str = request.param
    return found


@pytest.fixture(params=["ctranslate2", "torch"])
def backend(request: pytest.FixtureRequest) -> Backend:
    """Each backend in turn."""
    found: Backend = request.param
    return found


@pytest.fixture
def chat(name: str, backend: Backend, chats: Chats) -> LocalChat:
    """Each stand-in on each backend."""
    return chats(name, backend)
