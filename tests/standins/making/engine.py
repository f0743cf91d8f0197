"""Runs a stand-in through CTranslate2, the way that a service would, for scores and tests."""

import warnings
from collections.abc import Sequence
from pathlib import Path

import ctranslate2
from transformers import AutoTokenizer, PreTrainedTokenizerBase


def load_tokenizer(folder: Path) -> PreTrainedTokenizerBase:
    """Without the advice to install sacremoses, which has no part here."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*sacremoses.*")
        tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(folder)
    return tokenizer


def convert(folder: Path, output: Path, quantization: str) -> Path:
    """The model as a CTranslate2 folder; ``quantization`` is int8 or float32."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*sacremoses.*")
        converter = ctranslate2.converters.TransformersConverter(str(folder))
        converter.convert(str(output), quantization=quantization, force=True)
    return output


class Runner:
    """Text in, text out."""

    def __init__(self, folder: Path, converted: Path, compute: str, prefix: str = "") -> None:
        self.tokenizer = load_tokenizer(folder)
        self.prefix = prefix
        self.translator = ctranslate2.Translator(
            str(converted), device="cpu", compute_type=compute, inter_threads=1, intra_threads=1
        )

    def __call__(self, texts: Sequence[str], beam: int = 4, patience: float = 1.0) -> list[str]:
        rows = []
        for text in texts:
            ids = self.tokenizer(f"{self.prefix} {text}" if self.prefix else text).input_ids
            rows.append(self.tokenizer.convert_ids_to_tokens(ids))
        made = self.translator.translate_batch(
            rows,
            beam_size=beam,
            length_penalty=1.0,
            patience=patience,
            max_batch_size=2048,
            batch_type="tokens",
            max_decoding_length=150,
        )
        return [self._text(result.hypotheses[0]) for result in made]

    def _text(self, tokens: list[str]) -> str:
        ids = self.tokenizer.convert_tokens_to_ids(tokens)
        return str(self.tokenizer.decode(ids, skip_special_tokens=True)).strip()
