"""Times of day: `7:45 p.m.`, `19 h 45`, `1945 UTC`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from service.text.languages import alternatives
from service.text.numbers.values import Hour, Value

_TIME = re.compile(
    r"([01]?\d|2[0-4])(?: ?[hг] ?|[:.])([0-5]\d)(?:[:.][0-5]\d)?(?![\d.,:]{0,20}\d)(?![%$€])", re.IGNORECASE
)
_HOUR = re.compile(rf"[ \u00a0]?(?:[ap]\.?m\b|h\b|{alternatives(lambda known: known.numbers.hour)})", re.IGNORECASE)
_CLOCK = re.compile(rf"[ \u00a0\u202f]?(?:{alternatives(lambda known: known.numbers.clock)})\b", re.IGNORECASE)
_MILITARY = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d(?= ?(?:UTC|GMT|hours\b|hrs\b|Z\b))")
_LAST_HOUR = 24


@dataclass(frozen=True, slots=True)
class Part:
    """The hour or the minutes of a time, where they stand and what they can mean."""

    start: int
    end: int
    values: frozenset[Value]


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day: what it claims, and what else it can be written as."""

    parts: tuple[Part, ...]
    stated: frozenset[Value]
    end: int


def time_at(text: str, start: int) -> Time | None:
    """The time that begins here. With a full stop between its parts it is one only before `a.m.`, `p.m.` or `Uhr`."""
    time = _TIME.match(text, start)
    if not time or (text[time.end(1)] == "." and not _CLOCK.match(text, time.end())):
        return None
    hour, minute = int(time[1]), int(time[2])
    parts = [Part(time.start(1), time.end(1), frozenset({Decimal(hour), Hour(hour % 12)}))]
    if minute:
        half = [Decimal("0.5")] if minute == 30 else []
        parts.append(Part(time.start(2), time.end(2), frozenset({Decimal(minute), *half})))
    return Time(tuple(parts), frozenset({Decimal(f"{hour}.{minute:02}"), Decimal(hour * 100 + minute)}), time.end())


def hour_before(value: Decimal, text: str, end: int) -> Hour | None:
    """The hour that a number is where the word for one follows it."""
    return Hour(int(value % 12)) if value <= _LAST_HOUR and _HOUR.match(text, end) else None


def military_time(text: str, start: int) -> tuple[Decimal, ...]:
    """The hour and the minutes of `1745 UTC`."""
    found = _MILITARY.match(text, start)
    return (Decimal(found.group()[:2]), Decimal(found.group()[2:])) if found else ()
