"""The catalogue that comes with the service, and what is said about mistakes in another one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from service.engines.base import ModelSpec
from service.errors import ConfigurationError, UnknownModel
from service.models.catalog import BUILT_IN, Catalog
from service.models.hub import COMMIT
from service.types import Pair

GUIDE = BUILT_IN.parent.parent / "docs" / "models.md"
GOOD = """
[[model]]
id = "small"
task = "translate"
repo = "owner/small"
family = "marian"
licence = "CC0-1.0"
commercial_use = true
attribution = "Nobody"
pairs = ["en-uk"]

[sets.compact]
description = "All of it."
models = ["small"]
"""


@pytest.fixture(scope="module")
def built_in() -> Catalog:
    return Catalog.load()


def names(catalog: Catalog) -> list[str]:
    return [spec.id for spec in catalog.models]


def test_default_models_are_declared(built_in: Catalog) -> None:
    assert {
        "distilbart-cnn-12-6",
        "barthez-orangesum-abstract",
        "opus-mt-tc-big-en-zle",
        "opus-mt-tc-big-zle-en",
        "opus-mt-tc-big-en-fr",
        "opus-mt-tc-big-fr-en",
        "opus-mt-tc-big-fr-zle",
        "opus-mt-tc-big-zle-fr",
        "madlad400-3b-mt",
    } <= {*names(built_in)}


def test_chat_models_come_last_and_in_a_set_of_their_own(built_in: Catalog) -> None:
    tasks = [spec.task for spec in built_in.models]
    assert tasks.index("chat") == len(tasks) - tasks.count("chat")
    assert {spec.task for spec in built_in.set("chat")} == {"chat"}
    assert not any(spec.task == "chat" for name in ("compact", "default", "large") for spec in built_in.set(name))


def test_a_chat_model_summarizes_its_languages_and_translates_between_any_two(built_in: Catalog) -> None:
    spec = built_in.get("qwen3-4b-instruct-2507")
    assert spec.summarizes("uk")
    assert not spec.summarizes("ast")
    assert spec.translates(Pair("fr", "uk"))
    assert not spec.translates(Pair("uk", "uk"))
    assert not spec.translates(Pair("uk", "ast"))


@pytest.mark.parametrize("name", ["compact", "opus", "default", "large", "world"])
def test_every_set_summarizes_english_and_joins_the_three_languages(built_in: Catalog, name: str) -> None:
    models = built_in.set(name)
    assert any(spec.summarizes("en") for spec in models)
    for pair in (Pair("en", "fr"), Pair("fr", "en"), Pair("en", "uk"), Pair("uk", "en")):
        assert any(spec.translates(pair) for spec in models)


def test_sets_hold_only_models_that_may_be_used_commercially(built_in: Catalog) -> None:
    assert all(spec.commercial_use for name in built_in.sets for spec in built_in.set(name))


def test_sets_grow(built_in: Catalog) -> None:
    def megabytes(name: str) -> int:
        return sum(spec.download_mb for spec in built_in.set(name))

    assert megabytes("tiny") < megabytes("compact") < megabytes("default") < megabytes("large")
    models = {name: {spec.id for spec in built_in.set(name)} for name in built_in.sets}
    assert models["tiny"] < models["compact"] < models["world"]
    assert models["tiny"] < models["default"] < models["large"]


def test_the_tiny_set_is_small_and_joins_the_three_languages_without_torch(built_in: Catalog) -> None:
    models = built_in.set("tiny")
    assert sum(spec.download_mb for spec in models) <= 90
    assert sum(spec.memory_mb for spec in models) < 400
    assert {spec.engine for spec in models} == {"firefox"}
    assert {str(pair) for spec in models for pair in spec.pairs} == {"en-fr", "fr-en", "en-uk", "uk-en"}


def test_firefoxs_models_go_both_ways_for_most_languages_and_all_files_are_pinned(built_in: Catalog) -> None:
    models = [spec for spec in built_in.models if spec.engine == "firefox"]
    assert len(models) == 90
    for spec in models:
        assert spec.licence == "MPL-2.0"
        assert "en" in spec.pairs[0]
        assert {file.name.split(".")[0] for file in spec.files} in (
            {"model", "vocab", "lex"},
            {"model", "srcvocab", "trgvocab", "lex"},
        )
        assert spec.sha256 == {file.name: file.sha256 for file in spec.files}
        assert all(file.packed_sha256 and file.place.endswith(".zst") for file in spec.files)


@pytest.mark.parametrize("model_id", ["nllb-200-distilled-600m", "mt5-multilingual-xlsum"])
def test_non_commercial_licences_are_marked(built_in: Catalog, model_id: str) -> None:
    assert not built_in.get(model_id).commercial_use


def test_good_translators_into_ukrainian_are_preferred_to_small_ones(built_in: Catalog) -> None:
    ranked = [spec.id for spec in built_in.models if spec.translates(Pair("en", "uk"))]
    assert ranked[:3] == ["firefox-en-uk", "opus-mt-tc-big-en-zle", "opus-mt-en-uk"]
    assert sorted(ranked[:3], key=lambda name: -built_in.get(name).grade)[0] == "opus-mt-tc-big-en-zle"


@pytest.mark.parametrize("spec", Catalog.load().models, ids=lambda spec: spec.id)
class TestEveryModel:
    def test_is_pinned_to_nothing_invented(self, spec: ModelSpec) -> None:
        assert spec.revision == "main" or COMMIT.fullmatch(spec.revision) or spec.files

    def test_says_its_sizes(self, spec: ModelSpec) -> None:
        assert 0 < spec.disk_mb < spec.memory_mb
        if spec.files:  # these come compressed and are used as they are
            assert spec.download_mb * 1e6 >= sum(file.download_bytes for file in spec.files)
            assert spec.disk_mb * 1e6 >= sum(file.bytes for file in spec.files)
            return
        # What is published in 32 bits is kept in 8; a conversation with a chat model takes room of its own.
        assert spec.disk_mb < spec.download_mb or spec.backend == "torch"
        assert spec.memory_mb < spec.download_mb or spec.task == "chat"

    def test_says_whose_it_is(self, spec: ModelSpec) -> None:
        assert spec.licence
        assert spec.attribution

    def test_decodes_greedily_when_fast_and_wider_when_best(self, spec: ModelSpec) -> None:
        beams = [spec.decoding_for(quality).beam_size for quality in ("fast", "balanced", "best")]
        assert beams[0] == 1
        assert beams == sorted(beams)

    def test_is_smoke_tested_in_every_source_language_that_matters(self, spec: ModelSpec) -> None:
        sources = {*spec.languages, *(pair.source for pair in spec.pairs)}
        assert {*spec.smoke} == (sources if spec.files else sources & {"en", "fr", "uk"})


@pytest.mark.parametrize(
    ("model_id", "language", "prefix", "first"),
    [
        ("opus-mt-tc-big-en-zle", "uk", ">>ukr<< ", ""),
        ("opus-mt-tc-big-fr-zle", "uk", ">>ukr<< ", ""),
        ("madlad400-3b-mt", "uk", "<2uk> ", ""),
        ("madlad400-3b-mt", "he", "<2iw> ", ""),
        ("m2m100-418m", "uk", "", "__uk__"),
        ("nllb-200-distilled-600m", "uk", "", "ukr_Cyrl"),
        ("opus-mt-tc-big-zle-en", "en", "", ""),
    ],
)
def test_targets_are_named_in_the_models_own_way(
    built_in: Catalog, model_id: str, language: str, prefix: str, first: str
) -> None:
    spec = built_in.get(model_id)
    assert spec.source_prefix.format(target=spec.code(language)) == prefix
    assert spec.forced_bos.format(target=spec.code(language)) == first


@pytest.mark.parametrize(
    ("model_id", "module", "key"),
    [
        ("m2m100-418m", "m2m_100.tokenization_m2m_100", "m2m100"),
        ("nllb-200-distilled-600m", "nllb.tokenization_nllb", None),
    ],
)
def test_language_codes_are_those_of_the_tokenizer(
    built_in: Catalog, model_id: str, module: str, key: str | None
) -> None:
    from importlib import import_module

    known = import_module(f"transformers.models.{module}").FAIRSEQ_LANGUAGE_CODES
    spec = built_in.get(model_id)
    assert {spec.code(language) for language in spec.languages} <= {*(known[key] if key else known)}


def test_the_stand_ins_catalogue_names_the_trained_stand_ins() -> None:
    from tests import standins

    catalog = Catalog.load(Path(standins.__file__).parent / "models.toml")
    assert sorted(names(catalog)) == sorted(standins.names())
    assert {spec.repo for spec in catalog.models} == {f"stislo/{name}" for name in standins.names()}
    assert catalog.get("standin-marian-en-uk").source_prefix.strip().format(target="ukr") == ">>ukr<<"


def test_unknown_names_are_unknown_models(built_in: Catalog) -> None:
    with pytest.raises(UnknownModel, match="'tiny'"):
        built_in.get("tiny")
    with pytest.raises(UnknownModel, match="tiny, compact, opus, default, large"):
        built_in.set("enormous")


def test_an_operators_file_replaces_the_built_in_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD)
    catalog = Catalog.load(path)
    assert names(catalog) == ["small"]
    assert catalog.sets_of("small") == ("compact",)
    assert catalog.get("small").pairs == (Pair("en", "uk"),)
    assert catalog.get("small").revision == "main"


def test_an_engine_of_somebody_elses_may_be_named() -> None:
    document = tomllib.loads(GOOD.replace('family = "marian"', 'engine = "package.module:Class"'))
    assert Catalog.parse(document).get("small").engine == "package.module:Class"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('family = "marian"', 'family = "transformer"', "model 'small': family"),
        ('family = "marian"', "", "model 'small': family: the seq2seq engine must know"),
        ('id = "small"', 'id = "Small Model"', "model 'Small Model': id"),
        ('id = "small"', 'id = "../small"', "model '../small': id"),
        ('id = "small"', "", "model number 1: id: is missing"),
        ('repo = "owner/small"', 'repo = "small"', "repo"),
        ('pairs = ["en-uk"]', 'pairs = ["en_uk"]', "pairs: 'en_uk' is not a pair such as en-uk"),
        ('pairs = ["en-uk"]', 'pairs = ["en-en"]', "translates a language into itself"),
        ('pairs = ["en-uk"]', 'pairs = ["en-xx"]', "'xx' is not a language code"),
        ('pairs = ["en-uk"]', 'pairs = ["eng-uk"]', "'eng' is written 'en' here"),
        ('pairs = ["en-uk"]', 'pairs = ["en-uk", "en-uk"]', "'en-uk' is listed 2 times"),
        ('pairs = ["en-uk"]', 'pairs = "en-uk"', "pairs"),
        ('pairs = ["en-uk"]', "pairs = []", "a translator has pairs"),
        ('pairs = ["en-uk"]', 'pairs = ["en-uk", "en-fr"]', "must hold {target}"),
        ('pairs = ["en-uk"]', 'pairs = ["en-uk"]\ncodes = { fr = "fra" }', "codes: 'fr' is not one of the model's"),
        (
            'pairs = ["en-uk"]',
            'pairs = ["en-uk"]\nsmoke = { fr = "Bonjour." }',
            "smoke: 'fr' is not one of the model's",
        ),
        ('pairs = ["en-uk"]', 'pairs = ["en-uk"]\ndecoding.fast = { beam_size = 0 }', "decoding.fast.beam_size"),
        ('pairs = ["en-uk"]', 'pairs = ["en-uk"]\ndecoding.slow = { beam_size = 9 }', "decoding.slow"),
        ('pairs = ["en-uk"]', 'pairs = ["en-uk"]\nsha256 = { "model.safetensors" = "abc" }', "64 lower-case"),
        ('pairs = ["en-uk"]', 'pairs = ["en-uk"]\nwindow = "512"', "window"),
        ('pairs = ["en-uk"]', 'pairs = ["en-uk"]\nengine = "package.module.Class"', "engine"),
        ('pairs = ["en-uk"]', 'pairs = ["en-uk"]\nbase = "other"', "base: is not known here"),
        ('task = "translate"', 'task = "summarize"', "a summarizer has languages"),
        ("commercial_use = true", 'commercial_use = "yes"', "commercial_use"),
        ('models = ["small"]', 'models = ["large"]', "set 'compact': models: there is no model 'large'"),
        ('models = ["small"]', "models = []", "set 'compact': models"),
        ("[sets.compact]", "[groups.compact]", "'groups' is not known here"),
        ("[[model]]", "[[models]]", "'models' is not known here"),
        ("[[model]]", "[model]", "at least one model"),
    ],
)
def test_a_mistake_names_the_entry_and_the_field(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(ConfigurationError) as caught:
        Catalog.parse(tomllib.loads(GOOD.replace(old, new)), where="mine.toml")
    assert said in caught.value.detail
    assert caught.value.detail.startswith("mine.toml: ")


CHAT = """
[[model]]
id = "talker"
task = "chat"
engine = "chat"
repo = "owner/talker"
licence = "CC0-1.0"
commercial_use = true
attribution = "Nobody"
languages = ["en", "uk"]
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('languages = ["en", "uk"]', 'pairs = ["en-uk"]', "languages: a chat model has languages, and no pairs"),
        ('engine = "chat"', "", "engine: a chat model has the engine 'chat'"),
        ('task = "chat"', 'task = "summarize"', "engine: a chat model has the engine 'chat', and no other has it"),
        ('engine = "chat"', 'engine = "chat"\nbackend = "llama"', "backend"),
    ],
)
def test_a_chat_entry_says_what_a_chat_model_has(old: str, new: str, said: str) -> None:
    spec = Catalog.parse(tomllib.loads(CHAT)).get("talker")
    assert (spec.engine, spec.backend, spec.translates(Pair("uk", "en"))) == ("chat", None, True)
    with pytest.raises(ConfigurationError) as caught:
        Catalog.parse(tomllib.loads(CHAT.replace(old, new)), where="mine.toml")
    assert said in caught.value.detail


def test_an_id_is_used_once() -> None:
    entry = GOOD[: GOOD.index("[sets")]
    with pytest.raises(ConfigurationError, match="model 'small': the id is used 2 times"):
        Catalog.parse(tomllib.loads(entry + entry))


@pytest.mark.parametrize("content", [b"[[model]\n", b"\xff\xfe"])
def test_a_file_that_is_not_toml_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError, match="not valid TOML"):
        Catalog.load(path)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"none\.toml cannot be read: No such file"):
        Catalog.load(tmp_path / "none.toml")


def test_every_field_is_documented() -> None:
    guide = GUIDE.read_text("utf-8")
    fields = {field for entry in tomllib.loads(BUILT_IN.read_text("utf-8"))["model"] for field in entry}
    undocumented = [field for field in sorted(fields | {"engine", "revision", "sha256"}) if f"`{field}`" not in guide]
    assert not undocumented
