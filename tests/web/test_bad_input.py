"""Whatever a client sends, the answer is a clear 4xx problem that names the field and the remedy."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from service.app import create_app
from service.settings import Settings
from tests.support.fake_service import FakeService

SUMMARIES, TRANSLATIONS, DETECTIONS = "/v1/summaries", "/v1/translations", "/v1/detections"
CHECKS = "/v1/checks"
TEXT = "The bridge opens on Monday."


def send(client: FlaskClient, path: str, raw: bytes, content_type: str | None = "application/json") -> TestResponse:
    return client.post(path, data=raw, content_type=content_type)


def assert_problem(response: TestResponse, status: int, code: str) -> dict[str, Any]:
    assert response.content_type == "application/problem+json"
    problem: dict[str, Any] = json.loads(response.data)
    assert (response.status_code, problem["status"], problem["code"]) == (status, status, code), problem
    assert problem["type"] == f"/docs/errors#{code}"
    assert problem["request_id"] == response.headers["X-Request-Id"]
    assert problem["title"] and problem["detail"].endswith((".", "?"))
    return problem


@pytest.mark.parametrize(
    ("raw", "status", "code", "says"),
    [
        (b"", 400, "malformed", "empty"),
        (b"   ", 400, "malformed", "empty"),
        (b"text=hello", 400, "malformed", "not JSON: line 1, column 1"),
        (b'{"text": "hello"', 400, "malformed", "not JSON"),
        (b"[1]", 400, "malformed", "a list; send a JSON object"),
        (b'"{}"', 400, "malformed", "a string; send a JSON object"),
        (b"null", 400, "malformed", "null; send a JSON object"),
        (b"7", 400, "malformed", "a number; send a JSON object"),
        (b'{"text": "caf\xe9"}', 400, "malformed", "not UTF-8 (byte 13)"),
        ('{"text": "hi"}'.encode("utf-16"), 400, "malformed", "not UTF-8"),
        (b'{"text": "a", "text": "b"}', 400, "malformed", "given twice"),
        (b'{"text": "a", "max_words": NaN}', 400, "malformed", "NaN"),
        (b'{"text": "a", "max_words": -Infinity}', 400, "malformed", "-Infinity"),
        (b'{"text": "a", "max_words": 1e999}', 400, "malformed", "whole number"),
        (b'{"text": "a", "max_words": ' + b"9" * 5000 + b"}", 400, "malformed", "too many digits"),
        (b"[" * 19_000, 400, "malformed", "nested too deeply"),
        (b'{"text":' * 2_000, 400, "malformed", "nested too deeply"),
        (b'{"text": "\x00"}', 400, "malformed", "not JSON"),
        (b'{"text": "a\\u0000b"}', 422, "invalid_text", "NUL"),
        (b'{"text": "a\\ud800b"}', 422, "invalid_text", "surrogate"),
        (b'{"title": "\\udfff", "text": "a"}', 422, "invalid_text", "surrogate"),
        (b'{"text": "a", "\\ud800": 1}', 422, "invalid_text", "surrogate"),
    ],
)
def test_bodies_that_are_not_what_json_should_be(
    client: FlaskClient, raw: bytes, status: int, code: str, says: str
) -> None:
    for path in (SUMMARIES, TRANSLATIONS, DETECTIONS, CHECKS):
        problem = assert_problem(send(client, path, raw), status, code)
        if path == SUMMARIES:
            assert says in problem["detail"]


def test_a_surrogate_pair_is_one_character(client: FlaskClient) -> None:
    assert send(client, SUMMARIES, b'{"text": "Good news \\ud83c\\udf0d."}').status_code == 200


@pytest.mark.parametrize(
    ("content_type", "status", "code"),
    [
        (None, 400, "malformed"),
        ("text/plain", 415, "unsupported_media_type"),
        ("application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        ("nonsense", 415, "unsupported_media_type"),
    ],
)
def test_only_what_is_announced_as_json_is_read_as_json(
    client: FlaskClient, content_type: str | None, status: int, code: str
) -> None:
    body = b"" if content_type is None else json.dumps({"text": TEXT}).encode()
    assert "application/json" in assert_problem(send(client, SUMMARIES, body, content_type), status, code)["detail"]


def test_a_body_without_a_type_is_not_guessed(client: FlaskClient) -> None:
    assert_problem(send(client, SUMMARIES, b'{"text": "a"}', None), 415, "unsupported_media_type")


def test_compressed_bodies_are_refused(client: FlaskClient) -> None:
    response = client.post(SUMMARIES, json={"text": TEXT}, headers={"Content-Encoding": "gzip"})
    assert "without Content-Encoding" in assert_problem(response, 415, "unsupported_media_type")["detail"]


@pytest.mark.parametrize(
    ("path", "body", "status", "code", "fields", "says"),
    [
        (SUMMARIES, {}, 400, "malformed", ["text"], "send it as 'text'"),
        (SUMMARIES, {"text": None}, 400, "malformed", ["text"], "missing"),
        (SUMMARIES, {"text": TEXT, "url": "https://x.example"}, 400, "malformed", ["text", "url"], "exactly one"),
        (SUMMARIES, {"html": "<p>a</p>", "url": "https://x.example"}, 400, "malformed", ["html", "url"], "2 times"),
        (SUMMARIES, {"html": "<p>слово</p>" * 100}, 413, "file_too_large", ["html"], "1200 characters; at most 1024"),
        (SUMMARIES, {"html": "<p>a</p>", "title": " "}, 422, "no_text", ["title"], "one word"),
        (SUMMARIES, {"html": "<p>a</p>", "title": "слово " * 167}, 422, "limit_exceeded", ["title"], "1002 characters"),
        (SUMMARIES, {"url": "example.com/news"}, 422, "unusable", ["url"], "send a whole one"),
        (SUMMARIES, {"url": "ftp://example.com/news"}, 422, "unusable", ["url"], "send a whole one"),
        (SUMMARIES, {"url": "https://example.com/a b"}, 422, "unusable", ["url"], "send a whole one"),
        (SUMMARIES, {"url": "https://example.com/a\r\nHost: b"}, 422, "unusable", ["url"], "send a whole one"),
        (SUMMARIES, {"url": "https://"}, 422, "unusable", ["url"], "send a whole one"),
        (SUMMARIES, {"url": "https://example.com/" + "a" * 4096}, 422, "limit_exceeded", ["url"], "at most 4096"),
        (SUMMARIES, {"url": "nowhere", "source_language": "xx"}, 422, "unusable", ["url", "source_language"], "1 more"),
        (SUMMARIES, {"file": "JVBERi0="}, 400, "malformed", ["file"], "sent as multipart/form-data"),
        (SUMMARIES, {"text": ""}, 422, "no_text", ["text"], "send at least one word"),
        (SUMMARIES, {"text": " \n\t\u00a0"}, 422, "no_text", ["text"], "send at least one word"),
        (SUMMARIES, {"text": "🎉🎉 🌍 👩‍👩‍👧"}, 422, "no_text", ["text"], "send at least one word"),
        (SUMMARIES, {"text": "?!…"}, 422, "no_text", ["text"], "send at least one word"),
        (SUMMARIES, {"text": "a\x1bb"}, 422, "invalid_text", ["text"], "remove it"),
        (SUMMARIES, {"text": "слово " * 167}, 422, "limit_exceeded", ["text"], "1002 characters; at most 1000"),
        (SUMMARIES, {"text": 5}, 400, "malformed", ["text"], "must be a string"),
        (SUMMARIES, {"text": ["a"]}, 400, "malformed", ["text"], "must be a string"),
        (SUMMARIES, {"text": TEXT, "title": "\u200b"}, 422, "no_text", ["title"], "send at least one word"),
        (SUMMARIES, {"text": TEXT, "source_language": "xx"}, 422, "unknown_language", ["source_language"], "'xx'"),
        (SUMMARIES, {"text": TEXT, "source_language": 7}, 400, "malformed", ["source_language"], "a string"),
        (TRANSLATIONS, {"text": TEXT, "target_languages": None}, 400, "malformed", ["target_languages"], "a list"),
        (DETECTIONS, {"text": TEXT, "langage": None}, 400, "malformed", ["langage"], "known are text, limit"),
        (CHECKS, {"task": "summary", "text": TEXT, "source": {"text": TEXT, "langage": "en"}}, 400, "malformed",
         ["source.langage"], "did you mean 'language'?"),
        (SUMMARIES, {"text": TEXT, "target_languages": ["en", "zz"]}, 422, "unknown_language",
         ["target_languages[1]"], "GET /v1/languages"),
        (SUMMARIES, {"text": TEXT, "target_languages": ["auto"]}, 422, "unknown_language",
         ["target_languages[0]"], "'auto' is not a language code"),
        (SUMMARIES, {"text": TEXT, "target_languages": ["q1", "uk", "q2"]}, 422, "unknown_language",
         ["target_languages[0]", "target_languages[2]"], "1 more"),
        (SUMMARIES, {"text": TEXT, "target_languages": ["uk", "en", "uk"]}, 422, "unusable",
         ["target_languages[2]"], "'uk' and 'uk' are the same language"),
        (SUMMARIES, {"text": TEXT, "target_languages": ["uk", "uk-UA"]}, 422, "unusable",
         ["target_languages[1]"], "'uk' and 'uk-UA' are the same language"),
        (SUMMARIES, {"text": TEXT, "target_languages": []}, 422, "unusable",
         ["target_languages"], "at least 1 item"),
        (SUMMARIES, {"text": TEXT, "target_languages": ["en", "fr", "uk", "de", "pl"]}, 422, "limit_exceeded",
         ["target_languages"], "5 target languages; at most 4"),
        (SUMMARIES, {"text": TEXT, "target_languages": "uk"}, 400, "malformed",
         ["target_languages"], "must be a list"),
        (SUMMARIES, {"text": TEXT, "target_languages": ["uk", 3]}, 400, "malformed",
         ["target_languages[1]"], "must be a string"),
        (SUMMARIES, {"text": TEXT, "max_words": 0}, 422, "unusable", ["max_words"], "1 or more"),
        (SUMMARIES, {"text": TEXT, "max_words": -1}, 422, "unusable", ["max_words"], "1 or more"),
        (SUMMARIES, {"text": TEXT, "max_words": 10**400}, 422, "unusable", ["max_words"], "10000 or less"),
        (SUMMARIES, {"text": TEXT, "max_words": 10**6}, 422, "unusable", ["max_words"], "10000 or less"),
        (SUMMARIES, {"text": TEXT, "max_words": 1.5}, 400, "malformed", ["max_words"], "whole number"),
        (SUMMARIES, {"text": TEXT, "max_words": "60"}, 400, "malformed", ["max_words"], "without quotes"),
        (SUMMARIES, {"text": TEXT, "max_words": True}, 400, "malformed", ["max_words"], "whole number"),
        (SUMMARIES, {"text": TEXT, "cache": "true"}, 400, "malformed", ["cache"], "without quotes"),
        (SUMMARIES, {"text": TEXT, "style": "haiku"}, 422, "unusable", ["style"], "'paragraph', 'bullets'"),
        (SUMMARIES, {"text": TEXT, "include": ["html"]}, 422, "unusable", ["include[0]"],
         "'text', 'keywords'"),
        (SUMMARIES, {"text": TEXT, "lenght": "short"}, 400, "malformed", ["lenght"], "did you mean 'length'?"),
        (SUMMARIES, {"text": TEXT, "q": 1}, 400, "malformed", ["q"], "known are text, html, url, file"),
        (SUMMARIES, {"text": TEXT, "glossary": {"entries": [{"sorce": "a", "target": "b", "language": "uk"}]}}, 400,
         "malformed", ["glossary.entries[0].source", "glossary.entries[0].sorce"], "1 more"),
        (SUMMARIES, {"text": TEXT, "glossary": {"entries": [{"source": "a", "target": "...", "language": "uk"}]}}, 422,
         "unusable", ["glossary.entries[0]"], "needs letters or digits"),
        (SUMMARIES, {"text": TEXT, "glossary_ids": ["0" * 32]}, 422, "unknown_glossary", ["glossary_ids[0]"],
         "GET /v1/glossaries lists them"),
        (SUMMARIES, {"text": TEXT, "max_words": 0, "cache": 1}, 400, "malformed", ["max_words", "cache"], "1 more"),
        (SUMMARIES, {"text": "", "source_language": "xx"}, 422, "unusable", ["text", "source_language"], "1 more"),
        (TRANSLATIONS, {"text": TEXT}, 400, "malformed", ["target_languages"], "is required"),
        (TRANSLATIONS, {"target_languages": ["uk"]}, 400, "malformed", ["text"], "is required"),
        (TRANSLATIONS, {"text": {"a": 1}, "target_languages": ["uk"]}, 400, "malformed", ["text"], "a string or a"),
        (TRANSLATIONS, {"text": [], "target_languages": ["uk"]}, 422, "unusable", ["text"], "at least 1 item"),
        (TRANSLATIONS, {"text": [TEXT, None], "target_languages": ["uk"]}, 400, "malformed", ["text[1]"], "a string"),
        (TRANSLATIONS, {"text": ["…", " "], "target_languages": ["uk"]}, 422, "no_text", ["text[0]"], "one word"),
        (TRANSLATIONS, {"text": [TEXT] * 6, "target_languages": ["uk"]}, 422, "limit_exceeded",
         ["text"], "6 texts; at most 5"),
        (TRANSLATIONS, {"text": ["слово " * 99] * 2, "target_languages": ["uk"]}, 422, "limit_exceeded",
         ["text"], "1188 characters; at most 1000"),
        (TRANSLATIONS, {"text": TEXT, "target_languages": ["uk"], "alternatives": 4}, 422, "unusable",
         ["alternatives"], "3 or less"),
        (DETECTIONS, {"text": TEXT, "limit": 0}, 422, "unusable", ["limit"], "1 or more"),
        (DETECTIONS, {"text": ["", "🎉"]}, 422, "no_text", ["text[0]"], "one word"),
        (DETECTIONS, {"text": TEXT, "target_languages": ["uk"]}, 400, "malformed", ["target_languages"], "known are"),
    ],
)  # fmt: skip
def test_fields_that_are_wrong_are_named(
    client: FlaskClient, path: str, body: dict[str, Any], status: int, code: str, fields: list[str], says: str
) -> None:
    problem = assert_problem(client.post(path, json=body), status, code)
    assert [error["field"] for error in problem["errors"]] == fields
    assert says in problem["detail"]


def test_a_name_that_could_be_text_is_not_repeated(client: FlaskClient) -> None:
    long_name = "confidential sentence about somebody " * 3
    response = client.post(SUMMARIES, json={"text": TEXT, long_name: 1})
    assert_problem(response, 400, "malformed")
    assert "confidential" not in response.get_data(as_text=True)


def test_an_endless_list_of_errors_is_cut(client: FlaskClient) -> None:
    problem = assert_problem(client.post(DETECTIONS, json={"text": [1] * 900}), 400, "malformed")
    assert len(problem["errors"]) == 50


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_over_the_limit_is_refused_with_the_limit(client: FlaskClient, chunked: bool) -> None:
    body = json.dumps({"text": "слово " * 10_000}).encode()
    environ = {"wsgi.input_terminated": True} if chunked else {}
    headers = {"Transfer-Encoding": "chunked"} if chunked else {}
    response = client.post(
        SUMMARIES, data=body, content_type="application/json", headers=headers, environ_overrides=environ
    )
    assert "20000 bytes" in assert_problem(response, 413, "body_too_large")["detail"]


@pytest.mark.parametrize("size", [2_000_000, 10_000_000])
def test_the_default_limits_hold(size: int) -> None:
    client = create_app(Settings(), FakeService().as_service()).test_client()
    response = client.post(SUMMARIES, json={"text": "a" * size})
    if size > 4_000_000:
        assert "4000000 bytes" in assert_problem(response, 413, "body_too_large")["detail"]
    else:
        detail = assert_problem(response, 422, "limit_exceeded")["detail"]
        assert "2000000 characters" in detail and "1000000" in detail


def test_a_body_that_ends_early_is_malformed(client: FlaskClient) -> None:
    body, longer = json.dumps({"text": TEXT}).encode(), {"CONTENT_LENGTH": "500"}
    response = client.post(SUMMARIES, data=body, content_type="application/json", environ_overrides=longer)
    assert "announced length" in assert_problem(response, 400, "malformed")["detail"]


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_another_method_is_405_and_says_which_is_served(client: FlaskClient, method: str) -> None:
    response = client.open(SUMMARIES, method=method)
    assert "POST" in assert_problem(response, 405, "method_not_allowed")["detail"]
    assert "POST" in response.headers["Allow"]


@pytest.mark.parametrize("path", ["/v1/no", "/v2", "//v1/summaries", "/v1/summaries/", "/static/../app.py", "/%00"])
def test_another_path_is_404(client: FlaskClient, path: str) -> None:
    assert_problem(client.get(path), 404, "not_found")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_NAMES = st.sampled_from(["text", "html", "target_languages", "source_language", "max_words", "limit", "glossary", "x"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from([SUMMARIES, TRANSLATIONS, DETECTIONS]), body=st.dictionaries(_NAMES, _JSON, max_size=4))
def test_no_json_makes_the_service_fail(client: FlaskClient, path: str, body: dict[str, Any]) -> None:
    response = send(client, path, json.dumps(body).encode())
    assert response.status_code in {200, 400, 422}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=40))
def test_no_bytes_make_the_service_fail(client: FlaskClient, raw: bytes) -> None:
    # Chance finds whole requests too: `{"text":"A"}` has 12 bytes.
    assert send(client, SUMMARIES, raw).status_code in {200, 400, 422}
