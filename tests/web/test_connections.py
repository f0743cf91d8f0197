"""Which connections are too slow, and which one goes where there are too many."""

from __future__ import annotations

from service.web.connections import Pace, Waiting, whose_turn_to_go


def test_nobody_is_late_within_the_grace() -> None:
    assert not Pace(10, 8000).is_late(10, 0)


def test_a_byte_now_and_then_is_late_after_the_grace() -> None:
    assert Pace(10, 8000).is_late(10.1, 7)


def test_a_large_body_may_take_long() -> None:
    assert not Pace(10, 8000).is_late(1000, 8_000_000)


def test_where_nobody_waits_nobody_goes() -> None:
    assert whose_turn_to_go([]) is None


def test_the_caller_with_most_connections_gives_one() -> None:
    crowd = [Waiting(number, "a", since=100 - number, has_headers=False) for number in range(3)]
    assert whose_turn_to_go([Waiting(9, "b", since=0, has_headers=False), *crowd]) == 2


def test_bodies_that_have_begun_go_last() -> None:
    uploading = Waiting(1, "a", since=0, has_headers=True)
    idle = Waiting(2, "a", since=50, has_headers=False)
    assert whose_turn_to_go([uploading, idle]) == 2
    assert whose_turn_to_go([uploading]) == 1
