"""POST /v1/documents: a file comes in as a form or in base64, and goes out in base64."""

from __future__ import annotations

from base64 import b64decode, b64encode
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.types import Upload
from tests.support.fake_service import FakeService
from tests.web.conftest import Post

PATH = "/v1/documents"
DATA = b64encode(b"Good morning.").decode()


def test_a_file_in_json(post: Post, service: FakeService) -> None:
    answer = post(PATH, data=DATA, name="dir/a b.txt", target_language="UK", protect=["x"]).get_json()
    assert list(answer) == [
        "data", "name", "media_type", "language", "source_language", "steps", "checks", "signature",
    ]  # fmt: skip
    assert (b64decode(answer["data"]), answer["name"], answer["language"]) == (b"GOOD MORNING.", "a b.uk.txt", "uk")
    [(file, request)] = service.requests
    assert file == Upload(b"Good morning.", "dir/a b.txt")
    assert (request.target_languages, request.source_language, request.protect) == (("uk",), None, ("x",))


def test_a_file_in_a_form(client: FlaskClient, service: FakeService) -> None:
    form = {"file": (BytesIO(b"Good night."), "a.md"), "target_language": "fr", "source_language": "en"}
    response = client.post(PATH, data=form)
    assert response.status_code == 200, response.text
    [(file, request)] = service.requests
    assert (bytes(file.data), file.name, request.target_languages) == (b"Good night.", "a.md", ("fr",))


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"name": "a.txt", "target_language": "uk"}, 400, "data"),
        ({"data": DATA, "target_language": "uk"}, 422, "name"),
        ({"data": "%", "name": "a.txt", "target_language": "uk"}, 422, "data"),
        ({"data": "", "name": "a.txt", "target_language": "uk"}, 422, "data"),
        ({"data": DATA, "name": "a.txt", "target_language": "xx"}, 422, "target_language"),
        ({"data": DATA, "name": "a.txt"}, 400, "target_language"),
        ({"data": DATA, "name": "a.txt", "target_language": "uk", "protect": ["*"]}, 422, "protect[0]"),
        ({"data": DATA, "name": "x" * 300, "target_language": "uk"}, 422, "name"),
    ],
)
def test_what_is_wrong_is_named(post: Post, body: dict[str, Any], status: int, field: str) -> None:
    response = post(PATH, **body)
    assert response.status_code == status, response.text
    assert [error["field"] for error in response.get_json()["errors"]] == [field]


def test_the_name_of_a_pdf_says_that_it_is_a_page_now(post: Post) -> None:
    answer = post(PATH, data=DATA, name="a.PDF", target_language="uk").get_json()
    assert answer["name"] == "a.uk.html"
