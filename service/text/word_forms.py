"""Whether a string is a form of a word: `walked`, `marchaient`, `ходили`, and not `walkd`.

Bloom filters made by `benchmarks/fit_forms.py`: of strings that are no form 2 in 100 pass. Ukrainian has more forms
than any list, so its dictionary (`pymorphy3`) is asked, too. What a prefix that makes new words every day begins
(`nanosatellite`) is a form where the rest is one, and so is what Ukrainian joins of two (`п'ятнадцятиповерховий`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files

from service.text.languages import LANGUAGES
from service.text.ukrainian_dictionary import is_ukrainian

HASHES = 5
LISTED = frozenset({"en", "fr", "uk"})
"""The languages whose forms are known."""

_LONGEST, _LEAST_REST, _LEAST_PART = 40, 4, 6


def is_form(word: str, language: str) -> bool:
    """Whether the word, in lower case with straight apostrophes, is a form. True for languages that have no list."""
    if language not in LISTED or len(word) > _LONGEST:
        return language not in LISTED
    return _is_form(word, language)


@lru_cache(maxsize=16_384)
def _is_form(word: str, language: str) -> bool:
    if _is_listed(word, language):
        return True
    forms = LANGUAGES[language].formation
    if ending := _endings(language).search(word, _LEAST_REST):
        base = word[: ending.start()]
        if any(_is_listed(base + usual, language) for usual in forms.usual):
            return True
    rests = range(2, len(word) - _LEAST_REST + 1)
    if any(word[:end] in forms.prefixes and _is_listed(word[end:], language) for end in rests):
        return True
    halves = range(_LEAST_PART, len(word) - _LEAST_PART + 1) if forms.compounds else ()
    return any(_is_listed(word[half:], language) and _is_listed(word[:half], language) for half in halves)


@cache
def _endings(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{LANGUAGES[language].formation.endings})$")


def _is_listed(word: str, language: str) -> bool:
    filled = _filter(language)
    if all(filled[place >> 3] >> (place & 7) & 1 for place in bit_places(word, len(filled))):
        return True
    return language == "uk" and is_ukrainian(word)


def bit_places(word: str, size: int) -> Iterator[int]:
    """Which bits of a filter of `size` bytes are set for a word."""
    digest = blake2b(word.encode(), digest_size=4 * HASHES).digest()
    bits = size * 8
    return (int.from_bytes(digest[at : at + 4], "big") % bits for at in range(0, 4 * HASHES, 4))


def file_name(language: str) -> str:
    """Of a language's filter, beside this module."""
    return f"word_forms.{language}.bin"


@cache
def _filter(language: str) -> bytes:
    return (files("service.text") / file_name(language)).read_bytes()
