"""How much memory loaded models may take, how much one needs, and how the system gets it back."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from service.engines.base import Backend, Runtime
from service.engines.checkpoint import read_causal_checkpoint
from service.models.manifest import CT2, HF, Installed
from service.settings import Settings

MB = 1 << 20
# Kept free for the process itself and for the batches that are being computed: 64 sentences with beam 4 on two workers
# took 250 MB beside the weights of a model of 512 dimensions, however many models were loaded.
_LEAST_RESERVE, _RESERVED_SHARE = 512 * MB, 0.15
# Loading adds 1.0 to 1.1 times the weights' size; the rest is the tokenizer, the vocabulary and what goes with them.
_OVERHEAD, _BESIDE_WEIGHTS = 1.2, 50 * MB
_WIDTH = {"int8": 1, "int16": 2, "float16": 2, "bfloat16": 2, "float32": 4}
# Version 2, version 1. In a container its own group is what is mounted there.
_CGROUP_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
_M_ARENA_MAX = -8  # of glibc's mallopt


@dataclass(frozen=True, slots=True)
class MemoryBudget:
    """What models may take, in bytes. `free` tells what is left of the machine now; None: only the limit counts."""

    limit: int
    free: Callable[[], int] | None = None

    def room(self, held: int, loading: int) -> int:
        """What one more may take, with `held` bytes promised to models, `loading` of them not taken up yet."""
        room = self.limit - held
        return room if self.free is None else min(room, self.free() - loading)


UNLIMITED = MemoryBudget(sys.maxsize)


def budget_for(settings: Settings, runtime: Runtime) -> MemoryBudget:
    """The budget that the settings describe: `memory_mb` as it is, else this machine's or container's memory.

    On a GPU only `memory_mb` counts, as memory of the GPU: nothing that is imported here knows how much it has.
    """
    if settings.memory_mb:
        return MemoryBudget(settings.memory_mb * MB)
    if runtime.device == "cuda":
        return UNLIMITED
    total = usable_memory()
    return MemoryBudget(total - max(_LEAST_RESERVE, int(total * _RESERVED_SHARE)), lambda: _free(total))


def usable_memory() -> int:
    """Bytes that this process may use: the machine's memory, or less where its container has less."""
    import psutil

    limits = [psutil.virtual_memory().total]
    for path in _CGROUP_LIMITS:
        try:
            limits.append(int(path.read_text()))
        except (OSError, ValueError):
            continue
    return min(limits)


def need_of(installed: Installed, backend: Backend, runtime: Runtime) -> int:
    """An estimate of the bytes that a model takes once it is loaded, from the files of its weights.

    Weights that were stored in a narrower format than they are computed in grow. What torch's checkpoints are stored
    in is not looked at.
    """
    folder = CT2 if backend == "ctranslate2" else HF
    weights = sum(
        record.bytes
        for name, record in installed.files.items()
        if name.startswith(f"{folder}/") and name.endswith((".bin", ".safetensors"))
    )
    growth = 1.0
    if backend == "ctranslate2" and installed.quantization in _WIDTH:
        computed = _WIDTH.get(runtime.compute_type.split("_")[0], 0)
        growth = max(1.0, computed / _WIDTH[installed.quantization])
    return int(weights * growth * _OVERHEAD) + _BESIDE_WEIGHTS


def conversations_of(installed: Installed, backend: Backend, runtime: Runtime, window: int) -> int:
    """The bytes that a chat model takes beside its weights where its conversations fill a window of `window` tokens.

    What is kept of each token, and on CTranslate2 also how much each token looks at each other one: it computes those
    numbers for all heads of a layer at once (32 heads and 4,096 tokens took 2.1 GB). A folder whose configuration
    cannot be read counts for none: its model does not load either.
    """
    try:
        checkpoint = read_causal_checkpoint(installed.folder / HF)
    except (OSError, ValueError, KeyError):
        return 0
    window = min(window, checkpoint.positions or window)
    width = 2 if "float16" in runtime.compute_type else 4
    kept = checkpoint.cached * window * width
    if backend == "torch":
        return kept
    return (kept + checkpoint.heads * window * window * width) * runtime.inter_threads


def trim() -> None:
    """Gives freed memory back to the system. The allocator would keep most of it: after a model of 170 MB was used and
    freed, the process still had 270 MB more than before; 20 ms later it had what it began with. Only glibc needs it.
    """
    release = _glibc("malloc_trim")
    if release is not None:
        release(0)


def share_arenas() -> None:
    """Tells glibc to serve all threads from two pools of memory, for a process with many threads; call it before there
    are any. By default each thread may keep a pool of its own: under 32 clients the process was a fifth larger so.
    """
    set_option = _glibc("mallopt")
    if set_option is not None:
        set_option(_M_ARENA_MAX, 2)


@cache
def _glibc(name: str) -> Callable[..., int] | None:
    """A function of the C library, None where it has no such one."""
    try:
        found: Callable[..., int] = getattr(ctypes.CDLL(None), name)
    except (OSError, AttributeError, TypeError):
        return None
    return found


def _free(total: int) -> int:
    import psutil

    return min(psutil.virtual_memory().available, total - psutil.Process().memory_info().rss)
