"""What the pipeline needs of whoever keeps the engines: a loaded one for a while, and what exactly it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from service.engines.base import ModelSpec
from service.pipeline.progress import ModelAwaited, OnProgress
from service.runtime.engines import RequestEngine
from service.runtime.ticket import Ticket


class Engines(Protocol):
    """Lends loaded engines. Safe to call from many threads."""

    def lease(self, spec: ModelSpec, ticket: Ticket) -> AbstractContextManager[RequestEngine]:
        """The model's engine, loaded, for one request, for the length of the `with` block.

        Raises ModelNotInstalled, ModelUnusable, ModelLoading, NoMemory; calls of the engine also DeadlineExceeded,
        Cancelled and Overloaded.
        """
        ...


class AnnouncedEngines:
    """Lends another's engines, and says so where a request has to wait for one to be loaded.

    `loaded` gives the ids of the models that are in memory.
    """

    def __init__(self, engines: Engines, loaded: Callable[[], frozenset[str]], tell: OnProgress) -> None:
        self._engines = engines
        self._loaded = loaded
        self._tell = tell

    @contextmanager
    def lease(self, spec: ModelSpec, ticket: Ticket) -> Iterator[RequestEngine]:
        """As the other's."""
        waits = spec.id not in self._loaded()
        if waits:
            self._tell(ModelAwaited(spec.id, "loading"))
        with self._engines.lease(spec, ticket) as leased:
            if waits:
                self._tell(ModelAwaited(spec.id, "ready"))
            yield leased
