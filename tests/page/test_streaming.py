"""What the page makes of a stream of events, as each arrives: the test is the server that sends them."""

from __future__ import annotations

import json
import queue
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from service.app import create_app
from service.settings import Settings
from tests.page.conftest import IN_A_BROWSER, Site, Visit, serving_app
from tests.page.newsroom import ARTICLE, STORY, Newsroom
from tests.page.test_journey import ask

pytestmark = IN_A_BROWSER

Start = Callable[..., Any]
_END = object()


class Script:
    """Takes the place of the summaries' route and sends what it is told to, when it is told to."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._parts: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/v1/summaries":
            return self._app(environ, start_response)
        assert environ["HTTP_ACCEPT"].startswith("text/event-stream")
        start_response("200 OK", [("Content-Type", "text/event-stream; charset=utf-8"), ("Cache-Control", "no-store")])
        return self._events()

    def send(self, event: str, **data: Any) -> None:
        self._parts.put(f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode())

    def send_bytes(self, part: bytes) -> None:
        self._parts.put(part)

    def end(self) -> None:
        self._parts.put(_END)

    def _events(self) -> Iterator[bytes]:
        while (part := self._parts.get(timeout=60)) is not _END:
            yield part


@pytest.fixture
def staged() -> Iterator[tuple[Site, Script]]:
    service = Newsroom()
    settings = Settings(port=0, drain_timeout_s=0)
    app = create_app(settings, service.as_service())
    script = Script(app.wsgi_app)
    app.wsgi_app = script  # type: ignore[method-assign]
    with serving_app(app, settings) as url:
        yield Site(url, service), script
        script.end()


@pytest.fixture
def site(staged: tuple[Site, Script]) -> Site:
    return staged[0]


@pytest.fixture
def script(staged: tuple[Site, Script]) -> Script:
    return staged[1]


@pytest.fixture
def answer() -> dict[str, Any]:
    """What the JSON answer would be."""
    client = create_app(Settings(), Newsroom().as_service()).test_client()
    body = {"text": ARTICLE, "target_languages": ["en", "fr", "uk"], "include": ["text", "keywords"]}
    return client.post("/v1/summaries", json=body).get_json()


def test_progress_is_shown_as_it_happens(visit: Visit, script: Script, answer: dict[str, Any]) -> None:
    visitor = visit()
    page = visitor.open()
    ask(page)
    cards, stage = page.locator(".card"), page.locator("#stage")

    script.send("stage", stage="read", elapsed_ms=0.1)
    expect(stage).to_have_text("Reading")
    script.send_bytes(b": heartbeat\n\n")
    script.send("stage", stage="detect", elapsed_ms=1)
    expect(page.locator("#stages .now")).to_contain_text("Detecting the language")
    script.send("article", **answer["article"])
    expect(page.locator("#article p")).to_have_count(3)
    script.send("model", model="opus-mt-en-uk", state="downloading", progress=0.42)
    expect(page.locator("#downloads li")).to_contain_text("Downloading opus-mt-en-uk")
    assert page.locator("#downloads progress").evaluate("(bar) => bar.value") == 0.42
    script.send("model", model="opus-mt-en-uk", state="loading")
    expect(page.locator("#downloads li")).to_contain_text("Loading opus-mt-en-uk")
    visitor.keep("downloading")
    script.send("model", model="opus-mt-en-uk", state="ready")
    expect(page.locator("#downloads li")).to_have_count(0)
    script.send("stage", stage="summarize", done=3, of=12, elapsed_ms=80)
    expect(stage).to_have_text("Summarizing 3 of 12")
    expect(page.locator("#stages .done")).to_have_count(2)
    script.send("text", language="en", text="The ferry ")
    script.send("text", language="en", text="between")
    expect(cards.first.locator(".provisional")).to_have_text("The ferry between")
    script.send("text", language="en", text="", restart=True)
    expect(cards.first.locator(".provisional")).to_be_empty()
    script.send("summary", **answer["summaries"][0])
    expect(cards.first.locator("[data-part=text]")).to_have_text(" ".join(STORY["en"]))
    expect(page.locator("#said")).to_have_text("English: ready.")
    script.send("stage", stage="translate", elapsed_ms=90)
    expect(cards.nth(1).locator("[data-part=state]")).to_have_text("Translating")
    visitor.keep("streaming")
    for summary in answer["summaries"][1:]:
        script.send("summary", **summary)
    script.send("stage", stage="check", elapsed_ms=99)
    script.send("answer", **answer)
    script.end()

    expect(page.locator("#progress")).to_be_hidden()
    expect(page.locator("#outcome")).to_contain_text("3 summaries in")
    expect(page.locator("#cards .sentence")).to_have_count(9)
    page.locator("#cards .sentence").nth(4).click()
    expect(page.locator(".source-mark.on")).to_have_count(1)


def test_events_may_be_cut_anywhere(visit: Visit, script: Script, answer: dict[str, Any]) -> None:
    page = visit().open()
    ask(page)
    whole = f"event: answer\r\ndata: {json.dumps(answer, ensure_ascii=False)}\r\n\r\n".encode()
    for start in range(0, len(whole), 97):  # through letters of two bytes, and between \r and \n
        script.send_bytes(whole[start : start + 97])
    script.end()

    expect(page.locator("#cards .sentence")).to_have_count(9)


def test_what_came_before_a_problem_stays(visit: Visit, script: Script, answer: dict[str, Any]) -> None:
    page = visit().open()
    ask(page)
    script.send("summary", **answer["summaries"][0])
    script.send("problem", title="The work took longer", detail="It took too long; ask for less.", code="x", status=504)
    script.end()

    expect(page.locator("#problem p").first).to_have_text("It took too long; ask for less.")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator("#progress")).to_be_hidden()
