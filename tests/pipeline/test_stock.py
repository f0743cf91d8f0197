"""What the pipeline may plan with."""

from __future__ import annotations

from pathlib import Path

from service.languages import INTERFACE_LANGUAGES
from service.models.catalog import Catalog
from service.models.installer import Installer
from service.models.store import ModelStore
from service.pipeline.stock import Stock
from service.runtime.chat import SERVER_ID, Chat
from service.settings import Settings


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
