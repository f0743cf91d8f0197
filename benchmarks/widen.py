"""Makes a checkpoint of a full shape that does exactly what a small one does, so that speed is measured on real sizes.

Random weights never end a sentence, and trained ones of full size are not ours to ship. A small trained model is made
wide by repeating every vector k times (matrices are tiled and divided, so that each copy says what the small one said),
and deep by layers behind the last one that add nothing. Every multiplication of the full shape is done. Two things
differ from a published model of that shape: the activation stays the small model's, and its vocabulary is mostly
padding that is scored like any piece and never wins.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from sentencepiece import SentencePieceProcessor
from transformers import AutoModelForSeq2SeqLM

from tests.standins.making.spm import write_model

NEVER = -1e4  # added to the logit of a padding piece; fits float16
_LAYER = re.compile(r"model\.(encoder|decoder)\.layers\.(\d+)\.(.+)")
_NOT_COPIED = {"model.safetensors", "config.json", "generation_config.json"}


@dataclass(frozen=True)
class Shape:
    """What decides how much a sequence-to-sequence model has to multiply. Both stacks have the same heads and `ffn`."""

    width: int
    encoder_layers: int
    decoder_layers: int
    heads: int
    ffn: int
    vocabulary: int

    @property
    def decoder_products(self) -> int:
        """Multiply-adds a decoded token: the decoder's matrices and the output projection, without what grows with
        the lengths (attention over keys and values)."""
        layer = 6 * self.width**2 + 2 * self.width * self.ffn  # cross attention's keys and values: the encoder's work
        return self.decoder_layers * layer + self.width * self.vocabulary

    @property
    def encoder_products(self) -> int:
        """Multiply-adds a source token: the encoder's matrices and cross attention's keys and values."""
        layer = 4 * self.width**2 + 2 * self.width * self.ffn
        return self.encoder_layers * layer + self.decoder_layers * 2 * self.width**2


OPUS_BASE = Shape(width=512, encoder_layers=6, decoder_layers=6, heads=8, ffn=2048, vocabulary=59_514)
OPUS_BIG = Shape(width=1024, encoder_layers=6, decoder_layers=6, heads=16, ffn=4096, vocabulary=58_000)
DISTILBART = Shape(width=1024, encoder_layers=12, decoder_layers=6, heads=16, ffn=4096, vocabulary=50_264)


def widen(small: Path, shape: Shape, folder: Path, *, dtype: torch.dtype = torch.float16) -> None:
    """Writes to `folder` the checkpoint of `shape` with the function of the MarianMT or BART checkpoint `small`.

    Widths, heads and `ffn` must be multiples of the small ones, layers and vocabulary no fewer; else ValueError.
    """
    config = json.loads((small / "config.json").read_text("utf-8"))
    widening = _Widening(config, shape)
    folder.mkdir(parents=True, exist_ok=True)
    for path in small.iterdir():
        if path.name not in _NOT_COPIED:
            shutil.copy(path, folder)
    _write_vocabulary(small, folder, widening)
    for name in ("config.json", "generation_config.json"):
        document = json.loads((small / name).read_text("utf-8"))
        _write(folder / name, widening.configuration(document))
    model = AutoModelForSeq2SeqLM.from_pretrained(small, dtype=torch.float32, local_files_only=True)
    weights = {name: tensor.to(dtype).contiguous() for name, tensor in widening.weights(model.state_dict())}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


class _Widening:
    """How each part of a small model is found again in the wide one."""

    def __init__(self, config: Mapping[str, Any], shape: Shape) -> None:
        self.config, self.shape = config, shape
        self.marian = config["model_type"] == "marian"
        self.copies = _times(shape.width, config["d_model"], "width")
        _times(shape.ffn, config["decoder_ffn_dim"], "ffn")
        self.pieces: int = config["vocab_size"]
        self.padding = shape.vocabulary - self.pieces
        depths = (("encoder", shape.encoder_layers), ("decoder", shape.decoder_layers))
        self.real = {stack: int(config[f"{stack}_layers"]) for stack, _ in depths}
        self.added = {stack: range(self.real[stack], depth) for stack, depth in depths}
        if self.padding < 0 or any(depth < self.real[stack] for stack, depth in depths):
            raise ValueError("a model is made larger, not smaller: check the shape's layers and vocabulary")

    @cached_property
    def wide(self) -> torch.Tensor:
        """For each place of a wide vector, the place of the small one that it repeats."""
        return torch.arange(self.shape.width) % self.config["d_model"]

    @cached_property
    def inner(self) -> torch.Tensor:
        """The same inside the feed-forward network."""
        return torch.arange(self.shape.ffn) % self.config["decoder_ffn_dim"]

    @cached_property
    def heads(self) -> torch.Tensor:
        """The same inside attention: a wide head is `head_copies` times one small head."""
        heads = int(self.config["decoder_attention_heads"])
        once = torch.arange(self.config["d_model"]).view(heads, -1).repeat(1, self.head_copies).flatten()
        return once.repeat(_times(self.shape.width, len(once), "heads"))

    @cached_property
    def head_copies(self) -> int:
        small = self.config["d_model"] // self.config["decoder_attention_heads"]
        return _times(self.shape.width // self.shape.heads, small, "head width")

    @cached_property
    def rows(self) -> torch.Tensor:
        """The small vocabulary's row for each of the wide one; padding repeats them. Marian's <pad> stays last."""
        taken = self.pieces - self.marian
        rows = torch.arange(self.shape.vocabulary) % taken
        if self.marian:
            rows[-1] = taken
        return rows

    @property
    def embedding_factor(self) -> float:
        """Marian multiplies embeddings by the root of the width; what comes out has to stay."""
        return 1 / sqrt(self.copies) if self.config["scale_embedding"] else 1.0

    @property
    def output_factor(self) -> float:
        """What the decoder's last norm is multiplied by, so that the sum over all copies is the small model's logit."""
        return 1 / (self.copies * self.embedding_factor)

    def configuration(self, document: dict[str, Any]) -> dict[str, Any]:
        """`config.json` or `generation_config.json` with the sizes and the place of <pad> of the wide model."""
        shape = self.shape
        sizes = {
            "d_model": shape.width,
            "vocab_size": shape.vocabulary,
            "decoder_vocab_size": shape.vocabulary,
            "encoder_layers": shape.encoder_layers,
            "decoder_layers": shape.decoder_layers,
            **{f"{stack}_attention_heads": shape.heads for stack in self.real},
            **{f"{stack}_ffn_dim": shape.ffn for stack in self.real},
        }
        document = document | {key: size for key, size in sizes.items() if key in document}
        if self.marian:
            pad = shape.vocabulary - 1
            moved = {"pad_token_id": pad, "decoder_start_token_id": pad, "bad_words_ids": [[pad]]}
            document |= {key: value for key, value in moved.items() if key in document}
        return document

    def weights(self, small: Mapping[str, torch.Tensor]) -> Iterator[tuple[str, torch.Tensor]]:
        """The wide model's tensors: those of the small one made wide, and those of the added layers."""
        for name, tensor in small.items():
            if name == "final_logits_bias":
                yield name, self._logits_bias(tensor)
            elif name == "model.shared.weight":
                yield name, tensor[self.rows][:, self.wide] * self.embedding_factor
            elif name.endswith("embed_positions.weight"):
                yield name, tensor[:, self.wide]
            elif "embed_tokens" not in name and name != "lm_head.weight":
                yield from self._of_layer(name, tensor)

    def _logits_bias(self, bias: torch.Tensor) -> torch.Tensor:
        wide = bias[:, self.rows].clone()
        taken = self.pieces - self.marian
        wide[:, taken : taken + self.padding] = NEVER
        return wide

    def _widened(self, part: str, tensor: torch.Tensor) -> torch.Tensor:
        """One matrix, bias or norm. Rows are picked, so are columns, and these are divided by how often each is."""
        module = part.split(".")[-2]
        # A score is a sum over the head, divided by the root of its width: both grow with the head's copies.
        factor = 1 / sqrt(self.head_copies) if module == "q_proj" else 1.0
        rows = {**dict.fromkeys(("q_proj", "k_proj", "v_proj"), self.heads), "fc1": self.inner}.get(module, self.wide)
        if tensor.dim() == 1:
            return tensor[rows] * factor
        columns = self._columns(module)
        return tensor[rows][:, columns] * (factor * tensor.shape[1] / len(columns))

    def _columns(self, module: str) -> torch.Tensor:
        return {"out_proj": self.heads, "fc2": self.inner}.get(module, self.wide)

    def _of_layer(self, name: str, tensor: torch.Tensor) -> Iterator[tuple[str, torch.Tensor]]:
        """The tensor made wide and, from the last real layer, its counterparts in the added ones.

        Norms of added layers leave what is normal already as it is, so scale and shift of the real layer's last norm
        move to the very last one.
        """
        wide = self._widened(name, tensor)
        found = _LAYER.fullmatch(name)
        if found is None or int(found[2]) != self.real[found[1]] - 1:
            yield name, wide
            return
        stack, part, added = found[1], found[3], self.added[found[1]]
        is_last_norm = part.startswith("final_layer_norm")
        last = wide * self.output_factor if is_last_norm and stack == "decoder" else wide
        yield name, self._added(part, tensor, 0) if is_last_norm and added else last
        for layer in added:
            value = last if is_last_norm and layer == added[-1] else self._added(part, tensor, layer)
            yield f"model.{stack}.layers.{layer}.{part}", value

    def _added(self, part: str, tensor: torch.Tensor, layer: int) -> torch.Tensor:
        """A part of an added layer: the last real layer's, its rows moved, and of no effect.

        Rows are moved because CTranslate2 stores equal matrices once, and one that stays in the processor's cache is
        faster than six. What a block puts out is summed with alternating signs over the copies of each of its inner
        values, so the sum is zero, in whole numbers too. Zeros instead of it would be one matrix again.
        """
        if "layer_norm" in part:
            return self._widened(part, torch.full_like(tensor, float(part.endswith("weight"))))
        moved = self._widened(part, tensor.roll(layer, 0))
        module = part.split(".")[-2]
        if module not in ("out_proj", "fc2"):
            return moved
        return torch.zeros_like(moved) if moved.dim() == 1 else moved * _alternating(self._columns(module))


def _alternating(places: torch.Tensor) -> torch.Tensor:
    """1 for the first, third, ... occurrence of each place, -1 for the others. Each must occur an even number of times,
    else ValueError."""
    signs = torch.ones(len(places))
    for place in places.unique():
        (occurrences,) = (places == place).nonzero(as_tuple=True)
        if len(occurrences) % 2:
            raise ValueError("layers are added only to a model that becomes an even number of times as wide")
        signs[occurrences[1::2]] = -1
    return signs


def _times(large: int, small: int, what: str) -> int:
    if large % small:
        raise ValueError(f"{what}: {large} is not a multiple of {small}")
    return large // small


def _write_vocabulary(small: Path, folder: Path, widening: _Widening) -> None:
    """Tokenizer files in which the padding has names, `▁pad00000` and so on, that no text is cut into."""
    vocabulary: dict[str, int] = json.loads((small / "vocab.json").read_text("utf-8"))
    space = "▁" if widening.marian else "Ġ"
    names = [f"{space}pad{number:05}" for number in range(widening.padding)]
    tokens = sorted(vocabulary, key=vocabulary.__getitem__)
    tokens[widening.pieces - widening.marian : widening.pieces - widening.marian] = names
    wide = {token: index for index, token in enumerate(tokens)}
    _write(folder / "vocab.json", wide)
    if widening.marian:
        # As in published models, each side has about half of the joint vocabulary.
        half = len(names) // 2
        _extend_pieces(small / "source.spm", folder / "source.spm", names[:half])
        _extend_pieces(small / "target.spm", folder / "target.spm", names[half:])
    else:
        tokenizer = json.loads((small / "tokenizer.json").read_text("utf-8"))
        tokenizer["model"]["vocab"] = wide
        _write(folder / "tokenizer.json", tokenizer)


def _extend_pieces(small: Path, path: Path, names: list[str]) -> None:
    """A SentencePiece model with the names behind its own pieces, each rarer than the one before."""
    model = SentencePieceProcessor(model_file=str(small))
    own = [(model.id_to_piece(id_), model.get_score(id_)) for id_ in range(3, len(model))]
    rarest = min(score for _, score in own)
    write_model(path, [*own, *((name, rarest - (at + 1) / len(names)) for at, name in enumerate(names))])


def _write(path: Path, document: object) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
