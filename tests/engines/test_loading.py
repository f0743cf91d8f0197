"""A model on disk that is not what it should be is named, with the command that says more."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from service.engines.base import Backend, Decoding, Runtime, Translator
from service.engines.conversion import convert_checkpoint
from service.errors import ModelUnusable
from service.types import Pair
from tests.engines.conftest import FLOAT32, Installed, Load, Models
from tests.engines.test_translators import SEGMENTS


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def forget_a_token(path: Path) -> None:
    tokens = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps([*tokens[:100], *tokens[101:]]), encoding="utf-8")


def forget_a_weight(path: Path) -> None:
    from safetensors.torch import load_file, save_file

    tensors = load_file(path)
    del tensors["model.decoder.layers.1.fc1.weight"]
    save_file(tensors, path, metadata={"format": "pt"})


def garble(path: Path) -> None:
    path.write_text("{", encoding="utf-8")


DAMAGES = [
    ("ctranslate2", "ct2/model.bin", Path.unlink),
    ("ctranslate2", "ct2/model.bin", halve),
    ("ctranslate2", "ct2/shared_vocabulary.json", Path.unlink),
    ("ctranslate2", "ct2/shared_vocabulary.json", forget_a_token),
    ("ctranslate2", "ct2/shared_vocabulary.json", garble),
    ("ctranslate2", "ct2/config.json", garble),
    ("ctranslate2", "hf/config.json", Path.unlink),
    ("ctranslate2", "hf/source.spm", Path.unlink),
    ("ctranslate2", "hf/target.spm", halve),
    ("torch", "hf/model.safetensors", Path.unlink),
    ("torch", "hf/model.safetensors", halve),
    ("torch", "hf/model.safetensors", forget_a_weight),
    ("torch", "hf/vocab.json", garble),
]


@pytest.mark.parametrize(("backend", "file", "damage"), DAMAGES)
def test_a_damaged_folder_is_refused_by_name(
    random_models: Models, load: Load, tmp_path: Path, backend: Backend, file: str, damage: Callable[[Path], None]
) -> None:
    good = random_models("marian")
    shutil.copytree(good.folder, tmp_path / "model")
    damage(tmp_path / "model" / file)
    with pytest.raises(ModelUnusable, match=r"random-marian.*python -m service models verify random-marian"):
        load(Installed(tmp_path / "model", good.spec), backend)


def test_a_damaged_fast_tokenizer_is_refused_too(random_models: Models, load: Load, tmp_path: Path) -> None:
    good = random_models("bart")
    shutil.copytree(good.folder, tmp_path / "model")
    garble(tmp_path / "model" / "ct2" / "tokenizer.json")
    with pytest.raises(ModelUnusable, match=r"models verify random-bart"):
        load(Installed(tmp_path / "model", good.spec), "ctranslate2")


def test_an_entry_that_names_tokens_the_model_lacks_is_refused(
    random_models: Models, load: Load, backend: Backend
) -> None:
    good = random_models("marian")
    wrong = replace(good.spec, codes={"uk": "ukrainian"})
    with pytest.raises(ModelUnusable, match=r">>ukrainian<<.*source_prefix, forced_bos and codes"):
        load(Installed(good.folder, wrong), backend)


@pytest.mark.parametrize("name", ["marian", "madlad"])
def test_a_checkpoint_stored_in_float16_computes_in_float32_on_a_cpu(
    random_models: Models, load: Load, tmp_path: Path, name: str
) -> None:
    import torch
    from transformers import AutoModelForSeq2SeqLM

    good = random_models(name)
    shutil.copytree(good.folder / "hf", tmp_path / "hf")
    half = AutoModelForSeq2SeqLM.from_pretrained(good.folder / "hf", dtype=torch.float16)
    half.save_pretrained(tmp_path / "hf")
    assert json.loads((tmp_path / "hf" / "config.json").read_text(encoding="utf-8"))["dtype"] == "float16"
    convert_checkpoint(tmp_path / "hf", tmp_path / "ct2")
    model = Installed(tmp_path, good.spec)
    outputs = []
    for backend, runtime in (("ctranslate2", FLOAT32), ("torch", Runtime())):
        engine = load(model, backend, runtime)
        assert isinstance(engine, Translator)
        found = engine.translate(SEGMENTS, model.pair, Decoding(beam_size=2, max_tokens=10))
        outputs.append([each[0].text for each in found])
    assert outputs[0] == outputs[1]
    assert all(outputs[0])


def test_ctranslate2_models_load_without_transformers_and_torch(random_models: Models, tmp_path: Path) -> None:
    """The import costs seconds and hundreds of megabytes, which a server of converted models does not have to pay."""
    for name in ("marian", "bart"):
        model = random_models(name)
        program = (
            "import sys\n"
            "from pathlib import Path\n"
            "from service.engines.registry import engine_class\n"
            "from service.engines.base import Runtime\n"
            "from tests.standins.random_models import MODELS\n"
            f"spec = MODELS[{name!r}].spec\n"
            f"engine_class(spec, 'ctranslate2')(Path({str(model.folder)!r}), spec, Runtime()).count_tokens(['Yes.'])\n"
            "print(sorted({'torch', 'transformers'} & set(sys.modules)))\n"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"


def test_the_window_is_never_wider_than_the_models_positions(random_models: Models, load: Load) -> None:
    good = random_models("marian")
    engine = load(Installed(good.folder, replace(good.spec, window=5000)), "ctranslate2", FLOAT32)
    assert isinstance(engine, Translator)
    with pytest.raises(Exception, match="64 at most"):
        engine.translate(["the " * 100], Pair("en", "uk"), Decoding())
