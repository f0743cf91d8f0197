"""What a text may say otherwise than its source: negations, roles, parts that are gone or new; all mere doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from service.text.added_clauses import added_clause, is_unusual, lost_insertion, spells_out
from service.text.added_reasons import added_reason
from service.text.attached_numbers import AttachedNumbers
from service.text.enumerations import lost_item
from service.text.lost_clauses import lost_clause
from service.text.made_up_claims import made_up, told_kinds
from service.text.misplaced_names import misplaced_name
from service.text.negations import changed_in_summary, changed_negation
from service.text.omissions import length_change, missing_pieces, repeated_pieces
from service.text.opposites import said_opposite, says_the_same
from service.text.organisations import exchanged_body
from service.text.party_order import swapped_parties, swapped_sides
from service.text.passages import Passages
from service.text.rates import changed_rate
from service.text.roles import (
    mixed_names,
    swapped_ends,
    swapped_ends_in_summary,
    swapped_in_summary,
    swapped_roles,
)
from service.text.sentences import split
from service.text.summary_additions import added_part, known_beginnings
from service.text.summary_polarity import denies_what_is_told, turned_round
from service.text.summary_roles import exchanged
from service.text.unsupported import novel_words
from service.types import Pair

_SHORTER = -0.2  # deviations from the usual length, of a sentence that lacks an item


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that may be wrong, and the check that it belongs to."""

    check: Literal["names", "numbers", "support"]
    detail: str


def translation_doubts(source: str, output: str, pair: Pair) -> Iterator[Doubt]:
    """What a translated sentence may say otherwise than `source`."""
    languages = pair.source, pair.target
    opposite = said_opposite(source, output, languages)
    swapped = (
        swapped_roles(source, output, languages)
        or swapped_ends(source, output, languages)
        or swapped_parties(source, output, languages)
        or swapped_sides(source, output, languages)
    )
    if opposite and swapped:  # who lost to another was beaten by that one
        opposite = swapped = None
    if opposite:
        yield Doubt("support", f"says the opposite: {opposite}")
    elif (change := changed_negation(source, output, languages)) and not says_the_same(source, output, languages):
        yield Doubt("support", f"a negation was {change}")
    if swapped:
        yield Doubt("names", f"in each other's place: {' and '.join(swapped)}")
    if mixed := mixed_names(source, output):
        yield Doubt("names", f"first and last names of two: {', '.join(mixed)}")
    if body := exchanged_body(source, output, languages):
        yield Doubt("names", f"another body: {body}")
    if rate := changed_rate(source, output, languages):
        yield Doubt("numbers", f"another rate: {rate}")
    if pieces := missing_pieces(source, output):
        yield Doubt("support", f"left out: {', '.join(pieces)}")
    if pieces := repeated_pieces(source, output):
        yield Doubt("support", f"more often than in the text: {', '.join(pieces)}")
    deviations = length_change(source, output, languages)
    if abs(deviations) > 1 and (spells_out(source, output) if deviations > 0 else spells_out(output, source)):
        deviations = 0.0
    if is_unusual(source, output, deviations):
        yield Doubt("support", f"perhaps {'a part was left out' if deviations < 0 else 'something was added'}")
    elif added_clause(source, output, deviations) or added_reason(source, output, languages, deviations):
        yield Doubt("support", "perhaps a clause was added")
    elif lost_insertion(source, output, deviations) or lost_clause(source, output, languages):
        yield Doubt("support", "perhaps a clause was left out")
    elif deviations <= _SHORTER and lost_item(source, output, languages):
        yield Doubt("support", "perhaps an item of a list was left out")


@dataclass(frozen=True, slots=True)
class _Told:
    """An article as its summaries are compared with it: `known` are the beginnings of its words."""

    sentences: tuple[str, ...]
    known: frozenset[str]
    passages: Passages
    numbers: AttachedNumbers
    claims: frozenset[int]


@lru_cache(maxsize=8)
def _told(source: str, language: str) -> _Told:
    sentences = tuple(sentence.text for sentence in split(source, language))
    return _Told(
        sentences,
        known_beginnings(source, language),
        Passages(sentences, language),
        AttachedNumbers(sentences, language),
        told_kinds(source, language),
    )


def summary_doubts(sentences: Sequence[str], source: str, language: str) -> Iterator[tuple[int, Doubt]]:
    """What the sentences of a summary that are not copied may say otherwise than `source`, each with its index."""
    own = [(index, sentence) for index, sentence in enumerate(sentences) if sentence not in source]
    if not own:
        return
    article = _told(source, language)
    told, known, passages = article.sentences, article.known, article.passages
    for index, sentence in own:
        if swapped := (
            swapped_in_summary(sentence, told, language) or swapped_ends_in_summary(sentence, told, language)
        ):
            yield index, Doubt("names", f"in each other's place: {' and '.join(swapped)}")
        elif word := exchanged(sentence, passages.near(sentence), language):
            yield index, Doubt("support", f"perhaps the other way round in the article: “{word}”")
        if mixed := mixed_names(source, sentence):
            yield index, Doubt("names", f"first and last names of two: {', '.join(mixed)}")
        if misplaced := misplaced_name(sentence, told, language):
            yield index, Doubt("names", f"{misplaced[0]} where the article has {misplaced[1]}")
        if numbers := article.numbers.misattached(sentence):
            yield index, Doubt("numbers", f"of something else in the article: {', '.join(numbers)}")
        if doubt := _polarity(sentence, told, passages.near(sentence), known, language):
            yield index, doubt
        if novel := novel_words(sentence, known, language):
            yield index, Doubt("support", f"words not in the article: {', '.join(novel)}")
        elif added := added_part(sentence, known, language):
            yield index, Doubt("support", f"a part not in the article: {', '.join(added)}")
        elif claim := made_up(sentence, article.claims, language):
            yield index, Doubt("support", f"nothing in the article tells of “{claim}”")


def _polarity(
    sentence: str, told: Sequence[str], near: Sequence[str], known: frozenset[str], language: str
) -> Doubt | None:
    change = changed_in_summary(sentence, told, language)
    if change == "lost" or (change == "added" and denies_what_is_told(sentence, known, language)):
        return Doubt("support", f"a negation was {change}")
    if word := turned_round(sentence, near, language):
        return Doubt("support", f"the article says the opposite of “{word}”")
    return None
