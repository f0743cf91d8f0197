"""Extraction and Firefox's models alone: articles in three languages come back in three, through English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from service import Article, Service, Settings, SummaryRequest, TranslationRequest
from service.models.catalog import Catalog
from service.models.store import ModelStore
from service.types import Quality, Summary, Translation
from tests.standins import heldout_articles, heldout_pairs
from tests.standins.grammar.forms import Language
from tests.support.hub import Hub
from tests.support.students import PAIRS, catalogue, folder_of

LANGUAGES: tuple[Language, ...] = ("en", "fr", "uk")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("students")
    path = folder / "catalogue.toml"
    with Hub({f"stislo/{folder_of(pair).name}": folder_of(pair) for pair in PAIRS}) as hub:
        each = [f"hub:stislo/{folder_of(pair).name}" for pair in PAIRS]
        path.write_text(catalogue(each), encoding="utf-8")
        catalog = Catalog.load(path)
        store = ModelStore(folder / "models", catalog=catalog, hub_url=hub.url)
        for spec in catalog.set("tiny"):
            store.pull(spec)
    settings = Settings(models_dir=folder / "models", catalog=path, pull="never", device="cpu")
    with Service.from_settings(settings) as service:
        yield service


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_is_summarized_in_three_languages(library: Service, language: Language) -> None:
    told = {target: heldout_articles(target, 1, seed=61)[0] for target in LANGUAGES}
    result = library.summarize(SummaryRequest(Article(told[language].body), language, LANGUAGES))
    found = {each.language: each for each in result.summaries if isinstance(each, Summary)}
    assert {*found} == {*LANGUAGES}
    assert {step.engine for each in found.values() for step in each.steps} == {"extractive", "firefox:int8"}
    picked = [told[language].sentences.index(sentence.text) for sentence in found[language].sentences]
    assert picked
    for target in LANGUAGES:
        summary = found[target]
        assert [sentence.text for sentence in summary.sentences] == [told[target].sentences[i] for i in picked]
        assert not [check for check in summary.checks if check.status == "failed"]


@pytest.mark.parametrize("quality", ["fast", "balanced", "best"])
def test_french_becomes_ukrainian_through_english(library: Service, quality: Quality) -> None:
    pairs = heldout_pairs("fr", "uk", 20, seed=62)
    texts = tuple(text for text, _ in pairs)
    [found] = library.translate(TranslationRequest(texts, ("uk",), "fr", quality=quality)).translations
    assert isinstance(found, Translation)
    assert found.texts == tuple(text for _, text in pairs)
    there, back = ["student-fr-en", "student-en-uk"], ["student-uk-en", "student-en-fr"]
    assert [step.model for step in found.steps] == (there + back if quality == "best" else there)


def test_a_sentence_that_no_model_can_read_is_cut_into_parts(library: Service) -> None:
    text = " ".join(source.removesuffix(".") for source, _ in heldout_pairs("en", "fr", 30, seed=63))
    [found] = library.translate(TranslationRequest((text,), ("fr",), "en")).translations
    assert isinstance(found, Translation)
    assert found.texts[0] not in ("", text)
    assert found.steps[0].model == "student-en-fr"


def test_what_its_processes_do_is_counted(library: Service) -> None:
    library.translate(TranslationRequest(("The new rules will take effect on 24 December.",), ("fr",), "en"))
    [counted] = [each for each in library.stats()["workers"] if each.model == "student-en-fr"]
    assert counted.started >= 1
    assert counted.lost == 0
