"""An article's whole way with real models: downloaded from a hub on loopback, converted, loaded, asked over HTTP.

The models are the trained stand-ins, so the French and the Ukrainian are compared letter by letter with what the
grammar says, for articles with names that the models have never seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.models.catalog import Catalog
from service.models.store import ModelStore
from service.pipeline.service import Service
from service.settings import Settings
from tests.standins import TRAINED, heldout_articles, heldout_pairs, names
from tests.standins.grammar.forms import Language
from tests.support.hub import Hub

pytestmark = [pytest.mark.xdist_group("journey"), pytest.mark.timeout(600)]

CATALOG = Path(__file__).parent / "standins" / "models.toml"
SUMMARIZER = "standin-bart-en-summary"
# Sentences and summaries are right 99 times in 100; through three models in a row a little less is left.
MOST = 0.9


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A server with every stand-in installed, whose hub is gone."""
    folder = tmp_path_factory.mktemp("models")
    catalog = Catalog.load(CATALOG)
    with Hub({f"stislo/{name}": TRAINED / name for name in names()}) as hub:
        store = ModelStore(folder, catalog=catalog, hub_url=hub.url)
        for name in names():
            store.pull(catalog.get(name))
    return Settings(models_dir=folder, catalog=CATALOG, pull="never", device="cpu")


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[FlaskClient]:
    with Service.from_settings(settings) as service:
        yield create_app(settings, service).test_client()


def summaries(client: FlaskClient, text: str, **fields: Any) -> dict[str, Any]:
    answer = client.post("/v1/summaries", json={"text": text, "length": "medium", **fields})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


@pytest.mark.parametrize("language", ["en", "fr", "uk"])
def test_an_article_comes_back_in_three_languages(client: FlaskClient, language: Language) -> None:
    right = total = 0
    for article in heldout_articles(language, 8, seed=11):
        body = summaries(client, article.body, title=article.title, target_languages=["en", "fr", "uk"])

        assert body["article"]["language"]["code"] == language
        assert [summary["status"] for summary in body["summaries"]] == ["ok"] * 3
        for summary in body["summaries"]:
            total += 1
            right += summary["text"] == article.summary[summary["language"]]
    assert right >= MOST * total


def test_every_step_names_its_model_and_commit(client: FlaskClient) -> None:
    [article] = heldout_articles("uk", 1, seed=12)

    body = summaries(client, article.body, target_languages=["uk", "fr"])

    for summary, last in zip(body["summaries"], ["standin-marian-en-uk", "standin-marian-en-fr"], strict=True):
        made = [step["model"] for step in summary["steps"] if step["task"] != "round_trip"]
        assert made == ["standin-marian-uk-en", SUMMARIZER, last]
        assert all(len(step["revision"]) == 40 for step in summary["steps"])
        assert all(step["engine"] == "ctranslate2:int8" for step in summary["steps"])
        assert not summary["degraded"]
        assert SUMMARIZER in summary["signature"]


def test_every_sentence_cites_spans_of_the_article_as_it_was_sent(client: FlaskClient) -> None:
    for language in ("en", "fr", "uk"):
        [article] = heldout_articles(language, 1, seed=13)
        originals = {*article.sentences}

        body = summaries(client, article.body, target_languages=["fr"])

        for sentence in body["summaries"][0]["sentences"]:
            assert sentence["sources"], sentence["text"]
            for source in sentence["sources"]:
                assert article.body[source["start"] : source["end"]] in originals


def test_honest_answers_pass_every_check(client: FlaskClient) -> None:
    flagged = total = 0
    said = []
    for article in heldout_articles("en", 8, seed=14):
        for summary in summaries(client, article.body, target_languages=["en", "fr", "uk"])["summaries"]:
            if summary["text"] == article.summary[summary["language"]]:
                total += 1
                found = [check for check in summary["checks"] if check["status"] not in {"ok", "skipped"}]
                flagged += bool(found)
                said += [(summary["text"], check["name"], check["detail"]) for check in found]
    assert total >= 12
    assert flagged <= 1, [*said]


@pytest.mark.parametrize(("source", "target"), [("en", "fr"), ("en", "uk"), ("fr", "en"), ("uk", "en")])
def test_sentences_are_translated_letter_by_letter(client: FlaskClient, source: Language, target: Language) -> None:
    pairs = heldout_pairs(source, target, 60, seed=15)
    texts, references = [text for text, _ in pairs], [reference for _, reference in pairs]

    answer = client.post(
        "/v1/translations", json={"text": texts, "source_language": source, "target_languages": [target]}
    )

    translated = answer.get_json()["translations"][0]["text"]
    assert len(translated) == len(texts)
    assert sum(map(str.__eq__, translated, references)) >= 0.93 * len(pairs)


def test_a_pair_without_a_model_goes_through_english(client: FlaskClient) -> None:
    pairs = heldout_pairs("fr", "uk", 20, seed=16)

    answer = client.post(
        "/v1/translations",
        json={"text": [text for text, _ in pairs], "source_language": "fr", "target_languages": ["uk"]},
    )

    [translation] = answer.get_json()["translations"]
    assert [step["languages"] for step in translation["steps"]] == ["fr-en", "en-uk"]
    assert sum(map(str.__eq__, translation["text"], [reference for _, reference in pairs])) >= MOST * len(pairs)


def test_white_space_and_what_is_not_language_survive(client: FlaskClient) -> None:
    [(one, french_one), (two, french_two)] = heldout_pairs("en", "fr", 2, seed=17)
    text = f"\n  {one}\t🙂\n\n\n{two}  \n"

    answer = client.post("/v1/translations", json={"text": text, "source_language": "en", "target_languages": ["fr"]})

    assert answer.get_json()["translations"][0]["text"] == f"\n  {french_one}\t🙂\n\n\n{french_two}  \n"


def test_the_best_translations_are_translated_back(client: FlaskClient) -> None:
    [(one, _), (two, _)] = heldout_pairs("en", "fr", 2, seed=17)
    [(_, french)] = heldout_pairs("en", "fr", 1, seed=18)
    body = {"text": [one, french, two], "target_languages": ["uk"]}

    usual, best = (
        client.post("/v1/translations", json={**body, "quality": quality}).get_json()["translations"][0]
        for quality in ("balanced", "best")
    )

    assert "round_trip" not in [check["name"] for check in usual["checks"]]
    assert {step["task"] for step in usual["steps"]} == {"translate"}
    [check] = [check for check in best["checks"] if check["name"] == "round_trip"]
    assert check["status"] in {"ok", "warning"}
    back = [step["languages"] for step in best["steps"] if step["task"] == "round_trip"]
    assert {"uk-en", "en-fr"} <= {*back}
    assert len(best["text"]) == 3


@pytest.mark.parametrize("quality", ["fast", "balanced", "best"])
def test_every_quality_answers(client: FlaskClient, quality: str) -> None:
    [article] = heldout_articles("en", 1, seed=18)

    [summary] = summaries(client, article.body, quality=quality)["summaries"]

    assert summary["text"] == article.summary["en"]


def test_the_torch_backend_says_the_same(settings: Settings, tmp_path: Path) -> None:
    pairs = heldout_pairs("en", "fr", 10, seed=19)
    with Hub({f"stislo/{name}": TRAINED / name for name in names()}) as hub:
        catalog = Catalog.load(CATALOG)
        torch = Settings(models_dir=tmp_path, catalog=CATALOG, pull="never", device="cpu", backend="torch")
        ModelStore(tmp_path, catalog=catalog, hub_url=hub.url, backend="torch").pull(
            catalog.get("standin-marian-en-fr")
        )

    answers = []
    for chosen in (settings, torch):
        with Service.from_settings(chosen) as service:
            answer = (
                create_app(chosen, service)
                .test_client()
                .post(
                    "/v1/translations",
                    json={
                        "text": [text for text, _ in pairs],
                        "source_language": "en",
                        "target_languages": ["fr"],
                    },
                )
            )
            answers.append(answer.get_json()["translations"][0])

    assert answers[0]["steps"][0]["engine"] == "ctranslate2:int8"
    assert answers[1]["steps"][0]["engine"] == "torch:float32"
    assert sum(map(str.__eq__, answers[0]["text"], answers[1]["text"])) >= 9


def test_after_the_warm_up_nothing_is_left_to_load(settings: Settings) -> None:
    warm = settings.model_copy(update={"warm": "en-fr,en"})
    with Service.from_settings(warm) as service:
        service.warm_up()
        service._warmup.wait(60)
        loaded = {each.model: each.loads for each in service.stats()["model"]}
        assert loaded.keys() == {"standin-marian-en-fr", "standin-marian-fr-en", "standin-bart-en-summary"}
        [article] = heldout_articles("en", 1, seed=15)
        body = summaries(create_app(warm, service).test_client(), article.body, target_languages=["en", "fr"])
        assert [summary["degraded"] for summary in body["summaries"]] == [False, False]
        assert {each.model: each.loads for each in service.stats()["model"]} == loaded
