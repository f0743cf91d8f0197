"""Room that is reserved before anything is read."""

from __future__ import annotations

import pytest

from service.errors import Overloaded, TooLarge
from service.room import Room


def test_all_callers_share_the_room_and_one_has_half_of_it() -> None:
    room = Room(100, largest=10)
    mine, more, others = room.place("a"), room.place("a"), room.place("b")
    mine.grow_to(40)
    with pytest.raises(Overloaded) as refusal:
        more.grow_to(11)
    assert refusal.value.retry_after
    more.grow_to(10)
    others.grow_to(50)
    with pytest.raises(Overloaded):
        room.place("c").grow_to(1)
    assert (room.stats().reserved_bytes, room.stats().limit_bytes, room.stats().refused) == (100, 100, 2)


def test_the_largest_thing_fits_a_share_and_what_never_fits_is_told_so() -> None:
    room = Room(100, largest=80)
    room.place("a").grow_to(80)
    with pytest.raises(Overloaded):
        room.place("b").grow_to(100)
    with pytest.raises(TooLarge):
        room.place("b").grow_to(101)


def test_a_place_grows_and_comes_back_once() -> None:
    room = Room(100, largest=100)
    place = room.place("a")
    for size in (10, 30, 20):
        place.grow_to(size)
    assert room.reserved == 30
    with pytest.raises(TooLarge):
        place.grow_to(200)
    assert room.reserved == 30
    place.release()
    place.release()
    assert room.reserved == 0
    room.place("b").grow_to(100)
