"""What two texts are compared by: plain numbers, and values that are more than their number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the year, from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, from Monday, 1."""

    number: int


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of a clock with twelve: 0 is noon and midnight."""

    of_twelve: int


@dataclass(frozen=True, slots=True)
class Magnitude:
    """An order of size, the power of ten of the last scale word: 6 for `millions of people`."""

    power: int


Value = Decimal | Month | Weekday | Hour | Magnitude


def magnitude(value: Value) -> int:
    """The largest power of a thousand that the value holds: 6 for two millions; 0 for what is no plain number."""
    return max((value.adjusted() // 3 * 3, 0)) if isinstance(value, Decimal) and value else 0
