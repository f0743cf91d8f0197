"""POST /v1/checks: texts of others are judged by the checks that guard our own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.pipeline.service import Service
from service.settings import Settings
from tests.web.test_bad_input import assert_problem

PATH = "/v1/checks"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    settings = Settings(models_dir=tmp_path_factory.mktemp("models"), pull="never")
    with Service.from_settings(settings) as service:
        yield create_app(settings, service).test_client()


ENGLISH = "The council voted on 12 May to close the bridge. It will cost 18 million euros. Spain helped."


def _body(text: str, *, task: str = "translation", language: str = "fr", source: str = ENGLISH) -> dict[str, Any]:
    return {"task": task, "text": text, "language": language, "source": {"text": source}}


def _status(answer: dict[str, Any], name: str) -> str:
    [found] = [check["status"] for check in answer["checks"] if check["name"] == name]
    return str(found)


def test_a_true_translation_is_ok(client: FlaskClient) -> None:
    text = "Le conseil a voté le 12 mai la fermeture du pont. Cela coûtera 18 millions d’euros. L’Espagne a aidé."
    answer = client.post(PATH, json=_body(text)).get_json()
    assert answer["verdict"] == "ok"
    assert {check["status"] for check in answer["checks"]} == {"ok"}


@pytest.mark.parametrize(
    ("name", "wrong", "blamed"),
    [
        ("numbers", "Cela coûtera 81 millions d’euros.", "Cela coûtera 81 millions d’euros."),
        ("names", "L’Italie a aidé.", "L’Italie a aidé."),
        ("language", "Spain helped and nobody else was there at the time.", "Spain helped"),
    ],
)
def test_a_fault_is_found_and_shown(client: FlaskClient, name: str, wrong: str, blamed: str) -> None:
    right = [
        "Le conseil a voté le 12 mai la fermeture du pont.",
        "Cela coûtera 18 millions d’euros.",
        "L’Espagne a aidé.",
    ]
    place = {"numbers": 1, "names": 2, "language": 2}[name]
    text = " ".join(wrong if index == place else sentence for index, sentence in enumerate(right))
    answer = client.post(PATH, json=_body(text)).get_json()
    assert answer["verdict"] in {"doubtful", "failed"}
    [found] = [check for check in answer["checks"] if check["name"] == name]
    assert found["status"] in {"warning", "failed"}
    assert found["detail"]
    assert any(blamed in text[start:end] or text[start:end] in wrong for start, end in found["spans"])


def test_summaries_are_compared_with_their_article(client: FlaskClient) -> None:
    true = client.post(PATH, json=_body("The bridge will cost 18 million euros.", task="summary", language="en"))
    false = client.post(PATH, json=_body("The bridge will cost 45 million euros.", task="summary", language="en"))
    foreign = client.post(PATH, json=_body("Le pont coûtera 45 millions d’euros.", task="summary"))
    assert true.get_json()["verdict"] == "ok"
    assert (false.get_json()["verdict"], _status(false.get_json(), "numbers")) == ("failed", "failed")
    assert _status(foreign.get_json(), "numbers") in {"warning", "failed"}


def test_what_was_not_compared_is_not_ok(client: FlaskClient) -> None:
    answer = client.post(PATH, json=_body("Oui.", source="Yes.")).get_json()
    assert [_status(answer, name) for name in ("numbers", "names", "language")] == ["skipped"] * 3
    assert all(check["detail"] for check in answer["checks"] if check["status"] == "skipped")


def test_texts_of_other_shapes_are_compared_as_a_whole(client: FlaskClient) -> None:
    text = "Le conseil a voté le 12 mai la fermeture du pont, qui coûtera 18 millions d’euros ; l’Espagne a aidé."
    assert client.post(PATH, json=_body(text)).get_json()["verdict"] != "failed"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (_body(""), "text"),
        (_body("Oui.", source=" "), "source.text"),
        (_body("Oui.", language="xx-no"), "language"),
        (_body("Oui.", task="poem"), "task"),
        ({"task": "summary", "text": "Oui."}, "source"),
    ],
)
def test_what_is_wrong_with_a_request_is_named(client: FlaskClient, body: dict[str, Any], field: str) -> None:
    problem = client.post(PATH, json=body)
    assert problem.status_code in {400, 422}
    assert problem.get_json()["errors"][0]["field"] == field


def test_another_method_is_not_served(client: FlaskClient) -> None:
    assert_problem(client.get(PATH), 405, "method_not_allowed")
