"""One installation of one model: from the files of a commit to a folder that is ready. The caller holds the lock."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Protocol

from service.engines.base import Backend, ModelSpec
from service.engines.shortlist import may_have_shortlist
from service.errors import ChecksumMismatch, ModelMissingOnHub, NoSpace
from service.models.convert import convert
from service.models.hub import RemoteFile, Snapshot
from service.models.hub_errors import store_errors
from service.models.manifest import (
    CT2,
    HF,
    READY,
    Installed,
    is_plain_name,
    record_files,
    sha256_of,
    sync_files,
    write_ready,
)
from service.models.progress import InstallEvent, Phase, Progress
from service.models.shortlist import make_shortlist
from service.models.smoke import smoke_test

FreeBytes = Callable[[Path], int]

_TEXT_SUFFIXES = frozenset({".json", ".txt", ".model", ".spm", ".vocab", ".jinja", ".bpe"})
_NEVER = frozenset({"README.txt", "requirements.txt", "training_args.json", "trainer_state.json", "all_results.json"})
_SAFETENSORS = re.compile(r"model(-\d{5}-of-\d{5})?\.safetensors")
_PICKLES = re.compile(r"pytorch_model(-\d{5}-of-\d{5})?\.bin")
_INDEX = ".index.json"
_MARGIN = 64 * 1_000_000


def free_bytes(folder: Path) -> int:
    """Space that this process may still use on the disk that holds `folder`."""
    return shutil.disk_usage(folder).free


def is_weights(name: str) -> bool:
    """Whether a file of a checkpoint holds weights of one of the two kinds that are read here."""
    return bool(_SAFETENSORS.fullmatch(name) or _PICKLES.fullmatch(name))


def wanted_files(snapshot: Snapshot) -> tuple[RemoteFile, ...]:
    """What to fetch of a repository: tokenizer, configuration and one copy of the weights, safetensors if there are.

    Only files at its top. A pickle is taken only where there is nothing else; transformers reads it with
    `weights_only=True`. Raises ModelMissingOnHub where there are no weights that can be read. Where the catalogue names
    the files, they are all wanted.
    """
    if snapshot.pinned:
        return snapshot.files
    top = [file for file in snapshot.files if is_plain_name(file.name)]
    for kind in (_SAFETENSORS, _PICKLES):
        weights = [file for file in top if kind.fullmatch(file.name)]
        if weights:
            break
    else:
        raise ModelMissingOnHub(f"{snapshot.repo} holds no weights that can be read here (safetensors or PyTorch).")
    stem = "model.safetensors" if kind is _SAFETENSORS else "pytorch_model.bin"
    small = [
        file
        for file in top
        if PurePosixPath(file.name).suffix in _TEXT_SUFFIXES
        and file.name not in _NEVER
        and (not file.name.endswith(_INDEX) or file.name == stem + _INDEX)
    ]
    return (*sorted(small, key=lambda file: file.name), *sorted(weights, key=lambda file: file.name))


class FileSource(Protocol):
    """Who brings files: the hub, or what stands in for it."""

    def fetch(self, snapshot: Snapshot, file: RemoteFile, folder: Path, on_bytes: Callable[[int], None]) -> None:
        """As `Hub.fetch`."""
        ...


@dataclass(frozen=True)
class Installation:
    """Makes one model ready in `folder`, for `backends`, adding to `existing` where it is ready for others already."""

    spec: ModelSpec
    snapshot: Snapshot
    folder: Path
    backends: tuple[Backend, ...]
    existing: Installed | None
    hub: FileSource
    quantization: str | None
    keep_weights: bool
    shortlist: bool
    free_bytes: FreeBytes
    progress: Progress

    def run(self) -> Installed:
        """Raises StoreError; what was fetched stays for the next try, except where the disk is full."""
        with store_errors(f"'{self.spec.id}'"):
            (self.folder / HF).mkdir(parents=True, exist_ok=True)
            if self.existing is None:
                (self.folder / READY).unlink(missing_ok=True)
            files = wanted_files(self.snapshot)
            self._check_pins(files)
            self._check_space(files)
            try:
                self._fetch(files)
                return self._finish(files)
            except NoSpace:
                if self.existing is None:
                    shutil.rmtree(self.folder, ignore_errors=True)
                raise

    def _check_pins(self, files: tuple[RemoteFile, ...]) -> None:
        promised = {file.name: file.sha256 for file in files}
        for name, pinned in self.spec.sha256.items():
            if name not in promised or promised[name] not in (None, pinned):
                raise ChecksumMismatch(self._pin_message(name))

    def _pin_message(self, name: str) -> str:
        return f"'{name}' of {self.snapshot.repo} is not the file whose hash the catalogue pins; nothing was installed."

    def _check_space(self, files: tuple[RemoteFile, ...]) -> None:
        """What is still to be fetched, and for a conversion as much again as the weights take, must fit."""
        missing = sum(file.bytes for file in files) - self._bytes_there(files)
        converted = sum(file.bytes for file in files if is_weights(file.name)) if self._must_convert else 0
        needed, free = missing + converted + _MARGIN, self.free_bytes(self.folder)
        if needed > free:
            raise NoSpace(
                f"Installing '{self.spec.id}' needs {_mb(needed)} MB and the disk has {_mb(free)} MB free: free "
                f"{_mb(needed - free)} MB or move STISLO_MODELS_DIR to another disk."
            )

    def _bytes_there(self, files: tuple[RemoteFile, ...]) -> int:
        there = 0
        for file in files:
            for path in (self.folder / HF).glob(f"{file.name}*"):
                if path.name == file.name or path.name.endswith(".incomplete"):
                    there += min(path.stat().st_size, file.bytes)
        return there

    @property
    def _must_convert(self) -> bool:
        done = self.existing.backends if self.existing else ()
        return "ctranslate2" in self.backends and "ctranslate2" not in done

    def _fetch(self, files: tuple[RemoteFile, ...]) -> None:
        total, before = sum(file.bytes for file in files), 0
        for file in files:

            def on_bytes(count: int, file: RemoteFile = file, before: int = before) -> None:
                self.progress(
                    InstallEvent(self.spec.id, "downloading", file.name, count, file.bytes, before + count, total)
                )

            on_bytes(0)
            self.hub.fetch(self.snapshot, file, self.folder / HF, on_bytes)
            on_bytes(file.bytes)
            before += file.bytes
            pinned = self.spec.sha256.get(file.name)
            if pinned is not None and sha256_of(self.folder / HF / file.name) != pinned:
                raise ChecksumMismatch(self._pin_message(file.name))

    def _finish(self, files: tuple[RemoteFile, ...]) -> Installed:
        """Converts, tests, finds the shortlist, drops what is not needed any more, and marks the folder as ready."""
        done = self.existing.backends if self.existing else ()
        if self._must_convert:
            self._tell("converting")
            convert(self.folder, self.quantization or "int8")
        for backend in self.backends:
            if backend not in done:
                self._tell("testing")
                smoke_test(self.folder, self.spec, backend)
        if self._must_convert and self.shortlist and may_have_shortlist(self.spec):
            self._tell("probing")
            make_shortlist(self.folder, self.spec)
        backends = tuple(dict.fromkeys((*done, *self.backends)))
        paths = [self.folder / HF / file.name for file in files]
        weights = {path.name: sha256_of(path) for path in paths if is_weights(path.name)}
        if "torch" not in backends and not self.keep_weights:
            paths = [path for path in paths if path.name not in weights]
        if "ctranslate2" in backends:
            paths += (self.folder / CT2).iterdir()
        sync_files(paths)
        installed = Installed(
            folder=self.folder,
            id=self.spec.id,
            repo=self.spec.repo,
            revision=self.spec.revision,
            commit=self.snapshot.commit,
            backends=backends,
            quantization=self.quantization or (self.existing.quantization if self.existing else None),
            installed_at=datetime.now(UTC).isoformat(),
            files=record_files(self.folder, paths),
            weights=weights,
        )
        write_ready(installed)
        drop_unlisted(installed)
        self._tell("ready")
        return installed

    def _tell(self, phase: Phase) -> None:
        self.progress(InstallEvent(self.spec.id, phase))


def drop_unlisted(installed: Installed) -> None:
    """Deletes what lies in a ready folder and is not part of the model: dropped weights, leftovers of earlier tries."""
    for part in (HF, CT2):
        for path in (installed.folder / part).glob("*"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif f"{part}/{path.name}" not in installed.files:
                path.unlink()
    for path in installed.folder.glob("*.incomplete"):
        shutil.rmtree(path, ignore_errors=True)


def _mb(count: int) -> int:
    return -(-count // 1_000_000)
