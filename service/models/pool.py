"""The pool: engines that are loaded, each once, lent to whoever needs them, and unloaded when nobody does."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from service.engines.base import ModelSpec, Runtime, is_crewed
from service.engines.registry import NAMED, OURS
from service.errors import Draining, ModelLoading, ModelUnusable, NoMemory, StisloError
from service.models.lease import Lease
from service.models.load import load_engine
from service.models.manifest import Installed
from service.models.memory import MB, UNLIMITED, MemoryBudget, budget_for, conversations_of, need_of, trim
from service.models.placement import resolve_runtime
from service.models.slot import LoadFailure, PoolStats, Slot
from service.models.store import ModelStore
from service.settings import Settings

# Each try reads all files of a model, so what could not be loaded is not tried again for a while.
_RETRY_S = 30.0
# How long a model waits for memory that others are using: about as long as a request uses a model.
_ROOM_WAIT_S = 10.0
_COME_BACK_S = 5
_log = logging.getLogger(__name__)


class Pool:
    """Lends engines of installed models. Safe to call from many threads.

    A model is loaded at its first lease, in a thread of its own, while all who want it wait. It leaves memory when
    nobody has held it for `unload_after_s` seconds (0: never), or earlier, least recently used first, when another one
    needs the room. An engine that is held is never closed.

    `runtime` is called when the first model loads: finding a GPU takes a library that is slow to
    import. `budget` is then asked what models may take. `room_wait_s`: how long a model waits for others to be given
    back. `clock` measures idle time, in seconds.
    """

    def __init__(
        self,
        store: ModelStore,
        runtime: Callable[[], Runtime],
        *,
        budget: Callable[[Runtime], MemoryBudget] = lambda runtime: UNLIMITED,
        unload_after_s: float = 0.0,
        room_wait_s: float = _ROOM_WAIT_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._resolve = runtime
        self._resolved: Runtime | None = None
        self._resolving = threading.Lock()
        self._budget_of = budget
        self._budget: MemoryBudget | None = None
        self._unload_after_s = unload_after_s
        self._room_wait_s = room_wait_s
        self._clock = clock
        self._guard = threading.Lock()
        self._freed = threading.Condition(self._guard)
        self._closing = threading.Condition(self._guard)
        self._making_room = threading.Lock()
        self._slots: dict[str, Slot] = {}
        self._alive: set[Lease] = set()
        self._unloader: threading.Thread | None = None
        self._closed = False

    @classmethod
    def from_settings(cls, settings: Settings, store: ModelStore) -> Pool:
        """The pool that the settings describe. Looks for a GPU when the first model loads, not before."""
        return cls(
            store,
            partial(resolve_runtime, settings),
            budget=partial(budget_for, settings),
            unload_after_s=settings.unload_after_s,
        )

    def acquire(self, spec: ModelSpec, *, patience_s: float | None = None) -> Lease:
        """The model's engine, loaded, until the lease is released.

        Where the model on disk was updated since, the new one is loaded and the old one closed after its last use.
        Raises ModelNotInstalled, ModelUnusable, NoMemory, Draining after `close`, and ModelLoading where it is not
        loaded after `patience_s` seconds; it goes on loading.
        """
        installed = self._store.require(spec)
        with self._guard:
            self._check_open()
            slot = self._slots.setdefault(spec.id, Slot())
            lease = slot.lease_of(installed) or self._begin(slot, spec, installed)
            lease.note.holders += 1
        if not lease.note.done.wait(patience_s):
            lease.release()
            raise ModelLoading(f"The model '{spec.id}' is being loaded; try again shortly.", retry_after=_COME_BACK_S)
        if lease.note.error is not None:
            raise _again(lease.note.error)
        return lease

    @property
    def workers(self) -> int:
        """How many batches are computed at the same time, for all models together."""
        runtime = self.runtime
        if self._store.backend == "torch":
            return 1  # torch uses all cores for each
        # On a GPU a second batch is prepared while the first one computes.
        return runtime.inter_threads + (runtime.device == "cuda")

    def name(self, spec: ModelSpec) -> str:
        """What runs the model, with its number format: `ctranslate2:int8`, `torch:float32`."""
        if spec.engine not in OURS:
            return f"{spec.engine}:int8" if spec.engine in NAMED else spec.engine
        return f"{self._store.needed_backend(spec)}:{self.runtime.compute_type}"

    @property
    def runtime(self) -> Runtime:
        """Where and how models run here, resolved."""
        with self._resolving:
            if self._resolved is None:
                self._resolved = self._resolve()
            return self._resolved

    def loaded_ids(self) -> frozenset[str]:
        """Ids of the models that are in memory."""
        with self._guard:
            return frozenset(model_id for model_id, slot in self._slots.items() if slot.current)

    def stats(self) -> PoolStats:
        """What is loaded now and what was. Cheap."""
        with self._guard:
            now = self._clock()
            models = {model_id: slot.stats(model_id, now) for model_id, slot in self._slots.items()}
            held = sum(lease.note.bytes for lease in self._alive)
            limited = self._budget is not None and self._budget.limit != UNLIMITED.limit
            return PoolStats(models, held, self._budget.limit if limited and self._budget else None)

    def worker_stats(self) -> tuple[Any, ...]:
        """Snapshots of the processes of loaded engines that have their own. Cheap."""
        with self._guard:
            engines = {model_id: slot.current.note.engine for model_id, slot in self._slots.items() if slot.current}
        return tuple(engine.stats() for engine in engines.values() if is_crewed(engine))

    def unload_idle(self) -> int:
        """Unloads what nobody has held for long enough, and returns how many that were. A thread does so in time."""
        with self._guard:
            latest = self._clock() - self._unload_after_s
            due = [lease for lease in self._idle() if lease.note.idle_since <= latest] if self._unload_after_s else []
            for lease in due:
                self._retire(lease)
        self._destroy(due)
        return len(due)

    def close(self) -> None:
        """Lends nothing more and frees the memory: at once what is idle, the rest when it is given back."""
        with self._guard:
            self._closed = True
            loaded = [slot.current for slot in self._slots.values() if slot.current]
            idle = [lease for lease in loaded if self._retire(lease)]
            self._closing.notify_all()
            self._freed.notify_all()
        self._destroy(idle)

    def hold(self, lease: Lease) -> None:
        """As `lease.retain`."""
        with self._guard:
            lease.note.holders += 1

    def give_back(self, lease: Lease) -> None:
        """As `lease.release`."""
        with self._guard:
            lease.note.holders -= 1
            unused = lease.note.holders == 0
            last = unused and lease.note.retired
            if unused:
                lease.note.idle_since = self._clock()
                self._freed.notify_all()
        if last:
            self._destroy([lease])

    def _check_open(self) -> None:
        if self._closed:
            raise Draining("The service is shutting down.")

    def _begin(self, slot: Slot, spec: ModelSpec, installed: Installed) -> Lease:
        """Starts to load a model; what failed a moment ago fails again at once. Called under the lock."""
        failure = slot.failure
        if failure is not None and failure.installed == installed and time.monotonic() < failure.until:
            raise _again(failure.error)
        lease = Lease(self, spec, installed)
        try:
            threading.Thread(target=self._load, args=(slot, lease), name=f"load-{spec.id}").start()
        except RuntimeError as error:
            raise NoMemory("The system gives no thread to load a model with; try again later.") from error
        slot.loading = lease  # the thread cannot have got further than to the lock
        if self._unload_after_s and self._unloader is None:
            self._unloader = threading.Thread(target=self._unload_in_time, name="unload", daemon=True)
            self._unloader.start()
        return lease

    def _load(self, slot: Slot, lease: Lease) -> None:
        """Loads the engine of a lease and says so, or why not, to all who wait."""
        error: StisloError | None = None
        try:
            lease.note.bytes = self._need(lease)
            self._make_room(lease)
            lease.note.engine = load_engine(self._store, lease.spec, lease.installed, self.runtime)
        except StisloError as failed:
            error = failed
        except BaseException as failed:  # an engine that ends its thread must not leave everybody waiting
            _log.exception("Model %s cannot be loaded", lease.spec.id)
            error = ModelUnusable(f"The model '{lease.spec.id}' cannot be loaded ({type(failed).__name__}).")
        try:
            with self._guard:
                unwanted = self._publish(slot, lease, error)
            self._destroy(unwanted)
        finally:
            lease.note.done.set()

    def _need(self, lease: Lease) -> int:
        """The bytes that the model will take, with the conversations of one that has them."""
        spec, backend = lease.spec, self._store.needed_backend(lease.spec)
        need = need_of(lease.installed, backend, self.runtime)
        if spec.task == "chat":
            need += conversations_of(lease.installed, backend, self.runtime, spec.window)
        return need

    def _publish(self, slot: Slot, lease: Lease, error: StisloError | None) -> list[Lease]:
        """Makes a loaded engine the one to lend; returns what is to be closed now. Called under the lock."""
        overtaken = slot.loading is not lease  # by newer files of the same model
        if not overtaken:
            slot.loading = None
        if error is None and self._closed:
            error = Draining("The service is shutting down.")
        lease.note.error = error
        lease.note.idle_since = self._clock()
        if error is not None:
            if not isinstance(error, NoMemory | Draining):
                slot.failure = LoadFailure(lease.installed, error, time.monotonic() + _RETRY_S)
            lease.note.retired, lease.note.holders = True, 0
            return [lease]
        slot.loads += 1
        if overtaken:
            return [lease] if self._retire(lease) else []
        old, slot.current = slot.current, lease
        return [old] if old is not None and self._retire(old) else []

    def _make_room(self, lease: Lease) -> None:
        """Promises the lease its bytes, once there is room. Raises NoMemory."""
        with self._making_room:
            if self._budget is None:
                self._budget = self._budget_of(self.runtime)
            need, until = lease.note.bytes, time.monotonic() + self._room_wait_s
            if need > self._budget.limit:
                raise NoMemory(
                    f"The model '{lease.spec.id}' needs about {need // MB} MB, and models may take "
                    f"{self._budget.limit // MB} MB here; STISLO_MEMORY_MB sets another limit."
                )
            trim()
            while (victim := self._promise(lease, self._budget, until)) is not None:
                _log.info("Model %s is unloaded to make room for %s", victim.spec.id, lease.spec.id)
                self._destroy([victim])

    def _promise(self, lease: Lease, budget: MemoryBudget, until: float) -> Lease | None:
        """Takes room for the lease; where there is none, returns an idle one that has to go first.

        Where there is none of those either, waits for one until it is `until` or nobody wants the lease any more, and
        then raises NoMemory.
        """
        with self._guard:
            while True:
                held = sum(each.note.bytes for each in self._alive)
                loading = sum(each.note.bytes for each in self._alive if each.note.engine is None)
                if lease.note.bytes <= budget.room(held, loading):
                    self._alive.add(lease)
                    return None
                if idle := self._idle():
                    victim = min(idle, key=lambda each: each.note.idle_since)
                    self._retire(victim)
                    self._slots[victim.spec.id].evictions += 1
                    return victim
                wanted = lease.note.holders > 0 and not self._closed
                if not wanted or not self._freed.wait(until - time.monotonic()):
                    raise NoMemory(
                        f"There is no memory for the model '{lease.spec.id}' (about {lease.note.bytes // MB} MB) now, "
                        "and models in use do not make room; try again shortly.",
                        retry_after=_COME_BACK_S,
                    )

    def _idle(self) -> list[Lease]:
        """What could be unloaded. Called under the lock."""
        return [slot.current for slot in self._slots.values() if slot.current and not slot.current.note.holders]

    def _retire(self, lease: Lease) -> bool:
        """Lends it to nobody any more; whether nobody holds it, so that it can be destroyed. Called under the lock."""
        slot = self._slots[lease.spec.id]
        if slot.current is lease:
            slot.current = None
        slot.unloads += 1
        lease.note.retired = True
        return lease.note.holders == 0

    def _destroy(self, leases: Sequence[Lease]) -> None:
        """Closes engines that nobody holds, and gives their memory and their part of the budget back."""
        if not leases:
            return
        for lease in leases:
            _close(lease)
        trim()
        with self._guard:
            self._alive.difference_update(leases)
            self._freed.notify_all()

    def _unload_in_time(self) -> None:
        """Unloads what has been idle for too long, until the pool closes. Sleeps until the next one is due.

        What becomes idle while it sleeps is due later than it wakes.
        """
        while True:
            with self._guard:
                now = self._clock()
                since = min((lease.note.idle_since for lease in self._idle()), default=now)
                pause = since + self._unload_after_s - now
                if not self._closed and pause > 0:
                    self._closing.wait(pause)
                if self._closed:
                    return
            self.unload_idle()


def _again(error: StisloError) -> StisloError:
    """The same error for one more caller, so that each has a traceback of its own."""
    again = type(error)(error.detail, retry_after=error.retry_after)
    again.__cause__ = error
    return again


def _close(lease: Lease) -> None:
    engine, lease.note.engine = lease.note.engine, None
    if engine is None:
        return
    try:
        engine.close()
    except Exception:
        _log.exception("Model %s did not close", lease.spec.id)
