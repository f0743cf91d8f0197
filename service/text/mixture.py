"""Whether a text, or half of it, is in another language than it should be."""

from __future__ import annotations

import re
from itertools import islice

from service.errors import UndetectedLanguage
from service.text.detect import candidates

# Language identification is unreliable on a few letters. With these limits none of 997 sentences in each of en, fr and
# uk is taken for another language and one of 5,560 halves of them; of halves left in another language 92 % are seen.
_MIN_LETTERS = 20
_SURE, _UNLIKELY = 0.6, 0.1
_MIN_WORDS_FOR_HALVES = 10
# Words that nearly every sentence has, and no sentence of the other two languages: looking for them takes a hundredth
# of the time that identification does.
_FREQUENT = {
    "en": "the of and to in was is that with for are by from were has have it be which been had",
    "fr": "le la les des du et est une dans qui pour sur au aux par avec sont pas ont été ce sa étaient était sera",
    "uk": "і в у на з що та до не за від як для про це був була було які по його були буде а й зі із є чи коли щоб "
    "при після через який яка яке цей вони він вона або ці",
}
_SETS = {language: frozenset(words.split()) for language, words in _FREQUENT.items()}
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_CYRILLIC, _LATIN = re.compile(r"[\u0400-\u052f]"), re.compile(r"[a-zA-Z\u00c0-\u024f]")
_SCRIPTS = {"en": _LATIN, "fr": _LATIN, "uk": _CYRILLIC}
_LETTERS_OF_A_SCRIPT = 8


def has_letters(text: str, least: int = _MIN_LETTERS) -> bool:
    """Whether the text has as many letters as are needed to judge its language."""
    return sum(1 for _ in islice(filter(str.isalpha, text), least)) == least


def foreign_language(text: str, language: str) -> str | None:
    """The language that the text, a sentence or half of it is in instead of `language`; None where that seems right.

    Also None where the text is too short to be judged. For English, French and Ukrainian, text in the other script is
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
    return next((code for part in parts if has_letters(part) and (code := _other(part, language))), None)


def is_frequent(word: str) -> bool:
    """Whether nearly every text in English, French or Ukrainian has this word, so that it tells nothing."""
    return any(word in words for words in _SETS.values())


def ends_open(text: str, language: str) -> bool:
    """Whether the last word is one that no sentence ends with: an article, a preposition, a conjunction."""
    words = text.split()
    return bool(words) and words[-1].casefold() in _SETS.get(language, frozenset())


def whole_in_other_language(text: str, language: str) -> str | None:
    """The language that the text as a whole is in instead of `language`, None where that is right or cannot be told."""
    return _other(text, language) if has_letters(text) else None


def _wrong_script(text: str, language: str) -> str | None:
    own = _SCRIPTS.get(language)
    if own is None:
        return None
    other, code = (_CYRILLIC, "uk") if own is _LATIN else (_LATIN, "en")
    strange = len(other.findall(text))
    return code if strange >= _LETTERS_OF_A_SCRIPT and strange > len(own.findall(text)) and not text.isupper() else None


def _plainly(text: str, language: str) -> bool:
    """Whether frequent words alone show that the text is in its language, all of it."""
    if language not in _SETS:
        return False
    found = {word for word in _WORD.findall(text) if len(word) < 6}
    others = sum(len(found & words) for code, words in _SETS.items() if code != language)
    return not others and len(found & _SETS[language]) >= 2


def _other(text: str, language: str) -> str | None:
    try:
        found = candidates(text, limit=5)
    except UndetectedLanguage:
        return None
    likely = {detection.code: detection.confidence for detection in found}
    best = found[0]
    wrong = best.code != language and best.confidence >= _SURE and likely.get(language, 0.0) < _UNLIKELY
    return best.code if wrong else None
