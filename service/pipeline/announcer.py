"""Passes on what happens on the way to an answer to whoever listens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from service.pipeline.progress import Event, OnProgress, Piece, Ready
from service.types import Failure, Summary, Translation


class Announcer:
    """Tells one request's events, from any thread, never two at once. Without a listener nothing is told."""

    def __init__(self, on_progress: OnProgress | None = None) -> None:
        self._on_progress = on_progress
        self._telling = threading.Lock()
        self._told: set[str] = set()

    def tell(self, event: Event) -> None:
        """Passes an event on. Thread-safe."""
        if self._on_progress is None:
            return
        with self._telling:
            if isinstance(event, Ready):
                self._told.add(event.entry.language)
            self._on_progress(event)

    def tell_rest(self, entries: Sequence[Summary | Translation | Failure]) -> None:
        """Passes on those languages of the answer that were not passed on before: they were stored, say."""
        for entry in entries:
            if entry.language not in self._told:
                self.tell(Ready(entry))

    def text_in(self, language: str) -> Callable[[str, bool], None] | None:
        """What takes the pieces of a text as it is written, each with whether it begins anew; None where nobody
        listens.

        The text is as a model writes it, citations and all, before any check. Several languages may be written at the
        same time, by threads of their own.
        """
        if self._on_progress is None:
            return None
        return lambda piece, anew: self.tell(Piece(language, piece, restart=anew))
