"""What waits to be sent to one reader."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from dataclasses import replace

from service.pipeline.progress import Event, ModelAwaited, Piece, Stage

Dated = tuple[Event, float]
"""An event, and the seconds after which it came."""


class Outbox:
    """Events in order, for one reader. Thread-safe; never keeps who puts something in waiting.

    It stays small however slowly it is emptied: what only goes on from something that still waits becomes one with it,
    so that there is never more than a stage of each name, a model of each id, and an answer once more in parts.
    """

    def __init__(self) -> None:
        self._waiting: dict[Hashable, tuple[list[Event], float]] = {}
        self._some = threading.Condition()

    def put(self, event: Event, elapsed_s: float) -> None:
        """Adds an event."""
        with self._some:
            key = _key(event)
            goes_on = isinstance(event, Piece) and not event.restart and key in self._waiting
            before = self._waiting[key][0] if goes_on else []
            before.append(event)
            self._waiting[key] = before, elapsed_s
            self._some.notify_all()

    def take(self, timeout_s: float) -> Dated | None:
        """The next event; None where none has come after so many seconds, or somebody has woken who waits."""
        with self._some:
            if not self._waiting:
                self._some.wait(timeout_s)
            if not self._waiting:
                return None
            parts, elapsed_s = self._waiting.pop(next(iter(self._waiting)))
            return _joined(parts), elapsed_s

    def wake(self) -> None:
        """Ends the wait of who waits for an event."""
        with self._some:
            self._some.notify_all()


def _key(event: Event) -> Hashable:
    """Equal for events of which the later one may take the place of both."""
    match event:
        case Stage(name):
            return "stage", name
        case ModelAwaited(model):
            return "model", model
        case Piece(language):
            return "text", language
        case _:
            return id(event), event.__class__


def _joined(parts: list[Event]) -> Event:
    pieces = [part for part in parts if isinstance(part, Piece)]
    if len(pieces) < 2:
        return parts[0]
    return replace(pieces[0], text="".join(piece.text for piece in pieces))
