"""Weights for torch: in which number format, and that all of them are there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.engines.base import ModelSpec, Runtime
from service.errors import ModelUnusable

if TYPE_CHECKING:
    import torch

_FORMATS = ("float32", "float16", "bfloat16")


def number_format(spec: ModelSpec, runtime: Runtime) -> torch.dtype:
    """The number format to compute in. T5 and many chat models overflow float16: bfloat16 instead."""
    import torch

    name = runtime.compute_type if runtime.compute_type in _FORMATS else "float32"
    if name == "float32" and runtime.device == "cuda" and runtime.compute_type != "float32":
        name = "bfloat16"
    if name == "float16" and (spec.family == "t5" or spec.task == "chat"):
        name = "bfloat16"
    dtype: torch.dtype = getattr(torch, name)
    return dtype


def load_weights(kind: str, folder: Path, spec: ModelSpec, dtype: torch.dtype) -> Any:
    """The checkpoint as a model; `kind` names a class of transformers, such as `AutoModelForCausalLM`.

    Raises ModelUnusable where some weights are missing: they would be random.
    """
    import transformers

    logging: Any = transformers.logging
    logging.disable_progress_bar()  # a server's log is no place for one
    model, info = getattr(transformers, kind).from_pretrained(
        folder, dtype=dtype, local_files_only=True, trust_remote_code=False, output_loading_info=True
    )
    if missing := sorted({*info["missing_keys"], *(str(key) for key in info["mismatched_keys"])}):
        raise ModelUnusable(
            f"The weights of '{spec.id}' lack {len(missing)} parts ({missing[0]}, ...). "
            f"`python -m service models verify {spec.id}` says what is wrong."
        )
    return model
