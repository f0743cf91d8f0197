"""The batcher: work of all requests, for all engines, waits in one queue, and a few threads work it off in batches.

A batch is formed when a thread becomes free, from what has gathered until then, so that batches grow by themselves
under load and a lone request waits for nobody. There are as many threads as the machine computes batches at the same
time, for all models together: more would only share the same cores.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from typing import Annotated, Any

from service.errors import Draining, EngineFailed, Overloaded, StisloError
from service.runtime.fair_queue import FairQueue, Lane, Unit
from service.runtime.pending import Pending
from service.runtime.ticket import Ticket
from service.trail import trail
from service.types import Measure

_log = logging.getLogger(__name__)

# How much the newest batch counts in the mean speed, which tells callers when to come again.
_NEWEST = 0.1
# Parts of the mean time of a batch: how long a free worker waits for more work in all, and without any coming.
_GATHER, _GAP = 0.25, 0.05
# Batches may take seconds where articles are summarized; a sentence does not wait longer for that.
_LONG_BATCH_S = 0.4
# How full a batch is not worth waiting for: its sentences are decoded nearly as fast as those of a full one.
_FULL_ENOUGH = 0.5
_LONGEST_RETRY_S = 60
# Part of the queue's bound that one request counts for at most, so that a book shuts nobody out.
_PART = 16


@dataclass(frozen=True, slots=True)
class BatcherStats:
    """What the batcher did since its start, and what waits now."""

    waiting_units: Annotated[int, Measure("gauge", "Sentences and articles that wait for a model.")] = 0
    waiting_tokens: Annotated[int, Measure("gauge", "Their tokens.")] = 0
    running_batches: Annotated[int, Measure("gauge", "Batches that are being computed.")] = 0
    batches: Annotated[int, Measure("counter", "Batches computed.")] = 0
    units: Annotated[int, Measure("counter", "Sentences and articles in them.")] = 0
    tokens: Annotated[int, Measure("counter", "Source tokens in them.")] = 0
    padding: Annotated[int, Measure("counter", "Tokens that their batches were longer than the texts in them.")] = 0
    failed: Annotated[int, Measure("counter", "Sentences and articles that a model failed on.")] = 0
    dropped: Annotated[int, Measure("counter", "Sentences and articles that nobody waited for any more.")] = 0
    refused: Annotated[int, Measure("counter", "Requests refused because too much was waiting.")] = 0
    busy_s: Annotated[float, Measure("counter", "Seconds that batches took, all workers together.")] = 0.0
    waited_s: Annotated[float, Measure("counter", "Seconds that sentences and articles waited, all together.")] = 0.0


@dataclass(frozen=True, slots=True)
class Order:
    """One piece of work to submit: see `Unit`."""

    lane: Lane
    payload: Any
    cost: int


class Batcher:
    """Runs submitted work in batches. Safe to call from many threads.

    `workers` is asked for when the first work comes in. `max_units` bounds the queue, in which no request counts for
    more than a sixteenth: where it is full new requests are refused, and those that have been let in may finish.
    """

    def __init__(self, workers: Callable[[], int], *, max_units: int = 4096) -> None:
        self._workers = workers
        self._max_units = max_units
        self._queue = FairQueue()
        self._ready = threading.Condition()
        self._threads: list[threading.Thread] = []
        self._idle = 0
        self._running = 0
        self._closed = False
        self._speed = 0.0
        self._mean_s = 0.0
        self._stats = BatcherStats()

    def submit(
        self, orders: Sequence[Order], ticket: Ticket, *, on_done: Callable[[Sequence[Any]], None] | None = None
    ) -> Pending:
        """Queues the orders of one request, the longest first. `on_done` is called with the outcomes, by any thread,
        once everything has ended, also where nobody waits any more; it must be quick.

        Raises Overloaded where the queue is full, Draining after `close`.
        """
        pending = Pending(len(orders), ticket, on_done)
        longest_first = sorted(range(len(orders)), key=lambda index: -orders[index].cost)
        units = [_unit(orders[index], ticket, partial(pending.settle, index)) for index in longest_first]
        with self._ready:
            self._admit(ticket)
            self._start()
            self._queue.push(units)
            ticket.admitted = ticket.admitted or bool(units)
            self._ready.notify(min(len(units), len(self._threads)))
        if not units:
            pending.finish()
        return pending

    def stats(self) -> BatcherStats:
        """What was done, and what waits."""
        with self._ready:
            return replace(
                self._stats,
                waiting_units=self._queue.units,
                waiting_tokens=self._queue.tokens,
                running_batches=len(self._threads) - self._idle,
            )

    def close(self) -> None:
        """Ends the threads after the batches that they are at. What still waits fails with Draining."""
        with self._ready:
            self._closed = True
            left = self._queue.drain()
            self._ready.notify_all()
        for unit in left:
            unit.settle(Draining("The service is shutting down."))
        for thread in self._threads:
            thread.join()

    def _admit(self, ticket: Ticket) -> None:
        if self._closed:
            raise Draining("The service is shutting down.")
        if not ticket.admitted and self._queue.crowd(max(1, self._max_units // _PART)) >= self._max_units:
            self._count(refused=ticket.priority == "interactive")
            seconds = ceil(self._queue.tokens / self._speed) if self._speed else 1
            raise Overloaded(
                f"{self._queue.units} pieces of work are waiting, as many as this server takes on; try again later.",
                retry_after=max(1, min(seconds, _LONGEST_RETRY_S)),
            )

    def _start(self) -> None:
        if self._threads:
            return
        count = self._workers()
        started: list[threading.Thread] = []
        for number in range(count):
            thread = threading.Thread(target=self._work, name=f"batch-{number}", daemon=True)
            try:
                thread.start()
            except RuntimeError as error:
                if not started:
                    raise Overloaded("The system gives no thread to work with; try again later.") from error
                break
            started.append(thread)
        self._threads, self._idle = started, len(started)

    def _work(self) -> None:
        while self._step():
            continue

    def _step(self) -> bool:
        """Works off one batch, of which nothing is held afterwards; False once the batcher is closed."""
        batch = self._take()
        if batch is not None:
            self._measure(batch)
        return batch is not None

    def _take(self) -> Sequence[Unit] | None:
        """Waits for the next batch; None once the batcher is closed."""
        while True:
            with self._ready:
                while not self._queue.units and not self._closed:
                    self._ready.wait()
                self._gather()
                if self._closed:
                    return None
                taken = self._queue.pop(len(self._threads), self._running)
                self._running += sum(unit.cost for unit in taken.batch)
                self._idle -= bool(taken.batch)
                self._count(dropped=len(taken.spent))
            for unit, problem in taken.spent:
                unit.settle(problem)
            if taken.batch:
                return taken.batch

    def _gather(self) -> None:
        """Waits for company as long as it keeps coming. The caller holds the lock.

        Whose answers have just gone out come back with their next question within milliseconds; the last free worker
        that ran off with the first of them would leave the others behind a batch of one. Where another worker is free,
        or no batch is running, nobody waits.
        """
        mean = min(self._mean_s, _LONG_BATCH_S)
        end = time.monotonic() + _GATHER * mean
        known = 0
        while self._last_free() and known < self._queue.units and self._queue.fullness() < _FULL_ENOUGH:
            known = self._queue.units
            pause = min(_GAP * mean, end - time.monotonic())
            if pause <= 0:
                return
            self._ready.wait(pause)

    def _last_free(self) -> bool:
        return self._idle == 1 and len(self._threads) > 1 and not self._closed

    def _measure(self, batch: Sequence[Unit]) -> None:
        """Runs a batch and books what it took."""
        began = time.perf_counter()
        failed = len(batch)
        try:
            failed = _run(batch)
        finally:
            seconds = time.perf_counter() - began
            tokens = sum(unit.cost for unit in batch)
            with self._ready:
                self._idle += 1
                self._running -= tokens
                rate = tokens / max(seconds, 1e-6) * len(self._threads)
                self._speed = rate if not self._speed else self._speed + _NEWEST * (rate - self._speed)
                self._mean_s += _NEWEST * (seconds - self._mean_s)
                self._count(
                    batches=1,
                    units=len(batch),
                    tokens=tokens,
                    padding=max(unit.cost for unit in batch) * len(batch) - tokens,
                    failed=failed,
                    busy_s=seconds,
                    waited_s=sum(began - unit.queued_at for unit in batch),
                )

    def _count(self, **more: float) -> None:
        """Adds to the counters. The caller holds the lock."""
        self._stats = replace(self._stats, **{name: getattr(self._stats, name) + n for name, n in more.items()})


def _unit(order: Order, ticket: Ticket, settle: Callable[[Any], None]) -> Unit:
    return Unit(order.lane, order.payload, order.cost, ticket, settle, time.perf_counter())


def _run(batch: Sequence[Unit]) -> int:
    """Settles every unit of a batch, whatever happens; how many of them with an error.

    Where a call fails its halves are tried, so that what is wrong with one unit is that unit's alone.
    """
    try:
        outcomes = _call(batch)
    except BaseException as error:  # an engine that ends its thread must not end ours
        if len(batch) == 1:
            batch[0].settle(_as_ours(error))
            return 1
        half = len(batch) // 2
        return sum(_run(part) for part in (_living(batch[:half]), _living(batch[half:])) if part)
    for unit, outcome in zip(batch, outcomes, strict=True):
        unit.settle(outcome)
    return 0


def _living(units: Sequence[Unit]) -> list[Unit]:
    """Those that somebody still waits for; the others are settled."""
    living = []
    for unit in units:
        if (problem := unit.ticket.problem()) is None:
            living.append(unit)
        else:
            unit.settle(problem)
    return living


def _call(batch: Sequence[Unit]) -> Sequence[Any]:
    outcomes = batch[0].lane.call([unit.payload for unit in batch])
    if len(outcomes) != len(batch):
        raise EngineFailed(f"The engine gave {len(outcomes)} answers for {len(batch)} texts.")
    return outcomes


def _as_ours(error: BaseException) -> StisloError:
    if isinstance(error, StisloError):
        return error
    _log.error("an engine failed: %s", trail(error))
    return EngineFailed("The model failed on a text; try again, or ask for another engine.")
