"""The service with models: an answer is given again only as long as nothing that decided it has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from service import Article, Service, Settings, SummaryRequest, TranslationRequest
from service.engines.base import Runtime
from service.models.catalog import Catalog
from service.models.installer import Installer
from service.models.manifest import Installed, record_files, write_ready
from service.models.pool import Pool
from service.models.store import ModelStore
from service.types import CacheUse, Failure, Summary, SummaryResult
from tests.pipeline.conftest import summarizer, translator
from tests.pipeline.parallel import dictionary, text
from tests.support.fake_engines import Behaviour, FakeSummarizer, FakeTranslator


class Fakes:
    """How the engines of the test that is running behave."""

    writing: ClassVar[Behaviour]
    translating: ClassVar[Behaviour]


class Writer(FakeSummarizer):
    def __init__(self, *made_from: Any) -> None:
        super().__init__(behaviour=Fakes.writing)


SHORT = {"The ferry is late.": "Пором спізнюється.", "Nobody waits.": "Ніхто не чекає.", "It rains.": "Дощить."}


class Interpreter(FakeTranslator):
    def __init__(self, *made_from: Any) -> None:
        super().__init__(behaviour=Fakes.translating, dictionary={"uk": SHORT | dictionary("en")["uk"]})


WRITER = replace(summarizer("writer", "en"), engine=f"{__name__}:Writer")
EN_UK = replace(translator("en-uk", "en-uk"), engine=f"{__name__}:Interpreter")
REQUEST = SummaryRequest(Article(text("en"), "The ferry"), "en", ("en", "uk"))
TEXTS = TranslationRequest(("The ferry is late. Nobody waits.", "Nobody waits."), ("uk",), "en")


def install(root: Path, *commits: str) -> None:
    """Both models, at each commit in turn."""
    for number, commit in enumerate(commits):
        for spec in (WRITER, EN_UK):
            folder = root / spec.id / hashlib.sha1(commit.encode()).hexdigest()
            (folder / "hf").mkdir(parents=True)
            (folder / "hf" / "config.json").write_text("{}")
            files = record_files(folder, [folder / "hf" / "config.json"])
            at = f"2026-01-01T00:00:0{number}Z"
            write_ready(Installed(folder, spec.id, spec.repo, spec.revision, folder.name, ("torch",), None, at, files))


Make = Callable[..., Service]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Services over one folder of models, closed at the end."""
    made: list[Service] = []

    def make(**settings: Any) -> Service:
        values = Settings(models_dir=tmp_path, pull="never", **settings)
        store = ModelStore(tmp_path, catalog=Catalog((WRITER, EN_UK), {}))
        pool = Pool(store, Runtime)
        made.append(Service(values, store=store, pool=pool, installer=Installer(store, policy="never")))
        return made[-1]

    Fakes.writing, Fakes.translating = Behaviour(), Behaviour()
    yield make
    for service in made:
        service.close()


def calls() -> tuple[int, int]:
    return Fakes.writing.calls, Fakes.translating.calls


def only_summaries(result: SummaryResult) -> tuple[Summary, ...]:
    assert not [each for each in result.summaries if isinstance(each, Failure)]
    return result.summaries  # type: ignore[return-value]


def test_the_same_article_is_summarized_once(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    service = make()
    first = service.summarize(REQUEST)
    counted = calls()
    second = service.summarize(REQUEST)
    assert counted == calls() == (1, 1)
    assert (first.cached, second.cached) == (False, True)
    assert first.summaries == second.summaries
    assert second.cache.hits == 1 and second.cache.misses == 0 and second.cache.bytes > 1000
    assert second.article is REQUEST.article
    assert (
        second.timings_ms["total"]
        < sum(step.milliseconds for each in only_summaries(first) for step in each.steps) + 1e3
    )


def test_extras_are_stored_with_their_summary_and_asked_for_apart(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    service = make()
    plain = service.summarize(REQUEST)
    rich = replace(REQUEST, extras=frozenset({"keywords", "title"}))
    first, counted = service.summarize(rich), calls()
    second = service.summarize(rich)
    assert (plain.cached, first.cached, second.cached, calls()) == (False, False, True, counted)
    assert (plain.keywords, only_summaries(plain)[0].title) == (None, None)
    assert first.keywords and second.keywords == first.keywords
    assert second.summaries == first.summaries
    assert [each.title for each in only_summaries(second)] == ["The ferry", None]  # English is no title in Ukrainian
    assert second.cache.bytes > service.summarize(REQUEST).cache.bytes


def test_what_is_asked_otherwise_is_answered_anew_from_what_is_known(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    service = make()
    service.summarize(REQUEST)
    swapped = service.summarize(replace(REQUEST, target_languages=("uk", "en")))
    assert not swapped.cached
    assert calls() == (2, 1), "the summary is written again, but its sentences are known in Ukrainian"
    assert swapped.cache.hits == len(only_summaries(swapped)[0].sentences)


@pytest.mark.parametrize("request_", [replace(REQUEST, cache=False), replace(REQUEST, refresh=True)])
def test_who_wants_it_anew_gets_it_anew(make: Make, tmp_path: Path, request_: SummaryRequest) -> None:
    install(tmp_path, "one")
    service = make()
    service.summarize(REQUEST)
    anew = service.summarize(request_)
    assert calls() == (2, 2)
    assert (anew.cached, anew.cache) == (False, CacheUse())


def test_a_request_that_stores_nothing_leaves_nothing_behind(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    service = make()
    service.summarize(replace(REQUEST, cache=False))
    service.translate(replace(TEXTS, cache=False))
    assert [each.entries for each in service.stats()["cache"]] == [0, 0]


def test_a_new_revision_never_gives_an_old_answer(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    service = make()
    old = only_summaries(service.summarize(REQUEST))
    service.translate(TEXTS)
    install(tmp_path, "zero", "two")
    new = service.summarize(REQUEST)
    assert not new.cached and calls()[0] == 2
    revisions = [{step.revision for step in summary.steps} for summary in (old[1], only_summaries(new)[1])]
    assert [len(each) for each in revisions] == [1, 1] and revisions[0] != revisions[1]
    translated = service.translate(TEXTS)
    assert not translated.cached and translated.cache.hits == 0


def test_what_is_degraded_is_not_stored(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    service = make()
    Fakes.writing.naughty, Fakes.writing.times = "raise", 1
    degraded = service.summarize(REQUEST)
    assert only_summaries(degraded)[0].degraded
    healthy = service.summarize(REQUEST)
    assert not healthy.cached and not only_summaries(healthy)[0].degraded
    assert service.summarize(REQUEST).cached


def test_what_failed_in_one_language_is_not_stored(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    service = make()
    Fakes.translating.naughty = "raise"
    assert isinstance(service.summarize(REQUEST).summaries[1], Failure)
    Fakes.translating.naughty = None
    whole = service.summarize(REQUEST)
    assert not whole.cached and only_summaries(whole)


def test_without_models_only_what_needs_none_is_stored(make: Make) -> None:
    service = make()
    wanted = SummaryRequest(Article(text("en")))
    asked = replace(wanted, engine="extractive")
    assert [service.summarize(request).cached for request in (wanted, wanted, asked, asked)] == [False] * 3 + [True]


def test_identical_requests_at_the_same_time_are_computed_once(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    service = make()
    Fakes.writing.naughty = "stall"
    with ThreadPoolExecutor(8) as threads:
        leader = threads.submit(service.summarize, REQUEST)
        assert Fakes.writing.entered.wait(60)
        followers = [threads.submit(service.summarize, REQUEST) for _ in range(7)]
        Fakes.writing.release.set()
        results = [each.result(60) for each in (leader, *followers)]
    assert calls() == (1, 1)
    assert len({result.summaries for result in results}) == 1
    [_, shared] = service.stats()["single_flight"]
    hits = service.stats()["cache"][1].hits
    assert shared.shared + hits == 7 and shared.in_flight == 0


def test_sentences_are_translated_once_whoever_sends_them(make: Make, tmp_path: Path) -> None:
    install(tmp_path, "one")
    service = make()
    first = service.translate(TEXTS)
    assert (first.cached, first.cache) == (False, CacheUse(0, 2, 0))
    again = service.translate(TEXTS)
    assert again.cached and (again.cache.hits, again.cache.misses) == (2, 0)
    assert again.translations[0].texts == first.translations[0].texts  # type: ignore[union-attr]
    part = service.translate(replace(TEXTS, texts=("Nobody waits. It rains.",)))
    assert not part.cached and (part.cache.hits, part.cache.misses) == (1, 1)
    assert calls() == (0, 2)


def test_nothing_is_called_cached_where_no_model_was_needed(make: Make) -> None:
    result = make().translate(TranslationRequest(("It rains.",), ("en",), "en"))
    assert (result.cached, result.cache) == (False, CacheUse())
