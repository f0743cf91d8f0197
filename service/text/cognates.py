"""Words that are alike in several languages: names, numbers, loans."""

from __future__ import annotations

from service.text.mixture import is_frequent
from service.text.stopwords import stop_words
from service.text.transliteration import beginning
from service.text.words import words

_BEGINNING = 4
_ALL_STOPS = stop_words("en") | stop_words("fr") | stop_words("uk")


def cognates(text: str) -> set[str]:
    """The beginnings of the content words of a text, in one script: what two texts in different languages that say the
    same may share."""
    found = (word for word in words(text) if not is_frequent(word.casefold()) and word.casefold() not in _ALL_STOPS)
    return {
        word if word.isdigit() else beginning(word, _BEGINNING)
        for word in found
        if len(word) > _BEGINNING or word.isdigit()
    } - {""}
