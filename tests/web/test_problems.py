"""Every error is one kind of answer, and every kind is explained."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug import exceptions as http

from service import errors
from service.errors import EngineFailed, FieldError, ModelLoading, StisloError
from service.web.problems import http_problem
from service.wire.problems import problem
from tests.support.fake_service import FakeService
from tests.web.conftest import Post


def tree(kind: type[StisloError] = StisloError) -> Iterator[type[StisloError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from tree(child)


KINDS = [kind for kind in tree() if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_error_of_the_tree_is_a_problem_that_the_docs_explain(
    client: FlaskClient, post: Post, service: FakeService, kind: type[StisloError]
) -> None:
    service.raises = kind("What to do about it.", field="text")
    response = post("/v1/summaries", text="Good news.")
    assert response.content_type == "application/problem+json"
    assert response.json == {
        "type": f"/docs/errors#{kind.code}",
        "title": kind.title,
        "status": kind.status,
        "detail": "What to do about it.",
        "code": kind.code,
        "request_id": response.headers["X-Request-Id"],
        "errors": [{"field": "text", "detail": "What to do about it."}],
    }
    assert response.status_code == kind.status
    assert ("Retry-After" in response.headers) == (kind.status == 503)
    page, anchor = response.get_json()["type"].split("#")
    assert f'id="{anchor}"' in client.get(page).get_data(as_text=True)


def test_codes_are_unique() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)


def test_retry_after_is_what_the_error_says(post: Post, service: FakeService) -> None:
    service.raises = ModelLoading("Wait.", retry_after=42)
    assert post("/v1/summaries", text="Good news.").headers["Retry-After"] == "42"


def test_fields_are_left_out_where_there_are_none() -> None:
    assert "errors" not in problem(EngineFailed("No."), "id").model_dump()
    several = EngineFailed("No.", errors=[FieldError("a", "x"), FieldError("b", "y")])
    assert [wrong["field"] for wrong in problem(several, "id").model_dump()["errors"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (http.BadRequest(), 400, "malformed"),
        (http.NotFound(), 404, "not_found"),
        (http.MethodNotAllowed(["GET"]), 405, "method_not_allowed"),
        (http.UnsupportedMediaType(), 415, "unsupported_media_type"),
        (http.RequestHeaderFieldsTooLarge(), 431, "request_header_fields_too_large"),
        (http.ImATeapot(), 418, "im_a_teapot"),
        (http.InternalServerError(), 500, "internal"),
    ],
)
def test_errors_of_the_framework_get_the_same_shape(error: http.HTTPException, status: int, code: str) -> None:
    shown = http_problem(error, "id")
    assert (shown.status, shown.code) == (status, code)
    assert shown.detail.endswith(".")


def test_a_fault_is_500_without_its_message_and_logged_with_the_request_id(
    post: Post, service: FakeService, caplog: pytest.LogCaptureFixture
) -> None:
    service.raises = ValueError("the caller's private text")
    response = post("/v1/summaries", text="Good news.")
    assert (response.status_code, response.get_json()["code"]) == (500, "internal")
    assert "private" not in response.get_data(as_text=True) + caplog.text
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert response.get_json()["request_id"] in record.getMessage()
    assert "ValueError at " in record.getMessage() and "fake_service.py:" in record.getMessage()


def test_what_broke_an_engine_is_logged_by_type_and_place(
    post: Post, service: FakeService, caplog: pytest.LogCaptureFixture
) -> None:
    error = EngineFailed("The model failed.")
    error.__cause__ = RuntimeError("the caller's private text")
    service.raises = error
    assert post("/v1/summaries", text="Good news.").status_code == 503
    assert "engine_failed" in caplog.text and "RuntimeError" in caplog.text
    assert "private" not in caplog.text
