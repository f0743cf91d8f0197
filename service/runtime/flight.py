"""Single flight: what is being computed already is waited for, not computed again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Generic, TypeVar

from service.errors import Cancelled, DeadlineExceeded, ModelLoading, Overloaded, StisloError
from service.runtime.ticket import Ticket
from service.types import Measure

V = TypeVar("V")

# What says something of one request, and nothing of the work: others that want the same may still get it.
OF_ONE_REQUEST: tuple[type[StisloError], ...] = (Cancelled, DeadlineExceeded, ModelLoading, Overloaded)


@dataclass(frozen=True, slots=True)
class FlightStats:
    """Shared computations of one kind."""

    kind: str
    shared: Annotated[int, Measure("counter", "Values that another request was computing already.")] = 0
    in_flight: Annotated[int, Measure("gauge", "Values being computed now.")] = 0


@dataclass(eq=False, slots=True)
class _Call(Generic[V]):
    """The keys that one caller computes together. After `done`, `values` holds what may be shared of them."""

    done: threading.Event = field(default_factory=threading.Event)
    values: dict[bytes, V] = field(default_factory=dict)
    error: StisloError | None = None


class Flight(Generic[V]):
    """Lets callers that need the same keys at the same time share one computation. Thread-safe.

    Nobody can wait in a circle: a caller first computes every key that nobody else is computing, waiting for nobody,
    and only then waits for the others. A waiter that gets no value computes it itself.

    `shareable` says which values are the same for everybody; one that its caller's own circumstances have spoilt is
    not.
    """

    def __init__(self, kind: str, *, shareable: Callable[[V], bool] = lambda value: True) -> None:
        self.kind = kind
        self._shareable = shareable
        self._calls: dict[bytes, _Call[V]] = {}
        self._shared = 0
        self._guard = threading.Lock()

    def run(self, keys: Sequence[bytes], compute: Callable[[Sequence[bytes]], Sequence[V]], ticket: Ticket) -> list[V]:
        """One value a key, in order; `keys` are distinct. `compute` is given those that nobody else is computing.

        Raises DeadlineExceeded or Cancelled where `ticket` is spent waiting for others, and what `compute` raises. What
        another caller's raised is raised here too if it is that one key's own, and says nothing of that caller alone.
        """
        values: dict[bytes, V] = {}
        while missing := [key for key in keys if key not in values]:
            mine, own, others = self._claim(missing)
            if mine:
                values.update(self._lead(mine, own, compute))
            for key, call in others.items():
                self._follow(key, call, values, ticket)
        return [values[key] for key in keys]

    def stats(self) -> FlightStats:
        """Counts since the start, and what is under way now."""
        with self._guard:
            return FlightStats(self.kind, self._shared, len(self._calls))

    def _claim(self, keys: Sequence[bytes]) -> tuple[list[bytes], _Call[V], dict[bytes, _Call[V]]]:
        own: _Call[V] = _Call()
        with self._guard:
            others = {key: self._calls[key] for key in keys if key in self._calls}
            mine = [key for key in keys if key not in others]
            self._calls.update(dict.fromkeys(mine, own))
        return mine, own, others

    def _lead(
        self, keys: Sequence[bytes], call: _Call[V], compute: Callable[[Sequence[bytes]], Sequence[V]]
    ) -> dict[bytes, V]:
        try:
            values = dict(zip(keys, compute(keys), strict=True))
            call.values = {key: value for key, value in values.items() if self._shareable(value)}
            return values
        except StisloError as error:
            # Of several keys nobody knows whose fault it was.
            if len(keys) == 1 and not isinstance(error, OF_ONE_REQUEST):
                call.error = error
            raise
        finally:
            with self._guard:
                for key in keys:
                    del self._calls[key]
            call.done.set()

    def _follow(self, key: bytes, call: _Call[V], values: dict[bytes, V], ticket: Ticket) -> None:
        """Waits for another caller's value and takes it over, if it comes to one."""
        ticket.wait(call.done)
        if call.error is not None:
            error = call.error
            raise type(error)(error.detail, errors=error.errors, retry_after=error.retry_after) from error
        if key in call.values:
            values[key] = call.values[key]
            with self._guard:
                self._shared += 1
