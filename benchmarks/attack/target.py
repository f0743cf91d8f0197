"""What an attack is given, what it reports, and what it is."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from benchmarks.load import LOST, Address

# Honest callers and probes come from elsewhere than attacks do: a share of connections per address may tell them apart.
ATTACKER, PROBE, HONEST = "127.0.0.1", "127.0.0.8", "127.0.0.9"
# An answer that refuses something is no larger than this, whatever it refuses.
LARGEST_REFUSAL = 65_536

Kind = Literal["bodies", "texts", "connections", "readers", "memory", "pages of others", "raw HTTP"]


@dataclass(frozen=True)
class Target:
    """The server that is attacked: its address, its process, and how long the attack may go on."""

    address: Address
    pid: int
    seconds: float

    @property
    def host(self) -> str:
        """What belongs in a Host header."""
        return f"{self.address[0]}:{self.address[1]}"


@dataclass
class Tally:
    """What became of an attack: answers by status (0: none came), the largest refusal, what should not have been."""

    statuses: Counter[int] = field(default_factory=Counter)
    largest_refusal: int = 0
    slowest_s: float = 0.0
    connections: int = 0
    missed: list[str] = field(default_factory=list)
    # Which calls stayed without an answer, in words.
    lost: list[str] = field(default_factory=list)
    # Whether some calls may stay without an answer: the attack closes, or means the server to close, the connection.
    may_be_cut: bool = False

    def add(self, status: int, size: int, seconds: float) -> None:
        """Counts an answer."""
        self.statuses[status] += 1
        self.slowest_s = max(self.slowest_s, seconds)
        if status >= 400:
            self.largest_refusal = max(self.largest_refusal, size)

    @property
    def failures(self) -> list[str]:
        """What of it breaks a promise."""
        found = list(self.missed)
        for status, number in sorted(self.statuses.items()):
            if status >= 500 and status not in (501, 503, 504):
                found.append(f"{number} answers {status}")
        if (lost := self.statuses[LOST]) and not self.may_be_cut:
            which = f": {', '.join(self.lost[:5])}" if self.lost else ""
            found.append(f"{lost} of {self.statuses.total()} calls stayed without an answer{which}")
        if self.largest_refusal > LARGEST_REFUSAL:
            found.append(f"a refusal of {self.largest_refusal:,} bytes; at most {LARGEST_REFUSAL:,} are allowed")
        return found


@dataclass(frozen=True)
class Attack:
    """An attack. `run` is a function of a module, for it runs in a process of its own.

    `honest` is what the caller beside it posts: a text, or a page that has to be parsed. `environ` are settings that
    the attack needs; all others stay as they are by default. `quick`: also part of the short run.
    """

    name: str
    kind: Kind
    run: Callable[[Target], Tally]
    seconds: float = 8.0
    honest: Literal["text", "page"] = "text"
    environ: Mapping[str, str] = field(default_factory=dict)
    descriptors: int | None = None
    quick: bool = False


def left(target: Target, began: float) -> float:
    """Seconds that an attack that began then (`time.monotonic()`) has left; never negative."""
    return max(0.0, target.seconds - (time.monotonic() - began))
