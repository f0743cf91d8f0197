"""Models from folders of one's own: what is found out about them, and that they are models like others then."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from service.cli import main
from service.errors import ConfigurationError, ModelMissingOnHub, ModelUnusable, StisloError
from service.models import adding, gguf
from service.models.added import ADDED, added_entries, remember_entry
from service.models.adding import Prepared, install_prepared, prepare
from service.models.candidate import Candidate, Wishes
from service.models.catalog import Catalog
from service.models.gguf import GgufFacts, find_gguf
from service.models.local_folder import LocalFolder
from service.models.store import ModelStore
from service.settings import Settings
from service.types import Pair
from tests.standins import TRAINED

CARD = "---\nlanguage: en\nlicense: cc-by-nc-4.0\n---\n# A model\n"
CATALOG = Catalog.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A translator in the hub's form."""
    return Path(shutil.copytree(TRAINED / "standin-marian-en-fr", tmp_path / "mine"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(models_dir=tmp_path / "models", hub_url="http://127.0.0.1:9")


def chat_folder(path: Path, **tokenizer: Any) -> Path:
    """As much of a chat model as is looked at before it is installed."""
    path.mkdir()
    config = {"model_type": "gemma3", "text_config": {"max_position_embeddings": 131072}}
    (path / "config.json").write_text(json.dumps(config))
    (path / "tokenizer_config.json").write_text(json.dumps(tokenizer))
    (path / "model.safetensors").write_bytes(bytes(2_000_000))
    return path


def echoing(prepared: Prepared) -> Prepared:
    """With an engine that needs no weights."""
    return replace(prepared, entry={**prepared.entry, "engine": "tests.models.engines:Echo"})


def test_what_a_folder_says_needs_not_be_told(folder: Path) -> None:
    (folder / "README.md").write_text(CARD)
    prepared = prepare(folder, Wishes("mine", "translate"), CATALOG)
    spec = prepared.spec
    assert (spec.family, spec.engine, spec.window, spec.pairs) == ("marian", "seq2seq", 512, (Pair("en", "fr"),))
    assert (spec.licence, spec.commercial_use) == ("cc-by-nc-4.0", False)
    assert spec.smoke.keys() == {"en"}
    assert isinstance(prepared.source, LocalFolder)
    names = {file.name for file in prepared.source.files}
    assert {"config.json", "model.safetensors"} < names and "README.md" not in names


def test_what_is_told_goes_first(folder: Path) -> None:
    wishes = Wishes("mine", "translate", pairs=("en-uk", "en-be"), licence="MIT", source_prefix=">>{target}<< ")
    spec = prepare(folder, replace(wishes, codes={"uk": "ukr"}, backend="torch"), CATALOG).spec
    assert spec.pairs == (Pair("en", "uk"), Pair("en", "be"))
    assert (spec.licence, spec.commercial_use, spec.backend, spec.code("uk")) == ("MIT", True, "torch", "ukr")


def test_a_chat_model_knows_the_languages_that_chat_models_know(tmp_path: Path) -> None:
    folder = chat_folder(tmp_path / "chat", chat_template="{{ messages }}")
    spec = prepare(folder, Wishes("talker", "chat"), CATALOG).spec
    assert (spec.engine, spec.family, spec.window) == ("chat", "other", 4096)
    assert {"en", "fr", "uk", "pl"} <= {*spec.languages}
    assert prepare(folder, Wishes("talker", "chat", languages=("en",)), CATALOG).spec.languages == ("en",)


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        (Wishes("mine", "chat"), "does not chat"),
        (Wishes("mine", "summarize"), "Which languages it summarizes"),
        (Wishes("firefox-en-fr", "translate"), "take another id"),
        (Wishes("Not An Id", "translate"), "id: "),
        (Wishes("mine", "translate", pairs=("en-nowhere",)), "pairs: "),
    ],
)
def test_what_makes_no_sense_is_refused(folder: Path, wishes: Wishes, said: str) -> None:
    with pytest.raises(StisloError, match=said):
        prepare(folder, wishes, CATALOG)


def test_folders_that_are_no_models_are_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="no chat template"):
        prepare(chat_folder(tmp_path / "chat"), Wishes("mine", "chat"), CATALOG)
    with pytest.raises(ModelUnusable, match="neither a folder nor a GGUF file"):
        prepare(folder / "config.json", Wishes("mine", "translate"), CATALOG)
    (folder / "config.json").unlink()
    with pytest.raises(ModelUnusable, match=r"no config\.json"):
        prepare(folder, Wishes("mine", "translate"), CATALOG)
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelMissingOnHub, match="holds no weights"):
        prepare(folder, Wishes("mine", "translate"), CATALOG)


def test_an_added_model_is_one_like_others(folder: Path, settings: Settings) -> None:
    store = ModelStore.from_settings(settings)
    installed = install_prepared(store, echoing(prepare(folder, Wishes("mine", "translate"), store.catalog)))

    store = ModelStore.from_settings(settings)
    spec = store.catalog.get("mine")
    assert store.installed_ids() == {"mine"}
    assert store.require(spec) == installed
    assert store.verify(spec) == []
    assert (installed.folder / "hf" / "config.json").read_bytes() == (folder / "config.json").read_bytes()


def test_added_again_it_takes_the_place_of_the_first(folder: Path, settings: Settings) -> None:
    store = ModelStore.from_settings(settings)
    first = install_prepared(store, echoing(prepare(folder, Wishes("mine", "translate"), store.catalog)))
    with (folder / "config.json").open("a") as config:
        config.write("\n")
    store = ModelStore.from_settings(settings)
    second = install_prepared(store, echoing(prepare(folder, Wishes("mine", "translate"), store.catalog)))

    store = ModelStore.from_settings(settings)
    assert first.commit != second.commit
    assert store.require(store.catalog.get("mine")) == second
    assert [path.name for path in (settings.models_path / "mine").iterdir()] == [second.commit]


def test_what_was_added_is_not_asked_for_from_the_hub(folder: Path, settings: Settings) -> None:
    store = ModelStore.from_settings(settings)
    installed = install_prepared(store, echoing(prepare(folder, Wishes("mine", "translate"), store.catalog)))
    (installed.folder / "hf" / "config.json").write_text("{}")
    store = ModelStore.from_settings(settings)
    with pytest.raises(ModelMissingOnHub, match="was added from a folder"):
        store.pull(store.catalog.get("mine"))


def test_the_catalogues_own_models_keep_their_ids(settings: Settings) -> None:
    entry = {"id": "opus-mt-en-fr", "task": "translate"}
    remember_entry(settings.models_path, entry)
    assert Catalog.from_settings(settings).get("opus-mt-en-fr") == CATALOG.get("opus-mt-en-fr")


@pytest.mark.parametrize("content", ["", "[]", '{"model": [7]}', '{"model": [{"task": "chat"}]}'])
def test_a_list_that_cannot_be_read_says_which_it_is(settings: Settings, content: str) -> None:
    settings.models_path.mkdir()
    (settings.models_path / ADDED).write_text(content)
    with pytest.raises(ConfigurationError, match=ADDED):
        Catalog.from_settings(settings)


# ---- GGUF ----------------------------------------------------------------------------------------------------------


def test_a_gguf_file_is_found_where_there_are_no_other_weights(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.gguf").touch()
    assert find_gguf(tmp_path) == find_gguf(tmp_path / "a.gguf") == tmp_path / "a.gguf"
    (folder / "a.gguf").touch()
    assert find_gguf(folder) is None
    (tmp_path / "b.gguf").touch()
    with pytest.raises(ModelUnusable, match=r"a\.gguf, b\.gguf"):
        find_gguf(tmp_path)


def test_without_the_packages_it_is_said_how_to_have_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gguf, "find_spec", lambda name: None)
    (tmp_path / "a.gguf").touch()
    with pytest.raises(ConfigurationError, match=r"gguf and accelerate.+stislo\[gguf\]"):
        prepare(tmp_path, Wishes("talker", "chat"), CATALOG)


def test_a_gguf_file_is_unpacked_and_added(
    folder: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = GgufFacts("llama", "Talker", 2048, True, 135_000_000, "apache-2.0")
    unpacked = []

    def unpack(path: Path, target: Path) -> None:
        unpacked.append(target)
        shutil.copytree(folder, target, dirs_exist_ok=True)

    monkeypatch.setattr(adding, "read_gguf", lambda path: facts)
    monkeypatch.setattr(adding, "unpack_gguf", unpack)
    (path := tmp_path / "talker.gguf").touch()
    store = ModelStore.from_settings(settings)
    prepared = prepare(path, Wishes("talker", "chat", languages=("en",)), store.catalog)
    assert prepared.candidate == Candidate("llama", "other", 2048, True, 270, "apache-2.0")
    installed = install_prepared(store, echoing(prepared))
    assert installed.id == "talker"
    assert not unpacked[0].exists()


# ---- On the command line -------------------------------------------------------------------------------------------


def run(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["models", *arguments], obj=settings)


def test_a_dry_run_says_what_would_be_used_and_writes_nothing(folder: Path, settings: Settings) -> None:
    (folder / "README.md").write_text(CARD)
    result = run(settings, "add", str(folder), "--id", "mine", "--task", "translate", "--dry-run")
    assert result.exit_code == 0
    lines = dict(line.split(": ", 1) for line in result.stdout.splitlines())
    assert "model.safetensors" in lines["files"] and lines["not used"] == "README.md"
    assert lines["model"] == "marian, framed as marian, a window of 512 tokens"
    assert (lines["languages"], lines["tried in"]) == ("en-fr", "en")
    assert lines["licence"] == "cc-by-nc-4.0, which is refused here (STISLO_ALLOW_NONCOMMERCIAL=1)"
    assert not settings.models_path.exists()


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ("en-xx", "Error: --pairs: 'xx' is not a language code such as en, fr or uk.\n"),
        (
            "en-uk,en-fr",
            "Error: --source-prefix: with several target languages, it or --forced-bos must hold {target}.\n",
        ),
    ],
)
def test_what_is_wrong_is_said_of_options(folder: Path, settings: Settings, pairs: str, said: str) -> None:
    result = run(settings, "add", str(folder), "--id", "mine", "--task", "translate", "--pairs", pairs)
    assert (result.exit_code, result.stderr) == (1, said)


def test_a_removed_model_is_forgotten(folder: Path, settings: Settings) -> None:
    store = ModelStore.from_settings(settings)
    install_prepared(store, echoing(prepare(folder, Wishes("mine", "translate"), store.catalog)))
    assert run(settings, "remove", "mine").stdout == "mine removed\n"
    assert added_entries(settings.models_path) == []
    assert "no model 'mine'" in run(settings, "remove", "mine").stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--task", "chat"],
        ["--id", "An Id", "--task", "chat"],
        ["--id", "x", "--task", "sing"],
        ["--id", "x", "--codes", "uk"],
    ],
)
def test_wrong_usage_of_add_is_exit_code_2(folder: Path, settings: Settings, arguments: list[str]) -> None:
    assert run(settings, "add", str(folder), *arguments).exit_code == 2
