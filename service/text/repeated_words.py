"""Words that are said twice in a row, as models do that lose the thread: `the the`, `signé signé signé`."""

from __future__ import annotations

import regex

from service.text.languages import LANGUAGES

# Of 2,991 sentences of FLORES dev in en, fr and uk two have another doubled word, both by mistake.
_MAY_BE_DOUBLED = frozenset[str]().union(*(known.formation.doubled for known in LANGUAGES.values()))
_DOUBLED = regex.compile(r"(?<![\p{L}\p{M}\p{N}'’ʼ-])(\p{L}[\p{L}\p{M}]*+)(?: \1)+(?![\p{L}\p{M}\p{N}'’ʼ-])", regex.I)

_FOUR, _SHORT_NAME = 4, 5
_TWICE = regex.compile(r"(?<![\p{L}\p{N}'’ʼ-])(\p{L}++ \p{L}++)(?: \1){1,2}+(?![\p{L}\p{N}'’ʼ-])", regex.I)


def repeated_words(text: str, source: str) -> tuple[tuple[str, ...], bool]:
    """Those of `text`, and whether one is said three times; nothing where `source`, that it was made of, does so."""
    found = [match[0] for match in _DOUBLED.finditer(text, concurrent=False)]
    said = text.split()
    # Most sentences have no two words twice.
    some = len(said) - len(set(said)) >= _FOUR // 2
    pairs = [match[0] for match in _TWICE.finditer(text, concurrent=False)] if some else []
    if pairs and not found and not _TWICE.search(source, concurrent=False):
        return tuple(dict.fromkeys(pairs)), any(len(pair.split()) > _FOUR for pair in pairs)
    if not found or _DOUBLED.search(source, concurrent=False):
        return (), False
    words = [repeated.split() for repeated in found]
    wrong = [run for run in words if len(run) > 2 or not _may_be_doubled(run)]
    return tuple(dict.fromkeys(" ".join(run[:3]) for run in wrong)), any(len(run) > 2 for run in wrong)


def _may_be_doubled(run: list[str]) -> bool:
    """Whether a word said twice is one that may be, or a name: `Roa Roa`."""
    return run[0].casefold() in _MAY_BE_DOUBLED or (len(run[0]) <= _SHORT_NAME and all(map(str.istitle, run)))
