"""What is asked for by several at once is computed once, and whatever becomes of it, nobody waits for ever."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from service.errors import DeadlineExceeded, EngineFailed, FieldError, StisloError, Unavailable
from service.runtime.flight import Flight
from service.runtime.ticket import Ticket

A, B, C = b"a", b"b", b"c"
LONG = 30.0


class Watched(Ticket):
    """Says when somebody has begun to wait under it."""

    def __init__(self, seconds: float = LONG) -> None:
        super().__init__(seconds)
        self.waiting = threading.Event()

    def remaining(self) -> float:
        self.waiting.set()
        return super().remaining()


class Gated:
    """A computation that begins, waits until it is let on, and ends with `outcome`; later calls end at once."""

    def __init__(self, outcome: BaseException | str = "value", *later: BaseException | str) -> None:
        self.outcomes = [outcome, *later]
        self.begun, self.gate = threading.Event(), threading.Event()
        self.calls: list[Sequence[bytes]] = []
        self._guard = threading.Lock()

    def __call__(self, keys: Sequence[bytes]) -> Sequence[str]:
        with self._guard:
            self.calls.append(keys)
            outcome = self.outcomes[min(len(self.calls), len(self.outcomes)) - 1]
        self.begun.set()
        assert self.gate.wait(LONG)
        if isinstance(outcome, BaseException):
            raise outcome
        return [f"{outcome} {key.decode()}" for key in keys]


def unused(keys: Sequence[bytes]) -> Sequence[str]:
    raise AssertionError("nobody should compute this")


class Crowd:
    """Callers in threads of their own; `join` adds one and returns once it waits for somebody else."""

    def __init__(self, flight: Flight[str]) -> None:
        self.flight = flight
        self.executor = ThreadPoolExecutor(64)

    def lead(self, keys: Sequence[bytes], compute: Gated, deadline: Ticket | None = None) -> Future[list[str]]:
        future = self.executor.submit(self.flight.run, keys, compute, deadline or Ticket(LONG))
        assert compute.begun.wait(LONG)
        return future

    def join(
        self, keys: Sequence[bytes], compute: Callable[[Sequence[bytes]], Sequence[str]], seconds: float = LONG
    ) -> Future[list[str]]:
        deadline = Watched(seconds)
        future = self.executor.submit(self.flight.run, keys, compute, deadline)
        assert deadline.waiting.wait(LONG)
        return future


@pytest.fixture
def flight() -> Flight[str]:
    return Flight("test")


@pytest.fixture
def crowd(flight: Flight[str]) -> Any:
    crowd = Crowd(flight)
    yield crowd
    crowd.executor.shutdown()
    assert flight.stats().in_flight == 0


def test_one_computes_and_all_get_it(flight: Flight[str], crowd: Crowd) -> None:
    compute = Gated()
    leader = crowd.lead([A], compute)
    followers = [crowd.join([A], unused) for _ in range(20)]
    assert flight.stats().in_flight == 1
    compute.gate.set()
    assert [each.result(LONG) for each in [leader, *followers]] == [["value a"]] * 21
    assert len(compute.calls) == 1
    assert flight.stats().shared == 20


def test_who_comes_later_computes_anew(flight: Flight[str]) -> None:
    assert flight.run([A], lambda keys: ["first"], Ticket(LONG)) == ["first"]
    assert flight.run([A], lambda keys: ["second"], Ticket(LONG)) == ["second"]
    assert flight.stats().shared == 0


def test_only_what_nobody_else_computes_is_computed_and_the_order_is_kept(crowd: Crowd) -> None:
    first, second = Gated("first"), Gated("second")
    second.gate.set()
    leader = crowd.lead([B], first)
    other = crowd.join([A, B, C], second)
    assert second.calls == [[A, C]]
    first.gate.set()
    assert leader.result(LONG) == ["first b"]
    assert other.result(LONG) == ["second a", "first b", "second c"]


def test_callers_that_want_each_others_keys_do_not_wait_in_a_circle(crowd: Crowd) -> None:
    first, second = Gated("first"), Gated("second")
    one = crowd.lead([A, B], first)
    two = crowd.lead([C, A], second)
    three = crowd.join([B, C], unused)
    second.gate.set()
    first.gate.set()
    assert one.result(LONG) == ["first a", "first b"]
    assert two.result(LONG) == ["second c", "first a"]
    assert three.result(LONG) == ["first b", "second c"]


@pytest.mark.parametrize("failure", [DeadlineExceeded("Mine."), ValueError("no"), KeyboardInterrupt(), SystemExit()])
def test_where_the_leader_fails_for_its_own_sake_one_follower_leads(crowd: Crowd, failure: BaseException) -> None:
    compute = Gated(failure)
    again = Gated("again")
    leader = crowd.lead([A], compute)
    followers = [crowd.join([A], again) for _ in range(8)]
    compute.gate.set()
    again.gate.set()
    assert type(leader.exception(LONG)) is type(failure)
    assert [each.result(LONG) for each in followers] == [["again a"]] * 8


def test_a_new_leader_may_fail_in_turn_and_the_rest_still_get_a_value(crowd: Crowd) -> None:
    compute = Gated(DeadlineExceeded("One."), DeadlineExceeded("Two."), DeadlineExceeded("Three."), "value")
    leader = crowd.lead([A], compute)
    followers = [crowd.join([A], compute) for _ in range(6)]
    compute.gate.set()
    outcomes = [each.exception(LONG) for each in [leader, *followers]]
    assert sum(isinstance(each, DeadlineExceeded) for each in outcomes) == 3
    assert [each.result() for each in followers if each.exception() is None] == [["value a"]] * 4


@pytest.mark.parametrize(
    "failure",
    [EngineFailed("No."), Unavailable("Full.", retry_after=7), StisloError("X.", errors=[FieldError("text", "y")])],
)
def test_what_is_wrong_with_the_work_itself_is_everybodys_error(crowd: Crowd, failure: StisloError) -> None:
    compute = Gated(failure)
    leader = crowd.lead([A], compute)
    followers = [crowd.join([A], unused) for _ in range(3)]
    compute.gate.set()
    assert leader.exception(LONG) is failure
    for follower in followers:
        error = follower.exception(LONG)
        assert isinstance(error, type(failure)) and error is not failure
        assert (error.detail, error.errors, error.retry_after) == (failure.detail, failure.errors, failure.retry_after)


def test_an_error_of_several_keys_is_nobodys_in_particular(crowd: Crowd) -> None:
    compute = Gated(EngineFailed("One of them."))
    leader = crowd.lead([A, B], compute)
    again = Gated("again")
    again.gate.set()
    follower = crowd.join([A], again)
    compute.gate.set()
    assert isinstance(leader.exception(LONG), EngineFailed)
    assert follower.result(LONG) == ["again a"]


def test_a_follower_whose_time_is_up_does_not_wait_and_harms_nobody(crowd: Crowd) -> None:
    compute = Gated()
    leader = crowd.lead([A], compute)
    hasty = crowd.join([A], unused, seconds=0.01)
    patient = crowd.join([A], unused)
    assert isinstance(hasty.exception(LONG), DeadlineExceeded)
    compute.gate.set()
    assert leader.result(LONG) == patient.result(LONG) == ["value a"]


def test_a_value_that_is_its_callers_alone_is_not_shared() -> None:
    flight: Flight[str] = Flight("test", shareable=lambda value: not value.startswith("partial"))
    crowd = Crowd(flight)
    compute, again = Gated("partial"), Gated("whole")
    again.gate.set()
    leader = crowd.lead([A], compute)
    follower = crowd.join([A], again)
    compute.gate.set()
    assert leader.result(LONG) == ["partial a"]
    assert follower.result(LONG) == ["whole a"]
    crowd.executor.shutdown()


def test_too_few_values_are_an_error_of_the_leader_alone(crowd: Crowd, flight: Flight[str]) -> None:
    with pytest.raises(ValueError):
        flight.run([A, B], lambda keys: ["one"], Ticket(LONG))
    assert flight.run([A, B], lambda keys: ["one", "two"], Ticket(LONG)) == ["one", "two"]


def test_in_a_crowd_that_fails_at_random_everybody_gets_an_answer(crowd: Crowd, flight: Flight[str]) -> None:
    keys = [bytes([number]) for number in range(6)]

    def caller(seed: int) -> int:
        chance = random.Random(seed)
        served = 0
        for _ in range(40):
            wanted = chance.sample(keys, chance.randint(1, len(keys)))

            def compute(missing: Sequence[bytes]) -> Sequence[str]:
                if chance.random() < 0.3:
                    raise chance.choice([DeadlineExceeded("Mine."), EngineFailed("Broken."), ValueError("no")])
                return [f"value {key[0]}" for key in missing]

            try:
                values = flight.run(wanted, compute, Ticket(LONG))
            except (StisloError, ValueError):
                continue
            assert values == [f"value {key[0]}" for key in wanted]
            served += 1
        return served

    futures = [crowd.executor.submit(caller, seed) for seed in range(16)]
    assert all(future.result(60) > 5 for future in futures)
