"""Makes a chat model in the hub's form of a GGUF file: `python -m benchmarks.chat_weights FILE.gguf FOLDER`.

Needs `gguf` and `accelerate` beside the service's own libraries: `make check-chat` has a virtual environment for it.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def make(file: Path, folder: Path) -> None:
    """Writes weights in float32, configuration and tokenizer of `file` to FOLDER/hf."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    where, name = str(file.parent), file.name
    loaded: Any = AutoModelForCausalLM.from_pretrained(where, gguf_file=name, dtype=torch.float32)
    config = type(loaded.config).from_dict(
        {key: value for key, value in loaded.config.to_dict().items() if key != "quantization_config"}
    )
    plain: Any = type(loaded)(config)
    plain.load_state_dict(loaded.state_dict())
    plain.save_pretrained(folder / "hf")
    AutoTokenizer.from_pretrained(where, gguf_file=name).save_pretrained(folder / "hf")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    make(given.file, given.folder)


if __name__ == "__main__":
    main()
