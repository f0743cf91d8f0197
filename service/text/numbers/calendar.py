"""Dates: in digits, with the name of a month, decades and centuries."""

from __future__ import annotations

import re
from decimal import Decimal

from service.text.numbers.values import Month, Value

_DATE = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)|(\d{4})-(\d{2})-(\d{2})(?!\d)")
_CENTURY = re.compile(r"[ \u00a0\u202f]?(?:siècle|centur|ст\.|століт|сторіч|s\.)", re.IGNORECASE)
_DECADE = re.compile(r"['’]?s\b|-?(?:х|ті|ми|их|тих)\b| рок(?:и|ів|ах)\b")
_DECADE_BEFORE = re.compile(r"(?:années|the|['’])[ \u00a0]?['’]?$", re.IGNORECASE)
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th|er|-?г?о|-?е)?[\s\u00a0]+(?:of |de )?$")
_DAY_AFTER = re.compile(r"[.,]?[\s\u00a0]+(?:de |of )?\d")
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


def is_beside_day(text: str, start: int, end: int) -> bool:
    """Whether a day or a year stands beside the name of a month, so that it is one and not the verb `may`."""
    before, after = text[max(0, start - _BEFORE_MONTH) : start], text[end : end + _AFTER_MONTH]
    return bool(_DAY_BEFORE.search(before) or _DAY_AFTER.match(after))
