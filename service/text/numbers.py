"""The numbers and dates that a text states, in a form that can be compared across formats and languages.

Two things are read. What a text *states* is taken generously: `half` states 0.5 and 50, `XXI` states 21, `1990s` states
90 as well. What it *claims*, and another text must therefore state too, is taken strictly: digits, spelled-out numbers,
the month beside a day, the day of the week. Small spelled-out numbers are weaker evidence: honest writers count
themselves, and turn `two` into `both`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from service.text.number_words import LANGUAGES, Table, Value, Word, table

_LONGEST_CACHED = 40
_SPACES = " \u00a0\u202f\u2009\u2007\u2008\u205f'’ʼ"
_NUMBER = re.compile(rf"(?<!\d)\d{{1,3}}(?:[{_SPACES}]\d{{3}}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
_TIME = re.compile(
    r"([01]?\d|2[0-4])(?: ?[hг] ?|[:.])([0-5]\d)(?:[:.][0-5]\d)?(?![\d.,:]{0,20}\d)(?![%$€])", re.IGNORECASE
)
_DATE = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)|(\d{4})-(\d{2})-(\d{2})(?!\d)")
_TOKEN = re.compile(r"\d|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)'(?=\w)")
_SUFFIX = re.compile(
    r"[ \u00a0\u202f]?(bn|tn|mn|mln|mds?|mrd|[kmb])\b(?!\.?[/²³])|[ \u00a0\u202f]?([万萬亿億兆])", re.IGNORECASE
)
_SUFFIXES = {
    "k": 3,
    "m": 6,
    "mn": 6,
    "mln": 6,
    "b": 9,
    "bn": 9,
    "md": 9,
    "mds": 9,
    "mrd": 9,
    "tn": 12,
    "万": 4,
    "萬": 4,
    "亿": 8,
    "億": 8,
    "兆": 12,
}
# `m` and `b` are metres and bytes, or millions and billions: both are meant to match.
_UNSURE_SUFFIXES = frozenset("mbk")
_UNIT = re.compile(r"(?:^|[^\W\d_])?(?<![^\W\d_])(?:km|[cdm]?m|mi|ft|км|[смд]?м)$", re.IGNORECASE)
_AFTERNOON = re.compile(
    r"[ \u00a0]?(?:[ap]\.?m\b|o['’]clock|heures?\b|h\b|год|-?[аійоуїєюмг]{1,3} (?:годин|вечора|ранку|дня))",
    re.IGNORECASE,
)
_MERIDIEM = re.compile(r"[ \u00a0\u202f]?[ap]\.?m\b", re.IGNORECASE)
_MILITARY = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d(?= ?(?:UTC|GMT|hours\b|hrs\b|Z\b))")
_ROMAN = re.compile(r"([IVXLC]{1,12})(?:er?|ère|e|è?me|ème|th|-[а-яіїєґ]{1,3})?$")
_ROMAN_LETTERS = str.maketrans("ІХСМ", "IXCM")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_CENTURY = re.compile(r"[ \u00a0\u202f]?(?:siècle|centur|ст\.|століт|сторіч|s\.)", re.IGNORECASE)
_DECADE = re.compile(r"['’]?s\b|-?(?:х|ті|ми|их|тих)\b| рок(?:и|ів|ах)\b")
_DECADE_BEFORE = re.compile(r"(?:années|the|['’])[ \u00a0]?['’]?$", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:[-–—]|to|or|and|à|et|ou|до|чи|або|і|й|та)\s?$", re.IGNORECASE)
_HALF = re.compile(r"[ \u00a0](?:and a half|et demie?|[зі]з? половиною)\b", re.IGNORECASE)
_OF_A = re.compile(r"[ \u00a0](?:of )?an?(?= )|[ \u00a0]d['’]un(?= )", re.IGNORECASE)
_ROUNDED = frozenset({Decimal("0.33")})
_ENDING = re.compile(r"-[а-яіїєґ]{1,3}(?= )| (?:і|або|чи) більше(?= )")
_BETWEEN = re.compile(r"[\s\-\u2010\u2011]{1,2}$")
# Parts of Ukrainian compounds (двогодинний, п'ятирічна) that state a number, and the shortest word that is one.
_COMPOUND = {
    2: ("дво", "двох"),
    3: ("три", "трьох"),
    4: ("чотири", "чотирьох"),
    5: ("п'яти",),
    6: ("шести",),
    7: ("семи",),
    8: ("восьми",),
    9: ("дев'яти",),
    10: ("десяти",),
    100: ("сто",),
    50: ("п'ятдесяти",),
    20: ("двадцяти",),
    30: ("тридцяти",),
    12: ("дванадцяти",),
    15: ("п'ятнадцяти",),
    40: ("сорока",),
}
_SHORTEST_COMPOUND = 8
_COMPOUND_STARTS = frozenset("дтчпшсвДТЧПШСВ")
_ROMAN_STARTS = frozenset("IVXLCІХСМ")
_LONGEST_ROMAN = 20
# Nobody means more than this; adding up without an end would take more than linear time.
_LARGEST = 10**18
CERTAIN_FROM = 11
"""Spelled-out numbers from here on are evidence as good as digits in a summary."""
CERTAIN_IN_TRANSLATION_FROM = 3
"""The same in a translation, sentence against sentence: `two` alone turns into other words now and then."""
# From here on an order of size (`millions of people`) is a claim: of hundreds and thousands one speaks loosely.
_COUNTED_POWER = 6
_FOLDED = str.maketrans(dict.fromkeys("’ʼ`", "'"))


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


def missing_numbers(
    of: str, source: str, language: str | None = None, source_language: str | None = None
) -> tuple[str, ...]:
    """The numbers of `of` that `source` does not state, as they are written in `of`, less the small spelled-out ones.

    The languages say how words are read; None reads those of every language that there are tables for.
    """
    claims = read(of, language)
    return absent(claims, read(source, source_language)) if claims.claims else ()


def absent(of: Reading, source: Reading, *, spelled_from: int = CERTAIN_FROM) -> tuple[str, ...]:
    """The claims of `of` that `source` does not state; of those spelled out, only numbers from `spelled_from`."""
    return tuple(claim.written for claim in _absent(of, source) if _from(claim, spelled_from))


def doubtful(of: Reading, source: Reading, *, spelled_from: int = CERTAIN_FROM) -> tuple[str, ...]:
    """The claims that `absent` leaves out with the same `spelled_from`: small numbers, spelled out."""
    return tuple(claim.written for claim in _absent(of, source) if not _from(claim, spelled_from))


def _absent(of: Reading, source: Reading) -> Iterator[Number]:
    for claim in of.claims:
        if not claim.values & source.stated and (source.known or not _may_be_spelled(claim)):
            yield claim


def _from(claim: Number, least: int) -> bool:
    return claim.spelled is None or claim.spelled >= least


def _may_be_spelled(claim: Number) -> bool:
    """Whether a language without a table of words may have spelled it out."""
    return all(isinstance(value, str) or value <= 20 for value in claim.values)


def read(text: str, language: str | None = None) -> Reading:
    """What the text claims and states. Linear in the text."""
    code = language.split("-")[0] if language else None
    return _Reader(text, code).read()


class _Reader:
    def __init__(self, text: str, language: str | None) -> None:
        self._text = text
        lowered = text.lower()
        self._folded = lowered if len(lowered) == len(text) else text
        has_table = language in LANGUAGES
        self._known = has_table or language is None
        self._table: Table = table(language if has_table else None)
        self._french = language == "fr" or not has_table
        self._raw = not has_table
        self._ukrainian = language == "uk"
        self._starts = _ROMAN_STARTS | _COMPOUND_STARTS if self._ukrainian else _ROMAN_STARTS
        self._stated: set[Value] = set()
        self._claims: list[Number] = []

    def read(self) -> Reading:
        end = 0
        text, folded, words = self._text, self._folded, self._table
        for token in _TOKEN.finditer(text):
            start, stop = token.span()
            if start < end:
                continue
            word = folded[start:stop]
            if word in words or not word.isalpha() or (text[start] in self._starts and self._may_state(start, stop)):
                end = self._digits(start) if text[start].isdecimal() else self._word(start, stop)
        self._share_scales()
        for claim in self._claims:
            self._stated |= claim.values
        self._stated |= {f"s{power}" for power in map(_power, self._stated) if power >= _COUNTED_POWER}
        return Reading(tuple(self._claims), frozenset(self._stated), self._known)

    def _may_state(self, start: int, end: int) -> bool:
        """Whether a word that is no number word as it stands may state a number: by Roman numerals, or in a compound.

        It begins with one of `_starts`.
        """
        long_enough = self._ukrainian and end - start >= _SHORTEST_COMPOUND
        return self._text[start] in _ROMAN_STARTS or long_enough

    def _claim(self, start: int, end: int, values: Collection[Value], *, spelled: int | None = None) -> None:
        self._claims.append(Number(self._text[start:end], frozenset(values), start, end, spelled))

    def _digits(self, start: int) -> int:
        text = self._text
        if date := _DATE.match(text, start):
            return self._date(date)
        if (time := _TIME.match(text, start)) and (text[time.end(1)] != "." or _MERIDIEM.match(text, time.end())):
            return self._time(time)
        number = _NUMBER.match(text, start)
        assert number  # a digit is a number
        if military := _MILITARY.match(text, start):
            self._stated |= {Decimal(military.group()[:2]), Decimal(military.group()[2:])}
        if start and _UNIT.search(text, max(0, start - 4), start):
            return number.end()  # km2
        found = _values(number.group())
        if len(found) > 1:
            self._group(start, found)
            return number.end()
        values: set[Value] = set(found[0].values)
        if suffix := _SUFFIX.match(text, number.end()):
            sign = (suffix[1] or suffix[2]).lower()
            if not (sign in _UNSURE_SUFFIXES and text[number.end()].isspace()):
                return self._suffixed(start, values, suffix, sign)
        amount, end = self._scaled(values, number.end())
        if end == number.end():
            self._add_readings(values, start, end)
            self._claim(start, end, values)
            return end
        if self._raw:
            amount = amount | values
        self._claim(start, end, amount)
        return end

    def _suffixed(self, start: int, values: set[Value], suffix: re.Match[str], sign: str) -> int:
        scaled: set[Value] = {v * 10 ** _SUFFIXES[sign] for v in values if isinstance(v, Decimal)}
        both = sign in _UNSURE_SUFFIXES or self._raw
        self._claim(start, suffix.end(), scaled | values if both else scaled)
        return suffix.end()

    def _group(self, start: int, found: Sequence[Number]) -> None:
        """A date, a version or a list: each group is a number of its own."""
        for each in found:
            at = self._text.index(each.written, start)
            start = at + len(each.written)
            self._claim(at, start, each.values)

    def _date(self, date: re.Match[str]) -> int:
        groups = (5, 6, 7) if date[5] else (1, 3, 4)
        for group in groups:
            value = int(date[group])
            self._claim(date.start(group), date.end(group), {Decimal(value), *([f"m{value}"] if value <= 12 else [])})
        return date.end()

    def _time(self, time: re.Match[str]) -> int:
        hour, minute = int(time[1]), int(time[2])
        self._claim(time.start(1), time.end(1), {Decimal(hour), f"h{hour % 12}"})
        if minute:
            self._claim(time.start(2), time.end(2), {Decimal(minute), *([Decimal("0.5")] if minute == 30 else [])})
        self._stated |= {Decimal(f"{hour}.{minute:02}"), Decimal(hour * 100 + minute)}
        return time.end()

    def _add_readings(self, values: set[Value], start: int, end: int) -> None:
        """Other values that the digits can mean where they stand: an hour, a decade, a number and a half."""
        for value in tuple(values):
            if not isinstance(value, Decimal) or value > 10_000 or value != value.to_integral_value():
                continue
            if value <= 24 and _AFTERNOON.match(self._text, end):
                values.add(f"h{value % 12}")
            if value % 10 == 0 and (
                _DECADE.match(self._text, end) or _DECADE_BEFORE.search(self._text, max(0, start - 9), start)
            ):
                if value < 100:
                    values |= {1900 + value}
                elif 1000 < value < 2100:
                    values |= {value % 100}
            if _HALF.match(self._text, end):
                values.add(value + Decimal("0.5"))

    def _scaled(self, values: set[Value], end: int) -> tuple[set[Value], int]:
        """The values times the scale words that follow, `2.5 thousand million`, and where these end."""
        factor, last = 1, end
        if ending := _ENDING.match(self._text, end):
            last = ending.end()
        while factor < _LARGEST and (found := self._next_word(last)) and found[0].role in ("scale", "hundred"):
            factor *= found[0].value
            last = found[2]
        if factor == 1:
            return values, end
        return {value * factor for value in values if isinstance(value, Decimal)}, last

    def _word(self, start: int, end: int) -> int:
        """Reads the word, or the phrase of number words that it begins. Returns where that ends."""
        word, start = self._look_up(start, end)
        if word is None:
            self._roman(start, end)
            if self._ukrainian and end - start >= _SHORTEST_COMPOUND:
                self._compound(self._folded[start:end])
            return end
        if word.role == "hint":
            self._stated |= word.values
            return self._fraction(word, start, end)
        if word.role in ("month", "weekday"):
            self._calendar(word, start, end)
            return end
        return self._phrase(word, start, end)

    def _fraction(self, word: Word, start: int, end: int) -> int:
        """Reads what a fraction is of: `half a million`, `three quarters`, `півтора мільйона`. Returns its end."""
        fractions: set[Value] = {each for each in word.values if isinstance(each, Decimal) and each % 1}
        last = self._claims[-1] if self._claims else None
        if last and last.spelled and last.spelled < 10 and 1 <= start - last.end <= 2:
            shares = {last.spelled * each for each in fractions if isinstance(each, Decimal)}
            percent = {Decimal(int(share * 100 + more)) for share in shares for more in (0, 1)}
            self._claims[-1] = replace(last, values=last.values | shares | percent)
            return end
        of = _OF_A.match(self._text, end)
        begin = of.end() if of else end
        scaled, stop = self._scaled({each for each in fractions if each not in _ROUNDED}, begin)
        if stop == begin or not scaled:
            return end
        self._claim(start, stop, scaled, spelled=max(int(each) for each in scaled if isinstance(each, Decimal)))
        return stop

    def _look_up(self, start: int, end: int) -> tuple[Word | None, int]:
        folded = self._folded[start:end].translate(_FOLDED) if end - start > 1 else self._folded[start:end]
        word = self._table.get(folded)
        if word is None and self._french and (elided := _ELISION.match(folded)):
            return self._table.get(folded[elided.end() :]), start + elided.end()
        return word, start

    def _next_word(self, end: int) -> tuple[Word, int, int] | None:
        """The number word that follows directly, where it begins and where it ends."""
        token = _TOKEN.search(self._text, end, end + 40)
        if not token or not _BETWEEN.match(self._text[end : token.start()]) or self._text[token.start()].isdecimal():
            return None
        word, start = self._look_up(token.start(), token.end())
        return (word, start, token.end()) if word and word.role in ("cardinal", "hundred", "scale", "ordinal") else None

    def _phrase(self, word: Word, start: int, end: int) -> int:
        """Adds up the number words that belong together: `two hundred and six thousand`, `quatre-vingt-dix-sept`."""
        total, current, scale = 0, None, 0
        ordinal, first, said = False, word, 0
        while True:
            added = self._add(word, total, current, scale)
            if added is None:
                break
            total, current, scale = added
            said, ordinal = said + 1, word.role == "ordinal"
            last = end
            if ordinal or total > _LARGEST or not (found := self._after(word, current, end)):
                break
            word, _, end = found
        value = Decimal(total + (current or 0))
        if half := _HALF.match(self._text, last):
            value += Decimal("0.5") * (scale if current is None and scale else 1)
            scaled, last = self._scaled({value}, half.end())
            value = next(each for each in scaled if isinstance(each, Decimal))
        self._state(first, said, value, ordinal, start, last)
        return last

    def _after(self, word: Word, current: int | None, end: int) -> tuple[Word, int, int] | None:
        found = self._next_word(end)
        if found:
            return found
        joint = re.compile(r"[\s-](and|et)(?=[\s-])").match(self._folded, end)
        allowed = joint and (word.role in ("hundred", "scale") if joint[1] == "and" else word.role == "cardinal")
        if not joint or not allowed or not (found := self._next_word(joint.end())):
            return None
        follows = self._next_word(found[2])
        unit = found[0].value < 100 and not (follows and follows[0].role == "hundred")
        if joint[1] == "et":
            unit = found[0].value in (1, 11) and current is not None and current % 10 == 0 and current >= 20
        return found if unit else None

    def _add(self, word: Word, total: int, current: int | None, scale: int) -> tuple[int, int | None, int] | None:
        """The sum with one more word; None where that word begins another number."""
        value = word.value
        if word.role == "scale":
            if scale and value >= scale:
                return (total + (current or 0)) * value, None, value
            return total + (1 if current is None else current) * value, None, value
        if word.role == "hundred":
            if current is None:
                return total, 100, scale
            return (total, current * 100, scale) if 0 < current < 100 else None
        if current is None:
            return (total, value, scale) if not scale or value < scale else None
        if self._french and value == 20 and current % 100 == 4:
            return total, current + 76, scale
        room = current % 1000 if value >= 100 else current % 100 if value >= 10 else current % 10
        french_teens = self._french and 10 <= value < 17 and current % 100 in (60, 80)
        french_units = self._french and 7 <= value < 10 and current % 100 in (10, 70, 90)
        fits = room == 0 and not (value < 10 and current % 100 == 10) and current > value and value > 0
        return (total, current + value, scale) if fits or french_teens or french_units else None

    def _state(self, first: Word, said: int, value: Decimal, ordinal: bool, start: int, end: int) -> None:
        values: set[Value] = {value}
        if said == 1 and first.role in ("scale", "hundred"):
            self._bare_scale(first, value, start, end)
            return
        if ordinal and value % 10 == 0 and value < 100:
            self._stated.add(1900 + value)
        if value <= 24 and _AFTERNOON.match(self._text, end):
            values.add(f"h{value % 12}")
        self._stated |= values
        if value in (0, 1, 100, 1000) or (ordinal and value < CERTAIN_FROM):
            return
        self._claim(start, end, values, spelled=int(value))

    def _bare_scale(self, word: Word, value: Decimal, start: int, end: int) -> None:
        """`a million` is a number; `millions` only an order of size; `a thousand` and `a hundred` often neither."""
        self._stated.add(value)
        if power := _power(value) * (value >= 10**_COUNTED_POWER):
            self._claim(start, end, {f"s{power}"})

    def _calendar(self, word: Word, start: int, end: int) -> None:
        capital = self._text[start].isupper()
        if self._table is table("en") and not capital:
            return
        self._stated |= word.values
        if word.role == "weekday":
            self._claim(start, end, word.values)
        else:
            before, after = self._text[max(0, start - 8) : start], self._text[end : end + 6]
            if re.search(r"\d(?:st|nd|rd|th|er|-?г?о|-?е)?[\s\u00a0]+(?:of |de )?$", before) or re.match(
                r"[.,]?[\s\u00a0]+(?:de |of )?\d", after
            ):
                self._claim(start, end, word.values)

    def _roman(self, start: int, end: int) -> None:
        written = self._text[start : min(end, start + _LONGEST_ROMAN)].translate(_ROMAN_LETTERS)
        if written[0] not in "IVXLC" or not (roman := _ROMAN.match(written)):
            return
        digits = [_ROMAN_VALUES[letter] for letter in roman[1]]
        value = sum(-d if any(d < later for later in digits[n + 1 :]) else d for n, d in enumerate(digits))
        if len(roman[1]) == 1 and roman[1] in "ICL" and roman[0] == roman[1] and not _CENTURY.match(self._text, end):
            return
        self._stated.add(Decimal(value))
        if _CENTURY.match(self._text, end):
            self._claim(start, end, {Decimal(value)})

    def _compound(self, word: str) -> None:
        folded = word.translate(_FOLDED)
        self._stated.update(Decimal(value) for value, parts in _COMPOUND.items() if folded.startswith(parts))

    def _share_scales(self) -> None:
        """In `5 to 7 million` the five may be millions too."""
        for at in range(len(self._claims) - 1):
            one, other = self._claims[at], self._claims[at + 1]
            between = self._text[one.end : other.start]
            if len(between) > 6 or not _RANGE.match(between):
                continue
            power = max(map(_power, other.values))
            if power and other.written[-1].isalpha():
                scaled = {value * 10**power for value in one.values if isinstance(value, Decimal) and value < 1000}
                self._claims[at] = replace(one, values=one.values | scaled)


def _power(value: Value) -> int:
    """The largest power of a thousand that the value holds: 6 for two millions."""
    return max((value.adjusted() // 3 * 3, 0)) if isinstance(value, Decimal) and value else 0


def _values(written: str) -> tuple[Number, ...]:
    # Only what is short enough to be a number that somebody meant is worth keeping.
    return _cached_values(written) if len(written) <= _LONGEST_CACHED else _read_values(written)


@lru_cache(maxsize=4096)
def _cached_values(written: str) -> tuple[Number, ...]:
    return _read_values(written)


def _read_values(written: str) -> tuple[Number, ...]:
    ascii_digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in written)
    compact = re.sub(rf"[{_SPACES}]", "", ascii_digits)
    separators = re.findall(r"[.,]", compact)
    if not separators:
        return (Number(written, frozenset({Decimal(compact)})),)
    groups = re.split(r"[.,]", compact)
    thousands = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    if len(separators) == 1:
        values = {Decimal(".".join(groups))}
        if thousands and compact == ascii_digits:
            values.add(Decimal("".join(groups)))
        return (Number(written, frozenset(values)),)
    if len(set(separators)) == 1 and thousands:
        return (Number(written, frozenset({Decimal("".join(groups))})),)
    mixed = len(set(separators[:-1])) == 1 and separators[-1] != separators[0]
    if mixed and all(len(group) == 3 for group in groups[1:-1]):
        return (Number(written, frozenset({Decimal("".join(groups[:-1]) + "." + groups[-1])})),)
    # A date (12.05.2026), a version or a list without spaces: each group is a number of its own.
    as_written = re.split(r"[.,]", written)
    return tuple(Number(own, frozenset({Decimal(group)})) for own, group in zip(as_written, groups, strict=True))
