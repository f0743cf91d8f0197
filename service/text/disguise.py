"""Text that is written so that people pass over it and machines read it: encoded, spaced out, in borrowed letters.

What is found is undone where it can be, so that what it says can be judged. Every look takes linear time.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from html import unescape
from itertools import pairwise
from urllib.parse import unquote

from service.text.hidden import remove_hidden
from service.text.languages import LANGUAGES

_LETTERS = r"[A-Za-z\u00c0-\u024f\u0400-\u052f]"
_LATIN, _CYRILLIC = re.compile(r"[A-Za-z]"), re.compile(r"[\u0400-\u052f]")
_WORD = re.compile(r"[^\W_]+")
_SPACED = re.compile(rf"(?<![^\W_])(?:{_LETTERS}[ .\u00a0_*·-]{{1,3}}){{4,400}}{_LETTERS}(?![^\W_])")
_BASE64 = re.compile(r"(?<![\w/+.-])[A-Za-z0-9+/]{20,}={0,2}(?![\w/+-])")
_HEX = re.compile(r"(?<!\w)(?:[0-9a-fA-F]{24,}|(?:(?:\\x|0x)?[0-9a-fA-F]{2}[ ,]){7}(?:\\x|0x)?[0-9a-fA-F]{2})(?!\w)")
_BITS = re.compile(r"(?<!\w)(?:[01]{28,}+|(?:[01]{7,8} ){3}[01]{7,8})(?!\w)|(?<![^\W_])(?:[.-]{1,5} (?:/ )?){6}")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2}[^\s%]{0,12}){3}")
_ENTITIES = re.compile(r"&(?:#x?[0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});|\\u[0-9a-fA-F]{4}")
_LEET = re.compile(
    r"(?<![\w-])(?=\w{0,20}[a-z][0134570@$])(?:[a-z]{1,12}[0134570@$]{1,3}){1,6}[a-z]{1,12}(?![\w-])", re.I
)
_FROM_LEET = str.maketrans("013457@$", "oleastas")
# Cyrillic letters that look like Latin ones, and the other way round.
_TO_LATIN = str.maketrans("аеорсухіјѕАВЕКМНОРСТХІЈЅ", "aeopcyxijsABEKMHOPCTXIJS")
_TO_CYRILLIC = str.maketrans("aeopcyxiABEKMHOPCTXI", "аеорсухіАВЕКМНОРСТХІ")
_STYLED = re.compile("[\U0001d400-\U0001d7ff\uff21-\uff5a\u24b6-\u24e9\U0001f130-\U0001f189\u1d00-\u1d7f]")
_LEAST_WORDS, _MOST_MIXED = 3, 2
_LEAST_SPACED, _LEAST_MORSE, _LEAST_ENCODED = 5, 6, 20
_DIGIT_FOR_LETTER = re.compile("[0-9@$]")
_FREQUENT = frozenset[str]().union(*(known.frequent for known in LANGUAGES.values()))
_BACKWARDS = frozenset(word[::-1] for word in _FREQUENT) - _FREQUENT
_ROTATED = frozenset(codecs.encode(word, "rot13") for word in _FREQUENT if word.isascii()) - _FREQUENT


def is_disguised(sentence: str) -> bool:
    """Whether a part of the sentence is encoded, spaced out, backwards or in letters of another script."""
    found = _WORD.findall(sentence)
    if (_may_be_spaced(found) and _SPACED.search(sentence)) or (_may_have_bits(sentence) and _BITS.search(sentence)):
        return True
    if "%" in sentence and _PERCENT.search(sentence):
        return True
    escapes = "&" in sentence or "\\" in sentence
    if escapes and len(_ENTITIES.findall(sentence)) >= _LEAST_WORDS:
        return True
    if not sentence.isascii() and len(_STYLED.findall(sentence)) >= _LEAST_WORDS:
        return True
    if max(map(len, sentence.split()), default=0) >= _LEAST_ENCODED and any(
        map(_is_encoded, _BASE64.findall(sentence))
    ):
        return True
    if _DIGIT_FOR_LETTER.search(sentence) and (
        any(map(_is_coded, _HEX.findall(sentence))) or len(_LEET.findall(sentence)) >= _LEAST_WORDS
    ):
        return True
    return (_has_both_scripts(sentence) and sum(map(_is_mixed, found)) > _MOST_MIXED) or _is_turned(found)


def undisguised(sentence: str) -> str:
    """The sentence with styled letters, entities, escapes, borrowed letters and digits for letters put right."""
    text = unicodedata.normalize("NFKC", remove_hidden(unescape(sentence)))
    if "%" in text:
        text = unquote(text, errors="replace")
    if _may_be_spaced(_WORD.findall(text)):
        text = _SPACED.sub(lambda match: re.sub(r"[ .\u00a0_*·-]", "", match[0]), text)
    if _DIGIT_FOR_LETTER.search(text):
        text = _LEET.sub(lambda match: match[0].translate(_FROM_LEET), text)
    return _WORD.sub(lambda match: _in_one_script(match[0]), text) if _has_both_scripts(text) else text


# What a pattern cannot do without is looked for first: honest sentences have none of it.


def _may_be_spaced(found: list[str]) -> bool:
    return [*map(len, found)].count(1) >= _LEAST_SPACED


def _may_have_bits(sentence: str) -> bool:
    return "0" in sentence or "1" in sentence or sentence.count(". ") + sentence.count("- ") >= _LEAST_MORSE


def _has_both_scripts(text: str) -> bool:
    return bool(not text.isascii() and _CYRILLIC.search(text) and _LATIN.search(text))


def _is_encoded(token: str) -> bool:
    """Whether a long token is in base64, and no word or number: capitals, small letters and more, all mixed."""
    bare = token.rstrip("=")
    changes = sum(one.isupper() != two.isupper() for one, two in pairwise(bare))
    return any(map(str.isupper, bare)) and any(map(str.islower, bare)) and 5 * changes >= len(bare)


def _is_coded(token: str) -> bool:
    return any(map(str.isdigit, token)) and any(map(str.isalpha, token))


def _is_mixed(word: str) -> bool:
    return not word.isascii() and bool(_LATIN.search(word) and _CYRILLIC.search(word))


def _is_turned(found: list[str]) -> bool:
    """Whether several of the words are frequent ones backwards or in ROT13, and fewer are as they stand."""
    low = [word.casefold() for word in found if len(word) > 2]
    plain = sum(map(_FREQUENT.__contains__, low))
    if 3 * plain >= len(low):
        return False  # a text that is turned around has next to none as they stand
    most = max(sum(map(_BACKWARDS.__contains__, low)), sum(map(_ROTATED.__contains__, low)))
    return most >= 2 and most > plain


def _in_one_script(word: str) -> str:
    if not _is_mixed(word):
        return word
    latin = len(_LATIN.findall(word))
    return word.translate(_TO_LATIN if 2 * latin >= len(word) else _TO_CYRILLIC)
