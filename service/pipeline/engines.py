"""What the pipeline needs of whoever keeps the engines: a loaded one for a while, and what exactly it is."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from service.engines.base import ModelSpec
from service.runtime.engines import Leased
from service.runtime.ticket import Ticket


class Engines(Protocol):
    """Lends loaded engines. Safe to call from many threads."""

    def lease(self, spec: ModelSpec, ticket: Ticket) -> AbstractContextManager[Leased]:
        """The model's engine, loaded, for one request, for the length of the `with` block.

        Raises ModelNotInstalled, ModelUnusable, ModelLoading, NoMemory; calls of the engine also DeadlineExceeded,
        Cancelled and Overloaded.
        """
        ...
