"""Models that are installed by saying so, and engines that load, and end, when a test lets them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, cast

from service.engines.base import Decoding, Hypothesis, ModelSpec, Runtime
from service.errors import ModelNotInstalled
from service.models.manifest import FileRecord, Installed
from service.models.memory import MB
from service.models.store import ModelStore
from service.types import Pair
from tests.models.conftest import SPEC

# What the pool takes a model's weights for: 1.2 * 125 + 50.
WEIGHTS, NEED = 125 * MB, 200 * MB


class Engine:
    """Says when it begins to load, loads once its gate is open, and says when it was closed."""

    def __init__(self, folder: Path, spec: ModelSpec, runtime: Runtime) -> None:
        disk = Disk.of[spec.id]
        self.folder, self.closed = folder, threading.Event()
        disk.entered.release()
        assert disk.gate.wait(60)
        if disk.fails is not None:
            raise disk.fails
        disk.made.append(self)

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        assert not self.closed.is_set()
        return [[Hypothesis(segment, 1)] for segment in segments]

    def count_tokens(self, segments: Sequence[str]) -> list[int]:
        return [1 for _ in segments]

    def close(self) -> None:
        assert not self.closed.is_set(), "closed twice"
        self.closed.set()


class Stubborn(Engine):
    def close(self) -> None:
        super().close()
        raise RuntimeError("I stay")


class Disk:
    """A store as the pool sees it. Each instance starts with nothing on it."""

    of: ClassVar[dict[str, Disk]] = {}
    backend = "torch"

    def __init__(self) -> None:
        Disk.of.clear()
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Semaphore(0)
        self.made: list[Engine] = []
        self.fails: Exception | None = None
        self.commit = "c1"
        self._weights: dict[str, int] = {}

    def as_store(self) -> ModelStore:
        return cast(ModelStore, self)

    def add(self, name: str, *, weights: int = WEIGHTS, engine: str = "Engine") -> ModelSpec:
        """A model that is installed from now on."""
        Disk.of[name] = self
        self._weights[name] = weights
        return replace(SPEC, id=name, engine=f"tests.models.disk:{engine}")

    def require(self, spec: ModelSpec) -> Installed:
        if spec.id not in self._weights:
            raise ModelNotInstalled(f"no {spec.id}")
        files = {"hf/model.safetensors": FileRecord("", self._weights[spec.id])}
        folder = Path(spec.id) / self.commit
        return Installed(folder, spec.id, spec.repo, "main", self.commit, ("torch",), None, "", files)

    def verify(self, spec: ModelSpec) -> list[str]:
        return []

    def needed_backend(self, spec: ModelSpec) -> str:
        return self.backend


class Clock:
    """Goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now
