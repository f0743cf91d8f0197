"""The folders of the store: which models stand in them, ready, and who may change them."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.engines.base import ModelSpec
from service.models.hub import COMMIT
from service.models.hub_errors import store_errors
from service.models.manifest import READY, Installed, read_ready
from service.models.progress import InstallEvent, Progress

_LOCKS = ".locks"
STAGING = ".import-"


class Shelf:
    """`<root>/<id>/<commit>/` for every model. Reading needs no lock and is cheap; safe to call from many threads."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.changes = 0  # how often somebody here had a model's lock
        self._cache: dict[Path, tuple[tuple[int, int], Installed | None]] = {}
        self._guard = threading.Lock()

    def find(self, spec: ModelSpec) -> Installed | None:
        """The newest install of a model that is ready and whose files all have their size.

        One that came from another repository, or that was asked for by another revision than the catalogue now names,
        is another model.
        """
        return _newest(spec, [self._whole(folder) for folder in self.commits(spec)])

    def recorded(self, spec: ModelSpec) -> Installed | None:
        """The newest install that is marked as ready, whatever became of its files."""
        return _newest(spec, [read_ready(folder) for folder in self.commits(spec)])

    def commits(self, spec: ModelSpec) -> list[Path]:
        """The folders of a model, ready or not."""
        try:
            return [path for path in self.folder(spec).iterdir() if COMMIT.fullmatch(path.name)]
        except (FileNotFoundError, NotADirectoryError):
            return []

    def folder(self, spec: ModelSpec) -> Path:
        return self.root / spec.id

    def drop_other_commits(self, spec: ModelSpec, kept: Installed) -> None:
        """Deletes every folder of a model but one. Raises OSError."""
        for folder in self.commits(spec):
            if folder != kept.folder:
                remove(folder)

    def abandoned_imports(self, *, older_than_s: float) -> list[Path]:
        """What an import that broke off unpacked and nobody has written to for so long."""
        return [folder for folder in self.root.glob(f"{STAGING}*") if time.time() - _last_write(folder) >= older_than_s]

    def remains(self, spec: ModelSpec, *, older_than_s: float) -> list[Path]:
        """Folders of a model that are not ready and in which nothing was written for so long."""
        return [
            folder
            for folder in self.commits(spec)
            if self._whole(folder) is None and time.time() - _last_write(folder) >= older_than_s
        ]

    def _whole(self, folder: Path) -> Installed | None:
        """What is ready in a folder, looked up anew only when the marker's time or size has changed."""
        try:
            stat = (folder / READY).stat()
        except OSError:
            return None
        stamp = (stat.st_mtime_ns, stat.st_size)
        with self._guard:
            known = self._cache.get(folder)
        if known is None or known[0] != stamp:
            found = read_ready(folder)
            known = (stamp, None if found is None or found.damaged(hashes=False) else found)
            with self._guard:
                self._cache[folder] = known
        return known[1]

    @contextmanager
    def lock(self, spec: ModelSpec, tell: Progress) -> Iterator[None]:
        """Waits until nobody else, here or in another process, changes the model. A dead holder's lock is free."""
        from filelock import FileLock, Timeout

        with store_errors(f"'{spec.id}'"):
            lock = FileLock(self._lock_path(spec))
            try:
                lock.acquire(timeout=0)
            except Timeout:
                tell(InstallEvent(spec.id, "waiting"))
                lock.acquire()
        try:
            yield
        finally:
            self.changes += 1
            lock.release()

    @contextmanager
    def lock_now(self, spec: ModelSpec) -> Iterator[bool]:
        """Like `lock`, but does not wait: says whether the lock was to be had."""
        from filelock import FileLock, Timeout

        lock = FileLock(self._lock_path(spec))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            self.changes += 1
            lock.release()

    def _lock_path(self, spec: ModelSpec) -> Path:
        folder = self.root / _LOCKS
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{spec.id}.lock"


def remove(folder: Path) -> None:
    """Deletes a model's folder, its marker first: what is being deleted is not ready."""
    (folder / READY).unlink(missing_ok=True)
    shutil.rmtree(folder)


def _newest(spec: ModelSpec, found: list[Installed | None]) -> Installed | None:
    fitting = [
        installed
        for installed in found
        if installed is not None
        and installed.id == spec.id
        and installed.repo == spec.repo
        and spec.revision in (installed.revision, installed.commit)
    ]
    return max(fitting, key=lambda installed: installed.installed_at, default=None)


def _last_write(folder: Path) -> float:
    return max(path.lstat().st_mtime for path in (folder, *folder.rglob("*")))
