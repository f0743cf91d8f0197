"""Room in memory for what strangers send: counted before it is read, bounded for all together and for each of them."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from service.errors import Overloaded, TooLarge
from service.types import Measure

MB = 1 << 20

# Of all the room, what one caller may hold.
_SHARE = 0.5
_RETRY_AFTER_S = 2


@dataclass(frozen=True, slots=True)
class RoomStats:
    reserved_bytes: Annotated[int, Measure("gauge", "Bytes that are reserved for what callers send.")]
    limit_bytes: Annotated[int, Measure("gauge", "Bytes that may be reserved.")]
    refused: Annotated[int, Measure("counter", "Requests that found no room.")]


class Room:
    """`limit` bytes for everybody, of which one caller gets half, or `largest` where that is more. Thread-safe."""

    def __init__(self, limit: int, largest: int) -> None:
        self.limit = limit
        self._share = min(limit, max(int(limit * _SHARE), largest))
        self._held: Counter[str] = Counter()
        self._reserved = self._refused = 0
        self._lock = threading.Lock()

    @property
    def reserved(self) -> int:
        """Bytes that are reserved now."""
        return self._reserved

    def place(self, caller: str) -> Place:
        """A place for one request of a caller, with nothing reserved yet."""
        return Place(self, caller)

    def stats(self) -> RoomStats:
        """What was counted until now."""
        return RoomStats(self._reserved, self.limit, self._refused)

    def move(self, caller: str, held: int, wanted: int) -> None:
        """Has `wanted` bytes reserved instead of `held`, or raises and changes nothing. For `Place`."""
        with self._lock:
            if wanted > held:
                self._require(caller, wanted, wanted - held)
            self._reserved += wanted - held
            self._held[caller] += wanted - held
            if not self._held[caller]:
                del self._held[caller]

    def _require(self, caller: str, wanted: int, more: int) -> None:
        if wanted > self.limit:
            self._refused += 1
            raise TooLarge(f"This server has room for {self.limit} bytes at the same time; send less.")
        if self._reserved + more > self.limit or self._held[caller] + more > self._share:
            self._refused += 1
            raise Overloaded(
                "As much as this server holds at the same time is being sent or read; try again in a moment.",
                retry_after=_RETRY_AFTER_S,
            )


class Place:
    """What one request has reserved. One thread at a time; `release` gives all of it back, and may come twice."""

    def __init__(self, room: Room, caller: str) -> None:
        self._room, self._caller = room, caller
        self.held = 0

    def grow_to(self, wanted: int) -> None:
        """Reserves `wanted` bytes in all. Raises TooLarge where they never fit, Overloaded where they do not now."""
        if wanted > self.held:
            self._room.move(self._caller, self.held, wanted)
            self.held = wanted

    def release(self) -> None:
        """Gives everything back."""
        held, self.held = self.held, 0
        self._room.move(self._caller, held, 0)
