"""What every answer has: an id, headers, a line in the log; and how many requests are let in."""

from __future__ import annotations

import io
import logging
import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.errors import EngineFailed
from service.web.admission import OPERATIONS_PATHS
from service.web.boundary import ADMITTED
from service.web.context import context_of
from tests.support.fake_service import FakeService
from tests.web.conftest import Post

PATH = "/v1/summaries"
EVERY_PATH = [
    "/v1/languages",
    "/v1/models",
    "/livez",
    "/readyz",
    "/version",
    "/metrics",
    "/openapi.json",
    "/docs",
    "/nowhere",
    PATH,
]


@pytest.mark.parametrize("path", EVERY_PATH)
def test_every_answer_has_a_new_id_and_safe_headers(client: FlaskClient, path: str) -> None:
    first, second = client.get(path), client.get(path)
    assert re.fullmatch("[0-9a-f]{32}", first.headers["X-Request-Id"])
    assert first.headers["X-Request-Id"] != second.headers["X-Request-Id"]
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in first.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in first.headers["Content-Security-Policy"]
    assert not [name for name in first.headers.keys() if name.startswith("Access-Control")]  # noqa: SIM118
    assert "Server" not in first.headers


@pytest.mark.parametrize("offered", ["a", "order-66_B.2", "x" * 64])
def test_the_callers_id_is_kept(client: FlaskClient, offered: str) -> None:
    assert client.get("/livez", headers={"X-Request-Id": offered}).headers["X-Request-Id"] == offered
    assert client.get("/nowhere", headers={"X-Request-Id": offered}).get_json()["request_id"] == offered


@pytest.mark.parametrize("offered", ["", "x" * 65, "a b", "a;b", "ідентифікатор".encode().decode("latin-1"), "a\tb"])
def test_an_id_that_is_none_is_replaced(client: FlaskClient, offered: str) -> None:
    given = client.get("/livez", headers={"X-Request-Id": offered}).headers["X-Request-Id"]
    assert re.fullmatch("[0-9a-f]{32}", given)


def gauge(client: FlaskClient) -> int:
    return context_of(client.application).admission.in_flight


def in_background(app: Flask, count: int) -> tuple[list[threading.Thread], list[TestResponse]]:
    answers: list[TestResponse] = []

    def call() -> None:
        answers.append(app.test_client().post(PATH, json={"text": "Good news."}))

    threads = [threading.Thread(target=call) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads, answers


def test_one_request_more_than_allowed_is_503_before_its_body_is_read(
    client: FlaskClient, service: FakeService
) -> None:
    service.gate = threading.Event()
    threads, answers = in_background(client.application, 2)
    for _ in threads:
        assert service.entered.acquire(timeout=60)
    assert gauge(client) == 2

    class Unreadable(io.RawIOBase):
        def readinto(self, buffer: object) -> int:
            raise AssertionError("the body was read")

    refused = client.post(PATH, json={"text": "Good news."}, environ_overrides={"wsgi.input": Unreadable()})
    assert (refused.status_code, refused.get_json()["code"]) == (503, "overloaded")
    assert refused.headers["Retry-After"] == "1"
    assert "2 requests are in progress" in refused.get_json()["detail"]
    assert [client.get(path).status_code for path in sorted(OPERATIONS_PATHS)] == [200] * 4
    service.gate.set()
    for thread in threads:
        thread.join(60)
    assert [answer.status_code for answer in answers] == [200, 200]
    assert gauge(client) == 0


@pytest.mark.parametrize("error", [None, EngineFailed("No."), ValueError("no"), MemoryError()])
def test_the_gauge_returns_to_zero(client: FlaskClient, service: FakeService, error: Exception | None) -> None:
    service.raises = error
    bodies: list[Any] = [{"text": "Good news."}, {"text": ""}, {"tex": "a"}, []]
    for body in bodies:
        client.post(PATH, json=body)
    client.get("/nowhere")
    client.get(PATH)
    client.get("/v1/models")
    assert gauge(client) == 0


def test_a_server_that_counts_itself_is_believed(client: FlaskClient, service: FakeService) -> None:
    seen: list[float] = []
    service.watch = lambda: seen.append(gauge(client))
    body = {"text": "Good news."}
    assert client.post(PATH, json=body).status_code == 200
    assert client.post(PATH, json=body, environ_overrides={ADMITTED: True}).status_code == 200
    assert seen == [1, 0]


def test_a_request_is_one_line_in_the_log(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    response = post(PATH, text="Good news.")
    [line] = caplog.messages
    found = re.fullmatch(r"POST /v1/summaries 200 (\d+\.\d)ms id=(\w+) bytes=(\d+)", line)
    assert found and found[2] == response.headers["X-Request-Id"] and int(found[3]) == len(response.data)
    caplog.clear()
    post(PATH)
    assert re.fullmatch(r"POST /v1/summaries 400 .* problem=malformed", caplog.messages[0])


def test_the_log_names_routes_and_not_paths(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client.get("/secret/path?key=secret")
    assert re.match(r"GET - 404 ", caplog.messages[0])
    assert "secret" not in caplog.text


CANARY = "Zxqvkanarejka"


def everywhere(client: FlaskClient) -> list[Callable[[], TestResponse]]:
    """Requests on every route and error path, the canary wherever a caller can put something."""
    bodies = [
        {"text": f"{CANARY} is here.", "title": CANARY, "target_languages": ["uk", "en"]},
        {"text": [f"{CANARY} is here."], "target_languages": ["uk"]},
        {"text": f"{CANARY}\x00"},
        {"text": CANARY, CANARY: 1},
        {"text": CANARY, "source_language": CANARY},
        {"text": CANARY, "style": CANARY, "model": CANARY, "max_words": CANARY},
        {"text": CANARY * 1000},
        {"text": CANARY * 2000},
        {"url": f"https://{CANARY}.example/{CANARY}"},
        [CANARY],
        CANARY,
    ]
    paths = (PATH, "/v1/translations", "/v1/detections")
    calls: list[Callable[[], TestResponse]] = [
        lambda path=path, body=body: client.post(f"{path}?key={CANARY}", json=body) for path in paths for body in bodies
    ]
    headers = {"X-Request-Id": f"{CANARY} ", "Authorization": f"Bearer {CANARY}", "Accept-Language": CANARY}
    calls += [
        lambda path=path: client.get(f"{path}?q={CANARY}", headers=headers, buffered=True)
        for path in (*EVERY_PATH, f"/{CANARY}", "/docs/errors", "/static/docs.css")
    ]
    raw = [CANARY.encode(), f'{{"text": "{CANARY}'.encode(), CANARY.encode() + b"\xff", f'{{"{CANARY}": NaN}}'.encode()]
    for data in raw:
        calls.append(lambda data=data: client.post(PATH, data=data, content_type="application/json"))
    calls.append(lambda: client.post(PATH, data=CANARY, content_type=f"text/{CANARY}"))
    for body in ({"html": f"<p>{CANARY}</p>", "title": CANARY}, {"url": f"{CANARY}://{CANARY}"}, {"html": CANARY * 99}):
        calls.append(lambda body=body: client.post(PATH, json=body))
    for name, size in (("file", 1), ("file", 3000), ("html", 1), (CANARY, 1)):
        file = (io.BytesIO(CANARY.encode() * size), f"{CANARY}.pdf", f"text/{CANARY}")
        calls.append(lambda name=name, file=file: client.post(PATH, data={name: file, "title": CANARY}))
    for fields in ({"url": f"https://{CANARY}.example"}, {"text": CANARY, "glossary": CANARY}, {"text": [CANARY] * 2}):
        form = {"data": fields, "content_type": "multipart/form-data"}
        calls.append(lambda form=form: client.post(PATH, **form))
    calls.append(lambda: client.post(PATH, data=CANARY, content_type=f"multipart/form-data; boundary={CANARY}"))
    return calls


@pytest.mark.parametrize("failure", [None, EngineFailed("It failed."), ValueError(CANARY), RuntimeError(CANARY)])
def test_no_word_of_a_caller_is_ever_logged(
    client: FlaskClient, service: FakeService, caplog: pytest.LogCaptureFixture, failure: Exception | None
) -> None:
    caplog.set_level(logging.DEBUG)
    if failure is not None:
        failure.__cause__ = KeyError(CANARY)
    service.raises = failure
    service.failures["en"] = ValueError(CANARY)
    statuses = {call().status_code for call in everywhere(client)}
    assert {400, 404, 405, 413, 415, 422} <= statuses
    logged = caplog.text + "".join(record.getMessage() + str(record.exc_info) for record in caplog.records)
    assert len(caplog.records) > 40
    assert CANARY.lower() not in logged.lower()


def test_thousands_of_mixed_requests_leave_nothing_behind(client: FlaskClient, service: FakeService) -> None:
    for index in range(300):
        service.raises = ValueError("no") if index % 3 == 0 else None
        client.post(PATH, json={"text": "Good news."} if index % 2 else {})
    assert gauge(client) == 0
