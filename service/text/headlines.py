"""A headline of the article's own words: a sentence of its lead, shortened by safe cuts until it fits.

Candidates are all forms of the first sentences that fit. They are compared by what of the article's weight they cover
(`salience.py`), how sure their cuts are, how well they stand alone and how early they stand.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import exp

from service.text.clauses.parts import LEAST_WORDS
from service.text.compression import Compression, compressions
from service.text.datelines import without_dateline
from service.text.salience import TermModel, index_terms
from service.text.standalone import Fault, faults
from service.text.stems import terms
from service.text.words import count_words

LEAD = 5
"""A headline is made of one of so many first sentences where one of them can be."""

_FURTHER = 20  # sentences that are looked at where the lead gives nothing
_ARTICLE = 60  # sentences; what a term of the lead weighs is clear by then
_FORMS = 8
_SHORTENED = 3  # sentences of which shorter forms are made
_NAMELESS = 0.5
_CAUTION = 1.5
_PLACES = (1.0, 0.3, 0.25, 0.2, 0.15)
_DOUBTS = {Fault.DEFINITE: 0.4, Fault.COLON: 0.3, Fault.LEANING: 0.0, Fault.VACUOUS: 0.0}


@dataclass(frozen=True, slots=True)
class Headline:
    """The text, the number of the sentence that it was made of, and whether it is a shorter form of that."""

    text: str
    sentence: int
    shortened: bool


def best_headline(sentences: Sequence[str], language: str, max_words: int) -> Headline | None:
    """The best headline of at most `max_words` that the first sentences can give; None where none stands alone."""
    index = index_terms(sentences[:_ARTICLE], language)
    weights = dict(zip(index.terms, index.weights(TermModel()).tolist(), strict=True))
    best: tuple[float, Headline] | None = None
    known: set[str] = set()
    for number, sentence in enumerate(sentences[:_FURTHER]):
        if number == LEAD and best is not None:
            break
        found = terms(sentence, language)
        place = _PLACES[min(number, LEAD - 1)]
        if best is not None and _most_covered(found, weights, max_words) * place <= best[0]:
            known.update(found)
            continue
        for form in _fitting(sentence, language, max_words, whole=number >= _SHORTENED):
            worth = _worth(form, language, weights) * place
            if number and not _names_something(form.text):
                worth *= _NAMELESS
            if best is None or worth > best[0]:
                worth *= _standing(form.text, language, known)
                if worth > 0 and (best is None or worth > best[0]):
                    best = worth, Headline(form.text, number, form.text != sentence)
        known.update(found)
    return best[1] if best else None


def _fitting(sentence: str, language: str, max_words: int, *, whole: bool) -> list[Compression]:
    """The forms that fit, the most promising ones; `whole`: only the sentence itself."""
    sentence = without_dateline(sentence)
    found = (
        [Compression(sentence, count_words(sentence), 0.0)]
        if whole
        else compressions(sentence, language, headline=True, max_words=max_words)
    )
    forms = [form for form in found if LEAST_WORDS <= form.words <= max_words]
    return sorted(forms, key=lambda form: -form.words * exp(-_CAUTION * form.cost))[:_FORMS]


def _worth(form: Compression, language: str, weights: dict[str, float]) -> float:
    return _covered(terms(form.text, language), weights) * exp(-_CAUTION * form.cost)


def _most_covered(found: Sequence[str], weights: dict[str, float], max_words: int) -> float:
    """What a form of so many words covers at the most: three in four of its words say something."""
    best = sorted((weights.get(term, 0.0) for term in set(found)), reverse=True)
    return sum(best[: max(1, max_words * 3 // 4)])


def _names_something(text: str) -> bool:
    """Whether a later sentence says who or how many: without a name or number it is about what was told before."""
    return any(map(str.isupper, text[1:])) or any(map(str.isdigit, text))


def _covered(found: Sequence[str], weights: dict[str, float]) -> float:
    return sum(weights.get(term, 0.0) for term in set(found))


def _standing(text: str, language: str, known: Collection[str]) -> float:
    """What the faults of a form leave of its worth."""
    factor = 1.0
    for fault in faults(text, language, known):
        factor *= _DOUBTS.get(fault, 0.0)
    return factor
