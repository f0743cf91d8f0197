"""What a pool knows of one model, and what it tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from service.errors import StisloError
from service.models.lease import Lease
from service.models.manifest import Installed
from service.types import Measure


@dataclass(frozen=True, slots=True)
class ModelStats:
    """One model that the pool has had to do with. `evictions` are those `unloads` that made room for another model.

    `bytes` is the estimate that counts against the budget, `idle_s` how long nobody has held it; both 0 where unloaded.
    """

    model: str
    state: Literal["loading", "loaded", "unloaded"]
    leases: Annotated[int, Measure("gauge", "Requests and batches that hold the model.")]
    loads: Annotated[int, Measure("counter", "Times that the model was loaded.")]
    unloads: Annotated[int, Measure("counter", "Times that the model left memory.")]
    evictions: Annotated[int, Measure("counter", "Times that the model left memory to make room for another.")]
    bytes: Annotated[int, Measure("gauge", "Memory that the model counts for; 0 where it is not loaded.")]
    idle_s: float


@dataclass(frozen=True, slots=True)
class PoolStats:
    """The pool at one moment. `held_bytes` also counts engines that are on their way out; `limit_bytes` None: no limit
    is set, or nothing was loaded yet."""

    models: Mapping[str, ModelStats]
    held_bytes: Annotated[int, Measure("gauge", "Memory that all loaded models count for.")]
    limit_bytes: int | None


@dataclass(frozen=True, slots=True)
class LoadFailure:
    """Why a model could not be loaded, and until when (`time.monotonic`) nobody tries again."""

    installed: Installed
    error: StisloError
    until: float


@dataclass(slots=True)
class Slot:
    """One model: the engine to lend, the one on its way, and what became of earlier ones."""

    current: Lease | None = None
    loading: Lease | None = None
    failure: LoadFailure | None = None
    loads: int = 0
    unloads: int = 0
    evictions: int = 0

    def lease_of(self, installed: Installed) -> Lease | None:
        """The lease, loaded or loading, of exactly these files."""
        found = (each for each in (self.current, self.loading) if each and each.installed.folder == installed.folder)
        return next(found, None)

    def stats(self, model: str, now: float) -> ModelStats:
        """The model's figures at the time `now` of the pool's clock."""
        lease = self.current or self.loading
        idle = self.current is not None and not self.current.note.holders
        return ModelStats(
            model=model,
            state="loaded" if self.current else "loading" if self.loading else "unloaded",
            leases=lease.note.holders if lease else 0,
            loads=self.loads,
            unloads=self.unloads,
            evictions=self.evictions,
            bytes=lease.note.bytes if lease else 0,
            idle_s=now - lease.note.idle_since if lease and idle else 0.0,
        )
