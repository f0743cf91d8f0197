"""The dictionary of Ukrainian that pymorphy3 reads, loaded once."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

_STRAIGHT = str.maketrans("’ʼ", "''")
_NAMES = frozenset({"Name", "Surn", "Patr", "Geox"})
_VERBS = frozenset({"VERB", "INFN", "GRND", "PRTF", "PRTS", "PRED"})
_WORD = re.compile(r"[\u0400-\u04ff'-]+")


@cache
def ukrainian() -> Any:
    """Its analyzer, loaded in the tenth part of a second when it is first asked for."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="uk")


def is_ukrainian(word: str) -> bool:
    """Whether the dictionary has this form of a word; it has none with other letters."""
    straight = word.translate(_STRAIGHT)
    return _WORD.fullmatch(straight) is not None and bool(ukrainian().word_is_known(straight))


def is_ukrainian_name(word: str) -> bool:
    """Whether the dictionary has it as the name of a person or place, in whatever case."""
    straight = word.translate(_STRAIGHT)
    if not _WORD.fullmatch(straight):
        return False
    return any(not _NAMES.isdisjoint(reading.tag.grammemes) for reading in ukrainian().parse(straight))


def are_ukrainian_mountains(word: str) -> bool:
    """Whether the dictionary has it as a word that has a plural alone, and as no name: `Карпати`, `Альпи`."""
    straight = word.translate(_STRAIGHT)
    if not _WORD.fullmatch(straight):
        return False
    tags = [reading.tag.grammemes for reading in ukrainian().parse(straight)]
    return all("Pltm" in tag and _NAMES.isdisjoint(tag) for tag in tags)


@lru_cache(maxsize=8192)
def is_ukrainian_verb(word: str) -> bool:
    """Whether a form of a word, in small letters, may be one of a verb."""
    straight = word.translate(_STRAIGHT)
    if not _WORD.fullmatch(straight):
        return False
    return any(not _VERBS.isdisjoint(reading.tag.grammemes) for reading in ukrainian().parse(straight))
