"""Takes out of a page what its metadata are not read from, but would cost a library quadratic time and more.

Trafilatura strips tags from texts with a pattern that looks for the end of each `<` in all that follows, compares every
author with all others each time it meets one, and reads what is no valid JSON with patterns that begin anew at every
name. No honest page comes near these bounds; where one is reached, a page says less about itself, and its text is not
touched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from service.articles.blocks import is_within

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DATA = ".//script[@type='application/ld+json' or @type='application/settings+json']"
# Longer titles and names are none; an address may be longer.
_LONGEST, _LONGEST_URL = 400, 2048
# Characters of different authors in all; with more of them there is no line of authors.
_MOST_AUTHORS = 600
# Characters of JSON-LD that is not valid, which is common enough, but hardly ever long.
_MOST_BROKEN = 20_000
# So many `<` may stand in a script after the last `>` or comments begin after the last end of one.
_MOST_OPEN = 100
_METAS = 1000
# As deep as main_text.py goes: each element in which a name or a date might stand is searched with all that is in it.
_MAX_DEPTH, _MAX_ELEMENTS = 200, 1_000_000
_SECTION = (
    '<script type="application/ld+json">'
    '{"@context":"https://schema.org","@type":"Article","articleSection":"-"}</script>'
)
_KEYWORD, _LICENCE = '<meta name="keywords" content="-">', '<a rel="license" href="/by/4.0"></a>'
_AUTHOR = re.compile(r"author|creator|byl", re.IGNORECASE)
_NAMES = ("name", "givenName", "additionalName", "familyName")


def bound(page: HtmlElement) -> None:
    """Bounds what stands in the `meta` elements and the JSON-LD of a page, in place and in linear time.

    Of a page that is very deep the head alone is left.
    """
    if not is_within(page, depth=_MAX_DEPTH, elements=_MAX_ELEMENTS):
        for body in page.findall("body"):
            page.remove(body)
    _answer_what_is_not_asked(page)
    authors = _Authors()
    metas = list(page.iter("meta"))
    for meta in metas[_METAS:]:
        _empty(meta)
    for meta in metas[:_METAS]:
        _bound_meta(meta, authors)
    left = _MOST_BROKEN
    for script in page.xpath(_DATA):
        text = script.text or ""
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            # What is unfinished is finished: a string without an end would be looked for from each quotation mark.
            script.text = _without_open_tags(text[:left]) + '""'
            left -= min(left, len(text))
        else:
            if not (_is_closed(text) and all(map(authors.admits, _authors_in(data)))):
                script.text = None


def _answer_what_is_not_asked(page: HtmlElement) -> None:
    """Plants a section, a keyword and a licence, which nobody here reads.

    Where a page names none, trafilatura looks for them in all links of all elements of some class, and libxml2 compares
    each link that it finds with all before it.
    """
    from lxml.html import fragment_fromstring

    for link in page.iter("a"):
        link.attrib.pop("href", None)
    head = page.find("head")
    if head is None:
        head = page.makeelement("head")
        page.insert(0, head)
    head.extend(map(fragment_fromstring, (_SECTION, _KEYWORD)))
    page.append(fragment_fromstring(_LICENCE))


class _Authors:
    """Counts the characters of the authors that a page names, each author once."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._left = _MOST_AUTHORS

    def admits(self, name: str) -> bool:
        """Whether there is room for this author."""
        if name not in self._seen:
            self._seen.add(name)
            self._left -= len(name)
        return self._left >= 0


def _bound_meta(meta: HtmlElement, authors: _Authors) -> None:
    content = meta.get("content")
    if content is None:
        return
    if len(content) > _LONGEST:
        content = content[:_LONGEST_URL].replace("<", " ")
        meta.set("content", content)
    name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
    if _AUTHOR.search(name[:_LONGEST]) and not authors.admits(content):
        _empty(meta)


def _empty(element: HtmlElement) -> None:
    element.attrib.clear()


def _is_closed(text: str) -> bool:
    """Whether nearly all tags and comments in it end, so that no end is looked for in vain again and again."""
    return (
        text.count("<", text.rfind(">") + 1) <= _MOST_OPEN and text.count("<!--", text.rfind("-->") + 1) <= _MOST_OPEN
    )


def _without_open_tags(text: str) -> str:
    return text if _is_closed(text) else text.replace("<", " ")


def _authors_in(data: object) -> Iterator[str]:
    """The names of authors and persons in JSON-LD, and whatever else stands where they do."""
    waiting = [data]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, dict):
            if "person" in str(node.get("@type")).lower():
                yield from _strings(node.get("name"))
            if "author" in node:
                yield from _names_of(node["author"])
            waiting += [node[key] for key in ("@graph", "liveBlogUpdate") if key in node]


def _names_of(author: object) -> Iterator[str]:
    for one in author if isinstance(author, list) else [author]:
        if isinstance(one, dict):
            yield from _strings([one.get(key) for key in _NAMES])
        else:
            yield from _strings(one)


def _strings(value: object) -> Iterable[str]:
    """All strings in a value, and numbers as they are written."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            waiting += reversed(one)
        elif isinstance(one, dict):
            waiting += one.values()
