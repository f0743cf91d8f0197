"""Names compared across languages: what a translation put in the place of a name, and what it added.

A name may come over in three ways: as it is, by its sound (`Washington`, `Вашингтоном`), or translated; of those that
are translated, countries, peoples and organisations are in `exonyms.py`, and words of titles and places are left out.
So a name of the output that nothing in the source accounts for is likely to be wrong, and certain to be where the
source has one that is gone: on 997 honest pairs each of en, fr and uk that is so at most twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import islice, pairwise

from service.text.added_clauses import spells_out
from service.text.common_words import frequencies
from service.text.derived_names import governed_from
from service.text.exonyms import changed_countries, groups_and_lands_of, groups_of, is_ordinary, may_be_country
from service.text.joined_names import without_joined_names
from service.text.known_names import is_known_name, opens_as_name
from service.text.languages import LANGUAGES
from service.text.names import names
from service.text.numbers import LANGUAGES as NUMBERED
from service.text.numbers import table
from service.text.opening_names import is_common_word, opening_names, titled_names
from service.text.same_names import same_name
from service.text.transliteration import beginning
from service.text.ukrainian_dictionary import is_ukrainian
from service.text.words import words
from service.types import Pair

# Shorter names are inflected beyond recognition, and acronyms are made anew from other words.
_POSSESSIVE = re.compile(r"['’]s?$")
_DOTTED = re.compile(r"(?<!\w)(?:[A-Z]\.){2,5}")
_JOINT = re.compile(r"[-'’]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_SHORTEST, _LONGEST_ACRONYM = 4, 5
_MOST_KEPT = 40
_ERAS = frozenset({"BC", "BCE", "CE", "AD"})
_SHORTEST_SOURCE, _BRIEF, _SHORT = 80, 105, 120
_PLACE = re.compile(
    r"(?<!\w)(?:(?:in|at|from|near|to|à|de|vers|en|у|в|до|з|із|зі|від|біля|під) |d['’])"
    r"([A-ZÀ-ÞА-ЯЄІЇҐ][^\W\d_]{1,40}(?:-[^\W\d_]{1,40}){0,4})(?!\w)(?! [A-ZÀ-ÞА-ЯЄІЇҐ])"
)
_THINGS = ("Sun", "Moon", "Earth", "God", "Army", "President", "Internet")
# What is written small may come from a name (`київський`), or begin like one by chance.
_SOUNDS_OF_A_COMMON_WORD = 4


@dataclass(frozen=True, slots=True)
class NameChanges:
    """Names of the source that are gone, and names of the output that came from nowhere.

    Of both, `sure` are those that are no words of a title, `likely` those that may be no names, `beside` those that
    stand beside a name that both texts have: first names come and go.
    `length` is that of the source: in a short one nothing is said in passing.
    """

    lost: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    sure: frozenset[str] = field(default=frozenset(), compare=False)
    likely: frozenset[str] = field(default=frozenset(), compare=False)
    beside: frozenset[str] = field(default=frozenset(), compare=False)
    length: int = field(default=0, compare=False)

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.lost or self.added)

    @property
    def replaced(self) -> bool:
        """Whether one name seems to stand in the place of another."""
        lost, added = self.sure.isdisjoint(self.lost), self.sure.isdisjoint(self.added)
        told = not (lost and added) if self.length <= _SHORT else not (lost or added)
        return bool(self.lost and self.added) and told and self._alike

    @property
    def _alike(self) -> bool:
        """Whether a country may stand in the place of a country, or another name in that of one that is none.

        In a short sentence there is nothing else that it may stand for.
        """
        if self.length <= _BRIEF:
            return True
        aside = self.beside if len(self.lost) != len(self.added) else frozenset()
        lost, added = ([name for name in names if name not in aside] for names in (self.lost, self.added))
        kinds = (frozenset[bool]().union(*map(may_be_country, names)) for names in (lost, added))
        return not frozenset.isdisjoint(*kinds)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Names that have nothing in their place, where hardly a translation does without."""
        return () if self.added else self._missed(self.lost)

    @property
    def made_up(self) -> tuple[str, ...]:
        """Names that stand in the place of none, where hardly a translation needs one."""
        return () if self.lost else self._missed(self.added)

    @property
    def certain(self) -> bool:
        """Whether that is a country, people or organisation in the place of another, in a short sentence."""
        if self.length > _SHORT:
            return False
        lost, added = ([name for name in names if name not in self.likely] for names in (self.lost, self.added))
        return bool([*filter(groups_of, lost)] and [*filter(groups_of, added)])

    def _missed(self, names: Sequence[str]) -> tuple[str, ...]:
        sure = tuple(name for name in names if name in self.sure and name not in self.beside and not _is_thing(name))
        return sure if self.length <= _SHORTEST_SOURCE else ()


def compare_names(source: str, output: str, pair: Pair) -> NameChanges:
    """What became of the names of a sentence. Empty for languages that the rules do not know."""
    if not {pair.source, pair.target} <= NUMBERED:
        return NameChanges()
    source, output = without_joined_names(_undotted(source), _undotted(output), (pair.source, pair.target))
    wanted, found = _names(source, pair.source), _names(output, pair.target)
    lost, added = _unaccounted(wanted, output, pair.source), _unaccounted(found, source, pair.target)
    guesses = opening_names(source, pair.source), opening_names(output, pair.target)
    gone, come = _unaccounted(guesses[0], output, pair.source), _unaccounted(guesses[1], source, pair.target)
    if (lost or gone) and (added or come):
        lost, added = _together(gone, lost), _together(come, added)
    countries = changed_countries(source, output, (pair.source, pair.target))
    lost, added = _together(lost, countries[0]), _together(added, countries[1])
    lost, added = _without_seats(lost, added), _without_seats(added, lost)
    likely = {*gone, *come, *countries[0], *countries[1]}.difference(wanted, found)
    if not lost and not added:
        return NameChanges()
    # What an acronym stands for may be spelled out on the other side.
    if not lost and spells_out(source, output):
        added = ()
    elif not added and spells_out(output, source):
        lost = ()
    sure = [name for name in lost if not _is_title_word(name, pair.source)]
    sure += [name for name in added if not _is_title_word(name, pair.target)]
    if len(source) <= _SHORT:  # where both say where something is, both are places
        places = _places(lost, source), _places(added, output)
        sure += [*places[0], *places[1]] if all(places) else []
    beside = frozenset(_beside(lost, wanted, source, output) + _beside(added, found, output, source))
    return NameChanges(lost, added, frozenset(sure), frozenset(likely), beside, len(source))


def _beside(gone: Sequence[str], names: Sequence[str], text: str, other_text: str) -> list[str]:
    """Those names that a text has directly before or behind one that the other text has, too."""
    if not gone:
        return []
    counterparts = _Counterparts(other_text)
    there = words(text)
    neighbours = {*pairwise(there), *pairwise(reversed(there))}
    kept = [name for name in dict.fromkeys(names[:_MOST_KEPT]) if name not in gone and counterparts.have(name)]
    return [name for name in gone if any((name, other) in neighbours for other in kept)]


def _places(names: Sequence[str], text: str) -> list[str]:
    """Those that stand by themselves behind a word that places have, `in Portsmouth`."""
    if not names:
        return []
    found = frozenset(_PLACE.findall(text))
    return [name for name in names if name in found]


def _is_thing(name: str) -> bool:
    """Whether a name is also what everybody calls a thing: the sun, the earth."""
    return not groups_of(name).isdisjoint(_things())


@cache
def _things() -> frozenset[int]:
    return frozenset[int]().union(*map(groups_of, _THINGS))


def _without_seats(names: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The names without capitals that stand for the countries of the others, and without such countries."""
    if not names or not others:
        return names
    lands = frozenset().union(*map(groups_of, others))
    seats = frozenset().union(*map(governed_from, others))
    return tuple(name for name in names if not (governed_from(name) & lands or groups_of(name) & seats))


def _names(text: str, language: str) -> tuple[str, ...]:
    return _together(titled_names(text), names(text, language))


def _together(one: tuple[str, ...], two: tuple[str, ...]) -> tuple[str, ...]:
    return (*one, *(name for name in two if name not in one)) if one else two


def _undotted(text: str) -> str:
    """With the acronyms without their dots: `U.N.` is `UN`."""
    return _DOTTED.sub(lambda match: match[0].replace(".", ""), text) if "." in text[:-1] else text


def _unaccounted(wanted: Sequence[str], other: str, language: str) -> tuple[str, ...]:
    """The names that the other text has nothing for."""
    if not wanted:
        return ()
    demanded = [name for name in dict.fromkeys(wanted) if _demanded(name[:_LONGEST_REMEMBERED], language)]
    counterparts = _Counterparts(other)
    return tuple(name for name in demanded if not counterparts.have(name))


_LONGEST_REMEMBERED = 200


@lru_cache(maxsize=8192)
def _demanded(name: str, language: str) -> bool:
    """Whether something in the other language must stand for this name."""
    folded = name.casefold().replace("’", "'")
    name = _POSSESSIVE.sub("", name)
    if name in _ERAS or is_ordinary(name) or folded in table(language) or (any(c.isdigit() for c in name)):
        return False
    if groups_and_lands_of(name):
        return True
    is_acronym = len(name) <= _LONGEST_ACRONYM and sum(map(str.isupper, name)) > 1
    return len(name) >= _SHORTEST and not is_acronym and not _is_roman(name)


@lru_cache(maxsize=8192)
def _is_title_word(name: str, language: str) -> bool:
    """Whether a word may be part of a title, to be translated."""
    folded = _POSSESSIVE.sub("", name).casefold()
    # What is a common word (`leader`) and only spelled like a name (`Lida`) is no name.
    known = opens_as_name if folded.isascii() and folded in frequencies(language) else is_known_name
    if groups_and_lands_of(name) or known(name):
        return False
    if language == "uk" and is_ukrainian(folded) and is_common_word(folded):
        return True
    if any(folded in frequencies(known) for known in (language, "en")):
        return True
    return _adjectives(language).search(folded) is not None


@cache
def _adjectives(language: str) -> re.Pattern[str]:
    endings = LANGUAGES[language].names.adjectives
    return re.compile(rf"(?:{endings})$" if endings else r"(?!)")


def _are_others(name: str, other: str) -> bool:
    """Whether both are names that are known, and not the same one: Slovakia and Slovenia."""
    one, two = groups_and_lands_of(name), groups_and_lands_of(other)
    return bool(one and two) and one.isdisjoint(two)


def _groups_of(name: str) -> frozenset[int]:
    return groups_and_lands_of(name).union(*map(groups_and_lands_of, _JOINT.split(name)))


def _is_roman(name: str) -> bool:
    return not set(name.rstrip("èmer").translate(str.maketrans("ІХ", "IX"))) - set("IVXLC")


class _Counterparts:
    """The words of the other text, looked up by form, by what they mean and by sound, each made when first needed."""

    def __init__(self, text: str) -> None:
        self._text = text

    def have(self, name: str) -> bool:
        """Whether some word may stand for the name."""
        if _groups_of(name) & self._groups:
            return not self._has_other_half(name)
        if name in self._words:
            return True
        if name.isupper() and groups_and_lands_of(name):  # an acronym that is translated sounds like nothing else
            return False
        parts = [part for part in (name, *_JOINT.split(name)) if len(part) >= _SHORTEST] or [name]
        return any(map(self._is_written, parts)) and not self._has_other_half(name)

    def _has_other_half(self, name: str) -> bool:
        """Whether the other text has one half of a double name with another half: `Saint-Denis`, `Saint-Malo`."""
        if "-" not in name or _CYRILLIC.search(name):
            return False
        halves = name.split("-")
        if not all(half[:1].isupper() for half in halves):
            return False
        joined = islice((word for word in self._words if word.count("-") == len(halves) - 1), _MOST_KEPT)
        doubles = [word.split("-") for word in joined]
        for double in doubles:
            if any(not half[:1].isupper() or _CYRILLIC.search(half) for half in double):
                continue
            same = [same_name(one, two) for one, two in zip(halves, double, strict=True)]
            if any(same) and not all(same):
                return not any(all(map(same_name, halves, each)) for each in doubles)
        return False

    def _is_written(self, part: str) -> bool:
        """Whether a word is the name in another form, or comes from it."""
        if any(same_name(part, other) and not _are_others(part, other) for other in self._capitalised):
            return True
        start = beginning(part, _SOUNDS_OF_A_COMMON_WORD)
        return bool(start) and start in self._common_beginnings

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(words(self._text))

    @cached_property
    def _parts(self) -> frozenset[str]:
        """The words, and the parts of those with hyphens and apostrophes."""
        return self._words.union(*(filter(None, _JOINT.split(word)) for word in self._words if not word.isalpha()))

    @cached_property
    def _capitalised(self) -> tuple[str, ...]:
        return tuple(part for part in self._parts if part[0].isupper())

    @cached_property
    def _groups(self) -> frozenset[int]:
        return frozenset[int]().union(*map(_groups_of, self._words))

    @cached_property
    def _common_beginnings(self) -> frozenset[str]:
        common = (part for part in self._parts if not part[0].isupper())
        return frozenset(beginning(part, _SOUNDS_OF_A_COMMON_WORD) for part in common) - {""}
