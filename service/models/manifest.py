"""What is on disk: the `READY.json` of an installed model, and the hashes that it promises.

A model folder is `<store>/<id>/<commit>/` with `hf/` (tokenizer, configuration and, for the torch backend, weights as
the hub has them), `ct2/` (the converted model) and, written last, `READY.json`. Without a readable `READY.json` whose
files are all there in their full size, there is no model.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from service.engines.base import Backend

READY = "READY.json"
HF, CT2 = "hf", "ct2"
_FORMAT = 1
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class FileRecord:
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that is ready for use. `folder` is what an engine is given; `files` are relative to it.

    `revision` is what was asked for, `commit` what it meant on the day; `backends` those that can run what is here.
    `weights` are the hashes of the original weights, also where they were dropped after conversion.
    """

    folder: Path
    id: str
    repo: str
    revision: str
    commit: str
    backends: tuple[Backend, ...]
    quantization: str | None
    installed_at: str
    files: Mapping[str, FileRecord]
    weights: Mapping[str, str] = field(default_factory=dict)

    @property
    def bytes(self) -> int:
        """Disk space that the model takes."""
        return sum(record.bytes for record in self.files.values())

    def damaged(self, *, hashes: bool = True) -> list[str]:
        """Names of files that are missing, of another size or, with `hashes`, of other content than recorded."""
        return [name for name, record in self.files.items() if not _intact(self.folder / name, record, hashes)]


def _intact(path: Path, record: FileRecord, hashes: bool) -> bool:
    try:
        return path.stat().st_size == record.bytes and (not hashes or sha256_of(path) == record.sha256)
    except OSError:
        return False


_ADAPTER = TypeAdapter(Installed)


def read_ready(folder: Path) -> Installed | None:
    """What a folder's marker says, or None where there is none or it makes no sense. The files are not looked at."""
    try:
        document = json.loads((folder / READY).read_bytes())
        if document.pop("format", None) != _FORMAT:
            return None
        installed = _ADAPTER.validate_python({**document, "folder": folder})
    except (OSError, ValueError, AttributeError, TypeError, ValidationError):
        return None
    safe = all(is_safe_name(name) for name in installed.files)
    return installed if safe and installed.commit == folder.name else None


def write_ready(installed: Installed) -> None:
    """Marks a folder as ready, atomically: after a power cut there is the whole marker or none."""
    document = {"format": _FORMAT, **asdict(installed)}
    del document["folder"]
    partial = installed.folder / f"{READY}.incomplete"
    with partial.open("w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(installed.folder / READY)
    _sync_folder(installed.folder)


def record_files(folder: Path, paths: Iterable[Path]) -> dict[str, FileRecord]:
    """Size and hash of files under `folder`, by their relative names."""
    records = {}
    for path in sorted(paths):
        records[path.relative_to(folder).as_posix()] = FileRecord(sha256_of(path), path.stat().st_size)
    return records


def sync_files(paths: Iterable[Path]) -> None:
    """Flushes files to disk. Done before the marker is written, so that it never outlives what it promises."""
    for path in paths:
        with path.open("rb") as file:
            os.fsync(file.fileno())


def is_safe_name(name: str) -> bool:
    """Whether a relative name has the form `hf/file` or `ct2/file`, so that it can lead nowhere else."""
    parts = name.split("/")
    return len(parts) == 2 and parts[0] in (HF, CT2) and is_plain_name(parts[1])


def is_plain_name(name: str) -> bool:
    """Whether a name is one visible path component on every system."""
    return bool(name) and not name.startswith(".") and not set(name) & set('/\\:\0<>"|?*') and name.isprintable()


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def git_sha1_of(path: Path) -> str:
    """The hash by which git, and so the hub, knows a file that is not stored as a large one."""
    digest = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
