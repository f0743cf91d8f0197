"""Numbers of a summary that the article has too, but of something else: the injured's told of the dead, last year's of
this year, the turnout's of the winner.

What a number belongs to is told by its neighbours: the words of its part of the sentence, the fate that the part tells
of, the place named behind it, and whether it is only what another number is compared with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from service.text.languages.vocabulary_attached import (
    AGED,
    AGES,
    BASELINES,
    BEGINNINGS_OF_SAME,
    COMPARING,
    DISTANT,
    DISTANT_BEHIND,
    FATES,
    FROM,
    IDLE,
    PIECE_ENDS,
    PLACE,
    RANGED,
    RATIO,
    ROUGHLY,
    TO,
)
from service.text.numbers import CERTAIN_FROM, Number, Numbers, table
from service.text.numbers.order import is_of_a_date
from service.text.numbers.units import UnitOfMeasure
from service.text.numbers.values import Value
from service.text.stems import stem
from service.text.stopwords import stop_words

_WORD = re.compile(r"(?:[cdjlmnst]|qu)['’](?=[^\W\d])|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*", re.IGNORECASE)
_LONGEST, _LEAST, _FAMILY = 500, 4, 5
_MOST_SENTENCES, _MOST_PLACES = 60, 60
_BEFORE, _BEHIND = 30, 45
_LEAST_SHARED = 2
_SMALLEST, _YEARS = 2, range(1900, 2100)
_ROUND = Decimal("0.15")


@dataclass(frozen=True, slots=True)
class _Place:
    """A number where it stands. `kinds`: what can be measured so; `counted`: the word that it counts, by its stem.

    `piece` are the words of its part of the sentence, `around` those of the sentence less the parts of other numbers.
    `baseline`: whether it is what another number is compared with, and `since` what stands behind it then. `loose`: an
    age, how long ago something was, or a small number in words, of which there are many.
    """

    written: str
    values: frozenset[Value]
    kinds: frozenset[str]
    counted: str
    piece: frozenset[str]
    around: frozenset[str]
    fates: frozenset[str]
    where: str
    baseline: bool
    since: frozenset[str]
    roughly: bool
    loose: bool
    told: str
    language: str
    sentence: int

    def is_like(self, other: _Place) -> bool:
        """Whether both numbers measure the same, or count the same, as far as can be told."""
        if self.kinds or other.kinds:
            return bool(self.kinds & other.kinds)
        return bool(self.counted) and self.counted == other.counted


class AttachedNumbers:
    """The numbers of an article, with what each belongs to. They are read when first asked for."""

    def __init__(self, sentences: Sequence[str], language: str) -> None:
        self._sentences = sentences[:_MOST_SENTENCES]
        self._language = language

    @cached_property
    def _places(self) -> tuple[_Place, ...]:
        found = list[_Place]()
        before = frozenset[str]()
        for at, sentence in enumerate(self._sentences):
            places, words = _read(sentence, self._language, at, before)
            found += places
            before = words
        return tuple(found[:_MOST_PLACES])

    def misattached(self, sentence: str) -> tuple[str, ...]:
        """The numbers of a sentence about the article, as written, that it has of something else."""
        if self._language not in FATES:
            return ()
        own, _ = _read(sentence, self._language, 0, frozenset())
        if not own:
            return ()
        said = frozenset(value for place in own for value in place.values)
        words = _words(sentence, self._language)
        return tuple(dict.fromkeys(place.written for place in own if self._is_elsewhere(place, said, words)))

    def _is_elsewhere(self, own: _Place, said: frozenset[Value], words: frozenset[str]) -> bool:
        places = [place for place in self._places if place.values & own.values]
        # What the sentence tells of all the same has not lost its place to another number.
        rivals = [place for place in self._places if not place.values & said]
        if not places:
            return own.roughly and _rounds_another(own, self._places)
        return _has_fate_of(own, places, rivals) or (
            _is_where(own, places, rivals)
            or _is_baseline(own, places, rivals, words)
            or _is_told_of(own, places, rivals)
        )


def _has_fate_of(own: _Place, places: Sequence[_Place], rivals: Sequence[_Place]) -> bool:
    """Whether the number is of the injured in the article, and here of the dead, of whom there is another number."""
    if own.kinds or len(own.fates) != 1 or any(place.kinds for place in places):
        return False
    if not all(place.fates and not place.fates & own.fates for place in places):
        return False
    hurt_not_dead = all(place.fates == {"hurt"} for place in places) and own.fates == {"dead"}
    return hurt_not_dead or any(not rival.kinds and rival.fates == own.fates for rival in rivals)


def _is_where(own: _Place, places: Sequence[_Place], rivals: Sequence[_Place]) -> bool:
    """Whether the number is of one place in the article, and here of another, which has a number of its own."""
    said = _wheres(own.told, own.language)
    named = own.told.casefold()
    if not said or not all(place.where and place.where not in named for place in places):
        return False
    return any(rival.where in said and rival.kinds == own.kinds for rival in rivals)


def _is_baseline(own: _Place, places: Sequence[_Place], rivals: Sequence[_Place], words: frozenset[str]) -> bool:
    """Whether the number is only what the article compares another one with, and here it is the number itself."""
    if own.baseline or not all(place.baseline for place in places):
        return False
    if COMPARING.search(own.told) or RANGED.search(own.told):
        return False
    then = _wheres(own.told, own.language)
    if any(place.since & words or place.where in then for place in places):
        return False
    return any(
        rival.sentence == place.sentence and not rival.baseline and rival.kinds == place.kinds
        for place in places
        for rival in rivals
    )


def _is_told_of(own: _Place, places: Sequence[_Place], rivals: Sequence[_Place]) -> bool:
    """Whether what is told of the number here is told of another number in the article, and nothing of it of this."""
    if own.loose or not any(own.is_like(place) for place in places):
        return False
    around = frozenset[str]().union(*(place.around for place in places))
    common = own.piece & around
    for rival in rivals:
        if not own.is_like(rival):
            continue
        shared = own.piece & rival.around
        if len(shared - around) >= _LEAST_SHARED and not common:
            return True
        # Of a part that has hardly a word of its own, one that only the other has is enough.
        if shared - around and common < shared and len(own.piece - shared) <= 1 and own.kinds:
            return True
    return False


def _rounds_another(own: _Place, all_places: Sequence[_Place]) -> bool:
    """Whether a rough number is of something of which the article has one number only, far from it."""
    counted = {value for place in all_places if own.is_like(place) for value in place.values}
    exact, here = [v for v in counted if isinstance(v, Decimal)], [v for v in own.values if isinstance(v, Decimal)]
    if own.kinds or len(exact) != 1 or not here:
        return False
    return all(abs(value - exact[0]) > _ROUND * max(value, exact[0]) for value in here)


def _read(sentence: str, language: str, number: int, before: frozenset[str]) -> tuple[list[_Place], frozenset[str]]:
    """The numbers of a sentence, and its words; `before` are those of the sentence before, of which one speaks on."""
    text = sentence[:_LONGEST]
    numbers = Numbers(text, language)
    words = _words(text, language)
    opening = _WORD.search(text)
    if opening and opening[0].casefold() in BEGINNINGS_OF_SAME:
        words |= before
    claims = [claim for claim in numbers.reading.claims if _counts(claim, numbers)]
    ends = sorted({0, len(text), *(m.end() for m in PIECE_ENDS.finditer(text) if not _within(m, claims))})
    pieces = [*pairwise(ends)]
    mine = {claim.start: next(p for p in pieces if p[0] <= claim.start < p[1]) for claim in claims}
    found, fates = list[_Place](), frozenset[str]()
    for claim in claims:
        start, end = mine[claim.start]
        fates = _fates(text[start:end], language) or fates
        quantity = numbers.unit_of(claim)
        unit = _words(text[quantity.start : quantity.end], language) if quantity.units else frozenset[str]()
        piece = _words(text[start:end], language) - unit
        others = {other for other in mine.values() if other != (start, end)}
        strange = frozenset[str]().union(*(_words(text[a:b], language) for a, b in others))
        units = quantity.units
        ahead, behind = text[max(0, claim.start - _BEFORE) : claim.start], text[claim.end : claim.end + _BEHIND]
        found.append(
            _Place(
                claim.written,
                claim.values,
                _kinds(units),
                "" if units else _counted(behind, language),
                piece,
                piece | (words - strange - unit),
                fates,
                _where(text[start:end], language),
                _is_compared(ahead, behind, language),
                _words(behind.partition(",")[0].partition(".")[0], language),
                ROUGHLY.search(ahead) is not None,
                _is_loose(claim, ahead, behind, measured=bool(units)),
                text,
                language,
                number,
            )
        )
    return found, words


def _within(match: re.Match[str], claims: Sequence[Number]) -> bool:
    return any(claim.start < match.end() and match.start() < claim.end for claim in claims)


def _counts(claim: Number, numbers: Numbers) -> bool:
    """Whether a number is no part of a date or of a ratio, no year and no mere one."""
    values = [value for value in claim.values if isinstance(value, Decimal)]
    if not values or any(value < _SMALLEST for value in values) or is_of_a_date(claim, numbers.reading):
        return False
    if RATIO.match(numbers.text, claim.end):
        return False
    return bool(numbers.unit_of(claim).units) or not any(value in _YEARS for value in values)


def _is_compared(ahead: str, behind: str, language: str) -> bool:
    return bool(BASELINES[language].search(ahead) or (FROM.search(ahead) and TO.match(behind)))


def _where(part: str, language: str) -> str:
    """The one place or year that a part of a sentence names."""
    found = _wheres(part, language)
    return next(iter(found)) if len(found) == 1 else ""


def _wheres(text: str, language: str) -> frozenset[str]:
    return frozenset(stem(found.casefold(), language)[:_LEAST] for found in PLACE.findall(text))


def _is_loose(claim: Number, ahead: str, behind: str, *, measured: bool) -> bool:
    if claim.spelled is not None and claim.spelled < CERTAIN_FROM and not measured:
        return True
    if DISTANT.search(ahead) or DISTANT_BEHIND.match(behind):
        return True
    return AGES.match(behind) is not None and AGED.search(ahead) is not None


def _kinds(units: frozenset[UnitOfMeasure]) -> frozenset[str]:
    return frozenset(unit.dimension for unit in units)


def _counted(behind: str, language: str) -> str:
    common = stop_words(language)
    for word in _WORD.findall(re.split(r"[.,;:!?]", behind)[0])[:3]:
        if len(word) >= _LEAST and word.casefold() not in common:
            return stem(word.casefold(), language)
    return ""


def _words(text: str, language: str) -> frozenset[str]:
    common, spelled = stop_words(language), table(language)
    folded = (word.casefold() for word in _WORD.findall(text) if len(word) >= _LEAST)
    return frozenset(
        stem(word, language)[: max(_LEAST - 1, len(word) - 1)]
        for word in folded
        if word not in common and word not in spelled and not word.startswith(IDLE)
    )


def _fates(text: str, language: str) -> frozenset[str]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(fate for fate, begin in FATES[language].items() if any(word.startswith(begin) for word in words))
