"""Which sentence of a report is its lead: the first one that says, alone, what happened."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.text.clauses import grammar_of
from service.text.clauses.grammar import tokens_of
from service.text.clauses.parts import FINITE
from service.text.cues import quoted_share
from service.text.standalone import Fault, faults
from service.text.words import count_words

_SOUGHT = 8  # sentences
_TEASER_WORDS = 14
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
    does not name what it is about.
    """
    spoken: int | None = None
    for number, sentence in enumerate(sentences[:_SOUGHT]):
        if not _NO_LEAD.isdisjoint(faults(sentence, language)):
            continue
        if is_teaser(sentence, language):
            continue
        if not is_spoken(sentence):
            return number
        spoken = number if spoken is None else spoken
    return spoken


def is_spoken(sentence: str) -> bool:
    """Whether it begins with a quotation, and is one for a good part."""
    return sentence[:1] in _QUOTES and quoted_share(sentence) > _QUOTED


def is_teaser(sentence: str, language: str) -> bool:
    """Whether a first sentence only makes curious."""
    if _CATAPHORIC.search(sentence):
        return True
    grammar = grammar_of(language)
    if grammar is None or count_words(sentence) > _TEASER_WORDS:
        return False
    return not any(token.tag in FINITE for token in grammar.tag(tokens_of(sentence, elided=grammar.elides)))
