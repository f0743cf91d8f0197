"""Completes an article that was found in parts: its lead, lists, tables, short lines and last paragraphs.

What was found says where on the page the article stands. What stands there too belongs to it, unless the page calls it
something else (`page_parts`) or it reads like a row of links.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from service.articles import page_parts
from service.articles.blocks import Block
from service.articles.bylines import is_byline

if TYPE_CHECKING:
    from lxml.etree import _Element

# Of writing without spaces each character counts.
_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\W\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+")
_SENTENCE = re.compile(r"[.!?…。！？]['\"”’»)\]]*$")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Where text stands that need not be a sentence.
_TEXTS_NAMES = "p li dt dd pre blockquote q td th tr caption code cite listing samp table tbody"
_TEXTS = frozenset(_TEXTS_NAMES.split())
_MARKED = frozenset({"article", "main"})
_MAX_DEPTH = 200
_FEW_LINKS, _MANY_LINKS = 0.3, 0.5
_PARAGRAPH, _STANDFIRST = 8, 4
# An element with this much of what was found is the article, whatever the page calls it.
_MOST = 0.4
_TIME = re.compile(r"\W*\d{1,2}\s?[:.h]\s?\d\d(?:\s?[ap]\.?m\.?)?\W*", re.IGNORECASE)
_LEGAL = re.compile(
    r"©|\(c\) (?:19|20)\d\d|\ball rights reserved\b|\btous droits réservés\b|(?:усі|всі) права захищ|\bcookies?\b"
    r"|\bprivacy policy\b|файли? cookie",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\W*(?:related|see also|read (?:also|more|next)|more (?:on|from|stories|articles)|most (?:read|popular)|popular"
    r"|recommended|comments?\b|\d+ (?:comments?|responses?)|leave a (?:comment|reply)|share\b|tags?\b|topics?\b"
    r"|latest|trending|you (?:may|might) also|about the author|next (?:article|story)|previous|references|notes"
    r"|à lire|lire aussi|voir aussi|sur le même|les plus lus|commentaires?|vos réactions|à propos de l|mots[- ]clés"
    r"|читайте|дивіться|схожі|популярн|коментар|також|по темі|за темою|теги|мітки|останні новини)",
    re.IGNORECASE,
)


def complete(everything: Sequence[Block], kept: Sequence[bool]) -> list[bool]:
    """Which blocks are the article, where `kept` of them were found. Linear in their number on pages of usual depth."""
    found = _without_menus(everything, kept)
    if True not in found:
        return list(kept)
    place = _Place(everything, found)
    in_box = _inherited(page_parts.is_box, but=place.is_article)
    if any(was and in_box(block.element) for block, was in zip(everything, found, strict=True)):
        found = [was and not in_box(block.element) for block, was in zip(everything, found, strict=True)]
        if True not in found:
            return list(kept)
        place = _Place(everything, found)
    first, last = found.index(True), len(found) - 1 - found[::-1].index(True)
    result = list(found)
    between = [index for index in range(first, last) if place.holds(index)]
    for index in (*between, *_lead(everything, place, first), *_tail(everything, place, last)):
        result[index] |= not in_box(everything[index].element)
    return result


def _without_menus(everything: Sequence[Block], kept: Sequence[bool]) -> list[bool]:
    """`kept` without blocks of menus, which words of a heading lead to; all of it if nothing else is left."""
    in_menu = _inherited(page_parts.is_menu)
    found = [
        was and not (block.linked > _FEW_LINKS and in_menu(block.element))
        for block, was in zip(everything, kept, strict=True)
    ]
    return found if any(found) else list(kept)


def _inherited(
    test: Callable[[_Element], bool], *, but: Callable[[_Element], bool] = lambda _: False
) -> Callable[[_Element], bool]:
    """Whether an element or one around it passes a test, each element tested once; those that are `but` never do."""
    known: dict[_Element, bool] = {}

    def passes(element: _Element) -> bool:
        path: list[_Element] = []
        above: _Element | None = element
        while above is not None and above not in known:
            path.append(above)
            above = above.getparent()
        result = above is not None and known[above]
        for each in reversed(path):
            result = not but(each) and (result or test(each))
            known[each] = result
        return known[element]

    return passes


class _Place:
    """Where on a page the article stands, by the blocks that were found."""

    def __init__(self, everything: Sequence[Block], found: Sequence[bool]) -> None:
        self._everything = everything
        self._found = found
        self._weights: Counter[_Element] = Counter()
        likes: Counter[tuple[object, ...]] = Counter()
        total = 0
        for block, was in zip(everything, found, strict=True):
            if was:
                total += len(block.text)
                likes[_like(block.element)] += 1
                for element in (block.element, *block.element.iterancestors()):
                    self._weights[element] += len(block.text)
        self._total = total
        self._likes = likes
        self.common = self._deepest(everything[found.index(True)].element)
        self.container, self.is_marked = self._container()
        self.is_furniture = _inherited(page_parts.is_furniture, but=self.is_article)
        self._inside = cache(lambda element: element is self.container or self.container in element.iterancestors())
        self._before_list = _before_lists(everything)
        self._headings = {block.text for block in everything if block.element.tag in _HEADINGS}

    def is_article(self, element: _Element) -> bool:
        """Whether an element holds so much of what was found that it is the article."""
        return self._weights[element] >= _MOST * self._total

    def _deepest(self, element: _Element) -> _Element:
        """The deepest element that holds all that was found."""
        while self._weights[element] < self._total and (parent := element.getparent()) is not None:
            element = parent
        return element

    def _container(self) -> tuple[_Element, bool]:
        """What the page calls its article, or what holds the headline too; and whether the page says so."""
        around = [self.common, *self.common.iterancestors()]
        with_headline = {
            element
            for block in self._everything
            if block.element.tag == "h1"
            for element in islice(block.element.iterancestors(), _MAX_DEPTH)
        }
        for element in around:
            if element.tag in _MARKED or element.get("role") == "main" or element.get("itemprop") == "articleBody":
                nearest = next((each for each in element.iterancestors() if each.tag in _MARKED), element)
                return (nearest if element.get("itemprop") else element), True
            if element.tag != "body" and element in with_headline:
                return element, False
        return self.common, False

    def inside(self, index: int) -> bool:
        return self._inside(self._everything[index].element)

    def is_commonplace(self, index: int) -> bool:
        """Whether a block stands inside the deepest element that holds all that was found."""
        element = self._everything[index].element
        return element is self.common or self.common in element.iterancestors()

    def holds(self, index: int) -> bool:
        """Whether a block between two of the article belongs to it."""
        block = self._everything[index]
        if self.is_furniture(block.element) or _LEGAL.search(block.text) or _TIME.fullmatch(block.text):
            return False
        if block.linked >= _MANY_LINKS:
            return self._is_text_of_links(index)
        if is_byline(block.text) and block.element.tag not in ("li", "td", "tr", "dt", "dd"):
            return False
        return block.element.tag in _TEXTS or is_sentence(block.text) or self._is_like_found(block)

    def _is_like_found(self, block: Block) -> bool:
        return block.element.tag not in _HEADINGS and self._likes[_like(block.element)] >= 2

    def is_announced(self, index: int) -> bool:
        """Whether a list comes after a sentence of the article that ends with a colon."""
        at = self._before_list[index]
        before = self._everything[at]
        return self._found[at] and before.text.endswith(":") and not _ELSEWHERE.match(before.text)

    def _is_text_of_links(self, index: int) -> bool:
        """Whether links are what a sentence announces, or a sentence themselves."""
        block = self._everything[index]
        if _ELSEWHERE.match(block.text):
            return False
        if is_sentence(block.text):
            return True
        if block.element.tag != "li" or block.text in self._headings:
            return False
        at = self._before_list[index]
        before = self._everything[at]
        announced = before.text.endswith(":") or self._found[at] or before.element.tag in _HEADINGS
        return announced and not _ELSEWHERE.match(before.text) and not self.is_furniture(before.element)


def _before_lists(everything: Sequence[Block]) -> list[int]:
    """For each block the last one up to it that is no list item, or the first."""
    ends = (0 if block.element.tag == "li" else index for index, block in enumerate(everything))
    return list(accumulate(ends, max))


def is_sentence(text: str) -> bool:
    """Whether a block reads like a sentence of an article: a few words, and an end."""
    return len(_WORD.findall(text)) >= _PARAGRAPH and _SENTENCE.search(text) is not None


def _like(element: _Element) -> tuple[object, ...]:
    """What elements of the same kind have in common: their names, and those of the two around them."""
    around = [element, *(each for each, _ in zip(element.iterancestors(), range(2), strict=False))]
    return tuple((str(each.tag), each.get("class") or "") for each in around)


def _lead(everything: Sequence[Block], place: _Place, first: int) -> list[int]:
    """The paragraphs between the headline, or where the article begins, and what was found first."""
    lead: list[int] = []
    for index in range(first - 1, -1, -1):
        block = everything[index]
        if not place.inside(index) or block.element.tag == "h1":
            break
        if place.is_furniture(block.element) or block.linked >= _FEW_LINKS or _LEGAL.search(block.text):
            continue
        standfirst = page_parts.is_standfirst(block.element) and len(_WORD.findall(block.text)) >= _STANDFIRST
        if is_sentence(block.text) or standfirst:
            lead.append(index)
    return lead


def _tail(everything: Sequence[Block], place: _Place, last: int) -> list[int]:
    """What goes on after what was found last, up to what is called otherwise. Headings wait for what they head."""
    tail: list[int] = []
    waiting: list[int] = []
    for index in range(last + 1, len(everything)):
        block = everything[index]
        if not place.inside(index) or place.is_furniture(block.element) or _LEGAL.search(block.text):
            break
        if _ELSEWHERE.match(block.text) and not is_sentence(block.text):
            break
        if block.element.tag in _HEADINGS:
            waiting.append(index)
        elif _goes_on(block, index, place):
            tail += [*waiting, index]
            waiting.clear()
        elif not is_byline(block.text):
            break
    return tail


def _goes_on(block: Block, index: int, place: _Place) -> bool:
    if block.linked >= _FEW_LINKS:
        return block.element.tag == "li" and place.is_announced(index)
    if is_sentence(block.text):
        return True
    near = place.is_commonplace(index) or place.is_marked
    return near and block.element.tag in _TEXTS and block.element.tag != "p" and not is_byline(block.text)
