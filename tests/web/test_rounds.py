"""Who has a turn when more sockets are ready than a round has time for."""

from __future__ import annotations

import select
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from waitress.channel import HTTPChannel

from service.web import rounds
from service.web.rounds import Rounds, in_turn

pytestmark = pytest.mark.skipif(not hasattr(select, "poll") or sys.platform == "win32", reason="there is no poll")


class Ready:
    """Always ready to be read; notes its turns."""

    accepting = False

    def __init__(self, turns: list[int], number: int) -> None:
        self._turns, self._number = turns, number

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def handle_read_event(self) -> None:
        self._turns.append(self._number)


class Connection(Ready, HTTPChannel):
    """The same, as a connection."""


@pytest.fixture
def sockets() -> Iterator[list[socket.socket]]:
    """Both ends of five connections; on the even ones there is something to read."""
    pairs = [socket.socketpair() for _ in range(5)]
    for _, sender in pairs:
        sender.send(b"x")
    yield [each for pair in pairs for each in pair]
    for each in [each for pair in pairs for each in pair]:
        each.close()


def made(kinds: list[type[Any]], sockets: list[socket.socket]) -> tuple[dict[int, Any], list[int]]:
    turns: list[int] = []
    keys = [each.fileno() for each in sockets[::2]]
    return {key: kind(turns, number) for number, (key, kind) in enumerate(zip(keys, kinds, strict=False))}, turns


def test_all_have_their_turn_where_there_is_time(sockets: list[socket.socket]) -> None:
    found, turns = made([Connection] * 5, sockets)
    Rounds(found).once(1)
    assert sorted(turns) == [0, 1, 2, 3, 4]


def test_a_round_that_is_over_goes_on_with_the_next(
    monkeypatch: pytest.MonkeyPatch, sockets: list[socket.socket]
) -> None:
    monkeypatch.setattr(rounds, "_ROUND_S", -1.0)
    found, turns = made([Connection] * 5, sockets)
    loop = Rounds(found)
    for _ in range(7):
        loop.once(1)
    in_order = [found[key]._number for key in sorted(found)]
    assert turns == in_order + in_order[:2]


def test_what_takes_connections_in_has_a_turn_in_every_round(
    monkeypatch: pytest.MonkeyPatch, sockets: list[socket.socket]
) -> None:
    monkeypatch.setattr(rounds, "_ROUND_S", -1.0)
    found, turns = made([Connection, Connection, Connection, Connection, Ready], sockets)
    loop = Rounds(found)
    for _ in range(4):
        loop.once(1)
    assert turns[::2] == [4] * 4 and sorted(turns[1::2]) == [0, 1, 2, 3]


def test_a_descriptor_that_another_one_has_got_is_not_taken_for_the_old(sockets: list[socket.socket]) -> None:
    found, turns = made([Connection, Connection], sockets)
    first, second = sorted(found)
    newcomer = Connection(turns, 9)
    found[first].handle_read_event = lambda: found.update({second: newcomer})
    Rounds(found).once(1)
    assert turns == []


def test_the_turn_goes_round() -> None:
    assert in_turn([3, 5, 8], 5) == [8, 3, 5]
    assert in_turn([3, 5, 8], -1) == [3, 5, 8]
