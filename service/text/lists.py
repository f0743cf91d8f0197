"""Items of a list joined with the line that introduces them: none of them says anything without it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.text.normalize import normalize
from service.types import Sentence

_ITEM = re.compile(r"(?P<sign>(?:[-*+•‣◦▪●–—·]|\(?\d{1,2}[.)]|\(?[^\W\d_][.)])\s+)?(?P<text>\S.*)", re.DOTALL)
_SPACED = re.compile(r"\s;$")


def join_lists(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences, each list as one: what introduces it, ending with a colon, and all of its items. One without some
    of them could tell something else."""
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
    """One sentence of the introduction and all items, between them the mark that the article has there."""
    texts = [normalize(sentence.text) for sentence in items]
    spaced = any(_SPACED.search(text) for text in texts)
    parts = [item["text"].rstrip(" \u00a0\u202f.;,") for text in texts if (item := _ITEM.match(text))]
    text = f"{normalize(introduction.text)} {(' ; ' if spaced else '; ').join(filter(None, parts))}."
    return replace(introduction, text=text, end=items[-1].end)
