"""A chat model comes from the hub like any other: fetched, converted, asked for a word, made ready, bundled, loaded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from service.engines.base import Backend, ModelSpec, Runtime, converses
from service.engines.chat.backend import Sampling, Truncated, Turn
from service.errors import ModelUnusable
from service.models.catalog import Catalog
from service.models.pool import Pool
from service.models.store import ModelStore
from service.runtime.ticket import Ticket
from tests.standins.random_models import CHATS, build
from tests.support.hub import Hub
from tests.support.loans import on_loan

FLOAT32 = Runtime(compute_type="float32")
INSTRUCTED = {"en": "Say something.", "uk": "Скажіть щось."}
LLAMA = replace(CHATS["llama"].spec, smoke=INSTRUCTED)
Stores = Callable[..., ModelStore]


def answer(store: ModelStore, spec: ModelSpec) -> str:
    """What the model says, loaded by a pool from what is installed."""
    pool = Pool(store, lambda: FLOAT32)
    pieces: list[str] = []
    with on_loan(pool, spec) as chat:
        assert converses(chat)
        with suppress(Truncated):
            pieces.extend(chat.stream([Turn("user", "Hello.")], Sampling(max_tokens=12), Ticket(60)))
    pool.close()
    return "".join(pieces)


@contextmanager
def changed(path: Path, text: str) -> Iterator[None]:
    """A repository with another file."""
    whole = path.read_text("utf-8")
    path.write_text(text, encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(whole, encoding="utf-8")


@pytest.fixture(scope="module")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("repositories")
    for name in ("qwen3", "llama"):
        build(name, root / name)
        (root / name / "README.md").write_text("A model of the tests.\n")
    return {CHATS[name].spec.repo: root / name for name in ("qwen3", "llama")}


@pytest.fixture(scope="module")
def hub(repositories: dict[str, Path]) -> Iterator[Hub]:
    with Hub(repositories) as hub:
        yield hub


@pytest.fixture(scope="module")
def stores(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Stores:
    """Makes stores, each in a folder of its own."""

    def make(spec: ModelSpec, *, backend: Backend = "ctranslate2") -> ModelStore:
        root = tmp_path_factory.mktemp("models")
        return ModelStore(
            root, catalog=Catalog((spec,), {}), backend=backend, quantization=lambda: "float32", hub_url=hub.url
        )

    return make


@pytest.fixture(scope="module")
def converted(stores: Stores) -> ModelStore:
    """A store in which the Llama is installed for CTranslate2. Not to be changed."""
    store = stores(LLAMA)
    store.pull(LLAMA)
    return store


def test_a_chat_model_is_converted_and_ready_without_its_weights(converted: ModelStore, hub: Hub) -> None:
    installed = converted.require(LLAMA)
    kept = {"ct2/model.bin", "ct2/chat.json", "hf/chat_template.jinja", "hf/generation_config.json"}
    assert kept <= {*installed.files}
    assert not any(file.endswith(".safetensors") for file in installed.files)
    shards = {f"model-0000{number}-of-00004.safetensors" for number in range(1, 5)}
    assert installed.weights.keys() == shards
    assert all(hub.asked(file=shard) for shard in shards)
    assert not converted.verify(LLAMA)


def test_both_backends_answer_alike_with_what_they_installed(converted: ModelStore, stores: Stores) -> None:
    whole = stores(LLAMA, backend="torch")
    whole.pull(LLAMA)
    assert answer(converted, LLAMA) == answer(whole, LLAMA) != ""


def test_a_model_that_says_nothing_is_not_installed(stores: Stores, repositories: dict[str, Path]) -> None:
    """Every token ends its answers."""
    with changed(repositories[LLAMA.repo] / "generation_config.json", json.dumps({"eos_token_id": [*range(703)]})):
        store = stores(LLAMA, backend="torch")
        with pytest.raises(ModelUnusable, match="output is empty"):
            store.pull(LLAMA)
    assert store.installed(LLAMA) is None


def test_a_model_without_a_chat_template_is_not_installed(stores: Stores, repositories: dict[str, Path]) -> None:
    with changed(repositories[LLAMA.repo] / "chat_template.jinja", ""):
        store = stores(LLAMA, backend="torch")
        with pytest.raises(ModelUnusable, match="random-llama"):
            store.pull(LLAMA)
    assert store.installed(LLAMA) is None


def test_an_entry_may_name_the_only_backend_that_runs_its_model(stores: Stores) -> None:
    spec = replace(CHATS["qwen3"].spec, backend="torch", smoke=INSTRUCTED)
    store = stores(spec)
    assert store.pull(spec).backends == ("torch",)
    assert Pool(store, lambda: FLOAT32).name(spec) == "torch:float32"
    assert answer(store, spec)


def test_a_bundle_takes_a_chat_model_along(converted: ModelStore, stores: Stores, tmp_path: Path) -> None:
    there = stores(LLAMA)
    converted.export([LLAMA], tmp_path / "bundle.tar")
    assert [each.id for each in there.import_(tmp_path / "bundle.tar")] == [LLAMA.id]
    assert answer(there, LLAMA) == answer(converted, LLAMA)


def test_the_conversations_of_a_chat_model_count_as_memory(converted: ModelStore) -> None:
    counted = {}
    for window in (256, 512):
        narrow = replace(LLAMA, window=window)
        pool = Pool(converted, lambda: replace(FLOAT32, inter_threads=2))
        with on_loan(pool, narrow):
            counted[window] = pool.stats().models[LLAMA.id].bytes
        pool.close()
    # Two conversations; of each, 2 layers x 2 x 2 heads x 8 numbers a token, and 4 heads that compare all tokens.
    assert counted[512] - counted[256] == 2 * 4 * (64 * 256 + 4 * (512**2 - 256**2))
