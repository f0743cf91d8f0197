"""Numbers in digits: separators of thousands and decimals, abbreviated scales, Roman numerals."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from service.text.languages import alternatives

_LONGEST_CACHED = 40
_SPACES = " \u00a0\u202f\u2009\u2007\u2008\u205f'’ʼ"
_GROUPING = re.compile(f"[{_SPACES}]")
_SEPARATOR = re.compile(r"[.,]")
_NUMBER = re.compile(rf"(?<!\d)\d{{1,3}}(?:[{_SPACES}]\d{{3}}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
_SUFFIX = re.compile(
    r"[ \u00a0\u202f]?(bn|tn|mn|mln|mds?|mrd|[kmb])\b(?!\.?[/²³])|[ \u00a0\u202f]?([万萬亿億兆])", re.IGNORECASE
)
_POWERS = {
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
_UNSURE = frozenset("mbk")
_UNIT = re.compile(r"(?:^|[^\W\d_])?(?<![^\W\d_])(?:km|[cdm]?m|mi|ft|км|[смд]?м)$", re.IGNORECASE)
_ROMAN = re.compile(rf"([IVXLC]{{1,12}})(?:{alternatives(lambda known: known.numbers.roman)})?$")
_ROMAN_LETTERS = str.maketrans("ІХСМ", "IXCM")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LONGEST_ROMAN = 20
ROMAN_STARTS = frozenset("IVXLCІХСМ")
"""What a word begins with that can be a Roman numeral, in Latin letters or Cyrillic ones that look like them."""


@dataclass(frozen=True, slots=True)
class Digits:
    """A number in digits and the values that it can mean: two, where three digits follow the only separator."""

    written: str
    values: frozenset[Decimal]


@dataclass(frozen=True, slots=True)
class Suffix:
    """An abbreviated scale behind digits. `unsure`: it may as well be a unit (`m`). `apart`: behind a space."""

    power: int
    end: int
    unsure: bool
    apart: bool


def digits_at(text: str, start: int) -> tuple[tuple[Digits, ...], int]:
    """The numbers of the digits at `start`, of which there are several in a date or a version, and where they end."""
    number = _NUMBER.match(text, start)
    assert number  # a digit is a number
    written = number.group()
    # Only what is short enough to be a number that somebody meant is worth keeping.
    return _cached(written) if len(written) <= _LONGEST_CACHED else _groups(written), number.end()


def suffix_at(text: str, end: int) -> Suffix | None:
    """The abbreviated scale that follows the digits which end here."""
    suffix = _SUFFIX.match(text, end)
    if not suffix:
        return None
    sign = (suffix[1] or suffix[2]).lower()
    return Suffix(_POWERS[sign], suffix.end(), sign in _UNSURE, text[end].isspace())


def is_exponent(text: str, start: int) -> bool:
    """Whether the digit at `start` belongs to the unit before it: `km2`."""
    return start > 0 and bool(_UNIT.search(text, max(0, start - 4), start))


def roman(word: str) -> tuple[int, bool] | None:
    """The value of a Roman numeral, and whether it is a bare letter that is more often something else."""
    written = word[:_LONGEST_ROMAN].translate(_ROMAN_LETTERS)
    if written[0] not in "IVXLC" or not (found := _ROMAN.match(written)):
        return None
    each = [_ROMAN_VALUES[letter] for letter in found[1]]
    value = sum(-d if any(d < later for later in each[n + 1 :]) else d for n, d in enumerate(each))
    return value, len(found[1]) == 1 and found[1] in "ICL" and found[0] == found[1]


@lru_cache(maxsize=4096)
def _cached(written: str) -> tuple[Digits, ...]:
    return _groups(written)


def _groups(written: str) -> tuple[Digits, ...]:
    ascii_digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in written)
    compact = _GROUPING.sub("", ascii_digits)
    separators = _SEPARATOR.findall(compact)
    if not separators:
        return (Digits(written, frozenset({Decimal(compact)})),)
    groups = _SEPARATOR.split(compact)
    thousands = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    if len(separators) == 1:
        values = {Decimal(".".join(groups))}
        if thousands and compact == ascii_digits:
            values.add(Decimal("".join(groups)))
        return (Digits(written, frozenset(values)),)
    if len(set(separators)) == 1 and thousands:
        return (Digits(written, frozenset({Decimal("".join(groups))})),)
    mixed = len(set(separators[:-1])) == 1 and separators[-1] != separators[0]
    if mixed and all(len(group) == 3 for group in groups[1:-1]):
        return (Digits(written, frozenset({Decimal("".join(groups[:-1]) + "." + groups[-1])})),)
    # A date (12.05.2026), a version or a list without spaces: each group is a number of its own.
    as_written = _SEPARATOR.split(written)
    return tuple(Digits(own, frozenset({Decimal(group)})) for own, group in zip(as_written, groups, strict=True))
