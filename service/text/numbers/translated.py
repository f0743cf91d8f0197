"""What became of the numbers of a sentence in its translation: lost, replaced, counting something else, moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from service.text.numbers.calendar import full_year, is_label
from service.text.numbers.comparing import CERTAIN_IN_TRANSLATION_FROM
from service.text.numbers.order import matched_numbers, moved_numbers, swapped_numbers
from service.text.numbers.quantities import Quantity
from service.text.numbers.reading import CERTAIN_FROM, Number
from service.text.numbers.sameness import (
    CONVERTED,
    Numbers,
    changed_durations,
    is_compatible,
    is_same,
    missing_shares,
    missing_times,
    near,
    said_otherwise,
    share_found,
    stated,
)
from service.text.numbers.values import Magnitude, Month, Value, Weekday, plain

NumberFault = Literal["added", "lost", "replaced", "unit", "sign", "order"]
_MEASURED = frozenset(["length", "mass", "speed", "area", "volume"])
_ROUNDED_DIMENSIONS = _MEASURED | {"temperature", "time"}
_LARGEST_SAID = 20
_LONG = 110
_FIRST = {Decimal(1)}  # `No. 1` is the first, the best
# Lists of few things are put in another order: `3 coffees, 2 teas`.
_MANY = re.compile(r"\d\d.* and .*\d\d")
_FROST = ("frost", "freez", "froid", "gel", "мороз", "холод")
_FALL_WORDS = """
fall fell drop declin decreas down lower loss lost slump plung shrank shrink contract cut baiss recul chut perd perte
diminu réduc rédui repli зниз впа паді скоро зменш збит втрат спад мінус нижч
"""
_FALLS = tuple(_FALL_WORDS.split())
_ONE = frozenset(["one", "один", "одна", "одне", "одного", "одну", "одному"])


@dataclass(frozen=True, slots=True)
class NumberDoubt:
    """A number that became something else. `items`: as written in the translation, or in the source where it is lost.

    `certain`: nothing that an honest translator does explains it.
    """

    fault: NumberFault
    items: tuple[str, ...]
    certain: bool = False


def compare_numbers(source: Numbers, output: Numbers) -> tuple[NumberDoubt, ...]:
    """Every doubt about the numbers of a translation. Linear in the texts, but for the first numbers of long lists."""
    lost, added = _missing(source, output), _missing(output, source)
    doubts = [*_judge(source, output, lost, added)]
    if not doubts:
        doubts += _replaced_words(source, output)
    doubts += _units(source, output)
    order = (output.text, output.reading, source.text, source.reading, (output.language, source.language))
    if swapped := swapped_numbers(*order):
        doubts.append(NumberDoubt("order", swapped, certain=True))
    elif moved := moved_numbers(*order):
        doubts.append(NumberDoubt("order", moved, certain=_MANY.search(" ".join(moved)) is not None))
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


def _judge(source: Numbers, output: Numbers, lost: Sequence[int], added: Sequence[int]) -> Iterator[NumberDoubt]:
    before = [source.reading.claims[at] for at in lost]
    after = [output.reading.claims[at] for at in added]
    if not before and not _unmatched_small(source, output):
        # Who counts something out adds a small number in words: `the triad of symptoms`.
        after = [
            claim
            for claim in after
            if claim.spelled is None or claim.spelled >= CERTAIN_FROM or output.unit_of(claim).units
        ]
        # Who writes for another country or another day says which one is meant: `Nielsen said on Friday`.
        after = [claim for claim in after if not _is_of_week(claim)]
    if not after and len(source.text) > _LONG:
        # In a long sentence a small number or a day is said by the way: `the only unbeaten side of the ten`.
        before = [claim for claim in before if claim.spelled is None and not _is_of_week(claim)]
    before, after = ([claim for claim in claims if claim.values != _FIRST] for claims in (before, after))
    pairs = zip(before, after, strict=False)
    certain = len(before) == len(after) and all(_same_kind(source, one, output, other) for one, other in pairs)
    certain = certain or any(_is_invented(output, claim, before) for claim in after)
    written = tuple(claim.written for claim in after)
    if len(source.text) > _LONG and (_is_redated(before, after) or _is_redated(after, before)):
        return
    # A day of the week may become a date.
    dated = any(isinstance(value, Month) and not plain(claim.values) for claim in after for value in claim.values)
    if after:
        yield NumberDoubt("replaced" if before else "added", written, certain and not dated)
    if before:
        yield NumberDoubt("lost", tuple(claim.written for claim in before), bool(after) and certain and not dated)


def _is_of_week(claim: Number) -> bool:
    return any(isinstance(value, Weekday) for value in claim.values)


def _is_redated(one: Sequence[Number], other: Sequence[Number]) -> bool:
    """Whether a day of the week stands in the place of a date: `on Friday`, `le 28 septembre`."""
    days = all(map(_is_of_week, one))
    dates = any(isinstance(value, Month) for claim in other for value in claim.values)
    return bool(one) and days and dates and len(other) == len(one) + 1


def _is_invented(output: Numbers, added: Number, lost: Sequence[Number]) -> bool:
    """Whether a number in digits is too large to be a word's (`1` for `first`), and no converted measure."""
    if added.spelled is not None or any(not isinstance(v, Decimal) or v <= _LARGEST_SAID for v in added.values):
        return False
    one = output.unit_of(added)
    return not (lost and any(unit.dimension in _ROUNDED_DIMENSIONS for unit in one.units))


def _unmatched_small(source: Numbers, output: Numbers) -> bool:
    """Whether the source has a small number, too weak to be missed by itself, that something else replaced."""
    small = (claim for claim in source.reading.claims if not claim.values & output.reading.stated)
    times = any(s.kind == "times" and not share_found(s, output) and not stated(s, output) for s in source.shares)
    return times or any(small) or any(word in _ONE for word in source.text.lower().split())


def _same_kind(source: Numbers, lost: Number, output: Numbers, added: Number) -> bool:
    """Whether one number stands in the place of the other: the same kind of value, with the same unit."""
    if _kinds(lost.values) != _kinds(added.values):
        return False
    one, other = source.unit_of(lost), output.unit_of(added)
    if one.units or other.units:
        measured = any(unit.dimension in _MEASURED for unit in one.units)
        # Two translators convert and round the same measure in two ways.
        rounded = measured and any(near(a, b, CONVERTED) for a in one.amounts for b in other.amounts)
        heat = any(unit.dimension == "temperature" for unit in one.units)
        return bool(one.units & other.units) and not rounded and not heat
    return (lost.spelled is None) == (added.spelled is None) or bool({*plain(lost.values), *plain(added.values)})


def _kinds(values: frozenset[Value]) -> frozenset[type]:
    special = frozenset(type(value) for value in values if isinstance(value, Weekday | Magnitude))
    return special or frozenset(
        {Month} if any(isinstance(value, Month) for value in values) and not plain(values) else ()
    )


def _replaced_words(source: Numbers, output: Numbers) -> Iterator[NumberDoubt]:
    if shares := missing_shares(output, source):
        yield NumberDoubt("replaced", shares)
    elif times := missing_times(output, source):
        yield NumberDoubt("replaced", times)
    elif durations := changed_durations(output, source):
        yield NumberDoubt("replaced", durations)


def _units(source: Numbers, output: Numbers) -> Iterator[NumberDoubt]:
    """Numbers that count something else, or below zero became above."""
    for claim, found in matched_numbers(output.reading, source.reading):
        one, other = source.unit_of(found), output.unit_of(claim)
        written = output.text[other.start : other.end]
        if one.units and other.units and not is_compatible(one, other) and not is_same(one, other):
            yield NumberDoubt("unit", (written,), certain=_is_exchange(one, other))
        elif one.rate and other.rate and not {unit.name for unit in one.rate} & {unit.name for unit in other.rate}:
            yield NumberDoubt("unit", (written,))
        elif {one.sign, other.sign} in ({-1, 0}, {-1, 1}) and _sign_matters(one, other, source, output):
            yield NumberDoubt("sign", (written,), certain={one.sign, other.sign} == {-1, 1})


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
