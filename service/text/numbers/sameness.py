"""When numbers of two texts are the same: in another unit, as a part, as a time of day, converted and rounded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from service.text.numbers.hours import TimeOfDay, times_of_day
from service.text.numbers.quantities import Quantity, quantities
from service.text.numbers.reading import Number, Reading, read
from service.text.numbers.shares import Share, shares
from service.text.numbers.unit_words import PART_OF_UNIT
from service.text.numbers.units import UnitOfMeasure
from service.text.numbers.values import plain

_IMPERIAL_UNITS = "inch foot yard mile nautical_mile mph pound ounce stone acre mi² ft² gallon pint barrel knot"
_IMPERIAL = frozenset(unit.replace("_", " ") for unit in _IMPERIAL_UNITS.split())
CONVERTED, _SOFT, _EXACT = 0.085, 0.045, 0.002
# No sentence has more of one kind; lists of them have, and pairs are as many as the square of this.
_MOST_COMPARED = 40
_MOST_NAMED = 100
_GROUPED = re.compile(r"\d{1,3},\d{3}")
_WAITED = frozenset(["minute", "hour", "day", "week"])
_CONVERTIBLE = frozenset(["length", "mass", "speed", "area", "volume"])
_SPEEDS = frozenset({("km", "km/h"), ("mile", "mph"), ("m", "m/s")})


class Numbers:
    """The numbers of a text in every way of reading that they are compared by."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.reading: Reading = _read(text, language)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Numbers with their units."""
        return quantities(self.text, self.reading, self.language)

    @cached_property
    def times(self) -> tuple[TimeOfDay, ...]:
        """Times of day, the first of them."""
        return times_of_day(self.text, self.reading, self.language)[:_MOST_NAMED]

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """Parts, multiples and round numbers in words, the first of them."""
        return shares(self.text, self.reading, self.language)[:_MOST_NAMED]

    def unit_of(self, claim: Number) -> Quantity:
        """The quantity that a number is, by itself."""
        return self._by_start[claim.start]

    @cached_property
    def _by_start(self) -> dict[int, Quantity]:
        return {each.start: each for each in reversed(self.quantities) if len(each.claims) == 1}


def _read(text: str, language: str) -> Reading:
    """As `read`; English commas before three digits group thousands."""
    reading = read(text, language)
    if language != "en":
        return reading
    claims = tuple(
        replace(claim, values=frozenset({max(_plain_values(claim))})) if _is_grouped(claim) else claim
        for claim in reading.claims
    )
    dropped = {value for one, other in zip(reading.claims, claims, strict=True) for value in one.values - other.values}
    kept = {value for claim in claims for value in claim.values}
    return replace(reading, claims=claims, stated=reading.stated - (dropped - kept))


def _is_grouped(claim: Number) -> bool:
    return len(claim.values) == 2 and _GROUPED.fullmatch(claim.written) is not None


def _plain_values(claim: Number) -> list[Decimal]:
    """The plain numbers among the values of a claim."""
    return [value for value in claim.values if isinstance(value, Decimal)]


def said_otherwise(of: Numbers, other: Numbers) -> set[int]:
    """The numbers, by their index, that the other text gives in another unit, as a part, or as a time of day."""
    found: set[int] = set()
    theirs = _by_dimension(other.quantities)
    own = _by_dimension(of.quantities)
    for quantity in of.quantities:
        alike = (each for unit in quantity.units for each in theirs.get(unit.dimension, ()))
        converted = (
            each
            for unit in quantity.units
            for each in own.get(unit.dimension, ())
            if each is not quantity and not set(each.claims) & set(quantity.claims) and not each.units & quantity.units
        )
        if any(is_same(quantity, each) for each in alike) or any(is_same(quantity, each) for each in converted):
            found.update(quantity.claims)
    for time in of.times:
        if any(time.may_be(each) for each in other.times):
            found.update(time.claims)
    for share in of.shares:
        if share_found(share, other):
            found.update(share.claims)
    for quantity in of.quantities:
        if any(_is_share(quantity, share) for share in other.shares):
            found.update(quantity.claims)
    return found


def _by_dimension(found: Sequence[Quantity]) -> dict[str, list[Quantity]]:
    index: dict[str, list[Quantity]] = {}
    for quantity in found:
        for dimension in {unit.dimension for unit in quantity.units}:
            alike = index.setdefault(dimension, [])
            if len(alike) < _MOST_COMPARED:
                alike.append(quantity)
    return index


def is_same(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are the same, as people convert and round them."""
    return any(
        near(a * one_unit.factor, b * other_unit.factor, _tolerance(one_unit, other_unit))
        or (one_unit == other_unit and one_unit.dimension in _CONVERTIBLE and _is_rounded(a, b))
        or (one_unit.dimension == "temperature" and _same_heat(a * (one.sign or 1), b * (other.sign or 1)))
        or _is_week(one_unit, a, other_unit, b)
        for one_unit in one.units
        for other_unit in other.units
        if one_unit.dimension == other_unit.dimension and one_unit.currency == other_unit.currency
        for a in one.amounts
        for b in other.amounts
    )


def _tolerance(one: UnitOfMeasure, other: UnitOfMeasure) -> float:
    if one.name == other.name:
        return _EXACT
    if one.dimension == "time":
        # Fifteen days are two weeks.
        return CONVERTED if {one.name, other.name} <= {"day", "week", "fortnight"} else _SOFT
    return CONVERTED if (one.name in _IMPERIAL) != (other.name in _IMPERIAL) else _EXACT


def _is_week(one: UnitOfMeasure, a: float, other: UnitOfMeasure, b: float) -> bool:
    """Whether one is the French for a week, eight days, and the other a week."""
    return (one.name, a, other.name, b) == _WEEK or (other.name, b, one.name, a) == _WEEK


_WEEK = ("day", 8, "week", 1)


def near(one: float, other: float, tolerance: float) -> bool:
    """Whether two numbers differ by no more than a part of the larger one."""
    return abs(one - other) <= tolerance * max(abs(one), abs(other))


def _is_rounded(one: float, other: float) -> bool:
    """Whether one of two measures, converted of the same third one, is the other in fewer figures: 15 and 15.24."""
    return near(one, other, _SOFT) and _figures(one) != _figures(other)


def _figures(value: float) -> float:
    """In how many figures a number is given; a 5 at the end is half of one."""
    digits = f"{value:f}".replace(".", "").strip("0")
    return len(digits) - 0.5 * digits.endswith("5")


def _same_heat(one: float, other: float) -> bool:
    return any(abs((f - 32) * 5 / 9 - c) <= 1 for f, c in ((one, other), (other, one)))


def share_found(share: Share, other: Numbers, *, counted: bool = True) -> bool:
    """Whether a text names a share, or (`counted`) has its value among its numbers."""
    if any(each.kind == share.kind and near(each.value, share.value, _close(share)) for each in other.shares):
        return True
    if share.kind == "share":
        return any(_is_share(quantity, share) for quantity in other.quantities)
    if share.kind == "some" or not counted:
        return False
    numbers = (number for claim in other.reading.claims[:_MOST_COMPARED] for number in plain(claim.values))
    return any(near(number, share.value, _close(share)) for number in numbers)


def _close(share: Share) -> float:
    return 0.17 if share.kind == "about" else 0.01


def _is_share(quantity: Quantity, share: Share) -> bool:
    """Whether a percentage, or a decimal, is the part that a word names."""
    if share.kind == "about":
        return any(near(amount, share.value, 0.01) for amount in quantity.amounts)
    if share.kind != "share":
        return False
    percent = any(unit.dimension == "share" for unit in quantity.units)
    return any(
        (percent and abs(amount - 100 * share.value) < 1) or near(amount, share.value, 0.01)
        for amount in quantity.amounts
    )


def missing_shares(of: Numbers, other: Numbers, *, in_article: bool = False) -> tuple[str, ...]:
    """The first part, multiple or round number of a text that the other has not, where that has one of its own.

    `in_article`: the other one is long. That it has a 3 somewhere does not explain `tripled`; its ordinals and its
    thousands are of many things.
    """
    added = [
        share
        for share in of.shares
        if not (in_article and share.kind in ("some", "ordinal"))
        and not share_found(share, other, counted=not (in_article and share.kind == "times"))
        and ((in_article and share.kind == "times") or not stated(share, other))
    ]
    if not added:
        return ()
    kinds = {share.kind for share in other.shares if not share_found(share, of) and not stated(share, of)}
    return next(((share.written,) for share in added if share.kind in kinds), ())


def missing_times(of: Numbers, other: Numbers) -> tuple[str, ...]:
    """The times of day of a text that the other has not, where that has others of its own."""
    added = [time for time in of.times if not any(time.may_be(each) for each in other.times)]
    if not added or all(any(time.may_be(each) for each in of.times) for time in other.times):
        return ()
    return tuple(time.written for time in added)


def changed_durations(of: Numbers, other: Numbers) -> tuple[str, ...]:
    """The durations that a text gives without a number (`half an hour`) where the other gives another one so."""
    # Most texts have none; to read the quantities of one takes longer than to see that.
    if not (PART_OF_UNIT.search(of.text) and PART_OF_UNIT.search(other.text)):
        return ()
    ours, theirs = _durations(of), _durations(other)
    changed = [one for one in ours if not any(is_same(one, each) for each in other.quantities)]
    left = [one for one in theirs if not any(is_same(one, each) for each in of.quantities)]
    return tuple(of.text[one.start : one.end] for one in changed if any(one.units & each.units for each in left))


def _durations(of: Numbers) -> list[Quantity]:
    return [one for one in of.quantities if not one.claims and any(unit.name in _WAITED for unit in one.units)]


def stated(share: Share, other: Numbers) -> bool:
    """Whether a text states the value of a multiple or a round number in any way."""
    if share.kind in ("share", "some"):
        return False
    return any(near(number, share.value, 0.01) for number in plain(other.reading.stated))


def is_compatible(one: Quantity, other: Quantity) -> bool:
    """Whether the units of two quantities can be the same one."""
    return any(
        a.name == b.name
        or {(a.name, b.name), (b.name, a.name)} & _SPEEDS
        or (a.dimension == b.dimension == "share")
        or (a.dimension == b.dimension == "money" and a.factor == b.factor and None in (a.currency, b.currency))
        for a in one.units
        for b in other.units
    )
