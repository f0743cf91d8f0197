"""Names that an honest writer takes from others: the country of a town, the initials of a title, a people's adjective.

Also the reverse: names that only look like those of the article.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import Literal

from service.text.beginnings import Beginnings
from service.text.common_words import frequencies
from service.text.exonyms import groups_of
from service.text.known_names import is_known_name, opens_as_name
from service.text.languages.vocabulary_derivations import (
    CASE_ENDING,
    CLOSED_SYLLABLE,
    LAST_VOWELS,
    PARTS_OF_LANDS,
    PEOPLE_OF_TOWN,
    PLACE_ADJECTIVE,
    TOWNS,
)
from service.text.ukrainian_dictionary import are_ukrainian_mountains

Account = Literal["sure", "possible"]

_LONGEST_ENDING = 4
_LEAST_TOWN, _LOST_OF_TOWN = 4, 2
_LEAST_ROOT, _MOST_COMPARED, _MOST_READ, _LONGEST_WORD = 4, 200, 2_000, 40
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_ACRONYM = re.compile(r"[^\W\d_]{2,6}")


def _country_groups(name: str) -> frozenset[int]:
    return groups_of(name.upper() if len(name) == 2 else name.capitalize())


@cache
def _towns() -> Beginnings[tuple[int, bool]]:
    """The groups of the country that towns lie in, and whether a town is the capital."""
    rows = []
    for row in TOWNS.split(";"):
        country, _, names = row.partition(":")
        found = _country_groups(country.strip())
        for at, town in enumerate(names.split()):
            rows += [(town, (group, at < 3)) for group in found]
    return Beginnings(rows)


@cache
def _listed_countries() -> frozenset[int]:
    return frozenset(group for row in TOWNS.split(";") for group in _country_groups(row.partition(":")[0].strip()))


class NameSources:
    """The names of an article, to say where others may come from."""

    def __init__(self, text: str, language: str) -> None:
        self._language = language
        self._words = list(dict.fromkeys(_WORD.findall(text)))
        self._text_words = _WORD.findall(text)

    def account(self, name: str) -> Account | None:
        """How a name that the article does not have may come from it."""
        groups = groups_of(name)
        if groups & self._lands or self._is_initials(name) or self._is_adjective(name) or self._is_form(name):
            return "sure"
        if {group for group, is_capital in _land_of(name) if is_capital} & self._mentioned:
            # `Moscow` for Russia, where no other of its towns can be meant.
            return "possible" if self._lands & self._mentioned else "sure"
        if groups & _listed_countries() and not _land_of(name):
            return None if (self._countries | self._lands) & _listed_countries() else "possible"
        if self._language == "uk" and not groups and are_ukrainian_mountains(name) and not _land_of(name):
            # What a town of the article lies in.
            return "possible"
        folded = name.casefold()
        is_word = folded in frequencies(self._language) and not groups and not _is_known(name)
        return "possible" if is_word and not _land_of(name) else None

    def only_resembles(self, name: str) -> bool:
        """Whether the article has only names that begin like this one and are no form of it, or only a longer name
        that ends with it: Балаклава and Балаклія, Savoie and Haute-Savoie.
        """
        folded = name.casefold()
        if not name[0].isupper() or groups_of(name) or len(name) < _LEAST_ROOT:
            return False
        if folded in self._folded or len(name) > _LONGEST_WORD or _root(folded) in self._nouns:
            return False
        capitals = self._capitals
        longer = [word for word in capitals if "-" in word and word.casefold().endswith(f"-{folded}")]
        if longer and self._language == "fr" and longer[0].split("-")[0] in PARTS_OF_LANDS:
            return True
        if self._language != "uk" or "-" in name:
            return False
        alike = [word for word in capitals if word[:3].casefold() == folded[:3]]
        return bool(alike) and not any(_is_inflected(folded, word.casefold()) for word in alike)

    @cached_property
    def _capitals(self) -> list[str]:
        return [word for word in self._words if word[0].isupper() and len(word) <= _LONGEST_WORD][:_MOST_COMPARED]

    @cached_property
    def _countries(self) -> frozenset[int]:
        return frozenset[int]().union(*map(groups_of, (word for word in self._words if word[0].isupper())))

    @cached_property
    def _mentioned(self) -> frozenset[int]:
        return frozenset[int]().union(*map(groups_of, self._words))

    @cached_property
    def _lands(self) -> frozenset[int]:
        found = (_land_of(word) for word in self._words if word[0].isupper() or self._language == "uk")
        return frozenset(group for lands in found for group, _ in lands)

    def _is_initials(self, name: str) -> bool:
        """Whether it is an acronym, and the article has the words that it is made of."""
        if not _ACRONYM.fullmatch(name) or not name.isupper():
            return False
        return any(name.casefold() in each for each in self._initials)

    @cached_property
    def _initials(self) -> tuple[str, ...]:
        words = [word.replace("’", "'").rpartition("'")[2] for word in self._text_words[:_MOST_READ]]
        return tuple("".join(word[0].casefold() for word in words if len(word) > least) for least in (2, 3))

    def _is_form(self, name: str) -> bool:
        """Whether it is a Ukrainian case of a name of the article: `Кам’янка`, `у Кам’янці`."""
        if self._language == "uk" and (closed := CLOSED_SYLLABLE.fullmatch(name.casefold())):
            opened = re.compile(rf"{closed[1]}[ое]{closed[2]}{CASE_ENDING.pattern}")
            return any(opened.fullmatch(word.casefold()) for word in self._capitals)
        if self._language != "uk" or len(name) < _LEAST_ROOT or len(name) > _LONGEST_WORD:
            return False
        return any(_is_inflected(name.casefold(), word.casefold()) for word in self._capitals if word[:3] == name[:3])

    @cached_property
    def _roots(self) -> frozenset[str]:
        """The beginnings of what the words have before their endings."""
        roots = (_root(word.casefold(), anything=True) for word in self._words if 3 < len(word) <= _LONGEST_WORD)
        return frozenset(root[:length] for root in roots for length in range(_LEAST_ROOT - 1, len(root) + 1))

    @cached_property
    def _nouns(self) -> frozenset[str]:
        """What names that are no adjectives themselves have before their endings."""
        nouns = (word.casefold() for word in self._capitals if not PLACE_ADJECTIVE.search(word))
        return frozenset(_root(word, anything=True) for word in nouns) - {""}

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(part for word in self._words for part in (word.casefold(), *word.casefold().split("'")))

    def _is_adjective(self, name: str) -> bool:
        """Whether it is a Ukrainian adjective or region of a place of the article, or the French word for its people:
        Миколаївський, Миколаївщина, Toulousains.
        """
        if self._language == "fr" and _LEAST_TOWN < len(name) <= _LONGEST_WORD:
            return any(_are_people_of(name.casefold(), word.casefold()) for word in self._capitals)
        return self._language == "uk" and _root(name[:_LONGEST_WORD].casefold()) in self._roots


@lru_cache(maxsize=4096)
def governed_from(town: str) -> frozenset[int]:
    """The groups (`exonyms.groups_of`) of the countries whose capital a word names: `Berne` for Switzerland."""
    return frozenset(group for group, is_capital in _land_of(town) if is_capital)


def _is_known(name: str) -> bool:
    """Whether it is one of the frequent names, and not only like it: `Channel` is not Chanel."""
    return opens_as_name(name) if name.isascii() else is_known_name(name)


def _land_of(word: str) -> frozenset[tuple[int, bool]]:
    return _towns().of(word[:40].casefold(), longest_ending=_LONGEST_ENDING)


def _root(word: str, *, anything: bool = False) -> str:
    """What a Ukrainian adjective of a place, or (`anything`) any word, has before its endings."""
    stripped = PLACE_ADJECTIVE.sub("", word)
    if stripped == word and not anything:
        return ""
    root = LAST_VOWELS.sub("", stripped)
    return root if len(root) >= _LEAST_ROOT - 1 else ""


def _are_people_of(people: str, town: str) -> bool:
    shared = next((at for at, (a, b) in enumerate(zip(people, town, strict=False)) if a != b), len(town))
    is_whole = shared >= max(_LEAST_TOWN, len(town) - _LOST_OF_TOWN)
    return is_whole and PEOPLE_OF_TOWN.fullmatch(people[shared:]) is not None


def _is_inflected(one: str, two: str) -> bool:
    """Whether two Ukrainian words differ only in what case endings and their vowels change."""
    shared = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return any(
        CASE_ENDING.fullmatch(one[at:]) and CASE_ENDING.fullmatch(two[at:])
        for at in range(max(2, shared - 1), shared + 1)
    )
