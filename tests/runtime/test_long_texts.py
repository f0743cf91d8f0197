"""Long texts take turns; short ones do not wait."""

from __future__ import annotations

import threading

import pytest

from service.errors import Cancelled, DeadlineExceeded
from service.runtime.long_texts import LONG, LongTexts
from service.runtime.ticket import Ticket


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def begin(turns: LongTexts, order: list[str], name: str, characters: int, end: threading.Event) -> threading.Thread:
    def work() -> None:
        with turns.turn(characters, Ticket(30)):
            order.append(name)
            end.wait(60)

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def eventually(so: object) -> None:
    for _ in range(1000):
        if so():  # type: ignore[operator]
            return
        threading.Event().wait(0.01)
    raise AssertionError("it did not happen")


def test_a_short_text_waits_for_nobody() -> None:
    turns = LongTexts()
    with turns.turn(10 * LONG, Ticket(30)), turns.turn(LONG - 1, Ticket(30)):
        pass


def test_the_shortest_goes_first_but_not_before_those_that_have_waited_long() -> None:
    clock, order, end = Clock(), list[str](), threading.Event()
    turns = LongTexts(clock)
    threads = [begin(turns, order, "first", LONG, end)]
    eventually(lambda: order == ["first"])
    for after_s, name, characters in ((0, "book", 50 * LONG), (1, "article", 2 * LONG), (60, "late", LONG)):
        clock.now = after_s
        known = len(turns._waiting)
        threads.append(begin(turns, order, name, characters, end))
        eventually(lambda known=known: len(turns._waiting) == known + 1)
    end.set()
    for thread in threads:
        thread.join(60)
    assert order == ["first", "article", "book", "late"]


def test_who_gives_up_leaves_the_row_and_an_error_ends_a_turn() -> None:
    turns = LongTexts()
    with turns.turn(LONG, Ticket(30)):
        with pytest.raises(DeadlineExceeded), turns.turn(LONG, Ticket(0.01)):
            raise AssertionError("it is not its turn")
        gone = Ticket(30)
        gone.cancel()
        with pytest.raises(Cancelled), turns.turn(LONG, gone):
            raise AssertionError("it is not its turn")
    with pytest.raises(ZeroDivisionError), turns.turn(LONG, Ticket(30)):
        raise ZeroDivisionError
    with turns.turn(LONG, Ticket(30)):
        assert not turns._waiting
