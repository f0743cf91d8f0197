"""The articles that a page's JSON-LD holds, also where it is written as no JSON is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

TYPE = "application/ld+json"
"""What a script of JSON-LD is called."""

_WRAPPING = re.compile(r"<!\[CDATA\[|\]\]>|<!--|-->")
# Strings, which stay as they are; comments and commas before a bracket, which go.
_PART = re.compile(r'"(?:[^"\\]++|\\.)*+"?|/\*.*?(?:\*/|\Z)|//[^\n]*+|,(?=\s*+[}\]])', re.DOTALL)
# The number of a character that no number is that long of; Python refuses to read it.
ENDLESS_NUMBER = re.compile(r"&#[0-9]{1000,};?")
# Where parts of an article stand in another.
_PARTS = ("mainEntity", "mainEntityOfPage", "@graph", "liveBlogUpdate", "hasPart")
_POSTS = ("posting", "question", "answer", "comment", "message")


def mend(root: HtmlElement) -> None:
    """Writes the JSON-LD of a page as JSON, in place: no parameters in its type, no CDATA, no comments. Linear time.

    What cannot be read even so is left as it is.
    """
    for script in root.iter("script"):
        called = (script.get("type") or "").partition(";")[0].strip().lower()
        if called != TYPE:
            continue
        script.set("type", TYPE)
        text = script.text or ""
        if _loads(text) is None and (data := _leniently(text)) is not None:
            script.text = json.dumps(data)


def bodies(root: HtmlElement) -> Iterator[str]:
    """The texts of the articles, plain or HTML, in order: whole ones, updates of a live blog, parts."""
    for script in root.iterfind(f".//script[@type='{TYPE}']"):
        yield from _bodies_of(script)


def _bodies_of(script: _Element) -> Iterator[str]:
    waiting = [_loads(script.text or "")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, dict):
            yield from _body(node)
            waiting += [node[key] for key in reversed(_PARTS) if key in node]


def _body(node: dict[str, object]) -> Iterator[str]:
    body, kind = node.get("articleBody"), str(node.get("@type"))[:100].lower()
    if not isinstance(body, str) and any(post in kind for post in _POSTS):
        body = node.get("text")
    if isinstance(body, str):
        yield body


def _loads(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _leniently(text: str) -> object:
    """What a script means that is no JSON, None if that is not clear."""
    text = _WRAPPING.sub(" ", text)
    if "&quot;" in text and '"' not in text:
        text = unescape(ENDLESS_NUMBER.sub("\ufffd", text))
    text = _PART.sub(lambda found: found[0] if found[0].startswith('"') else " ", text).strip()
    try:
        data, _ = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict | list) else None
