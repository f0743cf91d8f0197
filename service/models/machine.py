"""What this machine has that decides which models fit."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from service.models.memory import MB, usable_memory
from service.models.placement import missing_libraries, usable_cores
from service.settings import Settings

_NVIDIA_SMI = ("nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader,nounits")
_PATIENCE_S = 10.0
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Gpu:
    name: str
    memory_mb: int


@dataclass(frozen=True, slots=True)
class Machine:
    """Memory and disk in MB of a million bytes, what this process may use of them. `lacking` are the libraries that run
    neural models and are not installed."""

    memory_mb: int
    disk_mb: int
    cores: int
    gpus: tuple[Gpu, ...] = ()
    lacking: tuple[str, ...] = ()


def this_machine(settings: Settings) -> Machine:
    """As these settings let it be used: with `device` cpu there is no GPU. Imports no library that runs models."""
    return Machine(
        memory_mb=usable_memory() // _MB,
        disk_mb=shutil.disk_usage(_existing(settings.models_path)).free // _MB,
        cores=usable_cores(),
        gpus=() if settings.device == "cpu" else gpus(),
        lacking=missing_libraries(),
    )


def gpus() -> tuple[Gpu, ...]:
    """NVIDIA's GPUs, as their driver tells; none where it does not answer."""
    if shutil.which(_NVIDIA_SMI[0]) is None:
        return ()
    try:
        done = subprocess.run(_NVIDIA_SMI, capture_output=True, text=True, timeout=_PATIENCE_S, check=True)
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(gpus_in(done.stdout))


def gpus_in(answer: str) -> list[Gpu]:
    """The GPUs of lines such as `NVIDIA L4, 23034`, in which a MB is 2**20 bytes; other lines are passed over."""
    lines = [line.rpartition(",") for line in answer.splitlines()]
    return [Gpu(name.strip(), int(size) * MB // _MB) for name, comma, size in lines if comma and size.strip().isdigit()]


def _existing(path: Path) -> Path:
    """The folder, or the nearest one above it that there is."""
    return next(folder for folder in (path.absolute(), *path.absolute().parents) if folder.exists())
