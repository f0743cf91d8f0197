"""A sentence in fewer of its own words: what may go without making it false or unfinished, and how sure that is.

Unlike `shorten.py`, which only takes out what punctuation sets off, this knows parts of speech (`clauses/`), so that a
sentence can end before a phrase of time, place or circumstance. A cut never leaves a verb without its object, a
preposition without its noun, a definite noun without what defines it, a claim without its claimant where it accuses,
and never takes a negation or a condition from what it governs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import count, pairwise

from service.text.clauses import between, bridges, details, ending, grammar_of, heads, inside, relatives, seconds
from service.text.clauses.bridges import without_who_put
from service.text.clauses.completeness import is_complete
from service.text.clauses.grammar import Grammar, Tag, Token, tokens_of
from service.text.clauses.needs import Needs, needs_of
from service.text.clauses.parts import LEAST_WORDS
from service.text.clauses.terse import terse
from service.text.cues import has_open_quotation
from service.text.words import count_words

_LONGEST = 600  # characters; nothing longer is a sentence whose form these rules know anything of
_MOST_STATES = 60
_EXCESS = 0.04  # a token
_TERSE = 0.06
_TOO_DEAR = 1.5  # so doubtful a form is never the best one
_UNSURE = 0.4  # of a sentence in which no verb was found
_RULES = (
    *inside.RULES,
    *heads.RULES,
    *between.RULES,
    *details.RULES,
    *relatives.RULES,
    *seconds.RULES,
    *bridges.RULES,
    *ending.RULES,
)
_ENDS = frozenset(".!?…")
_AFTER_NO_COMMA = frozenset({",", ";", ".", "…"})


@dataclass(frozen=True, slots=True)
class Compression:
    """A shorter form and how much it takes for granted: 0 where nothing was cut, towards 1 where much is doubtful."""

    text: str
    words: int
    cost: float


def compressions(
    sentence: str, language: str, *, headline: bool = False, max_words: int | None = None
) -> list[Compression]:
    """The sentence and its shorter forms, the least costly of each text. `headline`: words may go that headlines do
    without. `max_words`: longer forms are of no use. Only itself where the language is not known or its form shows
    nothing. `sentence` is normalised.
    """
    whole = Compression(sentence, count_words(sentence), 0.0)
    grammar = grammar_of(language)
    if grammar is None or len(sentence) > _LONGEST:
        return [whole]
    tokens = tuple(grammar.tag(tokens_of(sentence, elided=grammar.elides)))
    if not is_complete(tokens, grammar, ended=True):
        whole = replace(whole, cost=_UNSURE)
    headlinese = headline and bool(grammar.auxiliaries)
    found = {sentence: whole}
    needs = needs_of(tokens, grammar)
    for state, cost in _states(tokens, grammar, needs, max_words or len(tokens)).items():
        if max_words is not None and _least_words(state, grammar) > max_words:
            continue
        forms = [(state, 0.0)]
        if headlinese:
            forms += [(tuple(terse(state, grammar)), _TERSE), (without_who_put(state, grammar), _TERSE)]
        for form, dearer in forms:
            if form is not tokens and (text := _text(form, sentence)):
                found.setdefault(text, Compression(text, count_words(text), cost + dearer))
    return [each for each in found.values() if each is whole or each.words >= LEAST_WORDS]


def claim_of(sentence: str, language: str) -> str:
    """The sentence without the clause at its end that says who said so; itself where it has none."""
    grammar = grammar_of(language)
    if grammar is None or len(sentence) > _LONGEST:
        return sentence
    tokens = grammar.tag(tokens_of(sentence, elided=grammar.elides))
    report = ending.report_at(tuple(tokens), grammar)
    return sentence if report is None else sentence[: tokens[report].start]


def _states(tokens: tuple[Token, ...], grammar: Grammar, needs: Needs, most: int) -> dict[tuple[Token, ...], float]:
    """What the rules make of the tokens, one after the other in any order, and at what cost. Those that are nearer to
    `most` tokens come first."""
    costs: dict[tuple[Token, ...], float] = {tokens: 0.0}
    counter = count()
    waiting = [(0.0, next(counter), tokens)]
    while waiting and len(costs) < _MOST_STATES:
        _, _, state = heappop(waiting)
        for cut, cost in (each for rule in _RULES for each in rule(state, grammar)):
            if costs.get(cut, _TOO_DEAR) > costs[state] + cost:
                if cut not in costs:
                    if not needs.kept_by(cut) or _has_two_marks(cut):
                        continue
                    excess = _EXCESS * max(0, len(cut) - most)
                    heappush(waiting, (costs[state] + cost + excess, next(counter), cut))
                costs[cut] = costs[state] + cost
    return {state: cost + needs.cost(state) for state, cost in costs.items()}


def _has_two_marks(tokens: Sequence[Token]) -> bool:
    """Whether a comma stands right beside another, or before the last mark: a cut took too little with it."""
    return any(one.text == "," and other.text in _AFTER_NO_COMMA for one, other in pairwise(tokens))


def _least_words(tokens: Sequence[Token], grammar: Grammar) -> int:
    """No form of these tokens has fewer words: marks, elided words and what headlines do without not counted."""
    return sum(
        each.tag not in {Tag.PUNCTUATION, Tag.DETERMINER, Tag.AUXILIARY}
        and each.lower not in grammar.auxiliaries
        and not each.text.endswith(("'", "’"))
        for each in tokens
    )


def _text(tokens: Sequence[Token], sentence: str) -> str | None:
    """The tokens as a sentence, spaced as they were, its first letter as great as before and ended as before."""
    parts: list[str] = []
    previous: Token | None = None
    for token in tokens:
        if previous is not None and (
            token.start > previous.end
            and (sentence[previous.end].isspace() or sentence[token.start - 1].isspace())
            and token.text not in {",", ".", "…"}
        ):
            parts.append(" ")
        parts.append(token.text)
        previous = token
    text = re.sub(r"[\s,;:–—-]+$", "", "".join(parts).strip()).strip()
    text = re.sub(r"[\s,;:–—-]+(?=[.!?…]+$)", "", text)
    if not text:
        return None
    if not text.rstrip('»”"').endswith(tuple(".!?…")):
        end = sentence.rstrip('»”"’) ')[-1:]
        text += end if end in _ENDS else ""
    text = text[0].upper() + text[1:]
    broken = has_open_quotation(text) or text.count("(") != text.count(")")
    return None if broken else text
