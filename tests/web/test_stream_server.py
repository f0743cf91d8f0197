"""Streams over real sockets: readers that leave, that read nothing or slowly, and the end of the server."""

from __future__ import annotations

import json
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from service.app import create_app
from service.pipeline.service import Service
from service.settings import Settings
from service.web import stream
from service.web.channel import Channel
from service.web.context import Context, context_of
from service.web.server import Server, create_server
from tests.pipeline.test_progress import EN_FR, EN_UK, Interpreter, make  # noqa: F401
from tests.support.events import Event, events
from tests.support.fake_engines import Behaviour
from tests.support.fake_service import FakeService
from tests.web.test_server import PATIENCE_S, Running, Start, start, until  # noqa: F401

ASKED = {"text": "Good news. The rest tomorrow.", "target_languages": ["en", "uk"]}


@dataclass
class Here:
    """A server in this process."""

    server: Server
    context: Context

    def open(self, body: Any = ASKED, path: str = "/v1/summaries") -> socket.socket:
        return opened(self.server.addresses[0][1], body, path)

    def streams(self) -> int:
        return sum(thread.name == "stream" for thread in threading.enumerate())


def opened(port: int, body: Any, path: str = "/v1/summaries", version: str = "1.1") -> socket.socket:
    """A connection on which a stream was asked for."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
    data = json.dumps(body).encode()
    head = f"POST {path} HTTP/{version}\r\nHost: x\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\n"
    connection.sendall(f"{head}Content-Length: {len(data)}\r\n\r\n".encode() + data)
    return connection


def received(connection: socket.socket) -> Iterator[bytes]:
    """What comes after the head, chunk by chunk."""
    with connection.makefile("rb") as file:
        assert file.readline().startswith(b"HTTP/1.1 200 ")
        while file.readline() != b"\r\n":
            pass
        while size := int(file.readline(), 16):
            yield file.read(size)
            assert file.read(2) == b"\r\n"


def answered(connection: socket.socket) -> list[Event]:
    with connection:
        return list(events(received(connection)))


@contextmanager
def serving(service: Service, **settings: Any) -> Iterator[Here]:
    values = Settings(port=0, **settings)
    app = create_app(values, service)
    server = create_server(app, values)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield Here(server, context_of(app))
    finally:
        server.stop()
        thread.join(PATIENCE_S)


@pytest.fixture
def fake() -> FakeService:
    return FakeService()


@pytest.fixture
def here(fake: FakeService) -> Iterator[Here]:
    with serving(fake.as_service(), threads=8, max_in_flight=8, drain_timeout_s=2, idle_timeout_s=1) as here:
        yield here
        if fake.gate is not None:
            fake.gate.set()


def test_events_are_sent_when_they_happen(here: Here, fake: FakeService) -> None:
    fake.gate = threading.Event()
    with here.open() as connection:
        found = events(received(connection))
        assert next(found).name == "stage"
        fake.gate.set()
        assert [event.name for event in found] == ["article", "summary", "summary", "answer"]
        assert connection.recv(1) == b""


def test_a_reader_of_http_1_0_gets_its_events_without_chunks(here: Here) -> None:
    with opened(here.server.addresses[0][1], ASKED, version="1.0") as connection:
        head, _, body = b"".join(iter(lambda: connection.recv(65536), b"")).partition(b"\r\n\r\n")
    assert b"chunked" not in head
    assert [event.name for event in events([body])][-1] == "answer"


@pytest.fixture
def stalling(make: Callable[..., Service]) -> Iterator[tuple[Here, Behaviour]]:  # noqa: F811
    """A server over the real service with a translator into French that does not come back."""
    slow = Interpreter.behaviours["en-fr"] = Behaviour("stall")
    with serving(make(EN_UK, EN_FR), max_in_flight=4, threads=4) as here:
        yield here, slow
        slow.release.set()


def test_work_that_only_one_reader_waited_for_stops_when_it_leaves(stalling: tuple[Here, Behaviour]) -> None:
    here, slow = stalling

    def batches() -> Any:
        return here.context.service.stats()["batcher"][0]

    connections = []
    for number, true in enumerate((lambda: slow.calls == 1, lambda: slow.calls == 2, lambda: batches().waiting_units)):
        body = {"text": f"A word {number}.", "source_language": "en", "target_languages": ["fr"]}
        connections.append(here.open(body, "/v1/translations"))
        until(true)
    assert here.context.admission.in_flight == here.streams() == 3
    for connection in connections:
        connection.close()
    until(lambda: here.context.admission.in_flight == 0 and here.streams() == 0)
    assert not slow.release.is_set(), "both workers are still in their batches"
    slow.release.set()
    until(lambda: not batches().running_batches and not batches().waiting_units)
    assert (slow.calls, batches().dropped) == (2, 1), "what nobody waits for is not begun"


def test_what_another_reader_waits_for_goes_on(stalling: tuple[Here, Behaviour]) -> None:
    here, slow = stalling
    body = {"text": "A word.", "source_language": "en", "target_languages": ["fr", "uk"]}
    with here.open(body, "/v1/translations"):
        assert slow.entered.wait(PATIENCE_S)
        stays = here.open(body, "/v1/translations")
        until(lambda: here.context.admission.in_flight == 2)
    until(lambda: here.context.admission.in_flight == 1)
    slow.release.set()
    found = answered(stays)
    assert found[-1].name == "answer"
    assert {data["status"] for name, data in found if name == "translation"} == {"ok"}


def test_hundreds_of_readers_that_leave_leave_nothing_behind(fake: FakeService) -> None:
    fake.gate = threading.Event()
    with serving(fake.as_service(), max_in_flight=64, threads=64) as here:
        before = threading.active_count()
        for _ in range(4):
            connections = [here.open() for _ in range(50)]
            until(lambda: here.context.admission.in_flight == 50 and here.streams() == 50)
            for connection in connections:
                connection.close()
            fake.gate.set()
            until(lambda: here.context.admission.in_flight == 0 and here.streams() == 0)
            fake.gate.clear()
        assert threading.active_count() == before
        assert here.context.traffic.requests().counts == {("POST", "/v1/summaries", 200): 200}
        until(lambda: not any(isinstance(each, Channel) for each in list(here.server._sockets.values())))
        fake.gate.set()
        assert answered(here.open())[-1].name == "answer"


def test_a_reader_that_reads_nothing_is_given_up_with_what_it_was_sent(
    monkeypatch: pytest.MonkeyPatch, fake: FakeService
) -> None:
    monkeypatch.setattr(stream, "_PATIENCE_S", 0.5)
    body = {"text": "Long news. " * 500_000, "target_languages": ["en", "uk"], "include": ["text"]}
    settings = {"max_text_characters": 9_000_000, "max_body_bytes": 9_000_000, "idle_timeout_s": 1}
    with serving(fake.as_service(), **settings) as here, here.open(body):
        until(lambda: any(isinstance(each, Channel) for each in list(here.server._sockets.values())))
        until(lambda: here.context.traffic.requests().counts != {})
        until(lambda: here.context.admission.in_flight == 0 and here.streams() == 0)
        until(lambda: not any(isinstance(each, Channel) for each in list(here.server._sockets.values())))


def test_a_drain_lets_streams_finish(start: Start) -> None:  # noqa: F811
    running = start(drain_timeout_s=10)
    with opened(running.port, {"text": "sleep 1.5"}) as connection:
        found = events(received(connection))
        began(running)
        assert next(found, None) is not None
        assert [event.name for event in found][-1] == "answer"
    assert running.process.wait(PATIENCE_S) == 0
    assert running.output == "finished\n"


def began(running: Running) -> None:
    """Lets the request arrive, and begins the drain."""
    running.busy(1)
    running.process.send_signal(signal.SIGTERM)


def test_a_drain_that_is_over_is_told_before_the_connection_closes(start: Start) -> None:  # noqa: F811
    running = start(drain_timeout_s=2)
    with opened(running.port, {"text": "linger 60"}) as connection:
        found = events(received(connection))
        began(running)
        [(name, data)] = found
    assert (name, data["code"]) == ("problem", "draining")
    assert running.process.wait(PATIENCE_S) == 0
    assert running.output.split() == ["left", "finished"]


def test_a_deadline_is_told(start: Start) -> None:  # noqa: F811
    running = start(deadline_s=0.5)
    found = answered(opened(running.port, {"text": "sleep 4"}))
    assert [(name, data["code"]) for name, data in found] == [("problem", "deadline_exceeded")]


def test_the_real_service_says_the_same_in_both_ways(make: Callable[..., Service]) -> None:  # noqa: F811
    service = make(EN_UK, EN_FR)
    body = {"text": "The ferry is late. Nobody waits. " * 5, "target_languages": ["fr", "en", "uk"], "cache": False}
    client = create_app(Settings(), service).test_client()
    headers = {"Accept": "text/event-stream", "X-Request-Id": "mine"}
    found = list(events([client.post("/v1/summaries", json=body, headers=headers).data]))
    plain = client.post("/v1/summaries", json=body, headers={"X-Request-Id": "mine"}).get_json()
    answer = found[-1].data
    for each in (answer, plain):
        del each["id"], each["timings_ms"]
        for step in [step for entry in each["summaries"] for step in entry["steps"]]:
            del step["ms"]
    assert answer == plain
    assert list(dict.fromkeys(data["stage"] for name, data in found if name == "stage")) == [
        "read",
        "detect",
        "summarize",
        "translate",
        "check",
    ]
    assert {data["language"] for name, data in found if name == "summary"} == {"fr", "en", "uk"}


def test_what_was_stored_is_streamed_as_well(tmp_path: Path) -> None:
    text = "The ferry is late. Nobody waits on the pier. It rains all day long in the small town by the sea. " * 3
    body = {"text": text, "source_language": "en", "target_languages": ["en"], "engine": "extractive"}
    settings = Settings(models_dir=tmp_path, pull="never")
    with Service.from_settings(settings) as service:
        client = create_app(settings, service).test_client()
        first, second = (
            list(events([client.post("/v1/summaries", json=body, headers={"Accept": "text/event-stream"}).data]))
            for _ in range(2)
        )
    assert (first[-1].data["cached"], second[-1].data["cached"]) == (False, True)
    for found in (first, second):
        assert [name for name, _ in found if name != "stage"] == ["article", "summary", "answer"]
    assert second[-1].data["summaries"] == first[-1].data["summaries"]
