"""Conversion of a checkpoint to CTranslate2, in a process of its own: it takes the model's whole size in memory."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

from service.errors import ConversionFailed
from service.models import child
from service.models.manifest import CT2, HF

_TIMEOUT_S = 3600.0


def convert(folder: Path, quantization: str, *, timeout_s: float = _TIMEOUT_S) -> None:
    """Makes `folder/ct2` from `folder/hf`, replacing what is there. Raises ConversionFailed or NoSpace.

    Weights stay in the number format `quantization`; CTranslate2 turns them into the `compute_type` asked for at load.
    """
    partial, target = folder / f"{CT2}.{uuid4().hex[:8]}.incomplete", folder / CT2
    job = {"source": str(folder / HF), "target": str(partial), "quantization": quantization}
    try:
        child.run(__name__, job, timeout_s=timeout_s, failure=ConversionFailed, what="The conversion")
        shutil.rmtree(target, ignore_errors=True)
        partial.replace(target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _work(job: dict[str, Any]) -> None:
    from service.engines.conversion import convert_checkpoint

    convert_checkpoint(Path(job["source"]), Path(job["target"]), job["quantization"])


if __name__ == "__main__":
    child.serve(_work)
