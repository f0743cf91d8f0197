"""What the engines are held against: transformers used plainly, the way its documentation shows."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from service.engines.base import ModelSpec
from service.types import Pair


@cache
def checkpoint(folder: Path) -> tuple[Any, Any]:
    """The tokenizer and the model, in float32. Preferences of the checkpoint that are not facts are put out."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what transformers says of Marian's tokenizer
        tokenizer = AutoTokenizer.from_pretrained(folder)
    model: Any = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32)
    neutral = {"forced_eos_token_id": None, "min_length": 0, "max_length": None, "no_repeat_ngram_size": 0}
    for name, value in (neutral | {"length_penalty": 1.0, "num_beams": 1, "early_stopping": False}).items():
        setattr(model.generation_config, name, value)
    return tokenizer, model


def encode(folder: Path, spec: ModelSpec, pair: Pair, texts: Sequence[str]) -> Any:
    """The padded input ids and mask, as the family's tokenizer frames them."""
    tokenizer, _ = checkpoint(folder)
    if spec.forced_bos:
        tokenizer.src_lang = spec.code(pair.source)
    prefix = spec.source_prefix.replace("{target}", spec.code(pair.target))
    return tokenizer([prefix + text for text in texts], padding=True, return_tensors="pt")


def generate(
    folder: Path, spec: ModelSpec, pair: Pair, texts: tuple[str, ...], *, beams: int, max_tokens: int
) -> list[list[str]]:
    """The tokens of the best output of each text, without frame and end."""
    tokenizer, model = checkpoint(folder)
    language = tokenizer.convert_tokens_to_ids(spec.forced_bos.replace("{target}", spec.code(pair.target)))
    options: dict[str, int] = {}
    if spec.forced_bos:
        options["decoder_start_token_id" if spec.family == "mbart" else "forced_bos_token_id"] = language
    forced = options.get("forced_bos_token_id", model.generation_config.forced_bos_token_id)
    framed = 1 + (forced is not None)
    rows = model.generate(
        **encode(folder, spec, pair, texts),
        num_beams=beams,
        early_stopping=False,
        max_new_tokens=max_tokens + framed - 1,
        **options,
    ).tolist()
    assert forced is None or all(row[1] == forced for row in rows)
    outputs = []
    for row in rows:
        own = row[framed:]
        if tokenizer.eos_token_id in own:
            own = own[: own.index(tokenizer.eos_token_id)]
        outputs.append(tokenizer.convert_ids_to_tokens(own))
    return outputs
