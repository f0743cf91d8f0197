"""What an article says twice because its page shows it twice: pull quotes, tables of contents, paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from service.articles.blocks import Block
from service.articles.page_parts import called

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = re.compile(r"\w+")
_SET_OFF = frozenset({"aside", "blockquote", "figure", "q"})
_NAMED = re.compile(r"pull-?quote|quote|highlight|callout|tweet|key-?points", re.IGNORECASE)
_ROWS = frozenset({"tr", "td", "th", "pre", "code"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_AROUND, _LINKED = 6, 0.5
# Shorter lines may be said twice.
_LONG, _FEW_WORDS = 40, 5
_MOST = 100


def without_repeats(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of an article without those that repeat another one: set off from the text, or word by word.

    A link that says what a heading says leads to it. Of two that say the same that one stays which is not set off, else
    the first. Looked at are a hundred quotations.
    """
    keys = [_key(block.text) for block in blocks]
    set_off = [_is_set_off(block.element) for block in blocks]
    plain = {key for key, off in zip(keys, set_off, strict=True) if not off}
    running = "\n".join(key for key, off in zip(keys, set_off, strict=True) if not off)
    headings = {key for block, key in zip(blocks, keys, strict=True) if block.element.tag in _HEADINGS}
    looked_at = 0
    seen: set[str] = set()
    kept: list[Block] = []
    for block, key, off in zip(blocks, keys, set_off, strict=True):
        if block.linked > _LINKED and block.element.tag not in _HEADINGS and key.lstrip("0123456789 ") in headings:
            continue
        is_long = len(block.text) > _LONG and block.element.tag not in _ROWS
        if is_long and (key in seen or (off and key in plain)):
            continue
        if off and key not in plain and len(key.split()) >= _FEW_WORDS and looked_at < _MOST:
            looked_at += 1
            if key in running:
                continue
        seen.add(key)
        kept.append(block)
    return kept


def _is_set_off(element: _Element) -> bool:
    around = (element, *islice(element.iterancestors(), _AROUND))
    return any(each.tag in _SET_OFF or _NAMED.search(called(each)) is not None for each in around)


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
