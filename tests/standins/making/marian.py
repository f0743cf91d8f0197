"""MarianMT stand-ins: tokenizer folder and model, in the shape that the real repositories have."""

import json
import math
from dataclasses import dataclass
from pathlib import Path

import sentencepiece
import torch
from transformers import GenerationConfig, MarianConfig, MarianMTModel

from ..grammar.forms import Language
from .pieces import pieces
from .spm import write_model

EOS, UNK, PAD = "</s>", "<unk>", "<pad>"
MAX_LENGTH = 512


@dataclass(frozen=True)
class Direction:
    """A pair of languages; ``prefix`` is the token that asks for the target language, or empty."""

    source: Language
    target: Language
    prefix: str = ""

    @property
    def name(self) -> str:
        return f"standin-marian-{self.source}-{self.target}"


class Pieces:
    """Encodes training text with the very files that the tokenizer will read."""

    def __init__(self, folder: Path, direction: Direction) -> None:
        self.ids: dict[str, int] = json.loads((folder / "vocab.json").read_text("utf-8"))
        self.names = {index: piece for piece, index in self.ids.items()}
        self.source = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
        self.target = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
        self.prefix = [self.ids[direction.prefix]] if direction.prefix else []
        self.eos, self.unk, self.pad = self.ids[EOS], self.ids[UNK], self.ids[PAD]

    def _ids(self, tokens: list[str]) -> list[int]:
        return [*(self.ids.get(token, self.unk) for token in tokens), self.eos]

    def encode_source(self, text: str) -> list[int]:
        return self.prefix + self._ids(self.source.encode(text, out_type=str))

    def encode_target(self, text: str) -> list[int]:
        return self._ids(self.target.encode(text, out_type=str))

    def decode(self, ids: list[int]) -> str:
        kept = [self.names[index] for index in ids if index not in (self.eos, self.pad)]
        return str(self.target.decode_pieces(kept)).replace("▁", " ").strip()


def write_tokenizer(folder: Path, direction: Direction, seed: int) -> int:
    """source.spm, target.spm, vocab.json, tokenizer_config.json; the vocabulary's size."""
    folder.mkdir(parents=True, exist_ok=True)
    source, target = pieces(direction.source, seed), pieces(direction.target, seed)
    write_model(folder / "source.spm", source)
    write_model(folder / "target.spm", target)
    tags = [direction.prefix] if direction.prefix else []
    tokens = dict.fromkeys([EOS, UNK, *tags, *(piece for piece, _ in (*source, *target)), PAD])
    _write(folder / "vocab.json", {token: index for index, token in enumerate(tokens)})
    _write(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "MarianTokenizer",
            "source_lang": direction.source,
            "target_lang": direction.target,
            "unk_token": UNK,
            "eos_token": EOS,
            "pad_token": PAD,
            "model_max_length": MAX_LENGTH,
            "separate_vocabs": False,
            "sp_model_kwargs": {},
        },
    )
    return len(tokens)


def _write(path: Path, data: object) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def build_model(vocabulary: int, *, width: int = 128, inner: int = 256) -> MarianMTModel:
    """An untrained model; all embeddings shared, the pad embedding zero, pad starts the decoder."""
    pad = vocabulary - 1
    config = MarianConfig(
        vocab_size=vocabulary,
        d_model=width,
        encoder_layers=2,
        decoder_layers=2,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        encoder_ffn_dim=inner,
        decoder_ffn_dim=inner,
        max_position_embeddings=MAX_LENGTH,
        activation_function="relu",
        dropout=0.0,
        init_std=1 / math.sqrt(width),
        scale_embedding=True,
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=0,
        share_encoder_decoder_embeddings=True,
    )
    model = MarianMTModel(config)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() == 2 and "embed" not in name:
                torch.nn.init.xavier_uniform_(parameter)
        model.get_input_embeddings().weight[pad].zero_()
    model.generation_config = GenerationConfig(
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=0,
        bad_words_ids=[[pad]],
        max_length=MAX_LENGTH,
        num_beams=4,
    )
    return model
