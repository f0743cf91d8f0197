"""Items of a list joined with the line that introduces them: none of them says anything without it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.text.normalize import normalize
from service.text.words import count_words
from service.types import Sentence

_ITEM = re.compile(r"(?P<sign>(?:[-*+•‣◦▪●–—·]|\(?\d{1,2}[.)]|\(?[^\W\d_][.)])\s+)?(?P<text>\S.*)", re.DOTALL)
_MOST_WORDS = 60
"""A longer list is told by its first items that fit; one that does not have even two of them is left as it is."""


def join_lists(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences, each list as one: what introduces it, ending with a colon, and as many of its items as fit."""
    joined: list[Sentence] = []
    index = 0
    while index < len(sentences):
        introduction = sentences[index]
        items = _items(sentences, index + 1) if introduction.text.rstrip().endswith(":") else []
        index += 1 + len(items)
        joined.append(_joined(introduction, items) if items else introduction)
    return tuple(joined)


def _items(sentences: Sequence[Sentence], start: int) -> list[Sentence]:
    """The items of a list from here on: they have signs, or begin with a small letter."""
    found: list[Sentence] = []
    for sentence in sentences[start:]:
        item = _ITEM.match(sentence.text)
        ended = bool(found) and not found[-1].text.rstrip().endswith((";", ",")) and not (item and item["sign"])
        if item is None or ended or not (item["sign"] or item["text"][0].islower()):
            break
        found.append(sentence)
    return found


def _joined(introduction: Sentence, items: Sequence[Sentence]) -> Sentence:
    """One sentence of the introduction and the first items."""
    parts: list[str] = []
    room = _MOST_WORDS - count_words(introduction.text)
    for sentence in items:
        item = _ITEM.match(normalize(sentence.text))
        text = item["text"].rstrip(" .;,") if item else ""
        room -= count_words(text)
        if room < 0 and len(parts) > 1:
            break
        parts.append(text)
    text = f"{normalize(introduction.text)} {'; '.join(filter(None, parts))}."
    return replace(introduction, text=text, end=items[len(parts) - 1].end)
