"""The batcher, with a gate where a model would be: what runs together, what is isolated, and that everything ends."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from service.errors import Cancelled, DeadlineExceeded, Draining, EngineFailed, Overloaded, StisloError
from service.runtime.batcher import Batcher, Order
from service.runtime.fair_queue import Lane
from service.runtime.pending import Pending
from service.runtime.ticket import Ticket


class Gate:
    """An engine that shouts, batch by batch, when it is let: `entered` counts batches begun, `release` lets one go."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.entered = threading.Semaphore(0)
        self._open = threading.Semaphore(0)

    def __call__(self, payloads: Sequence[str]) -> list[str]:
        self.batches.append(list(payloads))
        self.entered.release()
        assert self._open.acquire(timeout=60)
        return [payload.upper() for payload in payloads]

    def release(self, batches: int = 1) -> None:
        self._open.release(batches)

    def wait(self) -> None:
        """Until one more batch has been begun."""
        assert self.entered.acquire(timeout=60)


def shout(payloads: Sequence[str]) -> list[str]:
    return [payload.upper() for payload in payloads]


def orders(
    payloads: Sequence[str], call: Callable[[Sequence[Any]], Sequence[Any]], *, tokens: int = 100
) -> list[Order]:
    lane = Lane(("lane", id(call)), call, tokens)
    return [Order(lane, payload, 10) for payload in payloads]


Make = Callable[..., Batcher]


@pytest.fixture
def make() -> Iterator[Make]:
    made: list[Batcher] = []

    def batcher(workers: int = 1, **options: Any) -> Batcher:
        made.append(Batcher(lambda: workers, **options))
        return made[-1]

    yield batcher
    for each in made:
        each.close()


def occupy(batcher: Batcher, gate: Gate) -> Pending:
    """Work that keeps the only worker busy until the gate is opened once."""
    pending = batcher.submit(orders(["first"], gate), Ticket(60))
    gate.wait()
    return pending


def test_outcomes_come_in_order_whatever_the_order_of_work(make: Make) -> None:
    lane = Lane("lane", shout, 30)
    work = [Order(lane, letter, cost) for letter, cost in zip("abcdefg", (3, 9, 1, 30, 7, 7, 2), strict=True)]

    assert make().submit(work, Ticket(60)).wait() == list("ABCDEFG")


def test_nothing_to_do_is_done_at_once(make: Make) -> None:
    done: list[Sequence[Any]] = []

    assert make().submit([], Ticket(60), on_done=done.append).wait() == []
    assert done == [[]]


def test_what_gathers_while_the_engine_is_busy_is_one_batch(make: Make) -> None:
    batcher, gate = make(), Gate()
    first = occupy(batcher, gate)
    others = [batcher.submit(orders([letter], gate), Ticket(60)) for letter in "abc"]

    gate.release(2)

    assert [pending.wait() for pending in (first, *others)] == [["FIRST"], ["A"], ["B"], ["C"]]
    assert gate.batches == [["first"], ["a", "b", "c"]]


def test_a_lone_request_waits_for_nobody(make: Make) -> None:
    batcher, gate = make(), Gate()

    pending = batcher.submit(orders(["alone"], gate), Ticket(60))

    gate.wait()  # it has been begun, with nothing else in sight
    gate.release()
    assert pending.wait() == ["ALONE"]


def test_two_workers_share_one_request(make: Make) -> None:
    batcher, gate = make(2), Gate()

    pending = batcher.submit(orders([str(number) for number in range(20)], gate, tokens=1000), Ticket(60))

    gate.wait()
    gate.wait()
    gate.release(2)
    assert pending.wait() == [str(number) for number in range(20)]
    assert sorted(map(len, gate.batches)) == [10, 10]


def test_a_poisoned_item_fails_alone(make: Make) -> None:
    def picky(payloads: Sequence[str]) -> list[str]:
        if "poison" in payloads:
            raise ValueError("no")
        return shout(payloads)

    batcher, gate = make(), Gate()
    occupy(batcher, gate)
    lane = Lane("picky", picky, 1000)
    pending = {
        name: batcher.submit([Order(lane, name, 10)], Ticket(60)) for name in ("a", "b", "poison", "c", "d", "e")
    }
    gate.release()

    with pytest.raises(EngineFailed):
        pending.pop("poison").wait()
    assert [each.wait() for each in pending.values()] == [["A"], ["B"], ["C"], ["D"], ["E"]]
    assert batcher.stats().failed == 1


@pytest.mark.parametrize("answer", [["one too few"], ["one", "too", "many", "of", "them"]])
def test_a_wrong_number_of_answers_is_never_dealt_out(make: Make, answer: list[str]) -> None:
    pending = make().submit(orders(["a", "b"], lambda payloads: answer if len(payloads) > 1 else []), Ticket(60))

    with pytest.raises(EngineFailed, match="0 answers for 1 texts"):
        pending.wait()


def test_an_engine_that_ends_its_thread_does_not_end_the_batcher(make: Make) -> None:
    def quitter(payloads: Sequence[str]) -> list[str]:
        raise SystemExit

    batcher = make()
    with pytest.raises(EngineFailed):
        batcher.submit(orders(["a", "b"], quitter), Ticket(60)).wait()

    assert batcher.submit(orders(["still"], shout), Ticket(60)).wait() == ["STILL"]


def test_an_error_of_ours_is_passed_on_with_its_words(make: Make) -> None:
    def refuse(payloads: Sequence[str]) -> list[str]:
        raise EngineFailed("The text is too long.")

    with pytest.raises(EngineFailed, match="too long"):
        make().submit(orders(["a"], refuse), Ticket(60)).wait()


def test_work_past_its_deadline_is_not_started(make: Make) -> None:
    batcher, gate = make(), Gate()
    first = occupy(batcher, gate)
    late = batcher.submit(orders(["late"], gate), Ticket(0))

    with pytest.raises(DeadlineExceeded):
        late.wait()
    gate.release()
    assert first.wait() == ["FIRST"]
    assert batcher.submit(orders(["next"], shout), Ticket(60)).wait() == ["NEXT"]
    assert gate.batches == [["first"]]
    assert batcher.stats().dropped == 1


def test_who_waits_is_told_at_the_deadline_though_the_engine_is_at_it(make: Make) -> None:
    batcher, gate, done = make(), Gate(), threading.Event()
    pending = batcher.submit(orders(["slow"], gate), Ticket(0.05), on_done=lambda outcomes: done.set())
    gate.wait()

    with pytest.raises(DeadlineExceeded):
        pending.wait()
    assert not done.is_set()  # whoever holds the engine must go on holding it
    gate.release()
    assert done.wait(60)


def test_work_whose_caller_has_left_is_not_started(make: Make) -> None:
    batcher, gate, left = make(), Gate(), threading.Event()
    first = occupy(batcher, gate)
    pending = batcher.submit(orders(["gone"], gate), Ticket(60, gone=left.is_set))
    left.set()
    gate.release()

    with pytest.raises(Cancelled):
        pending.wait()
    assert first.wait() == ["FIRST"]
    assert gate.batches == [["first"]]


def test_a_full_queue_refuses_newcomers_and_says_when_to_come_again(make: Make) -> None:
    batcher, gate = make(max_units=3), Gate()
    known = Ticket(60)
    first = batcher.submit(orders(["first"], gate), known)
    gate.wait()
    waiting = [batcher.submit(orders([letter], gate), Ticket(60)) for letter in "abc"]

    with pytest.raises(Overloaded) as refused:
        batcher.submit(orders(["new"], gate), Ticket(60))
    assert refused.value.retry_after is not None
    assert 1 <= refused.value.retry_after <= 60
    waiting.append(batcher.submit(orders(["d"], gate), known))  # who was let in may finish, with nothing in the queue
    gate.release(2)

    assert [pending.wait() for pending in (first, *waiting)] == [["FIRST"], ["A"], ["B"], ["C"], ["D"]]
    assert batcher.submit(orders(["new"], shout), Ticket(60)).wait() == ["NEW"]
    assert batcher.stats().refused == 1


def test_one_long_request_shuts_nobody_out(make: Make) -> None:
    batcher, gate = make(max_units=32), Gate()
    first = occupy(batcher, gate)
    book = batcher.submit(orders(["x"] * 100, gate, tokens=10_000), Ticket(60))

    sentence = batcher.submit(orders(["y"], gate, tokens=10_000), Ticket(60))
    gate.release(2)

    assert [first.wait(), sentence.wait(), book.wait()] == [["FIRST"], ["Y"], ["X"] * 100]


def test_nothing_is_held_of_a_batch_that_is_done(make: Make) -> None:
    class Payload:
        pass

    payload = Payload()
    seen = weakref.ref(payload)
    batcher = make()
    assert batcher.submit([Order(Lane("lane", list, 10), payload, 1)], Ticket(60)).wait() == [payload]
    batcher.submit(orders(["next"], shout), Ticket(60)).wait()
    del payload
    gc.collect()
    assert seen() is None


def test_closing_finishes_what_runs_and_fails_what_waits(make: Make) -> None:
    batcher, gate = make(), Gate()
    running = occupy(batcher, gate)
    waiting = batcher.submit(orders(["waiting"], gate), Ticket(60))
    closing = threading.Thread(target=batcher.close)
    closing.start()

    with pytest.raises(Draining):
        waiting.wait()
    gate.release()
    closing.join(60)
    assert running.wait() == ["FIRST"]
    with pytest.raises(Draining):
        batcher.submit(orders(["late"], gate), Ticket(60))


def test_what_was_done_is_counted(make: Make) -> None:
    batcher, gate = make(), Gate()
    lane = Lane("lane", gate, 100)
    pending = batcher.submit([Order(lane, "long", 9), Order(lane, "short", 5)], Ticket(60))
    gate.wait()
    waiting = batcher.submit(orders(["x", "y"], shout), Ticket(60))

    during = batcher.stats()
    gate.release()
    pending.wait()
    waiting.wait()

    assert (during.waiting_units, during.waiting_tokens, during.running_batches) == (2, 20, 1)
    after = batcher.stats()
    assert (after.batches, after.units, after.tokens, after.padding) == (2, 4, 34, 4)
    assert (after.waiting_units, after.failed, after.dropped) == (0, 0, 0)
    assert after.busy_s > 0


def test_a_thousand_callers_get_their_own_answers(make: Make) -> None:
    batcher = make(4, max_units=10_000)
    calls: list[int] = []

    def echo(payloads: Sequence[str]) -> list[str]:
        calls.append(len(payloads))
        if "13" in payloads:
            raise ValueError
        return [f"<{payload}>" for payload in payloads]

    def ask(number: int) -> list[str] | StisloError:
        ticket = Ticket(60)
        if number % 7 == 0:
            ticket.cancel()
        try:
            return batcher.submit(orders([f"{number}", f"{number}b"], echo), ticket).wait()
        except StisloError as error:
            return error

    with ThreadPoolExecutor(32) as callers:
        answers = list(callers.map(ask, range(1000)))

    for number, answer in enumerate(answers):
        if number == 13:
            assert isinstance(answer, EngineFailed)
        elif number % 7:
            assert answer == [f"<{number}>", f"<{number}b>"]
        else:
            assert isinstance(answer, Cancelled)
    stats = batcher.stats()
    assert (stats.waiting_units, stats.running_batches) == (0, 0)
    assert stats.units + stats.dropped == 2000
