"""A ticket is spent when its time is up, when it is called off, and when nobody waits any more."""

from __future__ import annotations

import threading

import pytest

from service.errors import Cancelled, DeadlineExceeded
from service.runtime.ticket import Ticket


def test_a_fresh_ticket_is_good() -> None:
    ticket = Ticket(60)

    ticket.check()
    assert ticket.problem() is None
    assert 59 < ticket.remaining() <= 60


def test_its_time_runs_out() -> None:
    ticket = Ticket(0)

    with pytest.raises(DeadlineExceeded, match="0 seconds"):
        ticket.check()


def test_it_can_be_called_off() -> None:
    ticket = Ticket(60)

    ticket.cancel()

    with pytest.raises(Cancelled):
        ticket.check()


def test_whoever_cannot_be_asked_has_left_and_the_log_says_why(caplog: pytest.LogCaptureFixture) -> None:
    def gone() -> bool:
        raise OSError("secret")

    assert isinstance(Ticket(60, gone=gone).problem(), Cancelled)
    assert "OSError at " in caplog.text and "secret" not in caplog.text


def test_it_can_be_waited_for_as_long_as_it_is_good() -> None:
    assert 0 < Ticket(60).patience() <= 60
    assert Ticket(0).patience() == 0
    assert threading.Event().wait(Ticket(0).patience()) is False
    assert Ticket(float("inf")).patience() == threading.TIMEOUT_MAX


def test_it_is_spent_once_the_caller_has_left() -> None:
    left = False
    ticket = Ticket(60, gone=lambda: left)
    assert ticket.problem() is None

    left = True

    assert isinstance(ticket.problem(), Cancelled)
