"""Models that are broken, disks that are full, processes that are killed: never a broken model in use."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.engines.base import ModelSpec
from service.errors import (
    ConversionFailed,
    ModelNotInstalled,
    ModelUnusable,
    NoSpace,
    StoreError,
)
from service.models.manifest import READY, sha256_of
from service.models.store import ModelStore
from tests.models.conftest import MakeStore
from tests.support.hub import Fault, Hub

WEIGHTS = "model.safetensors"
PROJECT = Path(__file__).parent.parent.parent


def ready_folders(store: ModelStore) -> list[Path]:
    return sorted(path.parent for path in store.root.rglob(READY))


class TestBrokenModels:
    @pytest.mark.parametrize(
        ("engine", "said"),
        [
            ("Stutter", "repeats itself"),
            ("Silence", "is empty"),
            ("Unknowing", "unknown tokens"),
            ("Unloadable", "these weights are not mine"),
            ("Nowhere", "cannot be imported"),
        ],
    )
    def test_a_model_that_fails_its_smoke_sentence_is_not_installed(
        self, make_store: MakeStore, spec: ModelSpec, engine: str, said: str
    ) -> None:
        broken = replace(spec, engine=f"tests.models.engines:{engine}")
        store = make_store(broken)
        with pytest.raises(ModelUnusable, match=said):
            store.pull(broken)
        assert store.installed(broken) is None
        assert ready_folders(store) == []

    def test_weights_that_do_not_fit_their_configuration_are_not_installed(
        self, store: ModelStore, marian: ModelSpec, repository: Path
    ) -> None:
        config = json.loads((repository / "config.json").read_text())
        (repository / "config.json").write_text(json.dumps({**config, "model_type": "no-such-architecture"}))
        with pytest.raises(ConversionFailed, match="The conversion failed"):
            store.pull(marian)
        assert store.installed(marian) is None
        assert not list(store.root.rglob("*.incomplete"))

    @pytest.mark.parametrize(
        "damage",
        [
            lambda folder: (folder / READY).unlink(),
            lambda folder: (folder / READY).write_text(""),
            lambda folder: (folder / READY).write_text((folder / READY).read_text()[:-20]),
            lambda folder: (folder / READY).write_text("[]"),
            lambda folder: (folder / READY).write_text('{"format": 1}'),
            lambda folder: (folder / READY).write_text(
                (folder / READY).read_text().replace('"format": 1', '"format": 2')
            ),
            lambda folder: (folder / READY).write_text((folder / READY).read_text().replace("hf/vocab", "../vocab")),
            lambda folder: (folder / "hf" / WEIGHTS).unlink(),
            lambda folder: os.truncate(folder / "hf" / WEIGHTS, 1000),
            lambda folder: folder.rename(folder.with_name("0" * 40)),
        ],
        ids=["gone", "empty", "cut", "list", "fields", "format", "paths", "file gone", "file cut", "folder renamed"],
    )
    def test_a_damaged_model_is_no_model_at_the_next_start_and_a_pull_repairs_it(
        self, make_store: MakeStore, spec: ModelSpec, damage: Callable[[Path], object]
    ) -> None:
        damage(make_store().pull(spec).folder)
        store = make_store()
        assert store.installed(spec) is None
        with pytest.raises(ModelNotInstalled, match="python -m service models pull echo"):
            store.require(spec)
        store.pull(spec)
        assert store.verify(spec) == []

    def test_verify_finds_a_flipped_bit_sets_the_model_aside_and_a_pull_repairs_it(
        self, make_store: MakeStore, hub: Hub, spec: ModelSpec
    ) -> None:
        store = make_store()
        flip_bit(store.pull(spec).folder / "hf" / WEIGHTS)
        assert store.installed(spec) is not None
        assert store.verify(spec) == [f"hf/{WEIGHTS}"]
        assert store.installed(spec) is None
        hub.requests.clear()
        assert store.pull(spec)
        assert [Path(request.path).name for request in hub.asked(route="file")] == [WEIGHTS]
        assert store.verify(spec) == []

    def test_verify_tells_a_truncated_model_from_none(self, make_store: MakeStore, spec: ModelSpec) -> None:
        with pytest.raises(ModelNotInstalled):
            make_store().verify(spec)
        os.truncate(make_store().pull(spec).folder / "hf" / WEIGHTS, 10)
        assert make_store().verify(spec) == [f"hf/{WEIGHTS}"]


class TestDisk:
    def test_too_little_space_is_said_with_numbers_before_anything_is_fetched(
        self, make_store: MakeStore, hub: Hub, spec: ModelSpec
    ) -> None:
        store = make_store(free_bytes=lambda folder: 10_000_000)
        with pytest.raises(NoSpace, match=r"needs 65 MB and the disk has 10 MB free: free 55 MB"):
            store.pull(spec)
        assert hub.asked(route="file") == []
        assert store.installed(spec) is None

    def test_a_disk_that_fills_up_is_said_so_and_what_was_written_is_given_back(
        self, make_store: MakeStore, spec: ModelSpec, tiny_disk: Path
    ) -> None:
        store = make_store(root=tiny_disk / "models", free_bytes=lambda folder: 10**12)
        with pytest.raises(NoSpace, match="is full"):
            store.pull(spec)
        assert store.installed(spec) is None
        assert not [path for path in (tiny_disk / "models" / "echo").rglob("*") if path.is_file()]

    def test_a_folder_that_cannot_be_written_is_said_so(self, make_store: MakeStore, spec: ModelSpec) -> None:
        make_store().root.write_text("a file where the folder should be")
        with pytest.raises(StoreError, match="STISLO_MODELS_DIR"):
            make_store().pull(spec)


class TestTwoAtOnce:
    def test_two_processes_fetch_the_weights_once(self, store: ModelStore, hub: Hub, spec: ModelSpec) -> None:
        hub.misbehave(Fault(file=WEIGHTS, cut_at=20_000, times=2))
        with puller(store, hub) as first, puller(store, hub) as second:
            assert (first.wait(60), second.wait(60)) == (0, 0)
        whole = [request for request in hub.asked(file=WEIGHTS) if request.range is None]
        assert len(whole) == 1
        assert len(hub.asked(route="info")) == 1
        assert store.verify(spec) == []

    def test_a_killed_pull_leaves_no_model_and_the_next_one_goes_on(
        self, store: ModelStore, hub: Hub, spec: ModelSpec
    ) -> None:
        hub.misbehave(Fault(file=WEIGHTS, stall_at=50_000, stall_s=30, times=1))
        with puller(store, hub, timeout_s=30) as process:
            until(lambda: incomplete_sizes(store.root) == [50_000])
            os.kill(process.pid, signal.SIGKILL)
            process.wait(60)
        assert store.installed(spec) is None
        store.pull(spec)
        assert hub.asked(file=WEIGHTS)[-1].range == "bytes=50000-"
        assert store.verify(spec) == []
        assert not list(store.root.rglob("*.incomplete"))

    def test_what_a_killed_pull_left_is_swept(self, store: ModelStore, hub: Hub, spec: ModelSpec) -> None:
        hub.misbehave(Fault(file=WEIGHTS, stall_at=50_000, stall_s=30, times=1))
        with puller(store, hub, timeout_s=30) as process:
            until(lambda: incomplete_sizes(store.root) == [50_000])
            assert store.sweep(older_than_s=0) == 0
            os.kill(process.pid, signal.SIGKILL)
            process.wait(60)
        assert store.sweep(older_than_s=0) == 1
        assert not list(store.root.rglob("*.incomplete"))


class TestConversion:
    def test_ctranslate2_gets_converted_weights_and_the_original_ones_go(
        self, converted: ModelStore, marian: ModelSpec, repository: Path
    ) -> None:
        installed = converted.require(marian)
        assert installed.backends == ("ctranslate2",)
        assert installed.quantization == "int8"
        assert "ct2/model.bin" in installed.files
        assert "hf/source.spm" in installed.files
        assert not (installed.folder / "hf" / WEIGHTS).exists()
        assert installed.weights == {WEIGHTS: sha256_of(repository / WEIGHTS)}
        assert {path.name for path in installed.folder.iterdir()} == {"hf", "ct2", READY}
        assert converted.verify(marian) == []

    def test_a_second_backend_is_added_to_the_first(self, make_store: MakeStore, marian: ModelSpec) -> None:
        make_store(backend="torch").pull(marian)
        store = make_store()
        assert store.installed(marian) is None
        both = store.pull(marian)
        assert both.backends == ("torch", "ctranslate2")
        assert {"ct2/model.bin", f"hf/{WEIGHTS}"} <= {*both.files}
        assert make_store(backend="torch").installed(marian) == both

    def test_a_pickle_is_converted_by_way_of_the_safe_loader(
        self, store: ModelStore, marian: ModelSpec, repository: Path
    ) -> None:
        import torch
        from safetensors.torch import load_file

        torch.save(load_file(repository / WEIGHTS), repository / "pytorch_model.bin")
        (repository / WEIGHTS).unlink()
        assert "ct2/model.bin" in store.pull(marian).files

    def test_a_pickle_that_runs_code_is_refused_and_runs_none(
        self, store: ModelStore, marian: ModelSpec, repository: Path, tmp_path: Path
    ) -> None:
        import pickle

        trace = tmp_path / "trace"

        class Evil:
            def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
                return os.mkdir, (str(trace),)

        (repository / "pytorch_model.bin").write_bytes(pickle.dumps(Evil()))
        (repository / WEIGHTS).unlink()
        with pytest.raises(ConversionFailed):
            store.pull(marian)
        assert not trace.exists()
        assert store.installed(marian) is None


def flip_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def incomplete_sizes(root: Path) -> list[int]:
    """Bytes of each download under way; -1 for one that was finished while they were being counted."""
    sizes = []
    for path in root.rglob("*.incomplete"):
        try:
            sizes.append(path.stat().st_size)
        except FileNotFoundError:
            sizes.append(-1)
    return sizes


def until(condition: Callable[[], bool], timeout_s: float = 60) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


_PULL = """
import sys
from pathlib import Path
from tests.models.conftest import QUICK, SPEC
from service.models.catalog import Catalog
from service.models.store import ModelStore
root, url, timeout_s = sys.argv[1:]
catalog = Catalog((SPEC,), {})
ModelStore(Path(root), catalog=catalog, hub_url=url, hub_timeout_s=float(timeout_s), retry=QUICK).pull(SPEC)
"""


def puller(store: ModelStore, hub: Hub, timeout_s: float = 5) -> subprocess.Popen[bytes]:
    """Another process that pulls the same model into the same folder."""
    return subprocess.Popen([sys.executable, "-c", _PULL, str(store.root), hub.url, str(timeout_s)], cwd=PROJECT)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 KB, where this system lets us mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)], capture_output=True
        ).returncode
    ):
        pytest.skip("no tmpfs can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
