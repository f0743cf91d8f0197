"""A chat server that fails in every way it can: the caller gets the fallback or a clear error, and nothing is left."""

from __future__ import annotations

import gc
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from service.app import create_app
from service.engines.chat.wire import retries
from service.errors import DeadlineExceeded, StisloError, Unavailable
from service.pipeline.service import Service
from service.runtime.ticket import Ticket
from service.settings import Settings
from service.types import Article, EngineChoice, Failure, Summary, SummaryRequest
from tests.support.chat_server import ChatServer, Manner
from tests.support.chat_speakers import chatty, saying, thinking
from tests.support.polyglot import ENGLISH, polyglot

REQUESTS = 1000
FAULTS = [
    Manner(polyglot, stall_at=3),
    Manner(polyglot, cut_at=3),
    Manner(polyglot, half_at=3),
    Manner(polyglot, reports=3),
    Manner(polyglot, finish="length"),
    Manner(polyglot, giant=2_000_000, finish=None),
    Manner(silent=True),
    Manner(drop=True),
    Manner(raw=b"data: {"),
    Manner(status=400),
    Manner(status=401),
    Manner(status=429, retry_after="60"),
    Manner(status=500),
    Manner(status=503, retry_after="60"),
    Manner(saying("Ось переказ статті про пором, якого ніхто не просив цією мовою. [1]")),
    Manner(saying('{"summary": [')),
    Manner(chatty(polyglot)),
    Manner(thinking(polyglot)),
    Manner(polyglot),
]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retries, "_FIRST_PAUSE_S", 0.01)


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer(polyglot) as server:
        yield server


@pytest.fixture
def settings(server: ChatServer, tmp_path: Path) -> Settings:
    return Settings(
        models_dir=tmp_path,
        pull="never",
        chat_url=server.url,
        chat_model=server.model,
        chat_timeout_s=0.1,
        chat_concurrency=12,
        cache_mb=0,
    )


@pytest.fixture
def library(settings: Settings) -> Iterator[Service]:
    with Service.from_settings(settings) as service:
        yield service


def eventually(so: Callable[[], bool]) -> bool:
    """Whether it is so within a minute."""
    end = time.monotonic() + 60
    while not so() and time.monotonic() < end:
        threading.Event().wait(0.01)
    return so()


@pytest.mark.parametrize("manner", FAULTS, ids=repr)
def test_auto_always_has_an_answer(server: ChatServer, library: Service, manner: Manner) -> None:
    server.manner = manner

    [summary] = library.summarize(SummaryRequest(Article(ENGLISH))).summaries

    assert isinstance(summary, Summary)
    assert summary.degraded == (summary.steps[-1].engine == "extractive")
    assert "failed" not in {check.status for check in summary.checks}
    assert "reply" not in summary.text and "ferry" in summary.text


def test_a_server_that_is_killed_in_the_middle_of_an_answer(server: ChatServer, settings: Settings) -> None:
    patient = settings.model_copy(update={"chat_timeout_s": 60.0})
    server.manner = Manner(polyglot, piece=1, pause_s=0.02)

    def ask(library: Service, engine: EngineChoice) -> object:
        try:
            return library.summarize(SummaryRequest(Article(ENGLISH), engine=engine)).summaries[0]
        except StisloError as error:
            return error

    with Service.from_settings(patient) as library, ThreadPoolExecutor(2) as callers:
        insisted, auto = callers.submit(ask, library, "chat"), callers.submit(ask, library, "auto")
        assert server.wait_for(lambda server: server.answering == 2)
        server.stop()
        error, summary = insisted.result(), auto.result()
    assert isinstance(error, Unavailable) and error.status == 503
    assert "chat server" in error.detail
    assert isinstance(summary, Summary) and summary.degraded


def test_what_http_says_of_a_server_that_is_full_or_gone(server: ChatServer, settings: Settings) -> None:
    with Service.from_settings(settings) as service:
        client = create_app(settings, service).test_client()
        server.manner = Manner(status=503, retry_after="30")
        full = client.post("/v1/summaries", json={"text": ENGLISH, "engine": "chat"})
        server.stop()
        gone = client.post("/v1/summaries", json={"text": ENGLISH, "engine": "chat"})
        fallback = client.post("/v1/summaries", json={"text": ENGLISH})
    assert (full.status_code, full.get_json()["code"], full.headers["Retry-After"]) == (503, "overloaded", "30")
    assert (gone.status_code, gone.get_json()["code"], gone.headers["Retry-After"]) == (503, "model_unreachable", "10")
    assert fallback.status_code == 200
    assert fallback.get_json()["summaries"][0]["degraded"] is True
    assert "Port Ellis" not in full.get_data(as_text=True) + gone.get_data(as_text=True)


def test_a_thousand_faulty_requests_leave_nothing_behind(server: ChatServer, library: Service) -> None:
    library.summarize(SummaryRequest(Article(ENGLISH), engine="extractive"))
    gc.collect()
    process = psutil.Process()
    threads, descriptors = threading.active_count(), process.num_fds()
    server.then(*(FAULTS[number % len(FAULTS)] for number in range(3 * REQUESTS)))

    def one(number: int) -> str:
        dice = random.Random(number)
        ticket = Ticket(dice.choice([0.02, 0.3, 60.0, 60.0, 60.0]))
        engine: EngineChoice = dice.choice(["auto", "chat"])
        targets = dice.choice([("en",), ("fr",), ("en", "uk")])
        try:
            found = library.summarize(SummaryRequest(Article(ENGLISH), "en", targets, engine=engine), ticket=ticket)
        except (Unavailable, DeadlineExceeded) as error:
            return error.code
        assert all(isinstance(each, Summary | Failure) for each in found.summaries)
        return "answered"

    with ThreadPoolExecutor(16) as callers:
        outcomes = Counter(callers.map(one, range(REQUESTS)))

    assert outcomes["answered"] > REQUESTS / 3, outcomes
    assert {"engine_failed", "deadline_exceeded"} <= outcomes.keys(), outcomes
    [stats] = library.stats()["chat_server"]
    assert (stats.in_flight, stats.waiting) == (0, 0)
    assert server.wait_for(lambda server: server.answering == 0 and server.connections <= 12)
    library.close()
    assert server.wait_for(lambda server: server.connections == 0)
    gc.collect()
    assert library.stats()["chat_server"][0].connections == 0
    assert eventually(lambda: threading.active_count() <= threads + 1)
    assert eventually(lambda: process.num_fds() <= descriptors + 4)
