"""What the pipeline may plan with."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from pytest import MonkeyPatch

from service.languages import INTERFACE_LANGUAGES
from service.models.catalog import Catalog
from service.models.installer import Installer
from service.models.store import ModelStore
from service.pipeline.plan import Inventory, find_route
from service.pipeline.stock import Stock
from service.runtime.chat import SERVER_ID, Chat
from service.settings import Settings
from service.types import Pair, Quality


def stock(folder: Path, catalog: Catalog, **settings: str) -> Stock:
    store = ModelStore(folder, catalog=catalog, allow_noncommercial=True)
    chat = Chat(Settings.model_validate(settings), catalog)
    return Stock(store, Installer(store, "never"), chat, pivot="en")


SERVER = {"chat_url": "http://127.0.0.1:1/v1", "chat_model": "a-model"}


def test_chat_models_are_offered_where_they_are_installed_or_asked_for(tmp_path: Path) -> None:
    catalog = Catalog.load()
    found = stock(tmp_path, catalog)
    planned = found.inventory().models
    assert [spec.id for spec in planned] == [spec.id for spec in catalog.models if spec.task != "chat"]
    assert len(planned) < len(found.models())
    asked = found.inventory("qwen3-1.7b")
    assert [spec.id for spec in asked.models if spec.task == "chat"] == ["qwen3-1.7b"]
    assert "qwen3-1.7b" not in asked.installed


def test_a_chat_server_is_installed_and_stands_where_it_is_ranked(tmp_path: Path) -> None:
    catalog = Catalog.load()
    last = stock(tmp_path, catalog, **SERVER)
    first = stock(tmp_path, catalog, **SERVER, chat_first="1")
    assert last.inventory().models[-1].id == first.inventory().models[0].id == SERVER_ID
    assert last.inventory().installed == {SERVER_ID}
    server = last.inventory().models[-1]
    assert last.commit(server) == "a-model"
    assert (last.models()[-1].spec, last.models()[-1].state) == (server, "installed")
    assert {*INTERFACE_LANGUAGES} <= {*server.languages}


def test_languages_say_what_a_chat_server_can_do(tmp_path: Path) -> None:
    languages = {each.code: each for each in stock(tmp_path, Catalog.load(), **SERVER).languages()}
    assert languages["uk"].summarize == ("extractive", "chat")
    assert {"en", "fr", "pl"} <= {*languages["uk"].translate_to}


def test_the_better_translators_go_first_where_the_best_is_asked_for(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    found = stock(tmp_path, Catalog.load())
    everything = frozenset(spec.id for spec in found.inventory().models if not spec.any_pair)
    monkeypatch.setattr(ModelStore, "installed_ids", lambda store: everything)
    chosen = {quality: models_between(found.inventory(None, quality), "en", "uk") for quality in get_args(Quality)}
    assert chosen == {
        "fast": ["firefox-en-uk"],
        "balanced": ["firefox-en-uk"],
        "best": ["opus-mt-tc-big-en-zle"],
    }
    assert models_between(found.inventory(), "fr", "de") == ["firefox-fr-en", "firefox-en-de"]
    writers = [spec.id for spec in found.inventory(None, "best").models if spec.task == "summarize"]
    assert writers == [spec.id for spec in found.inventory().models if spec.task == "summarize"]


def test_what_was_worked_out_is_worked_out_again_when_a_model_comes(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    found = stock(tmp_path, Catalog.load())
    assert found.inventory() is found.inventory()
    assert found.inventory() is not found.inventory(None, "best")
    assert reached(found, "fr") == set()
    monkeypatch.setattr(ModelStore, "installed_ids", lambda store: frozenset({"firefox-fr-en", "firefox-en-uk"}))
    assert found.inventory().installed == {"firefox-fr-en", "firefox-en-uk"}
    assert reached(found, "fr") == {"en", "uk"}


def reached(found: Stock, source: str) -> set[str]:
    [status] = [each for each in found.languages() if each.code == source]
    return {*status.translate_to}


def models_between(inventory: Inventory, source: str, target: str) -> list[str]:
    route = find_route(inventory, Pair(source, target))
    assert route is not None
    return [model.id for model in route.models()]
