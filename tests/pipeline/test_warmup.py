"""Warming up: what is loaded before the first request, and that nothing keeps a service from getting ready."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from service.app import create_app
from service.engines.base import Budget, Decoding, Document, Draft, Hypothesis
from service.errors import ConfigurationError, Draining, EngineFailed
from service.pipeline.plan import Inventory
from service.pipeline.service import Service
from service.pipeline.warmup import WarmUp
from service.settings import Settings
from service.types import Pair, SummaryRequest
from tests.pipeline.conftest import Lent, summarizer, translator


class Recorder:
    """Notes what it is asked to do; waits for its gate first, and fails where it is told to."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()
        self.fails: Exception | None = None

    def _begin(self, call: str) -> None:
        self.entered.set()
        assert self.gate.wait(60)
        if self.fails is not None:
            raise self.fails
        self.calls.append(call)

    def count_tokens(self, segments: Sequence[str]) -> list[int]:
        return [1 for _ in segments]

    def close(self) -> None:
        raise AssertionError("nobody closes what is lent")


class Translates(Recorder):
    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        self._begin(str(pair))
        return [[Hypothesis(segment, 1)] for segment in segments]


class Summarizes(Recorder):
    def summarize(self, documents: Sequence[Document], budget: Budget, decoding: Decoding) -> list[Draft]:
        self._begin(documents[0].language)
        return [Draft(document.sentences) for document in documents]


MODELS = (
    summarizer("writer", "en"),
    translator("in", "fr-en"),
    translator("out", "en-uk"),
    translator("absent", "en-de"),
)


class Setting:
    """A warm-up of `wishes` with three of the models installed."""

    def __init__(self, *wishes: str) -> None:
        self.writer, self.inward, self.outward = Summarizes(), Translates(), Translates()
        self.requests: list[SummaryRequest] = []
        inventory = Inventory(MODELS, frozenset({"writer", "in", "out"}))
        lent = Lent(writer=self.writer, **{"in": self.inward}, out=self.outward)
        self.warmup = WarmUp(lent, lambda: inventory, self.requests.append, wishes)

    def run(self) -> None:
        self.warmup.start()
        self.warmup.wait(60)
        assert not self.warmup.under_way


def test_it_loads_what_a_pair_and_a_language_need() -> None:
    setting = Setting("en-uk", "fr-uk", "en", "fr")
    setting.run()
    assert setting.outward.calls == ["en-uk", "en-uk"]
    assert setting.inward.calls == ["fr-en", "fr-en"]
    assert setting.writer.calls == ["en", "en"]
    assert [request.engine for request in setting.requests] == ["extractive"]


def test_it_is_under_way_from_its_start_to_its_end_and_runs_once() -> None:
    setting = Setting("en-uk")
    assert not setting.warmup.under_way
    setting.outward.gate.clear()
    setting.warmup.start()
    assert setting.warmup.under_way
    assert setting.outward.entered.wait(60)
    assert setting.warmup.under_way
    setting.outward.gate.set()
    setting.run()
    assert setting.outward.calls == ["en-uk"]


@pytest.mark.parametrize(("error", "said"), [(EngineFailed("no idea"), "no idea"), (RuntimeError("oh"), "oh")])
def test_what_fails_is_logged_and_the_rest_goes_on(
    error: Exception, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    setting = Setting("fr-en", "en-ja", "en-uk")
    setting.inward.fails = error
    setting.run()
    assert setting.outward.calls == ["en-uk"]
    assert "Not warmed up: fr-en" in caplog.text and said in caplog.text
    assert "Not warmed up: en-ja: No models in the catalogue lead from en to ja." in caplog.text


def test_a_model_that_is_not_installed_is_a_warning_and_nothing_is_fetched(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.models.reach.answers", lambda url, timeout_s: False)
    settings = Settings(models_dir=tmp_path, pull="on_demand", warm="en-uk, en", hub_url="http://127.0.0.1:9")
    with Service.from_settings(settings) as service:
        client = create_app(settings, service).test_client()
        service.warm_up()
        service._warmup.wait(60)
        assert service.ready() == (True, "ready")
        assert client.get("/readyz").status_code == 200
        assert {model.state for model in service.models()} == {"available"}
    warnings = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert [warning.split(":")[1] for warning in warnings] == [" en-uk", " en"]
    assert all("models pull" in warning for warning in warnings)


def test_a_service_that_stops_ends_the_warm_up(caplog: pytest.LogCaptureFixture) -> None:
    setting = Setting("fr-en", "en-uk")
    setting.inward.fails = Draining("closing")
    setting.run()
    assert setting.outward.calls == []
    assert caplog.text == ""


def test_the_service_is_not_ready_while_it_warms_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(models_dir=tmp_path, pull="never")
    entered, gate = threading.Event(), threading.Event()
    summarize = Service.summarize

    def gated(self: Service, request: SummaryRequest) -> object:
        entered.set()
        assert gate.wait(60)
        return summarize(self, request)

    monkeypatch.setattr(Service, "summarize", gated)
    with Service.from_settings(settings) as service:
        client = create_app(settings, service).test_client()
        assert client.get("/readyz").status_code == 200
        service.warm_up()
        assert entered.wait(60)
        answer = client.get("/readyz")
        assert (answer.status_code, answer.get_json()["code"]) == (503, "unavailable")
        assert answer.get_json()["detail"] == "The service is not ready: models are being loaded."
        assert client.get("/livez").status_code == 200
        gate.set()
        service._warmup.wait(60)
        assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    ("given", "normal"), [("", ""), (" en-uk, EN ,", "en-uk,en"), ("eng-ukr,fr", "en-uk,fr"), (",,", "")]
)
def test_wishes_are_pairs_and_languages(given: str, normal: str) -> None:
    assert Settings(warm=given).warm == normal


@pytest.mark.parametrize("wrong", ["en-uk-fr", "english", "en-", "en uk", "en-xx", "-"])
def test_other_wishes_stop_the_service_at_its_start(wrong: str) -> None:
    with pytest.raises(ConfigurationError, match="STISLO_WARM"):
        Settings.from_env({"STISLO_WARM": wrong})
