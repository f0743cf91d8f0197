"""A chat model comes from the hub like any other: fetched, converted, asked for a word, made ready, bundled, loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from service.engines.base import Backend, ModelSpec, Runtime, converses
from service.engines.chat.backend import Sampling, Truncated, Turn
from service.errors import ConversionFailed, ModelUnusable
from service.models.catalog import Catalog
from service.models.pool import Pool
from service.models.store import ModelStore
from service.runtime.ticket import Ticket
from tests.standins.random_models import CHATS, build
from tests.support.hub import Hub

INSTRUCTED = {"en": "Say something.", "uk": "Скажіть щось."}
Stores = Callable[..., ModelStore]


def answer(store: ModelStore, spec: ModelSpec) -> str:
    """What the model says, loaded by a pool from what is installed."""
    pool = Pool(store, Runtime(compute_type="float32"))
    pieces: list[str] = []
    with pool.lease(spec) as chat:
        assert converses(chat)
        with suppress(Truncated):
            pieces.extend(chat.stream([Turn("user", "Hello.")], Sampling(max_tokens=12), Ticket(60)))
    pool.close()
    return "".join(pieces)


@pytest.fixture(scope="module")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("repositories")
    for name in ("qwen3", "llama"):
        build(name, root / name)
        (root / name / "README.md").write_text("A model of the tests.\n")
    return {CHATS[name].spec.repo: root / name for name in ("qwen3", "llama")}


@pytest.fixture
def hub(repositories: dict[str, Path]) -> Iterator[Hub]:
    with Hub(repositories) as hub:
        yield hub


@pytest.fixture
def stores(hub: Hub, tmp_path: Path) -> Stores:
    def make(spec: ModelSpec, *, backend: Backend = "ctranslate2", root: str = "models") -> ModelStore:
        catalog = Catalog((spec,), {})
        return ModelStore(tmp_path / root, catalog=catalog, backend=backend, quantization="float32", hub_url=hub.url)

    return make


@pytest.mark.parametrize("name", ["qwen3", "llama"])
def test_a_chat_model_is_installed_and_answers_on_both_backends(stores: Stores, hub: Hub, name: str) -> None:
    spec = replace(CHATS[name].spec, smoke=INSTRUCTED)
    converted, whole = stores(spec), stores(spec, backend="torch", root="torch")
    installed = converted.pull(spec)
    assert {"ct2/model.bin", "ct2/chat.json", "hf/chat_template.jinja", "hf/generation_config.json"} <= {
        *installed.files
    }
    assert not any(file.endswith(".safetensors") for file in installed.files)
    if name == "llama":
        assert len(hub.asked(file="-of-00004.safetensors")) == len(installed.weights) == 4
    whole.pull(spec)
    assert not converted.verify(spec)
    assert answer(converted, spec) == answer(whole, spec) != ""


def test_a_model_that_says_nothing_is_not_installed(stores: Stores, repositories: dict[str, Path]) -> None:
    """Its first token always ends the answer."""
    import json

    spec = replace(CHATS["llama"].spec, smoke=INSTRUCTED)
    path = repositories[spec.repo] / "generation_config.json"
    whole = path.read_text("utf-8")
    path.write_text(json.dumps(json.loads(whole) | {"eos_token_id": list(range(703))}), encoding="utf-8")
    store = stores(spec)
    try:
        with pytest.raises(ModelUnusable, match="output is empty"):
            store.pull(spec)
    finally:
        path.write_text(whole, encoding="utf-8")
    assert store.installed(spec) is None


def test_a_model_without_a_chat_template_is_not_installed(stores: Stores, repositories: dict[str, Path]) -> None:
    spec = replace(CHATS["llama"].spec, smoke=INSTRUCTED)
    path = repositories[spec.repo] / "chat_template.jinja"
    whole = path.read_text("utf-8")
    path.unlink()
    try:
        with pytest.raises((ModelUnusable, ConversionFailed), match="random-llama"):
            stores(spec).pull(spec)
    finally:
        path.write_text(whole, encoding="utf-8")


def test_an_entry_may_name_the_only_backend_that_runs_its_model(stores: Stores) -> None:
    spec = replace(CHATS["qwen3"].spec, backend="torch", smoke=INSTRUCTED)
    store = stores(spec)
    installed = store.pull(spec)
    assert installed.backends == ("torch",)
    assert Pool(store, Runtime(compute_type="float32")).name(spec) == "torch:float32"
    assert answer(store, spec)


def test_a_bundle_takes_a_chat_model_along(stores: Stores, tmp_path: Path) -> None:
    spec = replace(CHATS["qwen3"].spec, smoke=INSTRUCTED)
    here, there = stores(spec), stores(spec, root="elsewhere")
    here.pull(spec)
    here.export([spec], tmp_path / "bundle.tar")
    assert [each.id for each in there.import_(tmp_path / "bundle.tar")] == [spec.id]
    assert answer(there, spec) == answer(here, spec)


def test_the_conversations_of_a_chat_model_count_as_memory(stores: Stores) -> None:
    spec = CHATS["llama"].spec
    store = stores(spec)
    store.pull(spec)
    bytes_of = {}
    for window in (256, 512):
        narrow = replace(spec, window=window)
        pool = Pool(store, Runtime(compute_type="float32", inter_threads=2))
        with pool.lease(narrow):
            bytes_of[window] = pool.stats().models[spec.id].bytes
        pool.close()
    # Two conversations; of each, 2 layers x 2 x 2 heads x 8 numbers a token, and 4 heads that compare all tokens.
    assert bytes_of[512] - bytes_of[256] == 2 * 4 * (64 * 256 + 4 * (512**2 - 256**2))
