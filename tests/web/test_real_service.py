"""HTTP over the real service without models: whatever the text, the answer keeps the contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.app import create_app
from service.pipeline.service import Service
from service.settings import Settings
from service.text.words import words
from service.wire.answers import SummaryAnswer

ARTICLES = {
    "en": "The river authority closed the lower bridge on Friday after a barge struck one of its piers. Nobody was "
    "hurt. Engineers lowered cameras into the water and found cracks in two of the eleven piers. Traffic is being sent "
    "over the upper bridge, which adds some forty minutes to the way between the two towns. The authority hopes to "
    "open one lane within three weeks. “We will not open it before we are sure,” said its head, Ruth Adler.",
    "fr": "L’autorité fluviale a fermé vendredi le pont inférieur, après qu’une péniche a heurté une de ses piles. "
    "Personne n’a été blessé. Les ingénieurs ont descendu des caméras dans l’eau et trouvé des fissures dans deux des "
    "onze piles. La circulation passe par le pont supérieur, ce qui ajoute une quarantaine de minutes au trajet entre "
    "les deux villes. L’autorité espère rouvrir une voie d’ici trois semaines.",
    "uk": "Річкове управління закрило в п’ятницю нижній міст після того, як баржа вдарила в одну з його опор. Ніхто "
    "не постраждав. Інженери опустили у воду камери й знайшли тріщини у двох з одинадцяти опор. Рух спрямовано "
    "верхнім мостом, через що дорога між двома містами триває на сорок хвилин довше. Управління сподівається відкрити "
    "одну смугу за три тижні.",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    settings = Settings(models_dir=Path(tmp_path_factory.mktemp("models")), pull="never")
    with Service.from_settings(settings) as service:
        yield create_app(settings, service).test_client()


@pytest.mark.parametrize("language", ARTICLES)
@pytest.mark.parametrize("style", ["paragraph", "bullets", "headline"])
def test_an_article_is_summarized_in_its_own_language(client: FlaskClient, language: str, style: str) -> None:
    text = ARTICLES[language]
    body = {"text": text, "engine": "extractive", "style": style, "length": "short"}
    answer = client.post("/v1/summaries", json=body).get_json()
    assert answer["article"]["language"]["code"] == language
    [summary] = answer["summaries"]
    assert (summary["language"], summary["status"]) == (language, "ok")
    assert 0 < summary["words"] < answer["article"]["words"]
    for sentence in summary["sentences"]:
        [source] = sentence["sources"]
        cited = text[source["start"] : source["end"]]
        if style == "headline":  # may leave out what only adds to the sentence, and articles
            left = iter(words(cited.casefold()))
            assert all(word in left for word in words(sentence["text"].casefold()))
        else:
            assert cited == sentence["text"]
    assert [step["engine"] for step in summary["steps"]] == ["extractive"]


def test_a_language_without_a_model_fails_alone_and_says_how_to_mend_it(client: FlaskClient) -> None:
    body = {"text": ARTICLES["uk"], "target_languages": ["uk", "fr"], "engine": "extractive"}
    response = client.post("/v1/summaries", json=body)
    own, other = response.get_json()["summaries"]
    assert (response.status_code, own["status"], other["status"]) == (200, "ok", "failed")
    assert other["error"]["code"] == "model_not_installed"
    assert "python -m service models pull" in other["error"]["detail"]


def test_nothing_but_missing_models_is_503_with_the_command_that_mends_it(client: FlaskClient) -> None:
    response = client.post("/v1/translations", json={"text": ARTICLES["en"], "target_languages": ["uk"]})
    assert (response.status_code, response.get_json()["code"]) == (503, "model_not_installed")
    assert "models pull" in response.get_json()["detail"]
    assert int(response.headers["Retry-After"]) > 0


def test_an_unknown_model_is_422(client: FlaskClient) -> None:
    response = client.post("/v1/summaries", json={"text": ARTICLES["en"], "model": "no-such-model"})
    assert (response.status_code, response.get_json()["code"]) == (422, "unknown_model")
    assert response.get_json()["errors"][0]["field"] == "model"


@pytest.mark.parametrize("language", ARTICLES)
def test_languages_are_detected(client: FlaskClient, language: str) -> None:
    [best, *_] = client.post("/v1/detections", json={"text": ARTICLES[language]}).get_json()["detections"]
    assert best["code"] == language and best["confidence"] > 0.5


def test_every_entry_of_the_catalogue_is_listed(client: FlaskClient) -> None:
    models = client.get("/v1/models").get_json()["models"]
    assert len(models) > 10
    assert {model["state"] for model in models} == {"available"}
    assert all(model["licence"] and model["download_mb"] and model["revision"] for model in models)
    named = {entry["code"]: entry for entry in client.get("/v1/languages").get_json()["languages"]}
    assert list(named)[:3] == ["en", "fr", "uk"]
    assert named["uk"]["summarize"] == ["extractive"] and named["uk"]["translate_to"] == []


_SENTENCES = ["Добрий день. ", "It rained. ", "Il pleut… ", "مرحبا بالعالم. ", "日本語です。"]
_PIECES = st.sampled_from([*_SENTENCES, "1,5 ", "\n\n", " ", "🌍", "e\u0301", "«", "»", "?!", "\u200d", "\ufeff"])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(_PIECES | st.text(max_size=12), max_size=25).map("".join),
    style=st.sampled_from(["paragraph", "bullets", "headline"]),
    language=st.sampled_from(["auto", "en", "uk", "ja", "ar"]),
    max_words=st.none() | st.integers(1, 30),
)
def test_whatever_the_text_offsets_slice_and_nothing_fails(
    client: FlaskClient, text: str, style: str, language: str, max_words: int | None
) -> None:
    body = {"text": text, "engine": "extractive", "style": style, "source_language": language, "max_words": max_words}
    response = client.post("/v1/summaries", json=body)
    assert response.status_code in {200, 422}, response.text
    if response.status_code == 422:
        codes = {"no_text", "invalid_text", "undetected_language", *(["unusable"] if max_words else [])}
        assert response.get_json()["code"] in codes
        return
    answer = SummaryAnswer.model_validate(response.get_json())
    assert answer.article.characters == len(text)
    for summary in answer.summaries:
        assert summary.status == "ok"
        for sentence in summary.sentences:
            for source in sentence.sources:
                assert 0 <= source.start < source.end <= len(text)
