"""What the pipeline needs of whoever keeps the engines: a loaded one for a while, and what exactly it is."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from service.engines.base import ModelSpec, Summarizer, Translator
from service.runtime.ticket import Ticket


class Engines(Protocol):
    """Lends loaded engines. Safe to call from many threads."""

    def lease(self, spec: ModelSpec, ticket: Ticket) -> AbstractContextManager[Translator | Summarizer]:
        """The model's engine, loaded, for one request, for the length of the `with` block.

        Raises ModelNotInstalled, ModelUnusable; calls of the engine also DeadlineExceeded, Cancelled, Overloaded.
        """
        ...

    def revision(self, spec: ModelSpec) -> str:
        """The commit of the model's files on disk."""
        ...

    def name(self, spec: ModelSpec) -> str:
        """What runs the model, with its number format: `ctranslate2:int8`, `torch:float32`."""
        ...
