"""What became of the numbers of an article in a sentence about it, in the same language."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import cached_property

from service.text.languages.language import word_set
from service.text.mixture import is_frequent
from service.text.numbers.derived import Derivation, Sources
from service.text.numbers.order import is_of_a_date
from service.text.numbers.quantities import Quantity
from service.text.numbers.reading import Number
from service.text.numbers.sameness import (
    Numbers,
    is_compatible,
    is_same,
    missing_shares,
    missing_times,
    said_otherwise,
)
from service.text.numbers.translated import NumberDoubt
from service.text.numbers.values import Value
from service.text.stems import stem
from service.text.stopwords import stop_words

_WORD = re.compile(r"[^\W\d_]+")
_NAME_BEFORE = re.compile(r"([A-ZÀ-ÞА-ЯЄІЇҐ][^\W\d_]+)(?:,? (?:is|was|aged|est|a|âgée? de|віком))?,? ?$")
# What the number counts is left out: `48 of them`, `48 were injured`.
_OF_THEM = re.compile(
    r"\s(?:(?:of (?:them|those|these|whom|which)|(?:others? )?(?:were|was|are|is|have|had|did|died)|more"
    r"|(?:autres )?(?:ont|sont|étaient|avaient|a|est)|[зі]з? (?:них|яких)|(?:інших )?(?:були|було))\b"
    r"|d['’]entre|(?:інших )?(?:отрим|зазна|загин))"
)
# Of `two of the seven`, `it has 430,` and `the other three` others can tell what is counted.
_ELLIPTIC = re.compile(
    r"\s?(?:[.,;:!?)]|$|(?:of|out of|des|sur|з|із) |(?:others?|more|autres?|інш\w+)\b)", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[.;:!?]")
_NEAR, _FAR = 40, 90
_OWNERS_AHEAD = 2
# Beside the numbers of a vote: whichever side they are of.
_SIDES = frozenset(["against", "votes", "contre", "pour", "voix", "проти", "голосів"])
# By these words, beginnings of them, is counted what others count by many: they tell of no other number.
_ANYBODY = ("peopl", "perso", "людей", "осіб", "home", "house", "foyer")
_WHEN = word_set("last earlier dernier dernière année торік раніше минулого минулої")
_SMALLEST_OWNED = 2
# More places than this of one number tell nothing of which one is meant.
_MOST_PLACES = 20


class ArticleNumbers:
    """The numbers of a text that sentences are written about, with what stands beside each."""

    def __init__(self, text: str, language: str) -> None:
        self.numbers = Numbers(text, language)
        self._language = language

    def doubts(self, sentence: Numbers) -> tuple[NumberDoubt, ...]:
        """What of the sentence's numbers the article says otherwise, apart from numbers that it does not state."""
        doubts = [*self._counts(sentence)]
        if shares := missing_shares(sentence, self.numbers, in_article=True):
            doubts.append(NumberDoubt("replaced", shares))
        if times := missing_times(sentence, self.numbers):
            doubts.append(NumberDoubt("replaced", times))
        return tuple(doubts)

    def restated(self, sentence: Numbers) -> frozenset[str]:
        """The numbers of the sentence, as written, that the article gives in another unit or form."""
        return frozenset(sentence.reading.claims[at].written for at in said_otherwise(sentence, self.numbers))

    def derivations(self, sentence: Numbers, missing: Collection[str]) -> dict[str, Derivation]:
        """Of the numbers of the sentence that are `missing`, as written, those that may be worked out of others."""
        wanted = frozenset(missing)
        claims = (claim for claim in sentence.reading.claims if claim.written in wanted)
        found = ((claim.written, self._sources.derivation(claim, sentence)) for claim in claims)
        return {written: how for written, how in found if how}

    @cached_property
    def _sources(self) -> Sources:
        return Sources(self.numbers)

    @cached_property
    def _places(self) -> dict[Value, list[Number]]:
        places: dict[Value, list[Number]] = defaultdict(list)
        for claim in self.numbers.reading.claims:
            for value in claim.values:
                if len(places[value]) < _MOST_PLACES:
                    places[value].append(claim)
        return places

    @cached_property
    def _owned(self) -> dict[str, list[Number]]:
        """The numbers that stand directly before a word, or behind a name."""
        owned: dict[str, list[Number]] = defaultdict(list)
        for claim in self.numbers.reading.claims:
            for owner in (*self._whose(self.numbers, claim), *self._counted(self.numbers, claim)):
                owned[owner].append(claim)
        return owned

    def _found(self, claim: Number) -> list[Number]:
        found = {place.start: place for value in claim.values for place in self._places.get(value, ())}
        return [*found.values()]

    def _counts(self, sentence: Numbers) -> Iterator[NumberDoubt]:
        for claim in sentence.reading.claims:
            places = self._found(claim)
            if not places or len(places) >= _MOST_PLACES:
                continue
            own = sentence.unit_of(claim)
            theirs = [self.numbers.unit_of(place) for place in places]
            alike = [other for other in theirs if not own.units or _agree(own, other)]
            written = (sentence.text[own.start : own.end],)
            if own.units and not alike and all(other.units for other in theirs):
                yield NumberDoubt("unit", written)
            elif _signs_differ(own, alike):
                yield NumberDoubt("sign", written)
            elif self._is_taken(sentence, claim, places):
                yield NumberDoubt("order", written)

    def _is_taken(self, sentence: Numbers, claim: Number, places: list[Number]) -> bool:
        """Whether the number stands with a word that has another number in the article, and never with this one."""
        places = [place for place in places if not is_of_a_date(place, self.numbers.reading)]
        small = any(isinstance(value, Decimal) and value < _SMALLEST_OWNED for value in claim.values)
        if small or not places or is_of_a_date(claim, sentence.reading):
            return False
        if any(
            _ELLIPTIC.match(self.numbers.text, place.end) and not self._whose(self.numbers, place) for place in places
        ):
            return False
        around = {word for place in places for word in self._around(place)}
        return any(
            owners
            and not around.intersection(owners)
            and any(
                not other.values & claim.values
                for owner in owners
                if not owner.startswith(_ANYBODY)
                for other in self._owned.get(owner, ())
            )
            for owners in (self._whose(sentence, claim), self._counted(sentence, claim))
        )

    def _around(self, place: Number) -> set[str]:
        """What stands between the numbers before and after one, no farther than a line, by stems; less what the number
        before counts, where this one counts something else than `48 of them`.
        """
        text, claims, at = self.numbers.text, self.numbers.reading.claims, self._index[place.start]
        before = claims[at - 1] if at else None
        begin = max(place.start - _FAR, before.end if before else 0)
        end = min(place.end + _FAR, claims[at + 1].start if at + 1 < len(claims) else len(text))
        ahead = self._stems(_WORD.findall(text[begin : place.start]))
        if before and before.end == begin and self._counted(self.numbers, place):
            ahead -= set(self._counted(self.numbers, before))
        return ahead | self._stems(_WORD.findall(text[place.end : end]))

    def _stems(self, words: list[str]) -> set[str]:
        return {stem(word.lower(), self._language) for word in words}

    @cached_property
    def _index(self) -> dict[int, int]:
        return {claim.start: at for at, claim in enumerate(self.numbers.reading.claims)}

    def _counted(self, of: Numbers, claim: Number) -> list[str]:
        """What a number counts, by stems. Units are compared by themselves."""
        if of.unit_of(claim).units:
            return []
        following = _CLAUSE_END.split(of.text[claim.end : claim.end + _NEAR].lower(), maxsplit=1)[0]
        after = _WORD.findall(following)[:_OWNERS_AHEAD]
        if _OF_THEM.match(following):
            return []
        return [stem(word, self._language) for word in after if _may_own(word)]

    def _whose(self, of: Numbers, claim: Number) -> list[str]:
        """The name that a number follows: `Mary Holt, 41`."""
        name = _NAME_BEFORE.search(of.text[max(0, claim.start - _NEAR) : claim.start])
        if not name or name[1].casefold() in stop_words(self._language):
            return []
        return [stem(name[1].lower(), self._language)]


def _may_own(word: str) -> bool:
    return len(word) > 2 and not is_frequent(word) and word not in _SIDES and word not in _WHEN


def _agree(one: Quantity, other: Quantity) -> bool:
    return is_compatible(one, other) or is_same(one, other)


def _signs_differ(own: Quantity, theirs: list[Quantity]) -> bool:
    """Whether all places of a number are below zero, and it is not, or the other way round; only of temperatures."""
    if not theirs or not any(unit.dimension == "temperature" for each in (own, *theirs) for unit in each.units):
        return False
    below = {other.sign == -1 for other in theirs}
    return len(below) == 1 and (own.sign == -1) not in below
