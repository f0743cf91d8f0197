"""Words that are none: letters of two scripts in one word, stutter inside a word, what is a form of no word.

What the source has too is never strange, nor what sounds like a word of it. Lower-case words that are not common are
looked up among the forms of their language (`word_forms`). Where none are listed the order of letters is judged, by a
model of three letters made of the language's common words (`common_words`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import regex
from babel.numbers import get_currency_name, list_currencies

from service.text.common_words import frequencies, languages
from service.text.transliteration import sounds_like
from service.text.word_forms import LISTED, is_form

LANGUAGES = ("en", "fr", "uk", "de")

_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’ʼ][\p{L}\p{M}]+)*")
# Parts of addresses are no words by themselves: `weather.com`.
_PART = regex.compile(
    r"(?<=[\p{L}\p{N}]\.)\p{L}[\p{L}\p{M}'’ʼ]*+|(?<![\p{L}\p{M}'’ʼ])\p{L}[\p{L}\p{M}'’ʼ]*+(?=\.[\p{L}\p{N}]|://)"
)
_STRAIGHT = str.maketrans("’ʼ", "''")
_LATIN, _CYRILLIC = regex.compile(r"\p{Latin}"), regex.compile(r"\p{Cyrillic}")
_STUTTER = regex.compile(r"(\p{L}{2,4}?)\1{2,}", regex.IGNORECASE)
_SCRIPTS = {"en": _LATIN, "fr": _LATIN, "de": _LATIN, "uk": _CYRILLIC}
_NOT_UKRAINIAN = frozenset("ыэъёЫЭЪЁ")

# Mean natural logarithms of the probability of a letter after the two before it. Of words of FLORES dev that are in no
# list, fewer than 1 in 200 are below the first and 3 in 100 below the second in any of en, fr, uk; of letters at
# random 95 and 99 in 100.
_STRANGE, _UNUSUAL = -4.3, -3.4
_FORMLESS = _STRANGE - 1
_LEAST_LETTERS = 5
_LEAST_COPIED = 4
_LONGEST = 40
# Of rarer words many are spelt alike in two languages: below, 18 of 997 French sentences seem to keep an English one.
_RARE, _EVERYDAY, _UNLISTED = math.log(2.5e-5), math.log(4e-4), -math.inf
_SMOOTHING, _FLOOR = 8.0, 1 / 1200
_SEVERAL = 3
"""Unusual words in one sentence that are strange together, where they are a quarter of its words."""


@dataclass(frozen=True, slots=True)
class StrangeWord:
    """A word of a text, and whether it is certain that it is none."""

    text: str
    start: int
    end: int
    certain: bool


def strange_words(text: str, language: str, source: str) -> tuple[StrangeWord, ...]:
    """The words of a sentence in `language` that are no words, in order; nothing for a language without a model.

    `source` is the text that it was made of, in any language. Linear in the lengths of both.
    """
    if language not in LANGUAGES:
        return ()
    known = {word.lower() for word in _WORD.findall(source, concurrent=False)}
    matches = [match for match in _WORD.finditer(text, concurrent=False) if match[0].lower() not in known]
    broken = [match for match in matches if _is_broken(match[0], language)]
    parts = {match.start() for match in _PART.finditer(text, concurrent=False)}
    odd = {
        match: score
        for match in matches
        if match not in broken
        and match.start() not in parts
        and (score := _oddness(match[0], language)) < _UNUSUAL
        and (_is_slip(match[0], language) or not _is_taken_over(match[0], known))
    }
    odd = _without_halves(odd, text)
    several = len(odd) >= max(_SEVERAL, len(_WORD.findall(text, concurrent=False)) / 4)
    found = [(match, True) for match in broken]
    found += [(match, several) for match, score in odd.items() if several or score < _STRANGE]
    return tuple(
        StrangeWord(match[0], match.start(), match.end(), certain)
        for match, certain in sorted(found, key=lambda each: each[0].start())
    )


def left_words(output: str, source: str, languages: tuple[str, str]) -> tuple[str, ...]:
    """Words that a translation left as they were: common in the source's language, unknown in its own.

    `languages` are the output's and the source's. Names, and words that both languages have, are not among them.
    """
    target, origin = languages
    if target not in LANGUAGES or origin not in LANGUAGES or target == origin:
        return ()
    ours, theirs = frequencies(target), frequencies(origin)
    candidates = {
        word for word in _WORD.findall(source, concurrent=False) if word.islower() and len(word) >= _LEAST_COPIED
    }
    parts = {match[0] for match in _PART.finditer(output, concurrent=False)}
    left = tuple(
        word
        for word in dict.fromkeys(_WORD.findall(output, concurrent=False))
        if word in candidates
        and word not in parts
        and (
            (target != "uk" and _CYRILLIC.match(word))
            or (share := theirs.get(word.translate(_STRAIGHT), _UNLISTED)) > _RARE
            or (share > _UNLISTED and not is_form(word.translate(_STRAIGHT), target))
        )
        and word.translate(_STRAIGHT) not in ours
        and word not in _currencies()
    )
    # A single word that the language knows in other texts may be meant, `kick`, `femme fatale`; one like `such` is not.
    lone = (
        len(left) == 1 and theirs.get(left[0], _UNLISTED) < _EVERYDAY and is_form(left[0].translate(_STRAIGHT), target)
    )
    return () if lone else left


def _is_broken(word: str, language: str) -> bool:
    mixed = _LATIN.search(word, concurrent=False) and _CYRILLIC.search(word, concurrent=False)
    foreign = language == "uk" and not _NOT_UKRAINIAN.isdisjoint(word)
    return bool(mixed) or foreign or _STUTTER.search(word, concurrent=False) is not None


def _is_taken_over(word: str, known: set[str]) -> bool:
    """Whether it is a word of the source written otherwise."""
    return any(sounds_like(word, other) for other in known if len(other) >= _LEAST_LETTERS)


def _is_slip(word: str, language: str) -> bool:
    """Whether it is a common word but for two letters that changed places."""
    swaps = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(min(len(word) - 1, _LONGEST)))
    return any(swap in frequencies(language) for swap in swaps)


def _without_halves(odd: Mapping[regex.Match[str], float], text: str) -> dict[regex.Match[str], float]:
    """The words but those that a hyphen joins to a usual one: `плей-офф`."""
    starts, ends = {match.start() for match in odd}, {match.end() for match in odd}

    def is_half(match: regex.Match[str]) -> bool:
        start, end = match.span()
        joined = text[start - 1 : start] == "-", text[end : end + 1] == "-"
        return any(joined) and not ((joined[0] and start - 1 in ends) or (joined[1] and end + 1 in starts))

    return {match: score for match, score in odd.items() if not is_half(match)}


def _oddness(word: str, language: str) -> float:
    """How usual a word is: 0 for words that are not judged or known. Forms where these are known, else the letters."""
    if not word.islower() or len(word) < _LEAST_LETTERS:
        return 0.0
    return _oddness_of(word, language) if len(word) <= _LONGEST else _read_oddness(word, language)


@lru_cache(maxsize=16_384)
def _oddness_of(word: str, language: str) -> float:
    return _read_oddness(word, language)


def _read_oddness(word: str, language: str) -> float:
    lower = word.translate(_STRAIGHT)
    judged = _SCRIPTS[language].match(word)
    parts = lower.split("'")
    if not judged or _is_known(lower) or all(map(_is_known, parts)):
        return 0.0
    if language not in LISTED:
        return 0.0 if any(map(_is_known, parts)) else _order(lower, language)
    is_known = is_form(lower, language) or all(is_form(part, language) for part in parts if len(part) > 2)
    return 0.0 if is_known else _FORMLESS


def _order(lower: str, language: str) -> float:
    """How usual the order of its letters is."""
    contexts, letters = _model(language)
    padded, total = f"^^{lower}$", 0.0
    for end in range(2, len(padded)):
        probability = _FLOOR
        for length in range(3):
            context = padded[end - length : end]
            seen = contexts[context]
            weight = seen / (seen + _SMOOTHING)
            followed = letters[context + padded[end]] / seen if seen else 0.0
            probability = (1 - weight) * probability + weight * followed
        total += math.log(probability)
    return total / (len(padded) - 2)


def _is_known(word: str) -> bool:
    """Whether it is a common word of any language (`kayak` and `yacht` are read everywhere), or names a currency."""
    return any(word in frequencies(language) for language in languages()) or word in _currencies()


@cache
def _currencies() -> frozenset[str]:
    """The words of the names of currencies, which few texts have and every text about another country may."""
    names = (
        get_currency_name(code, count, locale=language)
        for language in LANGUAGES
        for code in list_currencies(language)
        for count in (None, 1, 2, 5)
    )
    return frozenset(word for name in names for word in _WORD.findall(name.lower(), concurrent=False))


@cache
def _model(language: str) -> tuple[Counter[str], Counter[str]]:
    """How often up to two letters occur, and how often with the letter that comes next, in the common words."""
    contexts: Counter[str] = Counter()
    letters: Counter[str] = Counter()
    for word in frequencies(language):
        padded = f"^^{word}$"
        for end in range(2, len(padded)):
            for length in range(3):
                contexts[padded[end - length : end]] += 1
                letters[padded[end - length : end + 1]] += 1
    return contexts, letters
