"""What is told on the way to an answer: each language as it is ready, and the models that are waited for."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pytest

from service import Article, Service, Settings, SummaryRequest, TranslationRequest
from service.engines.base import ModelSpec, Runtime
from service.errors import Cancelled, ModelLoading
from service.models.catalog import Catalog
from service.models.installer import Installer
from service.models.manifest import Installed, record_files, write_ready
from service.models.pool import Pool
from service.models.progress import InstallEvent
from service.models.store import ModelStore
from service.pipeline.progress import Event, ModelAwaited, Ready, Stage
from service.runtime.ticket import Ticket
from service.types import Failure
from tests.pipeline.conftest import translator
from tests.pipeline.parallel import dictionary, text
from tests.support.fake_engines import Behaviour, FakeTranslator

R = TypeVar("R")


class Interpreter(FakeTranslator):
    """Behaves as the test that is running says of its model."""

    behaviours: ClassVar[dict[str, Behaviour]] = {}

    def __init__(self, folder: Path, spec: ModelSpec, runtime: Runtime) -> None:
        behaviour = self.behaviours.setdefault(spec.id, Behaviour())
        super().__init__(behaviour=behaviour, dictionary=dictionary("en"))


EN_UK = replace(translator("en-uk", "en-uk"), engine=f"{__name__}:Interpreter")
EN_FR = replace(translator("en-fr", "en-fr"), engine=f"{__name__}:Interpreter")
REQUEST = SummaryRequest(Article(text("en")), "en", ("fr", "en", "uk"), engine="extractive")


class Store(ModelStore):
    """Pulls in steps, from nowhere: half of it at once, the rest once `arrives` is set."""

    arrives: threading.Event

    def pull(self, spec: ModelSpec, **given: Any) -> Installed:
        given["progress"](InstallEvent(spec.id, "downloading", done=1, total=2))
        assert self.arrives.wait(60)
        return install(self.folder_of_test, spec)

    folder_of_test: Path


class TwoWorkers(Pool):
    workers = 2


def install(root: Path, spec: ModelSpec) -> Installed:
    folder = root / spec.id / hashlib.sha1(spec.id.encode()).hexdigest()
    (folder / "hf").mkdir(parents=True)
    (folder / "hf" / "config.json").write_text("{}")
    files = record_files(folder, [folder / "hf" / "config.json"])
    at = "2026-01-01T00:00:00Z"
    installed = Installed(folder, spec.id, spec.repo, spec.revision, folder.name, ("torch",), None, at, files)
    write_ready(installed)
    return installed


class Log(list[Event]):
    """The events so far; `until` waits for one."""

    def __init__(self) -> None:
        super().__init__()
        self._more = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._more:
            self.append(event)
            self._more.notify_all()

    def until(self, wanted: Callable[[Event], bool]) -> None:
        with self._more:
            assert self._more.wait_for(lambda: any(map(wanted, self)), 60), self

    def ready(self) -> list[str]:
        return [event.entry.language for event in self if isinstance(event, Ready)]


def begin(work: Callable[..., R], *args: Any, **given: Any) -> Future[R]:
    """Begins `work` in a thread; a test that fails does not wait for its end."""
    executor = ThreadPoolExecutor(1)
    future = executor.submit(work, *args, **given)
    executor.shutdown(wait=False)
    return future


Make = Callable[..., Service]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Services over one folder of models, closed at the end."""
    made: list[Service] = []

    def make(*installed: ModelSpec, pull: Any = "never") -> Service:
        for spec in installed:
            install(tmp_path, spec)
        store = Store(tmp_path, catalog=Catalog((EN_UK, EN_FR), {}))
        store.folder_of_test, store.arrives = tmp_path, threading.Event()
        pool = TwoWorkers(store, Runtime)
        settings = Settings(models_dir=tmp_path, pull=pull)
        made.append(Service(settings, store=store, pool=pool, installer=Installer(store, policy=pull)))
        return made[-1]

    Interpreter.behaviours = {}
    yield make
    for behaviour in Interpreter.behaviours.values():
        behaviour.release.set()
    for service in made:
        service.close()


def test_a_language_is_told_of_as_soon_as_it_is_ready(make: Make) -> None:
    service, log = make(EN_UK, EN_FR), Log()
    slow = Interpreter.behaviours["en-fr"] = Behaviour("stall")
    answer = begin(service.summarize, REQUEST, on_progress=log)
    log.until(lambda event: isinstance(event, Ready) and event.entry.language == "uk")
    assert slow.entered.wait(60)
    assert log.ready() == ["en", "uk"]
    assert not answer.done()
    slow.release.set()
    result = answer.result(60)
    assert log.ready() == ["en", "uk", "fr"]
    assert [entry.language for entry in result.summaries] == ["fr", "en", "uk"]
    told = {event.entry.language: event.entry for event in log if isinstance(event, Ready)}
    assert tuple(told[entry.language] for entry in result.summaries) == result.summaries
    counted = [(event.done, event.of) for event in log if isinstance(event, Stage) and event.name == "translate"]
    assert counted == [(None, None), (1, 3), (2, 3), (3, 3)]
    assert {"translate", "check"} <= result.timings_ms.keys()


def test_what_was_stored_is_told_all_the_same(make: Make) -> None:
    service = make(EN_UK, EN_FR)
    first = service.summarize(REQUEST)
    log = Log()
    second = service.summarize(REQUEST, on_progress=log)
    assert second.cached and not [event for event in log if isinstance(event, ModelAwaited)]
    assert [event.entry for event in log if isinstance(event, Ready)] == list(first.summaries)


def test_who_waits_for_another_request_is_told_as_well(make: Make) -> None:
    service, log = make(EN_UK, EN_FR), Log()
    slow = Interpreter.behaviours["en-fr"] = Behaviour("stall")
    leader = begin(service.summarize, REQUEST)
    assert slow.entered.wait(60)
    follower = begin(service.summarize, REQUEST, on_progress=log)
    log.until(lambda event: event == Stage("summarize"))
    slow.release.set()
    assert leader.result(60).summaries == follower.result(60).summaries
    assert sorted(log.ready()) == ["en", "fr", "uk"]


def test_translations_are_told_target_by_target_however_many_languages_they_are_from(make: Make) -> None:
    log = Log()
    request = TranslationRequest((text("en"), "", "Нові будинки стоять біля річки."), ("uk", "fr"))
    result = make(EN_UK, EN_FR).translate(request, on_progress=log)
    assert sorted(log.ready()) == ["fr", "uk"]
    told = {event.entry.language: event.entry for event in log if isinstance(event, Ready)}
    assert tuple(told[entry.language] for entry in result.translations) == result.translations


def test_a_model_that_is_loaded_for_a_request_is_told_of_once(make: Make) -> None:
    service, log = make(EN_UK), Log()
    request = TranslationRequest((text("en"),), ("uk",), "en", cache=False)
    service.translate(request, on_progress=log)
    assert [event for event in log if isinstance(event, ModelAwaited)] == [
        ModelAwaited("en-uk", "loading"),
        ModelAwaited("en-uk", "ready"),
    ]
    log.clear()
    service.translate(request, on_progress=log)
    assert not [event for event in log if isinstance(event, ModelAwaited)]


def arriving(service: Service) -> threading.Event:
    store: Any = service._installer._store
    return store.arrives


def test_a_model_on_its_way_is_waited_for_and_holds_up_no_other_language(make: Make) -> None:
    service, log = make(EN_UK, pull="on_demand"), Log()
    answer = begin(service.summarize, REQUEST, on_progress=log, wait_for_models=True)
    log.until(lambda event: event == ModelAwaited("en-fr", "downloading", 0.45))
    assert log.ready() == ["en", "uk"]
    arriving(service).set()
    result = answer.result(60)
    assert not [entry for entry in result.summaries if isinstance(entry, Failure)]
    states = [event.state for event in log if isinstance(event, ModelAwaited) and event.model == "en-fr"]
    assert list(dict.fromkeys(states)) == ["downloading", "ready", "loading"] and states[-1] == "ready"


def test_who_does_not_wait_is_told_to_come_back(make: Make) -> None:
    service = make(EN_UK, pull="on_demand")
    failed = service.summarize(REQUEST).summaries[0]
    assert isinstance(failed, Failure) and isinstance(failed.error, ModelLoading)
    arriving(service).set()


def test_waiting_for_a_model_ends_with_the_deadline_and_says_what_was_waited_for(make: Make) -> None:
    service = make(EN_UK, pull="on_demand")
    result = service.translate(
        TranslationRequest((text("en"),), ("fr", "uk"), "en"), ticket=Ticket(0.5), wait_for_models=True
    )
    failed, translated = result.translations
    assert isinstance(failed, Failure) and isinstance(failed.error, ModelLoading) and "45 %" in failed.error.detail
    assert translated.language == "uk" and not isinstance(translated, Failure)
    arriving(service).set()


def test_waiting_for_a_model_ends_when_nobody_waits_any_more(make: Make) -> None:
    service, log, ticket = make(EN_UK, pull="on_demand"), Log(), Ticket(60)
    answer = begin(service.summarize, REQUEST, on_progress=log, ticket=ticket, wait_for_models=True)
    log.until(lambda event: isinstance(event, ModelAwaited))
    ticket.cancel()
    with pytest.raises(Cancelled):
        answer.result(60)
    arriving(service).set()


def test_a_request_that_is_given_up_stops_waiting_for_an_engine_that_does_not_answer(make: Make) -> None:
    service, ticket = make(EN_UK, EN_FR), Ticket(60)
    slow = Interpreter.behaviours["en-fr"] = Behaviour("stall")
    answer = begin(service.translate, TranslationRequest(("A word.",), ("fr",), "en"), ticket=ticket)
    assert slow.entered.wait(60)
    ticket.cancel()
    [failed] = answer.result(60).translations
    assert isinstance(failed, Failure) and isinstance(failed.error, Cancelled)
    assert not slow.release.is_set()
