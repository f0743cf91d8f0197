"""The pool: engines that are loaded, each once, lent to whoever needs them."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from service.engines.base import ModelSpec, Runtime, Summarizer, Translator
from service.errors import Draining, ModelUnusable, StisloError
from service.models.manifest import Installed
from service.models.placement import resolve_runtime
from service.models.store import ModelStore
from service.settings import Settings

Engine = Translator | Summarizer
_RETRY_S = 30.0
_log = logging.getLogger(__name__)


@dataclass
class _Loaded:
    """An engine and how many hold it. `retired`: nobody new gets it, and the last one out closes it."""

    installed: Installed
    engine: Engine
    leases: int = 0
    retired: bool = False


@dataclass(frozen=True)
class _Failure:
    """Why a model could not be loaded. Each try reads all of its files, so for a while nobody tries again."""

    installed: Installed
    error: StisloError
    until: float


@dataclass
class _Slot:
    """What there is of one model. `guard` is held while it loads, so that it loads once and only its users wait."""

    guard: threading.Lock = field(default_factory=threading.Lock)
    loaded: _Loaded | None = None
    failure: _Failure | None = None


class Lease:
    def __init__(self, pool: Pool, loaded: _Loaded) -> None:
        self._pool = pool
        self._loaded = loaded
        self.engine = loaded.engine

    def retain(self) -> None:
        with self._pool._guard:
            self._loaded.leases += 1

    def release(self) -> None:
        self._pool._give_back(self._loaded)


class Pool:
    """Lends engines of installed models. Safe to call from many threads; a model loads at its first lease and stays.

    `runtime` may be a function, which is called when the first model loads: finding a GPU takes a library that is slow
    to import.
    """

    def __init__(self, store: ModelStore, runtime: Runtime | Callable[[], Runtime]) -> None:
        self._store = store
        self._runtime = runtime
        self._guard = threading.Lock()
        self._slots: dict[str, _Slot] = {}
        self._closed = False

    @classmethod
    def from_settings(cls, settings: Settings, store: ModelStore) -> Pool:
        """The pool that the settings describe. Looks for a GPU when the first model loads, not before."""
        return cls(store, partial(resolve_runtime, settings))

    def acquire(self, spec: ModelSpec) -> Lease:
        return Lease(self, self._take(spec))

    @property
    def workers(self) -> int:
        """How many batches are computed at the same time, for all models together."""
        runtime = self.runtime
        if self._store.backend == "torch":
            return 1  # torch uses all cores for each
        # On a GPU a second batch is prepared while the first one computes.
        return runtime.inter_threads + (runtime.device == "cuda")

    @contextmanager
    def lease(self, spec: ModelSpec) -> Iterator[Engine]:
        """The model's engine, loaded, for the length of the `with` block.

        Where the model on disk was updated since, the new one is loaded and the old one closed after its last use.
        Raises ModelNotInstalled, ModelUnusable, and Draining after `close`.
        """
        loaded = self._take(spec)
        try:
            yield loaded.engine
        finally:
            self._give_back(loaded)

    def revision(self, spec: ModelSpec) -> str:
        """The commit of the model that answers now: the loaded one, else the one on disk. Raises ModelNotInstalled."""
        with self._guard:
            slot = self._slots.get(spec.id)
            if slot is not None and slot.loaded is not None:
                return slot.loaded.installed.commit
        return self._store.require(spec).commit

    def name(self, spec: ModelSpec) -> str:
        """What runs the model, with its number format: `ctranslate2:int8`, `torch:float32`."""
        if ":" in spec.engine:
            return spec.engine
        return f"{self._store.backend}:{self.runtime.compute_type}"

    @property
    def runtime(self) -> Runtime:
        """Where and how models run here, resolved."""
        with self._guard:
            if callable(self._runtime):
                self._runtime = self._runtime()
            return self._runtime

    def loaded_ids(self) -> frozenset[str]:
        """Ids of the models that are in memory."""
        with self._guard:
            return frozenset(model_id for model_id, slot in self._slots.items() if slot.loaded)

    def close(self) -> None:
        """Lends nothing more and frees the memory: at once what is idle, the rest when it is given back."""
        with self._guard:
            self._closed = True
            loaded = [slot.loaded for slot in self._slots.values() if slot.loaded]
            self._slots.clear()
        for each in loaded:
            self._retire(each)

    def _take(self, spec: ModelSpec) -> _Loaded:
        installed = self._store.require(spec)
        with self._guard:
            if self._closed:
                raise Draining("The service is shutting down.")
            slot = self._slots.setdefault(spec.id, _Slot())
        with slot.guard:
            current = slot.loaded
            if current is None or current.installed.folder != installed.folder:
                fresh = _Loaded(installed, self._load_once(slot, installed, spec))
                self._publish(slot, fresh)
                if current is not None:
                    self._retire(current)
                return fresh
            with self._guard:
                if self._closed:
                    raise Draining("The service is shutting down.")
                current.leases += 1
                return current

    def _publish(self, slot: _Slot, fresh: _Loaded) -> None:
        """Makes a loaded engine the one to lend, already lent once; not where the pool closed while it was loading."""
        with self._guard:
            closed = self._closed
            if not closed:
                fresh.leases = 1
                slot.loaded = fresh
        if closed:
            fresh.engine.close()
            raise Draining("The service is shutting down.")

    def _give_back(self, loaded: _Loaded) -> None:
        with self._guard:
            loaded.leases -= 1
            last = loaded.retired and loaded.leases == 0
        if last:
            loaded.engine.close()

    def _retire(self, loaded: _Loaded) -> None:
        with self._guard:
            idle = not loaded.retired and loaded.leases == 0
            loaded.retired = True
        if idle:
            loaded.engine.close()

    def _load_once(self, slot: _Slot, installed: Installed, spec: ModelSpec) -> Engine:
        """As `_load`, but what failed a moment ago fails again at once."""
        failure = slot.failure
        if failure is not None and failure.installed == installed and time.monotonic() < failure.until:
            raise type(failure.error)(failure.error.detail) from failure.error
        try:
            return self._load(installed, spec)
        except StisloError as error:
            slot.failure = _Failure(installed, error, time.monotonic() + _RETRY_S)
            raise

    def _load(self, installed: Installed, spec: ModelSpec) -> Engine:
        """The engine, made from files whose hashes were checked just now. Raises ModelUnusable."""
        from service.engines.registry import engine_class

        mend = f"`python -m service models pull {spec.id}` repairs it."
        if self._store.verify(spec):
            raise ModelUnusable(f"Files of the model '{spec.id}' are damaged; {mend}")
        try:
            return engine_class(spec, self._store.needed_backend(spec))(installed.folder, spec, self.runtime)
        except StisloError:
            raise
        except Exception as error:
            _log.exception("Model %s cannot be loaded", spec.id)
            raise ModelUnusable(f"The model '{spec.id}' cannot be loaded ({type(error).__name__}).") from error
