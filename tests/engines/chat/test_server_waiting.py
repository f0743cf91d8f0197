"""Nobody waits in vain: time, callers that leave, servers that are silent, and whose turn it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from functools import partial

import pytest

from service.engines.chat.server import ServerBackend
from service.engines.chat.wire.deadline import MOMENT_S, ExchangeDeadline
from service.engines.chat.wire.places import Places
from service.errors import Cancelled, DeadlineExceeded, EngineFailed, Overloaded, StisloError
from service.runtime.ticket import Ticket
from tests.engines.chat.conftest import SAMPLING, TURNS, Connect, answer
from tests.support.chat_server import ChatServer, Manner
from tests.support.chat_speakers import saying

LONG = saying("The bridge opens on Monday. " * 20)
SILENT = [Manner(silent=True), Manner(LONG, stall_at=0), Manner(LONG, stall_at=5)]
PATIENCE_S = 60.0


class Until:
    """Time that is up as soon as something is so."""

    def __init__(self, so: Callable[[], bool]) -> None:
        self._so = so

    def remaining(self) -> float:
        return -1.0 if self._so() else PATIENCE_S

    def problem(self) -> StisloError | None:
        return None


class Seconds:
    """Time and nothing else."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        return self._end - time.monotonic()

    def problem(self) -> StisloError | None:
        return None


def both_see_the_end(server: ChatServer, served: ServerBackend) -> None:
    assert server.wait_for(lambda server: (server.disconnects, server.connections, server.answering) == (1, 0, 0))
    stats = served.stats()
    assert (stats.in_flight, stats.waiting, stats.connections) == (0, 0, 0)


@pytest.mark.parametrize("manner", SILENT, ids=repr)
def test_who_calls_it_off_ends_the_work_of_the_server(
    server: ChatServer, served: ServerBackend, manner: Manner
) -> None:
    server.manner = manner
    ticket = Ticket(PATIENCE_S)

    def call_off() -> None:
        assert server.wait_for(lambda server: server.answering == 1)
        ticket.cancel()

    with ThreadPoolExecutor(1) as other:
        done = other.submit(call_off)
        with pytest.raises(Cancelled):
            list(served.stream(TURNS, SAMPLING, ticket))
        done.result()
    both_see_the_end(server, served)


@pytest.mark.parametrize("manner", [*SILENT, Manner(LONG, piece=1, pause_s=0.02)], ids=repr)
def test_the_deadline_holds_whatever_the_server_does(server: ChatServer, served: ServerBackend, manner: Manner) -> None:
    server.manner = manner
    heard = list[str]()
    least = 0 if manner.silent or manner.stall_at == 0 else 1
    with pytest.raises(DeadlineExceeded):
        heard.extend(served.stream(TURNS, SAMPLING, Until(lambda: server.answering == 1 and len(heard) >= least)))
    both_see_the_end(server, served)


@pytest.mark.parametrize("manner", SILENT, ids=repr)
def test_a_ticket_ends_it_in_its_time(server: ChatServer, served: ServerBackend, manner: Manner) -> None:
    server.manner = manner
    with pytest.raises(DeadlineExceeded):
        answer(served, seconds=0.3)
    assert served.stats().connections == 0


def test_nothing_is_waited_for_longer_than_a_moment() -> None:
    assert ExchangeDeadline(Ticket(PATIENCE_S), PATIENCE_S).moment() == MOMENT_S <= 0.05


def test_the_deadline_is_that_of_each_request(server: ChatServer, served: ServerBackend) -> None:
    answer(served)
    server.manner = Manner(silent=True)
    with pytest.raises(DeadlineExceeded):
        list(served.stream(TURNS, SAMPLING, Until(lambda: server.answering == 1)))
    assert (server.accepted, served.stats().connections) == (1, 0)


def test_a_patience_that_only_counts_seconds_is_enough(server: ChatServer, served: ServerBackend) -> None:
    server.manner = Manner(silent=True)
    with pytest.raises(DeadlineExceeded):
        list(served.stream(TURNS, SAMPLING, Seconds(0.1)))


@pytest.mark.parametrize("manner", SILENT, ids=repr)
def test_a_silent_server_is_given_up(server: ChatServer, connect: Connect, manner: Manner) -> None:
    server.manner = manner
    served = connect(chat_timeout_s=0.2)
    with pytest.raises(EngineFailed, match="silent for too long"):
        answer(served)
    assert served.stats().retries == 0
    both_see_the_end(server, served)


def test_a_slow_server_is_not_a_silent_one(server: ChatServer, connect: Connect) -> None:
    server.manner = Manner(saying("abcdefghijkl"), piece=1, pause_s=0.15)
    assert answer(connect(chat_timeout_s=1.5)) == "abcdefghijkl"


def test_a_closed_iterator_closes_the_connection(server: ChatServer, served: ServerBackend) -> None:
    server.manner = Manner(LONG, stall_at=5)
    pieces = served.stream(TURNS, SAMPLING, Ticket(PATIENCE_S))
    with closing(pieces):
        next(pieces)
        assert served.stats().in_flight == 1
    both_see_the_end(server, served)


def test_a_forgotten_iterator_closes_the_connection(server: ChatServer, served: ServerBackend) -> None:
    server.manner = Manner(LONG, stall_at=5)
    next(served.stream(TURNS, SAMPLING, Ticket(PATIENCE_S)))
    both_see_the_end(server, served)


@pytest.mark.parametrize("done", [True, False])
def test_a_server_that_does_not_close_a_whole_answer_is_not_waited_for(
    server: ChatServer, connect: Connect, monkeypatch: pytest.MonkeyPatch, done: bool
) -> None:
    monkeypatch.setattr("service.engines.chat.server.AFTER_THE_END_S", 0.1)
    served = connect()
    end = b'data: {"choices": [{"delta": {"content": "whole"}, "finish_reason": "stop"}]}\n\n'
    server.manner = Manner(raw=end + b"data: [DONE]\n\n" * done, hangs=True)
    assert answer(served) == "whole"
    both_see_the_end(server, served)


def test_no_more_than_is_allowed_are_under_way(server: ChatServer, connect: Connect) -> None:
    server.manner = Manner(saying("abcdefghijklmnopqrstuvwxyz"), piece=2, pause_s=0.01)
    served = connect(chat_concurrency=3)
    with ThreadPoolExecutor(20) as callers:
        answers = list(callers.map(lambda _: answer(served), range(20)))
    assert set(answers) == {"abcdefghijklmnopqrstuvwxyz"}
    assert server.most_answering == 3
    assert server.accepted == 3
    assert served.stats().connections == 3


def test_a_full_queue_refuses_at_once(server: ChatServer, connect: Connect) -> None:
    server.manner = Manner(silent=True)
    served = connect(chat_concurrency=1)
    tickets = [Ticket(PATIENCE_S) for _ in range(9)]

    def ask(ticket: Ticket) -> None:
        with suppress(Cancelled):
            list(served.stream(TURNS, SAMPLING, ticket))

    with ThreadPoolExecutor(9) as callers:
        for ticket in tickets:
            callers.submit(ask, ticket)
        assert eventually(lambda: served.stats().waiting == 8)
        with pytest.raises(Overloaded) as raised:
            answer(served)
        assert raised.value.retry_after
        for ticket in tickets:
            ticket.cancel()
    stats = served.stats()
    assert (stats.in_flight, stats.waiting) == (0, 0)


def test_places_go_to_whoever_has_waited_longest() -> None:
    places, order = Places(1, 10), list[int]()
    held = places.one(ExchangeDeadline(Ticket(PATIENCE_S), 20))
    held.__enter__()

    def queue(number: int) -> None:
        with places.one(ExchangeDeadline(Ticket(PATIENCE_S), 20)):
            order.append(number)

    def waiting(many: int) -> bool:
        return places.waiting == many

    threads = [threading.Thread(target=queue, args=(number,)) for number in range(8)]
    for number, thread in enumerate(threads):
        thread.start()
        assert eventually(partial(waiting, number + 1))
    held.__exit__(None, None, None)
    for thread in threads:
        thread.join()
    assert order == list(range(8))
    assert (places.taken, places.waiting) == (0, 0)


def test_who_leaves_the_queue_takes_no_place_along() -> None:
    places = Places(1, 10)
    with (
        places.one(ExchangeDeadline(Ticket(PATIENCE_S), 20)),
        pytest.raises(DeadlineExceeded),
        places.one(ExchangeDeadline(Ticket(0.1), 20)),
    ):
        raise AssertionError("there was no place")
    with places.one(ExchangeDeadline(Ticket(PATIENCE_S), 20)):
        assert (places.taken, places.waiting) == (1, 0)
    assert places.taken == 0


def eventually(so: Callable[[], bool]) -> bool:
    """Whether it is so within a minute."""
    end = time.monotonic() + 60
    while not so() and time.monotonic() < end:
        threading.Event().wait(0.005)
    return so()
