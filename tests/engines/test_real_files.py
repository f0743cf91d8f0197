"""Published models' own tokenizers, vocabularies and configurations, where a folder of them is at hand.

`make check-real FILES=FOLDER`, a folder a model as its makers uploaded it; weights are random, of two layers. What the
files mean must be what transformers makes of them, no typographic mark may be unknown to a model, and the catalogue
must decode `best` as the makers do.
"""

from __future__ import annotations

import json
import os
import shutil
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from service.engines.base import Decoding, ModelSpec
from service.engines.conversion import convert_checkpoint
from service.engines.ct2 import CT2Backend
from service.engines.families import frame_for, prefix_of
from service.engines.seq2seq import Batch
from service.engines.tokenization import load_tokenizer
from service.engines.torch_seq2seq import TorchBackend
from service.models.catalog import Catalog
from service.types import Pair
from tests.engines import reference
from tests.engines.conftest import FLOAT32, Installed

FILES = Path(os.environ.get("STISLO_TEST_REAL_FILES", "../shared/data/real-files"))
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FILES.is_dir(), reason="no folder of published files")]

TEXTS = (
    "The minister said: “We won’t wait” — and the vote, 54 to 46, followed on Monday.",
    "«L’accord est signé», a déclaré le maire… après cinq heures – ou presque.",
    "«П’ять років ми чекали» — сказав голова комітету, і в залі запала тиша…",
    "Yes.",
)


@dataclass(frozen=True, slots=True)
class Published:
    """Whose files make one checkpoint, the catalogue's entry for it or for its like, and the pair to try."""

    entry: str
    folders: tuple[str, ...]
    pair: Pair
    codes: Mapping[str, str] | None = None


PUBLISHED = {
    "opus-mt-uk-en": Published("opus-mt-uk-en", ("opus-mt-uk-en",), Pair("uk", "en")),
    "opus-mt-tc-big-en-pt": Published(
        "opus-mt-tc-big-en-zle", ("opus-mt-tc-big-en-pt",), Pair("en", "uk"), {"uk": "por"}
    ),
    "m2m100_418M": Published("m2m100-418m", ("m2m100_418M-2022", "m2m100_418M"), Pair("en", "uk")),
    "pegasus-cnn_dailymail": Published("pegasus-cnn-dailymail", ("pegasus-cnn_dailymail",), Pair("en", "en")),
    "bart-large-cnn": Published("bart-large-cnn", ("bart-large-cnn",), Pair("en", "en")),
    "distilbart-cnn-12-6": Published(
        "distilbart-cnn-12-6", ("bart-large-cnn", "distilbart-cnn-12-6"), Pair("en", "en")
    ),
}


@cache
def entry(name: str) -> ModelSpec:
    return Catalog.load().get(name)


@pytest.fixture(scope="module", params=sorted(PUBLISHED))
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The checkpoint with two layers of random weights, converted."""
    import torch
    from transformers import AutoConfig, AutoModelForSeq2SeqLM

    what = PUBLISHED[request.param]
    if not all((FILES / name).is_dir() for name in what.folders):
        pytest.skip(f"no files of {request.param}")
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "hf").mkdir()
    for name in what.folders:
        for path in (FILES / name).iterdir():
            shutil.copy(path, folder / "hf" / path.name)
    if request.param == "distilbart-cnn-12-6":
        (folder / "hf" / "tokenizer.json").unlink()
    path = folder / "hf" / "config.json"
    layers = {"encoder_layers": 2, "decoder_layers": 2, "num_hidden_layers": 2}
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | layers), encoding="utf-8")
    generation = folder / "hf" / "generation_config.json"
    said = generation.read_bytes() if generation.exists() else None
    with warnings.catch_warnings(), torch.random.fork_rng():
        warnings.simplefilter("ignore")
        torch.manual_seed(3)
        make: Any = AutoModelForSeq2SeqLM
        model = make.from_config(AutoConfig.from_pretrained(folder / "hf"))
        with torch.no_grad():
            for name, weights in model.named_parameters():
                if "layer_norm" not in name and "layernorm" not in name and "embed_positions" not in name:
                    weights.normal_(0, 0.06)
            # As trained: padding, from which Marian's decoding starts, is nothing.
            model.get_input_embeddings().weight[model.config.pad_token_id] = 0
        config = path.read_bytes()
        model.eval().save_pretrained(folder / "hf")
    path.write_bytes(config)
    if said is not None:
        generation.write_bytes(said)
    convert_checkpoint(folder / "hf", folder / "ct2")
    spec = entry(what.entry)
    if what.codes:
        spec = replace(spec, codes=what.codes, pairs=(what.pair,))
    return Installed(folder, spec)


def pair_of(model: Installed) -> Pair:
    [pair] = {what.pair for what in PUBLISHED.values() if what.entry == model.spec.id}
    return pair


def test_no_mark_of_a_news_sentence_is_unknown(published: Installed) -> None:
    tokenizer = load_tokenizer(published.folder, published.spec)
    known = set(json.loads((published.folder / "ct2" / "shared_vocabulary.json").read_text(encoding="utf-8")))
    source = pair_of(published).source
    texts = TEXTS if published.spec.any_pair else {"en": TEXTS[:1], "uk": TEXTS[2:3]}[source]
    for text, pieces in zip(texts, tokenizer.pieces(texts), strict=True):
        assert [piece for piece in pieces if piece not in known] == [], text


@pytest.mark.parametrize("beams", [1, 4])
def test_random_weights_say_what_transformers_says(published: Installed, beams: int) -> None:
    spec, pair, texts = published.spec, pair_of(published), tuple(TEXTS)
    tokenizer = load_tokenizer(published.folder, spec)
    frame = frame_for(spec, *pair, tokenizer.prefix(prefix_of(spec, pair.target)))
    sources = [[*frame.head, *pieces, *frame.tail] for pieces in tokenizer.pieces(texts)]
    # The reference is given the marks that the engines give: it has no rule for those that a vocabulary lacks.
    plain = getattr(tokenizer, "_plain", str)
    expected = reference.generate(
        published.folder / "hf", spec, pair, tuple(map(plain, texts)), beams=beams, max_tokens=8
    )
    batch = Batch(sources, [frame] * len(sources), Decoding(beam_size=beams, max_tokens=8))
    for backend in (CT2Backend, TorchBackend):
        engine = backend(published.folder, spec, FLOAT32)
        found = [list(outputs[0].tokens) for outputs in engine.generate(batch)]
        engine.close()
        assert found == expected, backend.__name__


_SAID = {
    "num_beams": "beam_size",
    "length_penalty": "length_penalty",
    "min_length": "min_tokens",
    "max_length": "max_tokens",
    "no_repeat_ngram_size": "no_repeat_ngram_size",
}
_CONFIGURATIONS = {
    "opus-mt-uk-en": "opus-mt-uk-en/config.json",
    "opus-mt-en-uk": "config-mirror-2020/opus-mt-en-uk.config.json",
    "opus-mt-en-fr": "config-mirror-2020/opus-mt-en-fr.config.json",
    "opus-mt-fr-en": "config-mirror-2020/opus-mt-fr-en.config.json",
    "opus-mt-tc-big-en-zle": "opus-mt-tc-big-en-pt/config.json",
    "m2m100-418m": "m2m100_418M/generation_config.json",
    "pegasus-cnn-dailymail": "pegasus-cnn_dailymail/generation_config.json",
    "bart-large-cnn": "bart-large-cnn/config.json",
    "distilbart-cnn-12-6": "distilbart-cnn-12-6/generation_config.json",
    "distilbart-cnn-6-6": "distilbart-cnn-6-6/generation_config.json",
}


@pytest.mark.parametrize("name", sorted(_CONFIGURATIONS))
def test_the_best_quality_decodes_as_the_makers_do(name: str) -> None:
    path = FILES / _CONFIGURATIONS[name]
    if not path.is_file():
        pytest.skip("no files of it")
    said = json.loads(path.read_text(encoding="utf-8"))
    best = entry(name).decoding["best"]
    expected = {ours: said[theirs] for theirs, ours in _SAID.items() if said.get(theirs) is not None}
    if entry(name).task == "translate":
        # A translator's limit is its source's length, not the number of positions.
        expected.pop("max_tokens", None)
    assert {field: getattr(best, field) for field in expected} == expected
