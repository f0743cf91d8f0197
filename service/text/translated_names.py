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

from service.text.added_clauses import spells_out
from service.text.common_words import frequencies
from service.text.derived_names import governed_from
from service.text.exonyms import changed_countries, groups_of, is_ordinary
from service.text.known_names import is_known_name, opens_as_name
from service.text.languages import LANGUAGES
from service.text.names import names
from service.text.numbers import LANGUAGES as NUMBERED
from service.text.numbers import table
from service.text.opening_names import opening_names, titled_names
from service.text.same_names import same_name
from service.text.transliteration import beginning
from service.text.words import words
from service.types import Pair

# Shorter names are inflected beyond recognition, and acronyms are made anew from other words.
_POSSESSIVE = re.compile(r"['’]s?$")
_DOTTED = re.compile(r"(?<!\w)(?:[A-Z]\.){2,5}")
_JOINT = re.compile(r"[-'’]")
_SHORTEST, _LONGEST_ACRONYM = 4, 5
_SHORTEST_SOURCE, _SHORT = 80, 120
# What is written small may come from a name (`київський`), or begin like one by chance.
_SOUNDS_OF_A_COMMON_WORD = 4


@dataclass(frozen=True, slots=True)
class NameChanges:
    """Names of the source that are gone, and names of the output that came from nowhere.

    Of both, `sure` are those that are no words of a title, `likely` those that may be no names.
    `length` is that of the source: in a short one nothing is said in passing.
    """

    lost: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    sure: frozenset[str] = field(default=frozenset(), compare=False)
    likely: frozenset[str] = field(default=frozenset(), compare=False)
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
        return bool(self.lost and self.added) and told

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
        sure = tuple(name for name in names if name in self.sure)
        return sure if self.length <= _SHORTEST_SOURCE else ()


def compare_names(source: str, output: str, pair: Pair) -> NameChanges:
    """What became of the names of a sentence. Empty for languages that the rules do not know."""
    if not {pair.source, pair.target} <= NUMBERED:
        return NameChanges()
    source, output = _undotted(source), _undotted(output)
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
    return NameChanges(lost, added, sure=frozenset(sure), likely=frozenset(likely), length=len(source))


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
    folded = name.casefold()
    name = _POSSESSIVE.sub("", name)
    if is_ordinary(name) or folded in table(language) or (any(c.isdigit() for c in name)):
        return False
    if groups_of(name):
        return True
    is_acronym = len(name) <= _LONGEST_ACRONYM and sum(map(str.isupper, name)) > 1
    return len(name) >= _SHORTEST and not is_acronym and not _is_roman(name)


@lru_cache(maxsize=8192)
def _is_title_word(name: str, language: str) -> bool:
    """Whether a word may be part of a title, to be translated."""
    folded = _POSSESSIVE.sub("", name).casefold()
    # What is a common word (`leader`) and only spelled like a name (`Lida`) is no name.
    known = opens_as_name if folded.isascii() and folded in frequencies(language) else is_known_name
    if groups_of(name) or known(name):
        return False
    if any(folded in frequencies(known) for known in (language, "en")):
        return True
    return _adjectives(language).search(folded) is not None


@cache
def _adjectives(language: str) -> re.Pattern[str]:
    endings = LANGUAGES[language].names.adjectives
    return re.compile(rf"(?:{endings})$" if endings else r"(?!)")


def _are_others(name: str, other: str) -> bool:
    """Whether both are names that are known, and not the same one: Slovakia and Slovenia."""
    one, two = groups_of(name), groups_of(other)
    return bool(one and two) and one.isdisjoint(two)


def _groups_of(name: str) -> frozenset[int]:
    return groups_of(name).union(*map(groups_of, _JOINT.split(name)))


def _is_roman(name: str) -> bool:
    return not set(name.rstrip("èmer").translate(str.maketrans("ІХ", "IX"))) - set("IVXLC")


class _Counterparts:
    """The words of the other text, looked up by form, by what they mean and by sound, each made when first needed."""

    def __init__(self, text: str) -> None:
        self._text = text

    def have(self, name: str) -> bool:
        """Whether some word may stand for the name."""
        if _groups_of(name) & self._groups:
            return True
        if name in self._words:
            return True
        if name.isupper() and groups_of(name):  # an acronym that is translated sounds like nothing else
            return False
        parts = [part for part in (name, *_JOINT.split(name)) if len(part) >= _SHORTEST] or [name]
        return any(map(self._is_written, parts))

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
