"""Pulls in the background: asked for by many, done once, and what failed is not tried again at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from service.engines.base import ModelSpec
from service.errors import LicenceRefused, ModelLoading, ModelNotInstalled
from service.models.installer import Installer
from service.models.store import ModelStore
from tests.models.conftest import MakeStore
from tests.support.hub import Fault, Hub

WEIGHTS = "model.safetensors"


@pytest.fixture
def installer(store: ModelStore) -> Iterator[Installer]:
    installer = Installer(store, "on_demand")
    yield installer
    installer.close()


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def test_an_installed_model_needs_nothing(store: ModelStore, installer: Installer, hub: Hub, spec: ModelSpec) -> None:
    store.pull(spec)
    hub.requests.clear()
    installer.ensure(spec)
    assert hub.requests == []


def test_a_missing_model_is_fetched_in_the_background(store: ModelStore, installer: Installer, spec: ModelSpec) -> None:
    assert installer.state(spec).state == "available"
    with pytest.raises(ModelLoading) as caught:
        installer.ensure(spec)
    assert caught.value.retry_after
    until(lambda: store.installed(spec) is not None)
    installer.ensure(spec)


def test_progress_is_seen_while_it_is_fetched(make_store: MakeStore, hub: Hub, spec: ModelSpec) -> None:
    stall = Fault(file=WEIGHTS, stall_at=80_000, stall_s=60, times=1)
    hub.misbehave(stall)
    store = make_store()
    installer = Installer(store, "on_demand")
    with pytest.raises(ModelLoading):
        installer.ensure(spec)
    until(lambda: (installer.state(spec).progress or 0) > 0.5)
    assert installer.state(spec).state == "installing"
    stall.stall_ends.set()
    until(lambda: store.installed(spec) is not None)
    until(lambda: installer.state(spec).state == "available")
    installer.close()


def test_many_requests_fetch_it_once(store: ModelStore, installer: Installer, hub: Hub, spec: ModelSpec) -> None:
    for _ in range(20):
        with pytest.raises(ModelLoading):
            installer.ensure(spec)
    until(lambda: store.installed(spec) is not None)
    assert len(hub.asked(file=WEIGHTS)) == 1


def test_where_pulling_is_forbidden_the_command_is_told(store: ModelStore, hub: Hub, spec: ModelSpec) -> None:
    installer = Installer(store, "never")
    with pytest.raises(ModelNotInstalled, match="`python -m service models pull echo`"):
        installer.ensure(spec)
    assert installer.request(spec) is None
    assert hub.requests == []


def test_a_refused_licence_is_told_at_once(make_store: MakeStore, hub: Hub, spec: ModelSpec) -> None:
    refused = replace(spec, commercial_use=False)
    installer = Installer(make_store(refused), "on_demand")
    with pytest.raises(LicenceRefused):
        installer.ensure(refused)
    assert installer.request(refused) is None
    assert hub.requests == []


def test_without_a_hub_in_reach_the_model_is_not_installed_and_not_tried_again_for_a_while(
    make_store: MakeStore, hub: Hub, spec: ModelSpec
) -> None:
    now = [1000.0]
    hub.misbehave(Fault(route="info", status=503))
    store = make_store()
    installer = Installer(store, "on_demand", backoff_s=60, clock=lambda: now[0])
    with pytest.raises(ModelLoading):
        installer.ensure(spec)
    until(lambda: installer.state(spec).state == "failed")
    assert installer.state(spec).error == "hub_unreachable"
    hub.misbehave()
    hub.requests.clear()
    with pytest.raises(ModelNotInstalled, match="models pull echo") as caught:
        installer.ensure(spec)
    assert caught.value.retry_after == 60
    assert hub.requests == []
    now[0] += 61
    with pytest.raises(ModelLoading):
        installer.ensure(spec)
    until(lambda: store.installed(spec) is not None)
    installer.close()


def test_one_failure_does_not_stop_the_others(make_store: MakeStore, hub: Hub, spec: ModelSpec) -> None:
    broken = replace(spec, id="broken", engine="tests.models.engines:Silence")
    store = make_store(broken, spec)
    installer = Installer(store, "on_demand")
    installer.request(broken)
    installer.request(spec)
    until(lambda: store.installed(spec) is not None)
    assert installer.state(broken).error == "model_unusable"
    installer.close()


def test_a_closed_installer_starts_nothing(store: ModelStore, hub: Hub, spec: ModelSpec) -> None:
    installer = Installer(store, "on_demand")
    installer.close()
    installer.request(spec)
    assert installer.state(spec).state == "available"
    assert hub.requests == []
