"""A headline of the article's own words: a sentence of its lead, shortened by safe cuts until it fits.

Candidates are all forms of the first sentences that fit. They are compared by what of the article's weight they cover
(`salience.py`), how sure their cuts are, how well they stand alone and how early they stand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from service.text.clauses import grammar_of
from service.text.clauses.parts import LEAST_WORDS
from service.text.compression import Compression, claim_of, compressions
from service.text.datelines import without_dateline
from service.text.leads import find_lead
from service.text.newsworth import worth_of, worth_of_words
from service.text.salience import TermModel, index_terms
from service.text.scenes import without_now
from service.text.standalone import Fault, faults
from service.text.stems import stem, terms
from service.text.stopwords import stop_words

LEAD = 5
"""A headline is made of one of so many first sentences where one of them can be."""

_FURTHER = 20  # sentences that are looked at where the lead gives nothing
_ARTICLE = 60  # sentences; what a term of the lead weighs is clear by then
_FORMS = 8
_SAME = 0.3
"""Another sentence than the lead says so much of what the lead says."""
_DATED = 0.93
_CAUTION, _LENGTH = 1.3, 0.002
_DOUBTS = {Fault.DEFINITE: 0.4, Fault.COLON: 0.3, Fault.LEANING: 0.0, Fault.VACUOUS: 0.0}


_POINTING = re.compile(
    r"\b(?:he|she|they|his|her|their|him|them|its?|il|elle|ils|elles|son|sa|ses|leurs?|lui|він|вона|вони|його|її|їх\w*"
    r"|had|avait|avaient)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Headline:
    """The text, the number of the sentence that it was made of, and whether it is a shorter form of that."""

    text: str
    sentence: int
    shortened: bool


def best_headline(sentences: Sequence[str], language: str, max_words: int) -> Headline | None:
    """The best headline of at most `max_words` that the lead can give; where it gives none, that another of the first
    sentences can which is about the same. None where none stands alone.
    """
    index = index_terms(sentences[:_ARTICLE], language)
    weights = dict(zip(index.terms, index.weights(TermModel()).tolist(), strict=True))
    weights.update(dict.fromkeys(_saying(language), 0.0))
    lead = find_lead(sentences, language)
    if lead is None:
        return None
    about = set(terms(sentences[lead], language))
    known = {term for sentence in sentences[:lead] for term in terms(sentence, language)}
    for number, sentence in enumerate(sentences[lead:_FURTHER], lead):
        if number == lead + LEAD:
            break
        found = terms(sentence, language)
        if number == lead or _covered(about.intersection(found), weights) >= _SAME * _covered(about, weights):
            best = _best_form(sentence, language, max_words, weights, known)
            if best is not None and (number == lead or _stands_for_itself(best.text)):
                return Headline(best.text, number, best.text != sentence)
        known.update(found)
    return None


@cache
def _days(language: str) -> frozenset[str]:
    """The names of days and the like, which headlines do without."""
    grammar = grammar_of(language)
    return grammar.days | grammar.weekdays if grammar else frozenset()


@cache
def _saying(language: str) -> frozenset[str]:
    """The stems of who says things, how and when: they are no news."""
    grammar = grammar_of(language)
    if grammar is None:
        return frozenset()
    words = grammar.reports | grammar.authorities | grammar.days | grammar.times | stop_words(language)
    return frozenset(stem(word, language) for word in words)


def _best_form(
    sentence: str, language: str, max_words: int, weights: dict[str, float], known: Collection[str]
) -> Compression | None:
    """The best form of a sentence that stands alone; None where none does."""
    best: tuple[float, Compression] | None = None
    worths = worth_of_words(claim_of(sentence, language), language, weights)
    for form in _fitting(sentence, language, max_words):
        worth = worth_of(form.text, language, worths) * exp(-_CAUTION * form.cost - _LENGTH * form.words)
        worth *= _DATED if not _days(language).isdisjoint(form.text.lower().rstrip(".").split()) else 1.0
        if best is None or worth > best[0]:
            worth *= _standing(form.text, language, known)
            if worth > 0 and (best is None or worth > best[0]):
                best = worth, form
    return best[1] if best else None


def _fitting(sentence: str, language: str, max_words: int) -> list[Compression]:
    """The forms that fit, the most promising ones."""
    told = without_now(without_dateline(sentence), language)
    found = compressions(told, language, headline=True, max_words=max_words)
    forms = [form for form in found if LEAST_WORDS <= form.words <= max_words]
    return sorted(forms, key=lambda form: -form.words * exp(-_CAUTION * form.cost))[:_FORMS]


def _stands_for_itself(text: str) -> bool:
    """Whether a later sentence says who or how many, and speaks of nobody whom it does not name."""
    named = any(map(str.isupper, text[1:])) or any(map(str.isdigit, text))
    return named and not _POINTING.search(text)


def _covered(found: Collection[str], weights: dict[str, float]) -> float:
    return sum(weights.get(term, 0.0) for term in set(found))


def _standing(text: str, language: str, known: Collection[str]) -> float:
    """What the faults of a form leave of its worth."""
    factor = 1.0
    for fault in faults(text, language, known):
        factor *= _DOUBTS.get(fault, 0.0)
    return factor
