"""Which language a few words are in: by the words themselves, where letters alone do not tell.

A language identifier that looks at letters takes every second Ukrainian word for Russian. Here every word votes by how
frequent it is in each language (naive Bayes over `common_words`), beside what the identifier says and what the texts
around it are in. On the first words of FLORES dev sentences, identifier alone / with this, one, two and three words:
en .76 .92 .97 / .94 .99 .99, fr .67 .82 .92 / .81 .91 .98, uk .54 .78 .90 / .79 .94 .99.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import regex

from service.text.common_words import frequencies, languages

MOST_WORDS = 12
"""With more, the identifier does as well alone."""

_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’ʼ][\p{L}\p{M}]+)*")
_STRAIGHT = str.maketrans("’ʼ", "''")
# The share of an uncommon word, and of one with letters that the language does not have.
_UNCOMMON, _IMPOSSIBLE = math.log(1e-7), math.log(1e-9)
_LEAST_LETTERS = 2
# What the identifier gives to languages that it does not name.
_UNNAMED = 0.003
# A language without a list is taken to know the words nearly as well as the language that knows them best.
_UNLISTED = 2.0
# How much likelier than others the languages are that readers of the service use.
_LIKELIER, _LIKELY_LANGUAGES = math.log(5), frozenset({"en", "fr", "uk"})
_FOREIGN_LETTERS = {
    "uk": frozenset("ыэъёў"),
    "ru": frozenset("іїєґў"),
    "bg": frozenset("ыэёіїєґў"),
    "mk": frozenset("ыэёіїєґўйщъья"),
}
# The least share of a language in which no other text of a list is.
_STRANGER = 0.05
_CYRILLIC = regex.compile(r"\p{Cyrillic}")


def words_of(text: str) -> list[str]:
    """Its words, lower case, apostrophes straight; none where there are more than `MOST_WORDS`.

    Names in Latin letters say nothing of a text in Cyrillic: of both, the words in the script of most letters.
    """
    found = [match[0].lower().translate(_STRAIGHT) for match in _WORD.finditer(text, concurrent=False)]
    if len(found) > MOST_WORDS:
        return []
    cyrillic = [word for word in found if _CYRILLIC.search(word, concurrent=False)]
    others = [word for word in found if not _CYRILLIC.search(word, concurrent=False)]
    return cyrillic if len("".join(cyrillic)) > len("".join(others)) else others


def judge(
    words: Sequence[str], identified: Mapping[str, float], around: Mapping[str, float] | None = None
) -> dict[str, float]:
    """The probability of each language that has common words or was identified.

    `identified` holds what the identifier gives, `around` the share of each language in the texts beside this one.
    Empty where no word is common in any language, and for a single letter.
    """
    listed = {language: [_logarithm(word, language) for word in words] for language in languages()}
    if sum(map(len, words)) < _LEAST_LETTERS or all(
        logarithm <= _UNCOMMON for logarithms in listed.values() for logarithm in logarithms
    ):
        return {}
    scores = {language: sum(logarithms) for language, logarithms in listed.items()}
    unlisted = max(scores.values()) - _UNLISTED
    scores |= {language: unlisted for language in identified if language not in listed}
    for language in scores:
        scores[language] += math.log(identified.get(language, 0.0) + _UNNAMED)
        scores[language] += _LIKELIER if language in _LIKELY_LANGUAGES else 0.0
        scores[language] += math.log(around.get(language, 0.0) + _STRANGER) if around else 0.0
    most = max(scores.values())
    weights = {language: math.exp(score - most) for language, score in scores.items()}
    total = sum(weights.values())
    return {language: weight / total for language, weight in weights.items()}


def _logarithm(word: str, language: str) -> float:
    """Of its share in the language; of its parts at apostrophes where only these are known."""
    known, foreign = frequencies(language), _FOREIGN_LETTERS.get(language, frozenset())
    if word in known:
        return known[word]
    parts = [part for part in word.split("'") if part]
    return sum(known.get(part, _UNCOMMON if foreign.isdisjoint(part) else _IMPOSSIBLE) for part in parts)
