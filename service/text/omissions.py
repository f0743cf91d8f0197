"""What a translation lacks or has beside what it translates: addresses, placeholders, a half of a sentence."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

_PLACEHOLDER = re.compile(
    r"\{\{?\w{0,40}\}?\}|%\(\w{1,40}\)[sd]|%[sd](?!\w)|\$\{\w{1,40}\}|</?[a-z]{1,12}>"
    r"|\[\d{1,3}\]|__\w{1,40}__"
)
_ADDRESS = re.compile(
    r"https?://[^\s<>\"'»”)]{0,200}[\w/]|(?<![\w.@])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|(?<![\w@./])@\w{2,40}"
)
_NUMBER = re.compile(r"\d[\d.,:]*")
_MARKER = re.compile(r"\s*(\d{1,3}[.)])\s+(?=\S)")

# How many letters a sentence has for each of those that it translates, and how much the logarithm of that varies: more
# in short sentences, and with numbers, which are written out. Fitted on FLORES dev.
_LETTERS = {"en": 1.0, "fr": 1.17, "uk": 1.02, "de": 1.14}
_SPREAD, _SPREAD_OF_ONE, _SPREAD_OF_NUMBERS = 0.115, 1.5, 6
_LEAST = 30


def missing_pieces(source: str, output: str) -> tuple[str, ...]:
    """Addresses and placeholders that `output` has not as often as `source`, and the number that this begins with."""
    kept, there = Counter(_pieces(output)), Counter(_pieces(source))
    return tuple(there - kept)


def repeated_pieces(source: str, output: str) -> tuple[str, ...]:
    """Of those that both have, the ones that `output` has more often."""
    kept, there = Counter(_pieces(output)), Counter(_pieces(source))
    return tuple(piece for piece in kept - there if piece in there)


def length_change(source: str, output: str, languages: tuple[str, str]) -> float:
    """By how many deviations the length of a sentence differs from what is usual: below zero where it is short."""
    origin, target = (_LETTERS.get(language) for language in languages)
    before, after = len(source.strip()), len(output.strip())
    if origin is None or target is None or min(before, after) < 1 or max(before, after) < _LEAST:
        return 0.0
    usual = before * target / origin
    numbers = max(len(_NUMBER.findall(source)), len(_NUMBER.findall(output)))
    spread = _SPREAD**2 + _SPREAD_OF_ONE / usual + (_SPREAD_OF_NUMBERS * numbers / usual) ** 2
    return math.log(after / usual) / math.sqrt(spread)


def _pieces(text: str) -> Iterator[str]:
    marker = _MARKER.match(text)
    if marker:
        yield marker[1]
    yield from _ADDRESS.findall(text)
    yield from _PLACEHOLDER.findall(text)
