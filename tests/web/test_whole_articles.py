"""POST /v1/translations of whole articles: read as for summaries, answered with title and paragraphs."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.types import Address, Page, Upload
from tests.support.fake_service import FakeService
from tests.web.conftest import Post

PATH = "/v1/translations"
HTML = "One sentence. Another one.\n\n\nA second paragraph."


def test_a_page_comes_back_in_paragraphs_with_what_was_read(post: Post, service: FakeService) -> None:
    answer = post(PATH, html=HTML, target_languages=["uk", "fr"]).get_json()
    assert list(answer) == ["article", "source_language", "translations", "cached", "cache", "timings_ms"]
    assert (answer["article"]["origin"], answer["article"]["paragraphs"]) == ("html", 2)
    assert "text" not in answer["article"]
    assert answer["source_language"]["code"] == "en"
    assert [entry["text"] for entry in answer["translations"]] == [
        ["ONE SENTENCE. ANOTHER ONE.", "A SECOND PARAGRAPH."]
    ] * 2
    assert "title" not in answer["translations"][0]
    assert service.requests[0].article == Page(HTML)


def test_an_address_says_who_wrote_and_when(post: Post, service: FakeService) -> None:
    answer = post(PATH, url="https://example.com/news", target_languages=["uk"], include=["text"]).get_json()
    assert (answer["article"]["author"], answer["article"]["date"]) == ("Anna Bell", "2026-11-24")
    assert answer["article"]["text"] == "What was found there."
    assert service.requests[0].article == Address("https://example.com/news")


def test_a_file_in_a_form(client: FlaskClient, service: FakeService) -> None:
    form = {"file": (BytesIO(b"Good night."), "a.txt"), "target_languages": "fr,uk", "protect": "night"}
    response = client.post(PATH, data=form)
    assert response.status_code == 200, response.text
    assert [entry["text"] for entry in response.get_json()["translations"]] == [["GOOD NIGHT."]] * 2
    [request] = service.requests
    assert isinstance(request.article, Upload)
    assert (bytes(request.article.data), request.article.name) == (b"Good night.", "a.txt")
    assert request.protect == ("night",)


def test_a_text_in_a_form_is_a_string(client: FlaskClient, service: FakeService) -> None:
    response = client.post(
        PATH, data={"text": "One, two.", "target_languages": "fr"}, content_type="multipart/form-data"
    )
    assert response.get_json()["translations"][0]["text"] == "ONE, TWO."


def test_a_stream_tells_of_the_article_first(client: FlaskClient) -> None:
    body = {"html": HTML, "target_languages": ["uk"]}
    text = client.post(PATH, json=body, headers={"Accept": "text/event-stream"}).text
    names = [line.removeprefix("event: ") for line in text.splitlines() if line.startswith("event: ")]
    assert [name for name in names if name != "stage"] == ["article", "translation", "answer"]


@pytest.mark.parametrize(
    ("body", "status", "fields"),
    [
        ({}, 400, ["text"]),
        ({"text": "One.", "url": "https://example.com"}, 400, ["text", "url"]),
        ({"url": "example.com"}, 422, ["url"]),
        ({"html": "x" * 1025}, 413, ["html"]),
        ({"html": HTML, "format": "html"}, 422, ["format"]),
        ({"text": ""}, 422, ["text"]),
    ],
)
def test_what_is_wrong_is_named(post: Post, body: dict[str, Any], status: int, fields: list[str]) -> None:
    response = post(PATH, target_languages=["uk"], **body)
    assert response.status_code == status, response.text
    assert [error["field"] for error in response.get_json()["errors"]] == fields
