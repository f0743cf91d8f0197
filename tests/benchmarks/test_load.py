"""The load generator: it counts, times and keeps what a server answers, and notices what is lost."""

from __future__ import annotations

import math
import socket
import threading
from typing import Any

import pytest

from benchmarks.load import LEFT, LOST, Call, Load, Reply, closed_loop, open_loop, post
from benchmarks.servers import ask, get
from tests.benchmarks.conftest import Serve


def echo(number: int, path: str, body: Any) -> tuple[int, Any]:
    return 200, body


def test_every_client_has_one_call_under_way_and_every_reply_is_that_of_its_call(serve: Serve) -> None:
    together, most = 0, 0
    guard, all_there = threading.Lock(), threading.Barrier(4)

    def answer(number: int, path: str, body: Any) -> tuple[int, Any]:
        nonlocal together, most
        with guard:
            together += 1
            most = max(most, together)
        if number <= 4:
            all_there.wait(60)
        with guard:
            together -= 1
        return 200, body

    address = serve(answer)
    load = closed_loop(address, [post("/", {"text": f"Ï {n}"}, address) for n in range(10)], 4, most=25)
    assert load.statuses == {200: 25} and most == 4
    assert sorted(reply.call for reply in load.replies) == sorted(n % 10 for n in range(25))
    assert load.wrong(lambda reply: reply.json() == {"text": f"Ï {reply.call}"}) == []
    assert load.rate == pytest.approx(25 / load.seconds)


def test_every_client_gets_its_rounds_however_short_the_time(serve: Serve) -> None:
    address = serve(echo)
    load = closed_loop(address, [post("/", {}, address)], 3, seconds=0, rounds=4)
    assert load.statuses[200] >= 12
    first = sorted(reply.ended for reply in load.replies)[2]
    assert load.window[0] == first
    # What was under way when the sending ended came too late for the window.
    assert load.window[1] <= max(reply.ended for reply in load.replies)
    assert len(load.durations()) == sum(first <= reply.ended <= load.window[1] for reply in load.replies)


def test_a_swapped_answer_is_found(serve: Serve) -> None:
    address = serve(lambda number, path, body: (200, {"text": "0" if number == 3 else body["text"]}))
    calls = [post("/", {"text": str(n)}, address) for n in range(1, 6)]
    load = closed_loop(address, calls, 1, most=5)
    assert [reply.call for reply in load.wrong(lambda r: r.json()["text"] == str(r.call + 1))] == [2]


def test_statuses_are_counted_and_only_good_replies_make_the_rate(serve: Serve) -> None:
    address = serve(lambda number, path, body: (503 if number % 4 == 0 else 200, {}))
    load = closed_loop(address, [post("/", {}, address)], 2, most=20)
    assert load.statuses == {200: 15, 503: 5}
    assert len(load.durations()) == 15 and len(load.durations(503)) == 5


def test_a_call_whose_connection_breaks_is_lost(serve: Serve) -> None:
    address = serve(lambda number, path, body: None if body == {"n": 0} else (200, {}))
    load = closed_loop(address, [post("/", {"n": n}, address) for n in range(3)], 1, most=3)
    assert load.statuses == {LOST: 1, 200: 2}


@pytest.mark.parametrize(("stale_s", "statuses"), [(0.0, {200: 3}), (60.0, {LOST: 1, 200: 2})])
def test_only_a_call_on_a_connection_that_was_idle_for_long_is_begun_again(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, stale_s: float, statuses: dict[int, int]
) -> None:
    monkeypatch.setattr("benchmarks.load.STALE_S", stale_s)
    address = serve(lambda number, path, body: None if number == 2 else (200, {}))
    assert closed_loop(address, [post("/", {}, address)], 1, most=3).statuses == statuses


def test_a_caller_that_leaves_hangs_up_and_is_counted_apart(serve: Serve) -> None:
    gone = threading.Event()
    address = serve(lambda number, path, body: (200, gone.wait(60)))
    load = closed_loop(address, [post("/", {}, address, leave_after=0.05)], 1, most=1)
    gone.set()
    assert load.statuses == {LEFT: 1}


def test_large_bodies_go_both_ways(serve: Serve) -> None:
    address = serve(echo)
    text = "слово " * 400_000
    [reply] = closed_loop(address, [post("/", {"text": text}, address)], 1, most=1).replies
    assert reply.json() == {"text": text}


def test_an_open_loop_sends_on_while_nothing_is_answered(serve: Serve) -> None:
    arrived, enough = [], threading.Event()

    def answer(number: int, path: str, body: Any) -> tuple[int, Any]:
        arrived.append(number)
        if len(arrived) == 20:
            enough.set()
        return 200 if enough.wait(60) else 500, body

    address = serve(answer)
    load = open_loop(address, [post("/", {"n": n}, address) for n in range(7)], 100, 0.2)
    assert load.statuses == {200: 20}
    # The first was due at once and waited for the last, which was due 0.19 s later.
    assert max(load.durations()) >= 0.19


def test_nobody_listening_is_an_error() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        address = silent.getsockname()
        with pytest.raises(ConnectionRefusedError):
            closed_loop(address, [post("/", {}, address)], 1)


def test_an_answer_of_unknown_length_is_an_error() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def work() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n{}")

    thread = threading.Thread(target=work)
    thread.start()
    try:
        with pytest.raises(ValueError, match="length"):
            closed_loop(listener.getsockname(), [Call(b"GET / HTTP/1.1\r\n\r\n")], 1, most=1)
    finally:
        thread.join()
        listener.close()


def test_percentiles_and_rates_are_those_of_the_window() -> None:
    inside = [Reply(0, 200, 1.0, n / 100, b"") for n in range(1, 101)]
    outside = [Reply(0, 200, 0.0, 0.5, b""), Reply(0, 200, 3.0, 9.0, b"")]
    load = Load((*outside, *inside), (1.0, 3.0))
    assert (load.percentile(0.5), load.percentile(0.99), load.rate) == (0.5, 0.99, 50.0)
    assert math.isnan(load.percentile(0.5, status=503))


def test_one_call_can_be_asked_alone(serve: Serve) -> None:
    address = serve(lambda number, path, body: (404, {"path": path}))
    assert ask(address, get("/livez", address)) == (404, b'{"path": "/livez"}')
