"""POST and DELETE of models: only where the operator allows it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.pipeline.service import Service
from service.settings import Settings
from tests.standins import TRAINED
from tests.support.fake_service import SPEC, FakeService
from tests.support.hub import Hub

STANDINS = Path(__file__).parent.parent / "standins" / "models.toml"


@pytest.fixture
def managed(service: FakeService) -> FlaskClient:
    return create_app(Settings(manage_models=True), service.as_service()).test_client()


def test_nobody_manages_models_unless_the_operator_says_so(client: FlaskClient, service: FakeService) -> None:
    for answer in (client.post("/v1/models", json={"id": SPEC.id}), client.delete(f"/v1/models/{SPEC.id}")):
        assert (answer.status_code, answer.get_json()["code"]) == (403, "forbidden")
        assert "STISLO_MANAGE_MODELS" in answer.get_json()["detail"]
    assert service.requests == []


def test_a_model_is_installed_and_removed(managed: FlaskClient, service: FakeService) -> None:
    installing = managed.post("/v1/models", json={"id": SPEC.id})
    removed = managed.delete(f"/v1/models/{SPEC.id}")

    assert (installing.status_code, installing.get_json()["state"], installing.get_json()["progress"]) == (
        200,
        "installing",
        0.25,
    )
    assert (removed.status_code, removed.get_json()["state"]) == (200, "available")
    assert service.requests == [SPEC.id, SPEC.id]


def test_a_web_page_of_somebody_else_cannot_install(managed: FlaskClient, service: FakeService) -> None:
    # What browsers send to other sites without asking first has none of these types.
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = managed.post("/v1/models", data='{"id": "x"}', content_type=kind)
        assert answer.status_code == 415
    assert service.requests == []


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    settings = Settings(models_dir=tmp_path, manage_models=True, pull="never")
    with Service.from_settings(settings) as service:
        client = create_app(settings, service).test_client()
        assert client.post("/v1/models", json={"id": "nothing"}).get_json()["code"] == "unknown_model"
        assert client.delete("/v1/models/nothing").get_json()["code"] == "unknown_model"
        assert client.post("/v1/models", json={"id": "nllb-200-distilled-600m"}).get_json()["code"] == "licence_refused"
        assert client.post("/v1/models", json={"name": "x"}).status_code == 400
        assert client.delete("/v1/models/opus-mt-en-uk").get_json()["state"] == "available"


def test_a_real_model_comes_and_goes_though_requests_may_not_pull(tmp_path: Path) -> None:
    name = "standin-marian-en-fr"
    with Hub({f"stislo/{name}": TRAINED / name}) as hub:
        settings = Settings(models_dir=tmp_path, catalog=STANDINS, hub_url=hub.url, pull="never", manage_models=True)
        with Service.from_settings(settings) as service:
            client = create_app(settings, service).test_client()

            def entry() -> dict[str, object]:
                return next(each for each in client.get("/v1/models").get_json()["models"] if each["id"] == name)

            assert client.post("/v1/models", json={"id": name}).get_json()["state"] == "installing"
            refused = client.delete(f"/v1/models/{name}")
            assert (refused.status_code, refused.get_json()["code"]) == (503, "model_loading")
            deadline = time.monotonic() + 60
            while entry()["state"] == "installing" and time.monotonic() < deadline:
                threading.Event().wait(0.05)
            assert entry()["state"] == "installed"
            assert client.post("/v1/models", json={"id": name}).get_json()["state"] == "installed"
            assert client.delete(f"/v1/models/{name}").get_json()["state"] == "available"
            assert entry()["state"] == "available"
