"""What a summary says to be so that its article says not to be so, or the other way round.

A word of the summary with an opposite (`rose` and `fell`, `acquitted` and `guilty`) or a denied one is looked up in
the article: where sentences about the same have it, and all of them the other way, the summary turned it round.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from service.text.languages.vocabulary_attached import BEGINNINGS_OF_SAME
from service.text.negations import may_deny
from service.text.statements import Said, Side, statements

_SHARED, _SHARED_OF_ANY, _SHARED_OF_NOUNS, _COVERED = 1, 2, 3, 0.4
_SHORT, _FAMILY = 4, 5
"""Of so many sentences about the same, one shared word says that two are about the same thing."""


def turned_round(sentence: str, source: Sequence[str], language: str) -> str | None:
    """The word of a summary's sentence that all sentences of the article about the same say the opposite of."""
    said = statements(sentence, language)
    if not said:
        return None
    own = frozenset(each.stem for each in said)
    read = [(each, words) for each in source if (words := statements(each, language))]
    told = [words for _, words in read if len(own.intersection(word.stem for word in words)) >= _SHARED]
    more = [words for each, words in read if each.split(maxsplit=1)[0].casefold() in BEGINNINGS_OF_SAME]
    hidden = may_deny(sentence, language)
    return next(_opposed(said, told, more), None) or next(_denied(said, told, hidden=hidden), None)


def denies_what_is_told(sentence: str, known: frozenset[str], language: str) -> bool:
    """Whether something that a sentence denies is in its source, of which `known` are the stems."""
    return any(word.denied == 1 and word.stem in known for word in statements(sentence, language))


def _opposed(
    said: tuple[Said, ...], told: Sequence[tuple[Said, ...]], more: Sequence[tuple[Said, ...]]
) -> Iterator[str]:
    """The words that all that is `told` about the same says the opposite of, and nothing that speaks on (`more`)."""
    heads, least = _heads(said), 1 if len(told) <= _SHORT else 2
    both = {name for word in heads for name, side in word.sides if (name, not side) in _all_sides(heads)}
    for word in heads:
        if word.wished:
            continue
        about = _about(word, said)
        for name, side in word.sides:
            if name in both:
                continue
            sides = set[bool]()
            near = False
            for words in (*told, *more):
                for other in _heads(words):
                    if other.wished and not other.denied:
                        continue
                    found = {value for pair, value in other.sides if pair == name}
                    sides |= found
                    shared = len(about & _about(other, words))
                    all_shared = shared == len(about)
                    is_near = bool(found) and words in told and (all_shared or _is_near(word, other, shared, least))
                    near = near or is_near
            if near and sides == {not side}:
                yield word.word


def _is_near(word: Said, other: Said, shared: int, least: int) -> bool:
    """Whether two words are said of the same: more must be in common where a denial makes opposites of nouns."""
    of_nouns = bool(word.denied) != bool(other.denied) and not (word.verb and other.verb)
    return shared >= max(least, _SHARED_OF_NOUNS if of_nouns else 0)


def _family(word: str) -> str:
    """What a verb begins with, without accents: `signer`, `signé`."""
    plain = unicodedata.normalize("NFKD", word[:_FAMILY].casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _is_same(one: Said, other: Said) -> bool:
    """Whether two words are forms of one, or verbs of one family: `продаватиме`, `продадуть`."""
    if one.stem == other.stem:
        return True
    families = _family(one.word), _family(other.word)
    return families[0] == families[1] and len(families[0]) == _FAMILY and one.verb and other.verb


def _all_sides(heads: Sequence[Said]) -> frozenset[Side]:
    return frozenset(side for word in heads for side in word.sides)


def _heads(words: tuple[Said, ...]) -> list[Said]:
    """The words that have an opposite, without those that only deny the next one of the kind: `refused to allow`."""
    sided = [word for word in words if word.sides]
    heads = []
    for at, word in enumerate(sided):
        following = sided[at + 1] if at + 1 < len(sided) else None
        names = {name for name, _ in word.sides}
        if following and following.denied and names & {name for name, _ in following.sides} and not word.denied:
            continue
        heads.append(word)
    return heads


def _about(word: Said, words: tuple[Said, ...]) -> frozenset[str]:
    """What the word is said of: the other words of its sentence that have no opposite."""
    return frozenset(other.stem for other in words if other is not word and not other.sides)


def _denied(said: tuple[Said, ...], told: Sequence[tuple[Said, ...]], *, hidden: bool) -> Iterator[str]:
    """The words that the summary denies and the article does not, or the other way round; not the latter where the
    summary may deny in other words (`hidden`).
    """
    stems = frozenset(word.stem for word in said)
    least = max(_SHARED_OF_ANY + 1, len(stems) * _COVERED)
    for word in said:
        if word.wished or word.sides or word.denied > 1 or (word.word[0].isupper() and word.at):
            continue
        if word.denied and not (word.verb or word.plainly):
            continue
        if not word.denied and (hidden or not word.verb):
            continue
        if not word.denied and any(other.denied for other in said if other.clause == word.clause):
            continue
        denied = set[bool]()
        near = False
        for words in told:
            for other in words:
                if not _is_same(word, other):
                    continue
                denied.add(other.denied == 1)
                near = near or len(stems.intersection(one.stem for one in words)) >= least
                if not word.denied or other.denied:
                    continue
                # What is denied elsewhere in the sentence may be what the summary denies.
                near = near and not any(one.denied for one in words)
        if near and denied == {not word.denied}:
            yield word.word
