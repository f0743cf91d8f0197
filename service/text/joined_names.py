"""Names of several words that another language says in other words: `West Bank`, `Cisjordanie`."""

from __future__ import annotations

from functools import cache

import regex

from service.text.languages.vocabulary_lands import JOINED

_LANGUAGES = ("en", "fr", "uk")


def without_joined_names(source: str, output: str, languages: tuple[str, str]) -> tuple[str, str]:
    """Both texts without such names that both have. `languages` are those of source and output."""
    if not {*languages} <= {*_LANGUAGES}:
        return source, output
    for number in _named(source, languages[0]) & _named(output, languages[1]):
        source = _pattern(languages[0], number).sub(" ", source)
        output = _pattern(languages[1], number).sub(" ", output)
    return source, output


def _named(text: str, language: str) -> frozenset[int]:
    if not _any(language).search(text):
        return frozenset()
    return frozenset(number for number in range(len(JOINED)) if _pattern(language, number).search(text))


@cache
def _pattern(language: str, number: int) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{JOINED[number][_LANGUAGES.index(language)]})(?!\w)")


@cache
def _any(language: str) -> regex.Pattern[str]:
    at = _LANGUAGES.index(language)
    return regex.compile(rf"(?<!\w)(?:{'|'.join(row[at] for row in JOINED)})(?!\w)")
