"""Whether a text, or half of it, is in another language than it should be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from service.errors import UndetectedLanguage
from service.text.detect import candidates
from service.text.languages import LANGUAGES
from service.text.languages.language import Script

# Language identification is unreliable on a few letters. With these limits none of 997 sentences in each of en, fr and
# uk is taken for another language and one of 5,560 halves of them; of halves left in another language 92 % are seen.
_MIN_LETTERS = 20
_SURE, _UNLIKELY = 0.6, 0.1
_MIN_WORDS_FOR_HALVES = 10
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_SCRIPTS: Mapping[Script, re.Pattern[str]] = {
    "latin": re.compile(r"[a-zA-Z\u00c0-\u024f]"),
    "cyrillic": re.compile(r"[\u0400-\u052f]"),
}
_LETTERS_OF_A_SCRIPT = 8


_FREQUENT = frozenset[str]().union(*(known.frequent for known in LANGUAGES.values()))


def has_letters(text: str, least: int = _MIN_LETTERS) -> bool:
    """Whether the text has as many letters as are needed to judge its language."""
    return sum(1 for _ in islice(filter(str.isalpha, text), least)) == least


def foreign_language(text: str, language: str) -> str | None:
    """The language that the text, a sentence or half of it is in instead of `language`; None where that seems right.

    Also None where the text is too short to be judged. For the languages that have a room, text in another script is
    seen from eight letters on.
    """
    if wrong := _wrong_script(text, language):
        return wrong
    if not has_letters(text) or _plainly(text, language):
        return None
    words = text.split()
    parts = [text, *_SENTENCE_END.split(text)]
    if len(words) >= _MIN_WORDS_FOR_HALVES:
        middle = len(words) // 2
        parts += [" ".join(words[:middle]), " ".join(words[middle:])]
    return next((code for part in dict.fromkeys(parts) if has_letters(part) and (code := _other(part, language))), None)


def is_frequent(word: str) -> bool:
    """Whether nearly every text in one of the known languages has this word, so that it tells nothing."""
    return word in _FREQUENT


def ends_open(text: str, language: str) -> bool:
    """Whether the last word is one that no sentence ends with: an article, a preposition, a conjunction."""
    words, known = text.split(), LANGUAGES.get(language)
    if not words or known is None:
        return False
    return words[-1].casefold() in (known.frequent if known.open_words is None else known.open_words)


def whole_in_other_language(text: str, language: str) -> str | None:
    """The language that the text as a whole is in instead of `language`, None where that is right or cannot be told."""
    return _other(text, language) if has_letters(text) else None


def _wrong_script(text: str, language: str) -> str | None:
    if language not in LANGUAGES:
        return None
    script = LANGUAGES[language].script
    own = len(_SCRIPTS[script].findall(text))
    for code, known in LANGUAGES.items():
        if known.script != script:
            strange = len(_SCRIPTS[known.script].findall(text))
            return code if strange >= _LETTERS_OF_A_SCRIPT and strange > own and not text.isupper() else None
    return None


def _plainly(text: str, language: str) -> bool:
    """Whether frequent words alone show that the text is in its language, all of it."""
    if language not in LANGUAGES:
        return False
    found = {word for word in _WORD.findall(text) if len(word) < 6}
    others = sum(len(found & known.frequent) for code, known in LANGUAGES.items() if code != language)
    return not others and len(found & LANGUAGES[language].frequent) >= 2


def _other(text: str, language: str) -> str | None:
    try:
        found = candidates(text, limit=5)
    except UndetectedLanguage:
        return None
    likely = {detection.code: detection.confidence for detection in found}
    best = found[0]
    wrong = best.code != language and best.confidence >= _SURE and likely.get(language, 0.0) < _UNLIKELY
    return best.code if wrong else None
