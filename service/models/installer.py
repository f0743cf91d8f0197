"""Installing in the background what requests turn out to need."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from service.engines.base import ModelSpec
from service.errors import ModelLoading, ModelNotInstalled, StisloError
from service.models.progress import InstallEvent
from service.models.reach import Reach
from service.models.store import ModelStore

InstallPolicy = Literal["on_demand", "never"]
_RETRY_AFTER_S = 15
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InstallState:
    """Where a model that is not installed stands. `progress` 0..1 while it is being installed; `error` is the code of
    the last failure."""

    state: Literal["available", "installing", "failed"]
    progress: float | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class _Failure:
    error: StisloError
    until: float


class Installer:
    """Pulls models one after the other in one background thread, each once however many requests ask for it.

    A failure is remembered for `backoff_s` seconds, in which nothing is tried. Safe to call from many threads.
    """

    def __init__(
        self,
        store: ModelStore,
        policy: InstallPolicy,
        *,
        backoff_s: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
        reach: Reach | None = None,
    ) -> None:
        self._store = store
        self._policy = policy
        self._backoff_s = backoff_s
        self._clock = clock
        self._reach = reach or Reach()
        self._guard = threading.Lock()
        self._queue: queue.SimpleQueue[ModelSpec | None] = queue.SimpleQueue()
        self._progress: dict[str, float] = {}
        self._failures: dict[str, _Failure] = {}
        self._held_back: dict[str, ModelSpec] = {}
        self._thread: threading.Thread | None = None
        self._closed = False

    def ensure(self, spec: ModelSpec) -> None:
        """Returns if the model is installed; otherwise sees to it that it soon will be, and raises.

        ModelLoading while it is fetched; ModelNotInstalled, with the command that mends it, where the policy forbids
        fetching or it failed lately; LicenceRefused where the licence forbids it.
        """
        if self._store.installed(spec):
            return
        self._store.check_licence(spec)
        self._store.check_libraries(spec)
        failure = self.request(spec)
        if self._policy == "never":
            self._store.require(spec)
            return
        if failure is not None:
            wait_s = max(1, round(failure.until - self._clock()))
            raise ModelNotInstalled(
                f"The model '{spec.id}' is not installed and could not be fetched: {failure.error.detail} "
                f"`python -m service models pull {spec.id}` tries again; `models import` needs no network.",
                retry_after=wait_s,
            ) from failure.error
        percent = round(100 * (self.state(spec).progress or 0.0))
        raise ModelLoading(
            f"The model '{spec.id}' is being downloaded ({percent} %); try again shortly.", retry_after=_RETRY_AFTER_S
        )

    def request(self, spec: ModelSpec) -> _Failure | None:
        """Has the model fetched if that is allowed and it is not there; the failure that forbids a try now, if any.

        Never raises: for models that would make an answer better and are not needed for one.
        """
        if self._store.installed(spec) or not (self._store.allows(spec) and self._store.can_run(spec)):
            return None
        with self._guard:
            if self._policy == "never":
                self._held_back[spec.id] = spec
                return None
            if (failure := self._forbidding(spec)) is not None:
                return failure
            self._enqueue(spec)
        return None

    def held_back(self) -> tuple[ModelSpec, ...]:
        """The models that requests had use for and that the policy alone forbade to fetch."""
        with self._guard:
            return tuple(self._held_back.values())

    def allow(self) -> None:
        """From now on what requests need is fetched, whatever the policy was."""
        with self._guard:
            self._policy = "on_demand"
            self._held_back.clear()

    def obstacle(self, spec: ModelSpec) -> StisloError | None:
        """Why the model would not be fetched if it were asked for now; None where it would, or is on its way."""
        try:
            self._store.check_licence(spec)
            self._store.check_libraries(spec)
            if self._policy == "never":
                self._store.require(spec)
        except StisloError as error:
            return error
        with self._guard:
            failure = None if spec.id in self._progress else self._forbidding(spec)
        return failure.error if failure else None

    def watch(self) -> None:
        """Begins to look, in the background, whether the places that models come from can be reached."""
        if self._policy != "never":
            specs = (spec for spec in self._store.catalog.models if self._store.allows(spec))
            self._reach.watch(place for spec in specs for place in self._store.places(spec))

    def _forbidding(self, spec: ModelSpec) -> _Failure | None:
        """The failure that forbids a try now; with the guard held."""
        failure = self._failures.get(spec.id)
        if failure is not None and failure.until > self._clock():
            return failure
        problem = self._reach.problem(self._store.places(spec))
        return _Failure(problem, self._clock() + (problem.retry_after or self._backoff_s)) if problem else None

    def order(self, spec: ModelSpec) -> None:
        """Has the model fetched because an operator says so: whatever the policy is, and though it failed just now.

        Raises LicenceRefused.
        """
        self._store.check_licence(spec)
        if not self._store.installed(spec):
            with self._guard:
                self._enqueue(spec)

    def _enqueue(self, spec: ModelSpec) -> None:
        """With the guard held."""
        if spec.id not in self._progress and not self._closed:
            self._failures.pop(spec.id, None)
            self._progress[spec.id] = 0.0
            self._queue.put(spec)
            self._start()

    def state(self, spec: ModelSpec) -> InstallState:
        """Where a model stands that is not installed (of one that is, `available` is said: ask the store first)."""
        with self._guard:
            if spec.id in self._progress:
                return InstallState("installing", progress=self._progress[spec.id])
            failure = self._failures.get(spec.id)
            return InstallState("failed", error=failure.error.code) if failure else InstallState("available")

    def close(self) -> None:
        """Starts nothing more. A download under way is given up with the process; the next pull goes on with it."""
        self._reach.close()
        with self._guard:
            self._closed = True
        self._queue.put(None)

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="stislo-installer", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while (spec := self._queue.get()) is not None and not self._closed:
            failure: StisloError | None = None
            try:
                if (gone := self._reach.problem(self._store.places(spec))) is not None:
                    raise gone
                _log.info("Installing model %s", spec.id)
                self._store.pull(spec, progress=self._hear)
            except StisloError as error:
                _log.warning("Model %s could not be installed: %s", spec.id, error.detail)
                failure = error
            except Exception as error:
                _log.exception("Model %s could not be installed", spec.id)
                failure = StisloError(f"{type(error).__name__}.")
                failure.__cause__ = error
            with self._guard:
                del self._progress[spec.id]
                if failure is not None:
                    wait_s = max(self._backoff_s, failure.retry_after or 0)
                    self._failures[spec.id] = _Failure(failure, self._clock() + wait_s)

    def _hear(self, event: InstallEvent) -> None:
        with self._guard:
            self._progress[event.model] = event.fraction
