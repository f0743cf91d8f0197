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
from functools import lru_cache

from service.text.exonyms import groups_of, is_ordinary
from service.text.names import names
from service.text.number_words import LANGUAGES, table
from service.text.transliteration import sounds_like, starts_alike
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
    def replaced(self) -> bool:
        """Whether one name seems to stand in the place of another."""
        return bool(self.lost and self.added)

    @property
    def certain(self) -> bool:
        """Whether that is a country, people or organisation in the place of another."""
        return any(map(groups_of, self.lost)) and any(map(groups_of, self.added))


def compare_names(source: str, output: str, pair: Pair) -> NameChanges:
    """What became of the names of a sentence. Empty for languages that the rules do not know."""
    if not {pair.source, pair.target} <= LANGUAGES:
        return NameChanges()
    wanted, found = names(source, pair.source), names(output, pair.target)
    if not wanted and not found:
        return NameChanges()
    return NameChanges(
        lost=_unaccounted(wanted, words(output), pair.source), added=_unaccounted(found, words(source), pair.target)
    )


def _unaccounted(wanted: Sequence[str], others: Sequence[str], language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in wanted if _demanded(name, language) and not _accounted(name, others)))


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


def _accounted(name: str, others: Sequence[str]) -> bool:
    groups = groups_of(name)
    if groups:
        return any(groups_of(other) & groups or starts_alike(name, other) for other in others)
    if name in others:
        return True
    parts = [part for part in (name, *_JOINT.split(name)) if len(part) >= _SHORTEST] or [name]
    capitalised: list[str] = []
    common: list[str] = []
    for whole in others:
        for other in (whole,) if whole.isalpha() else (whole, *filter(None, _JOINT.split(whole))):
            (capitalised if other[0].isupper() else common).append(other)
    return (
        any(starts_alike(part, other) for part in parts for other in capitalised)
        or any(starts_alike(part, other, _SOUNDS_OF_A_COMMON_WORD) for part in parts for other in common)
        or any(sounds_like(part, other) for part in parts for other in capitalised)
    )
