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
_SPAN_END = re.compile(r"(?<!\d)(1\d|20)\d\d\s?[/–—-]\s?$")
_LABEL = re.compile(r"[A-ZА-ЯЄІЇҐ]{2,}[-–]?$")
_DAY_AND_MONTH = re.compile(r"(?<![\d./])(0?[1-9]|[12]\d|3[01])([./])(0?[1-9]|[12]\d|3[01])(?!\d|[./]\d|\s?[%€$£])")
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


def full_year(value: Decimal, text: str, start: int) -> Decimal | None:
    """The year that two digits stand for: at the end of `1950-53`, or behind letters (`COVID-19`)."""
    before = text[max(0, start - _BEFORE) : start]
    if value < 100 and (span := _SPAN_END.search(before)):
        return Decimal(int(span[1])) * 100 + value
    return 2000 + value if 10 <= value < 40 and is_label(text, start) else None


def is_label(text: str, start: int) -> bool:
    """Whether capital letters stand directly before a number: `COVID-19`."""
    return bool(_LABEL.search(text, max(0, start - _BEFORE), start))


def day_and_month_at(text: str, start: int) -> frozenset[Value]:
    """What digits may mean that can be a day and a month without a year, `01.09` or `9/11`; nothing for others."""
    found = _DAY_AND_MONTH.match(text, start)
    if not found or (found[2] == "." and "0" not in (found[1][0], found[3][0])):
        return frozenset()
    values = {int(found[1]), int(found[3])}
    if found.group() == "9/11":
        return frozenset({Decimal(2001), Decimal(11), Month(9)})
    return frozenset({each for value in values for each in _day_or_month(value)})


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
