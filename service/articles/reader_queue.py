"""Whose page or file is read next, so that none waits long for those of others, however long these take.

Nobody knows beforehand what a hostile page will cost. So every job gets a first slice of time, and most are done
within it. One of the readers is kept for first slices: a job that takes longer goes on there only until somebody waits
for it. Then it is put off, and begun again on one of the other readers, where it may take all the time that reading may
take. So whoever comes waits for first slices at most, and nothing is begun more than once for being slow.

Callers take turns. Of each the jobs that look short come first; waiting makes up for size. A caller has at most half of
the readers, and the kept one as long as nobody else wants it.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from operator import itemgetter
from typing import Protocol

from service.errors import Overloaded

_TICK_S = 0.05
# A job that is expected to take so many slices does not try its luck with the first one.
_SLICES_OF_LONG = 4


class ReaderPatience(Protocol):
    """Who says how long it is waited."""

    def check(self) -> None:
        """Raises if nobody waits any more. Called about twenty times a second."""


@dataclass(eq=False, slots=True)
class ReaderTurn:
    """A job on its way through the queue. `reader` is the one that it has, the last being that of first slices."""

    caller: str
    expected_s: float
    came: float
    waits_since: float
    long: bool = False
    reader: int | None = None
    began: float = field(default=0.0)
    put_off: bool = False


class ReaderQueue:
    """Shares `readers` among jobs. Thread-safe.

    With one reader alone there is none to keep, and jobs are done one after the other, short ones first. Jobs that
    have waited for `wait_s` without being begun get Overloaded.
    """

    def __init__(
        self, readers: int, *, slice_s: float, wait_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._readers: list[ReaderTurn | None] = [None] * readers
        self._kept = readers - 1 if readers > 1 else None
        self._most = max(1, readers // 2)
        self._slice_s, self._wait_s, self._clock = slice_s, wait_s, clock
        self._waiting: list[ReaderTurn] = []
        self._begun = count(1)
        self._served: dict[str, int] = {}  # callers that are here, by when they last got a reader
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, caller: str, expected_s: float) -> Iterator[ReaderTurn]:
        """A place in the queue, and whatever reader comes of it, until the block is left."""
        turn = self.join(caller, expected_s)
        try:
            yield turn
        finally:
            self.leave(turn)

    def wait(self, turn: ReaderTurn, patience: ReaderPatience) -> None:
        """Returns when the job has a reader. Raises Overloaded, and what `patience` raises."""
        with self._changed:
            while not self.may_begin(turn):
                patience.check()
                self._changed.wait(_TICK_S)

    def join(self, caller: str, expected_s: float) -> ReaderTurn:
        """A job comes, from `caller`, and looks as if it took so many seconds."""
        long = expected_s >= self._slice_s * _SLICES_OF_LONG
        with self._changed:
            now = self._clock()
            turn = ReaderTurn(caller, expected_s, now, now, long=long)
            self._waiting.append(turn)
            return turn

    def may_begin(self, turn: ReaderTurn) -> bool:
        """Whether the job has a reader now. Raises Overloaded once it has waited too long for one."""
        with self._changed:
            if turn.reader is None:
                self._share()
            if turn.reader is None and self._clock() - turn.waits_since >= self._wait_s:
                raise Overloaded("Too many files and pages wait to be read.", retry_after=self._retry_after())
            return turn.reader is not None

    def must_stop(self, turn: ReaderTurn) -> bool:
        """Whether somebody else needs the reader of a job that has one; then it is to be put `back`."""
        with self._changed:
            return turn.put_off

    def back(self, turn: ReaderTurn) -> None:
        """A job that had to stop waits for a reader again: if it has had its slice, for one where it may stay."""
        with self._changed:
            turn.waits_since = self._clock()
            turn.long = turn.long or turn.waits_since - turn.began >= self._slice_s
            self._free(turn)
            self._waiting.append(turn)

    def leave(self, turn: ReaderTurn) -> None:
        """A job is done with, however it ended."""
        with self._changed:
            if turn in self._waiting:
                self._waiting.remove(turn)
            self._free(turn)
            if all(other.caller != turn.caller for other in [*self._waiting, *filter(None, self._readers)]):
                self._served.pop(turn.caller, None)

    def _free(self, turn: ReaderTurn) -> None:
        if turn.reader is not None:
            self._readers[turn.reader] = None
        turn.reader, turn.put_off = None, False
        self._changed.notify_all()

    def _share(self) -> None:
        """Gives free readers to those that wait, and asks for the kept one if it is overstayed."""
        now = self._clock()
        for turn in self._in_order(now):
            reader = self._reader_for(turn)
            if reader is not None:
                self._waiting.remove(turn)
                self._readers[reader] = turn
                turn.reader, turn.began = reader, now
                self._served[turn.caller] = next(self._begun)
                self._changed.notify_all()
            elif not turn.long:
                self._ask_for_kept(turn, now)

    def _in_order(self, now: float) -> list[ReaderTurn]:
        """Those that wait: one of each caller, the one served longest ago first, then of each the next.

        Among equals the shortest come first. Whoever has readers comes later.
        """
        ahead = Counter(holder.caller for holder in self._readers if holder is not None)
        places: list[tuple[int, int, int, ReaderTurn]] = []
        for turn in sorted(self._waiting, key=lambda waiting: waiting.expected_s - (now - waiting.came)):
            places.append((ahead[turn.caller], self._served.get(turn.caller, 0), len(places), turn))
            ahead[turn.caller] += 1
        return [turn for *_, turn in sorted(places, key=itemgetter(0, 1, 2))]

    def _reader_for(self, turn: ReaderTurn) -> int | None:
        if self._held(turn.caller) < self._most:
            for number, holder in enumerate(self._readers):
                if holder is None and number != self._kept:
                    return number
        kept_is_free = self._kept is not None and self._readers[self._kept] is None
        return self._kept if kept_is_free and not turn.long else None

    def _ask_for_kept(self, turn: ReaderTurn, now: float) -> None:
        holder = self._readers[self._kept] if self._kept is not None else None
        if holder is None:
            return
        if (reader := self._reader_for(holder)) is not None:  # it stays, but elsewhere
            self._readers[reader], self._readers[holder.reader or 0] = holder, None
            holder.reader, holder.put_off = reader, False
            return
        greedy = holder.caller != turn.caller and self._holds(holder.caller) > self._most > self._holds(turn.caller)
        if greedy or now - holder.began >= self._slice_s:
            holder.put_off = True

    def _held(self, caller: str) -> int:
        """How many of the readers where jobs may stay a caller has."""
        return sum(
            holder is not None and holder.caller == caller
            for number, holder in enumerate(self._readers)
            if number != self._kept
        )

    def _holds(self, caller: str) -> int:
        return sum(holder is not None and holder.caller == caller for holder in self._readers)

    def _retry_after(self) -> int:
        return max(1, round(self._wait_s / 2))
