"""Models whose files the catalogue names: fetched from whoever has them, checked, unpacked, tried, and ready."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.engines.base import Decoding, ModelSpec, Runtime, translates
from service.errors import ChecksumMismatch, ModelMissingOnHub, ModelUnusable
from service.models.catalog import Catalog
from service.models.load import load_engine
from service.models.pinned import snapshot_of
from service.models.progress import InstallEvent
from service.models.store import ModelStore
from service.types import Pair
from tests.models.conftest import QUICK, SILENCE_S
from tests.standins import heldout_pairs
from tests.support.hub import Fault, Hub
from tests.support.students import folder_of, pack, student

PAIR = Pair("en", "fr")
PLAIN, PACKED, EMPTY = "stislo/plain", "stislo/packed", "stislo/empty"
SENTENCE, TRANSLATION = heldout_pairs("en", "fr", 1)[0]


@pytest.fixture(scope="module")
def packed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packed")
    pack(PAIR, folder)
    return folder


@pytest.fixture
def hub(packed_folder: Path, tmp_path: Path) -> Iterator[Hub]:
    empty = tmp_path / "empty"
    empty.mkdir()
    with Hub({PLAIN: folder_of(PAIR), PACKED: packed_folder, EMPTY: empty}) as hub:
        yield hub


MakeStore = Callable[..., ModelStore]


@pytest.fixture
def make_store(tmp_path: Path, hub: Hub) -> MakeStore:
    def make(spec: ModelSpec, name: str = "models", mirror: str | None = None) -> ModelStore:
        catalog = Catalog((spec,), {})
        return ModelStore(
            tmp_path / name, catalog=catalog, hub_url=hub.url, hub_timeout_s=SILENCE_S, retry=QUICK, mirror_url=mirror
        )

    return make


def entry(*sources: str, packed: bool = False) -> ModelSpec:
    return student(PAIR, sources, packed=packed)


def packed(hub: Hub) -> str:
    """The address of compressed copies."""
    return f"{hub.url}/{PACKED}/resolve/main/{{place}}"


def translate(store: ModelStore, spec: ModelSpec, text: str = SENTENCE) -> str:
    engine = load_engine(store, spec, store.require(spec), Runtime())
    try:
        assert translates(engine)
        return engine.translate([text], PAIR, Decoding())[0][0].text
    finally:
        engine.close()


def test_it_comes_from_a_hub_is_tried_and_translates(make_store: MakeStore) -> None:
    spec = entry(f"hub:{PLAIN}")
    store, events = make_store(spec), list[InstallEvent]()
    assert store.pull_plan([spec])[0].bytes == sum(file.bytes for file in spec.files)
    installed = store.pull(spec, progress=events.append)
    assert installed.commit == snapshot_of(spec).commit
    assert installed.quantization is None
    assert [event.phase for event in events if event.phase != "downloading"] == ["resolving", "testing", "ready"]
    assert translate(store, spec) == TRANSLATION
    assert store.pull(spec) == installed


def test_it_comes_compressed_from_a_mirror_of_ones_own_first(make_store: MakeStore, hub: Hub) -> None:
    spec = entry(f"hub:{EMPTY}", packed=True)
    store = make_store(spec, mirror=f"{hub.url}/{PACKED}/resolve/main/")
    assert store.pull_plan([spec])[0].bytes == sum(file.packed_bytes for file in spec.files)
    store.pull(spec)
    assert not hub.asked(file="stislo/empty")
    assert translate(store, spec) == TRANSLATION
    assert {path.name for path in (store.require(spec).folder / "hf").iterdir()} == {file.name for file in spec.files}


def test_sources_are_tried_in_order_and_one_that_lies_is_passed_over(make_store: MakeStore, hub: Hub) -> None:
    spec = entry(f"hub:{EMPTY}", packed(hub), f"hub:{PLAIN}", packed=True)
    hub.misbehave(Fault(file="packed", flip=True))
    store = make_store(spec)
    store.pull(spec)
    asked = [request.path.split("/")[2] for request in hub.asked(route="file")]
    assert asked == ["packed", "packed", "plain"] * 3
    assert len(hub.asked(route="info")) == 2
    assert translate(store, spec) == TRANSLATION


def test_what_nobody_has_is_not_installed(make_store: MakeStore) -> None:
    spec = entry(f"hub:{EMPTY}")
    store = make_store(spec)
    with pytest.raises(ModelMissingOnHub):
        store.pull(spec)
    assert store.installed(spec) is None


def test_a_repository_with_another_version_costs_one_question(
    make_store: MakeStore, hub: Hub, packed_folder: Path
) -> None:
    """Its hashes tell that it is not the one, before anything is fetched."""
    spec = entry(f"hub:{PACKED}", packed(hub), packed=True)
    make_store(spec).pull(spec)
    assert len(hub.asked(route="info")) == 1
    assert len(hub.asked(route="file")) == 3


def test_a_repository_may_have_it_in_a_folder_under_another_name(make_store: MakeStore, tmp_path: Path) -> None:
    spec = entry("hub:other/mirror")
    for file in spec.files:
        name = f"renamed-{file.name}" if file.name.endswith(".bin") else file.name
        path = tmp_path / "mirror" / "en-fr" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((folder_of(PAIR) / file.name).read_bytes())
    with Hub({"other/mirror": tmp_path / "mirror"}) as other:
        store = ModelStore(tmp_path / "models", catalog=Catalog((spec,), {}), hub_url=other.url, retry=QUICK)
        store.pull(spec)
    assert translate(store, spec) == TRANSLATION


def test_a_download_that_broke_off_goes_on(make_store: MakeStore, hub: Hub) -> None:
    spec = entry(packed(hub), packed=True)
    hub.misbehave(Fault(file="model.", cut_at=100_000, times=1))
    store = make_store(spec)
    store.pull(spec)
    assert [request.range for request in hub.asked(file="model.")] == [None, "bytes=100000-"]
    assert translate(store, spec) == TRANSLATION


def test_the_token_goes_to_the_hub_alone(tmp_path: Path, hub: Hub, packed_folder: Path) -> None:
    with Hub({PACKED: packed_folder}) as other:
        spec = entry(f"{other.url}/{PACKED}/resolve/main/{{place}}", packed=True)
        store = ModelStore(
            tmp_path / "models", catalog=Catalog((spec,), {}), hub_url=hub.url, hub_token="secret", retry=QUICK
        )
        store.pull(spec)
        assert len(other.requests) == 3
        assert {request.authorization for request in other.requests} == {None}


def test_what_unpacks_to_something_else_is_refused(make_store: MakeStore, hub: Hub) -> None:
    spec = entry(packed(hub), packed=True)
    files = tuple(replace(file, sha256="0" * 64) for file in spec.files)
    spec = replace(spec, files=files, sha256={file.name: file.sha256 for file in files})
    with pytest.raises(ChecksumMismatch):
        make_store(spec).pull(spec)


def test_a_bundle_carries_it(make_store: MakeStore, tmp_path: Path) -> None:
    spec = entry(f"hub:{PLAIN}")
    here, there = make_store(spec), make_store(spec, "elsewhere")
    here.pull(spec)
    here.export([spec], tmp_path / "bundle.tar")
    there.import_(tmp_path / "bundle.tar")
    assert translate(there, spec) == TRANSLATION
    assert there.require(spec).files == here.require(spec).files


def test_a_smoke_sentence_that_fails_is_said(make_store: MakeStore) -> None:
    spec = replace(entry(f"hub:{PLAIN}"), smoke={"en": " "})
    with pytest.raises(ModelUnusable, match="its output is empty"):
        make_store(spec).pull(spec)


def test_an_update_asks_nobody(make_store: MakeStore, hub: Hub) -> None:
    spec = entry(f"hub:{PLAIN}")
    store = make_store(spec)
    store.pull(spec)
    hub.requests.clear()
    assert store.pull_plan([spec], update=True)[0].bytes == 0
    store.pull(spec, update=True)
    assert not hub.requests
