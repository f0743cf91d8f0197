"""What a checkpoint's own JSON files say about decoding: facts about the weights are respected, preferences are not.

Facts are the tokens that every output starts with, tokens that must never be generated, and the number of positions.
Preferences (beams, lengths, penalties, a forced end) are ours to decide: `Decoding` is all of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Token ids as the checkpoint gives them; None where it does not.

    Decoding begins from `start`, and `forced` follows it in every output (BART's `<s>`); `never` are sequences that may
    not be generated. `vocabulary` is the number of target tokens that the weights are for.
    """

    start: int | None
    forced: int | None
    positions: int | None
    vocabulary: int | None
    never: tuple[tuple[int, ...], ...]


def read_checkpoint(folder: Path) -> Checkpoint:
    """The facts in `config.json` and `generation_config.json`, which wins. Raises OSError or ValueError."""
    config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    generation = folder / "generation_config.json"
    if generation.exists():
        own = json.loads(generation.read_text(encoding="utf-8"))
        config |= {key: value for key, value in own.items() if value is not None}
    never = [tuple(ids) for ids in config.get("bad_words_ids") or ()]
    never += [(each,) for each in config.get("suppress_tokens") or ()]
    return Checkpoint(
        start=config.get("decoder_start_token_id"),
        forced=config.get("forced_bos_token_id"),
        vocabulary=config.get("decoder_vocab_size") or config.get("vocab_size"),
        positions=config.get("max_position_embeddings"),
        never=tuple(never),
    )
