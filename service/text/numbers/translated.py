"""What became of the numbers of a sentence in its translation: lost, replaced, counting something else, moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Literal

from service.text.numbers.calendar import full_year, is_label
from service.text.numbers.comparing import CERTAIN_IN_TRANSLATION_FROM
from service.text.numbers.hours import TimeOfDay, times_of_day
from service.text.numbers.order import matched_numbers, moved_numbers, swapped_numbers
from service.text.numbers.quantities import Quantity, quantities
from service.text.numbers.reading import CERTAIN_FROM, Number, Reading, read
from service.text.numbers.shares import Share, shares
from service.text.numbers.units import Unit
from service.text.numbers.values import Magnitude, Month, Value, Weekday, plain

Fault = Literal["added", "lost", "replaced", "unit", "sign", "order"]

_IMPERIAL_UNITS = "inch foot yard mile mph pound ounce stone acre mi² ft² gallon pint barrel knot"
_IMPERIAL = frozenset(_IMPERIAL_UNITS.split())
_MEASURED = frozenset(["length", "mass", "speed", "area", "volume"])
_ROUNDED_DIMENSIONS = _MEASURED | {"temperature", "time"}
_LARGEST_SAID = 20
_CONVERTED, _SOFT, _EXACT = 0.085, 0.045, 0.002
# No sentence has more of one kind; lists of them have, and pairs are as many as the square of this.
_MOST_COMPARED = 40
_GROUPED = re.compile(r"\d{1,3},\d{3}")
_FROST = ("frost", "freez", "froid", "gel", "мороз", "холод")
_FALL_WORDS = """
fall fell drop declin decreas down lower loss lost slump plung shrank shrink contract cut baiss recul chut perd perte
diminu réduc rédui repli зниз впа паді скоро зменш збит втрат спад мінус нижч
"""
_FALLS = tuple(_FALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number that became something else. `items`: as written in the translation, or in the source where it is lost.

    `certain`: nothing that an honest translator does explains it.
    """

    fault: Fault
    items: tuple[str, ...]
    certain: bool = False


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
        """Times of day."""
        return times_of_day(self.text, self.reading, self.language)

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """Parts, multiples and round numbers in words."""
        return shares(self.text, self.reading, self.language)

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


def compare_numbers(source: Numbers, output: Numbers) -> tuple[Doubt, ...]:
    """Every doubt about the numbers of a translation. Linear in the texts, but for the first numbers of long lists."""
    lost, added = _missing(source, output), _missing(output, source)
    doubts = [*_judge(source, output, lost, added)]
    if not doubts:
        doubts += _replaced_words(source, output)
    doubts += _units(source, output)
    order = (output.text, output.reading, source.text, source.reading, (output.language, source.language))
    if swapped := swapped_numbers(*order):
        doubts.append(Doubt("order", swapped, certain=True))
    elif moved := moved_numbers(*order):
        doubts.append(Doubt("order", moved, certain=True))
    return tuple(doubts)


def _missing(of: Numbers, other: Numbers) -> list[int]:
    """The numbers of a text, by their index, that the other one does not state in any way."""
    claims, stated = of.reading.claims, other.reading.stated
    absent = [
        at
        for at, claim in enumerate(claims)
        if not claim.values & stated and (claim.spelled is None or claim.spelled >= CERTAIN_IN_TRANSLATION_FROM)
    ]
    if not absent:
        return []
    found = said_otherwise(of, other)
    return [at for at in absent if at not in found and not _is_year_of(claims[at], of, stated)]


def _is_year_of(claim: Number, of: Numbers, stated: frozenset[Value]) -> bool:
    """Whether two digits behind letters are a year that the other text writes out."""
    values = (value for value in claim.values if isinstance(value, Decimal))
    return is_label(of.text, claim.start) and any(full_year(v, of.text, claim.start) in stated for v in values)


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
        if _share_found(share, other):
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
        _near(a * one_unit.factor, b * other_unit.factor, _tolerance(one_unit, other_unit))
        or (one_unit.dimension == "temperature" and _same_heat(a, b))
        for one_unit in one.units
        for other_unit in other.units
        if one_unit.dimension == other_unit.dimension and one_unit.currency == other_unit.currency
        for a in one.amounts
        for b in other.amounts
    )


def _tolerance(one: Unit, other: Unit) -> float:
    if one.name == other.name:
        return _EXACT
    if one.dimension == "time":
        # Fifteen days are two weeks.
        return _CONVERTED if {one.name, other.name} <= {"day", "week", "fortnight"} else _SOFT
    return _CONVERTED if (one.name in _IMPERIAL) != (other.name in _IMPERIAL) else _EXACT


def _near(one: float, other: float, tolerance: float) -> bool:
    return abs(one - other) <= tolerance * max(abs(one), abs(other))


def _same_heat(one: float, other: float) -> bool:
    return any(abs((f - 32) * 5 / 9 - c) <= 1 for f, c in ((one, other), (other, one)))


def _share_found(share: Share, other: Numbers, *, counted: bool = True) -> bool:
    if any(each.kind == share.kind and _near(each.value, share.value, _close(share)) for each in other.shares):
        return True
    if share.kind == "share":
        return any(_is_share(quantity, share) for quantity in other.quantities)
    if share.kind == "some" or not counted:
        return False
    near = (number for claim in other.reading.claims[:_MOST_COMPARED] for number in plain(claim.values))
    return any(_near(number, share.value, _close(share)) for number in near)


def _close(share: Share) -> float:
    return 0.17 if share.kind == "about" else 0.01


def _is_share(quantity: Quantity, share: Share) -> bool:
    """Whether a percentage, or a decimal, is the part that a word names."""
    if share.kind != "share":
        return False
    percent = any(unit.dimension == "share" for unit in quantity.units)
    return any(
        (percent and abs(amount - 100 * share.value) < 1) or _near(amount, share.value, 0.01)
        for amount in quantity.amounts
    )


def _judge(source: Numbers, output: Numbers, lost: Sequence[int], added: Sequence[int]) -> Iterator[Doubt]:
    before = [source.reading.claims[at] for at in lost]
    after = [output.reading.claims[at] for at in added]
    if not before and not _unmatched_small(source, output):
        # Who counts something out adds a small number in words: `the triad of symptoms`.
        after = [
            claim
            for claim in after
            if claim.spelled is None or claim.spelled >= CERTAIN_FROM or output.unit_of(claim).units
        ]
    pairs = zip(before, after, strict=False)
    certain = len(before) == len(after) and all(_same_kind(source, one, output, other) for one, other in pairs)
    certain = certain or any(_is_invented(output, claim, before) for claim in after)
    written = tuple(claim.written for claim in after)
    # A day of the week may become a date.
    dated = any(isinstance(value, Month) and not plain(claim.values) for claim in after for value in claim.values)
    if after:
        yield Doubt("replaced" if before else "added", written, certain and not dated)
    if before:
        yield Doubt("lost", tuple(claim.written for claim in before), bool(after) and certain and not dated)


def _is_invented(output: Numbers, added: Number, lost: Sequence[Number]) -> bool:
    """Whether a number in digits is too large to be a word's (`1` for `first`), and no converted measure."""
    if added.spelled is not None or any(not isinstance(v, Decimal) or v <= _LARGEST_SAID for v in added.values):
        return False
    one = output.unit_of(added)
    return not (lost and any(unit.dimension in _ROUNDED_DIMENSIONS for unit in one.units))


_ONE = frozenset(["one", "один", "одна", "одне", "одного", "одну", "одному"])


def _unmatched_small(source: Numbers, output: Numbers) -> bool:
    """Whether the source has a small number, too weak to be missed by itself, that something else replaced."""
    small = (claim for claim in source.reading.claims if not claim.values & output.reading.stated)
    times = any(s.kind == "times" and not _share_found(s, output) and not _stated(s, output) for s in source.shares)
    return times or any(small) or any(word in _ONE for word in source.text.lower().split())


def _same_kind(source: Numbers, lost: Number, output: Numbers, added: Number) -> bool:
    """Whether one number stands in the place of the other: the same kind of value, with the same unit."""
    if _kinds(lost.values) != _kinds(added.values):
        return False
    one, other = source.unit_of(lost), output.unit_of(added)
    if one.units or other.units:
        measured = any(unit.dimension in _MEASURED for unit in one.units)
        # Two translators convert and round the same measure in two ways.
        rounded = measured and any(_near(a, b, _CONVERTED) for a in one.amounts for b in other.amounts)
        heat = any(unit.dimension == "temperature" for unit in one.units)
        return bool(one.units & other.units) and not rounded and not heat
    return (lost.spelled is None) == (added.spelled is None) or bool({*plain(lost.values), *plain(added.values)})


def _kinds(values: frozenset[Value]) -> frozenset[type]:
    special = frozenset(type(value) for value in values if isinstance(value, Weekday | Magnitude))
    return special or frozenset(
        {Month} if any(isinstance(value, Month) for value in values) and not plain(values) else ()
    )


def _replaced_words(source: Numbers, output: Numbers) -> Iterator[Doubt]:
    if shares := missing_shares(output, source):
        yield Doubt("replaced", shares)
    elif times := missing_times(output, source):
        yield Doubt("replaced", times)


def missing_shares(of: Numbers, other: Numbers, *, in_article: bool = False) -> tuple[str, ...]:
    """The first part, multiple or round number of a text that the other has not, where that has one of its own.

    `in_article`: the other one is long. That it has a 3 somewhere does not explain `tripled`; its ordinals and its
    thousands are of many things.
    """
    added = [
        share
        for share in of.shares
        if not (in_article and share.kind in ("some", "ordinal"))
        and not _share_found(share, other, counted=not (in_article and share.kind == "times"))
        and ((in_article and share.kind == "times") or not _stated(share, other))
    ]
    if not added:
        return ()
    kinds = {share.kind for share in other.shares if not _share_found(share, of) and not _stated(share, of)}
    return next(((share.written,) for share in added if share.kind in kinds), ())


def missing_times(of: Numbers, other: Numbers) -> tuple[str, ...]:
    """The times of day of a text that the other has not, where that has others of its own."""
    added = [time for time in of.times if not any(time.may_be(each) for each in other.times)]
    if not added or all(any(time.may_be(each) for each in of.times) for time in other.times):
        return ()
    return tuple(time.written for time in added)


def _stated(share: Share, other: Numbers) -> bool:
    if share.kind in ("share", "some"):
        return False
    return any(_near(number, share.value, 0.01) for number in plain(other.reading.stated))


def _units(source: Numbers, output: Numbers) -> Iterator[Doubt]:
    """Numbers that count something else, or below zero became above."""
    for claim, found in matched_numbers(output.reading, source.reading):
        one, other = source.unit_of(found), output.unit_of(claim)
        written = output.text[other.start : other.end]
        if one.units and other.units and not is_compatible(one, other) and not is_same(one, other):
            yield Doubt("unit", (written,), certain=_is_exchange(one, other))
        elif {one.sign, other.sign} in ({-1, 0}, {-1, 1}) and _sign_matters(one, other, source, output):
            yield Doubt("sign", (written,), certain={one.sign, other.sign} == {-1, 1})


_SPEEDS = frozenset({("km", "km/h"), ("mile", "mph"), ("m", "m/s")})


def is_compatible(one: Quantity, other: Quantity) -> bool:
    return any(
        a.name == b.name
        or {(a.name, b.name), (b.name, a.name)} & _SPEEDS
        or (a.dimension == b.dimension == "share")
        or (a.dimension == b.dimension == "money" and a.factor == b.factor and None in (a.currency, b.currency))
        for a in one.units
        for b in other.units
    )


def _is_exchange(one: Quantity, other: Quantity) -> bool:
    """Whether both are of one dimension, so that the unit alone is another one."""
    dimensions = {unit.dimension for unit in (*one.units, *other.units)}
    return len(dimensions) == 1


def _sign_matters(one: Quantity, other: Quantity, source: Numbers, output: Numbers) -> bool:
    """Whether a sign that one of them lacks is said there in no other way: by frost, or by a fall."""
    unsigned = (source if one.sign == 0 else output) if 0 in (one.sign, other.sign) else None
    if unsigned is None:
        return True
    heat = any(unit.dimension == "temperature" for unit in (*one.units, *other.units))
    text = unsigned.text.lower()
    return not any(word in text for word in (_FROST if heat else (*_FROST, *_FALLS)))
