"""A hub that serves a tiny Marian model with random weights, and stores that pull from it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.engines.base import ModelSpec
from service.models.catalog import Catalog, ModelSet
from service.models.hub import Retry
from service.models.store import ModelStore
from service.types import Pair
from tests.support.hub import Hub

REPO = "stislo/tiny"
QUICK = Retry(attempts=3, first_wait_s=0.01, longest_wait_s=0.02, patience_s=2.0)
SILENCE_S = 60.0
"""How long a hub may be silent that answers: tests beside other work must not give it up."""

_SENTENCES = [
    "The ministers met in Geneva on Monday.",
    "Snow is expected in the north by the end of the week.",
    "Les ministres se sont réunis lundi à Genève.",
    "De la neige est attendue dans le nord en fin de semaine.",
    "The match ended in a draw after a long evening.",
    "Le match s'est terminé sur un nul après une longue soirée.",
]


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Marian checkpoint as the hub has it: real tokenizer, real architecture, random weights, 100 KB."""
    folder = tmp_path_factory.mktemp("checkpoint")
    make_marian(folder)
    (folder / "README.md").write_text("A model of the tests.\n")
    return folder


def make_marian(folder: Path) -> None:
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel

    torch.manual_seed(7)
    prefix = folder / "joint"
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_SENTENCES * 20),
        model_prefix=str(prefix),
        vocab_size=70,
        unk_id=0,
        bos_id=-1,
        eos_id=-1,
        minloglevel=2,
    )
    model = prefix.with_suffix(".model").read_bytes()
    (folder / "source.spm").write_bytes(model)
    (folder / "target.spm").write_bytes(model)
    pieces = [line.split("\t")[0] for line in prefix.with_suffix(".vocab").read_text("utf-8").splitlines()]
    vocabulary = ["</s>", "<unk>", *(piece for piece in pieces if piece != "<unk>"), "<pad>"]
    (folder / "vocab.json").write_text(json.dumps({piece: index for index, piece in enumerate(vocabulary)}))
    tokenizer = {"source_lang": "en", "target_lang": "fr", "tokenizer_class": "MarianTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer))
    prefix.with_suffix(".model").unlink()
    prefix.with_suffix(".vocab").unlink()
    pad = len(vocabulary) - 1
    config = MarianConfig(
        vocab_size=len(vocabulary),
        d_model=32,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        max_position_embeddings=64,
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=0,
        tie_word_embeddings=True,
    )
    MarianMTModel(config).save_pretrained(folder)


@pytest.fixture
def repository(checkpoint: Path, tmp_path: Path) -> Path:
    """A copy of the checkpoint that the test may change."""
    folder = tmp_path / "repository"
    folder.mkdir()
    for path in checkpoint.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture
def hub(repository: Path) -> Iterator[Hub]:
    with Hub({REPO: repository}) as hub:
        yield hub


SPEC = ModelSpec(
    id="echo",
    task="translate",
    repo=REPO,
    revision="main",
    family="other",
    licence="CC0-1.0",
    commercial_use=True,
    attribution="The tests",
    pairs=(Pair("en", "fr"),),
    engine="tests.models.engines:Echo",
    smoke={"en": "Snow is expected."},
    window=64,
)
MARIAN = ModelSpec(
    id="tiny",
    task="translate",
    repo=REPO,
    revision="main",
    family="marian",
    licence="CC0-1.0",
    commercial_use=True,
    attribution="The tests",
    pairs=(Pair("en", "fr"),),
    window=64,
)


@pytest.fixture(scope="session")
def converted_root(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder in which MARIAN was installed for CTranslate2."""
    root = tmp_path_factory.mktemp("converted")
    with Hub({REPO: checkpoint}) as hub:
        ModelStore(root, catalog=Catalog((MARIAN,), {}), hub_url=hub.url).pull(MARIAN)
    return root


@pytest.fixture
def converted(converted_root: Path, make_store: MakeStore) -> ModelStore:
    """A store of the test's own in which MARIAN is installed for CTranslate2."""
    store = make_store()
    shutil.copytree(converted_root, store.root)
    return store


@pytest.fixture
def spec() -> ModelSpec:
    """An entry whose engine needs no conversion, so that everything about its installation is quick."""
    return SPEC


@pytest.fixture
def marian() -> ModelSpec:
    """An entry for the same repository and our own engine. No smoke sentence: random weights speak no language."""
    return MARIAN


MakeStore = Callable[..., ModelStore]


@pytest.fixture
def make_store(tmp_path: Path, hub: Hub) -> MakeStore:
    """Stores on one folder, as several processes would have them."""

    def make(*specs: ModelSpec, **options: object) -> ModelStore:
        catalog = Catalog(
            specs or (SPEC, MARIAN),
            {"all": ModelSet("all", "All.", tuple(spec.id for spec in specs or (SPEC, MARIAN)))},
        )
        values: dict[str, object] = {"hub_url": hub.url, "hub_timeout_s": SILENCE_S, "retry": QUICK} | options
        root = values.pop("root", tmp_path / "models")
        return ModelStore(root, catalog=catalog, **values)  # type: ignore[arg-type]

    return make


@pytest.fixture
def store(make_store: MakeStore) -> ModelStore:
    return make_store()
