"""How much room the body of a request takes, from its headers on until it is answered."""

from __future__ import annotations

from ipaddress import IPv6Address
from typing import Any

from waitress.utilities import Error

from service.errors import Overloaded, StisloError, TooLarge
from service.room import MB, Place, Room
from service.settings import Settings

IN_MEMORY_BYTES = 1 << 20
"""Longer bodies and files go to a temporary file that has no name, and ends with the process."""

# What is no longer needs no room: the number of connections bounds it, and it finds its way also beside large ones.
_SMALL_BYTES = 64 << 10
# A body of JSON is there as bytes, as one string and as its values, at up to four bytes a character.
_JSON_WEIGHT = 8
# By what a body grows that does not say how long it will be.
_STEP_BYTES = 1 << 20


class NoRoom(Error):  # type: ignore[misc]
    """What the server's parser says of a body that it will not read; `problem` is the answer."""

    def __init__(self, problem: StisloError) -> None:
        super().__init__(problem.detail)
        self.code, self.problem = problem.status, problem


def room_for(settings: Settings) -> Room:
    """The room for all bodies. One of each kind fits a caller's share, where it fits at all."""
    largest = max(settings.max_file_bytes + settings.max_body_bytes, settings.max_body_bytes * _JSON_WEIGHT)
    return Room(settings.max_upload_mb * MB, largest)


def reserve(place: Place, size: int, *, announced: bool, is_form: bool, longest: int) -> NoRoom | None:
    """Reserves what a body takes of which `size` bytes are `announced`, or have come; says so where there is no room.

    What is not announced is reserved in steps as it comes, up to the `longest` that it may be.
    """
    if size <= _SMALL_BYTES:
        return None
    if not announced:
        size = min(-(-size // _STEP_BYTES) * _STEP_BYTES, longest)
    try:
        place.grow_to(size if is_form else size * _JSON_WEIGHT)
    except (Overloaded, TooLarge) as problem:
        return NoRoom(problem)
    return None


def caller_of(address: Any) -> str:
    """Who a peer's address counts as: a network of IPv6 belongs to one, as it does with providers."""
    host = str(address[0]).partition("%")[0]
    if ":" not in host:
        return host
    v6 = IPv6Address(host)
    return str(v6.ipv4_mapped or IPv6Address(int(v6) >> 64 << 64))
