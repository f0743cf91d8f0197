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

from service.text.languages.language import word_set
from service.text.ukrainian_dictionary import is_ukrainian

HASHES = 5
LISTED = frozenset({"en", "fr", "uk"})
"""The languages whose forms are known."""

_LONGEST, _LEAST_REST, _LEAST_PART = 40, 4, 6
_PREFIXES = word_set(
    "aero agro anti astro auto bio contre counter cross crypto cyber eco electro euro extra geo hydro hyper inter intra"
    " kilo macro mega meta micro mid mini mis mono multi nano neo neuro non out over para photo poly post pre pro"
    " pseudo psycho quasi re retro semi socio sub super sur techno tele trans ultra un under up video"
    " aéro éco électro géo méga méta néo pré ré rétro télé vidéo"
    " авіа авто агро аеро анти астро багато біо веб вело віце відео водо газо гео гідро гіпер екс екстра еко електро"
    " енерго євро зоо інтер інфра квазі кіно кібер контр крипто космо мало мега між мікро міні моно мото мульти над"
    " нано нафто не недо нейро нео пара під по полі пост псевдо психо радіо само середньо соціо спец спорт старо"
    " стерео супер тепло теле техно топ транс турбо ультра фото широко шоу"
)
_ENDINGS = {
    "en": re.compile(r"s$"),
    "fr": re.compile(r"(?:(?<=[ei]r)(?:ai|as|a|ons|ez|ont|ais|ait|ions|iez|aient)|s)$"),
    "uk": re.compile(r"(?:а|у|ом|ові|і|и|ів|ам|ами|ах|ою|ю|я|ї|ій|єю|ям|ями|ях|ей)$"),
}
_USUAL = {"en": ("",), "fr": ("",), "uk": ("", "а", "я", "о", "ь", "й")}
_LONGEST_PREFIX = max(map(len, _PREFIXES))


def is_form(word: str, language: str) -> bool:
    """Whether the word, in lower case with straight apostrophes, is a form. True for languages that have no list."""
    if language not in LISTED or len(word) > _LONGEST:
        return language not in LISTED
    return _is_form(word, language)


@lru_cache(maxsize=16_384)
def _is_form(word: str, language: str) -> bool:
    if _is_listed(word, language):
        return True
    if any(_is_listed(word[: end.start()] + base, language) for end, base in _bases(word, language)):
        return True
    ends = range(2, min(_LONGEST_PREFIX, len(word) - _LEAST_REST) + 1)
    if any(word[:end] in _PREFIXES and _is_listed(word[end:], language) for end in ends):
        return True
    halves = range(_LEAST_PART, len(word) - _LEAST_PART + 1) if language == "uk" else ()
    return any(_is_listed(word[half:], language) and _is_listed(word[:half], language) for half in halves)


def _bases(word: str, language: str) -> Iterator[tuple[re.Match[str], str]]:
    """The ending of a rare form, and what the usual one has in its place."""
    if found := _ENDINGS[language].search(word, _LEAST_REST):
        yield from ((found, base) for base in _USUAL[language])


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
