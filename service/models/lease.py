"""A loaded engine on loan."""

from __future__ import annotations

import threading
from typing import Protocol

from service.engines.base import ModelSpec
from service.errors import StisloError
from service.models.load import Engine
from service.models.manifest import Installed


class _Holders(Protocol):
    """Whoever counts the holders."""

    def hold(self, lease: Lease) -> None: ...

    def give_back(self, lease: Lease) -> None: ...


class Lease:
    """An engine on loan: it is not closed before everybody who holds it has given it back. Safe for threads.

    All holders of one loaded engine share one object, so a lease is a key for what belongs to the engine. Every
    `acquire` and every `retain` is followed by exactly one `release`.
    """

    def __init__(self, holders: _Holders, spec: ModelSpec, installed: Installed) -> None:
        self.spec = spec
        self.installed = installed
        self.note = Note()
        self._holders = holders

    @property
    def engine(self) -> Engine:
        """The engine. Only whoever holds the lease may ask."""
        if self.note.engine is None:
            raise RuntimeError(f"the engine of '{self.spec.id}' is not on loan")
        return self.note.engine

    @property
    def commit(self) -> str:
        """The commit of the files that the engine was loaded from."""
        return self.installed.commit

    def retain(self) -> None:
        """One more holder, for work that may outlive the one who asked for it. Only whoever holds it may call this."""
        self._holders.hold(self)

    def release(self) -> None:
        """One holder less. The last one out closes the engine where nobody is to get it any more."""
        self._holders.give_back(self)


class Note:
    """What the pool keeps of a lease, changed under the pool's lock.

    `holders` counts from the moment that loading begins: who waits for the engine holds it already. `done` is set once
    there is an engine or an `error`. `retired`: nobody new gets it. `bytes` were promised to it of the budget.
    """

    def __init__(self) -> None:
        self.engine: Engine | None = None
        self.error: StisloError | None = None
        self.done = threading.Event()
        self.holders = 0
        self.retired = False
        self.bytes = 0
        self.idle_since = 0.0
