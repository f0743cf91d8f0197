"""What a summary's sentence adds to the article: a part of whose words the article has none, where it has the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from service.text.exonyms import groups_of
from service.text.languages.vocabulary_joints import JOINTS, MADE_UP
from service.text.numbers import table
from service.text.stems import stem
from service.text.stopwords import stop_words
from service.text.words import MARKS, words_and_marks

_LEAST, _FAMILY = 4, 4
_LEAST_KNOWN, _SHARE_KNOWN, _LEAST_ADDED = 3, 0.6, 5
_NEARLY_ALL, _LEAST_OF_KNOWN, _MOSTLY_NEW = 0.85, 3, 0.75
"""Of a sentence that is otherwise so much of the article, so few new words in a row are an addition, where they begin a
clause of their own.
"""
_JOINING = frozenset([",", ";", "—", "–", "and", "but", "while", "et", "mais", "afin", "й", "і", "та", "а", "але"])


_Rated = tuple[str, list[tuple[str, bool]]]


def known_beginnings(text: str, language: str) -> frozenset[str]:
    """What the words of a text begin with, by which others of their family are known."""
    found = set[str]()
    for word in words_and_marks(text):
        folded = word.casefold()
        found.update((folded[:_FAMILY], stem(folded, language)))
    return frozenset(found)


def added_part(sentence: str, known: frozenset[str], language: str) -> tuple[str, ...]:
    """The words of weight of a part of a sentence that its article, with these beginnings, has none of; nothing where
    the rest is not in the article either, for that is told in other words.
    """
    if language not in JOINTS:
        return ()
    parts = [
        (head, [(word, _is_known(word, known, language)) for word in part])
        for head, part in _parts(sentence, language)
        if part
    ]
    total = sum(is_known for _, part in parts for _, is_known in part)
    words = sum(len(part) for _, part in parts)
    for run in _strange_runs(parts):
        added = tuple(word for _, part in run for word, _ in part)
        least = any(len(part) >= MADE_UP[language].get(head, _LEAST_ADDED) for head, part in run)
        rest = words - len(added)
        is_joined = run[0][0] in _JOINING and run[0] is not parts[0] and total >= _NEARLY_ALL * rest
        enough = _LEAST_OF_KNOWN if is_joined else _LEAST_ADDED
        if not least and len(added) < enough:
            continue
        if total >= max(_LEAST_KNOWN, _SHARE_KNOWN * rest):
            return added
    return next(_new_clauses(parts), ())


def _new_clauses(parts: Sequence[_Rated]) -> Iterator[tuple[str, ...]]:
    """The words of clauses that are joined to others and have hardly a word of the article, where the rest has nearly
    all its words from there.
    """
    clauses = list[list[_Rated]]()
    for part in parts:
        if not clauses or part[0] in _JOINING:
            clauses.append([])
        clauses[-1].append(part)
    rated = [[each for _, words in clause for each in words] for clause in clauses]
    words, known = sum(map(len, rated)), sum(is_known for clause in rated for _, is_known in clause)
    for at, clause in enumerate(rated):
        added = tuple(word for word, is_known in clause if not is_known)
        others, known_there = words - len(clause), known - (len(clause) - len(added))
        if not at or len(added) < _LEAST_OF_KNOWN or len(added) < _MOSTLY_NEW * len(clause):
            continue
        if known_there >= max(_LEAST_KNOWN, _NEARLY_ALL * others):
            yield added


def _strange_runs(parts: Sequence[_Rated]) -> Iterator[list[_Rated]]:
    """Neighbouring parts, each with what it begins with, that have no word that is known."""
    for strange, run in groupby(parts, key=lambda part: not any(is_known for _, is_known in part[1])):
        if strange:
            yield list(run)


def _parts(sentence: str, language: str) -> Iterator[tuple[str, Sequence[str]]]:
    joints, common, numbers = JOINTS[language], stop_words(language), table(language)
    part, head = list[str](), ""
    for token in words_and_marks(sentence):
        folded = token.casefold()
        if folded in MARKS or folded in joints:
            yield head, part
            # Behind `à cause de` the cause is what counts, not the last little word.
            head, part = (head if folded in joints and head in MADE_UP[language] and not part else folded), []
        elif len(token) >= _LEAST and folded not in common and folded not in numbers:
            part.append(token)
    yield head, part


def _is_known(word: str, known: frozenset[str], language: str) -> bool:
    folded = word.casefold()
    if folded[:_FAMILY] in known or stem(folded, language) in known or any(map(str.isdigit, word)):
        return True
    return bool(groups_of(word)) and word[0].isupper()
