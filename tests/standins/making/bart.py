"""The BART stand-in: byte-level BPE tokenizer and model, shaped like distilled CNN summarizers."""

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import BartConfig, BartForConditionalGeneration, BartTokenizer, GenerationConfig

from ..grammar import sample_item
from .pieces import endings, is_invented, syllables

SPECIALS = ("<s>", "<pad>", "</s>", "<unk>")
MASK = "<mask>"
BOS, PAD, EOS = 0, 1, 2
MAX_LENGTH = 512
VOCABULARY = 2000
SAMPLES = 20_000
SYLLABLE_WEIGHT = 2000
CUT = "\x01"


def _corpus(seed: int) -> Iterator[str]:
    """Sentences in which names and numbers are cut, so that no merge joins syllables or digits."""
    rng = Random(seed)
    rest = "|".join([*syllables("en"), *endings("en")])
    for _ in range(SAMPLES):
        text = sample_item(rng, "train").en
        text = re.sub(r"(?<=\d)(?=\d)", CUT, text)
        yield re.sub(
            r"[A-Za-z]+",
            lambda word: re.sub(rf"(?<=[aeiou])(?={rest})", CUT, word[0]) if is_invented(word[0], "en") else word[0],
            text,
        )
    for syllable in syllables("en"):
        for _ in range(SYLLABLE_WEIGHT):
            yield f"{syllable}{CUT} {syllable.capitalize()}"
    for ending in endings("en"):
        for _ in range(SYLLABLE_WEIGHT):
            yield ending


def write_tokenizer(folder: Path, seed: int) -> BartTokenizer:
    """vocab.json, merges.txt, tokenizer.json, tokenizer_config.json."""
    folder.mkdir(parents=True, exist_ok=True)
    trained = Tokenizer(models.BPE())
    trained.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(CUT, "removed"), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=list(SPECIALS),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    trained.train_from_iterator(_corpus(seed), trainer)
    state = json.loads(trained.to_str())["model"]
    vocabulary: dict[str, int] = state["vocab"]
    vocabulary[MASK] = len(vocabulary)
    merges = [tuple(merge) for merge in state["merges"]]
    tokenizer = BartTokenizer(vocab=vocabulary, merges=merges, model_max_length=MAX_LENGTH)
    tokenizer.save_pretrained(folder)
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), "utf-8")
    lines = ["#version: 0.2", *(" ".join(merge) for merge in merges)]
    (folder / "merges.txt").write_text("\n".join(lines) + "\n", "utf-8")
    path = folder / "tokenizer_config.json"
    config = {**json.loads(path.read_text("utf-8")), "tokenizer_class": "BartTokenizer"}
    path.write_text(json.dumps(config, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return tokenizer


def build_model(vocabulary: int, *, width: int = 128, inner: int = 256) -> torch.nn.Module:
    """An untrained model; the extra keys are those that older configurations carry."""
    config = BartConfig(
        vocab_size=vocabulary,
        d_model=width,
        encoder_layers=2,
        decoder_layers=2,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        encoder_ffn_dim=inner,
        decoder_ffn_dim=inner,
        max_position_embeddings=MAX_LENGTH,
        activation_function="gelu",
        dropout=0.0,
        init_std=1 / math.sqrt(width),
        scale_embedding=False,
        bos_token_id=BOS,
        pad_token_id=PAD,
        eos_token_id=EOS,
        decoder_start_token_id=EOS,
        forced_bos_token_id=BOS,
        forced_eos_token_id=EOS,
        normalize_before=False,
        normalize_embedding=True,
        add_bias_logits=False,
        add_final_layer_norm=False,
        static_position_embeddings=False,
        extra_pos_embeddings=2,
    )
    model = BartForConditionalGeneration(config)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() == 2 and "embed" not in name and "shared" not in name:
                torch.nn.init.xavier_uniform_(parameter)
    model.generation_config = GenerationConfig(
        bos_token_id=BOS,
        pad_token_id=PAD,
        eos_token_id=EOS,
        decoder_start_token_id=EOS,
        forced_bos_token_id=BOS,
        forced_eos_token_id=EOS,
        early_stopping=True,
        length_penalty=1.0,
        max_length=142,
        num_beams=4,
    )
    return model
