"""The numbers and the names that a text states, in a form that can be compared across formats and languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from service.text.stems import stem
from service.text.words import words

_LONGEST_CACHED = 40
_SPACES = " \u00a0\u202f\u2009'’"
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(rf"(?<!\d)\d{{1,3}}(?:[{_SPACES}]\d{{3}}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
_JOINT = re.compile(r"[-'’ʼ]")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ\-][^\W\d_]+)*")
_ELISION = re.compile(r"(?:[cdjlmnst]|qu)['’ʼ](?=[^\W\d_])", re.IGNORECASE)
_STARTERS = frozenset('.!?…:;«»“”„"()[]•–—')  # a capital after one of these may be no name
# Case endings change the last two or three letters (Бондаренко, Бондаренком); what is before them stays. No name is
# longer than the longest beginning that is looked up, and memory stays linear in the text.
_KEPT_AT_LEAST, _KEPT_AT_MOST, _ENDING = 3, 40, 3
_LONGEST_REMEMBERED = 64
_CASELESS_NAMES = frozenset({"de", "lb"})  # every noun is capitalised there: a capital tells nothing


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, and the values that it can mean (`1,250` is 1250 in English and 1.25 in French)."""

    written: str
    values: frozenset[Decimal]


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
    return tuple(Number(group, frozenset({Decimal(group)})) for group in groups)


def numbers(text: str) -> tuple[Number, ...]:
    """Every number of the text in order. Grouping spaces, apostrophes, dots and commas are normalised away.

    A comma or dot before exactly three digits can group thousands or start decimals, so both values are kept.
    """
    found: list[Number] = []
    # The first digit starts a number, and a lone digit is searched for several times as fast as a number.
    end = 0
    while (digit := _DIGIT.search(text, end)) and (number := _NUMBER.match(text, digit.start())):
        found += _values(number.group())
        end = number.end()
    return tuple(found)


def missing_numbers(of: str, source: str) -> tuple[str, ...]:
    """The numbers of `of` that `source` does not state, as they are written in `of`."""
    return _missing_numbers(of, _stated(source)) if _DIGIT.search(of) else ()


def _stated(source: str) -> frozenset[Decimal]:
    return frozenset(value for number in numbers(source) for value in number.values)


def _missing_numbers(of: str, stated: frozenset[Decimal]) -> tuple[str, ...]:
    return tuple(number.written for number in numbers(of) if not number.values & stated)


def names(text: str, language: str) -> tuple[str, ...]:
    """Words that are capitalised though no sentence starts there, acronyms included, in order.

    Empty for languages that capitalise every noun and for scripts without case.
    """
    if language in _CASELESS_NAMES:
        return ()
    found: list[str] = []
    for match in _WORD.finditer(text):
        token = match.group()
        if token.islower():
            continue
        elided = _ELISION.match(token)
        if elided:  # l’Insee, D’Aubagne: what starts the sentence is the article, not the name
            token = token[elided.end() :]
        before = match.start() - 1
        while before >= 0 and text[before].isspace():
            before -= 1
        starts = not elided and (before < 0 or text[before] in _STARTERS)
        if len(token) > 1 and (token.isupper() or (token[0].isupper() and not starts)):
            found.append(token)
    return tuple(found)


def missing_names(of: str, source: str, language: str) -> tuple[str, ...]:
    """The names of `of` that no word of `source` matches, inflected forms of the same word counting as matches."""
    return Facts(source, language).missing_names(of)


class Facts:
    """What a text states, to look up there what others say. Its numbers and its words are read when first asked for."""

    def __init__(self, source: str, language: str) -> None:
        self._source = source
        self._language = language

    def missing_numbers(self, of: str) -> tuple[str, ...]:
        """As the function of this name."""
        return _missing_numbers(of, self._numbers) if _DIGIT.search(of) else ()

    def missing_names(self, of: str) -> tuple[str, ...]:
        """As the function of this name."""
        wanted = names(of, self._language)
        if wanted and f" {of} " in f" {self._source} ":
            # Copied out of the text, so its own words are words of the text, and there are fewer of them.
            own = _Index(words(of), self._language)
            wanted = tuple(name for name in wanted if not own.has(name))
        return tuple(name for name in wanted if not self._words.has(name))

    @cached_property
    def _numbers(self) -> frozenset[Decimal]:
        return _stated(self._source)

    @cached_property
    def _words(self) -> _Index:
        return _Index(words(self._source), self._language)


class _Index:
    """Words of a source, looked up by exact form, by stem, and by the beginning that inflection leaves alone.

    Nearly every name is there by its exact form, so the rest is made for the first that is not.
    """

    def __init__(self, source_words: Iterable[str], language: str) -> None:
        self._language = language
        self._folded = set[str]().union(*map(_forms, set(source_words)))

    @cached_property
    def _stems(self) -> set[str]:
        return {_fold(stem(word, self._language)) for word in self._folded}

    @cached_property
    def _starts(self) -> set[str]:
        return {
            word[:length]
            for word in self._folded
            for length in range(_KEPT_AT_LEAST, min(len(word), _KEPT_AT_MOST) + 1)
        }

    def has(self, name: str) -> bool:
        return all(self._has_part(_fold(part)) for part in _JOINT.split(name) if len(part) > 1)

    def _has_part(self, part: str) -> bool:
        if part in self._folded or _fold(stem(part, self._language)) in self._stems:
            return True
        kept = min(max(_KEPT_AT_LEAST, len(part) - _ENDING), _KEPT_AT_MOST)
        return len(part) > _KEPT_AT_LEAST and part[:kept] in self._starts


def _forms(word: str) -> tuple[str, ...]:
    return _remembered_forms(word) if len(word) <= _LONGEST_REMEMBERED else _read_forms(word)


@lru_cache(maxsize=32_768)
def _remembered_forms(word: str) -> tuple[str, ...]:
    return _read_forms(word)


def _read_forms(word: str) -> tuple[str, ...]:
    """The word and its parts, folded."""
    return tuple({_fold(part) for part in (word, *_JOINT.split(word)) if part})


def _fold(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()
