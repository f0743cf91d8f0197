"""Times the stages of one request."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from service.pipeline.progress import StageName


class StageTimer:
    """Times stages, each from its start to the next one's. For one thread."""

    def __init__(self) -> None:
        self._began = self._last = time.perf_counter()
        self._stage: StageName | None = None
        self._timings: dict[str, float] = {}

    def start(self, stage: StageName) -> None:
        """Ends the stage before and begins this one."""
        self._switch(stage)

    @contextmanager
    def within(self, stage: StageName) -> Iterator[None]:
        """Counts the time of the `with` block to another stage than the one under way, which then goes on."""
        before = self._stage
        self._switch(stage)
        try:
            yield
        finally:
            self._switch(before)

    def stop(self) -> dict[str, float]:
        """Milliseconds of each stage, and in all."""
        self._switch(None)
        return {**self._timings, "total": (time.perf_counter() - self._began) * 1000}

    def _switch(self, stage: StageName | None) -> None:
        now = time.perf_counter()
        if self._stage is not None:
            self._timings[self._stage] = self._timings.get(self._stage, 0.0) + (now - self._last) * 1000
        self._last, self._stage = now, stage
