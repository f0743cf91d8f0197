"""Who did what to whom in a summary, told the other way round than in its article.

Around a verb that both have, or one of its kind (`beat`, `won against`), stand the words for who did it and for whom it
was done to. Where those before it in the summary stand only behind it in the article, and the other way round, they
changed places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.text.exonyms import groups_of
from service.text.languages.vocabulary_deeds import DEEDS, Deeds
from service.text.stems import stem
from service.text.stopwords import stop_words
from service.text.verb_places import may_be_verb
from service.text.words import MARKS, words_and_marks

Key = str | int

_LONGEST, _LEAST, _LEAST_VERB = 600, 3, 4
_BACK, _ON = 8, 8
_PASSIVE_REACH = 3


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb, or the noun of one, with the words of weight around it. `kind`: the stem, or the name of its kind;
    `sufferer`: the words right behind a verb that names them without a preposition, in the order they stand in.
    """

    word: str
    kind: str
    doer: frozenset[Key]
    other: frozenset[Key]
    sufferer: frozenset[Key] = frozenset()


def exchanged(sentence: str, source: Sequence[str], language: str) -> str | None:
    """The verb around which a summary's sentence has those in each other's place whom its article names."""
    if language not in DEEDS:
        return None
    said = _deeds(sentence[:_LONGEST], language)
    kinds = frozenset(deed.kind for deed in said)
    told = [deed for each in source if kinds for deed in _deeds(each[:_LONGEST], language, kinds)]
    for deed in said:
        alike = [other for other in told if other.kind == deed.kind]
        surely = deed.kind in DEEDS[language].kind_names
        if any(_agree(deed, other) and not (surely and _are_opposed(deed, other)) for other in alike):
            continue
        if any(_are_crossed(deed, other) for other in alike):
            return deed.word
    return _other_time(sentence, source, language)


def _agree(one: Deed, other: Deed) -> bool:
    return bool(one.doer & other.doer) or not (one.doer and one.other)


def _are_opposed(one: Deed, other: Deed) -> bool:
    """Whether what tells who did it from whom it was done to is in each other's place, whatever both are called:
    `the Dutch network bought the Danish one`.
    """
    theirs, own = one.doer & other.other, one.other & other.doer
    return bool(theirs - other.doer - one.other and own - one.doer - other.other)


def _are_crossed(one: Deed, other: Deed) -> bool:
    if one.doer & other.other and one.other & other.doer:
        return True
    # `Two guards saved a woman` of a woman, called otherwise, who saved two guards.
    return bool(one.sufferer and one.doer & other.sufferer) and not one.sufferer & other.sufferer


@lru_cache(maxsize=1024)
def _deeds(sentence: str, language: str, wanted: frozenset[str] | None = None) -> tuple[Deed, ...]:
    """What a sentence tells of, or only what is of the kinds that are `wanted`."""
    tokens = words_and_marks(sentence)
    folded = [token.casefold().replace("’", "'") for token in tokens]
    return tuple(_read(tokens, folded, language, wanted))


def _read(tokens: list[str], folded: list[str], language: str, wanted: frozenset[str] | None) -> Iterator[Deed]:
    known, common = DEEDS[language], stop_words(language)
    for at, word in enumerate(folded):
        if word in known.than and (wanted is None or "more" in wanted):
            yield from _comparison(tokens, folded, at, language)
            continue
        if word in MARKS or len(word) < _LEAST_VERB or not at or not word.isalpha() or tokens[at][0].isupper():
            continue
        kind, turned = known.kind(word)
        if not kind and (word in common or (own := stem(word, language)) in known.mutual_stems):
            continue
        if kind == "accuse" and folded[at - 1] in known.determiners:  # `the accused`, `une plainte`
            continue
        if wanted is not None and (kind or own) not in wanted:
            continue
        if not kind and not may_be_verb(folded, at, language):
            continue
        before = _content(tokens, folded, range(at - 1, max(-1, at - 1 - _BACK), -1), language)
        after = _content(tokens, folded, range(at + 1, min(len(folded), at + 1 + _ON)), language)
        if kind == "buy" and turned and (to := _index(folded, at, known.to)):
            buyer = _content(tokens, folded, range(to + 1, min(len(folded), to + 1 + _ON)), language)
            yield Deed(tokens[at], kind, buyer, (before | after) - buyer)
            continue
        passive = _is_passive(folded, at, known)
        if passive is None:
            continue
        turned = turned != passive
        doer, other = (after, before) if turned else (before, after)
        direct = not turned and at + 1 < len(folded) and folded[at + 1] in known.determiners
        sufferer = (
            _content(tokens, folded, range(at + 1, min(len(folded), at + 5)), language) if direct else frozenset()
        )
        if doer and other:
            yield Deed(tokens[at], kind or own, doer, other, sufferer)


def _comparison(tokens: list[str], folded: list[str], at: int, language: str) -> Iterator[Deed]:
    """What is more than something else, or less."""
    known = DEEDS[language]
    compared = next((n for n in range(at - 1, max(-1, at - 1 - _ON), -1) if known.degree(folded[n])), None)
    if compared is None:
        return
    less = known.degree(folded[compared]) < 0
    start = at - 1 - (folded[at - 1] in MARKS)
    before = _content(tokens, folded, range(start, max(-1, start - _BACK), -1), language)
    after = _content(tokens, folded, range(at + 1, min(len(folded), at + 1 + _ON // 2)), language)
    if before and after:
        yield Deed(tokens[compared], "more", after if less else before, before if less else after)


def _content(tokens: list[str], folded: list[str], places: range, language: str) -> frozenset[Key]:
    """What the words at some places, in that order, are called by, up to the end of the clause."""
    common, found = stop_words(language), set[Key]()
    for at in places:
        word = folded[at]
        if word in MARKS:
            break
        if word in common or len(word) < _LEAST or any(map(str.isdigit, word)):
            continue
        groups = groups_of(tokens[at]) if tokens[at][0].isupper() or language != "en" else frozenset[int]()
        found.update(groups or {stem(word, language)})
    return frozenset(found)


def _index(folded: list[str], at: int, wanted: frozenset[str]) -> int | None:
    for place in range(at + 1, min(len(folded), at + 1 + _ON)):
        if folded[place] in MARKS:
            return None
        if folded[place] in wanted:
            return place
    return None


def _is_passive(folded: list[str], at: int, known: Deeds) -> bool | None:
    """Whether a verb is in the passive; None where it is, and who did it is left out."""
    if known.objects.fullmatch(folded[at - 1]):
        return True
    if at + 1 < len(folded) and folded[at + 1] in known.by:
        return True
    being = any(word in known.being for word in folded[max(0, at - _PASSIVE_REACH) : at])
    if not being or folded[at].endswith("ing"):
        return False
    return True if _index(folded, at, known.by) is not None else None


def _other_time(sentence: str, source: Sequence[str], language: str) -> str | None:
    """What the sentence says to be before something that the article has only as after it, or the other way round."""
    said = _times(sentence[:_LONGEST], language)
    if not said:
        return None
    told = {time for each in source for time in _times(each[:_LONGEST], language)}
    return next((word for word, later in said if (word, not later) in told and (word, later) not in told), None)


def _times(sentence: str, language: str) -> list[tuple[str, bool]]:
    known, common = DEEDS[language], stop_words(language)
    folded = [token.casefold() for token in words_and_marks(sentence)]
    found = []
    for at, word in enumerate(folded):
        if word not in known.before and word not in known.after:
            continue
        for following in folded[at + 1 : at + 4]:
            if following in MARKS:
                break
            if following not in common and len(following) > _LEAST:
                found.append((stem(following, language), word in known.after))
                break
    return found
