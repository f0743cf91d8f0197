"""A thousand requests that go wrong leave nothing behind."""

from __future__ import annotations

import gc
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psutil
import pytest

from service.engines.chat.backend import Sampling, Truncated
from service.engines.chat.server import ServerBackend
from service.engines.chat.wire import retries
from service.errors import StisloError
from service.runtime.ticket import Ticket
from tests.engines.chat.conftest import TURNS, Connect
from tests.support.chat_server import ChatServer, Manner
from tests.support.chat_speakers import chatty, echo, saying, thinking

REQUESTS = 1000
LONG = saying("The bridge opens on Monday. " * 10)
MANNERS = [
    Manner(echo),
    Manner(chatty(echo)),
    Manner(thinking(echo), thought="Well."),
    Manner(LONG, content="nulls"),
    Manner(LONG, finish="length"),
    Manner(LONG, finish="tool_calls"),
    Manner(LONG, finish=None),
    Manner(LONG, done=False),
    Manner(LONG, stall_at=3),
    Manner(LONG, cut_at=3),
    Manner(LONG, half_at=3),
    Manner(LONG, reports=3),
    Manner(LONG, piece=1, pause_s=0.002),
    Manner(LONG, giant=2_000_000, finish=None),
    Manner(LONG, endless=True),
    Manner(silent=True),
    Manner(drop=True),
    Manner(raw=b"data: {"),
    Manner(raw=b"data: \xff\n\n"),
    Manner(status=400),
    Manner(status=401),
    Manner(status=429, retry_after="0"),
    Manner(status=500),
    Manner(status=503, retry_after="60"),
]


def one(served: ServerBackend, number: int) -> str:
    """One request, given up in the middle now and then; says how it ended."""
    dice = random.Random(number)
    ticket = Ticket(dice.choice([0.01, 0.05, 5.0, 5.0]))
    pieces = served.stream(TURNS, Sampling(max_tokens=64), ticket)
    try:
        with closing(pieces):
            for count, _ in enumerate(pieces):
                if dice.random() < 0.02:
                    ticket.cancel()
                if count == 2 and dice.random() < 0.1:
                    return "closed"
    except (StisloError, Truncated) as error:
        return type(error).__name__
    return "whole"


@pytest.mark.timeout(600)
def test_a_thousand_faults_leave_nothing_behind(
    server: ChatServer, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "_FIRST_PAUSE_S", 0.01)
    gc.collect()
    process = psutil.Process()
    threads, descriptors = threading.active_count(), process.num_fds()
    server.then(*(MANNERS[number % len(MANNERS)] for number in range(2 * REQUESTS)))
    served = connect(chat_timeout_s=0.1, chat_concurrency=12)
    with ThreadPoolExecutor(16) as callers:
        ends = Counter(callers.map(lambda number: one(served, number), range(REQUESTS)))
    assert ends.total() == REQUESTS
    assert ends.keys() >= {"whole", "closed", "Truncated", "EngineFailed", "Overloaded", "ModelUnusable", "Cancelled"}
    stats = served.stats()
    assert (stats.requests, stats.in_flight, stats.waiting) == (REQUESTS, 0, 0)
    assert stats.failures == REQUESTS - ends["whole"]
    assert server.wait_for(lambda server: server.answering == 0)
    assert server.wait_for(lambda server: server.connections == stats.connections)
    served.close()
    assert served.stats().connections == 0
    assert server.wait_for(lambda server: server.connections == 0)
    for thread in threading.enumerate():
        if "process_request" in thread.name:  # the server's own, on their way out
            thread.join(60)
    gc.collect()
    assert process.num_fds() == descriptors
    assert threading.active_count() == threads


def test_a_server_that_is_killed_takes_nothing_along(server: ChatServer, connect: Connect) -> None:
    server.manner = Manner(LONG, piece=1, pause_s=0.01)
    served = connect(chat_concurrency=8)
    with ThreadPoolExecutor(8) as callers:
        answers = [callers.submit(one, served, number) for number in range(8)]
        assert server.wait_for(lambda server: server.answering > 0)
        server.stop()
        ends = Counter(answer.result() for answer in answers)
    assert ends.keys() <= {"BrokenOff", "EngineFailed", "ModelUnreachable", "DeadlineExceeded", "Cancelled", "closed"}
    stats = served.stats()
    assert (stats.in_flight, stats.waiting, stats.connections) == (0, 0, 0)
