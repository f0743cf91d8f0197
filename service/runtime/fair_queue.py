"""The order in which work is started: fair between requests, batched with what can share a call.

Each request is a flow of weighted fair queueing (Demers, Keshav and Shenker, 1989): a unit's tag is the virtual time at
which it would start if every request had its own share of the machine. So a request of one sentence passes a document
of a thousand that came first, and two documents get half the machine each. A unit of bulk work counts as if it cost
`_BULK_COST` times as much and is started near the end of that time instead of its beginning: interactive work goes
before it, but never keeps it from its small share.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from service.errors import StisloError
from service.runtime.ticket import Ticket

_BULK_COST = 16
# Times its real tokens that a batch may have padded. Padding itself is cheap, because an engine is done with a sentence
# when it ends, but the shorter ones of a batch get their answers with the longest.
_MOST_PADDED = 4
# Units that are looked at for one batch. Those that would need too much padding stay where they are.
_LOOK_AHEAD = 512
# Tokens that one worker takes whole though they are more than its part.
_WORTH_SHARING = 64


@dataclass(frozen=True, slots=True)
class Lane:
    """Work that may share a call. Lanes with equal keys are one.

    `call` takes payloads and returns as many outcomes in order; `batch_tokens` is the most padded tokens (longest x
    payloads) worth giving to one call, and a payload that is longer is given alone.
    """

    key: Hashable
    call: Callable[[Sequence[Any]], Sequence[Any]] = field(compare=False)
    batch_tokens: int = field(compare=False)


@dataclass(slots=True, eq=False)
class Unit:
    """The smallest piece of work. `cost` is its length in tokens; `settle` is told its outcome, once. `queued_at` is a
    reading of the clock, `start` the virtual time that the queue gave it.
    """

    lane: Lane
    payload: Any
    cost: int
    ticket: Ticket
    settle: Callable[[Any], None]
    queued_at: float = 0.0
    start: float = 0.0


@dataclass(slots=True)
class _Flow:
    """A request that has units in the queue: its share of the machine, and where its next unit starts."""

    share: float
    next_start: float
    units: int = 0


@dataclass(slots=True)
class _Waiting:
    """The units of one lane, first come first by tag, and their tokens."""

    heap: list[tuple[float, int, Unit]] = field(default_factory=list)
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken out of the queue: units to work on in one call, and units whose request is over, with why."""

    batch: tuple[Unit, ...] = ()
    spent: tuple[tuple[Unit, StisloError], ...] = ()


class FairQueue:
    """Units that wait to be started. Not thread-safe."""

    def __init__(self) -> None:
        self._lanes: dict[Hashable, _Waiting] = {}
        self._flows: dict[Ticket, _Flow] = {}
        self._virtual = 0.0
        self._numbers = count()
        self.units = 0
        self.tokens = 0

    def crowd(self, most: int) -> int:
        """The units that wait, none of a request beyond its first `most`."""
        return sum(min(flow.units, most) for flow in self._flows.values())

    def fullness(self) -> float:
        """How much of the next batch is there: 1 where as much waits as one call takes. 0 where nothing waits."""
        if not self._lanes:
            return 0.0
        lane = self._next()[1]
        return lane.tokens / lane.heap[0][2].lane.batch_tokens

    def push(self, units: Iterable[Unit]) -> None:
        """Queues units, those of one request in the order given."""
        for unit in units:
            flow = self._flows.get(unit.ticket)
            if flow is None:
                share = 1.0 if unit.ticket.priority == "interactive" else 1.0 / _BULK_COST
                flow = self._flows[unit.ticket] = _Flow(share, next_start=self._virtual)
            unit.start = max(self._virtual, flow.next_start)
            flow.next_start = unit.start + unit.cost / flow.share
            tag = flow.next_start - unit.cost
            flow.units += 1
            lane = self._lanes.setdefault(unit.lane.key, _Waiting())
            heapq.heappush(lane.heap, (tag, next(self._numbers), unit))
            lane.tokens += unit.cost
            self.units += 1
            self.tokens += unit.cost

    def pop(self, workers: int = 1, running: int = 0) -> Taken:
        """The next batch: the unit whose turn it is, with others of its lane in their order while they fit.

        It is no more than one of `workers` parts of all the work there is, the `running` tokens included: equal batches
        beside each other get more done than a large one beside a small one. Nothing where nothing waits.
        """
        spent: list[tuple[Unit, StisloError]] = []
        while self._lanes:
            key, lane = self._next()
            batch = self._fill(lane, -(-(lane.tokens + running) // workers), spent)
            if not lane.heap:
                del self._lanes[key]
            if batch:
                active = sum(flow.share for flow in self._flows.values())
                self._virtual = max(self._virtual, batch[0].start) + sum(unit.cost for unit in batch) / active
            for unit in batch:
                self._leave(unit)
            if batch:
                return Taken(tuple(batch), tuple(spent))
        return Taken((), tuple(spent))

    def drain(self) -> list[Unit]:
        """Takes everything out, in no order."""
        units = [unit for lane in self._lanes.values() for _, _, unit in lane.heap]
        self._lanes.clear()
        self._flows.clear()
        self.units = self.tokens = 0
        return units

    def _next(self) -> tuple[Hashable, _Waiting]:
        """The lane of the unit whose turn it is. The caller has seen that there is one."""
        return min(self._lanes.items(), key=lambda item: item[1].heap[0][:2])

    def _fill(self, lane: _Waiting, part: int, spent: list[tuple[Unit, StisloError]]) -> list[Unit]:
        """Takes units that fit one call out of a lane, one at least if one is alive; the others keep their places.

        No more than three quarters of a batch are padding. The dead that were met on the way are added to `spent`.
        """
        limit, part = lane.heap[0][2].lane.batch_tokens, max(_WORTH_SHARING, part)
        batch: list[Unit] = []
        skipped: list[tuple[float, int, Unit]] = []
        longest = tokens = 0
        while lane.heap and len(skipped) < _LOOK_AHEAD and tokens < part and longest * (len(batch) + 1) <= limit:
            entry = heapq.heappop(lane.heap)
            unit = entry[2]
            padded = max(longest, unit.cost) * (len(batch) + 1)
            if (problem := unit.ticket.problem()) is not None:
                self._leave(unit)
                spent.append((unit, problem))
            elif batch and (padded > limit or padded > _MOST_PADDED * (tokens + unit.cost)):
                skipped.append(entry)
                continue
            else:
                batch.append(unit)
                longest, tokens = max(longest, unit.cost), tokens + unit.cost
            lane.tokens -= unit.cost
        for entry in skipped:
            heapq.heappush(lane.heap, entry)
        return batch

    def _leave(self, unit: Unit) -> None:
        """Forgets a unit that was taken out of its lane."""
        self.units -= 1
        self.tokens -= unit.cost
        flow = self._flows[unit.ticket]
        flow.units -= 1
        if not flow.units:
            del self._flows[unit.ticket]
