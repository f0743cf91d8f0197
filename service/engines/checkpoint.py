"""What a checkpoint's own JSON files say about decoding: facts about the weights are respected, preferences are not.

Facts are the tokens that every output starts with, tokens that must never be generated, and the number of positions.
Preferences (beams, lengths, penalties, a forced end) are ours to decide: `Decoding` is all of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Architectures all of whose layers slide where their configuration names a window and does not speak of layers.
_ALL_LAYERS_SLIDE = frozenset({"mistral", "mixtral", "phi3"})


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Token ids as the checkpoint gives them; None where it does not.

    Decoding begins from `start`, the beginning of a text where the checkpoint names no other, and `forced` follows it
    in every output (BART's `<s>`); `never` are sequences that may not be generated. `vocabulary` is the number of
    target tokens that the weights are for.
    """

    start: int | None
    forced: int | None
    positions: int | None
    vocabulary: int | None
    never: tuple[tuple[int, ...], ...]


def read_checkpoint(folder: Path) -> Checkpoint:
    """The facts in `config.json` and `generation_config.json`, which wins. Raises OSError or ValueError."""
    config = _read(folder / "config.json") | _generation(folder)
    never = [tuple(ids) for ids in config.get("bad_words_ids") or ()]
    never += [(each,) for each in config.get("suppress_tokens") or ()]
    start, begin = config.get("decoder_start_token_id"), config.get("bos_token_id")
    forced = config.get("forced_bos_token_id")
    # What configurations of 2020 said instead, and what older libraries made of it.
    if forced is None and config.get("force_bos_token_to_be_generated"):
        forced = begin
    return Checkpoint(
        start=begin if start is None else start,
        forced=forced,
        vocabulary=config.get("decoder_vocab_size") or config.get("vocab_size"),
        positions=config.get("max_position_embeddings"),
        never=tuple(never),
    )


@dataclass(frozen=True, slots=True)
class CausalCheckpoint:
    """What a causal model's files say: the tokens that end an output, and how many positions it can look at.

    `sliding` is how far back those of its layers see that do not see everything, None where all do. `cached` is how
    many numbers it keeps of each token that it has read (layers x key and value x heads x size), at most: layers that
    slide keep less. `heads` compare each token with all before it.
    """

    ends: frozenset[int]
    positions: int | None
    sliding: int | None
    cached: int
    heads: int


def read_causal_checkpoint(folder: Path) -> CausalCheckpoint:
    """The facts in `config.json` (of its text part where it also sees) and `generation_config.json`.

    Raises OSError, ValueError or KeyError.
    """
    config = _read(folder / "config.json")
    text = config | (config.get("text_config") or {})
    ends: set[int] = set()
    for named in (config, text, _generation(folder)):
        ids = named.get("eos_token_id")
        ends.update([ids] if isinstance(ids, int) else ids or ())
    heads: int = text["num_attention_heads"]
    size = text.get("head_dim") or text["hidden_size"] // heads
    cached = text["num_hidden_layers"] * 2 * (text.get("num_key_value_heads") or heads) * size
    sliding, all_slide = _sliding(text)
    positions: int | None = text.get("max_position_embeddings")
    if sliding and all_slide:
        positions = min(sliding, positions or sliding)
    return CausalCheckpoint(frozenset(ends), positions, sliding, cached, heads)


def _sliding(config: Mapping[str, Any]) -> tuple[int | None, bool]:
    """How far back layers see that slide, and whether all layers do. Where only some do, the others see everything."""
    window: int | None = config.get("sliding_window") if config.get("use_sliding_window", True) else None
    layers = set(config.get("layer_types") or ())
    if window is None or (layers and "sliding_attention" not in layers):
        return None, False
    return window, layers == {"sliding_attention"} or (not layers and config.get("model_type") in _ALL_LAYERS_SLIDE)


def _generation(folder: Path) -> dict[str, Any]:
    path = folder / "generation_config.json"
    return {key: value for key, value in _read(path).items() if value is not None} if path.exists() else {}


def _read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document
