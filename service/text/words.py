"""Words, in any script, by rules that take linear time and need no dictionary."""

from __future__ import annotations

import re

import regex

APOSTROPHES = "'\u2019\u02bc\u02b9\uff07"

MARKS = frozenset(",;:.!?—–()")
"""What `words_and_marks` gives of punctuation: a clause ends there."""

# Scripts that put no spaces between words, and how many of their characters make about one word.
_PAIRED = r"\p{Han}\p{Hiragana}\p{Katakana}\u30fc"
_LONG = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_CHARACTERS_A_WORD = {"paired": 2, "long": 5}

_JOINT = rf"(?:[{APOSTROPHES}\-\u2010\u2011]|(?<=\d)[.,:](?=\d))"
_LETTER = rf"[[\p{{L}}\p{{N}}\p{{M}}_]--[{_PAIRED}{_LONG}]]"
_WORD = rf"{_LETTER}++(?:{_JOINT}{_LETTER}++)*+"
_ANY = regex.compile(rf"{_WORD}|[{_PAIRED}{_LONG}]\p{{M}}*+", regex.V1)
_COUNTED = regex.compile(rf"(?P<paired>[{_PAIRED}]++)|(?P<long>[{_LONG}]++)|{_WORD}", regex.V1)
_UNSPACED = regex.compile(rf"[{_PAIRED}{_LONG}]", regex.V1)

# Latin, Greek, Cyrillic and Armenian without combining marks need neither, and `re` is five times as fast.
# No possessive group: with a lookbehind inside, some releases of Python 3.11 lose characters in one.
_PLAIN = re.compile(rf"\w+(?:{_JOINT}\w+)*")
_NOT_PLAIN = re.compile("[^\x00-\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u20cf\u2100-\u2bff\U0001f300-\U0001faff]")


_WORD_OR_MARK = re.compile(r"[cdjlmnst]['’](?=[^\W\d])|[^\W_]+(?:['’ʼ\-][^\W_]+)*|[,;:.!?—–()]", re.IGNORECASE)


def words_and_marks(text: str) -> list[str]:
    """The words of a text, what French elides apart (`l'`, `eau`), and the marks that end its clauses, in order."""
    return _WORD_OR_MARK.findall(text)


def words(text: str) -> list[str]:
    """The words of a text, in order, as they are written there.

    Apostrophes (U+0027, U+2019, U+02BC) and hyphens inside a word belong to it (`п'ять`, `l'eau`, `Jean-Claude`), and
    so do the separators inside a number (`3.5`, `10:30`). In scripts without spaces (Han, Kana, Thai, Lao, Khmer,
    Myanmar) every character with its marks is an item of its own.
    """
    if not _NOT_PLAIN.search(text):
        return _PLAIN.findall(text)
    found: list[str] = _ANY.findall(text)
    return found


def count_words(text: str) -> int:
    """How many words a text has, for budgets.

    In scripts without spaces a run of characters counts as many words as it would have in a language with spaces: two
    Han or Kana characters make a word, and five characters (marks included) of Thai, Lao, Khmer or Myanmar; a run that
    does not come out even is rounded up.
    """
    if not _NOT_PLAIN.search(text) or not _UNSPACED.search(text):
        return len(words(text))
    total = 0
    for found in _COUNTED.finditer(text):
        size = _CHARACTERS_A_WORD.get(found.lastgroup or "", 0)
        total += -(-len(found[0]) // size) if size else 1
    return total


def unspaced(text: str) -> bool:
    """Whether a text has characters of a script that puts no spaces between words."""
    return bool(_NOT_PLAIN.search(text) and _UNSPACED.search(text))
