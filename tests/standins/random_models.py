"""Stand-ins with random weights: a tiny checkpoint of every family, laid out as hubs publish it, made in a second.

The architectures, the tokenizers' kinds and the file layouts are the real ones; what the models say is noise, the same
in every run. They prove that a family loads, converts and decodes token for token like `transformers.generate`.
Random weights never end a sentence: bound the length.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from service.engines.base import Decoding, Family, ModelSpec, ModelTask
from service.types import Pair
from tests.standins import chat_checkpoints as chats
from tests.standins import random_checkpoints as checkpoints

Save = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class RandomModel:
    """A checkpoint that can be built: what the catalogue would say of it, and what writes its files.

    Seeds are chosen so that no unknown token comes up on the tests' sentences: each backend has its own way with those.
    """

    spec: ModelSpec
    save: Save
    seed: int = 20


def build(name: str, folder: Path) -> ModelSpec:
    """Writes the checkpoint `name` (a key of `MODELS` or `CHATS`) to `folder` and returns its catalogue entry."""
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    model = MODELS.get(name) or CHATS[name]
    with warnings.catch_warnings(), torch.random.fork_rng():
        warnings.simplefilter("ignore")  # what transformers says of tokenizers that are made by hand
        torch.manual_seed(model.seed)
        model.save(folder)
    return model.spec


def _spec(name: str, task: ModelTask, family: Family, **more: Any) -> ModelSpec:
    return ModelSpec(
        id=f"random-{name}",
        task=task,
        repo=f"standins/random-{name}",
        revision="main",
        family=family,
        licence="Apache-2.0",
        commercial_use=True,
        attribution="Stislo, a stand-in with random weights",
        decoding={"balanced": Decoding(beam_size=4)},
        window=64,
        **more,
    )


_EN_UK = (Pair("en", "uk"),)

MODELS: Mapping[str, RandomModel] = {
    "marian": RandomModel(
        _spec("marian", "translate", "marian", pairs=_EN_UK, source_prefix=">>{target}<< ", codes={"uk": "ukr"}),
        checkpoints.save_marian,
    ),
    "bart": RandomModel(_spec("bart", "summarize", "bart", languages=("en",)), checkpoints.save_bart),
    "bart-space": RandomModel(
        _spec("bart-space", "summarize", "bart", languages=("en",), source_prefix=" "), checkpoints.save_bart
    ),
    "barthez": RandomModel(
        _spec("barthez", "summarize", "mbart", languages=("fr",)),
        lambda folder: checkpoints.save_mbart(folder, "BarthezTokenizer"),
    ),
    "mbart": RandomModel(
        _spec(
            "mbart",
            "translate",
            "mbart",
            pairs=(Pair("en", "fr"),),
            forced_bos="{target}",
            codes={"en": "en_XX", "fr": "fr_XX"},
        ),
        lambda folder: checkpoints.save_mbart(folder, "MBartTokenizer"),
    ),
    "mbart50": RandomModel(
        _spec(
            "mbart50",
            "translate",
            "mbart50",
            pairs=_EN_UK,
            forced_bos="{target}",
            codes={"en": "en_XX", "uk": "uk_UA"},
        ),
        lambda folder: checkpoints.save_mbart(folder, "MBart50Tokenizer"),
    ),
    "m2m100": RandomModel(
        _spec("m2m100", "translate", "m2m100", languages=("en", "fr", "uk"), any_pair=True, forced_bos="__{target}__"),
        checkpoints.save_m2m100,
        seed=27,
    ),
    "nllb": RandomModel(
        _spec(
            "nllb",
            "translate",
            "nllb",
            pairs=_EN_UK,
            forced_bos="{target}",
            codes={"en": "eng_Latn", "uk": "ukr_Cyrl"},
        ),
        checkpoints.save_nllb,
    ),
    "t5": RandomModel(
        _spec("t5", "summarize", "t5", languages=("en",), source_prefix="summarize: "),
        lambda folder: checkpoints.save_t5(folder, "T5"),
    ),
    "madlad": RandomModel(
        _spec("madlad", "translate", "t5", languages=("en", "fr", "uk"), any_pair=True, source_prefix="<2{target}> "),
        lambda folder: checkpoints.save_t5(folder, "T5", tied=False, symbols=("<2en>", "<2fr>", "<2uk>"), extra_ids=0),
    ),
    "mt5": RandomModel(
        _spec("mt5", "summarize", "t5", languages=("uk",)),
        lambda folder: checkpoints.save_t5(folder, "MT5", tied=False),
    ),
    "pegasus": RandomModel(_spec("pegasus", "summarize", "pegasus", languages=("en",)), checkpoints.save_pegasus),
}


def _chat(name: str, save: Save, seed: int = 20) -> RandomModel:
    more: dict[str, Any] = {"engine": "chat", "languages": ("en", "fr", "uk")}
    return RandomModel(replace(_spec(name, "chat", "other", **more), window=chats.POSITIONS), save, seed)


CHATS: Mapping[str, RandomModel] = {
    "qwen3": _chat("qwen3", chats.save_qwen3),
    "gemma3": _chat("gemma3", chats.save_gemma3),
    "llama": _chat("llama", chats.save_llama),
}
