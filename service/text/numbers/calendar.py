"""Dates: in digits, with the name of a month, decades and centuries."""

from __future__ import annotations

import re
from decimal import Decimal

from service.text.languages import alternatives
from service.text.numbers.values import Month, Value

_DATE = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)|(\d{4})-(\d{2})-(\d{2})(?!\d)")
_CENTURY = re.compile(rf"[ \u00a0\u202f]?(?:{alternatives(lambda known: known.numbers.century)})", re.IGNORECASE)
_DECADE = re.compile(alternatives(lambda known: known.numbers.decade))
_DECADE_BEFORE = re.compile(
    rf"(?:{alternatives(lambda known: known.numbers.decade_before)}|['’])[ \u00a0]?['’]?$", re.IGNORECASE
)
_OF = rf"[\s\u00a0]+(?:{alternatives(lambda known: known.numbers.of)})?"
_DAY_BEFORE = re.compile(rf"\d(?:{alternatives(lambda known: known.numbers.day)})?{_OF}$")
_DAY_AFTER = re.compile(rf"[.,]?{_OF}\d")
_ORDINAL_DAY_BEFORE = re.compile(r"\d\.[\s\u00a0]+$")
_BEFORE, _BEFORE_MONTH, _AFTER_MONTH = 9, 8, 6
_MONTHS = 12


def date_at(text: str, start: int) -> tuple[tuple[int, int, frozenset[Value]], ...]:
    """The parts of a date in digits, each with where it stands and what it can mean; nothing where there is none."""
    date = _DATE.match(text, start)
    if not date:
        return ()
    return tuple(
        (date.start(group), date.end(group), frozenset(_day_or_month(int(date[group]))))
        for group in ((5, 6, 7) if date[5] else (1, 3, 4))
    )


def _day_or_month(value: int) -> set[Value]:
    return {Decimal(value), Month(value)} if value <= _MONTHS else {Decimal(value)}


def decade(value: Decimal, text: str, start: int, end: int) -> Decimal | None:
    """The other way to say a decade: 1990 for the `90s`, 90 for the `1990s`."""
    if value % 10 or not (_DECADE.match(text, end) or _DECADE_BEFORE.search(text, max(0, start - _BEFORE), start)):
        return None
    if value < 100:
        return 1900 + value
    return value % 100 if 1000 < value < 2100 else None


def is_century(text: str, end: int) -> bool:
    """Whether the word for a century follows."""
    return bool(_CENTURY.match(text, end))


def is_beside_day(text: str, start: int, end: int, *, ordinal_stop: bool = False) -> bool:
    """Whether a day or a year stands beside the name of a month, so that it is one and not the verb `may`.

    `ordinal_stop`: the day may be written `5.`, which elsewhere ends a sentence.
    """
    before, after = text[max(0, start - _BEFORE_MONTH) : start], text[end : end + _AFTER_MONTH]
    stopped = ordinal_stop and _ORDINAL_DAY_BEFORE.search(before)
    return bool(stopped or _DAY_BEFORE.search(before) or _DAY_AFTER.match(after))
