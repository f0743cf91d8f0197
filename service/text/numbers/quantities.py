"""Quantities: the numbers of a text with their units and signs, and those that it says without a number (`an hour`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from service.text.numbers.reading import Number, Reading
from service.text.numbers.units import PASSED, UNITS, UnitOfMeasure, unit_table
from service.text.numbers.values import plain

Sign = Literal[-1, 0, 1]

_WORD = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)?(?:[²³]|[23](?!\w))?|[%€$£₴¥₽₹₺]|°\s?[CFСc]?")
_NEAR = re.compile(r"\.?(?:-[а-яіїєґ]{1,3}(?=\s))?[\s\u00a0\u202f\-\u2010\u2011]{0,2}(?:\(?[≈~]\)?)?$")
_CURRENCY_BEFORE = re.compile(
    r"(?:us|ca|au|a|c)?([€$£₴¥₽₹₺])[ \u00a0\u202f]?$|\b(usd|eur|gbp|uah|chf|us) ?$", re.IGNORECASE
)
_CODES = {"usd": "$", "us": "$", "eur": "€", "gbp": "£", "uah": "₴", "chf": "franc"}
_NEGATIVE_BEFORE = re.compile(
    r"(?:(?:^|[\s(\u00a0\u202f:«\"])[-−–]|(?:^|[^\w])(?:minus|(?<!au )(?<!plus ou )moins|мінус)\s)$", re.IGNORECASE
)
_POSITIVE_BEFORE = re.compile(r"(?:(?:^|[\s(\u00a0\u202f:])\+|(?:^|[^\w])(?:plus|плюс)\s)$", re.IGNORECASE)
_NEGATIVE_AFTER = re.compile(
    r"[^.;\d]{0,24}?(?:below|of frost|sub-?zero|(?:au|en)[- ]dessous de|sous (?:le )?zéro|нижче (?:за )?нул|морозу)",
    re.IGNORECASE,
)
_POSITIVE_AFTER = re.compile(
    r"[^.;\d]{0,24}?(?:above (?:zero|freez)|au-dessus de z|вище (?:за )?нул|тепла\b)", re.IGNORECASE
)
_HALF_AFTER = re.compile(r"(?:\s|\u00a0)(?:and a half|et demie?|[зі]з? половиною)\b", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:[-–—x×]|to|or|and|by|sur|на|à|et|ou|до|чи|або|і|й|та|-)\s?[€$£]?$", re.IGNORECASE)
_PER = re.compile(r"\s(?:(?:an?|per|each|every|par|la|le|на|за)\s|(?:de )?l['’])([^\W\d_]+)")
_EVERY = re.compile(r"\sщо(год|дня|тиж|міс|рок)")
_EVERY_UNITS = {"год": "hour", "дня": "day", "тиж": "week", "міс": "month", "рок": "year"}
_RATES = frozenset({"time", "volume", "mass", "length", "area"})
_BEFORE, _AFTER = 14, 40
_MOST_PASSED = 2
_GOES_ON = re.compile(r"\.?[ \u00a0\u202f]")
_GAP = re.compile(r"[\s\u00a0\u202f,-]{0,3}(?:(?:and|et|і|й|та|h|г)[\s\u00a0\u202f]{0,2})?$")
# What a number without a unit counts that follows one with it: `2 h 30`, `6-foot-6`, `9 secondes 58`.
_SMALLER: Mapping[str, tuple[str, float]] = {
    "hour": ("minute", 60),
    "minute": ("second", 60),
    "second": ("second", 0.01),
    "foot": ("inch", 12),
    "m": ("cm", 100),
    "€": ("cent", 100),
    "$": ("cent", 100),
    "£": ("penny", 100),
}
_AMOUNT_WORDS: Mapping[float, str] = {
    0.25: "quarter quart чверть чверті",
    0.5: "half demi demie половину половина половини пів",
    0.75: "quarters quarts",
    1.5: "півтора півтори",
    10: "dizaine десяток десятка",
    12: "dozen douzaine дюжину дюжина",
    15: "quinzaine",
    20: "vingtaine",
    30: "trentaine",
    40: "quarantaine",
    50: "cinquantaine",
    60: "soixantaine",
    100: "сто ста cent hundred centaine сотня сотню",
    1000: "thousand millier тисяча тисячу",
}
_AMOUNTS = {word: amount for amount, words in _AMOUNT_WORDS.items() for word in words.split()}
# Letters that are units apart from their number too; others only where they touch it.
_SINGLE = frozenset(["h", "m", "g", "t", "l", "м", "г", "т", "л"])
_PARTS = frozenset(["quarters", "quarts"])
_ARTICLES = frozenset(["a", "an", "of", "d", "de", "un", "une", "the", "le", "la", "l"])
_HALF_PREFIX = "пів"
_IMPLIED = frozenset({"time", "length", "mass", "volume", "money"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """So much of a unit. `amounts`: what it can be; `units`: what the word for it can mean, none where there is none.

    `rate`: what it is counted by, as in `20 dollars an hour`.
    `claims` are the numbers of the reading that it is made of, by their index; none where the text has no number.
    """

    amounts: frozenset[float]
    units: frozenset[UnitOfMeasure]
    claims: tuple[int, ...]
    start: int
    end: int
    sign: Sign = 0
    rate: frozenset[UnitOfMeasure] = frozenset()


def quantities(text: str, reading: Reading, language: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order: one for each number, others for `half an hour`, and those of several numbers
    together, `2 h 30`. Linear in the text.
    """
    return _Scan(text, reading, language).scan()


class _Scan:
    def __init__(self, text: str, reading: Reading, language: str) -> None:
        self._text = text
        lowered = text.lower()
        self._lowered = lowered if len(lowered) == len(text) else text
        self._claims = reading.claims
        self._table = unit_table(language)

    def scan(self) -> tuple[Quantity, ...]:
        simple = [
            self._counted(index, claim, following)
            for index, (claim, following) in enumerate(zip(self._claims, self._following(), strict=True))
        ]
        simple = self._share_units(simple)
        whole = sorted([*simple, *self._implied(simple)], key=lambda each: each.start)
        return (*whole, *self._composed(whole))

    def _share_units(self, counted: list[Quantity]) -> list[Quantity]:
        """In `2 to 4 inches` the two are inches too."""
        for at in range(len(counted) - 2, -1, -1):
            one, other = counted[at], counted[at + 1]
            claim = self._claims[at]
            if other.units and not one.units and _RANGE.match(self._text[claim.end : self._claims[at + 1].start][:12]):
                counted[at] = replace(one, units=other.units)
        return counted

    def _following(self) -> Iterator[int]:
        """For each number where the next one begins, or the text ends."""
        for one, two in pairwise(self._claims):
            yield max(two.start, one.end)
        if self._claims:
            yield len(self._text)

    def _counted(self, index: int, claim: Number, following: int) -> Quantity:
        units, end = self._unit_after(claim.end, min(following, claim.end + _AFTER))
        before = self._text[max(0, claim.start - _BEFORE) : claim.start]
        if currency := _CURRENCY_BEFORE.search(before):
            sign = currency[1] or _CODES[currency[2].lower()]
            units = frozenset({UNITS[sign]})
        amounts = frozenset(plain(claim.values))
        if units and _HALF_AFTER.match(self._text, end):
            amounts = frozenset(amount + 0.5 for amount in amounts)
        if any(unit.name == "year" for unit in units) and any(1000 <= amount <= 2100 for amount in amounts):
            units = frozenset()
        sign = self._sign(claim, before, end)
        return Quantity(amounts, units, (index,), claim.start, end, sign, self._rate(end))

    def _rate(self, end: int) -> frozenset[UnitOfMeasure]:
        """What follows `per`: `an hour`, `par an`, `щомісяця`."""
        if every := _EVERY.match(self._lowered, end):
            return frozenset({UNITS[_EVERY_UNITS[every[1]]]})
        per = _PER.match(self._lowered, end)
        units = self._table.of(per[1]) if per else frozenset()
        return frozenset(unit for unit in units if unit.dimension in _RATES)

    def _sign(self, claim: Number, before: str, end: int) -> Sign:
        if _NEGATIVE_BEFORE.search(before) or _NEGATIVE_AFTER.match(self._text, end, end + _AFTER):
            return -1
        if _POSITIVE_BEFORE.search(before) or _POSITIVE_AFTER.match(self._text, end, end + _AFTER):
            return 1
        return 0

    def _unit_after(self, end: int, limit: int) -> tuple[frozenset[UnitOfMeasure], int]:
        """The unit that follows a number, and where it ends."""
        for passed, token in enumerate(_WORD.finditer(self._lowered, end, limit)):
            gap = self._text[end : token.start()]
            if gap not in ("'", "’") and not _NEAR.match(gap):
                break
            word = token.group().replace(" ", "")
            may_be = not gap or len(word) > 1 or not word.isalpha() or word in _SINGLE
            if may_be and (units := self._table.of(word, self._next(token.end()))):
                return units, self._end(token.end(), word, units)
            if word not in PASSED or passed == _MOST_PASSED:
                break
            end = token.end()
        return frozenset(), end

    def _end(self, end: int, word: str, units: frozenset[UnitOfMeasure]) -> int:
        following = self._next(end)
        return (
            end
            if not following or self._table.of(word) == units
            else self._lowered.index(following, end) + len(following)
        )

    def _next(self, end: int) -> str:
        token = _WORD.search(self._lowered, end, end + _AFTER)
        return token.group() if token and token.start() - end <= 2 else ""

    def _implied(self, counted: Sequence[Quantity]) -> Iterator[Quantity]:
        """`an hour`, `half a year`, `півтора року`: units without a number."""
        taken = {each.end for each in counted if each.units}
        before: tuple[str, ...] = ()
        counts: tuple[int, ...] = ()
        ends = {claim.end: at for at, claim in enumerate(self._claims)}
        for token in _WORD.finditer(self._lowered):
            word = token.group()
            half = word.startswith(_HALF_PREFIX) and len(word) > len(_HALF_PREFIX) + 2
            units = self._table.of(word[len(_HALF_PREFIX) :].lstrip("'’") if half else word)
            units = (
                frozenset(unit for unit in units if unit.dimension in _IMPLIED)
                if len(word) > 2 or word == "an"
                else frozenset()
            )
            if units and token.end() not in taken:
                amount = _amount(before) * (0.5 if half else 1)
                if _HALF_AFTER.match(self._text, token.end()):
                    amount += 0.5
                yield Quantity(frozenset({amount}), units, counts, token.start(), token.end())
            if word in _PARTS:
                counts = tuple(ends[at] for at in (token.start() - 1,) if at in ends)
            elif word not in _ARTICLES:
                counts = ()
            before = (*before[-3:], word)

    def _joined(self, one: Quantity, other: Quantity) -> Quantity | None:
        """`2 млн 300 тис. грн`: a number that goes on behind its scale word."""
        if not one.claims or not other.claims or one.units or not one.amounts or not other.amounts:
            return None
        gap = self._text[self._claims[one.claims[-1]].end : other.start]
        if not _GOES_ON.fullmatch(gap) or not self._text[self._claims[one.claims[-1]].end - 1].isalpha():
            return None
        a, b = max(one.amounts), max(other.amounts)
        claims = (*one.claims, *other.claims)
        return Quantity(frozenset({a + b}), other.units, claims, one.start, other.end) if b < a else None

    def _composed(self, whole: Sequence[Quantity]) -> Iterator[Quantity]:
        """Sums of neighbours in one dimension, the larger unit first."""
        for at, first in enumerate(whole):
            if at + 1 < len(whole) and (joined := self._joined(first, whole[at + 1])):
                yield joined
            found, last = first, first
            for other in whole[at + 1 : at + 3]:
                if not found.units or not _GAP.match(self._text[last.end : other.start]) or other.start < last.end:
                    break
                if not (summed := _sum(found, last, other)):
                    break
                yield summed
                found, last = summed, other


def _amount(before: tuple[str, ...]) -> float:
    for word in reversed(before):
        if word in _AMOUNTS:
            return _AMOUNTS[word]
        if word not in _ARTICLES:
            break
    return 1.0


def _sum(found: Quantity, last: Quantity, other: Quantity) -> Quantity | None:
    for unit in found.units:
        for smallest in last.units:
            if smallest.dimension != unit.dimension:
                continue
            smaller = [
                each.factor
                for each in other.units
                if each.dimension == unit.dimension and each.factor < smallest.factor
            ]
            if not other.units and smallest.name in _SMALLER:
                name, parts = _SMALLER[smallest.name]
                smaller = [smallest.factor * parts if name == smallest.name else smallest.factor / parts]
            if smaller:
                amounts = frozenset(a + b * smaller[0] / unit.factor for a in found.amounts for b in other.amounts)
                return Quantity(
                    amounts, frozenset({unit}), (*found.claims, *other.claims), found.start, other.end, found.sign
                )
    return None
