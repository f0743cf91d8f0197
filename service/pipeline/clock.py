"""Times the stages of one request and passes on what happens in them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from service.pipeline.progress import Event, OnProgress, Ready, Stage, StageName, silent
from service.types import Failure, Summary, Translation


class Clock:
    """Times stages, each from its start to the next one's. For one thread; `tell` is for all."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self._on_progress = silent if on_progress is None else on_progress
        self._telling = threading.Lock()
        self._told: set[str] = set()
        self._began = self._last = time.perf_counter()
        self._stage: StageName | None = None
        self._timings: dict[str, float] = {}

    def start(self, stage: StageName) -> None:
        """Ends the stage before and begins this one."""
        self._switch(stage)
        self.tell(Stage(stage))

    @contextmanager
    def within(self, stage: StageName) -> Iterator[None]:
        """Counts the time of the `with` block to another stage than the one under way, which then goes on."""
        before = self._stage
        self._switch(stage)
        try:
            yield
        finally:
            self._switch(before)

    def tell(self, event: Event) -> None:
        """Passes an event on to whoever listens. Thread-safe."""
        with self._telling:
            if isinstance(event, Ready):
                self._told.add(event.entry.language)
            self._on_progress(event)

    def tell_rest(self, entries: Sequence[Summary | Translation | Failure]) -> None:
        """Passes on those languages of the answer that were not passed on before: they were stored, say."""
        for entry in entries:
            if entry.language not in self._told:
                self.tell(Ready(entry))

    def stop(self) -> dict[str, float]:
        """Milliseconds of each stage, and in all."""
        self._switch(None)
        return {**self._timings, "total": (time.perf_counter() - self._began) * 1000}

    def _switch(self, stage: StageName | None) -> None:
        now = time.perf_counter()
        if self._stage is not None:
            self._timings[self._stage] = self._timings.get(self._stage, 0.0) + (now - self._last) * 1000
        self._last, self._stage = now, stage
