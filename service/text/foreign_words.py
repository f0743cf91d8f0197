"""Single words of a neighbour's language in a sentence: `налоги` in Ukrainian, where `податки` should stand.

Whole sentences and halves of them are told by `mixture`; a word or two in familiar letters are not. Only words that are
no forms of the sentence's own language, and that the text it was made of has not.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from service.text.common_words import frequencies
from service.text.languages import LANGUAGES
from service.text.word_forms import LISTED, is_form

# Natural logarithms of shares: of words that are too rare to be listed, and how much more of it a neighbour has.
_RARE, _MORE = -16.0, 2.0
_LEAST_LATIN = 4
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’ʼ][\p{L}\p{M}]+)*")
_STRAIGHT = str.maketrans("’ʼ", "''")


def neighbours_words(text: str, language: str, source: str) -> tuple[str, ...]:
    """The lower-case words of `text` that only a neighbour of `language` has; none for a language without forms."""
    if language not in LISTED:
        return ()
    known = {word.lower() for word in _WORD.findall(source, concurrent=False)}
    found = dict.fromkeys(word for word in _WORD.findall(text, concurrent=False) if word.islower())
    return tuple(word for word in found if word not in known and _is_neighbours(word.translate(_STRAIGHT), language))


@lru_cache(maxsize=16_384)
def _is_neighbours(word: str, language: str) -> bool:
    if LANGUAGES[language].script == "latin" and len(word) < _LEAST_LATIN:
        return False
    own = frequencies(language).get(word, _RARE)
    common = any(
        frequencies(neighbour).get(word, own) - own > _MORE for neighbour in LANGUAGES[language].formation.neighbours
    )
    return common and not is_form(word, language)
