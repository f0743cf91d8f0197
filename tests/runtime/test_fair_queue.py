"""Who is next: fair between requests, interactive before bulk, batches of what belongs together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from service.runtime.fair_queue import FairQueue, Lane, Unit
from service.runtime.ticket import Ticket
from tests.text.strategies import law


def lane(key: str = "lane", *, tokens: int = 100) -> Lane:
    return Lane(key, lambda payloads: payloads, tokens)


def units(ticket: Ticket, payloads: Iterable[Any], *, cost: int = 10, where: Lane | None = None) -> list[Unit]:
    return [Unit(where or lane(), payload, cost, ticket, lambda outcome: None) for payload in payloads]


def payloads(batch: Sequence[Unit]) -> list[Any]:
    return [unit.payload for unit in batch]


def drained(queue: FairQueue) -> list[list[Any]]:
    batches = []
    while queue.units:
        batches.append(payloads(queue.pop().batch))
    return batches


def test_requests_share_a_batch_up_to_its_padded_size() -> None:
    queue = FairQueue()
    for number in range(12):
        queue.push(units(Ticket(60), [number]))

    assert drained(queue) == [[*range(10)], [10, 11]]


def test_what_cannot_share_a_call_does_not_share_a_batch() -> None:
    queue = FairQueue()
    for number in range(6):
        queue.push(units(Ticket(60), [number], where=lane("even" if number % 2 == 0 else "odd")))

    assert drained(queue) == [[0, 2, 4], [1, 3, 5]]


def test_a_small_request_passes_a_long_one_that_came_first() -> None:
    queue = FairQueue()
    queue.push(units(Ticket(60), range(100)))
    first = queue.pop().batch
    queue.push(units(Ticket(60), ["late"]))

    assert payloads(first) == [*range(10)]
    assert "late" in payloads(queue.pop().batch)


def test_two_long_requests_get_half_the_machine_each() -> None:
    queue = FairQueue()
    one, other = Ticket(60), Ticket(60)
    queue.push(units(one, ["one"] * 50))
    queue.push(units(other, ["other"] * 50))

    for batch in drained(queue)[:9]:
        assert 4 <= batch.count("one") <= 6


def test_a_stream_of_small_requests_does_not_starve_a_long_one() -> None:
    queue = FairQueue()
    queue.push(units(Ticket(60), ["long"] * 100, where=lane("long", tokens=10)))
    served = []
    for _ in range(200):
        queue.push(units(Ticket(60), ["small"], where=lane("small", tokens=10)))
        served += payloads(queue.pop().batch)

    assert 10 <= served.count("long") <= 40


def test_interactive_work_goes_before_bulk_that_came_first() -> None:
    queue = FairQueue()
    queue.push(units(Ticket(60, priority="bulk"), ["bulk"] * 5, cost=50))
    queue.pop()
    queue.push(units(Ticket(60), ["now"] * 3, cost=50))

    assert drained(queue) == [["now", "now"], ["now", "bulk"], ["bulk", "bulk"]]


def test_bulk_gets_its_small_share_of_a_busy_machine() -> None:
    queue = FairQueue()
    queue.push(units(Ticket(60, priority="bulk"), ["bulk"] * 100, where=lane("bulk", tokens=10)))
    served = []
    for _ in range(200):
        queue.push(units(Ticket(60), ["now"], where=lane("now", tokens=10)))
        served += payloads(queue.pop().batch)

    assert 3 <= served.count("bulk") <= 10


def test_a_batch_is_not_padded_without_end() -> None:
    queue = FairQueue()
    here = lane(tokens=1000)
    for number, cost in enumerate([100, 2, 2, 2, 50, 2, 2]):
        queue.push(units(Ticket(60), [number], cost=cost, where=here))

    assert drained(queue) == [[0, 1, 2, 3, 4, 5], [6]]


def test_a_unit_longer_than_a_batch_goes_alone() -> None:
    queue = FairQueue()
    queue.push(units(Ticket(60), ["long"], cost=500))
    queue.push(units(Ticket(60), ["short"]))

    assert drained(queue) == [["long"], ["short"]]


def test_workers_get_equal_parts_of_the_work() -> None:
    queue = FairQueue()
    queue.push(units(Ticket(60), range(20), where=lane(tokens=1000)))

    assert payloads(queue.pop(2).batch) == [*range(10)]
    assert payloads(queue.pop(2, running=100).batch) == [*range(10, 20)]


def test_no_request_makes_a_crowd() -> None:
    queue = FairQueue()
    queue.push([*units(Ticket(60), range(500)), *units(Ticket(60), range(3))])

    assert (queue.units, queue.crowd(20)) == (503, 23)


def test_what_runs_already_is_counted_in() -> None:
    queue = FairQueue()
    queue.push(units(Ticket(60), range(20), where=lane(tokens=1000)))

    assert len(queue.pop(2, running=20).batch) == 11


def test_the_next_batch_is_as_full_as_what_waits_for_it() -> None:
    queue = FairQueue()
    assert queue.fullness() == 0
    queue.push(units(Ticket(60), range(3)))
    queue.push(units(Ticket(60), range(9), where=lane("later")))
    assert queue.fullness() == 0.3


def test_little_work_is_not_torn_apart() -> None:
    queue = FairQueue()
    queue.push(units(Ticket(60), range(4), where=lane(tokens=1000)))

    assert len(queue.pop(2).batch) == 4


def test_work_that_nobody_waits_for_is_not_handed_out() -> None:
    queue = FairQueue()
    given_up, late, waiting = Ticket(60), Ticket(0), Ticket(60)
    queue.push([*units(given_up, "ab"), *units(late, "c"), *units(waiting, "d")])
    given_up.cancel()

    taken = queue.pop()

    assert payloads(taken.batch) == ["d"]
    assert [(unit.payload, problem.code) for unit, problem in taken.spent] == [
        ("a", "cancelled"),
        ("c", "deadline_exceeded"),
        ("b", "cancelled"),
    ]
    assert (queue.units, queue.tokens) == (0, 0)


costs = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 4), st.sampled_from("xyz")), max_size=60)


@law
@given(costs, st.integers(1, 3))
def test_everything_comes_out_once_and_no_batch_is_too_big(found: list[tuple[int, int, str]], workers: int) -> None:
    queue = FairQueue()
    tickets = [Ticket(60, priority="bulk" if number % 2 else "interactive") for number in range(5)]
    for number, (cost, whose, where) in enumerate(found):
        queue.push(units(tickets[whose], [number], cost=cost, where=lane(where)))
    assert queue.tokens == sum(cost for cost, _, _ in found)

    batches = []
    while queue.units:
        batches.append(queue.pop(workers).batch)

    assert sorted(unit.payload for batch in batches for unit in batch) == [*range(len(found))]
    for batch in batches:
        sizes = [unit.cost for unit in batch]
        assert len({unit.lane for unit in batch}) == 1
        assert len(batch) == 1 or max(sizes) * len(batch) <= min(100, 4 * sum(sizes))
    assert (queue.tokens, queue.pop().batch) == (0, ())
    assert queue.crowd(100) == 0
