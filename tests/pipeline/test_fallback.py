"""What is said where a language cannot be had: the article's own, and before the request, that it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.app import create_app
from service.pipeline.service import Service
from service.settings import Settings
from service.types import Article, Failure, Summary, SummaryRequest

GREEK = Article(
    "Το λιμάνι άνοιξε ξανά τη Δευτέρα μετά από τρία χρόνια εργασιών. Οι κάτοικοι του νησιού περίμεναν αυτή τη μέρα. "
    "Δύο πλοία θα φεύγουν κάθε πρωί για την πόλη."
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service without any model."""
    folder: Path = tmp_path_factory.mktemp("none")
    with Service.from_settings(Settings(models_dir=folder, pull="never")) as made:
        yield made


def test_the_articles_own_language_stands_beside_the_reason(service: Service) -> None:
    result = service.summarize(SummaryRequest(GREEK, target_languages=("en", "uk"), fallback="source"))

    assert result.language.code == "el"
    for entry in result.summaries:
        assert isinstance(entry, Failure)
        assert isinstance(entry.fallback, Summary) and entry.fallback.language == "el"
        assert all(sentence.text in GREEK.text for sentence in entry.fallback.sentences)
        assert entry.fallback.sentences[0].sources


def test_a_target_is_not_said_twice(service: Service) -> None:
    asked = SummaryRequest(GREEK, target_languages=("el", "uk"), fallback="source")
    own, failed = service.summarize(asked).summaries

    assert isinstance(own, Summary)
    assert isinstance(failed, Failure) and failed.fallback is None


def test_nobody_gets_it_who_does_not_ask(service: Service) -> None:
    [failed] = service.summarize(SummaryRequest(GREEK, target_languages=("uk",))).summaries

    assert isinstance(failed, Failure) and failed.fallback is None


def test_over_http_a_fallback_is_an_answer_and_a_failure_is_a_problem(service: Service) -> None:
    client = create_app(Settings(), service).test_client()
    asked = {"text": GREEK.text, "target_languages": ["en", "uk"]}
    assert client.post("/v1/summaries", json=asked).status_code == 503

    response = client.post("/v1/summaries", json=asked | {"fallback": "source"})

    assert response.status_code == 200
    entries = response.get_json()["summaries"]
    assert [entry["status"] for entry in entries] == ["failed", "failed"]
    assert {entry["fallback"]["language"] for entry in entries} == {"el"}


def test_the_outlook_says_how_and_why_not(service: Service) -> None:
    client = create_app(Settings(), service).test_client()
    found = client.get("/v1/outlook?source_language=en&target_languages=en,uk").get_json()

    own, other = found["languages"]
    assert (own["language"], own["state"], own["writer"], own["obstacle"]) == ("en", "ready", None, None)
    assert (other["language"], other["state"]) == ("uk", "unavailable")
    assert other["translators"] and other["obstacle"]["code"] == "model_not_installed"


def test_the_outlook_is_not_given_for_what_is_no_language(service: Service) -> None:
    client = create_app(Settings(), service).test_client()

    wrong = client.get("/v1/outlook?source_language=en&target_languages=en,klingon")
    assert (wrong.status_code, wrong.get_json()["errors"][0]["field"]) == (422, "target_languages[1]")
    assert client.get("/v1/outlook?source_language=en").status_code in (400, 422)
