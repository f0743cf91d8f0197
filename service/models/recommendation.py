"""Which set of models suits a machine, and why: from what the catalogue says of their sizes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.engines.base import ModelSpec
from service.engines.registry import OURS
from service.models.catalog import Catalog
from service.models.machine import Gpu, Machine

# From the least to the most; each holds the one before it.
LADDER = ("tiny", "compact", "default", "large")
CHAT_SET, GPU_MODEL = "chat", "gemma-4-12b-it"
# Kept for the process, its readers and the batches under way, as `MemoryBudget` does.
_LEAST_RESERVE_MB, _RESERVED_SHARE = 512, 0.15
# What a token costs grows with the weights. OPUS-MT's base (305 MB) takes a quarter of a second a sentence, so that a
# model of billions of numbers takes many seconds on few cores.
_MANY_WEIGHTS_MB, _ENOUGH_CORES = 4000, 4
# On a GPU a chat model keeps the 16 bits that it is downloaded in, and room for its conversations.
_ON_GPU, _CONVERSATIONS_MB = 1.2, 2000


@dataclass(frozen=True, slots=True)
class Choice:
    """A set or a model to pull: `name`, its models, and the sentences that say why."""

    name: str
    models: tuple[ModelSpec, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`pull` is None where no model fits. `not_larger` says what the next larger set lacks here; `instead` are others
    that fit and do something else; `settings` are what to set for the first choice."""

    pull: Choice | None
    not_larger: str = ""
    instead: tuple[Choice, ...] = ()
    settings: tuple[str, ...] = ()


def recommend_models(machine: Machine, catalog: Catalog) -> Recommendation:
    """The largest set that fits this machine; on a GPU with room for one, a chat model first."""
    ladder = [name for name in LADDER if name in catalog.sets]
    obstacles = {name: obstacle_to(catalog.set(name), machine) for name in ladder}
    fitting = [name for name in ladder if not obstacles[name]]
    best = _set(fitting[-1], machine, catalog) if fitting else None
    next_one = next((name for name in ladder if obstacles[name]), "")
    not_larger = f"{next_one}: {obstacles[next_one]}" if next_one else ""
    chat = _chat_choice(machine, catalog)
    if machine.gpus and chat:
        return Recommendation(chat, not_larger, (best,) if best else (), ("STISLO_CHAT_FIRST=1",))
    return Recommendation(best, not_larger, (chat,) if chat else ())


def memory_for_models(machine: Machine) -> int:
    """MB that models may take beside the process itself."""
    return max(0, machine.memory_mb - max(_LEAST_RESERVE_MB, int(machine.memory_mb * _RESERVED_SHARE)))


def obstacle_to(specs: Sequence[ModelSpec], machine: Machine) -> str:
    """Why these models do not fit the memory, disk or libraries of a machine, empty where they do."""
    return next(_obstacles(specs, machine), "")


def _obstacles(specs: Sequence[ModelSpec], machine: Machine) -> Iterator[str]:
    converted = [spec for spec in specs if spec.engine in OURS]
    if converted and machine.lacking:
        yield f"it needs {', '.join(machine.lacking)}; `pip install 'stislo[models]'` brings that"
    together, room = sum(spec.memory_mb for spec in specs), memory_for_models(machine)
    if together > room:
        yield f"its models take {_gb(together)} when all are in use, and {_gb(room)} are left for models here"
    largest = max(converted, key=lambda spec: spec.download_mb, default=None)
    if largest and largest.download_mb > room:
        yield f"converting {largest.id} once takes {_gb(largest.download_mb)}, and {_gb(room)} are left here"
    if largest and largest.download_mb > _MANY_WEIGHTS_MB and machine.cores < _ENOUGH_CORES and not machine.gpus:
        yield f"{largest.id} would be slow on fewer than {_ENOUGH_CORES} cores"
    # What is converted is there twice for a while.
    disk = sum(spec.disk_mb for spec in specs) + 2 * (largest.download_mb if largest else 0)
    if disk > machine.disk_mb:
        yield f"installing it takes {_gb(disk)} of disk, and {_gb(machine.disk_mb)} are free"


def _set(name: str, machine: Machine, catalog: Catalog) -> Choice:
    specs = catalog.set(name)
    together = sum(spec.memory_mb for spec in specs)
    room = (
        f"Its models take {_gb(together)} when all are in use; {_gb(memory_for_models(machine))} are left for models."
    )
    cores = (
        f"{machine.cores} cores work on {machine.cores} batches" if machine.cores > 1 else "One core works on one batch"
    )
    return Choice(name, specs, (catalog.sets[name].description, room, f"{cores} of sentences at a time."))


def _chat_choice(machine: Machine, catalog: Catalog) -> Choice | None:
    """A model that follows instructions and fits the GPU, or the memory where there is no GPU."""
    if CHAT_SET not in catalog.sets or machine.lacking:
        return None
    specs = catalog.set(CHAT_SET)
    if not machine.gpus:
        return None if obstacle_to(specs, machine) else _set(CHAT_SET, machine, catalog)
    gpu = max(machine.gpus, key=lambda each: each.memory_mb)
    large = [spec for spec in catalog.models if spec.id == GPU_MODEL and spec.memory_mb <= gpu.memory_mb]
    if large:
        return Choice(GPU_MODEL, tuple(large), (_on_gpu(large[0].memory_mb, gpu),))
    needed = sum(int(spec.download_mb * _ON_GPU) + _CONVERSATIONS_MB for spec in specs)
    if needed > gpu.memory_mb:
        return None
    return Choice(CHAT_SET, specs, (catalog.sets[CHAT_SET].description, _on_gpu(needed, gpu)))


def _on_gpu(needed: int, gpu: Gpu) -> str:
    return (
        f"It writes every language directly, and takes about {_gb(needed)} of the {_gb(gpu.memory_mb)} of the GPU "
        f"({gpu.name})."
    )


def _gb(megabytes: int) -> str:
    return f"{megabytes / 1000:.1f} GB" if megabytes >= 1000 else f"{megabytes} MB"
