"""Which sentence of a report is its lead: the first one that says, alone, what happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from service.text.clauses import grammar_of
from service.text.clauses.grammar import Tag, Token, tokens_of
from service.text.clauses.parts import FINITE
from service.text.cues import quoted_share
from service.text.scenes import (
    is_cliche,
    is_scene,
    names_its_own,
    news_behind,
    opens_with_scene,
    tells_the_state,
)
from service.text.standalone import Fault, faults
from service.text.words import count_words

_SOUGHT, _BEHIND_A_SCENE, _NEAR = 8, 14, 2  # sentences
_TEASER_WORDS, _CURT = 14, 6
_FRAGMENT_WORDS = 25
_QUOTED = 0.25
_QUOTES = '"“«„'
_NO_LEAD = frozenset(Fault) - {Fault.DEFINITE}
_CATAPHORIC = re.compile(
    r"\b(?:something|someone|somebody|this is what|here's|quelque chose|quelqu['’]un|voici|voilà|щось|хтось|ось що)\b",
    re.IGNORECASE,
)


def find_lead(sentences: Sequence[str], language: str) -> int | None:
    """The number of the lead; None where none of the first sentences stands alone. Headings and questions are passed
    over, quotations where anything else is there, and teasers: what has no verb (`Alarm on the beach of Lowick.`) or
    does not name what it is about. So are scenes, where the news stands alone behind them.
    """
    standing: list[int] = []
    spoken: int | None = None
    state: int | None = None
    scene = False
    for number, sentence in enumerate(sentences[:_BEHIND_A_SCENE]):
        if number >= (_BEHIND_A_SCENE if scene else _SOUGHT):
            break
        if not _NO_LEAD.isdisjoint(faults(sentence, language)) or is_teaser(sentence, language):
            if scene and state is None and tells_the_state(sentence, language):
                state = number
            continue
        if is_spoken(sentence):
            spoken = number if spoken is None else spoken
            continue
        standing.append(number)
        first = not standing[1:]
        scene = scene or is_scene(sentence, language) or (first and opens_with_scene(sentences[number:], language))
        if not scene:
            return number
    if not standing:
        return spoken
    plain = [number for number in standing if _is_plain(sentences[number], language)]
    sure = [number for number in plain if not faults(sentences[number], language)]
    news = news_behind(sentences, sure, language)
    if state is not None and (news is None or state < news):
        return state
    return (
        news if news is not None else next((number for number in plain if number <= standing[0] + _NEAR), standing[0])
    )


def _is_plain(sentence: str, language: str) -> bool:
    return not is_scene(sentence, language) and names_its_own(sentence, language)


def is_spoken(sentence: str) -> bool:
    """Whether it begins with a quotation, and is one for a good part."""
    return sentence[:1] in _QUOTES and quoted_share(sentence) > _QUOTED


def is_teaser(sentence: str, language: str) -> bool:
    """Whether a first sentence only makes curious."""
    if _CATAPHORIC.search(sentence) or is_cliche(sentence, language):
        return True
    grammar = grammar_of(language)
    length = count_words(sentence)
    if grammar is None or length > _FRAGMENT_WORDS:
        return False
    tokens = grammar.tag(tokens_of(sentence, elided=grammar.elides))
    if _only_describes(tokens):
        return True
    if length > _TEASER_WORDS:
        return False
    told = any(each.tag is Tag.NUMBER or each.text[0].isupper() for each in tokens[1:])
    return not any(each.tag in FINITE for each in tokens) or (length <= _CURT and not told)


def _only_describes(tokens: Sequence[Token]) -> bool:
    """Whether the only verbs are those of relative clauses: `Une décision qui a surpris le village.`"""
    relative = next((n for n, each in enumerate(tokens) if each.tag is Tag.RELATIVE), None)
    if relative is None or tokens[0].tag not in {Tag.DETERMINER, Tag.NOUN}:
        return False
    verbs = [n for n, each in enumerate(tokens) if each.tag in FINITE]
    clauses = sum(each.tag in {Tag.RELATIVE, Tag.SUBORDINATION} for each in tokens)
    clauses += sum(one.tag is Tag.COORDINATION and two.tag in FINITE for one, two in pairwise(tokens))
    return bool(verbs) and verbs[0] > relative and len(verbs) <= clauses
