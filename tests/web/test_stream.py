"""Answers as Server-Sent Events, through the application alone; over sockets in test_stream_server.py."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from pydantic import BaseModel
from werkzeug.test import TestResponse

from service.errors import DeadlineExceeded, EngineFailed, ModelLoading, NoText
from service.pipeline.progress import ArticleRead, Event, ModelAwaited, Piece, Ready, Stage
from service.runtime.ticket import Ticket
from service.types import Article, Detection, Translation
from service.web import stream
from service.web.admission import Admission
from service.web.context import context_of
from service.web.examples import EXAMPLES
from service.web.outbox import Outbox
from service.web.progress import EVENTS, EventWording
from service.web.stream import Stream
from tests.support.events import events
from tests.support.fake_service import FakeService

ASKED = {"text": "Good news. The rest tomorrow.", "target_languages": ["en", "uk"], "include": ["text"]}
WORDING = EventWording("translation", "mine")


class Answer(BaseModel):
    said: str = "yes"


def streamed(client: FlaskClient, path: str = "/v1/summaries", **given: Any) -> TestResponse:
    return client.post(path, headers={"Accept": "text/event-stream", "X-Request-Id": "mine"}, **given)


def without_names(answer: Any) -> Any:
    """An answer without what is another in every answer."""
    return {name: value for name, value in answer.items() if name not in ("id", "timings_ms")}


def test_a_summary_comes_in_events_and_ends_with_the_answer(client: FlaskClient) -> None:
    response = streamed(client, json=ASKED)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/event-stream; charset=utf-8")
    assert response.headers["X-Accel-Buffering"] == "no"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Request-Id"] == "mine"
    assert "Content-Encoding" not in response.headers and "Content-Length" not in response.headers
    found = list(events([response.data]))
    assert [name for name, _ in found] == ["stage", "article", "summary", "summary", "answer"]
    answer = found[-1].data
    assert without_names(answer) == without_names(client.post("/v1/summaries", json=ASKED).get_json())
    assert [data for name, data in found if name == "article"] == [answer["article"]]
    assert [data for name, data in found if name == "summary"] == answer["summaries"]
    assert answer["article"]["text"] == ASKED["text"]
    assert found[0].data["stage"] == "read" and found[0].data.keys() == {"stage", "elapsed_ms"}


@pytest.mark.parametrize("text", ["Good news.", ["Good news.", "The rest tomorrow."]])
def test_a_translation_comes_in_events(client: FlaskClient, service: FakeService, text: Any) -> None:
    service.failures = {"fr": ModelLoading("Wait.")}
    body = {"text": text, "target_languages": ["uk", "fr"]}
    found = list(events([streamed(client, "/v1/translations", json=body).data]))
    assert [name for name, _ in found] == ["stage", "translation", "translation", "answer"]
    assert [data for name, data in found if name == "translation"] == found[-1].data["translations"]
    assert found[2].data["error"]["request_id"] == "mine"
    expected = client.post("/v1/translations", json=body, headers={"X-Request-Id": "mine"}).get_json()
    assert without_names(found[-1].data) == without_names(expected)


def test_a_form_is_answered_in_events_too(client: FlaskClient) -> None:
    data = {"file": (BytesIO(b"Good news."), "a.txt"), "target_languages": "en,uk"}
    found = list(events([streamed(client, data=data).data]))
    assert [name for name, _ in found] == ["stage", "article", "summary", "summary", "answer"]
    assert "text" not in found[1].data


@pytest.mark.parametrize(
    ("accept", "streams"),
    [
        ("text/event-stream", True),
        ("TEXT/Event-Stream", True),
        ("text/event-stream, application/json;q=0.9, application/problem+json;q=0.9", True),
        ("text/event-stream, */*;q=0.1", True),
        ("application/json;q=0.5, text/event-stream;q=0.6", True),
        ("application/json, text/event-stream", False),
        ("application/json, text/event-stream;q=0.9", False),
        ("text/event-stream;q=0, */*", False),
        ("*/*", False),
        ("text/*", False),
        ("application/json", False),
        ("nonsense;;q=x", False),
        ("", False),
    ],
)
def test_only_who_prefers_events_gets_them(client: FlaskClient, accept: str, streams: bool) -> None:
    response = client.post("/v1/summaries", json=ASKED, headers={"Accept": accept})
    expected = "text/event-stream" if streams else "application/json"
    assert (response.status_code, response.mimetype) == (200, expected)


def test_who_says_nothing_of_what_is_accepted_gets_json(client: FlaskClient) -> None:
    assert client.post("/v1/summaries", json=ASKED).mimetype == "application/json"


@pytest.mark.parametrize(
    ("body", "status"), [({"txet": "x"}, 400), ({"text": ""}, 422), ({"text": "x", "target_languages": ["?"]}, 422)]
)
def test_what_is_wrong_with_a_body_is_said_before_any_event(client: FlaskClient, body: Any, status: int) -> None:
    response = streamed(client, json=body)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert response.get_json()["request_id"] == "mine"


@pytest.mark.parametrize("error", [NoText("There is no text."), EngineFailed("No."), ValueError("secret")])
def test_what_goes_wrong_later_is_the_last_event(client: FlaskClient, service: FakeService, error: Exception) -> None:
    service.raises = error
    response = streamed(client, json=ASKED)
    assert response.status_code == 200
    found = list(events([response.data]))
    assert [name for name, _ in found] == ["stage", "problem"]
    assert found[-1].data == client.post("/v1/summaries", json=ASKED, headers={"X-Request-Id": "mine"}).get_json()
    assert "secret" not in response.text


def test_where_every_language_fails_the_last_event_is_the_problem(client: FlaskClient, service: FakeService) -> None:
    service.failures = {"en": EngineFailed("No."), "uk": EngineFailed("No.")}
    found = list(events([streamed(client, json=ASKED).data]))
    assert [name for name, _ in found] == ["stage", "article", "summary", "summary", "problem"]


def test_a_stream_is_counted_and_logged_once_at_its_end(
    client: FlaskClient, service: FakeService, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "service.web.boundary")
    context = context_of(client.application)
    service.gate = threading.Event()
    response = streamed(client, json=ASKED)
    assert service.entered.acquire(timeout=60)
    began = time.monotonic()
    assert (context.admission.in_flight, context.traffic.requests().counts, caplog.messages) == (1, {}, [])
    held_s = time.monotonic() - began
    service.gate.set()
    size = len(response.data)
    response.close()
    assert context.admission.in_flight == 0
    requests = context.traffic.requests()
    assert requests.counts == {("POST", "/v1/summaries", 200): 1}
    assert requests.durations["/v1/summaries"][1] >= held_s
    [line] = caplog.messages
    assert line.startswith("POST /v1/summaries 200 ") and line.endswith(f"id=mine bytes={size}")


def test_the_log_says_with_which_problem_a_stream_ended(
    client: FlaskClient, service: FakeService, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "service.web.boundary")
    service.raises = NoText("There is no text.")
    with streamed(client, json=ASKED) as response:
        assert response.data
    assert [line.rpartition(" ")[2] for line in caplog.messages] == ["problem=no_text"]


def test_a_stream_that_is_closed_early_cancels_its_work(client: FlaskClient, service: FakeService) -> None:
    service.gate = threading.Event()
    response = streamed(client, json=ASKED)
    assert service.entered.acquire(timeout=60)
    threading.Timer(0.1, service.gate.set).start()
    response.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "stream"]
    assert context_of(client.application).admission.in_flight == 0


def test_two_streams_are_as_many_as_two_requests(client: FlaskClient, service: FakeService) -> None:
    service.gate = threading.Event()
    open_ones = [streamed(client, json=ASKED) for _ in range(2)]
    assert streamed(client, json=ASKED).status_code == 503
    service.gate.set()
    for response in open_ones:
        assert response.data
        response.close()
    assert streamed(client, json=ASKED).status_code == 200


# What follows needs no HTTP.


def make(
    work: Any, ticket: Ticket | None = None, admission: Admission | None = None, unsent: Any = lambda: 0
) -> Stream:
    return Stream(work, WORDING, ticket or Ticket(60), admission or Admission(1), unsent)


@pytest.fixture
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in {"_LOOK_S": 0.01, "_HEARTBEAT_S": 0.1, "_PATIENCE_S": 0.2, "_GRACE_S": 0.2}.items():
        monkeypatch.setattr(stream, name, seconds)


@pytest.mark.usefixtures("in_a_hurry")
def test_a_silent_stream_has_a_heart() -> None:
    done = threading.Event()

    def work(tell: Any, ticket: Ticket) -> Answer:
        assert done.wait(60)
        return Answer()

    chunks = make(work).chunks()
    assert [next(chunks), next(chunks)] == [b": heartbeat\n\n"] * 2
    done.set()
    assert list(events(chunks)) == [("answer", {"said": "yes"})]


@pytest.mark.usefixtures("in_a_hurry")
def test_work_that_does_not_mind_its_deadline_is_given_up() -> None:
    def work(tell: Any, ticket: Ticket) -> Answer:
        while not isinstance(ticket.problem(), DeadlineExceeded):
            time.sleep(0.01)
        ended.wait(60)
        return Answer()

    ended = threading.Event()
    found = make(work, Ticket(0.1)).chunks()
    last = next(chunk for chunk in found if chunk != b": heartbeat\n\n")
    ended.set()
    [(name, data)] = events([last, *found])
    assert (name, data["code"]) == ("problem", "deadline_exceeded")


@pytest.mark.usefixtures("in_a_hurry")
def test_work_that_minds_its_deadline_says_so_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_GRACE_S", 60)

    def work(tell: Any, ticket: Ticket) -> Answer:
        with pytest.raises(DeadlineExceeded):
            ticket.wait(threading.Event())
        return Answer(said="in part")

    assert list(events(make(work, Ticket(0.1)).chunks())) == [("answer", {"said": "in part"})]


@pytest.mark.usefixtures("in_a_hurry")
def test_the_end_of_the_process_is_told() -> None:
    admission = Admission(1)

    def work(tell: Any, ticket: Ticket) -> Answer:
        admission.drain(0.05)
        ticket.wait(threading.Event())
        return Answer()

    [(name, data)] = events(make(work, admission=admission).chunks())
    assert (name, data["code"], data["status"]) == ("problem", "draining", 503)


@pytest.mark.usefixtures("in_a_hurry")
def test_a_reader_that_takes_nothing_gets_nothing_more_and_is_given_up() -> None:
    unsent, sent = [0], []

    def work(tell: Any, ticket: Ticket) -> Answer:
        for _ in range(10_000):
            tell(Piece("uk", "x" * 1000))
        ticket.wait(threading.Event())
        return Answer()

    found = make(work, unsent=lambda: unsent[0])
    for chunk in found.chunks():
        sent.append(chunk)
        unsent[0] = 2 << 20
    assert len(sent) == 1
    assert found.problem == "cancelled"


@pytest.mark.usefixtures("in_a_hurry")
def test_a_reader_that_is_slow_gets_everything() -> None:
    left = iter([5 << 20, 4 << 20, 3 << 20, 2 << 20] * 40)
    said = [ModelAwaited("a", "loading"), ModelAwaited("b", "loading"), Stage("check")]

    def work(tell: Any, ticket: Ticket) -> Answer:
        for event in said:
            tell(event)
        return Answer()

    chunks = make(work, unsent=lambda: next(left, 0)).chunks()
    assert [name for name, _ in events(chunks)] == ["model", "model", "stage", "answer"]


def test_a_stream_that_nobody_began_to_read_began_no_work() -> None:
    began = threading.Event()
    chunks = make(lambda tell, ticket: began.set()).chunks()
    chunks.close()  # type: ignore[attr-defined]
    assert not began.is_set()


def test_work_that_ends_its_thread_is_a_problem_too() -> None:
    def work(tell: Any, ticket: Ticket) -> Answer:
        raise SystemExit

    [(name, data)] = events(make(work).chunks())
    assert (name, data["code"]) == ("problem", "internal")


def taken(outbox: Outbox) -> Iterator[Event]:
    while (dated := outbox.take(0.0)) is not None:
        yield dated[0]


def test_what_waits_for_a_slow_reader_becomes_one() -> None:
    outbox = Outbox()
    article = ArticleRead(Article("Text."), Detection("en", 1.0), True)
    ready = Ready(Translation("fr", ("Texte.",), (), (), "s"))
    for event in (
        Stage("summarize"),
        article,
        Stage("summarize", 4, 33),
        Piece("fr", "Il "),
        ModelAwaited("one", "downloading", 0.1),
        Piece("uk", "Во"),
        Piece("fr", "pleut"),
        ModelAwaited("one", "downloading", 0.2),
        ready,
        Piece("uk", "", restart=True),
        Piece("uk", "Дощ"),
    ):
        outbox.put(event, 0.0)
    assert list(taken(outbox)) == [
        Stage("summarize", 4, 33),
        article,
        Piece("fr", "Il pleut"),
        ModelAwaited("one", "downloading", 0.2),
        Piece("uk", "Дощ", restart=True),
        ready,
    ]


def test_what_a_reader_has_is_not_said_again() -> None:
    outbox = Outbox()
    outbox.put(Piece("fr", "Il "), 0.0)
    assert list(taken(outbox)) == [Piece("fr", "Il ")]
    outbox.put(Piece("fr", "pleut"), 0.0)
    assert list(taken(outbox)) == [Piece("fr", "pleut")]


def test_pieces_of_text_are_events() -> None:
    pieces = (Piece("fr", "Il"), Piece("fr", "", restart=True))
    assert [WORDING.say(piece, 0.0)[1].model_dump(mode="json") for piece in pieces] == [
        {"language": "fr", "text": "Il"},
        {"language": "fr", "text": "", "restart": True},
    ]


PATHS = [("summaries", "createSummaries"), ("translations", "createTranslations")]


@pytest.mark.parametrize(("path", "operation"), PATHS)
def test_the_example_of_a_stream_is_as_described(path: str, operation: str) -> None:
    found = list(events([EXAMPLES[operation].stream.encode()]))
    known = EVENTS[f"/v1/{path}"]
    for name, data in found:
        assert known[name].model_validate(data).model_dump(mode="json") == data
    assert found[-1] == ("answer", EXAMPLES[operation].answer)


def test_every_event_is_described(client: FlaskClient) -> None:
    spec = client.get("/openapi.json").get_json()
    for path, known in EVENTS.items():
        described = spec["paths"][path]["post"]["responses"]["200"]["content"]["text/event-stream"]["x-events"]
        assert described.keys() == known.keys()
        for reference in described.values():
            assert spec["components"]["schemas"][reference["$ref"].rsplit("/", 1)[1]]["description"]
