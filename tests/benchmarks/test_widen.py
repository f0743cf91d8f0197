"""A widened model does what the small one does, token for token."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import torch

from benchmarks.widen import NEVER, Shape, widen
from tests.standins import SUMMARIZER, TRAINED, heldout_articles, heldout_pairs
from tests.standins.making.engine import Runner, convert, load_tokenizer

TRANSLATOR = "standin-marian-en-fr"
TAGGED = "standin-marian-en-uk"
# Two times as wide and as deep; heads twice as wide as the small model's 32.
MIDDLE = Shape(width=256, encoder_layers=4, decoder_layers=3, heads=4, ffn=1024, vocabulary=4_000)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("wide")
    for name in (TRANSLATOR, TAGGED, SUMMARIZER):
        widen(TRAINED / name, MIDDLE, folder / name)
    return {name: folder / name for name in (TRANSLATOR, TAGGED, SUMMARIZER)}


def examples(name: str, count: int) -> list[tuple[str, str]]:
    """Held-out sources and what the model should make of them."""
    if name == SUMMARIZER:
        return [(article.text, article.summary_en) for article in heldout_articles("en", count, seed=11)]
    return heldout_pairs("en", "fr", count, seed=11)


def load(folder: Path) -> Any:
    from transformers import AutoModelForSeq2SeqLM

    return AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()


def encode(folder: Path, sources: Sequence[str], targets: Sequence[str]) -> Any:
    return load_tokenizer(folder)(list(sources), text_target=list(targets), return_tensors="pt", padding=True)


@pytest.mark.parametrize("name", [TRANSLATOR, SUMMARIZER])
def test_logits_are_the_small_models(wide: dict[str, Path], name: str) -> None:
    small, large = load(TRAINED / name), load(wide[name])
    sources, targets = zip(*examples(name, 8), strict=True)
    before, after = (encode(folder, sources, targets) for folder in (TRAINED / name, wide[name]))
    own = before["labels"] != small.config.pad_token_id
    real = small.config.vocab_size - (name == TRANSLATOR)  # Marian's <pad> is elsewhere in the wide model
    with torch.inference_mode():
        logits = small(**before).logits[own][:, :real]
        padded = large(**after).logits[own]
    assert torch.equal(padded.argmax(-1), logits.argmax(-1))
    assert (padded[:, :real] - logits).abs().max() < 2e-3 * logits.abs().max()
    assert padded[:, real:-1].max() < NEVER / 2


@pytest.mark.parametrize(("name", "prefix"), [(TRANSLATOR, ""), (TAGGED, ">>ukr<<"), (SUMMARIZER, "")])
@pytest.mark.parametrize("beam", [1, 4])
def test_converted_to_int8_it_still_writes_the_same(
    wide: dict[str, Path], tmp_path: Path, name: str, prefix: str, beam: int
) -> None:
    small = Runner(TRAINED / name, convert(TRAINED / name, tmp_path / "small", "int8"), "int8", prefix)
    large = Runner(wide[name], convert(wide[name], tmp_path / "large", "int8"), "int8", prefix)
    sources = [source for source, _ in examples(name, 30)]
    different = sum(a != b for a, b in zip(small(sources, beam), large(sources, beam), strict=True))
    assert different <= 1  # int8 rounds the two models differently, and a beam may see a tie


def test_the_shape_is_the_one_asked_for(wide: dict[str, Path]) -> None:
    for folder in wide.values():
        model = load(folder)
        assert len(model.model.encoder.layers) == 4
        assert len(model.model.decoder.layers) == 3
        layer = model.model.decoder.layers[-1]
        assert (layer.encoder_attn.num_heads, layer.encoder_attn.head_dim) == (4, 64)
        assert tuple(layer.fc1.weight.shape) == (1024, 256)
        assert tuple(model.get_output_embeddings().weight.shape) == (4_000, 256)


def test_no_two_layers_share_their_weights_once_converted(wide: dict[str, Path], tmp_path: Path) -> None:
    """CTranslate2 keeps equal matrices once; a model with such is smaller, and faster, than a real one."""
    parameters = sum(each.numel() for name, each in load(wide[TRANSLATOR]).named_parameters() if each.dim() == 2)
    positions = 2 * 512 * MIDDLE.width
    converted = convert(wide[TRANSLATOR], tmp_path / "converted", "int8") / "model.bin"
    assert converted.stat().st_size > parameters - positions


def test_products_are_counted_as_the_layers_have_them(wide: dict[str, Path]) -> None:
    model = load(wide[TRANSLATOR])
    matrices = {
        name: each.numel() for name, each in model.named_parameters() if each.dim() == 2 and "embed" not in name
    }
    once = {name: size for name, size in matrices.items() if "shared" not in name}
    crossed = sum(size for name, size in once.items() if "encoder_attn.k_" in name or "encoder_attn.v_" in name)
    decoder = sum(size for name, size in once.items() if ".decoder." in name) - crossed
    assert MIDDLE.decoder_products == decoder + matrices["model.shared.weight"]
    assert MIDDLE.encoder_products == sum(size for name, size in once.items() if ".encoder." in name) + crossed


def test_padding_has_names_and_is_the_rarest(wide: dict[str, Path]) -> None:
    from sentencepiece import SentencePieceProcessor

    folder = wide[TRANSLATOR]
    vocabulary = json.loads((folder / "vocab.json").read_text("utf-8"))
    assert len(vocabulary) == 4_000 and vocabulary["<pad>"] == 3_999
    sides = [SentencePieceProcessor(model_file=str(folder / f"{side}.spm")) for side in ("source", "target")]
    padding = [
        {model.id_to_piece(id_) for id_ in range(len(model)) if "pad0" in model.id_to_piece(id_)} for model in sides
    ]
    assert not padding[0] & padding[1]
    assert padding[0] | padding[1] == {token for token in vocabulary if "pad0" in token}
    target = sides[1]
    ranked = sorted(range(3, len(target)), key=lambda id_: -target.get_score(id_))
    real = len(target) - 3 - len(padding[1])
    assert all("pad0" not in target.id_to_piece(id_) for id_ in ranked[:real])


@pytest.mark.parametrize(
    ("shape", "complaint"),
    [
        (Shape(200, 2, 2, 4, 256, 4_000), "width"),
        (Shape(256, 2, 2, 8, 300, 4_000), "ffn"),
        (Shape(256, 1, 2, 8, 256, 4_000), "layers"),
        (Shape(256, 2, 2, 8, 256, 1_000), "vocabulary"),
        (Shape(256, 2, 2, 16, 256, 4_000), "head width"),
        (Shape(384, 4, 2, 12, 256, 4_000), "even"),
    ],
)
def test_a_shape_that_does_not_fit_is_refused(tmp_path: Path, shape: Shape, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        widen(TRAINED / TRANSLATOR, shape, tmp_path)
