"""The queue for readers: nobody waits for long jobs of others, and long jobs are done all the same. By a fake clock."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import pytest

from service.articles.reader_queue import ReaderQueue, ReaderTurn
from service.errors import Overloaded

SLICE_S, WAIT_S, TICK_S = 0.25, 20.0, 0.05


@dataclass(eq=False)
class Doing:
    """A job that takes `needs_s` of a reader at a stretch."""

    turn: ReaderTurn
    needs_s: float
    had_s: float = 0.0
    began_at: list[float] = field(default_factory=list)
    done_at: float | None = None
    refused_at: float | None = None

    @property
    def over(self) -> bool:
        return self.done_at is not None or self.refused_at is not None


class Readers:
    """The queue, and jobs that go through it as `Sandbox` leads them, tick by tick."""

    def __init__(self, readers: int) -> None:
        self.now = 0.0
        self.queue = ReaderQueue(readers, slice_s=SLICE_S, wait_s=WAIT_S, clock=lambda: self.now)
        self.jobs: list[Doing] = []
        self.most: dict[str, int] = {}

    def come(self, caller: str, needs_s: float, expected_s: float = 0.1) -> Doing:
        self.jobs.append(Doing(self.queue.join(caller, expected_s), needs_s))
        return self.jobs[-1]

    def run(self, seconds: float = 10_000.0) -> None:
        """Until all jobs are over, or for so long."""
        end = self.now + seconds
        while self.now < end and not all(job.over for job in self.jobs):
            for job in self.jobs:
                if not job.over:
                    self._step(job)
            self.now += TICK_S

    def reading(self) -> list[Doing]:
        return [job for job in self.jobs if not job.over and job.turn.reader is not None]

    def _step(self, job: Doing) -> None:
        if job.turn.reader is None:
            try:
                self.queue.may_begin(job.turn)
            except Overloaded as error:
                assert error.retry_after
                job.refused_at = self.now
                self.queue.leave(job.turn)
                return
        if job.turn.reader is None:
            return
        if not job.had_s:
            job.began_at.append(self.now)
        if self.queue.must_stop(job.turn):
            job.had_s = 0.0
            self.queue.back(job.turn)
            return
        job.had_s += TICK_S
        if job.had_s >= job.needs_s:
            job.done_at = self.now
            self.queue.leave(job.turn)


@pytest.mark.parametrize("readers", [2, 3, 4, 8])
@pytest.mark.parametrize("same_caller", [True, False])
def test_a_small_job_waits_for_first_slices_only(readers: int, same_caller: bool) -> None:
    room = Readers(readers)
    slow = [room.come("a" if same_caller else f"a{number}", 10) for number in range(8)]
    small = room.come("a" if same_caller else "b", 0.1)
    room.run(30)
    assert small.done_at is not None
    assert small.done_at <= (len(slow) + 1) * (SLICE_S + 3 * TICK_S)


@pytest.mark.parametrize("readers", [2, 4])
def test_once_slow_jobs_have_had_their_slice_a_small_one_is_served_at_once(readers: int) -> None:
    room = Readers(readers)
    for number in range(8):
        room.come(f"a{number}", 10)
    room.run(15)
    for _ in range(20):
        small = room.come("b", 0.1)
        room.run(0.5)
        assert small.done_at is not None
        assert small.done_at - small.turn.came <= 0.1 + 3 * TICK_S


def test_another_caller_does_not_wait_for_the_slices_of_one() -> None:
    room = Readers(2)
    for _ in range(30):
        room.come("a", 10)
    room.run(0.1)
    small = room.come("b", 0.1)
    room.run(1)
    assert small.done_at is not None
    assert small.done_at - small.turn.came <= 0.1 + 4 * TICK_S


@pytest.mark.parametrize("readers", [1, 2, 4, 7])
def test_a_caller_has_at_most_half_of_the_readers_once_others_want_them(readers: int) -> None:
    room = Readers(readers)
    for _ in range(20):
        room.come("a", 9)
    room.run(5)
    for _ in range(20):
        room.come("b", 9)
    room.run(1)
    held = [job.turn.caller for job in room.reading()]
    assert held.count("a") <= max(1, readers // 2)
    assert len(held) <= readers


def test_nothing_starves_and_nothing_is_begun_more_than_twice() -> None:
    room = Readers(2)
    slow = [room.come("a", 5), room.come("b", 5)]
    for number in range(300):
        room.come(f"c{number % 7}", 0.1)
        room.run(0.1)
    room.run()
    assert all(job.done_at is not None for job in slow)
    assert max(len(job.began_at) for job in slow) <= 2
    assert all(job.refused_at is None for job in room.jobs)


def test_who_waits_too_long_is_told_to_come_again() -> None:
    room = Readers(2)
    jobs = [room.come("a", 10) for _ in range(12)]
    room.run()
    done = [job for job in jobs if job.done_at is not None]
    refused = [job for job in jobs if job.refused_at is not None]
    assert len(done) >= 3
    assert refused
    assert all(job.over for job in jobs)


def test_short_ones_come_first_but_waiting_makes_up_for_size() -> None:
    queue, clock = _one_reader()
    large, small = queue.join("a", 8.0), queue.join("a", 0.5)
    assert not queue.may_begin(large)
    assert queue.may_begin(small)
    queue.leave(small)
    clock[0] = 10.0
    late = queue.join("a", 0.1)
    assert not queue.may_begin(late)
    assert queue.may_begin(large)


def _one_reader() -> tuple[ReaderQueue, deque[float]]:
    clock = deque([0.0])
    return ReaderQueue(1, slice_s=SLICE_S, wait_s=WAIT_S, clock=lambda: clock[0]), clock


def test_callers_take_turns() -> None:
    queue, _ = _one_reader()
    first = [queue.join("a", 0.1) for _ in range(3)]
    others = [queue.join("b", 0.2), queue.join("c", 0.3)]
    order = []
    waiting = [*first, *others]
    while waiting:
        turn = next(turn for turn in waiting if queue.may_begin(turn))
        order.append(turn.caller)
        waiting.remove(turn)
        queue.leave(turn)
    assert order == ["a", "b", "c", "a", "a"]


def test_what_looks_long_leaves_the_kept_reader_alone() -> None:
    room = Readers(2)
    large = [room.come(f"a{number}", 5, expected_s=5) for number in range(2)]
    room.run(1)
    assert [job.turn.reader for job in large] == [0, None]
    small = room.come("b", 0.1)
    room.run(0.5)
    assert small.done_at is not None
    room.run()
    assert all(job.done_at is not None and len(job.began_at) == 1 for job in large)


def test_a_job_that_left_is_forgotten() -> None:
    queue, _ = _one_reader()
    first, second, third = (queue.join("a", 0.1) for _ in range(3))
    assert queue.may_begin(first)
    queue.leave(second)
    queue.leave(first)
    assert queue.may_begin(third)
