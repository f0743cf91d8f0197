"""The soak test sees what it is there to see: swapped and lost answers, leaks, requests that never leave."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from benchmarks.soak import Outcome, soak, soak_our_service
from benchmarks.soak_mix import Mix
from tests.benchmarks.conftest import Answer, Serve
from tests.standins import heldout_pairs

PAIRS = dict(heldout_pairs("en", "fr", 20, seed=5))
GAUGE = b"# TYPE stislo_requests_in_flight gauge\nstislo_requests_in_flight %d\n"
SECONDS, RATE = 0.4, 100.0


def honest(number: int, path: str, body: Any) -> tuple[int, Any]:
    if path == "/metrics":
        return 200, GAUGE % 0
    return 200, {"translations": [{"text": PAIRS[body["text"]]}]}


def outcome(serve: Serve, answer: Answer, memory: Iterator[float] | None = None) -> Outcome:
    """Of a soak with English sentences into French."""
    address = serve(answer)
    items = [item for item in Mix(address, each=20).items if item.kind == "sentence"][:20]
    samples = memory or iter(lambda: 100.0, None)
    return soak(items, address, lambda: next(samples), SECONDS, RATE, sample_s=0.02)


def test_an_honest_server_passes(serve: Serve) -> None:
    found = outcome(serve, honest)
    assert found.failures == []
    assert found.replies == {("sentence", 200): SECONDS * RATE} and found.in_flight == 0


def test_one_swapped_answer_fails(serve: Serve) -> None:
    other = list(PAIRS.values())

    def swapping(number: int, path: str, body: Any) -> tuple[int, Any]:
        if number != 15:
            return honest(number, path, body)
        own = PAIRS[body["text"]]
        return 200, {"translations": [{"text": next(text for text in other if text != own)}]}

    assert outcome(serve, swapping).failures == ["1 x sentence: the translation of another text"]


def test_one_lost_answer_fails(serve: Serve) -> None:
    def losing(number: int, path: str, body: Any) -> tuple[int, Any] | None:
        return None if number == 15 else honest(number, path, body)

    assert outcome(serve, losing).failures == ["1 x sentence: lost"]


def test_an_error_fails_and_so_do_many_refusals(serve: Serve) -> None:
    def failing(number: int, path: str, body: Any) -> tuple[int, Any]:
        return (500, {}) if number == 15 else (503, {}) if number < 10 else honest(number, path, body)

    assert outcome(serve, failing).failures == ["1 x sentence: status 500", "9 of 40 calls were refused"]


def test_memory_that_grows_fails(serve: Serve) -> None:
    [failure] = outcome(serve, honest, (100.0 + 2 * number for number in count())).failures
    assert failure.startswith("memory grew by")


def test_memory_that_settles_after_the_warm_up_passes() -> None:
    found = Outcome(memory=[(second, 100.0 + 50 * min(second / 20, 1) + second % 3) for second in range(100)])
    assert abs(found.growth) < 0.01


@pytest.mark.parametrize(
    ("metrics", "failure"),
    [
        (GAUGE % 2, "2 requests are still counted as in flight"),
        (b"", "the server does not say how many requests are in flight"),
    ],
)
def test_requests_that_never_leave_fail(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, metrics: bytes, failure: str
) -> None:
    monkeypatch.setattr("benchmarks.soak.SETTLE_S", 0.1)
    found = outcome(serve, lambda n, path, body: (200, metrics) if path == "/metrics" else honest(n, path, body))
    assert found.failures == [failure]


@pytest.mark.slow
@pytest.mark.timeout(1_200)
def test_ten_minutes_of_mixed_load_leave_no_trace(tmp_path: Path) -> None:
    found = soak_our_service(600, tmp_path)
    assert found.failures == [], str(found)
