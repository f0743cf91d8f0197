"""A name of a summary that stands where its article has another one: `Boeing won the order` that Airbus had won.

The article says what the summary says in a sentence that names somebody else of the kind, and of the sentences that
have the name the summary took nothing beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.text.languages.language import word_set
from service.text.ordinary_words import is_ordinary_word
from service.text.stems import stem
from service.text.stopwords import stop_words

_TOKEN = re.compile(r"(?:[cdjlmnst]|qu)['’](?=[^\W\d])|[^\W_]+(?:['’ʼ\-][^\W_]+)*|[^\w\s]", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_LONGEST, _LEAST, _FAMILY = 600, 3, 5
_LEAST_WORDS, _LEAST_SHARED, _SHARE, _MOST_SENTENCES = 1, 3, 0.45, 60
_LATEST, _LONG_NAME = 3, 2
_CAPITALS_ARE_NAMES = frozenset({"en", "fr", "uk"})
_AND = frozenset(["and", "et", "і", "й", "та"])
# What a sentence begins with that does not tell yet who did it.
_NO_SUBJECT = word_set(
    "in on at for from by with after before to under without near according as à au aux en dans sur pour par de des du"
    " avec après avant selon sans chez près у в на за для від до з зі із після перед про при через"
)


@dataclass(frozen=True, slots=True)
class _Told:
    """The names of a sentence, each by the beginnings of its words, and the beginnings of its other words of weight;
    how many names of them, from the first, are its subject.
    """

    names: tuple[tuple[str, frozenset[str]], ...]
    words: frozenset[str]
    leading: int

    @property
    def parts(self) -> frozenset[str]:
        return frozenset[str]().union(*(parts for _, parts in self.names))


def misplaced_name(sentence: str, source: Sequence[str], language: str) -> tuple[str, str] | None:
    """The name that a sentence begins with, and the one that its source has in the place of it. In languages whose
    nouns all have capitals nobody knows which of them are names.
    """
    if language not in _CAPITALS_ARE_NAMES:
        return None
    said = _read(sentence[:_LONGEST], language)
    if not said.leading or len(said.words) < _LEAST_WORDS:
        return None
    told = [_read(each[:_LONGEST], language) for each in source[:_MOST_SENTENCES]]
    best = max(told, key=lambda each: _shared(each, said))
    # Of a short sentence all must be told there.
    said_beside = len(said.words) + len(said.parts) - len(said.names[0][1])
    if _shared(best, said) < min(said_beside, max(_LEAST_SHARED, _SHARE * said_beside)):
        return None
    return _exchanged(said, best, told) if best.leading else None


def _shared(one: _Told, other: _Told) -> int:
    return len(one.words & other.words) + len(one.parts & other.parts)


def _exchanged(said: _Told, best: _Told, told: Sequence[_Told]) -> tuple[str, str] | None:
    """A leading name of both, where the one that is said brought no words of its own sentences with it."""
    other = next((name for name, parts in best.names[: best.leading] if not parts & said.parts), None)
    for name, parts in said.names[: said.leading]:
        if other is None or parts & best.parts:
            continue
        having = [each for each in told if parts & each.parts]
        brought = frozenset[str]().union(*(each.words for each in having)) - best.words
        if having and not brought & said.words:
            return name, other
    return None


@lru_cache(maxsize=1024)
def _read(sentence: str, language: str) -> _Told:
    tokens = _TOKEN.findall(sentence)
    folds = [token.casefold() for token in tokens]
    common = stop_words(language)
    names, found = list[tuple[str, frozenset[str]]](), set[str]()
    run, leading, last = list[tuple[str, str]](), 0, 0
    for at, token in enumerate((*tokens, ".")):
        word = _POSSESSIVE.sub("", token)
        folded = word.casefold()
        is_name = len(word) >= _LEAST and word[0].isupper()
        if is_name and not run and _opens(tokens, at):
            is_long = tokens[at + 1 : at + 2] and tokens[at + 1][0].isupper()
            is_name = folded not in common and bool(is_long or not is_ordinary_word(word, language))
        if is_name:
            run.append((word, stem(folded, language)[:_FAMILY]))
            continue
        if run:
            if len(run) > _LONG_NAME and _opens(tokens, at - len(run)):
                del run[0]
            begun = at - len(run)
            if not names and begun <= _LATEST and token.islower() and tokens[at][0].isalpha():
                leading = int(_NO_SUBJECT.isdisjoint(folds[:begun]))
            elif names and leading == len(names) and not _AND.isdisjoint(folds[last:begun]) and begun - last <= _LATEST:
                leading += 1
            last = at
            names.append((" ".join(word for word, _ in run), frozenset(key for _, key in run)))
            run = []
        if (len(word) >= _LEAST or word.isdecimal()) and word[0].isalnum() and folded not in common:
            found.add(stem(folded, language)[:_FAMILY])
    return _Told(tuple(names), frozenset(found), leading)


def _opens(tokens: Sequence[str], at: int) -> bool:
    return not at or not tokens[at - 1][0].isalnum()
