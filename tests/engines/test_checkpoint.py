"""What the JSON files of a causal checkpoint say, in the ways in which published ones say it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from service.engines.checkpoint import read_causal_checkpoint

SIZE = {"num_hidden_layers": 4, "num_attention_heads": 8, "hidden_size": 64}
MIXED = ["sliding_attention", "full_attention"]


def write(folder: Path, config: Mapping[str, Any], generation: Mapping[str, Any] | None = None) -> None:
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    if generation is not None:
        (folder / "generation_config.json").write_text(json.dumps(generation), encoding="utf-8")


@pytest.mark.parametrize(
    ("config", "positions", "sliding"),
    [
        ({"max_position_embeddings": 4096}, 4096, None),
        ({}, None, None),
        ({"max_position_embeddings": 4096, "sliding_window": None}, 4096, None),
        ({"max_position_embeddings": 4096, "sliding_window": 512, "use_sliding_window": False}, 4096, None),
        ({"max_position_embeddings": 4096, "sliding_window": 512, "layer_types": ["full_attention"]}, 4096, None),
        ({"max_position_embeddings": 4096, "sliding_window": 512, "layer_types": MIXED}, 4096, 512),
        ({"max_position_embeddings": 4096, "sliding_window": 512, "sliding_window_pattern": 6}, 4096, 512),
        ({"max_position_embeddings": 4096, "sliding_window": 512, "layer_types": MIXED[:1]}, 512, 512),
        ({"max_position_embeddings": 32768, "sliding_window": 4096, "model_type": "mistral"}, 4096, 4096),
        ({"max_position_embeddings": 1024, "sliding_window": 4096, "model_type": "mistral"}, 1024, 4096),
        ({"text_config": {**SIZE, "max_position_embeddings": 2048, "sliding_window": 512}}, 2048, 512),
    ],
)
def test_how_far_a_model_sees(
    tmp_path: Path, config: Mapping[str, Any], positions: int | None, sliding: int | None
) -> None:
    write(tmp_path, {**SIZE, **config})
    checkpoint = read_causal_checkpoint(tmp_path)
    assert (checkpoint.positions, checkpoint.sliding) == (positions, sliding)


@pytest.mark.parametrize(
    ("config", "generation", "ends"),
    [
        ({"eos_token_id": 2}, None, {2}),
        ({"eos_token_id": [2, 3]}, None, {2, 3}),
        ({"eos_token_id": 2}, {"eos_token_id": [7, 8]}, {2, 7, 8}),
        ({"eos_token_id": None}, {"eos_token_id": 7}, {7}),
        ({"text_config": {"eos_token_id": 1}}, {"eos_token_id": [1, 106]}, {1, 106}),
        ({}, {}, set()),
    ],
)
def test_every_token_that_is_called_an_end_is_one(
    tmp_path: Path, config: Mapping[str, Any], generation: Mapping[str, Any] | None, ends: set[int]
) -> None:
    write(tmp_path, {**SIZE, **config}, generation)
    assert read_causal_checkpoint(tmp_path).ends == ends


@pytest.mark.parametrize(
    ("config", "cached"),
    [({}, 4 * 2 * 8 * 8), ({"num_key_value_heads": 2}, 4 * 2 * 2 * 8), ({"head_dim": 32}, 4 * 2 * 8 * 32)],
)
def test_what_a_token_takes_in_the_cache(tmp_path: Path, config: Mapping[str, Any], cached: int) -> None:
    write(tmp_path, {**SIZE, **config})
    assert read_causal_checkpoint(tmp_path).cached == cached
