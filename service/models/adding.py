"""A model from a folder or a GGUF file on this machine: looked at, then installed as if the hub had brought it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from service.engines.base import ModelSpec
from service.errors import ModelUnusable
from service.models.added import ADDED, remember_entry
from service.models.candidate import Candidate, Wishes, entry_of
from service.models.catalog import Catalog
from service.models.gguf import find_gguf, read_gguf, unpack_gguf
from service.models.local_folder import LocalFolder, is_local
from service.models.manifest import Installed
from service.models.progress import Progress
from service.models.shelf import STAGING
from service.models.store import ModelStore


@dataclass(frozen=True, slots=True)
class Prepared:
    """A model that could be added: its catalogue entry but for the revision, and where its files are."""

    source: LocalFolder | Path
    candidate: Candidate
    entry: Mapping[str, Any]

    @property
    def spec(self) -> ModelSpec:
        """The entry as the service would know it. Raises ConfigurationError where it makes no sense."""
        return Catalog.specs([self.entry], where=ADDED)[0]


def prepare(path: Path, wishes: Wishes, catalog: Catalog) -> Prepared:
    """What would become of a folder or file; nothing is written.

    Raises ModelUnusable where it is no model for the task, StoreError where it cannot be read, and ConfigurationError
    where what was wished makes no sense.
    """
    if any(spec.id == wishes.id and not is_local(spec.repo) for spec in catalog.models):
        raise ModelUnusable(f"The catalogue has a model '{wishes.id}' of its own; take another id.")
    gguf = find_gguf(path)
    if gguf is None and path.is_file():
        raise ModelUnusable(f"'{path.name}' is neither a folder nor a GGUF file.")
    source: LocalFolder | Path = gguf or LocalFolder.read(path)
    candidate = Candidate.of_gguf(read_gguf(source)) if isinstance(source, Path) else Candidate.of_folder(source)
    prepared = Prepared(source, candidate, entry_of(candidate, wishes, catalog))
    _ = prepared.spec
    return prepared


def install_prepared(store: ModelStore, prepared: Prepared, *, progress: Progress | None = None) -> Installed:
    """Installs the model and keeps its entry beside the others. Raises as `ModelStore.add`."""
    store.check_licence(prepared.spec)
    store.check_libraries(prepared.spec)
    if isinstance(prepared.source, LocalFolder):
        return _install(store, prepared, prepared.source, progress)
    store.root.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=STAGING, dir=store.root) as unpacked:
        unpack_gguf(prepared.source, Path(unpacked))
        return _install(store, prepared, LocalFolder.read(Path(unpacked)), progress)


def _install(store: ModelStore, prepared: Prepared, files: LocalFolder, progress: Progress | None) -> Installed:
    files = files.hashed()
    entry = {**prepared.entry, "revision": files.snapshot(prepared.spec.repo).commit}
    [spec] = Catalog.specs([entry], where=ADDED)
    installed = store.add(spec, files, progress=progress)
    remember_entry(store.root, {**entry, "disk_mb": -(-installed.bytes // 1_000_000)})
    return installed
