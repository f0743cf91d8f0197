"""Bundles: what is exported comes back whole on a machine without a network; what is not a bundle does no harm."""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from service.engines.base import ModelSpec
from service.errors import (
    ChecksumMismatch,
    LicenceRefused,
    ModelNotInstalled,
    ModelUnusable,
    NoSpace,
    StoreError,
    UnknownModel,
)
from service.models.manifest import READY
from service.models.store import ModelStore
from tests.models.conftest import MakeStore

NOBODY = "http://127.0.0.1:9"
COMMIT = "c" * 40


@pytest.fixture
def bundle(make_store: MakeStore, spec: ModelSpec, tmp_path: Path) -> Path:
    store = make_store()
    store.pull(spec)
    store.export([spec], tmp_path / "bundle.tar")
    return tmp_path / "bundle.tar"


@pytest.fixture
def elsewhere(make_store: MakeStore, tmp_path: Path) -> ModelStore:
    """The store of a machine that reaches no hub."""
    return make_store(root=tmp_path / "elsewhere", hub_url=NOBODY)


def unpacked(store: ModelStore) -> list[Path]:
    """Everything that is on disk and is not a lock."""
    return [path for path in store.root.rglob("*") if path.is_file() and path.parent.name != ".locks"]


def rewrite(bundle: Path, change: Callable[[tarfile.TarInfo, bytes], tuple[tarfile.TarInfo, bytes] | None]) -> None:
    """The bundle with every member changed; None leaves it out."""
    with tarfile.open(bundle) as tar:
        members = [(member, (tar.extractfile(member) or io.BytesIO()).read()) for member in tar]
    with tarfile.open(bundle, "w") as tar:
        for member, content in members:
            changed = change(member, content)
            if changed is not None:
                member, content = changed
                member.size = len(content)
                tar.addfile(member, io.BytesIO(content))


def test_what_is_exported_is_installed_elsewhere_without_a_hub(
    bundle: Path, make_store: MakeStore, elsewhere: ModelStore, spec: ModelSpec
) -> None:
    original = make_store().require(spec)
    (installed,) = elsewhere.import_(bundle)
    assert installed == elsewhere.installed(spec)
    assert replace(installed, folder=original.folder) == original
    assert elsewhere.verify(spec) == []
    assert elsewhere.pull(spec) == installed


def test_a_converted_model_travels_too(
    converted: ModelStore, elsewhere: ModelStore, marian: ModelSpec, tmp_path: Path
) -> None:
    converted.export([marian], tmp_path / "bundle.tar")
    (installed,) = elsewhere.import_(tmp_path / "bundle.tar")
    assert installed.backends == ("ctranslate2",)
    assert elsewhere.installed(marian) == installed


def test_a_bundle_tells_nothing_about_who_made_it(bundle: Path) -> None:
    with tarfile.open(bundle) as tar:
        assert {(member.uid, member.gid, member.uname, member.gname) for member in tar} == {(0, 0, "", "")}


def test_an_import_takes_the_place_of_what_is_there(
    bundle: Path, make_store: MakeStore, spec: ModelSpec, repository: Path
) -> None:
    store = make_store()
    imported = store.require(spec).commit
    (repository / "config.json").write_text('{"model_type": "newer"}')
    assert store.pull(spec, update=True).commit != imported
    store.import_(bundle)
    assert store.require(spec).commit == imported
    assert len(list(store.root.rglob(READY))) == 1


def test_only_installed_and_whole_models_are_exported(make_store: MakeStore, spec: ModelSpec, tmp_path: Path) -> None:
    store = make_store()
    with pytest.raises(ModelNotInstalled):
        store.export([spec], tmp_path / "bundle.tar")
    config = store.pull(spec).folder / "hf" / "config.json"
    config.write_bytes(config.read_bytes().replace(b"marian", b"martin"))
    with pytest.raises(ChecksumMismatch, match="pull it again"):
        store.export([spec], tmp_path / "bundle.tar")
    assert not (tmp_path / "bundle.tar").exists()


def test_an_export_that_fails_leaves_nothing(make_store: MakeStore, spec: ModelSpec, tmp_path: Path) -> None:
    store = make_store()
    store.pull(spec)
    with pytest.raises(StoreError):
        store.export([spec], tmp_path / "no such folder" / "bundle.tar")


def evil(name: str, **fields: object) -> Callable[[tarfile.TarInfo, bytes], tuple[tarfile.TarInfo, bytes]]:
    def change(member: tarfile.TarInfo, content: bytes) -> tuple[tarfile.TarInfo, bytes]:
        if member.name.endswith("config.json"):
            member.name = name
            for field, value in fields.items():
                setattr(member, field, value)
        return member, content

    return change


@pytest.mark.parametrize(
    "change",
    [
        evil("../../escaped"),
        evil("/tmp/stislo-escaped"),
        evil(f"echo/{COMMIT}/../../../../escaped"),
        evil(f"echo/{COMMIT}/hf/../../../../escaped"),
        evil(f"echo/{COMMIT}/other/file"),
        evil(f"echo/{COMMIT}/hf/a/b"),
        evil(f"echo/{COMMIT}/hf/.hidden"),
        evil(f"echo/{COMMIT}/hf/a\\b"),
        evil("echo/main/hf/config.json"),
        evil(f"../{COMMIT}/hf/config.json"),
        evil(f"echo/{COMMIT}/hf/link", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        evil(f"echo/{COMMIT}/hf/link", type=tarfile.LNKTYPE, linkname="/etc/passwd"),
        evil(f"echo/{COMMIT}/hf/pipe", type=tarfile.FIFOTYPE),
        evil(f"echo/{COMMIT}/hf/device", type=tarfile.CHRTYPE),
    ],
)
def test_strange_members_are_refused_and_nothing_is_left(
    bundle: Path,
    elsewhere: ModelStore,
    tmp_path: Path,
    change: Callable[[tarfile.TarInfo, bytes], tuple[tarfile.TarInfo, bytes]],
) -> None:
    rewrite(bundle, change)
    with pytest.raises(StoreError, match="holds what no bundle holds"):
        elsewhere.import_(bundle)
    assert unpacked(elsewhere) == []
    assert not list(tmp_path.rglob("*escaped*"))


def test_a_flipped_bit_is_found(bundle: Path, elsewhere: ModelStore, spec: ModelSpec) -> None:
    rewrite(
        bundle,
        lambda member, content: (member, content[:-1] + b"x" if member.name.endswith("model.safetensors") else content),
    )
    with pytest.raises(ChecksumMismatch, match=r"hf/model\.safetensors"):
        elsewhere.import_(bundle)
    assert elsewhere.installed(spec) is None
    assert unpacked(elsewhere) == []


@pytest.mark.parametrize("missing", [READY, "vocab.json"])
def test_a_missing_member_is_found(bundle: Path, elsewhere: ModelStore, missing: str) -> None:
    rewrite(bundle, lambda member, content: None if member.name.endswith(missing) else (member, content))
    with pytest.raises(StoreError):
        elsewhere.import_(bundle)
    assert unpacked(elsewhere) == []


@pytest.mark.parametrize("left", [0.99, 0.5, 0.1, 0.001])
def test_a_bundle_that_ends_too_early_is_refused(bundle: Path, elsewhere: ModelStore, left: float) -> None:
    os.truncate(bundle, int(bundle.stat().st_size * left))
    with pytest.raises(StoreError):
        elsewhere.import_(bundle)
    assert unpacked(elsewhere) == []


@pytest.mark.parametrize("content", [b"", b"this is not a tar file" * 100, b"PK\x03\x04" + b"\0" * 600])
def test_what_is_not_a_bundle_is_said_to_be_none(tmp_path: Path, elsewhere: ModelStore, content: bytes) -> None:
    (tmp_path / "bundle.tar").write_bytes(content)
    with pytest.raises(StoreError, match="bundle"):
        elsewhere.import_(tmp_path / "bundle.tar")


def test_an_empty_tar_file_is_not_a_bundle(tmp_path: Path, elsewhere: ModelStore) -> None:
    with tarfile.open(tmp_path / "bundle.tar", "w"):
        pass
    with pytest.raises(StoreError, match="holds no model"):
        elsewhere.import_(tmp_path / "bundle.tar")


def test_a_bundle_larger_than_the_disk_is_refused(bundle: Path, make_store: MakeStore, tmp_path: Path) -> None:
    small = make_store(root=tmp_path / "elsewhere", free_bytes=lambda folder: 100_000)
    with pytest.raises(NoSpace):
        small.import_(bundle)
    assert unpacked(small) == []


def test_the_catalogue_of_this_machine_decides(
    bundle: Path, make_store: MakeStore, spec: ModelSpec, tmp_path: Path
) -> None:
    def machine(**fields: object) -> ModelStore:
        return make_store(replace(spec, **fields), root=tmp_path / "elsewhere")  # type: ignore[arg-type]

    with pytest.raises(UnknownModel):
        machine(id="other").import_(bundle)
    with pytest.raises(LicenceRefused):
        machine(commercial_use=False).import_(bundle)
    with pytest.raises(ModelUnusable, match="comes from stislo/tiny"):
        machine(repo="owner/other").import_(bundle)
    with pytest.raises(ChecksumMismatch):
        machine(sha256={"config.json": "0" * 64}).import_(bundle)
    with pytest.raises(ModelUnusable, match="these weights are not mine"):
        machine(engine="tests.models.engines:Unloadable").import_(bundle)
    assert not list((tmp_path / "elsewhere").rglob(READY))


def test_what_an_import_that_was_killed_unpacked_is_swept(elsewhere: ModelStore) -> None:
    (elsewhere.root / ".import-00000000" / "echo").mkdir(parents=True)
    assert elsewhere.sweep() == 0
    assert elsewhere.sweep(older_than_s=0) == 1
    assert not list(elsewhere.root.iterdir())
