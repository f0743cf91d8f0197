"""POST /v1/summaries: what goes in reaches the service, what comes out is the contract."""

from __future__ import annotations

import hashlib
import json

import pytest
from flask.testing import FlaskClient

from service.errors import DeadlineExceeded, EngineFailed, ModelLoading
from tests.support.fake_service import FakeService
from tests.web.conftest import Post

TEXT = "Le pont sera fermé lundi. Les travaux dureront trois semaines, selon la mairie."
PATH = "/v1/summaries"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [("One.\nOne.", 1), ("One.\n\nTwo.", 2), ("One.\r\n \r\nTwo.\r\n", 2), ("\rOne.\r\r\rTwo.\r\rThree.", 3)],
)
def test_paragraphs_are_counted_whatever_ends_a_line(post: Post, text: str, paragraphs: int) -> None:
    assert post(PATH, text=text).get_json()["article"]["paragraphs"] == paragraphs


def test_the_answer_has_every_field_of_the_contract(post: Post) -> None:
    answer = post(PATH, text=TEXT, title="Travaux", target_languages=["fr", "uk"]).get_json()
    assert list(answer) == ["id", "article", "summaries", "cached", "cache", "timings_ms"]
    assert answer["article"] == {
        "origin": "text",
        "title": "Travaux",
        "author": None,
        "date": None,
        "site_name": None,
        "url": None,
        "language": {"code": "en", "confidence": 0.9877, "detected": True},
        "words": 13,
        "characters": len(TEXT),
        "paragraphs": 1,
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    }
    assert answer["summaries"][0] == {
        "language": "fr",
        "status": "ok",
        "text": "Le pont sera fermé lundi.",
        "words": 5,
        "sentences": [{"text": "Le pont sera fermé lundi.", "sources": [{"start": 0, "end": 25, "score": 0.9123}]}],
        "steps": [
            {
                "task": "summarize",
                "engine": "extractive",
                "model": None,
                "revision": None,
                "languages": "en",
                "ms": 1.23,
            }
        ],
        "checks": [{"name": "length", "status": "ok", "detail": ""}],
        "degraded": False,
        "signature": "fake:1",
    }
    assert list(answer["timings_ms"]) == ["read", "detect", "summarize", "translate", "check", "total"]
    assert answer["cached"] is False


def test_the_body_reaches_the_service_normalised(post: Post, service: FakeService) -> None:
    post(
        PATH,
        text=TEXT,
        source_language="FR-fr",
        target_languages=["uk-UA", "eng"],
        style="bullets",
        length="short",
        max_words=40,
        engine="extractive",
        model="some-model",
        quality="best",
        cache=False,
    )
    [request] = service.requests
    assert request.article.text == TEXT
    assert (request.source_language, request.target_languages) == ("fr", ("uk", "en"))
    assert (request.style, request.length, request.max_words) == ("bullets", "short", 40)
    assert (request.engine, request.model, request.quality) == ("extractive", "some-model", "best")


def test_what_is_left_out_has_its_default(post: Post, service: FakeService) -> None:
    assert post(PATH, text=TEXT).status_code == 200
    [request] = service.requests
    assert (request.source_language, request.target_languages) == (None, ())
    assert (request.style, request.length, request.max_words) == ("paragraph", "medium", None)
    assert (request.engine, request.model, request.quality) == ("auto", None, "balanced")


def test_null_means_left_out(post: Post) -> None:
    assert post(PATH, text=TEXT, html=None, title=None, max_words=None, target_languages=None).status_code == 200


def test_languages_come_back_in_the_order_asked(post: Post) -> None:
    answer = post(PATH, text=TEXT, target_languages=["uk", "en", "fr"]).get_json()
    assert [summary["language"] for summary in answer["summaries"]] == ["uk", "en", "fr"]


def test_the_text_is_in_the_answer_only_where_include_names_it(post: Post) -> None:
    assert "text" not in post(PATH, text=TEXT).get_json()["article"]
    assert post(PATH, text=TEXT, include=["text"]).get_json()["article"]["text"] == TEXT


def test_answers_are_compact_utf8_without_escapes(post: Post) -> None:
    response = post(PATH, text="Їжак їсть яблука — щодня.")
    assert "Їжак їсть яблука — щодня." in response.get_data(as_text=True)
    assert response.get_data(as_text=True) == json.dumps(response.get_json(), ensure_ascii=False, separators=(",", ":"))
    assert response.content_type == "application/json"


def test_offsets_are_code_points_of_the_text_that_was_sent(post: Post) -> None:
    text = "🌍 Світ змінився. Ніхто цього не помітив."
    [summary] = post(PATH, text=text, target_languages=["uk"]).get_json()["summaries"]
    [source] = summary["sentences"][0]["sources"]
    assert text[source["start"] : source["end"]] == summary["text"]


def test_a_language_that_fails_alone_carries_its_problem(post: Post, service: FakeService) -> None:
    service.failures["uk"] = ModelLoading("The model 'm' is being downloaded; try again shortly.", retry_after=15)
    response = post(PATH, text=TEXT, target_languages=["fr", "uk"])
    assert response.status_code == 200
    assert response.get_json()["summaries"][0]["status"] == "ok"
    assert response.get_json()["summaries"][1] == {
        "language": "uk",
        "status": "failed",
        "error": {
            "type": "/docs/errors#model_loading",
            "title": "A model is being made ready",
            "status": 503,
            "detail": "The model 'm' is being downloaded; try again shortly.",
            "code": "model_loading",
            "request_id": response.headers["X-Request-Id"],
        },
    }


def test_a_fault_in_one_language_is_told_without_its_message(post: Post, service: FakeService) -> None:
    service.failures["uk"] = ZeroDivisionError("private words")
    response = post(PATH, text=TEXT, target_languages=["fr", "uk"])
    assert response.get_json()["summaries"][1]["error"]["code"] == "internal"
    assert "private words" not in response.get_data(as_text=True)


def test_where_every_language_fails_the_answer_is_the_first_problem(post: Post, service: FakeService) -> None:
    service.failures = {"fr": ModelLoading("Wait.", retry_after=15), "uk": EngineFailed("It failed.")}
    response = post(PATH, text=TEXT, target_languages=["fr", "uk"])
    assert (response.status_code, response.get_json()["code"]) == (503, "model_loading")
    assert response.headers["Retry-After"] == "15"


def test_a_deadline_is_504(post: Post, service: FakeService) -> None:
    service.raises = DeadlineExceeded("The work took too long.")
    assert post(PATH, text=TEXT).status_code == 504


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
def test_json_may_say_its_encoding(client: FlaskClient, content_type: str) -> None:
    body = json.dumps({"text": TEXT}, ensure_ascii=False).encode()
    assert client.post(PATH, data=body, content_type=content_type).status_code == 200


def test_a_byte_order_mark_is_read_over(client: FlaskClient) -> None:
    body = json.dumps({"text": TEXT}).encode("utf-8-sig")
    assert client.post(PATH, data=body, content_type="application/json").status_code == 200
