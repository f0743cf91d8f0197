"""Sentences of a summary that are made of words the article does not have."""

from __future__ import annotations

from service.text.exonyms import groups_of
from service.text.stems import stems
from service.text.stopwords import stop_words
from service.text.words import words

_LEAST_LETTERS, _LEAST_WORDS, _SHARE = 4, 3, 0.75


def novel_words(sentence: str, source_stems: frozenset[str], language: str) -> tuple[str, ...]:
    """The words of a sentence that say something and that its source does not have, where they are most of them.

    Not of a sentence that a number ties to its source: that is told in other words.
    """
    common = stop_words(language)
    said = [word for word in words(sentence) if len(word) >= _LEAST_LETTERS and word.casefold() not in common]
    if not said or any(map(str.isdigit, sentence)):
        return ()
    novel = [
        word
        for word, stem in zip(said, stems(said, language), strict=True)
        if not groups_of(word) and stem not in source_stems and word.casefold()[:_LEAST_LETTERS] not in source_stems
    ]
    return tuple(novel) if len(novel) >= _LEAST_WORDS and len(novel) / len(said) >= _SHARE else ()
