"""Which blocks of a page are its article: trafilatura says which, the text is the page's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from service.articles.blocks import Block, is_line, is_within, text_blocks
from service.articles.completion import complete, is_sentence
from service.articles.quiet import silence
from service.articles.second_opinion import install

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

# Deeper than this, parsers that trafilatura calls leave text out without a word (libxml2's limit is 255); with more
# elements it takes longer than is worth waiting for (150,000: nine seconds).
_MAX_DEPTH, _MAX_ELEMENTS = 200, 60_000
# It counts what it has found after each block, and puts paragraphs in paragraphs together one by one.
_MAX_BLOCKS = 20_000
_TABLE_PARTS = ("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th")
_INLINE = frozenset(
    ["p", "a", "abbr", "b", "cite", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u"]
)
# Paragraphs with less link than this are taken for text anyway. Without elements in them trafilatura reads a page of
# 2 MB in a third of the time: it looks up all the texts of a page at once, which takes quadratic time in their number.
_FEW_LINKS = 0.3
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "dt"})
_WORD = re.compile(r"\w+")
# A block is the one that trafilatura found if this much of its runs of four words are.
_RUN, _ENOUGH = 4, 0.8
# A paragraph that trafilatura left out among others like it is mostly no link.
_LINKED = 0.5


def main_blocks(root: HtmlElement, **options: Any) -> list[Block]:
    """The blocks of the article on a page from which everything unseen was taken.

    Empty if trafilatura finds none, or if the page is too large or too deep for it. `options` are its own. Headings
    between two blocks of the article belong to it, and paragraphs that stand in the same kind of place as most of it.
    Nothing of the page is logged.
    """
    silence()
    if not is_within(root, depth=_MAX_DEPTH, elements=_MAX_ELEMENTS):
        return []
    everything = list(text_blocks(root))
    if len(everything) > _MAX_BLOCKS:
        return []
    found = _extract(root, options)
    if not found:
        return []
    kept = complete(everything, _with_their_like(everything, _matches(everything, found)))
    first = kept.index(True) if True in kept else len(kept)
    for index in range(len(kept) - 2, first, -1):
        kept[index] |= kept[index + 1] and everything[index].element.tag in _HEADINGS
    return [block for block, is_kept in zip(everything, kept, strict=True) if is_kept]


def _extract(root: HtmlElement, options: dict[str, Any]) -> list[str]:
    from trafilatura import bare_extraction

    install()
    tree = deepcopy(root)
    for part in _parts_of_layout(tree):
        part.tag = "div"
    for paragraph in tree.iter("p"):
        text = paragraph.text_content()
        links = sum(len(link.text_content()) for link in paragraph.iter("a"))
        if (
            len(paragraph)
            and links < _FEW_LINKS * len(text)
            and _INLINE.issuperset(part.tag for part in paragraph.iter())
        ):
            del paragraph[:]
            paragraph.text = text
    document = bare_extraction(tree, include_comments=False, **options)
    body = None if document is None else document.body  # type: ignore[union-attr]
    return [] if body is None else [block.text for block in text_blocks(body)]


def _parts_of_layout(tree: HtmlElement) -> list[_Element]:
    """The parts of tables that hold a row which does not read as one line, and of all tables in those."""
    from lxml import etree

    layout: set[_Element] = set()
    for row in tree.iter("tr"):
        if not is_line(row):
            for table in row.iterancestors("table"):
                if table in layout:
                    break
                layout.add(table)
    parts: list[_Element] = []
    inside = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        is_layout = element in layout
        inside += is_layout and event == "start"
        if inside and event == "start" and element.tag in _TABLE_PARTS:
            parts.append(element)
        inside -= is_layout and event == "end"
    return parts


def _matches(everything: Sequence[Block], found: Sequence[str]) -> list[bool]:
    """Which blocks were found: the same words, or nearly all runs of them if they were cut otherwise."""
    whole = {tuple(_words(text)) for text in found}
    runs = {run for text in found for run in _runs(_words(text))}
    kept = []
    for block in everything:
        words = _words(block.text)
        own = list(_runs(words))
        kept.append(tuple(words) in whole or (bool(own) and sum(run in runs for run in own) >= _ENOUGH * len(own)))
    return kept


def _with_their_like(everything: Sequence[Block], kept: Sequence[bool]) -> list[bool]:
    """`kept`, and paragraphs left out that stand where two or more and most of their like were kept."""
    place = cache(_tag_and_class)  # once an element: its class may be long, and it may hold many others
    places = [tuple(map(place, _around(block.element))) for block in everything]
    alike = [block.linked < _LINKED and is_sentence(block.text) for block in everything]
    standing = Counter(place for place, likely in zip(places, alike, strict=True) if likely)
    taken = Counter(place for place, likely, was in zip(places, alike, kept, strict=True) if likely and was)
    return [
        was or (likely and taken[place] >= 2 and taken[place] * 2 > standing[place])
        for place, likely, was in zip(places, alike, kept, strict=True)
    ]


def _around(element: _Element) -> Iterator[_Element]:
    """An element and the two around it."""
    yield element
    yield from islice(element.iterancestors(), 2)


def _tag_and_class(element: _Element) -> tuple[str, str]:
    return str(element.tag), element.get("class") or ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _runs(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(_RUN)), strict=False)
