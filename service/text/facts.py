"""What a text states, read once, to look up there what others say about it."""

from __future__ import annotations

from functools import cached_property

from service.text.derived_names import NameSources
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
from service.text.words import words

__all__ = ["Facts", "missing_names", "missing_numbers", "names", "numbers"]


def missing_names(of: str, source: str, language: str) -> tuple[str, ...]:
    """The names of `of` that no word of `source` matches, inflected forms of the same word counting as matches."""
    return Facts(source, language).missing_names(of)


class Facts:
    """What a text states. Its numbers and its words are read when first asked for."""

    def __init__(self, source: str, language: str) -> None:
        self._source = source
        self._language = language
        self._latest = "", Reading((), frozenset(), True)

    def missing_numbers(self, of: str) -> tuple[str, ...]:
        """The numbers of `of`, in the same language, that the text does not state and that cannot be worked out of
        those that it states; none of what is copied out of it.
        """
        missing = absent(self._read(of), self._numbers) if self._claims(of) else ()
        if not missing:
            return ()
        sentence = Numbers(of, self._language)
        restated, derived = self._article.restated(sentence), self._article.derivations(sentence, missing)
        return tuple(number for number in missing if number not in restated and number not in derived)

    def number_doubts(self, of: str) -> tuple[NumberDoubt, ...]:
        """What of the numbers of `of` the text says otherwise: another unit, another owner, below zero."""
        judged = self._language in LANGUAGES_WITH_UNITS and not self._copied(of)
        return self._article.doubts(Numbers(of, self._language)) if judged else ()

    def doubtful_numbers(self, of: str) -> tuple[str, ...]:
        """The small spelled-out numbers of `of` that the text does not state, and others that may be worked out."""
        if not self._claims(of):
            return ()
        small, missing = doubtful(self._read(of), self._numbers), absent(self._read(of), self._numbers)
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
        first = (name,) if name and not self._words.has(name) else ()
        missing = self._missing_names(of)
        others = tuple(each for each in missing if self._sources.account(each) == "possible")
        alike = tuple(
            each for each in names(of, self._language) if each not in missing and self._sources.only_resembles(each)
        )
        return tuple(dict.fromkeys(first + others + alike))

    def _claims(self, of: str) -> tuple[Number, ...]:
        return () if self._copied(of) else self._read(of).claims

    def _read(self, of: str) -> Reading:
        if self._latest[0] != of:
            self._latest = of, read(of, self._language)
        return self._latest[1]

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
