"""GGUF files, the form of llama.cpp's models: read by transformers and written out in the hub's form.

That takes the packages `gguf` and `accelerate`, which nothing else needs, and for a moment memory for the whole model.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from service.errors import ConfigurationError, ConversionFailed, ModelUnusable
from service.models import child

_TIMEOUT_S = 3600.0
_PACKAGES = ("gguf", "accelerate")


@dataclass(frozen=True, slots=True)
class GgufFacts:
    """What a GGUF file says of its model; `parameters` are counted from its tensors."""

    architecture: str
    name: str
    window: int | None
    has_template: bool
    parameters: int
    licence: str


def find_gguf(path: Path) -> Path | None:
    """The GGUF file that `path` is, or that lies in it where it holds no weights in the hub's form.

    Raises ModelUnusable where there are several.
    """
    if path.is_file():
        return path if path.suffix == ".gguf" else None
    if (path / "config.json").exists():
        return None
    found = sorted(path.glob("*.gguf"))
    if len(found) > 1:
        raise ModelUnusable(f"There are several GGUF files ({', '.join(file.name for file in found)}); name one.")
    return found[0] if found else None


def read_gguf(path: Path) -> GgufFacts:
    """The facts in a file's header. Raises ConfigurationError without the packages, ModelUnusable for broken files."""
    _require_packages()
    from gguf import GGUFReader

    try:
        reader = GGUFReader(path)
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise ModelUnusable(f"'{path.name}' is not a GGUF file that can be read ({type(error).__name__}).") from error

    def field(name: str) -> Any:
        found = reader.get_field(name)
        return None if found is None else found.contents()

    architecture = str(field("general.architecture") or "")
    return GgufFacts(
        architecture=architecture,
        name=str(field("general.name") or path.stem),
        window=field(f"{architecture}.context_length"),
        has_template=field("tokenizer.chat_template") is not None,
        parameters=sum(int(tensor.n_elements) for tensor in reader.tensors),
        licence=str(field("general.license") or ""),
    )


def unpack_gguf(path: Path, target: Path) -> None:
    """Writes the model and tokenizer of a GGUF file into the folder `target`, in the hub's form, in float16.

    Raises ConversionFailed where transformers cannot read it, NoSpace, ConfigurationError without the packages.
    """
    _require_packages()
    job = {"source": str(path.absolute()), "target": str(target)}
    child.run(__name__, job, timeout_s=_TIMEOUT_S, failure=ConversionFailed, what=f"Reading '{path.name}'")


def _require_packages() -> None:
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        raise ConfigurationError(
            f"GGUF files are read with {' and '.join(missing)}, which this installation does not have; "
            "`pip install 'stislo[gguf]'` brings it."
        )


def _work(job: dict[str, Any]) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    source = Path(job["source"])
    told: dict[str, Any] = {"gguf_file": source.name, "local_files_only": True}
    unpacked = GgufConfig(dequantize=True)
    model: Any = AutoModelForCausalLM.from_pretrained(
        source.parent, dtype=torch.float16, quantization_config=unpacked, **told
    )
    # Every weight is a plain one now; with these left, transformers does not save it.
    model.hf_quantizer = None
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.save_pretrained(job["target"])
    AutoTokenizer.from_pretrained(source.parent, **told).save_pretrained(job["target"])


if __name__ == "__main__":
    child.serve(_work)
