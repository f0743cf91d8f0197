"""Which connections are too slow, and which one goes where there are too many."""

from __future__ import annotations

import pytest

from service.web.connections import Awaited, Pace, Waiting, whose_turn_to_go


def test_nobody_is_late_within_the_grace() -> None:
    assert not Pace(10, 8000).is_late(10, 0)


def test_a_byte_now_and_then_is_late_after_the_grace() -> None:
    assert Pace(10, 8000).is_late(10.1, 7)


def test_a_large_body_may_take_long() -> None:
    assert not Pace(10, 8000).is_late(1000, 8_000_000)


def test_where_nobody_waits_nobody_goes() -> None:
    assert whose_turn_to_go([], now=0) is None


def test_the_caller_with_most_connections_gives_the_oldest_one() -> None:
    crowd = [Waiting(number, "a", 100 - number, Awaited.HEADERS) for number in range(3)]
    assert whose_turn_to_go([Waiting(9, "b", 0, Awaited.HEADERS), *crowd], now=200) == 2


@pytest.mark.parametrize(
    ("sooner", "later"), [(Awaited.HEADERS, Awaited.BODY), (Awaited.BODY, Awaited.READING)], ids=lambda each: each.name
)
def test_what_has_cost_more_goes_later(sooner: Awaited, later: Awaited) -> None:
    old, young = Waiting(1, "a", 0, later), Waiting(2, "a", 50, sooner)
    assert whose_turn_to_go([old, young], now=100) == 2
    assert whose_turn_to_go([old], now=100) == 1


def test_who_has_only_just_come_goes_after_those_who_do_not_read() -> None:
    stalled, fresh = Waiting(1, "a", 0, Awaited.READING), Waiting(2, "a", 99.9, Awaited.HEADERS)
    assert whose_turn_to_go([fresh, stalled], now=100) == 1
