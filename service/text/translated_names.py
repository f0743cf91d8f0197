"""Names compared across languages: what a translation put in the place of a name, and what it added.

A name may come over in three ways: as it is, by its sound (`Washington`, `Вашингтоном`), or translated; of those that
are translated, countries, peoples and organisations are in `exonyms.py`, and words of titles and places are left out.
So a name of the output that nothing in the source accounts for is likely to be wrong, and certain to be where the
source has one that is gone: on 997 honest pairs each of en, fr and uk that is so at most twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from service.text.exonyms import groups_of, is_ordinary
from service.text.names import names
from service.text.numbers import LANGUAGES, table
from service.text.transliteration import beginning, sounds_like
from service.text.words import words
from service.types import Pair

# Shorter names are inflected beyond recognition, and acronyms are made anew from other words.
_POSSESSIVE = re.compile(r"['’]s?$")
_JOINT = re.compile(r"[-'’]")
_SHORTEST, _LONGEST_ACRONYM = 4, 5
# What is written small may come from a name (`київський`), or begin like one by chance.
_SOUNDS_OF_A_COMMON_WORD = 4


@dataclass(frozen=True, slots=True)
class NameChanges:
    """Names of the source that are gone, and names of the output that came from nowhere."""

    lost: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.lost or self.added)

    @property
    def replaced(self) -> bool:
        """Whether one name seems to stand in the place of another."""
        return bool(self.lost and self.added)

    @property
    def certain(self) -> bool:
        """Whether that is a country, people or organisation in the place of another."""
        return bool([*filter(groups_of, self.lost)] and [*filter(groups_of, self.added)])


def compare_names(source: str, output: str, pair: Pair) -> NameChanges:
    """What became of the names of a sentence. Empty for languages that the rules do not know."""
    if not {pair.source, pair.target} <= LANGUAGES:
        return NameChanges()
    wanted, found = names(source, pair.source), names(output, pair.target)
    if not wanted and not found:
        return NameChanges()
    return NameChanges(
        lost=_unaccounted(wanted, output, pair.source),
        added=_unaccounted(found, source, pair.target),
    )


def _unaccounted(wanted: Sequence[str], other: str, language: str) -> tuple[str, ...]:
    """The names that the other text has nothing for."""
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


def _is_roman(name: str) -> bool:
    return not set(name.rstrip("èmer").translate(str.maketrans("ІХ", "IX"))) - set("IVXLC")


class _Counterparts:
    """The words of the other text, looked up by form, by what they mean and by sound, each made when first needed."""

    def __init__(self, text: str) -> None:
        self._text = text

    def have(self, name: str) -> bool:
        """Whether some word may stand for the name."""
        if groups := groups_of(name):
            return bool(groups & self._groups) or beginning(name) in self._beginnings
        if name in self._words:
            return True
        parts = [part for part in (name, *_JOINT.split(name)) if len(part) >= _SHORTEST] or [name]
        return any(map(self._sound, parts)) or any(
            sounds_like(part, other) for part in parts for other in self._capitalised
        )

    def _sound(self, part: str) -> bool:
        """Whether a word begins as the name does."""
        return (
            beginning(part) in self._capitalised_beginnings
            or beginning(part, _SOUNDS_OF_A_COMMON_WORD) in self._common_beginnings
        )

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
        return frozenset[int]().union(*map(groups_of, self._words))

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(map(beginning, self._words)) - {""}

    @cached_property
    def _capitalised_beginnings(self) -> frozenset[str]:
        return frozenset(map(beginning, self._capitalised)) - {""}

    @cached_property
    def _common_beginnings(self) -> frozenset[str]:
        common = (part for part in self._parts if not part[0].isupper())
        return frozenset(beginning(part, _SOUNDS_OF_A_COMMON_WORD) for part in common) - {""}
