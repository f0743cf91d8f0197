"""Where models run on this machine: what `auto` and 0 in the settings mean here."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from service.engines.base import Runtime
from service.errors import ConfigurationError
from service.settings import Settings

_LIBRARIES = ("torch", "transformers", "ctranslate2", "sentencepiece")
_TORCH_FORMATS = ("float32", "float16", "bfloat16")
_CONVERTIBLE = frozenset({"int8", "int16", "float16", "bfloat16", "float32"})
_CGROUP_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def resolve_runtime(settings: Settings) -> Runtime:
    """The device, number format and threads to use. Imports the backend's library. Raises ConfigurationError."""
    device = _device(settings)
    return Runtime(
        device=device,
        compute_type=_compute_type(settings, device),
        inter_threads=settings.inter_threads or (usable_cores() if device == "cpu" else 1),
        intra_threads=settings.intra_threads,
        shortlist=settings.shortlist,
    )


def missing_libraries() -> tuple[str, ...]:
    """What runs neural models and is not installed. Imports none of it."""
    return tuple(name for name in _LIBRARIES if find_spec(name) is None)


def quantization_for(runtime: Runtime) -> str:
    """The number format to convert weights to so that this runtime loads them without another conversion."""
    weights = runtime.compute_type.split("_")[0]
    return weights if weights in _CONVERTIBLE else "int8" if runtime.device == "cpu" else "float16"


def usable_cores() -> int:
    """Cores that this process may use: its affinity, and the quota of its container (cgroup v2) rounded up."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = _CGROUP_QUOTA.read_text().split()
        return max(1, min(cores, -(-int(quota) // int(period))))
    except (OSError, ValueError):
        return cores


def _device(settings: Settings) -> Literal["cpu", "cuda"]:
    if settings.device == "cpu":
        return "cpu"
    gpus = _gpu_count(settings)
    if settings.device == "cuda" and gpus == 0:
        raise ConfigurationError("STISLO_DEVICE is cuda, and no CUDA device can be used here.")
    return "cuda" if gpus else "cpu"


def _gpu_count(settings: Settings) -> int:
    if find_spec(settings.backend) is None:
        return 0
    if settings.backend == "torch":
        import torch

        return torch.cuda.device_count()
    import ctranslate2

    return int(ctranslate2.get_cuda_device_count())


def _compute_type(settings: Settings, device: Literal["cpu", "cuda"]) -> str:
    asked = settings.compute_type
    if settings.backend == "torch":
        if asked in _TORCH_FORMATS:
            return asked
        return "bfloat16" if device == "cuda" else "float32"
    if find_spec(settings.backend) is None:  # what runs without it computes in formats of its own
        return asked if asked != "auto" else "int8"
    import ctranslate2

    supported = ctranslate2.get_supported_compute_types(device)
    if asked == "auto":
        preferred = ("float16", "int8", "float32") if device == "cuda" else ("int8", "float32")
        return next((each for each in preferred if each in supported), "default")
    if asked not in supported:
        formats = ", ".join(sorted(supported))
        raise ConfigurationError(f"STISLO_COMPUTE_TYPE: this machine computes in {formats}, and auto.")
    return asked
