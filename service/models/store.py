"""The model store: which models are on disk, and how they get there and leave.

Any number of processes may share a store: whoever changes a model holds its lock, whoever reads needs none, because a
model exists only while a whole `READY.json` says so (`manifest.py`). Once installed, a model is used as it is: the hub
is not asked again before somebody says `update`.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict, Unpack

from service.engines.base import Backend, ModelSpec
from service.engines.registry import OURS
from service.engines.shortlist import FACTS, VMAP, may_have_shortlist
from service.errors import ChecksumMismatch, ConfigurationError, LicenceRefused, ModelMissingOnHub, ModelNotInstalled
from service.models.bundle import admit, unpack_bundle, write_bundle
from service.models.catalog import Catalog
from service.models.hub import Hub, Retry, Snapshot
from service.models.hub_errors import store_errors
from service.models.install import FreeBytes, Installation, free_bytes, wanted_files
from service.models.local_folder import LocalFolder, is_local
from service.models.manifest import CT2, READY, Installed, record_files, sync_files, write_ready
from service.models.pinned import PinnedFiles, snapshot_of
from service.models.placement import missing_libraries, quantization_for, resolve_runtime
from service.models.progress import InstallEvent, Progress, silent
from service.models.reach import place_of
from service.models.shelf import Shelf, remove
from service.models.shortlist import make_shortlist
from service.settings import Settings

_DAY_S = 86_400.0
# Every request asks what is installed. Looking takes a read of each model's folder, and in each of these a busy thread
# loses its turn at the interpreter.
_LOOK_AGAIN_S = 0.5
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PlannedPull:
    """What a pull of one model would fetch. `snapshot` None: it is installed and nothing would be fetched."""

    spec: ModelSpec
    snapshot: Snapshot | None

    @property
    def bytes(self) -> int:
        if self.snapshot is None:
            return 0
        if self.spec.files:
            return sum(file.download_bytes for file in self.spec.files)
        return sum(file.bytes for file in wanted_files(self.snapshot))


class StoreOptions(TypedDict, total=False):
    """What a store may be told; left out, a store converts to int8 for CTranslate2, with shortlists, from the public
    hub, and refuses models whose licence forbids commercial use.
    """

    backend: Backend
    quantization: Callable[[], str]
    hub_url: str | None
    hub_token: str | None
    hub_timeout_s: float
    mirror_url: str | None
    allow_noncommercial: bool
    shortlist: bool
    free_bytes: FreeBytes


class ModelStore:
    """The models in the folder `root`. Safe to call from many threads and, on one folder, from many processes."""

    def __init__(
        self, root: Path, *, catalog: Catalog, retry: Retry | None = None, **options: Unpack[StoreOptions]
    ) -> None:
        hub_url, mirror_url = options.get("hub_url"), options.get("mirror_url")
        if hub_url is not None and not hub_url.startswith(("http://", "https://")):
            raise ConfigurationError("STISLO_HUB_URL must begin with http:// or https://.")
        if mirror_url and not mirror_url.startswith(("http://", "https://")):
            raise ConfigurationError("STISLO_MIRROR_URL must begin with http:// or https://.")
        self.root = root
        self.catalog = catalog
        self.backend: Backend = options.get("backend", "ctranslate2")
        self.shelf = Shelf(root)
        self._quantization = options.get("quantization", lambda: "int8")
        self._hub = Hub(hub_url, options.get("hub_token"), options.get("hub_timeout_s", 10.0), retry=retry)
        self._mirror = mirror_url or None
        self._allow_noncommercial = options.get("allow_noncommercial", False)
        self._shortlist = options.get("shortlist", True)
        self._free_bytes = options.get("free_bytes", free_bytes)
        self._seen: tuple[float, int, frozenset[str]] = (0.0, 0, frozenset())

    @classmethod
    def from_settings(cls, settings: Settings, catalog: Catalog | None = None) -> ModelStore:
        """The store that the settings describe. Raises ConfigurationError."""
        return cls(
            settings.models_path,
            catalog=catalog or Catalog.from_settings(settings),
            backend=settings.backend,
            quantization=lambda: quantization_for(resolve_runtime(settings)),
            hub_url=settings.hub_url,
            hub_token=settings.hub_token.get_secret_value() if settings.hub_token else None,
            hub_timeout_s=settings.hub_timeout_s,
            mirror_url=settings.mirror_url,
            allow_noncommercial=settings.allow_noncommercial,
            shortlist=settings.shortlist,
        )

    def allows(self, spec: ModelSpec) -> bool:
        """Whether the model's licence and the operator's settings let it be used here."""
        return spec.commercial_use or self._allow_noncommercial

    def check_licence(self, spec: ModelSpec) -> None:
        """Raises LicenceRefused where the model is not allowed."""
        if not self.allows(spec):
            raise LicenceRefused(
                f"The licence of '{spec.id}' ({spec.licence}) forbids commercial use; if yours is none, set "
                "STISLO_ALLOW_NONCOMMERCIAL=1."
            )

    def can_run(self, spec: ModelSpec) -> bool:
        """Whether this installation has the libraries that run the model."""
        return spec.engine not in OURS or not missing_libraries()

    def check_libraries(self, spec: ModelSpec) -> None:
        """Raises ConfigurationError, with the remedy, where the model cannot run here."""
        if not self.can_run(spec):
            raise ConfigurationError(
                f"The model '{spec.id}' needs {', '.join(missing_libraries())}, which this installation does not have; "
                "`pip install 'stislo[models]'` brings it. Extraction and a chat server work without."
            )

    def needed_backend(self, spec: ModelSpec) -> Backend:
        """What a model must be installed for: its entry's backend, else the store's; an engine of somebody else's gets
        the weights."""
        return "torch" if spec.engine not in OURS else spec.backend or self.backend

    def addresses(self, spec: ModelSpec) -> list[str]:
        """Where the first file of an entry that names its files may be had, in the order in which it is looked for."""
        return PinnedFiles(spec, self._hub, self._mirror).addresses(spec.files[0].name) if spec.files else []

    def places(self, spec: ModelSpec) -> tuple[str, ...]:
        """The servers that a model may be fetched from, as addresses: the hub's, a mirror's, or of those that its entry
        names."""
        if not spec.files:
            return (place_of(self._hub.url),)
        sources = (*((self._mirror,) if self._mirror else ()), *spec.sources)
        addresses = (self._hub.url if source.startswith("hub:") else source for source in sources)
        return tuple(dict.fromkeys(map(place_of, addresses)))

    def installed(self, spec: ModelSpec) -> Installed | None:
        """The model on disk, allowed and ready for its backend, or None. Cheap: some file times are read."""
        found = self.shelf.find(spec)
        return found if found and self.allows(spec) and self.needed_backend(spec) in found.backends else None

    def installed_ids(self) -> frozenset[str]:
        """Ids of all catalogue models that are installed. What other processes change is seen within half a second."""
        now, changes = time.monotonic(), self.shelf.changes
        until, seen, ids = self._seen
        if now >= until or changes != seen:
            ids = frozenset(spec.id for spec in self.catalog.models if self.installed(spec))
            self._seen = (now + _LOOK_AGAIN_S, changes, ids)
        return ids

    def require(self, spec: ModelSpec) -> Installed:
        """The model on disk. Raises ModelNotInstalled with the command that mends it."""
        installed = self.installed(spec)
        if installed is None:
            raise ModelNotInstalled(
                f"The model '{spec.id}' is not installed; `python -m service models pull {spec.id}` installs it."
            )
        return installed

    def pull_plan(self, specs: Iterable[ModelSpec], *, update: bool = False) -> list[PlannedPull]:
        """What a pull of these models would fetch; asks the hub for the sizes. Raises StoreError,
        and ConfigurationError where one could not run."""
        plan = []
        for spec in specs:
            self.check_licence(spec)
            self.check_libraries(spec)
            current = self.installed(spec)
            snapshot = self._resolve(spec, update=update) if current is None or update else None
            if current is not None and snapshot is not None and snapshot.commit == current.commit:
                snapshot = None
            plan.append(PlannedPull(spec, snapshot))
        return plan

    def pull(
        self,
        spec: ModelSpec,
        *,
        progress: Progress | None = None,
        backends: Sequence[Backend] = (),
        update: bool = False,
        keep_weights: bool = False,
    ) -> Installed:
        """Installs a model for `backends` (default: what it needs here) unless it is. One process at a time works.

        With `update` the hub is asked for the current commit of the revision; the old one goes when the new one is
        ready. `keep_weights` keeps the original weights beside the converted ones. Raises StoreError, ModelUnusable;
        ConfigurationError, before anything is fetched, where the model could not run.
        """
        self.check_licence(spec)
        self.check_libraries(spec)
        tell = progress or silent
        wanted = tuple(backends) or (self.needed_backend(spec),)
        with self.shelf.lock(spec, tell):
            current = self.shelf.find(spec)
            complete = current is not None and {*wanted} <= {*current.backends}
            if current is not None and complete and not update:
                return current
            tell(InstallEvent(spec.id, "resolving"))
            snapshot = self._resolve(spec, update=update)
            same = current is not None and current.commit == snapshot.commit
            if current is not None and complete and same:
                return current
            installed = Installation(
                spec=spec,
                snapshot=snapshot,
                folder=self.shelf.folder(spec) / snapshot.commit,
                backends=wanted,
                existing=current if same else None,
                hub=PinnedFiles(spec, self._hub, self._mirror) if spec.files else self._hub,
                # Only then is it asked for: finding it out loads CTranslate2.
                quantization=self._quantization() if "ctranslate2" in wanted else None,
                keep_weights=keep_weights,
                shortlist=self._shortlist,
                free_bytes=self._free_bytes,
                progress=tell,
            ).run()
            with store_errors(f"'{spec.id}'"):
                self.shelf.drop_other_commits(spec, installed)
            return installed

    def add(self, spec: ModelSpec, files: LocalFolder, *, progress: Progress | None = None) -> Installed:
        """Installs a model from a folder, as `pull` does from the hub. `spec.revision` is the commit of its files."""
        self.check_licence(spec)
        self.check_libraries(spec)
        tell = progress or silent
        with self.shelf.lock(spec, tell), store_errors(f"'{spec.id}'"):
            snapshot = files.snapshot(spec.repo)
            backend = self.needed_backend(spec)
            installed = Installation(
                spec=spec,
                snapshot=snapshot,
                folder=self.shelf.folder(spec) / snapshot.commit,
                backends=(backend,),
                existing=None,
                hub=files,
                quantization=self._quantization() if backend == "ctranslate2" else None,
                keep_weights=False,
                shortlist=self._shortlist,
                free_bytes=self._free_bytes,
                progress=tell,
            ).run()
            self.shelf.drop_other_commits(spec, installed)
            return installed

    def add_shortlist(self, spec: ModelSpec) -> bool:
        """Gives an installed model the shortlist that it lacks; whether it has one then. Used from its next load on.

        Raises ModelNotInstalled, StoreError.
        """
        with self.shelf.lock(spec, silent), store_errors(f"'{spec.id}'"):
            installed = self.require(spec)
            if f"{CT2}/{FACTS}" in installed.files:
                return True
            if "ctranslate2" not in installed.backends or not may_have_shortlist(spec):
                return False
            if not make_shortlist(installed.folder, spec):
                return False
            made = [installed.folder / CT2 / name for name in (VMAP, FACTS)]
            sync_files(made)
            write_ready(replace(installed, files={**installed.files, **record_files(installed.folder, made)}))
            return True

    def verify(self, spec: ModelSpec) -> list[str]:
        """Reads every file of an installed model; names of those that are damaged.

        A damaged model is set aside (unless somebody is at work on it): it is not installed any more, and the next pull
        repairs it. Raises ModelNotInstalled.
        """
        recorded = self.shelf.recorded(spec) or self.require(spec)
        damaged = recorded.damaged()
        if damaged:
            with store_errors(f"'{spec.id}'"), self.shelf.lock_now(spec) as locked:
                again = self.shelf.recorded(spec)
                if locked and again is not None and again.damaged():
                    _log.error("Model %s is damaged and set aside", spec.id)
                    (again.folder / READY).unlink()
        return damaged

    def remove(self, spec: ModelSpec) -> bool:
        """Deletes a model, whole or half-made; whether there was any. Raises StoreError."""
        folder = self.shelf.folder(spec)
        with self.shelf.lock(spec, silent), store_errors(f"'{spec.id}'"):
            if not folder.exists():
                return False
            for commit in self.shelf.commits(spec):
                remove(commit)
            shutil.rmtree(folder)
            return True

    def sweep(self, *, older_than_s: float = _DAY_S) -> int:
        """Deletes what broken-off installations left behind, if nothing was written to it for `older_than_s` seconds
        and nobody is at work there; the number of folders. A younger one stays: the next pull goes on with it.
        """
        count = 0
        with store_errors("What an import left behind"):
            for folder in self.shelf.abandoned_imports(older_than_s=older_than_s):
                remove(folder)
                count += 1
        for spec in self.catalog.models:
            if not self.shelf.remains(spec, older_than_s=older_than_s):
                continue
            with self.shelf.lock_now(spec) as locked, store_errors(f"'{spec.id}'"):
                for folder in self.shelf.remains(spec, older_than_s=older_than_s) if locked else ():
                    remove(folder)
                    count += 1
        return count

    def export(self, specs: Iterable[ModelSpec], path: Path, *, on_bytes: Callable[[int], None] | None = None) -> int:
        """Writes installed models to the bundle `path`; its size. Raises ModelNotInstalled, StoreError."""
        models = []
        for spec in specs:
            models.append(self.require(spec))
            if damaged := self.verify(spec):
                raise ChecksumMismatch(f"'{spec.id}' is damaged ({damaged[0]}); pull it again before you export it.")
        write_bundle(models, path, on_bytes or _deaf)
        return path.stat().st_size

    def import_(self, path: Path, *, on_bytes: Callable[[int], None] | None = None) -> list[Installed]:
        """Installs the models of a bundle, in place of those that are here; those that it installed, in order.

        Raises StoreError, UnknownModel, LicenceRefused, ModelUnusable at the first model that cannot be taken.
        """
        taken = []
        with closing(unpack_bundle(path, self.shelf, self._free_bytes, on_bytes or _deaf)) as models:
            for installed, folder in models:
                spec = self.catalog.get(installed.id)
                self.check_licence(spec)
                with self.shelf.lock(spec, silent):
                    taken.append(admit(installed, folder, spec, self.shelf))
        return taken

    def _resolve(self, spec: ModelSpec, *, update: bool) -> Snapshot:
        """The commit to install and its files: the recorded commit if there is one, unless `update`."""
        if spec.files:
            return snapshot_of(spec)
        if is_local(spec.repo):
            raise ModelMissingOnHub(
                f"'{spec.id}' is on no hub: it was added from a folder. `python -m service models add` brings it again."
            )
        recorded = None if update else self.shelf.recorded(spec)
        snapshot = self._hub.resolve(spec.repo, recorded.commit if recorded else spec.revision)
        wanted_files(snapshot)
        return snapshot


def _deaf(count: int) -> None:
    """The listener of those who do not care."""
