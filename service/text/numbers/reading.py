"""The numbers and dates that a text states, in a form that can be compared across formats and languages.

Two things are read. What a text *states* is taken generously: `half` states 0.5 and 50, `XXI` states 21, `1990s` states
90 as well. What it *claims*, and another text must therefore state too, is taken strictly: digits, spelled-out numbers,
the month beside a day, the day of the week. Small spelled-out numbers are weaker evidence: honest writers count
themselves, and turn `two` into `both`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from service.text.languages import alternatives
from service.text.numbers.calendar import date_at, decade, is_beside_day, is_century
from service.text.numbers.clock import Time, hour_before, military_time, time_at
from service.text.numbers.digits import ROMAN_STARTS, Digits, Suffix, digits_at, is_exponent, roman, suffix_at
from service.text.numbers.phrases import SHORTEST_COMPOUND, TOKEN, Phrase, Wording
from service.text.numbers.values import Magnitude, Value, magnitude
from service.text.numbers.words import LANGUAGES, Word

CERTAIN_FROM = 11
"""Spelled-out numbers from here on are evidence as good as digits in a summary."""
_RANGE = re.compile(rf"\s?(?:[-–—]|{alternatives(lambda known: known.numbers.between)})\s?$", re.IGNORECASE)
_ROUNDED = frozenset({Decimal("0.33")})
# From here on an order of size (`millions of people`) is a claim: of hundreds and thousands one speaks loosely.
_COUNTED_POWER = 6
_LARGEST_READ_TWICE = 10_000


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, and the values that it can mean (`1,250` is 1250 in English and 1.25 in French).

    `start` and `end` are where it stands in its text. `spelled`: the value of what is not written in digits.
    """

    written: str
    values: frozenset[Value]
    start: int = 0
    end: int = 0
    spelled: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text claims, in order, and all the values that it states.

    `known` is False for a language without a table of words: what it spells out has not been read.
    """

    claims: tuple[Number, ...]
    stated: frozenset[Value]
    known: bool


def numbers(text: str, language: str | None = None) -> tuple[Number, ...]:
    """Every number that the text claims, in order. Grouping spaces, apostrophes, dots and commas are normalised away.

    A comma or dot before exactly three digits can group thousands or start decimals, so both values are kept.
    """
    return read(text, language).claims


def read(text: str, language: str | None = None) -> Reading:
    """What the text claims and states. Linear in the text."""
    code = language.split("-")[0] if language else None
    return _Reader(text, code).read()


class _Reader:
    def __init__(self, text: str, language: str | None) -> None:
        self._text = text
        self._wording = Wording(text, language)
        self._raw = language not in LANGUAGES
        self._known = not self._raw or language is None
        self._starts = ROMAN_STARTS | self._wording.compound_starts
        self._stated: set[Value] = set()
        self._claims: list[Number] = []

    def read(self) -> Reading:
        end = 0
        text, folded, words = self._text, self._wording.folded, self._wording.words
        for token in TOKEN.finditer(text):
            start, stop = token.span()
            if start < end:
                continue
            word = folded[start:stop]
            if word in words or not word.isalpha() or (text[start] in self._starts and self._may_state(start, stop)):
                end = self._digits(start) if text[start].isdecimal() else self._word(start, stop)
        self._share_scales()
        for claim in self._claims:
            self._stated |= claim.values
        self._stated |= {Magnitude(power) for power in map(magnitude, self._stated) if power >= _COUNTED_POWER}
        return Reading(tuple(self._claims), frozenset(self._stated), self._known)

    def _may_state(self, start: int, end: int) -> bool:
        """Whether a word that is no number word as it stands may state a number: by Roman numerals, or in a compound.

        It begins with one of `_starts`.
        """
        long_enough = bool(self._wording.compound_starts) and end - start >= SHORTEST_COMPOUND
        return self._text[start] in ROMAN_STARTS or long_enough

    def _claim(self, start: int, end: int, values: Collection[Value], *, spelled: int | None = None) -> None:
        self._claims.append(Number(self._text[start:end], frozenset(values), start, end, spelled))

    def _digits(self, start: int) -> int:
        text = self._text
        if date := date_at(text, start):
            for part_start, part_end, part in date:
                self._claim(part_start, part_end, part)
            return date[-1][1]
        if time := time_at(text, start):
            return self._time(time)
        found, end = digits_at(text, start)
        self._stated.update(military_time(text, start))
        if is_exponent(text, start):
            return end
        if len(found) > 1:
            self._group(start, found)
            return end
        values: set[Value] = set(found[0].values)
        if (suffix := suffix_at(text, end)) and not (suffix.unsure and suffix.apart):
            return self._suffixed(start, values, suffix)
        return self._plain(start, end, values)

    def _plain(self, start: int, end: int, values: set[Value]) -> int:
        amount, last = self._wording.scaled(values, end)
        if last == end:
            self._add_readings(values, start, end)
            amount = values
        elif self._raw:
            amount = amount | values
        self._claim(start, last, amount)
        return last

    def _suffixed(self, start: int, values: set[Value], suffix: Suffix) -> int:
        scaled: set[Value] = {v * 10**suffix.power for v in values if isinstance(v, Decimal)}
        self._claim(start, suffix.end, scaled | values if suffix.unsure or self._raw else scaled)
        return suffix.end

    def _group(self, start: int, found: Sequence[Digits]) -> None:
        """A date, a version or a list: each group is a number of its own."""
        for each in found:
            at = self._text.index(each.written, start)
            start = at + len(each.written)
            self._claim(at, start, each.values)

    def _time(self, time: Time) -> int:
        for part in time.parts:
            self._claim(part.start, part.end, part.values)
        self._stated |= time.stated
        return time.end

    def _add_readings(self, values: set[Value], start: int, end: int) -> None:
        """Other values that the digits can mean where they stand: an hour, a decade, a number and a half."""
        for value in tuple(values):
            if not isinstance(value, Decimal) or value > _LARGEST_READ_TWICE or value != value.to_integral_value():
                continue
            if hour := hour_before(value, self._text, end):
                values.add(hour)
            if (other := decade(value, self._text, start, end)) is not None:
                values.add(other)
            if self._wording.half_after(end):
                values.add(value + Decimal("0.5"))

    def _word(self, start: int, end: int) -> int:
        """Reads the word, or the phrase of number words that it begins. Returns where that ends."""
        word, start = self._wording.look_up(start, end)
        if word is None:
            self._roman(start, end)
            self._stated |= self._wording.compound(start, end)
            return end
        if word.role == "hint":
            self._stated |= word.values
            return self._fraction(word, start, end)
        if word.role in ("month", "weekday"):
            self._calendar(word, start, end)
            return end
        phrase = self._wording.phrase(word, start, end)
        self._state(phrase, start)
        return phrase.end

    def _fraction(self, word: Word, start: int, end: int) -> int:
        """Reads what a fraction is of: `half a million`, `three quarters`, `півтора мільйона`. Returns its end."""
        fractions = {each for each in word.values if isinstance(each, Decimal) and each % 1}
        last = self._claims[-1] if self._claims else None
        if last and last.spelled and last.spelled < 10 and 1 <= start - last.end <= 2:
            shares = {last.spelled * each for each in fractions}
            percent = {Decimal(int(share * 100 + more)) for share in shares for more in (0, 1)}
            self._claims[-1] = replace(last, values=last.values | shares | percent)
            return end
        begin = self._wording.after_article(end)
        scaled, stop = self._wording.scaled(fractions - _ROUNDED, begin)
        if stop == begin or not scaled:
            return end
        self._claim(start, stop, scaled, spelled=max(int(each) for each in scaled if isinstance(each, Decimal)))
        return stop

    def _state(self, phrase: Phrase, start: int) -> None:
        value, end = phrase.value, phrase.end
        if phrase.said == 1 and phrase.first.role in ("scale", "hundred"):
            self._bare_scale(value, start, end)
            return
        if phrase.ordinal and value % 10 == 0 and value < 100:
            self._stated.add(1900 + value)
        values: set[Value] = {value}
        if hour := hour_before(value, self._text, end):
            values.add(hour)
        self._stated |= values
        if value in (0, 1, 100, 1000) or (phrase.ordinal and value < CERTAIN_FROM):
            return
        self._claim(start, end, values, spelled=int(value))

    def _bare_scale(self, value: Decimal, start: int, end: int) -> None:
        """`a million` is a number; `millions` only an order of size; `a thousand` and `a hundred` often neither."""
        self._stated.add(value)
        if value >= 10**_COUNTED_POWER:
            self._claim(start, end, {Magnitude(magnitude(value))})

    def _calendar(self, word: Word, start: int, end: int) -> None:
        vocabulary = self._wording.vocabulary
        if vocabulary.proper and not self._text[start].isupper():
            return
        self._stated |= word.values
        beside_day = is_beside_day(self._text, start, end, ordinal_stop=vocabulary.ordinal_stop)
        if word.role == "weekday" or beside_day:
            self._claim(start, end, word.values)

    def _roman(self, start: int, end: int) -> None:
        numeral = roman(self._text[start:end])
        century = is_century(self._text, end)
        if not numeral or (numeral[1] and not century):
            return
        self._stated.add(Decimal(numeral[0]))
        if century:
            self._claim(start, end, {Decimal(numeral[0])})

    def _share_scales(self) -> None:
        """In `5 to 7 million` the five may be millions too."""
        for at in range(len(self._claims) - 1):
            one, other = self._claims[at], self._claims[at + 1]
            between = self._text[one.end : other.start]
            if len(between) > 6 or not _RANGE.match(between):
                continue
            power = max(map(magnitude, other.values))
            if power and other.written[-1].isalpha():
                scaled = {value * 10**power for value in one.values if isinstance(value, Decimal) and value < 1000}
                self._claims[at] = replace(one, values=one.values | scaled)
