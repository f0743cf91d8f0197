"""A sentence read for what it says to be so and not to be so: its words, denied or not, and their opposites.

The reach of a denial is guessed from the order of words: it ends with the clause, or some words on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from service.text.languages import LANGUAGES
from service.text.languages.vocabulary_joints import (
    DECIDED,
    DECIDED_TO,
    DENIED_BY_HALF,
    HALF_DENIALS,
    LONG_REACH,
    MANAGED,
    OTHER_HALVES,
    PLAIN_DENIALS,
    SHORT_REACH,
)
from service.text.stems import stem
from service.text.stopwords import stop_words
from service.text.verb_places import may_be_verb

Side = tuple[str, bool]
"""What a word says of a pair of opposites, by the pair's name: the first of them, or the other."""

_TOKEN = re.compile(r"[cdjlmnst]['’](?=[^\W\d])|[^\W_]+(?:['’ʼ\-][^\W_]+)*|[,;:.!?—–()«»“”\"]", re.IGNORECASE)
_APOSTROPHES = str.maketrans("’ʼ", "''")
_LONGEST = 1_000
_LEAST = 3
# `A few` are some, and `few` are not.
_FEW, _SOME = "few", frozenset(["a", "the", "last", "past", "next", "every", "these", "those"])
_REACH, _WORDS_DENIED, _BEHIND = 6, 2, 2


@dataclass(frozen=True, slots=True)
class Said:
    """A word of weight. `at`: its place among all words; `clause`: the number of its clause; `denied`: how many words
    of weight after a denial it is, from 1, or 0. `sides`: what it says of pairs of opposites, denial included.
    `wished`: whether it is only said to be wanted, or nothing says that it is so. `verb`: whether it may be one.
    `plainly`: whether what denies it is a `not`, and no verb: who banned phones does not say that there are none.
    """

    word: str
    stem: str
    at: int
    clause: int
    denied: int
    sides: frozenset[Side]
    wished: bool
    verb: bool
    plainly: bool


def statements(sentence: str, language: str) -> tuple[Said, ...]:
    """The words of weight of a sentence, in order; nothing where the language's opposites are not known."""
    if language not in LANGUAGES or not LANGUAGES[language].opposites.deniers:
        return ()
    return _remembered(sentence[:_LONGEST], language)


@lru_cache(maxsize=1024)
def _remembered(sentence: str, language: str) -> tuple[Said, ...]:
    tokens = [token.translate(_APOSTROPHES) for token in _TOKEN.findall(sentence)]
    folded = [token.casefold() for token in tokens]
    denied, plainly = _denied(folded, language)
    common, rules = stop_words(language), _rules(language)
    found, clause, wish = list[Said](), 0, -_REACH
    for at, (token, word) in enumerate(zip(tokens, folded, strict=True)):
        if not word[0].isalnum() or word in rules.joints:
            clause += 1
            continue
        sides = _sides_at(folded, at, language)
        wish = at if rules.wishes(word) else wish
        if not sides and (word in common or len(word) < _LEAST):
            continue
        depth = denied[at]
        told = frozenset((name, (side != (depth > 0))) for name, side in sides)
        wished = at - wish < _REACH or rules.is_open(folded, at)
        verb = may_be_verb(folded, at, language) or rules.is_deed(folded, at, sides)
        found.append(Said(token, stem(word, language), at, clause, depth, told, wished, verb, at in plainly))
    return tuple(found)


def _denied(folded: list[str], language: str) -> tuple[list[int], set[int]]:
    """For each word how many words of weight after the nearest denial it stands, from 1; 0 for what is not denied. And
    the places of those that no verb denies.
    """
    rules, common = _rules(language), stop_words(language)
    denied, plainly = [0] * len(folded), set[int]()
    for at, word in enumerate(folded):
        if not rules.denies(word) or (at + 1 < len(folded) and folded[at + 1] in rules.idle):
            continue
        # `n'exclut pas de`: what denies is denied itself. `Ne` alone is no denial: `n'a vu que`.
        if denied[at] == 1 or (word in HALF_DENIALS and not _is_whole(folded, at)):
            continue
        if word in rules.after:
            for before in range(at - 1, max(-1, at - 1 - _BEHIND), -1):
                if not folded[before][0].isalnum():
                    break
                denied[before] = denied[before] or 1
                plainly.add(before)
        depth, most = 0, 1 if word in SHORT_REACH else _WORDS_DENIED + (word in LONG_REACH)
        for following in range(at + 1, min(len(folded), at + 1 + _REACH)):
            other = folded[following]
            if not other[0].isalnum() or depth >= most:
                break
            if other.startswith(MANAGED):
                denied[following] = denied[following] or depth + 1
            elif other not in common or rules.sides(other):
                depth += 1
                denied[following] = min(denied[following] or depth, depth)
            if word in PLAIN_DENIALS or word.endswith("n't"):
                plainly.add(following)
            if rules.denies(other):
                break
    return denied, plainly


def _is_whole(folded: list[str], at: int) -> bool:
    """Whether the other half of `ne ... pas` is there, behind it or before it."""
    if folded[at + 1 : at + 2] and folded[at + 1].startswith(DENIED_BY_HALF):
        return True
    around = folded[max(0, at - _REACH) : at] + folded[at + 1 : at + 2 + _REACH]
    return not OTHER_HALVES.isdisjoint(around)


def _sides_at(folded: list[str], at: int, language: str) -> frozenset[Side]:
    rules = _rules(language)
    if folded[at] == _FEW and at and folded[at - 1] in _SOME:
        return frozenset()
    sides = rules.sides(folded[at])
    for following in folded[at + 1 : at + 3]:
        if following in rules.second:
            for beginning, exact, side in rules.second[following]:
                if folded[at] == beginning or (not exact and folded[at].startswith(beginning)):
                    return frozenset({side})
    return sides


class _Rules:
    """What the opposites of a language say, made ready to look words up."""

    def __init__(self, language: str) -> None:
        known = LANGUAGES[language].opposites
        self.after = frozenset(known.after.split())
        self.idle = frozenset(known.not_denying.split())
        self._deniers = _Listed((entry, ("", True)) for entry in known.deniers.split())
        rows = list(_rows(known.pairs))
        self._wishes = _Listed((entry, ("", True)) for entry in known.wishes.split())
        self.joints = frozenset(known.joints.split())
        self._infinitive = re.compile(rf"\w{{3,}}(?:{known.infinitive})" if known.infinitive else r"(?!)")
        self._future = frozenset(known.future.split())
        self._single = _Listed((entry, side) for entry, side in rows if "~" not in entry)
        self.second: dict[str, list[tuple[str, bool, Side]]] = {}
        for entry, side in rows:
            first, joined, second = entry.partition("~")
            if joined:
                self.second.setdefault(second, []).append((first.removesuffix("*"), not first.endswith("*"), side))

    def denies(self, word: str) -> bool:
        return word.endswith("n't") or bool(self._deniers.of(word))

    def wishes(self, word: str) -> bool:
        return bool(self._wishes.of(word))

    def is_deed(self, folded: list[str], at: int, sides: frozenset[Side]) -> bool:
        """Whether it is done though it stands like a noun: `feu vert`, `refuse d'autoriser`, `a choisi de vendre`."""
        if self._infinitive.fullmatch(folded[at]):
            return bool(sides) or self._is_settled(folded, at)
        return bool(sides) and not self.sides(folded[at])

    def is_open(self, folded: list[str], at: int) -> bool:
        """Whether a word is an infinitive that does not tell what will be."""
        return self._infinitive.fullmatch(folded[at]) is not None and not self._is_settled(folded, at)

    def _is_settled(self, folded: list[str], at: int) -> bool:
        """Whether what stands before an infinitive says that it will be so: `va fermer`, `a choisi de fermer`."""
        before = at - 1 - (at > 1 and folded[at - 1] in DECIDED_TO)
        return at > 0 and (folded[at - 1] in self._future or folded[before].startswith(DECIDED))

    def sides(self, word: str) -> frozenset[Side]:
        return self._single.of(word)


class _Listed:
    """Words with or without an asterisk for any ending, looked up."""

    def __init__(self, rows: Iterator[tuple[str, Side]]) -> None:
        self._exact: dict[str, set[Side]] = {}
        self._beginnings: dict[str, set[Side]] = {}
        for entry, side in rows:
            where = self._beginnings if entry.endswith("*") else self._exact
            where.setdefault(entry.removesuffix("*"), set()).add(side)
        self._lengths = sorted(set(map(len, self._beginnings)))
        self.of = lru_cache(maxsize=8192)(self._of)

    def _of(self, word: str) -> frozenset[Side]:
        found = set(self._exact.get(word, ()))
        for length in self._lengths:
            found |= self._beginnings.get(word[:length], set())
        return frozenset(found)


def _rows(pairs: str) -> Iterator[tuple[str, Side]]:
    for row in filter(str.strip, pairs.split(";")):
        name, _, listed = row.partition(":")
        for side, entries in zip((True, False), listed.split("/"), strict=True):
            yield from ((entry, (name.strip(), side)) for entry in entries.split())


@cache
def _rules(language: str) -> _Rules:
    return _Rules(language)
