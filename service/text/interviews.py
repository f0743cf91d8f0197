"""Interviews: what was asked and answered is no text of the paper's own; a summary keeps to what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from service.text.cues import is_question
from service.text.words import count_words
from service.types import Sentence

_LEAST_QUESTIONS, _LONGEST_QUESTION, _MOST_SENTENCES = 2, 40, 3
_FIRST_PERSON = re.compile(
    r"\b(?:I|I['’](?:m|d|ve|ll)|we|my|our|me|us|je|j['’]|nous|mon|ma|mes|notre|nos|moi|я|мені|мене|мій|моя|моє|мої|ми|нам"
    r"|нас|наш\w*|мною|зі мною|хочу)(?!\w)",
    re.IGNORECASE,
)
_QUOTED = '"“«„—–'


def without_answers(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of an interview without its questions and answers; all of them where the text is none, or has
    nothing else. Its questions are paragraphs of their own, and some of its answers speak in the first person.
    """
    paragraphs = [list(group) for _, group in groupby(sentences, key=lambda each: each.paragraph)]
    asked = [number for number, paragraph in enumerate(paragraphs) if _asks(paragraph)]
    if len(asked) < _LEAST_QUESTIONS or not any(
        _answers(paragraphs[number + 1]) for number in asked if number + 1 < len(paragraphs)
    ):
        return tuple(sentences)
    end = asked[-1] + 2
    while end < len(paragraphs) and _answers(paragraphs[end]):
        end += 1
    kept = [each for paragraph in (*paragraphs[: asked[0]], *paragraphs[end:]) for each in paragraph]
    return tuple(kept or sentences)


def _asks(paragraph: Sequence[Sentence]) -> bool:
    last = paragraph[-1].text
    short = len(paragraph) <= _MOST_SENTENCES and sum(count_words(each.text) for each in paragraph) <= _LONGEST_QUESTION
    return short and is_question(last) and last[:1] not in '"“«„'


def _answers(paragraph: Sequence[Sentence]) -> bool:
    """Whether somebody speaks of themselves here without quotation marks."""
    return paragraph[0].text[:1] not in _QUOTED and any(_FIRST_PERSON.search(each.text) for each in paragraph)
