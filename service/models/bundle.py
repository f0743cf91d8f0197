"""Bundles: installed models in one tar file, for machines without a network.

A bundle holds `<id>/<commit>/READY.json` and the files that it lists, nothing else. Nothing in a bundle is trusted:
names are checked before anything is written, links and devices are refused, every hash is checked, the model is tried
out, and only then it is ready. Which repository and licence a model has is decided by this machine's catalogue.
"""

from __future__ import annotations

import shutil
import tarfile
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO
from uuid import uuid4

from service.engines.base import ModelSpec
from service.errors import ChecksumMismatch, ModelUnusable, NoSpace, StoreError
from service.models.hub import COMMIT
from service.models.hub_errors import store_errors
from service.models.manifest import READY, Installed, is_plain_name, is_safe_name, read_ready, sync_files, write_ready
from service.models.shelf import STAGING, Shelf, remove
from service.models.smoke import smoke_test

MAX_MEMBERS = 10_000
_READY_LIMIT = 1_000_000
_CHUNK = 1 << 20


def write_bundle(models: Iterable[Installed], path: Path, on_bytes: Callable[[int], None]) -> None:
    """Puts models into the tar file `path`, which is there whole or not at all. Raises StoreError."""
    partial = path.with_name(f"{path.name}.incomplete")
    with store_errors(f"'{path.name}'"):
        try:
            with tarfile.open(partial, "w", format=tarfile.PAX_FORMAT) as tar:
                for installed in models:
                    for name in (*installed.files, READY):
                        tar.add(installed.folder / name, f"{installed.id}/{installed.commit}/{name}", filter=_anonymous)
                        on_bytes((installed.folder / name).stat().st_size)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)


def unpack_bundle(
    path: Path, shelf: Shelf, free_bytes: Callable[[Path], int], on_bytes: Callable[[int], None]
) -> Generator[tuple[Installed, Path], None, None]:
    """Unpacks a bundle beside the models and yields each model it holds, not yet checked, and its folder.

    What the caller does not move away is deleted in the end. Raises StoreError for a bundle that is not one.
    """
    staging = shelf.root / f"{STAGING}{uuid4().hex[:8]}"
    with store_errors(f"'{path.name}'"):
        try:
            staging.mkdir(parents=True)
            with _open(path) as tar:
                _extract(tar, staging, free_bytes(staging), on_bytes)
            folders = sorted(staging.glob("*/*/"))
            if not folders:
                raise StoreError(f"'{path.name}' holds no model (`models export` makes bundles).")
            for folder in folders:
                installed = read_ready(folder)
                if installed is None or installed.id != folder.parent.name:
                    raise StoreError(f"The bundle's '{folder.parent.name}' has no {READY} that makes sense.")
                yield installed, folder
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def admit(installed: Installed, folder: Path, spec: ModelSpec, shelf: Shelf) -> Installed:
    """Makes an unpacked model ready, in place of the one that is there. The caller holds its lock.

    Raises ChecksumMismatch, ModelUnusable, StoreError.
    """
    _check(installed, spec)
    for backend in installed.backends:
        smoke_test(folder, spec, backend)
    with store_errors(f"'{spec.id}'"):
        (folder / READY).unlink()
        sync_files(folder / name for name in installed.files)
        target = shelf.folder(spec) / installed.commit
        if target.exists():
            remove(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        folder.replace(target)
        admitted = replace(installed, folder=target)
        write_ready(admitted)
        shelf.drop_other_commits(spec, admitted)
    return admitted


def _check(installed: Installed, spec: ModelSpec) -> None:
    if installed.repo != spec.repo:
        raise ModelUnusable(
            f"The bundle's '{spec.id}' comes from {installed.repo}, the catalogue names {spec.repo}: not imported."
        )
    if spec.revision not in (installed.revision, installed.commit) or not installed.backends:
        raise ModelUnusable(
            f"The bundle's '{spec.id}' is of revision {installed.revision}, the catalogue names {spec.revision}: "
            "not imported."
        )
    damaged = installed.damaged()
    for name, pinned in spec.sha256.items():
        record = installed.files.get(f"hf/{name}")
        if pinned != (record.sha256 if record else installed.weights.get(name)):
            damaged.append(f"hf/{name}")
    if damaged:
        raise ChecksumMismatch(
            f"Files of '{spec.id}' in the bundle are not what they should be ({', '.join(damaged[:5])}); "
            "it was not imported. Copy the bundle again."
        )


def _open(path: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(path, "r:")
    except tarfile.TarError as error:
        raise StoreError(f"'{path.name}' is not a bundle (`models export` makes one).") from error


def _extract(tar: tarfile.TarFile, staging: Path, free: int, on_bytes: Callable[[int], None]) -> None:
    """Writes the members one by one: only plain files under a model's own folder, never more than the disk takes."""
    total = 0
    for count, member in enumerate(_members(tar), start=1):
        total += member.size
        if count > MAX_MEMBERS or not member.isreg() or not _is_member_name(member.name):
            raise StoreError(
                "The bundle holds what no bundle holds (a link, a strange path, too much); nothing was done."
            )
        if member.name.endswith(f"/{READY}") and member.size > _READY_LIMIT:
            raise StoreError(f"The bundle holds a {READY} of {member.size} bytes; nothing was done.")
        if total > free:
            raise NoSpace(f"The bundle holds more than the {free // 1_000_000} MB that the disk has free.")
        source = tar.extractfile(member)
        assert source is not None
        target = staging / member.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with source, target.open("xb") as out:
            _copy(source, out, member.size)
        on_bytes(member.size)


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    try:
        yield from tar
    except tarfile.TarError as error:
        raise StoreError("The bundle is damaged: it ends too early, or is not a tar file. Copy it again.") from error


def _copy(source: IO[bytes], out: IO[bytes], size: int) -> None:
    left = size
    while left:
        chunk = source.read(min(left, _CHUNK))
        if not chunk:
            raise StoreError("The bundle is damaged: it ends too early. Copy it again.")
        out.write(chunk)
        left -= len(chunk)


def _is_member_name(name: str) -> bool:
    parts = name.split("/")
    if len(parts) < 3 or not is_plain_name(parts[0]) or not COMMIT.fullmatch(parts[1]):
        return False
    rest = "/".join(parts[2:])
    return rest == READY or is_safe_name(rest)


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nothing about who made the bundle goes with it."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o644
    return member
