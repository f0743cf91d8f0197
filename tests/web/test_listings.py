"""GET /v1/languages, /v1/models and what operators ask."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from service.version import VERSION
from service.web.context import context_of
from tests.support.fake_service import FakeService


@pytest.mark.parametrize(
    ("accept", "language", "name"),
    [
        (None, "en", "Ukrainian"),
        ("fr-CA, en;q=0.5", "fr", "ukrainien"),
        ("uk", "uk", "українська"),
        ("de, uk-UA;q=0.8, en;q=0.2", "uk", "українська"),
        ("ja", "en", "Ukrainian"),
        ("*", "en", "Ukrainian"),
        ("nonsense;;q=x", "en", "Ukrainian"),
    ],
)
def test_languages_are_named_in_the_language_of_the_caller(
    client: FlaskClient, accept: str | None, language: str, name: str
) -> None:
    response = client.get("/v1/languages", headers={"Accept-Language": accept} if accept else {})
    named = {entry["code"]: entry["name"] for entry in response.get_json()["languages"]}
    assert named["uk"] == name
    assert response.headers["Content-Language"] == language
    assert response.headers["Vary"] == "Accept-Language"


def test_languages_say_what_can_be_done_with_them_now(client: FlaskClient) -> None:
    entries = {entry["code"]: entry for entry in client.get("/v1/languages").get_json()["languages"]}
    assert entries["en"] == {
        "code": "en",
        "name": "English",
        "direction": "ltr",
        "summarize": ["extractive", "seq2seq"],
        "translate_to": ["uk"],
    }
    assert entries["ar"]["direction"] == "rtl"


def test_models_say_where_they_stand_and_what_they_cost(client: FlaskClient) -> None:
    [entry] = client.get("/v1/models").get_json()["models"]
    assert entry == {
        "id": "opus-mt-en-uk",
        "task": "translate",
        "state": "installed",
        "engine": "seq2seq",
        "family": "marian",
        "repo": "example/opus-mt-en-uk",
        "revision": "main",
        "commit": "0" * 40,
        "languages": [],
        "pairs": [["en", "uk"]],
        "licence": "CC-BY-4.0",
        "commercial_use": True,
        "attribution": "Example University",
        "download_mb": 300,
        "disk_mb": 80,
        "bytes": 81_234_567,
        "progress": None,
        "error": None,
    }


def test_liveness_touches_nothing_that_can_break(client: FlaskClient, service: FakeService) -> None:
    service.raises, service.not_ready = RuntimeError("down"), "models are gone"
    assert client.get("/livez").json == {"status": "alive"}
    assert service.requests == []


def test_readiness_follows_the_service_and_the_drain(client: FlaskClient, service: FakeService) -> None:
    assert client.get("/readyz").json == {"status": "ready"}
    service.not_ready = "the database is away"
    response = client.get("/readyz")
    assert (response.status_code, response.get_json()["code"]) == (503, "unavailable")
    assert "the database is away" in response.get_json()["detail"]
    service.not_ready, service.remark = None, "the chat server cannot be reached"
    assert client.get("/readyz").json == {"status": "ready", "remark": "the chat server cannot be reached"}
    context_of(client.application).admission.drain()
    response = client.get("/readyz")
    assert (response.status_code, response.get_json()["code"]) == (503, "draining")
    assert int(response.headers["Retry-After"]) > 0
    assert client.get("/livez").status_code == 200


def test_version(client: FlaskClient) -> None:
    assert client.get("/version").json == {"name": "stislo", "version": VERSION}
