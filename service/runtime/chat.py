"""Chat models as requests see them: the prompts that they are given, and the server that the settings name."""

from __future__ import annotations

import hmac
import logging
import threading
import time
from functools import cached_property
from pathlib import Path
from typing import Any

from service.engines.base import Decoding, ModelSpec
from service.engines.chat.backend import ChatBackend
from service.engines.chat.engine import ChatEngine
from service.engines.chat.prompts import PromptLibrary
from service.engines.chat.server import DEFAULT_WINDOW, ServerBackend
from service.engines.chat.wire.deadline import Moments
from service.errors import StisloError
from service.languages import INTERFACE_LANGUAGES
from service.models.catalog import Catalog
from service.runtime.ticket import Ticket
from service.settings import Settings

_log = logging.getLogger(__name__)

_INQUIRY_S, _ASK_AGAIN_S = 3.0, 30.0
# Seconds that a server gets at the start, when nobody waits for it, to load its model and say a word.
_WORD_S = 60.0

SERVER_ID = "chat-server"
"""The id of the model behind the chat server: it is in no catalogue and has no files."""


class Chat:
    """Makes chat engines. Thread-safe.

    Prompts are read when they are first needed: at once where the settings name a chat server or a folder of prompts,
    so that a mistake in them ends the start. Raises ConfigurationError.
    """

    def __init__(self, settings: Settings, catalog: Catalog) -> None:
        self._own_prompts: Path | None = settings.prompts_path
        self._backend = ServerBackend(settings) if settings.chat_url else None
        self._inquired_at: float | None = None
        self._inquiring = threading.Lock()
        self.server = _server_spec(settings, catalog) if settings.chat_url else None
        self._key = settings.chat_secret.get_secret_value().encode() if settings.chat_secret else b""
        self.ranked_first = settings.chat_first
        if self._backend is not None or self._own_prompts is not None:
            self.prompts  # noqa: B018

    @cached_property
    def prompts(self) -> PromptLibrary:
        """All prompts."""
        return PromptLibrary.load(self._own_prompts)

    def is_server(self, spec: ModelSpec) -> bool:
        """Whether this is the model behind the chat server."""
        return self.server is not None and spec.id == self.server.id

    def prompts_of(self, spec: ModelSpec) -> str:
        """The identity of the prompts that a model is given, delimiters included; "" for one that is given none."""
        if spec.task != "chat":
            return ""
        served = self._inquired() if self.is_server(spec) and self._backend else None
        window = served.window if served else spec.window
        form = " json" if served and served.constrains else ""
        return f"{self.prompts.identity} {hmac.digest(self._key, b'identity', 'sha256').hex()[:12]} {window}{form}"

    def engine(self, backend: ChatBackend | None, ticket: Ticket) -> ChatEngine:
        """A chat model for one request: that of `backend`, None = the server's."""
        if backend is None and self._backend is None:
            raise LookupError("there is no chat server")
        backend = backend or self._inquired()
        return ChatEngine(backend, self.prompts, ticket, key=self._key)

    def unreachable(self) -> str | None:
        """Why the server could not be reached when it was asked last; None where it could, or where there is none."""
        return self._backend.unreachable if self._backend else None

    def greet(self) -> None:
        """Asks the server, in the background, about itself; the log says where it cannot be reached."""
        if self._backend is not None:
            threading.Thread(target=self._meet, args=(self._backend,), name="chat-server", daemon=True).start()

    def _meet(self, backend: ServerBackend) -> None:
        self._inquired()
        if backend.facts is not None:
            backend.inquire_schema(Moments(_WORD_S))

    def _reach(self, backend: ServerBackend) -> None:
        try:
            backend.inquire(Moments(_INQUIRY_S))
        except StisloError as error:
            _log.warning("%s", error.detail)
        self._inquired_at = time.monotonic()

    def _inquired(self) -> ServerBackend:
        """The server's back end, once it was asked about itself. Where it did not answer, it is asked again later."""
        assert self._backend is not None
        with self._inquiring:
            again = self._inquired_at is None or time.monotonic() > self._inquired_at + _ASK_AGAIN_S
            if again and (self._backend.facts is None or self._backend.constraint.is_open):
                self._reach(self._backend)
        return self._backend

    @property
    def server_name(self) -> str:
        """What runs the server's model, for steps and signatures."""
        return ServerBackend.name

    def stats(self) -> dict[str, tuple[Any, ...]]:
        """Snapshots by name."""
        return {} if self._backend is None else {"chat_server": (self._backend.stats(),)}

    def close(self) -> None:
        """Closes the connections to the server."""
        if self._backend is not None:
            self._backend.close()


def _server_spec(settings: Settings, catalog: Catalog) -> ModelSpec:
    """The catalogue entry that the model behind the server would have. Its languages are those that any chat model of
    the catalogue knows: what a server's model knows is not asked, and what it does not is found by the checks.
    """
    known = {code for model in catalog.models if model.task == "chat" for code in model.languages}
    return ModelSpec(
        id=SERVER_ID,
        task="chat",
        engine="chat",
        repo="",
        revision=settings.chat_model,
        family="other",
        licence="the chat server's",
        commercial_use=True,
        attribution=settings.chat_model,
        languages=(*INTERFACE_LANGUAGES, *sorted(known - {*INTERFACE_LANGUAGES})),
        window=settings.chat_window or DEFAULT_WINDOW,
        decoding={"balanced": Decoding(beam_size=1)},
    )
