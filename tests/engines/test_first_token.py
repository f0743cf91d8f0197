"""What outputs start with is what the checkpoint's own files say, on both backends."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from service.engines.base import Backend, Decoding
from service.engines.checkpoint import read_checkpoint
from service.engines.conversion import convert_checkpoint
from service.engines.ct2 import CT2Backend
from service.engines.registry import engine_class
from service.engines.seq2seq import Batch
from service.engines.torch_seq2seq import TorchBackend
from service.errors import ModelUnusable
from tests.engines import reference
from tests.engines.conftest import FLOAT32, Installed, Models
from tests.engines.test_families import TEXTS, framed


def changed(model: Installed, folder: Path, values: Mapping[str, Any]) -> Installed:
    """The model's checkpoint with other values in its configuration, None for none, converted again."""
    shutil.copytree(model.folder / "hf", folder / "hf")
    for name in ("config.json", "generation_config.json"):
        path = folder / "hf" / name
        config = {
            key: value
            for key, value in {**json.loads(path.read_text(encoding="utf-8")), **values}.items()
            if value is not None
        }
        path.write_text(json.dumps(config), encoding="utf-8")
    convert_checkpoint(folder / "hf", folder / "ct2")
    return Installed(folder, model.spec)


@pytest.mark.parametrize("start", [0, 5])
@pytest.mark.parametrize("name", ["mbart50", "barthez", "m2m100", "pegasus", "bart"])
def test_decoding_starts_from_the_checkpoints_own_token(
    random_models: Models, tmp_path: Path, name: str, start: int
) -> None:
    model = changed(random_models(name), tmp_path, {"decoder_start_token_id": start})
    expected = reference.generate(model.folder / "hf", model.spec, model.pair, TEXTS, beams=1, max_tokens=8)
    frame, sources = framed(model, TEXTS)
    batch = Batch(sources, [frame] * len(sources), Decoding(beam_size=1, max_tokens=8))
    for backend in (CT2Backend, TorchBackend):
        engine = backend(model.folder, model.spec, FLOAT32)
        assert [list(outputs[0].tokens) for outputs in engine.generate(batch)] == expected, backend.__name__
        engine.close()


def test_where_none_is_named_it_is_the_beginning_of_a_text(random_models: Models, tmp_path: Path) -> None:
    named = changed(random_models("bart"), tmp_path / "named", {"decoder_start_token_id": 0})
    silent = changed(random_models("bart"), tmp_path / "silent", {"decoder_start_token_id": None, "bos_token_id": 0})
    frame, sources = framed(named, TEXTS)
    batch = Batch(sources, [frame] * len(sources), Decoding(beam_size=1, max_tokens=8))
    found = []
    for model in (named, silent):
        for backend in (CT2Backend, TorchBackend):
            engine = backend(model.folder, model.spec, FLOAT32)
            found.append([list(outputs[0].tokens) for outputs in engine.generate(batch)])
            engine.close()
    assert found[1:] == found[:-1]


@pytest.mark.parametrize("backend", ["ctranslate2", "torch"])
def test_a_checkpoint_that_names_nothing_at_all_is_refused(
    random_models: Models, tmp_path: Path, backend: Backend
) -> None:
    good = random_models("bart")
    shutil.copytree(good.folder, tmp_path / "model")
    for name in ("config.json", "generation_config.json"):
        path = tmp_path / "model" / "hf" / name
        config = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(config | {"decoder_start_token_id": None, "bos_token_id": None}), encoding="utf-8")
    converted = tmp_path / "model" / "ct2" / "config.json"
    config = json.loads(converted.read_text(encoding="utf-8"))
    converted.write_text(json.dumps(config | {"decoder_start_token": None}), encoding="utf-8")
    with pytest.raises(ModelUnusable, match=r"random-bart.*decoder_start_token_id"):
        engine_class(good.spec, backend)(tmp_path / "model", good.spec, FLOAT32)


def test_a_conversion_with_another_first_token_is_refused(random_models: Models, tmp_path: Path) -> None:
    good = random_models("m2m100")
    shutil.copytree(good.folder, tmp_path / "model")
    path = tmp_path / "model" / "ct2" / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(config | {"decoder_start_token": "<s>"}), encoding="utf-8")
    with pytest.raises(ModelUnusable, match=r"models remove random-m2m100"):
        engine_class(good.spec, "ctranslate2")(tmp_path / "model", good.spec, FLOAT32)


@pytest.mark.parametrize(
    ("config", "start", "forced"),
    [
        ({"decoder_start_token_id": 2, "bos_token_id": 0}, 2, None),
        ({"bos_token_id": 0}, 0, None),
        ({}, None, None),
        ({"decoder_start_token_id": 2, "bos_token_id": 0, "force_bos_token_to_be_generated": True}, 2, 0),
        ({"decoder_start_token_id": 2, "bos_token_id": 0, "force_bos_token_to_be_generated": False}, 2, None),
        ({"bos_token_id": 0, "force_bos_token_to_be_generated": True, "forced_bos_token_id": 7}, 0, 7),
    ],
)
def test_the_ways_of_naming_it(
    tmp_path: Path, config: Mapping[str, Any], start: int | None, forced: int | None
) -> None:
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    found = read_checkpoint(tmp_path)
    assert (found.start, found.forced) == (start, forced)
