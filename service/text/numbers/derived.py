"""Numbers that an honest writer works out of those of the article: rounded, added up, subtracted, put in other words.

`sure` where the sentence says how (`nearly 5,000`, `three hryvnias more`), else it only may be so.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice, pairwise, permutations, product
from typing import Literal

from service.text.languages.vocabulary_derivations import (
    ABOUT,
    BETWEEN,
    CENTURY,
    COMPANY,
    DAY_BEFORE,
    DECADE,
    DECADE_BEFORE,
    DIFFERENCE,
    HOURS,
    LESS,
    MONTHS,
    MORE,
    NEXT_DAY,
    PARTS,
    PERCENT,
    RATIO,
    REST,
    SMALL_COINS,
    SUM,
    TIMES,
    TWO,
    WEEKS,
    WORKED_OUT,
    YEAR,
    YEARS,
)
from service.text.numbers.reading import CERTAIN_FROM, Number
from service.text.numbers.sameness import Numbers
from service.text.numbers.values import Hour, Month, Weekday, plain

Derivation = Literal["sure", "possible"]

_LOOKED_BACK, _LOOKED_ON, _AROUND, _MOST = 26, 16, 120, 60
_CUE_BEFORE, _CUE_BEHIND, _MOST_HOURS, _LAST_DAY = 60, 110, 8, 31
_NOWADAYS = 2015, 2035  # years that an article that says when something began may be of
_FEW = 8  # numbers, any three of which may have been taken from one another
_ROUND_UP, _ROUND_DOWN, _NEAR, _LOOSE = 1.15, 1.25, 0.08, 1.35


class Sources:
    """What numbers may be worked out of: those of an article, looked through once."""

    def __init__(self, article: Numbers) -> None:
        claims, text = article.reading.claims, article.text
        values = (float(v) for each in claims for v in each.values if isinstance(v, Decimal))
        self.stated = list(islice(dict.fromkeys(values), _MOST))
        self.days = {v.number for each in claims for v in each.values if isinstance(v, Weekday)}
        self.cued = {float(v) for each in claims[:_MOST] if _is_cued(each, text) for v in plain(each.values)}
        self.told_of_each_other = set[tuple[float, float]]()
        for one, two in pairwise(claims[:_MOST]):
            if BETWEEN.fullmatch(text[one.end : min(two.start, one.end + _LOOKED_ON)] if two.start > one.end else ""):
                self.cued.update((*plain(one.values), *plain(two.values)))
                self.told_of_each_other.update(product(map(float, plain(one.values)), map(float, plain(two.values))))
        self.parts = [part for pattern, part in PARTS if pattern.search(text)]
        weeks = (each for each in claims[:_MOST] if WEEKS.match(text, each.end))
        self.weeks = [7 * value for each in weeks for value in plain(each.values)]
        self.hours = [v.of_twelve for each in claims[:_MOST] for v in each.values if isinstance(v, Hour)]
        self.months = {v.number for each in claims[:_MOST] for v in each.values if isinstance(v, Month)}
        self.one_more = {v + 1 for each in claims[:_MOST] if _has_company(each, text) for v in plain(each.values)}
        small = (float(v) for v in article.reading.stated if isinstance(v, Decimal) and 0 < v <= _FEW)
        self.operands = list(dict.fromkeys((*self.stated, *sorted(small))))
        self.quantities = article.quantities[:_MOST]
        self.goes_on, self.goes_back = NEXT_DAY.search(text) is not None, DAY_BEFORE.search(text) is not None
        self.names_two = TWO.search(text) is not None

    def derivation(self, claim: Number, sentence: Numbers) -> Derivation | None:
        """Whether a number of the sentence, which the article does not state, may come from numbers that it states."""
        return _Derived(claim, sentence, self).how()


class _Derived:
    def __init__(self, claim: Number, sentence: Numbers, sources: Sources) -> None:
        self._claim, self._sentence, self._sources = claim, sentence, sources
        text = sentence.text
        self._around = text[max(0, claim.start - _AROUND) : claim.end + _AROUND]
        self._before = text[max(0, claim.start - _LOOKED_BACK) : claim.start]
        self._after = text[claim.end : claim.end + _LOOKED_ON]
        self._values = [float(value) for value in claim.values if isinstance(value, Decimal)]

    def how(self) -> Derivation | None:
        if any(isinstance(value, Weekday) for value in self._claim.values):
            return "sure" if self._is_next_day() else None
        if not self._values:
            return None
        if self._is_of_years() or self._is_multiple() or self._is_duration() or self._is_counted() or self._is_part():
            return "sure"
        if ratio := self._ratio():
            return ratio
        return None if YEAR.fullmatch(self._claim.written) else self._rounded() or self._calculated()

    def _is_next_day(self) -> bool:
        own = {value.number for value in self._claim.values if isinstance(value, Weekday)}
        on = self._sources.goes_on and any(day % 7 + 1 in own for day in self._sources.days)
        return on or (self._sources.goes_back and any((day - 2) % 7 + 1 in own for day in self._sources.days))

    def _is_of_years(self) -> bool:
        """Decades and centuries of years, and what lies between two."""
        years = [int(value) for value in self._sources.stated if 1000 <= value <= 2100 and value == int(value)]
        if DECADE.match(self._after) or DECADE_BEFORE.search(self._before):
            return any(value in (year // 10 * 10, year // 10 * 10 % 100) for year in years for value in self._values)
        if CENTURY.match(self._after):
            return any(value == (year - 1) // 100 + 1 for year in years for value in self._values)
        if YEARS.match(self._after):
            now = any(_NOWADAYS[0] <= year + value <= _NOWADAYS[1] for year in years for value in self._values)
            return now or any(
                abs(abs(one - two) - value) <= 1 for one in years for two in years for value in self._values
            )
        return False

    def _is_multiple(self) -> bool:
        """So many tens, dozens, weeks."""
        stated = self._sources.stated
        return any(
            self._fits(value * factor, other, exactly=True)
            for pattern, factor in TIMES
            if pattern.match(self._after)
            for value in self._values
            for other in stated
        )

    def _is_duration(self) -> bool:
        """The same time in a larger unit, rounded."""
        own = self._sentence.unit_of(self._claim)
        return any(
            unit.name != other.name and self._fits(a * unit.factor, b * other.factor, exactly=False)
            for each in self._sources.quantities
            for unit in own.units
            for other in each.units
            if unit.dimension == other.dimension == "time"
            for a in own.amounts
            for b in each.amounts
        )

    def _is_part(self) -> bool:
        """A quarter of a number, where the article speaks of quarters; what is left of a hundred per cent; a day so
        many weeks after another; pence of pounds.
        """
        stated = self._sources.stated
        if PERCENT.match(self._after) and any(100 - value in stated for value in self._values):
            return True
        if any(
            self._fits(value, part * one, exactly=True)
            for part in self._sources.parts
            for one in stated
            for value in self._values
        ):
            return True
        if SMALL_COINS.match(self._after):
            return any(
                abs(abs(one - two) * 100 - value) < 1 for one in stated for two in stated for value in self._values
            )
        return bool(self._sources.weeks) and self._is_later_day()

    def _ratio(self) -> Derivation | None:
        """How many times as much one of two numbers is, or how many per cent: for certain where the article tells one
        of the other (`60 of 400`).
        """
        stated = [value for value in self._sources.stated if value]
        percent = PERCENT.match(self._after) and len(stated) <= _FEW
        if not percent and not RATIO.search(self._before):
            return None
        factor, near = (100, 1.0) if percent else (1, 0.3)
        pairs = [
            pair
            for pair in permutations(stated, 2)
            if any(abs(factor * pair[0] / pair[1] - value) < near for value in self._values)
        ]
        if not pairs:
            return None
        return "possible" if percent and self._sources.told_of_each_other.isdisjoint(pairs) else "sure"

    def _is_later_day(self) -> bool:
        """Whether it is the day of a month that lies as many weeks after another day as the article says."""
        if not any(isinstance(value, Month) for each in self._sentence.reading.claims for value in each.values):
            return False
        days = [value for value in self._sources.stated if value <= _LAST_DAY]
        return any(day + later in self._values for day in days for later in self._sources.weeks)

    def _fits(self, value: float, other: float, *, exactly: bool) -> bool:
        """Whether a number is another one, with what is said before it: more, less, about."""
        if value == other:
            return True
        loose = _LOOSE if not exactly else _ROUND_UP
        if MORE.search(self._before):
            return value < other <= value * loose
        if LESS.search(self._before):
            return other < value <= other * loose
        return bool(ABOUT.search(self._before)) and abs(value - other) <= _NEAR * other

    def _is_counted(self) -> bool:
        """Two people that have names, a woman and her three sons, the hours from one to another."""
        if self._claim.spelled == 2 and self._sources.names_two:
            return True
        if not self._sources.one_more.isdisjoint(self._values):
            return True
        if MONTHS.match(self._after):
            months = self._sources.months
            return any((two - one) % 12 in self._values for one in months for two in months if one != two)
        hours = self._sources.hours[:_MOST_HOURS] if HOURS.match(self._after) else []
        return any((two - one) % 12 in self._values for at, one in enumerate(hours) for two in hours[at + 1 :])

    def _rounded(self) -> Derivation | None:
        found: Derivation | None = None
        for other in self._sources.stated:
            for value in self._values:
                if value < 10 > other or _digits(value) >= _digits(other):
                    continue
                if MORE.search(self._before):
                    sure = value < other <= value * _ROUND_DOWN
                elif LESS.search(self._before):
                    sure = other < value <= other * _ROUND_UP
                else:
                    sure = bool(ABOUT.search(self._before)) and abs(value - other) <= _NEAR * other
                if sure:
                    return "sure"
                if _is_rounded(value, other):
                    found = "possible"
        return found

    def _calculated(self) -> Derivation | None:
        """Sums and differences of two numbers or three, the double and the half of one."""
        found: Derivation | None = None
        for value, operands in _worked_out(self._sources.operands):
            if value not in self._values:
                continue
            if not self._sources.cued.isdisjoint(operands):
                return "sure"
            found = "possible"
        if found and REST.search(self._around):
            return "sure"
        cue = DIFFERENCE.search(self._around) or SUM.search(self._around)
        return "sure" if found and cue and (self._claim.spelled or CERTAIN_FROM) < CERTAIN_FROM else found


def _is_cued(claim: Number, text: str) -> bool:
    """Whether it is told beside a number that others can be worked out of it: half of that, the rest, more of them."""
    return WORKED_OUT.search(text[max(0, claim.start - _CUE_BEFORE) : claim.end + _CUE_BEHIND]) is not None


def _has_company(claim: Number, text: str) -> bool:
    """Whether those that it counts are with one that is not counted: `a woman and her two sons`."""
    return COMPANY.search(text[max(0, claim.start - _LOOKED_BACK) : claim.start]) is not None


def _worked_out(stated: list[float]) -> Iterator[tuple[float, tuple[float, ...]]]:
    """What may be worked out of numbers, and of which."""
    for at, one in enumerate(stated):
        yield one * 2, (one,)
        yield one / 2, (one,)
        for two in stated[:at]:
            yield one + two, (one, two)
            yield abs(one - two), (one, two)
    if len(stated) <= _FEW:
        for whole, one, two in permutations(stated, 3):
            yield whole - one - two, (whole, one, two)


def _digits(value: float) -> int:
    """How many digits a number has that are not there to fill it up."""
    return len(f"{value:f}".replace(".", "").strip("0"))


def _is_rounded(value: float, other: float) -> bool:
    return bool(value) and abs(value - other) / value <= 0.05
