"""Summaries made of the article's own sentences: no weights, any language, about a millisecond an article.

A summary is the set of whole sentences that covers the most weight of terms within the budget (budgeted maximum
coverage, after Gillick and Favre 2009, "A scalable global model for summarization"). A term counts once however often
it is covered, so a sentence that repeats another has little left to give. A term's weight is the probability that a
summary written by hand uses it, from a logistic model of four things that any language shows: in how many of the
article's sentences it stands (twice: relative to all, and as a logarithm), how early it first appears, and whether it
is written with a capital in mid-sentence; `benchmarks/fit_extractive.py` fitted it on French news and says how much of
it survives on articles that it was not fitted on.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from service.engines.base import Budget, Decoding, Document, Draft
from service.text.cues import (
    has_open_quotation,
    is_boilerplate,
    is_question,
    is_terminated,
    leans_back,
    quoted_share,
)
from service.text.stems import stem, terms
from service.text.words import count_words, unspaced, words

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TermModel:
    """Log-odds that a term of the article is used in its summary, from features between 0 and 1."""

    bias: float = -3.4
    log_frequency: float = 3.0
    frequency: float = 1.7
    early: float = 1.05
    name: float = 0.5
    title: float = 1.0
    """Not fitted, for want of titles: a term of the title counts like one of the first sentence."""


SPECIFICITY = 0.25
"""Exponent of the normalised inverse sentence frequency that weights are discounted by: words that stand in every
sentence are in every summary too, and say nothing."""

LENGTH_COST = 0.5
"""Sentences are compared by weight gained / words ** LENGTH_COST. 1 favours scraps, 0 whatever is longest."""

POSITION_DECAY, POSITION_SPAN = 0.05, 20
"""How much less each further sentence counts, in articles of up to POSITION_SPAN sentences; a longer article is scaled
to that span, so that the end of a report is not worth nothing."""

REDUNDANT = 0.25
"""A sentence is left out once less than this share of its weight would be new."""

FILLER = 0.3
"""A sentence worth less than this share of the best one, wherever they stand, is not taken to use up the budget."""

_QUESTION, _QUOTATION, _OPEN_QUOTATION, _LEANING = 0.5, 0.8, 0.7, 0.8
_UNTERMINATED, _BOILERPLATE, _TITLE_AGAIN = 0.5, 0.1, 0.2
_SCRAP_WORDS = 5


class ExtractiveSummarizer:
    """The Summarizer that needs no weights. Deterministic, stateless, safe to call from many threads.

    Sentences come back whole, each once, in article order, `Draft.picked` naming them. A sentence that leans on the one
    before it (`He added ...`) counts less until that one is picked too; so do questions, quotations, headings, links.
    Time and memory are linear in the article's words.
    """

    def __init__(self, model: TermModel = TermModel()) -> None:
        self._model = model

    def summarize(self, documents: Sequence[Document], budget: Budget, decoding: Decoding) -> list[Draft]:
        """One draft a document. The budget is kept, unless no sentence fits it: then the best short one comes whole."""
        return [self._draft(document, budget) for document in documents]

    def rank(self, document: Document) -> Scores:
        """How much each sentence would be worth as the first one picked; higher is better, comparable in a document."""
        return _read(document, self._model).scores()

    def count_tokens(self, segments: Sequence[str]) -> list[int]:
        """Words: what this engine's budget is counted in."""
        return [count_words(segment) for segment in segments]

    def close(self) -> None:
        """Nothing is held."""

    def _draft(self, document: Document, budget: Budget) -> Draft:
        if not document.sentences:
            return Draft(())
        reading = _read(document, self._model)
        most = 1 if budget.style == "headline" else max(budget.max_sentences, 1)
        picked = _cover(reading, budget.max_words, most, in_context=budget.style != "bullets")
        over_budget = not picked
        picked = sorted(picked) or [_best_short(reading)]
        return Draft(tuple(document.sentences[number] for number in picked), tuple(picked), over_budget)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A document as the objective sees it: one entry a sentence, except `weights`, one a term.

    `members` are the distinct terms of each sentence and `gains` their weights together; `form` is what wording and
    length of a sentence make of its gain, `place` what its place does; `leaning` marks those that lean on the sentence
    before.
    """

    members: list[list[int]]
    weights: list[float]
    gains: Scores
    lengths: list[int]
    form: Scores
    place: Scores
    leaning: NDArray[np.bool_]

    def scores(self) -> Scores:
        return self.gains * self.form * self.place * np.where(self.leaning, _LEANING, 1.0)


def _read(document: Document, model: TermModel) -> _Reading:
    count = len(document.sentences)
    index = _index(document)
    weights = _weights(index, count, model)
    owner = np.repeat(np.arange(count), [len(members) for members in index.members])
    flat = np.fromiter(chain.from_iterable(index.members), dtype=np.intp, count=len(owner))
    form = np.array([_form(sentence) for sentence in document.sentences])
    form[index.repeats_title] *= _TITLE_AGAIN
    leaning = np.array([leans_back(sentence, document.language) for sentence in document.sentences])
    leaning[0] = False
    return _Reading(
        members=index.members,
        weights=weights.tolist(),
        gains=np.bincount(owner, weights=weights[flat], minlength=count).astype(np.float64),
        lengths=index.lengths,
        form=form / np.array(index.lengths) ** LENGTH_COST,
        place=np.exp(-POSITION_DECAY * np.arange(count) * min(1.0, POSITION_SPAN / count)),
        leaning=leaning,
    )


@dataclass(frozen=True, slots=True)
class _Index:
    """The terms of a document, in the order in which they appear.

    One entry a sentence: `members`, its distinct terms, and `lengths`, its words. One entry a term: in how many
    sentences it stands, which is its first, which share of its uses is capitalised in mid-sentence, whether the title
    has it.
    """

    terms: list[str]
    members: list[list[int]]
    lengths: list[int]
    frequency: Scores
    first: Scores
    named: Scores
    in_title: NDArray[np.bool_]
    repeats_title: list[int]


def _index(document: Document) -> _Index:
    uses: Counter[str] = Counter()
    frequency: Counter[str] = Counter()
    names: Counter[str] = Counter()
    known = [0]
    distinct: list[list[str]] = []
    lengths: list[int] = []
    for sentence in document.sentences:
        found, capitalised, length = _terms(sentence, document.language)
        distinct.append(list(dict.fromkeys(found)))
        uses.update(found)
        frequency.update(distinct[-1])
        names.update(capitalised)
        known.append(len(uses))
        lengths.append(max(length, 1))
    numbers = {term: number for number, term in enumerate(uses)}
    members = [[numbers[term] for term in found] for found in distinct]
    title = {numbers[term] for term in terms(document.title or "", document.language) if term in numbers}
    in_title = np.zeros(len(numbers), dtype=np.bool_)
    in_title[list(title)] = True
    return _Index(
        terms=list(uses),
        members=members,
        lengths=lengths,
        frequency=np.array([frequency[term] for term in uses], dtype=np.float64),
        first=np.repeat(np.arange(len(members), dtype=np.float64), np.diff(known)),
        named=np.array([names[term] / count for term, count in uses.items()], dtype=np.float64),
        in_title=in_title,
        repeats_title=[number for number, found in enumerate(members) if _mostly_same(title, found)],
    )


def _terms(sentence: str, language: str) -> tuple[list[str], list[str], int]:
    """The sentence's terms, those of them that are capitalised after its first word, and its length in words."""
    if unspaced(sentence):
        return terms(sentence, language), [], count_words(sentence)
    tokens = words(sentence)
    found = [stem(token, language) for token in tokens]
    capitalised = [term for term, token in zip(found[1:], tokens[1:], strict=True) if token[0].isupper()]
    return found, capitalised, len(tokens)


def _mostly_same(title: set[int], found: Sequence[int]) -> bool:
    return bool(title) and len(title.intersection(found)) >= 0.8 * max(len(title), len(found))


def _features(index: _Index, count: int) -> Scores:
    """One row a term, one column a field of TermModel, in its order."""
    return np.column_stack(
        (
            np.ones(len(index.first)),
            np.log(index.frequency) / np.log(count + 1.5),
            index.frequency / count,
            np.exp(-index.first / 3),
            index.named,
            index.in_title,
        )
    )


def _weights(index: _Index, count: int, model: TermModel) -> Scores:
    log_odds = _features(index, count) @ np.array(astuple(model))
    specificity = np.log((count + 1) / index.frequency) / np.log(count + 1)
    weights: Scores = specificity**SPECIFICITY / (1 + np.exp(-log_odds))
    return weights


def term_features(document: Document) -> tuple[list[str], Scores]:
    """The terms of a document and their features (terms, fields of TermModel): what a fit of the model reads."""
    index = _index(document)
    return index.terms, _features(index, len(document.sentences))


def _form(sentence: str) -> float:
    """What the sentence's form alone makes of it, 1 where nothing is odd."""
    factor = 1.0
    if is_question(sentence):
        factor *= _QUESTION
    elif not is_terminated(sentence):
        factor *= _UNTERMINATED
    if quoted_share(sentence) > 0.5:
        factor *= _QUOTATION
    if has_open_quotation(sentence):
        factor *= _OPEN_QUOTATION
    if is_boilerplate(sentence):
        factor *= _BOILERPLATE
    return factor


def _cover(reading: _Reading, max_words: int, max_sentences: int, *, in_context: bool) -> list[int]:
    """Greedy cover in the order picked. Gains only shrink as others are picked, so a stale one is an upper bound and is
    brought up to date only when it comes to the top (lazy evaluation, Minoux 1978).

    `in_context`: sentences will be read after each other, so one that leans back may follow what it leans on.
    """
    worth = reading.form * np.where(reading.leaning, _LEANING, 1.0)
    least = FILLER * (reading.gains * worth).max()
    worth *= reading.place
    heap = [(-reading.gains[n] * worth[n], n, 0) for n, length in enumerate(reading.lengths) if length <= max_words]
    heapq.heapify(heap)
    picked: list[int] = []
    covered: set[int] = set()
    left = max_words
    while heap and len(picked) < max_sentences:
        _, number, known = heapq.heappop(heap)
        if number in picked or reading.lengths[number] > left:
            continue
        gain = sum(reading.weights[term] for term in reading.members[number] if term not in covered)
        if known < len(picked):
            if (
                gain > REDUNDANT * reading.gains[number]
                and reading.gains[number] * worth[number] >= least * reading.place[number]
            ):
                heapq.heappush(heap, (-gain * worth[number], number, len(picked)))
            continue
        picked.append(number)
        left -= reading.lengths[number]
        covered.update(reading.members[number])
        after = number + 1
        if in_context and after < len(worth) and reading.leaning[after]:
            worth[after] = reading.form[after] * reading.place[after]
            heapq.heappush(heap, (-reading.gains[after] * worth[after], after, 0))
    return picked


def _best_short(reading: _Reading) -> int:
    """Where nothing fits: the best of the sentences that are at most half as long again as the shortest real one."""
    lengths = np.array(reading.lengths)
    real = lengths[lengths >= _SCRAP_WORDS]
    shortest = real.min() if len(real) else lengths.min()
    scores = np.where((lengths >= shortest) & (lengths <= 1.5 * shortest), reading.scores(), -1.0)
    return int(scores.argmax())
