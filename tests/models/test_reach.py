"""Where models come from is looked at in the background, and requests are told at once that it cannot be reached."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from service.engines.base import ModelSpec
from service.errors import ModelNotInstalled
from service.models.installer import Installer
from service.models.reach import Reach, answers
from service.models.store import ModelStore
from tests.support.hub import Hub


class Network:
    """Says of each place whether it answers, and when it was looked at."""

    def __init__(self) -> None:
        self.up = True
        self.looks = threading.Semaphore(0)
        self.asked: list[str] = []

    def __call__(self, place: str, timeout_s: float) -> bool:
        self.asked.append(place)
        up = self.up
        self.looks.release()
        return up


@pytest.fixture
def network() -> Network:
    return Network()


@pytest.fixture
def reach(network: Network) -> Iterator[Reach]:
    made = Reach(pause_s=0.01, look=network)
    yield made
    made.close()


def finish(reach: Reach) -> None:
    """Waits until the looking has ended."""
    assert reach._thread is not None
    reach._thread.join(10)
    assert not reach._thread.is_alive()


def test_nothing_is_known_before_anybody_looks(reach: Reach, network: Network) -> None:
    assert reach.problem(["http://hub"]) is None
    assert network.asked == []


def test_what_answers_is_looked_at_once(reach: Reach, network: Network) -> None:
    reach.watch(["http://hub", "http://mirror", "http://hub"])
    finish(reach)
    assert network.asked == ["http://hub", "http://mirror"]
    assert reach.problem(["http://hub"]) is None


def test_what_does_not_answer_is_looked_at_until_it_does(reach: Reach, network: Network) -> None:
    network.up = False
    reach.watch(["http://hub"])
    for _ in range(3):
        assert network.looks.acquire(timeout=10)
    problem = reach.problem(["http://hub"])
    assert problem is not None and (problem.code, problem.retry_after) == ("hub_unreachable", 1)
    assert reach.problem(["http://hub", "http://elsewhere"]) is None, "it may be had from the other place"
    network.up = True
    finish(reach)
    assert reach.problem(["http://hub"]) is None


def test_a_place_answers_that_somebody_listens_at(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert answers(hub.url, 5.0)
    assert not answers("http://127.0.0.1:0", 5.0)
    assert not answers("http://127.0.0.1:70000", 5.0)
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("http_proxy", hub.url)
    assert answers("http://hub.example", 5.0), "it is the proxy that is asked"


def test_without_a_hub_a_request_is_told_at_once_and_the_hub_is_left_alone(
    store: ModelStore, reach: Reach, network: Network, hub: Hub, spec: ModelSpec
) -> None:
    network.up = False
    installer = Installer(store, "on_demand", reach=reach)
    assert installer.obstacle(spec) is None
    installer.watch()
    for _ in range(2):  # the second look begins when what the first one found is known
        assert network.looks.acquire(timeout=10)
    with pytest.raises(ModelNotInstalled, match="cannot be reached"):
        installer.ensure(spec)
    obstacle = installer.obstacle(spec)
    assert obstacle is not None and obstacle.code == "hub_unreachable"
    assert (installer.state(spec).state, hub.requests) == ("available", [])
    installer.close()


def test_obstacles_are_those_that_a_request_would_meet(store: ModelStore, spec: ModelSpec) -> None:
    never = Installer(store, "never").obstacle(spec)
    assert never is not None and never.code == "model_not_installed"
    licensed = Installer(store, "on_demand").obstacle(replace(spec, commercial_use=False))
    assert licensed is not None and licensed.code == "licence_refused"
