"""Summaries made of the article's own sentences: no weights to install, any language, half a millisecond an article.

A summary is the set of whole sentences that covers the most weight of terms within the budget (budgeted maximum
coverage, after Gillick and Favre 2009, "A scalable global model for summarization"). A term counts once however often
it is covered, so a sentence that repeats another has little left to give. What a term weighs is in `text/salience.py`;
how well the whole does against the article's first sentences, `docs/evaluation.md` tells.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from service.engines.base import Budget, Decoding, Document, Draft
from service.text.context import Ties, ties
from service.text.cues import has_open_quotation, is_terminated, quoted_share
from service.text.leads import find_lead
from service.text.salience import Scores, TermIndex, TermModel, index_terms
from service.text.standalone import Fault, faults
from service.text.words import count_words

POSITION_SPAN = 20
"""A longer article's positions are scaled to so many sentences, so that the end of a report is not worth nothing."""

REDUNDANT = 0.25
"""A sentence is left out once less than this share of its weight would be new."""

FILLER = 0.3
"""A sentence worth less than this share of the best one, wherever they stand, is not taken to use up the budget."""

_UNTERMINATED, _TITLE_AGAIN = 0.5, 0.2
# What is left of the worth of a sentence that does not stand alone. What leans does once the sentence before is picked.
_LEFT = {Fault.VACUOUS: 0.1, Fault.SURROUNDINGS: 0.1, Fault.FRAGMENT: 0.5, Fault.COLON: 0.3}
_LEANING = {Fault.LEANING: 0.8, Fault.DEFINITE: 0.9}
_FEW = 7
"""So many sentences are read as a text: each must be understood by those before it."""

_NEXT, _FAR_DECAY = 1.3, 0.12
# Among few sentences there is no room for these.
_UNFIT = frozenset(Fault) - {Fault.LEANING, Fault.DEFINITE}
_SCRAP_WORDS = 5


@dataclass(frozen=True, slots=True)
class Taste:
    """Which sentences are preferred to others of the same weight.

    Sentences are compared by weight gained / words ** `length_cost`: 1 favours scraps, 0 whatever is longest. Each
    further sentence counts less, by the factor exp(-`position_decay`). The others are factors of a sentence that asks,
    that is a quotation for the most part, and in which a quotation begins or ends without its other half.
    `benchmarks/fit_extractive.py` chooses them on a part of the articles, to tell what they are worth on the others.
    """

    length_cost: float = 0.5
    position_decay: float = 0.05
    question: float = 0.5
    quotation: float = 0.8
    open_quotation: float = 0.7


class ExtractiveSummarizer:
    """The Summarizer that needs no weights. Deterministic, stateless, safe to call from many threads.

    Sentences come back whole, each once, in article order, `Draft.picked` naming them. A sentence that leans on the one
    before it (`He added ...`) counts less until that one is picked too; so do questions, quotations, headings, links.
    Time and memory are linear in the article's words.
    """

    def __init__(self, model: TermModel | None = None, taste: Taste | None = None) -> None:
        self._model = model or TermModel()
        self._taste = taste or Taste()

    def summarize(self, documents: Sequence[Document], budget: Budget, decoding: Decoding) -> list[Draft]:
        """One draft a document. The budget is kept, unless no sentence fits it: then the best short one comes whole."""
        return [self._draft(document, budget) for document in documents]

    def rank(self, document: Document) -> Scores:
        """How much each sentence would be worth as the first one picked; higher is better, comparable in a document."""
        return _read(document, self._model, self._taste).scores() if document.sentences else np.zeros(0)

    def count_tokens(self, segments: Sequence[str]) -> list[int]:
        """Words: what this engine's budget is counted in."""
        return [count_words(segment) for segment in segments]

    def close(self) -> None:
        """Nothing is held."""

    def _draft(self, document: Document, budget: Budget) -> Draft:
        if not document.sentences:
            return Draft(())
        most = 1 if budget.style == "headline" else max(budget.max_sentences, 1)
        reading = _read(document, self._model, self._taste)
        if most <= _FEW and budget.style != "headline":
            held = ties(document.sentences, document.paragraphs, document.language, _terms(reading), reading.faults)
            lead = find_lead(document.sentences, document.language)
            picked = _cover_few(reading, held, lead, budget) or _cover(reading, budget.max_words, most)
        else:
            picked = _cover(reading, budget.max_words, most)
        over_budget = not picked
        picked = sorted(picked) or [_best_short(reading)]
        return Draft(tuple(document.sentences[number] for number in picked), tuple(picked), over_budget)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A document as the objective sees it: one entry a sentence, except `names` and `weights`, one a term.

    `members` are the distinct terms of each sentence and `gains` their weights together; `form` is what wording and
    length of a sentence make of its gain, `place` what its place does; `alone` is below 1 for those that lean on the
    sentence before.
    """

    names: list[str]
    members: list[list[int]]
    weights: list[float]
    gains: Scores
    lengths: list[int]
    form: Scores
    place: Scores
    alone: Scores
    faults: list[tuple[Fault, ...]]

    def scores(self) -> Scores:
        scores: Scores = self.gains * self.form * self.place * self.alone
        return scores


def _read(document: Document, model: TermModel, taste: Taste) -> _Reading:
    count = len(document.sentences)
    index = index_terms(document.sentences, document.language, document.title)
    weights = index.weights(model).tolist()
    found = _faults(document, index)
    form = np.array([_form(*each, taste) for each in zip(document.sentences, found, strict=True)])
    form[index.repeats_title] *= _TITLE_AGAIN
    return _Reading(
        names=index.terms,
        members=index.members,
        weights=weights,
        gains=np.array([sum(map(weights.__getitem__, members)) for members in index.members], dtype=np.float64),
        lengths=index.lengths,
        form=form / np.array(index.lengths) ** taste.length_cost,
        place=np.exp(-taste.position_decay * np.arange(count) * min(1.0, POSITION_SPAN / count)),
        alone=np.array([min((_LEANING.get(fault, 1.0) for fault in each), default=1.0) for each in found]),
        faults=found,
    )


def _faults(document: Document, index: TermIndex) -> list[tuple[Fault, ...]]:
    """Why each sentence does not stand alone, by its form and by what the article has said before it."""
    known: set[str] = set()
    found = []
    for sentence, members in zip(document.sentences, index.members, strict=True):
        found.append(faults(sentence, document.language, known))
        known.update(map(index.terms.__getitem__, members))
    return found


def _form(sentence: str, found: Sequence[Fault], taste: Taste) -> float:
    """What the sentence's form alone makes of it, 1 where nothing is odd."""
    factor = min((_LEFT.get(fault, 1.0) for fault in found), default=1.0)
    if Fault.QUESTION in found:
        factor *= taste.question
    elif Fault.FRAGMENT not in found and not is_terminated(sentence):
        factor *= _UNTERMINATED
    if quoted_share(sentence) > 0.5:
        factor *= taste.quotation
    if has_open_quotation(sentence):
        factor *= taste.open_quotation
    return factor


def _terms(reading: _Reading) -> list[set[str]]:
    return [{reading.names[member] for member in members} for members in reading.members]


def _cover_few(reading: _Reading, held: Sequence[Ties], lead: int | None, budget: Budget) -> list[int]:
    """Sentences to be read one after the other: the lead where it fits, then always the one that gains most of those
    behind it which the ones that are picked already let be understood. In a list, none leans.
    """
    terms = _terms(reading)
    worth = reading.form * reading.place * np.exp(-_FAR_DECAY * np.arange(len(terms)))
    left = budget.max_words
    number = lead if lead is not None and reading.lengths[lead] <= left else _first(reading, held, worth, left)
    picked: list[int] = []
    while number is not None:
        picked.append(number)
        left -= reading.lengths[number]
        if len(picked) == budget.max_sentences:
            break
        said = {term for each in picked for term in terms[each]}
        listed = budget.style == "bullets"
        follows = {each + 1 for each in picked if not (listed and each + 1 < len(held) and held[each + 1].leans)}
        open_to = [
            after
            for after in range(picked[0] + 1, len(terms))
            if after not in picked
            and reading.lengths[after] <= left
            and _fits(held[after], said, follows=after in follows)
        ]
        number = _most_gained(reading, worth, picked, open_to)
    return picked


def _first(reading: _Reading, held: Sequence[Ties], worth: Scores, room: int) -> int | None:
    """The best sentence that stands alone, where no lead does."""
    alone = [n for n, length in enumerate(reading.lengths) if length <= room and _fits(held[n], (), follows=False)]
    return max(alone, key=lambda n: reading.gains[n] * worth[n], default=None)


def _fits(each: Ties, said: Collection[str], *, follows: bool) -> bool:
    return _UNFIT.isdisjoint(each.faults) and not each.goes_on and each.held_by(said, follows=follows)


def _most_gained(reading: _Reading, worth: Scores, picked: Sequence[int], open_to: Sequence[int]) -> int | None:
    """The sentence that adds most; None where all are filler."""
    covered = {member for number in picked for member in reading.members[number]}
    least = FILLER * float((reading.gains * reading.form).max())
    best, found = 0.0, None
    for number in open_to:
        gain = sum(reading.weights[term] for term in reading.members[number] if term not in covered)
        if gain <= REDUNDANT * reading.gains[number] or reading.gains[number] * reading.form[number] < least:
            continue
        value = gain * float(worth[number]) * (_NEXT if number - 1 in picked else 1.0)
        if value > best:
            best, found = value, number
    return found


def _cover(reading: _Reading, max_words: int, max_sentences: int) -> list[int]:
    """Sentences in the order picked: always the one that gains most for its length, place and form.

    Gains only shrink as others are picked, so an old one is an upper bound and is brought up to date only when it comes
    to the top (lazy evaluation, Minoux 1978). One that leans back may follow what it leans on.
    """
    gains = reading.gains.tolist()
    anywhere = reading.form * reading.alone
    least = FILLER * (reading.gains * anywhere).max()
    filler = reading.gains * anywhere < least
    worth = (anywhere * reading.place).tolist()
    heap = [(-gains[n] * worth[n], n, 0) for n, length in enumerate(reading.lengths) if length <= max_words]
    heapq.heapify(heap)
    picked: list[int] = []
    covered: set[int] = set()
    left = max_words
    while heap and len(picked) < max_sentences:
        _, number, known = heapq.heappop(heap)
        if reading.lengths[number] > left or number in picked:
            continue
        if known < len(picked):
            gain = sum(reading.weights[term] for term in reading.members[number] if term not in covered)
            if gain > REDUNDANT * gains[number] and not filler[number]:
                heapq.heappush(heap, (-gain * worth[number], number, len(picked)))
            continue
        picked.append(number)
        left -= reading.lengths[number]
        covered.update(reading.members[number])
        after = number + 1
        if after < len(worth) and reading.alone[after] < 1:
            worth[after] = float(reading.form[after] * reading.place[after])
            filler[after] = reading.gains[after] * reading.form[after] < least
            heapq.heappush(heap, (-gains[after] * worth[after], after, 0))
    return picked


def _best_short(reading: _Reading) -> int:
    """Where nothing fits: the best of the sentences that are at most half as long again as the shortest real one."""
    lengths = np.array(reading.lengths)
    real = lengths[lengths >= _SCRAP_WORDS]
    shortest = real.min() if len(real) else lengths.min()
    scores = np.where((lengths >= shortest) & (lengths <= 1.5 * shortest), reading.scores(), -1.0)
    return int(scores.argmax())
