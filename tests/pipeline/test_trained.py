"""Long articles, titles and small ceilings with real models: the trained stand-ins, converted, through the service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from service import Article, Service, Settings, SummaryRequest
from service.models.catalog import Catalog
from service.models.store import ModelStore
from service.pipeline.progress import Event, Stage
from service.text.words import count_words
from service.types import Length, Style, Summary, SummaryResult
from tests.pipeline.test_laws import hold
from tests.standins import TRAINED, heldout_articles, names
from tests.support.hub import Hub

pytestmark = [pytest.mark.xdist_group("journey"), pytest.mark.timeout(600)]

CATALOG = Path(__file__).parent.parent / "standins" / "models.toml"
TARGETS = ("en", "fr", "uk")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("models")
    catalog = Catalog.load(CATALOG)
    with Hub({f"stislo/{name}": TRAINED / name for name in names()}) as hub:
        store = ModelStore(folder, catalog=catalog, hub_url=hub.url)
        for name in names():
            store.pull(catalog.get(name))
    settings = Settings(models_dir=folder, catalog=CATALOG, pull="never", device="cpu", shortlist=False)
    with Service.from_settings(settings) as service:
        yield service


def summaries(result: SummaryResult) -> list[Summary]:
    found = [each for each in result.summaries if isinstance(each, Summary)]
    assert len(found) == len(result.summaries), [each for each in result.summaries if not isinstance(each, Summary)]
    return found


@pytest.mark.parametrize("language", TARGETS)
@pytest.mark.parametrize("style", get_args(Style))
@pytest.mark.parametrize("length", get_args(Length))
def test_the_laws_hold_in_every_language(library: Service, style: Style, length: Length, language: str) -> None:
    for article in heldout_articles(language, 3, seed=51):  # type: ignore[arg-type]
        for max_words in (None, 20):
            read = Article(article.body, article.title)
            request = SummaryRequest(read, language, TARGETS, style, length, max_words)
            for summary in summaries(library.summarize(request)):
                hold(request, summary)


def test_a_headline_is_the_models_where_it_fits(library: Service) -> None:
    [article] = heldout_articles("en", 1, seed=52)
    request = SummaryRequest(Article(article.body), "en", TARGETS, "headline", "long")

    steps = [summary.steps[0].model for summary in summaries(library.summarize(request))]

    assert steps == ["standin-bart-en-summary"] * 3


def test_titles_are_given_in_every_language(library: Service) -> None:
    for source in TARGETS:
        [article] = heldout_articles(source, 1, seed=53)  # type: ignore[arg-type]
        [english] = heldout_articles("en", 1, seed=53)
        read = Article(article.body, article.title)
        request = SummaryRequest(read, source, TARGETS, extras=frozenset({"title", "keywords"}))
        result = library.summarize(request)
        titles = {summary.language: summary.title for summary in summaries(result)}

        assert titles[source] == article.title
        assert titles["en"] == english.title
        assert all(title and count_words(title) <= 17 for title in titles.values())
        assert result.keywords and len(result.keywords) >= 5


def test_an_article_of_many_windows_is_read_to_its_end(library: Service) -> None:
    stories = heldout_articles("en", 60, seed=54)
    text = "\n\n".join(story.body for story in stories)
    events: list[Event] = []

    result = library.summarize(SummaryRequest(Article(text), "en", TARGETS, length="long"), on_progress=events.append)

    read = [event for event in events if isinstance(event, Stage) and event.name == "summarize" and event.of]
    assert len(read) >= 2
    sections = read[-1].of
    assert read[-1].done == sections
    for summary in summaries(result):
        assert summary.steps[0].engine == f"sections:{sections}"
        assert f"sections:{sections}" in summary.signature
        assert 1 <= len(summary.sentences) <= 6
        for sentence in summary.sentences:
            for source in sentence.sources:
                assert text[source.start : source.end] in {said for story in stories for said in story.sentences}


@pytest.mark.parametrize("target", ["fr", "uk"])
def test_a_translated_summary_is_translated_back(library: Service, target: str) -> None:
    [article] = heldout_articles("en", 1, seed=55)

    [summary] = summaries(library.summarize(SummaryRequest(Article(article.body), "en", (target,))))

    [check] = [check for check in summary.checks if check.name == "round_trip"]
    assert check.status in {"ok", "warning"}, check.detail
    assert [step.languages for step in summary.steps if step.task == "round_trip"] == [f"{target}-en"]


def test_what_was_translated_back_is_stored_with_the_answer(library: Service) -> None:
    [article] = heldout_articles("en", 1, seed=56)
    request = SummaryRequest(Article(article.body), "en", ("fr",))

    first, again = library.summarize(request), library.summarize(request)

    assert (first.cached, again.cached) == (False, True)
    assert summaries(first) == summaries(again)
