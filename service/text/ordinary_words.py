"""Words with capitals that are no names: of a title in capitals, of an institution, the first of a sentence."""

from __future__ import annotations

import math
import re

from service.text.common_words import frequencies
from service.text.exonyms import groups_of
from service.text.known_names import is_known_name
from service.text.languages.vocabulary_institutions import INSTITUTIONS
from service.text.ukrainian_dictionary import is_ukrainian_name
from service.text.word_forms import LISTED, is_form
from service.text.words import words

_STRAIGHT = str.maketrans("’ʼ", "''")
_LEAST_LARGE, _LEAST_TITLE, _LEAST_WORDS, _SHARE = 5, 4, 4, 0.7
_LONGEST, _LONGEST_ENDING = 40, 3
_LABEL = re.compile(r"([^\W\d_a-zà-ÿа-яєіїґ'][^a-zà-ÿа-яєіїґ.:–—-]{3,40})(?:[.:]|$| [-–—])")
_RARE = -11.6
"""Logarithm of the share of a word below which it is more likely to be a name."""


def is_title_case(text: str) -> bool:
    """Whether nearly all longer words of a text have a capital, as in headlines: capitals tell nothing there."""
    long = [word for word in words(text) if len(word) >= _LEAST_TITLE]
    return len(long) >= _LEAST_WORDS and sum(word[0].isupper() for word in long) >= _SHARE * len(long)


def is_written_large(word: str, language: str, *, titled: bool, is_label: bool) -> bool:
    """Whether a word is an ordinary one of a text in title case (`titled`), or of what stands in capitals before it
    (`is_label`): `VIDEO. The bridge opens`.
    """
    if titled:
        return _is_form(word, language)
    return word.isupper() and len(word) >= _LEAST_LARGE and is_label and is_ordinary_word(word, language)


def label(text: str) -> str:
    """What stands in capitals before a text."""
    found = _LABEL.match(text)
    return found[1] if found else ""


def names_what_it_is(word: str, text: str, language: str) -> bool:
    """Whether a word with a capital that no other word with a capital stands beside is an institution, or a part of the
    world, that goes without saying (`l'Assemblée nationale`, `the Treasury`).
    """
    folded = word[:_LONGEST].casefold()
    if not any(folded[: len(folded) - rest] in INSTITUTIONS.get(language, ()) for rest in range(_LONGEST_ENDING + 1)):
        return False
    spelled = re.escape(word)
    return re.search(rf"\b[A-ZÀ-ÞА-ЯЄІЇҐ][\w’'ʼ-]{{0,40}} {spelled}\b|\b{spelled} [A-ZÀ-ÞА-ЯЄІЇҐ]", text) is None


def is_ordinary_word(word: str, language: str) -> bool:
    """Whether a language has the word, or all its parts, often in small letters, and no name is written like it."""
    common = frequencies(language)
    parts = word[:_LONGEST].casefold().translate(_STRAIGHT).split("-")
    return _is_form(word, language) and all(common.get(part, -math.inf) > _RARE for part in parts if part)


def _is_form(word: str, language: str) -> bool:
    folded = word[:_LONGEST].casefold().translate(_STRAIGHT)
    if language not in LISTED or groups_of(word.capitalize()):
        return False
    if is_known_name(word.capitalize()):
        return False
    if language == "uk" and is_ukrainian_name(folded):
        return False
    return all(is_form(part, language) for part in folded.split("-") if part)
