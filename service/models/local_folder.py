"""A folder in the hub's form on this machine, in the place of the hub."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from service.errors import ChecksumMismatch
from service.models.hub import RemoteFile, Snapshot
from service.models.hub_errors import store_errors
from service.models.install import wanted_files
from service.models.manifest import sha256_of

OWNER = "folder"


def local_repo(model_id: str) -> str:
    """What stands for a repository in the entry of a model that came from a folder."""
    return f"{OWNER}/{model_id}"


def is_local(repo: str) -> bool:
    """Whether a repository is a folder's."""
    return repo.startswith(f"{OWNER}/")


@dataclass(frozen=True, slots=True)
class LocalFolder:
    """Files of a model as they lie in `folder`. Brings them as the hub would."""

    folder: Path
    files: tuple[RemoteFile, ...]

    @classmethod
    def read(cls, folder: Path) -> LocalFolder:
        """What would be taken of a folder; nothing is read but names and sizes. Raises ModelMissingOnHub where it holds
        no weights that can be read here, StoreError where it cannot be read at all."""
        with store_errors(f"'{folder}'"):
            paths = sorted(path for path in folder.iterdir() if path.is_file())
            listed = tuple(RemoteFile(path.name, path.stat().st_size, None, None) for path in paths)
        return cls(folder, wanted_files(Snapshot(f"The folder {folder}", "", listed)))

    @property
    def bytes(self) -> int:
        """Size of what would be taken."""
        return sum(file.bytes for file in self.files)

    def hashed(self) -> LocalFolder:
        """The same with the files' hashes, for which every file is read."""
        with store_errors(f"'{self.folder}'"):
            files = tuple(replace(file, sha256=sha256_of(self.folder / file.name)) for file in self.files)
        return replace(self, files=files)

    def snapshot(self, repo: str) -> Snapshot:
        """The files as those of a repository, once they are hashed: the commit is made of their hashes."""
        named = "".join(f"{file.name}\0{file.sha256}\n" for file in self.files)
        return Snapshot(repo, hashlib.sha1(named.encode(), usedforsecurity=False).hexdigest(), self.files)

    def fetch(self, snapshot: Snapshot, file: RemoteFile, folder: Path, on_bytes: Callable[[int], None]) -> None:
        """As `Hub.fetch`: a copy, since what is installed must not change with the folder."""
        path = folder / file.name
        if path.exists() and file.matches(path):
            return
        shutil.copyfile(self.folder / file.name, path)
        on_bytes(file.bytes)
        if not file.matches(path):
            raise ChecksumMismatch(f"'{file.name}' in {self.folder} changed while it was copied; try again.")
