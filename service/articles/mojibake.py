"""Cyrillic bytes in a font that calls itself Western: `Ð³÷êà` is `Річка`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_][\w³¿º¸¹ª¯²´¼½¾¨¥¡¢£]*|[³¿º¸ª¯²´¨¥¡¢][\w³¿º¸ª¯²´]*")
_WESTERN = re.compile(r"[\u00c0-\u00ff³¿º¸ª¯²´¨¥¡¢£¼½¾¹]+")
_SMALL = re.compile(r"[а-яіїєґ]")
_WORD_LETTERS = 3  # shorter words say nothing: `à`, `où`
_MOSTLY = 0.6


def _table(encoding: str) -> dict[int, str]:
    """What each character of windows-1252 would be in another encoding."""
    known: dict[int, str] = {}
    for code in range(0x80, 0x100):
        byte = bytes([code])
        known[ord(byte.decode("cp1252", "ignore") or byte.decode("latin-1"))] = byte.decode(encoding, "replace")
    return known


_TABLES = [_table(encoding) for encoding in ("cp1251", "koi8_u")]


def is_garbled(texts: Iterable[str]) -> bool:
    """Whether most longer words of the texts are of accented letters alone, as no language has them."""
    words = strange = 0
    for text in texts:
        for word in _WORD.findall(text):
            if len(word) >= _WORD_LETTERS:
                words += 1
                strange += _WESTERN.fullmatch(word) is not None
    return strange >= _WORD_LETTERS and strange > _MOSTLY * words


def restored(texts: list[str]) -> list[str]:
    """The texts as the encoding has them in which they have more small letters: others exchange the cases."""
    ways = [[text.translate(table) for text in texts] for table in _TABLES]
    return max(ways, key=lambda way: sum(len(_SMALL.findall(text)) for text in way))
