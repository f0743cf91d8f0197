"""/metrics: true counts in the format of Prometheus, and nothing of any caller."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Annotated, Any

import pytest
from flask.testing import FlaskClient
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from service.app import create_app
from service.pipeline.service import Service
from service.settings import Settings
from service.types import Measure
from service.web.context import context_of
from tests.support.fake_service import FakeService
from tests.web.test_boundary import CANARY, everywhere

PATH = "/v1/summaries"


def families(client: FlaskClient) -> dict[str, Metric]:
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    return {family.name: family for family in text_string_to_metric_families(response.text)}


def value(client: FlaskClient, name: str, **labels: str) -> float | None:
    """What a sample says now; None where there is none."""
    samples = [sample for family in families(client).values() for sample in family.samples]
    found = [sample.value for sample in samples if sample.name == name and sample.labels == labels]
    assert len(found) <= 1
    return found[0] if found else None


def requests(client: FlaskClient) -> dict[tuple[str, str, str], float]:
    return {
        (sample.labels["method"], sample.labels["route"], sample.labels["status"]): sample.value
        for sample in families(client)["stislo_requests"].samples
    }


def test_answers_are_counted_by_method_route_and_status(client: FlaskClient) -> None:
    for body in ({"text": "Good news."}, {"text": "Good news."}, {"tex": 1}, {"text": ""}):
        client.post(PATH, json=body)
    client.get(f"/nowhere/{CANARY}")
    client.get(PATH)
    assert requests(client) == {
        ("POST", PATH, "200"): 2,
        ("POST", PATH, "400"): 1,
        ("POST", PATH, "422"): 1,
        ("GET", "-", "404"): 1,
        ("GET", "-", "405"): 1,
    }
    assert requests(client)["GET", "/metrics", "200"] == 1


def test_times_are_counted_by_route(client: FlaskClient) -> None:
    for _ in range(3):
        client.post(PATH, json={"text": "Good news."})
    samples = [
        sample
        for sample in families(client)["stislo_request_duration_seconds"].samples
        if sample.labels["route"] == PATH
    ]
    buckets = [sample.value for sample in samples if sample.name.endswith("_bucket")]
    assert buckets == sorted(buckets) and buckets[-1] == 3
    [count] = [sample.value for sample in samples if sample.name.endswith("_count")]
    [seconds] = [sample.value for sample in samples if sample.name.endswith("_sum")]
    assert count == 3 and 0 < seconds < 60


def test_requests_in_progress_are_a_gauge_that_returns_to_zero(client: FlaskClient, service: FakeService) -> None:
    service.gate = threading.Event()
    with ThreadPoolExecutor(2) as threads:
        calls = [
            threads.submit(client.application.test_client().post, PATH, json={"text": "Good news."}) for _ in range(2)
        ]
        for _ in calls:
            assert service.entered.acquire(timeout=60)
        assert value(client, "stislo_requests_in_flight") == value(client, "stislo_requests_limit") == 2
        service.gate.set()
        assert [call.result(60).status_code for call in calls] == [200, 200]
    assert value(client, "stislo_requests_in_flight") == 0


def test_draining_is_shown_and_still_answered(client: FlaskClient) -> None:
    assert value(client, "stislo_draining") == 0
    context_of(client.application).admission.drain()
    assert value(client, "stislo_draining") == 1


def test_what_the_parts_count_is_shown_by_their_kind(client: FlaskClient) -> None:
    assert value(client, "stislo_cache_hits_total", kind="segments") == 3
    assert value(client, "stislo_cache_bytes", kind="segments") == 512
    assert value(client, "stislo_cache_misses_total", kind="summaries") == 2
    assert families(client)["stislo_cache_hits"].type == "counter"
    assert families(client)["stislo_cache_bytes"].type == "gauge"


@dataclass(frozen=True)
class Oven:
    room: str
    loaves: Annotated[int, Measure("counter", "Loaves baked.")]
    heat: Annotated[float, Measure("gauge", "Degrees.")]
    secret: int = 7


def test_a_new_part_is_shown_without_a_line_of_code(client: FlaskClient, service: FakeService) -> None:
    ovens = (Oven("left", 3, 180.5), Oven("right", 4, 20.0))
    service.stats = lambda: {"oven": ovens, "cellar": ()}  # type: ignore[method-assign]
    found = families(client)
    assert value(client, "stislo_oven_loaves_total", room="right") == 4
    assert value(client, "stislo_oven_heat", room="left") == 180.5
    assert found["stislo_oven_loaves"].documentation == "Loaves baked."
    assert not [name for name in found if "secret" in name or "cellar" in name]


@pytest.fixture
def real(tmp_path: Any) -> Iterator[FlaskClient]:
    settings = Settings(models_dir=tmp_path, pull="never")
    with Service.from_settings(settings) as service:
        yield create_app(settings, service).test_client()


def test_a_summary_that_was_stored_is_a_hit(real: FlaskClient) -> None:
    body = {"text": "It rains. It snows. The sun shines. " * 5, "engine": "extractive", "source_language": "en"}
    for _ in range(3):
        assert real.post(PATH, json=body).status_code == 200
    assert value(real, "stislo_cache_misses_total", kind="summaries") == 1
    assert value(real, "stislo_cache_hits_total", kind="summaries") == 2
    assert value(real, "stislo_cache_entries", kind="summaries") == 1
    assert value(real, "stislo_single_flight_in_flight", kind="summaries") == 0


def test_the_process_is_shown(client: FlaskClient) -> None:
    assert (value(client, "process_resident_memory_bytes") or 0) > 1 << 20


@pytest.mark.parametrize("failure", [None, ValueError(CANARY)])
def test_nothing_of_a_caller_is_ever_in_a_metric(
    client: FlaskClient, service: FakeService, failure: Exception | None
) -> None:
    service.raises = failure
    for call in everywhere(client):
        call()
    client.open(PATH, method=CANARY.upper())
    shown = client.get("/metrics").text
    assert CANARY.lower() not in shown.lower()
    assert ("other", "-", "405") in requests(client)


def test_nothing_of_a_caller_is_in_a_metric_of_the_real_service(real: FlaskClient) -> None:
    for call in everywhere(real):
        call()
    assert CANARY.lower() not in real.get("/metrics").text.lower()
