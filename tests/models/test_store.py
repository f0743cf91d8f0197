"""The store: a model is on disk and whole, or it is not there. Nothing in between is ever in use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from service.engines.base import ModelSpec
from service.errors import (
    ChecksumMismatch,
    ConfigurationError,
    HubUnreachable,
    LicenceRefused,
    ModelMissingOnHub,
    StoreError,
)
from service.models.manifest import READY, Installed, sha256_of
from service.models.progress import InstallEvent
from service.models.store import ModelStore
from tests.models.conftest import REPO, SILENCE_S, MakeStore
from tests.support.hub import Fault, Hub

WEIGHTS = "model.safetensors"
PROJECT = Path(__file__).parent.parent.parent


def ready_folders(store: ModelStore) -> list[Path]:
    return sorted(path.parent for path in store.root.rglob(READY))


class TestPull:
    def test_an_installed_model_has_its_files_their_hashes_and_its_commit(
        self, store: ModelStore, hub: Hub, spec: ModelSpec, repository: Path
    ) -> None:
        assert store.installed(spec) is None
        installed = store.pull(spec)
        assert installed == store.installed(spec)
        assert installed.commit == hub.commit(REPO)
        assert installed.folder == store.root / "echo" / installed.commit
        assert installed.files[f"hf/{WEIGHTS}"].sha256 == sha256_of(repository / WEIGHTS)
        assert store.installed_ids() == {"echo"}
        assert not list(store.root.rglob("*.incomplete"))

    def test_progress_tells_every_byte_and_every_step(self, store: ModelStore, spec: ModelSpec) -> None:
        events: list[InstallEvent] = []
        installed = store.pull(spec, progress=events.append)
        assert list(dict.fromkeys(event.phase for event in events)) == ["resolving", "downloading", "testing", "ready"]
        last = [event for event in events if event.phase == "downloading"][-1]
        assert last.done == last.total == installed.bytes
        fractions = [event.fraction for event in events if event.phase == "downloading"]
        assert fractions == sorted(fractions)

    def test_a_second_start_uses_the_recorded_commit_and_asks_the_hub_nothing(
        self, make_store: MakeStore, hub: Hub, spec: ModelSpec, repository: Path
    ) -> None:
        first = make_store().pull(spec)
        (repository / "config.json").write_text('{"model_type": "newer"}')
        hub.requests.clear()
        assert make_store().pull(spec) == first
        assert make_store().installed(spec) == first
        assert hub.requests == []

    def test_a_second_start_needs_no_hub_at_all(self, make_store: MakeStore, spec: ModelSpec) -> None:
        first = make_store().pull(spec)
        assert make_store(hub_url="http://127.0.0.1:9").pull(spec) == first

    def test_a_new_commit_is_taken_when_it_is_asked_for(
        self, store: ModelStore, hub: Hub, spec: ModelSpec, repository: Path
    ) -> None:
        first = store.pull(spec)
        (repository / "config.json").write_text('{"model_type": "newer"}')
        second = store.pull(spec, update=True)
        assert second.commit == hub.commit(REPO) != first.commit
        assert store.installed(spec) == second
        assert ready_folders(store) == [second.folder]
        assert not first.folder.exists()

    def test_an_update_that_fails_leaves_the_old_commit_in_use(
        self, store: ModelStore, hub: Hub, spec: ModelSpec, repository: Path
    ) -> None:
        first = store.pull(spec)
        (repository / "config.json").write_text('{"model_type": "newer"}')
        hub.misbehave(Fault(file="config.json", flip=True))
        with pytest.raises(ChecksumMismatch):
            store.pull(spec, update=True)
        assert store.installed(spec) == first
        assert not first.damaged()

    def test_an_update_to_the_same_commit_fetches_nothing(self, store: ModelStore, hub: Hub, spec: ModelSpec) -> None:
        first = store.pull(spec)
        hub.requests.clear()
        assert store.pull(spec, update=True) == first
        assert [request.route for request in hub.requests] == ["info"]

    def test_a_commit_that_the_catalogue_pins_is_the_one_that_is_installed(
        self, make_store: MakeStore, hub: Hub, spec: ModelSpec, repository: Path
    ) -> None:
        old = hub.commit(REPO)
        (repository / "config.json").write_text('{"model_type": "newer"}')
        pinned = replace(spec, revision=old)
        store = make_store(pinned)
        assert store.pull(pinned).commit == old
        assert make_store().installed(replace(spec, revision="v2")) is None

    def test_another_repository_under_the_same_id_is_another_model(
        self, make_store: MakeStore, spec: ModelSpec
    ) -> None:
        make_store().pull(spec)
        moved = replace(spec, repo="stislo/other")
        assert make_store(moved).installed(moved) is None

    def test_the_plan_says_the_size_before_anything_is_fetched(
        self, store: ModelStore, hub: Hub, spec: ModelSpec
    ) -> None:
        (planned,) = store.pull_plan([spec])
        assert hub.asked(route="file") == []
        assert planned.bytes == store.pull(spec).bytes
        assert [each.bytes for each in store.pull_plan([spec])] == [0]

    def test_a_licence_against_commercial_use_is_refused_unless_allowed(
        self, make_store: MakeStore, hub: Hub, spec: ModelSpec
    ) -> None:
        refused = replace(spec, commercial_use=False, licence="CC-BY-NC-4.0")
        with pytest.raises(LicenceRefused, match="STISLO_ALLOW_NONCOMMERCIAL"):
            make_store(refused).pull(refused)
        assert hub.requests == []
        assert make_store(refused, allow_noncommercial=True).pull(refused)
        assert make_store(refused).installed(refused) is None

    def test_a_hub_address_must_be_one(self, make_store: MakeStore) -> None:
        with pytest.raises(ConfigurationError, match="STISLO_HUB_URL"):
            make_store(hub_url="hub.example")


class TestHashes:
    def test_a_hash_pinned_in_the_catalogue_is_checked_before_anything_is_fetched(
        self, make_store: MakeStore, hub: Hub, spec: ModelSpec
    ) -> None:
        pinned = replace(spec, sha256={WEIGHTS: "0" * 64})
        with pytest.raises(ChecksumMismatch, match=WEIGHTS):
            make_store(pinned).pull(pinned)
        assert hub.asked(route="file") == []

    def test_a_pinned_small_file_is_checked_too(self, make_store: MakeStore, spec: ModelSpec) -> None:
        pinned = replace(spec, sha256={"config.json": "0" * 64})
        store = make_store(pinned)
        with pytest.raises(ChecksumMismatch, match=r"config\.json"):
            store.pull(pinned)
        assert store.installed(pinned) is None

    def test_right_pins_pass(self, make_store: MakeStore, spec: ModelSpec, repository: Path) -> None:
        pins = {name: sha256_of(repository / name) for name in (WEIGHTS, "config.json")}
        pinned = replace(spec, sha256=pins)
        assert make_store(pinned).pull(pinned)


class TestFaultsOfTheHub:
    @pytest.mark.parametrize(
        ("fault", "error"),
        [
            (Fault(route="info", status=503), HubUnreachable),
            (Fault(route="info", drop=True), HubUnreachable),
            (Fault(route="info", status=404, error_code="RevisionNotFound"), ModelMissingOnHub),
            (Fault(file=WEIGHTS, status=503), HubUnreachable),
            (Fault(file=WEIGHTS, status=404, error_code="EntryNotFound"), ModelMissingOnHub),
            (Fault(file=WEIGHTS, cut_at=0), StoreError),
            (Fault(file=WEIGHTS, stall_at=0), StoreError),
            (Fault(file=WEIGHTS, flip=True), ChecksumMismatch),
            (Fault(file="source.spm", flip=True), ChecksumMismatch),
            (Fault(file="config.json", flip=True), ChecksumMismatch),
        ],
    )
    def test_a_fault_leaves_no_model_and_the_next_pull_repairs_it(
        self, make_store: MakeStore, hub: Hub, spec: ModelSpec, fault: Fault, error: type[StoreError]
    ) -> None:
        store = make_store(hub_timeout_s=SILENCE_S if fault.stall_at is None else 0.5)
        hub.misbehave(fault)
        with pytest.raises(error):
            store.pull(spec)
        assert store.installed(spec) is None
        assert ready_folders(store) == []
        hub.misbehave()
        assert store.pull(spec) == store.installed(spec)
        assert not store.verify(spec)

    def test_what_was_fetched_before_a_fault_is_not_fetched_again(
        self, store: ModelStore, hub: Hub, spec: ModelSpec
    ) -> None:
        hub.misbehave(Fault(file=WEIGHTS, status=503))
        with pytest.raises(HubUnreachable):
            store.pull(spec)
        hub.misbehave()
        hub.requests.clear()
        store.pull(spec)
        assert [Path(request.path).name for request in hub.asked(route="file")] == [WEIGHTS]


class TestLeavingAndSweeping:
    def test_a_removed_model_is_gone(self, store: ModelStore, spec: ModelSpec) -> None:
        store.pull(spec)
        assert store.remove(spec)
        assert store.installed(spec) is None
        assert not (store.root / "echo").exists()
        assert not store.remove(spec)

    def test_sweep_deletes_old_remains_and_nothing_else(
        self, store: ModelStore, hub: Hub, spec: ModelSpec, marian: ModelSpec
    ) -> None:
        kept = store.pull(spec)
        hub.misbehave(Fault(file=WEIGHTS, status=503))
        with pytest.raises(HubUnreachable):
            store.pull(marian)
        assert (store.root / "tiny").exists()
        assert store.sweep() == 0
        assert store.sweep(older_than_s=0) == 1
        assert not list((store.root / "tiny").iterdir())
        assert store.installed(spec) == kept
        assert store.verify(spec) == []

    def test_sweep_leaves_alone_what_somebody_is_working_on(
        self, store: ModelStore, make_store: MakeStore, spec: ModelSpec
    ) -> None:
        (store.root / "echo" / ("1" * 40)).mkdir(parents=True)
        with store.shelf.lock(spec, lambda event: None):
            assert make_store().sweep(older_than_s=0) == 0
        assert make_store().sweep(older_than_s=0) == 1


def test_asking_what_is_installed_looks_at_the_disk_once(
    store: ModelStore, spec: ModelSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.models.store._LOOK_AGAIN_S", 3600)
    store.pull(spec)
    looks = list[str]()
    installed = ModelStore.installed

    def look(self: ModelStore, spec: ModelSpec) -> Installed | None:
        looks.append(spec.id)
        return installed(self, spec)

    monkeypatch.setattr(ModelStore, "installed", look)
    assert {store.installed_ids() for _ in range(100)} == {frozenset({spec.id})}
    assert sorted(looks) == sorted(model.id for model in store.catalog.models)
