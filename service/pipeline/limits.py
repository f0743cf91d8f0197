"""What a style and a length mean, in sentences and words.

The table is the one that browsers' built-in summarizers publish: headlines of at most 12, 17 or 22 words, lists of at
most 3, 5 or 7 items, paragraphs of 1, at most 3, or at most 6 sentences.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from service.engines.base import Budget
from service.text.cues import leans_back
from service.text.normalize import normalize
from service.text.shorten import shortened
from service.text.words import count_words
from service.types import Length, Style

_HEADLINE_WORDS: dict[Length, int] = {"short": 12, "medium": 17, "long": 22}
_ITEMS: dict[Length, int] = {"short": 3, "medium": 5, "long": 7}
_SENTENCES: dict[Length, int] = {"short": 1, "medium": 3, "long": 6}
# What an engine aims at where nobody set a ceiling. News leads have some 30 words and now and then 45; a lower aim
# would leave the best sentence out.
_WORDS_A_SENTENCE = 50


@dataclass(frozen=True, slots=True)
class Limits:
    """The ceilings that a summary must keep; `max_words` None where only the sentences count."""

    style: Style
    max_sentences: int
    max_words: int | None

    def budget(self) -> Budget:
        """What to tell an engine to aim at."""
        aim = self.max_sentences * _WORDS_A_SENTENCE
        return Budget(self.style, aim if self.max_words is None else self.max_words, self.max_sentences)

    def kept_by(self, sentences: Sequence[str]) -> bool:
        """Whether the sentences stay within the ceilings."""
        if len(sentences) > self.max_sentences:
            return False
        return self.max_words is None or sum(map(count_words, sentences)) <= self.max_words

    def fit(self, sentences: Sequence[str], language: str, *, without: Collection[int] = ()) -> list[tuple[int, str]]:
        """The sentences to keep, each with its index; none where not one can be brought below the ceilings.

        The first ones, whole, as many as fit. Where the first is too long by itself, a shorter form of it, or else the
        next one that can stand without it. In a list, one that does not fit is passed over, and so is what leans on it.
        Those whose index is in `without` are not kept.
        """
        kept: list[tuple[int, str]] = []
        room = self.max_words
        for index, sentence in enumerate(sentences):
            if len(kept) == self.max_sentences:
                break
            if index in without:
                continue
            form = self._form(sentence, room, language, first=not kept)
            if form is not None and not (_is_alone(index, kept) and leans_back(form, language)):
                kept.append((index, form))
                room = None if room is None else room - count_words(form)
            elif kept and self.style != "bullets":
                break
        return kept

    @staticmethod
    def _form(sentence: str, room: int | None, language: str, *, first: bool) -> str | None:
        """The sentence, or a shorter form of it where it would be the first, that needs no more than `room` words."""
        if room is None or count_words(sentence) <= room:
            return sentence
        forms = shortened(normalize(sentence), language) if first else []
        return next((form for form in forms if count_words(form) <= room), None)


def _is_alone(index: int, kept: Sequence[tuple[int, str]]) -> bool:
    """Whether the sentence before this one is not kept."""
    return index > 0 and (not kept or kept[-1][0] != index - 1)


def limits_for(style: Style, length: Length, max_words: int | None) -> Limits:
    """The ceilings of a request. `max_words` tightens a headline's own ceiling, never widens it."""
    if style == "headline":
        ceiling = _HEADLINE_WORDS[length]
        return Limits(style, 1, ceiling if max_words is None else min(ceiling, max_words))
    sentences = _ITEMS[length] if style == "bullets" else _SENTENCES[length]
    return Limits(style, sentences, max_words)
