"""Times the stages of one request and passes them on as progress."""

from __future__ import annotations

import time
from collections.abc import Callable

OnProgress = Callable[[str], None]
"""Called with `read`, `detect`, `summarize`, `translate` and `check` as each is begun, with `translate:uk` as a
language is done, with `summarize:4/33` as so many sections of a long article are, and with `summarize:uk` as a summary
was written straight into that language. Where there are very many sections, their summaries are summed up in their
turn, and that round counts anew."""


class Clock:
    """Times stages, each from its start to the next one's. For one thread."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self._on_progress = on_progress
        self._began = self._last = time.perf_counter()
        self._stage: str | None = None
        self._timings: dict[str, float] = {}

    def start(self, stage: str) -> None:
        """Ends the stage before and begins this one."""
        self._finish()
        self._stage = stage
        self.tell(stage)

    def tell(self, event: str) -> None:
        """Passes an event on to whoever listens. Any thread may call it."""
        if self._on_progress is not None:
            self._on_progress(event)

    def stop(self) -> dict[str, float]:
        """Milliseconds of each stage, and in all."""
        self._finish()
        return {**self._timings, "total": (time.perf_counter() - self._began) * 1000}

    def _finish(self) -> None:
        now = time.perf_counter()
        if self._stage is not None:
            self._timings[self._stage] = (now - self._last) * 1000
        self._last = now
