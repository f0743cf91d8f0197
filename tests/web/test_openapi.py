"""The interface does what its description says, whatever is sent to it."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import schemathesis
from flask.testing import FlaskClient
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from service.app import create_app
from service.glossaries.tables import MEDIA_TYPES
from service.pipeline.keys import TEXT_RULES
from service.pipeline.service import Service
from service.settings import Settings
from service.version import VERSION
from service.web.context import context_of
from service.web.examples import EXAMPLES
from service.web.openapi import specification
from service.web.progress import EVENTS
from service.wire import schemas
from tests.support.fake_service import FakeService

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "openapi.json"


def test_answers_are_as_described_and_nothing_fails(tmp_path: Path) -> None:
    """Examples, the edges of every schema, and generated requests, against a real service without models."""
    config = SchemathesisConfig.from_dict(
        {
            "seed": 1,
            "generation": {"deterministic": True, "max-examples": 100, "database": "none"},
            "phases": {"stateful": {"enabled": False}},
            "checks": {
                "not_a_server_error": {"expected-statuses": ["2xx", "4xx", 503, 504]},
                # A language code is any string in the schema, and only some of them are languages.
                "positive_data_acceptance": {"enabled": False},
            },
        }
    )
    settings = Settings(models_dir=tmp_path, glossaries_dir=tmp_path / "glossaries", pull="never", fetch=False)
    with Service.from_settings(settings) as service:
        app = create_app(settings, service)
        schema = schemathesis.openapi.from_wsgi("/openapi.json", app, config=config)
        found = list(from_schema(schema).execute())
    # Of some mutations of a form with a file the library says, before it asks us anything, that it cannot send them.
    own = "Unsupported type: 'Binary'"
    assert not [each.info for each in found if isinstance(each, events.NonFatalError) and own not in str(each.value)]
    assert not [event.exception for event in found if isinstance(event, events.FatalError)]
    finished = [event for event in found if isinstance(event, events.ScenarioFinished)]
    failures = [
        f"{event.phase.value} {event.recorder.label}: {check.failure_info.failure}"
        for event in finished
        for checks in event.recorder.checks.values()
        for check in checks
        if check.failure_info is not None
    ]
    assert not failures, "\n".join(failures)
    interactions = [found for event in finished for found in event.recorder.interactions.values()]
    statuses = Counter(found.response.status_code for found in interactions if found.response is not None)
    print(statuses)
    assert {200, 400, 405, 415, 422, 503} <= statuses.keys(), statuses
    assert context_of(app).admission.in_flight == 0


def test_the_document_in_docs_is_current(client: FlaskClient) -> None:
    served = client.get("/openapi.json").get_json()
    assert json.loads(DOCUMENT.read_text(encoding="utf-8")) == served, (
        "run `python -m service openapi > docs/openapi.json`"
    )


def test_the_document_is_the_same_for_every_setting(client: FlaskClient, tmp_path: Path) -> None:
    other = create_app(Settings(models_dir=tmp_path, max_targets=2, max_body_bytes=2000, threads=1))
    assert specification(other) == client.get("/openapi.json").get_json()


def test_everything_is_described(client: FlaskClient) -> None:
    spec = client.get("/openapi.json").get_json()
    assert spec["openapi"] == "3.1.0"
    assert set(spec["paths"]) == {
        "/v1/summaries",
        "/v1/translations",
        "/v1/documents",
        "/v1/glossaries",
        "/v1/glossaries/{id}",
        "/v1/detections",
        "/v1/checks",
        "/v1/languages",
        "/v1/outlook",
        "/v1/models",
        "/v1/models/{id}",
        "/livez",
        "/readyz",
        "/version",
    }
    for path, operations in spec["paths"].items():
        for operation in operations.values():
            assert operation["summary"] and operation["description"], path
            for status, response in operation["responses"].items():
                assert response["description"] and "X-Request-Id" in response["headers"]
                streams = {"text/event-stream"} if path in EVENTS else set()
                tables = {*MEDIA_TYPES.values()} if operation["operationId"] == "readGlossary" else set()
                kinds = {"application/json"} | streams | tables if status == "200" else {"application/problem+json"}
                assert response["content"].keys() == kinds
                assert all(content.get("example") for content in response["content"].values()), f"{path} {status}"
    for name, body in spec["components"]["schemas"].items():
        if name.endswith("Body"):
            assert all(field.get("description") for field in body["properties"].values()), name
            assert body["additionalProperties"] is False


def test_examples_of_requests_are_served(settings: Settings, service: FakeService, tmp_path: Path) -> None:
    changed = {"manage_models": True, "glossaries_dir": tmp_path}
    client = create_app(settings.model_copy(update=changed), service.as_service()).test_client()
    spec = client.get("/openapi.json").get_json()
    count = 0
    for path, operations in spec["paths"].items():
        body = operations.get("post", {}).get("requestBody", {"content": {"application/json": {}}})
        for example in body["content"]["application/json"].get("examples", {}).values():
            response = client.post(path, json=example["value"])
            assert response.status_code == 200, response.text
            count += 1
    assert count >= 6


def test_the_example_of_a_summary_is_one_of_the_example_of_an_article() -> None:
    example = EXAMPLES["createSummaries"]
    text = example.requests["One sentence in three languages"]["text"]
    for summary in example.answer["summaries"]:
        [sentence] = summary["sentences"]
        [source] = sentence["sources"]
        assert text[source["start"] : source["end"]] == example.answer["summaries"][0]["text"]


def test_signatures_of_examples_are_such_as_the_service_gives() -> None:
    found = re.findall(r'"signature": ?"([^"]*)"', json.dumps([example.answer for example in EXAMPLES.values()]))
    one = r"\w+:[a-z-]+:\w+:\w+:[\w.-]+@[0-9a-f]{40}:[0-9a-f]{8}"
    assert len(found) == 6
    for signature in found:
        assert re.fullmatch(rf"{one}(\|{one})*\|quality:balanced\|rules:{TEXT_RULES}\|stislo:{VERSION}", signature)


def test_the_page_shows_every_route_and_field_and_needs_nothing_from_elsewhere(client: FlaskClient) -> None:
    page = client.get("/docs").get_data(as_text=True)
    spec = client.get("/openapi.json").get_json()
    for path in spec["paths"]:
        assert path in page
    for field in schemas.SummaryBody.model_fields:
        assert f"<code>{field}</code>" in page
    for served in (page, client.get("/docs/errors").get_data(as_text=True)):
        assert "http://" not in served and "https://" not in served
        assert "<script" not in served and "style=" not in served and "<style" not in served
    policy = client.get("/docs").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    with client.get("/static/docs.css") as style:
        assert style.content_type.startswith("text/css")


def test_the_root_is_the_page_and_leads_here(client: FlaskClient) -> None:
    response = client.get("/")
    assert response.status_code == 200 and 'href="/docs"' in response.text
