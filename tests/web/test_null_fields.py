"""`null` in an optional field is taken for left out, in every body."""

from __future__ import annotations

from typing import Any

import pytest

from service.wire.schemas import Body, CheckBody, DetectionBody, SourceBody, SummaryBody, TranslationBody
from tests.support.fake_service import FakeService
from tests.web.conftest import Post

LEAST: dict[str, dict[str, Any]] = {
    "/v1/summaries": {"text": "The bridge opens on Monday."},
    "/v1/translations": {"text": "The bridge opens on Monday.", "target_languages": ["uk"]},
    "/v1/detections": {"text": "The bridge opens on Monday."},
    "/v1/checks": {"task": "summary", "text": "It opens.", "source": {"text": "The bridge opens on Monday."}},
}
BODIES: dict[str, type[Body]] = {
    "/v1/summaries": SummaryBody,
    "/v1/translations": TranslationBody,
    "/v1/detections": DetectionBody,
    "/v1/checks": CheckBody,
}


def _optional(body: type[Body]) -> list[str]:
    return [name for name, field in body.model_fields.items() if not field.is_required()]


@pytest.mark.parametrize(
    ("path", "name"),
    [(path, name) for path, body in BODIES.items() for name in _optional(body) if name not in LEAST[path]],
)
def test_null_asks_for_the_same_as_nothing(post: Post, service: FakeService, path: str, name: str) -> None:
    assert post(path, **LEAST[path]).status_code == 200
    assert post(path, **LEAST[path], **{name: None}).status_code == 200
    without, with_null = service.requests
    assert without == with_null


def test_null_inside_an_object_is_left_out_too(post: Post, service: FakeService) -> None:
    body = LEAST["/v1/checks"]
    assert _optional(SourceBody) == ["language"]
    assert post("/v1/checks", **body | {"source": body["source"] | {"language": None}}).status_code == 200
    [request] = service.requests
    assert request.source_language is None


@pytest.mark.parametrize(
    ("path", "name"),
    [(path, name) for path, body in BODIES.items() for name, field in body.model_fields.items() if field.is_required()],
)
def test_what_is_required_may_not_be_null(post: Post, service: FakeService, path: str, name: str) -> None:
    answer = post(path, **LEAST[path] | {name: None})
    assert answer.status_code in {400, 422}
    assert [error["field"] for error in answer.get_json()["errors"]] == [name]
    assert service.requests == []
