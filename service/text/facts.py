"""What a text states, read once, to look up there what others say about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from service.text.derived_names import NameSources
from service.text.exonyms import changed_countries, groups_of
from service.text.names import Index, first_name, names
from service.text.numbers import (
    LANGUAGES_WITH_UNITS,
    ArticleNumbers,
    Number,
    NumberDoubt,
    Numbers,
    Reading,
    absent,
    doubtful,
    missing_numbers,
    numbers,
    read,
    swapped_numbers,
)
from service.text.ordinary_words import is_ordinary_word, is_title_case, is_written_large, label, names_what_it_is
from service.text.words import words

__all__ = ["Facts", "facts_of", "missing_names", "missing_numbers", "names", "numbers"]

_NAME_JOINED = re.compile(r"([^\W\d_]+)-$")
_OWN_COUNTRIES = {"fr": "France", "uk": "Україна"}
_MOST_REMEMBERED = 16
_LONGEST_NAME = 20
_TWO_CAPITALS = re.compile(r"\b([A-ZÀ-ÞА-ЯЄІЇҐ]\w+) (?=([A-ZÀ-ÞА-ЯЄІЇҐ]\w+))")


def missing_names(of: str, source: str, language: str) -> tuple[str, ...]:
    """The names of `of` that no word of `source` matches, inflected forms of the same word counting as matches."""
    return Facts(source, language).missing_names(of)


def _first_of_lands(text: str, known: Index) -> Iterator[str]:
    """The first words of names of countries of two words, whose second is known: `United` of `United States`."""
    for match in _TWO_CAPITALS.finditer(text):
        if groups_of(match[2]) and known.has(match[2]):
            yield match[1]


@lru_cache(maxsize=8)
def facts_of(source: str, language: str) -> Facts:
    """What a text states, read once for all that is asked about it."""
    return Facts(source, language)


class Facts:
    """What a text states. Its numbers and its words are read when first asked for. Safe to call from many threads."""

    def __init__(self, source: str, language: str) -> None:
        self._source = source
        self._language = language
        # Of the latest sentences. Replaced and never changed, so that many threads may read them.
        self._readings: dict[str, Reading] = {}
        self._doubts: dict[str, tuple[NumberDoubt, ...]] = {}

    def missing_numbers(self, of: str) -> tuple[str, ...]:
        """The numbers of `of`, in the same language, that the text does not state and that cannot be worked out of
        those that it states; none of what is copied out of it.
        """
        missing = self._less_named(of, absent(self._read(of), self._numbers)) if self._claims(of) else ()
        if not missing:
            return ()
        sentence = Numbers(of, self._language)
        restated, derived = self._article.restated(sentence), self._article.derivations(sentence, missing)
        return tuple(number for number in missing if number not in restated and number not in derived)

    def number_doubts(self, of: str) -> tuple[NumberDoubt, ...]:
        """What of the numbers of `of` the text says otherwise: another unit, another owner, below zero."""
        found = self._doubts.get(of)
        if found is None:
            judged = self._language in LANGUAGES_WITH_UNITS and not self._copied(of) and bool(self._read(of).stated)
            found = self._article.doubts(Numbers(of, self._language)) if judged else ()
            self._doubts = {**self._doubts, of: found} if len(self._doubts) < _MOST_REMEMBERED else {of: found}
        return found

    def doubtful_numbers(self, of: str) -> tuple[str, ...]:
        """The small spelled-out numbers of `of` that the text does not state, and others that may be worked out."""
        if not self._claims(of):
            return ()
        small = doubtful(self._read(of), self._numbers)
        missing = self._less_named(of, absent(self._read(of), self._numbers))
        if not small and not missing:
            return ()
        sentence = Numbers(of, self._language)
        restated, derived = self._article.restated(sentence), self._article.derivations(sentence, (*small, *missing))
        possible = tuple(n for n in missing if derived.get(n) == "possible" and n not in restated)
        return tuple(number for number in small if derived.get(number) != "sure") + possible

    def swapped_numbers(self, of: str) -> tuple[str, ...]:
        """Pairs of numbers of `of` that stand in each other's place in the text."""
        if len(self._claims(of)) < 2:
            return ()
        return swapped_numbers(of, self._read(of), self._source, self._numbers, (self._language, self._language))

    def missing_names(self, of: str) -> tuple[str, ...]:
        """As the function of this name, less those that may be taken from others: countries of towns, initials."""
        return tuple(name for name in self._missing_names(of) if self._sources.account(name) is None)

    def _missing_names(self, of: str) -> tuple[str, ...]:
        wanted = names(of, self._language)
        if wanted and self._copied(of):
            # Copied out of the text, so its own words are words of the text, and there are fewer of them.
            own = Index(words(of), self._language)
            wanted = tuple(name for name in wanted if not own.has(name))
        missing = tuple(name for name in wanted if not self._words.has(name))
        if missing:
            begun = frozenset(_first_of_lands(of, self._words))
            missing = tuple(name for name in missing if name not in begun)
            titled, before = is_title_case(of), label(of)
            missing = tuple(
                name
                for name in missing
                if not is_written_large(name, self._language, titled=titled, is_label=name in before)
            )
        if not missing or not self._claims(of):
            return missing
        # Days and months are numbers, and compared as such.
        dated = {claim.written for claim in self._claims(of)}
        return tuple(name for name in missing if name not in dated)

    def doubtful_names(self, of: str) -> tuple[str, ...]:
        """The word that `of` begins with, where it looks like the first of two names and the text lacks it; names that
        may be taken from others, and those that only look like some of the text.
        """
        if self._copied(of):
            return ()
        name = first_name(of, self._language)
        is_lost = name and not self._words.has(name) and not is_ordinary_word(name, self._language)
        first = (name,) if name and is_lost and self._sources.account(name) != "sure" else ()
        missing = self._missing_names(of)
        others = tuple(
            each
            for each in missing
            if self._sources.account(each) == "possible" and not names_what_it_is(each, of, self._language)
        )
        alike = tuple(
            each for each in names(of, self._language) if each not in missing and self._sources.only_resembles(each)
        )
        return tuple(dict.fromkeys(first + others + alike + self._other_countries(of, missing)))

    def _other_countries(self, of: str, missing: tuple[str, ...]) -> tuple[str, ...]:
        """Adjectives of countries in the place of those of the text: `suisse` and `suédois`. One's own goes without
        saying.
        """
        own = groups_of(_OWN_COUNTRIES.get(self._language, ""))
        added = changed_countries(self._source, of, (self._language, self._language))[1]
        return tuple(
            each
            for each in added
            if each not in missing and not groups_of(each) & own and self._sources.account(each) != "sure"
        )

    def _less_named(self, of: str, missing: tuple[str, ...]) -> tuple[str, ...]:
        """Those that are no part of a name that the text does not have: `Covid-19`."""
        named = {
            claim.written
            for claim in self._read(of).claims
            if (name := _NAME_JOINED.search(of[max(0, claim.start - _LONGEST_NAME) : claim.start]))
            and not name[1].islower()
            and f"{name[1]}-" not in self._source
        }
        return tuple(each for each in missing if each not in named)

    def _claims(self, of: str) -> tuple[Number, ...]:
        return () if self._copied(of) else self._read(of).claims

    def _read(self, of: str) -> Reading:
        found = self._readings.get(of)
        if found is None:
            found = read(of, self._language)
            self._readings = {**self._readings, of: found} if len(self._readings) < _MOST_REMEMBERED else {of: found}
        return found

    def _copied(self, of: str) -> bool:
        return f" {of} " in f" {self._source} "

    @cached_property
    def _article(self) -> ArticleNumbers:
        return ArticleNumbers(self._source, self._language)

    @cached_property
    def _numbers(self) -> Reading:
        return read(self._source, self._language)

    @cached_property
    def _sources(self) -> NameSources:
        return NameSources(self._source, self._language)

    @cached_property
    def _words(self) -> Index:
        return Index(words(self._source), self._language)
