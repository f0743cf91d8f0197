"""Who asks for an answer says whether a stored one will do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.pipeline.service import Service
from service.settings import Settings
from service.types import CacheUse, SummaryRequest, SummaryResult, TranslationRequest, TranslationResult
from tests.support.fake_service import FakeService
from tests.web.test_real_service import ARTICLES

BODIES: dict[str, dict[str, Any]] = {
    "/v1/summaries": {"text": "Good news."},
    "/v1/translations": {"text": "Good news.", "target_languages": ["uk"]},
}

on_both = pytest.mark.parametrize("path", BODIES)


@on_both
@pytest.mark.parametrize(
    ("field", "header", "expected"),
    [
        ({}, None, (True, False)),
        ({"cache": True}, "max-age=60", (True, False)),
        ({"cache": False}, None, (False, False)),
        ({}, "no-store", (False, False)),
        ({"cache": True}, "No-Store", (False, False)),
        ({}, "no-cache", (True, True)),
        ({}, "max-age=0, no-cache, no-store", (False, True)),
        ({"cache": False}, "no-cache", (False, True)),
        ({}, 'nonsense="', (True, False)),
    ],
)
def test_body_and_header_say_what_may_be_done(
    client: FlaskClient, service: FakeService, path: str, field: dict[str, bool], header: str | None, expected: object
) -> None:
    headers = {"Cache-Control": header} if header else {}
    response = client.post(path, json={**BODIES[path], **field}, headers=headers)
    assert response.status_code == 200
    [request] = service.requests
    assert (request.cache, request.refresh) == expected


@on_both
def test_an_answer_says_what_it_had_from_the_cache(settings: Settings, path: str) -> None:
    class Remembering(FakeService):
        def summarize(self, request: SummaryRequest, **options: Any) -> SummaryResult:
            return replace(super().summarize(request), cached=True, cache=CacheUse(1, 0, 2408))

        def translate(self, request: TranslationRequest, **options: Any) -> TranslationResult:
            return replace(super().translate(request), cached=True, cache=CacheUse(1, 0, 2408))

    answer = create_app(settings, Remembering().as_service()).test_client().post(path, json=BODIES[path]).get_json()
    assert answer["cached"] is True
    assert answer["cache"] == {"hits": 1, "misses": 0, "bytes": 2408}


def test_the_second_answer_is_the_first_with_a_name_and_times_of_its_own(tmp_path: Path) -> None:
    with Service.from_settings(Settings(models_dir=tmp_path, pull="never")) as service:
        client = create_app(Settings(models_dir=tmp_path), service).test_client()
        body = {"text": ARTICLES["uk"], "engine": "extractive", "include": ["text"]}
        first, second, other = (client.post("/v1/summaries", json={**body, "title": t}).get_json() for t in "aab")
    assert [answer["cached"] for answer in (first, second, other)] == [False, True, False]
    assert first["summaries"] == second["summaries"] and first["article"] == second["article"]
    assert first["id"] != second["id"] and first["timings_ms"] != second["timings_ms"]
    assert second["timings_ms"]["total"] > 0
