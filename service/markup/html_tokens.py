"""HTML cut into tokens at the places where a browser cuts it (WHATWG HTML, tokenization); joined they are the source.

Only where texts, tags and comments begin and end matters here, so this is the tokenizer without its tree. What it takes
for text must be text to a browser: what is written there is escaped, and never in a script, a comment or a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

TagKind = Literal["text", "open", "close", "comment", "raw"]


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


VOID = _set("area base br col embed hr img input link meta param source track wbr")
# Elements whose content holds no tags. That of `title` and `textarea` holds character references.
_WITHOUT_TAGS = _set("iframe noembed noframes noscript script style textarea title xmp")
_SKIPPED = re.compile(r"[ \t\n\f\r/]*")
_BLANK = re.compile(r"[ \t\n\f\r]*")
_TAG_NAME = re.compile(r"[A-Za-z][^ \t\n\f\r/>]*")
_ATTRIBUTE_NAME = re.compile(r"[^ \t\n\f\r/>][^ \t\n\f\r/>=]*")
_UNQUOTED = re.compile(r"[^ \t\n\f\r>]*")
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT_STARTS = re.compile(r"<!--|</script(?=[ \t\n\f\r/>])", re.IGNORECASE)
_SCRIPT_ESCAPED = re.compile(r"-->|<(/?)script(?=[ \t\n\f\r/>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlAttribute:
    """An attribute of a tag: its name in lower case, and where its value stands in the document, without quotes.

    `start` and `end` are the whole of it, name and quotes included.
    """

    name: str
    start: int
    end: int
    value_start: int
    value_end: int


@dataclass(frozen=True, slots=True)
class HtmlToken:
    """`document[start:end]`. `raw` is an element whose content holds no tags, from its start tag to its end tag; its
    content is `document[inner_start:inner_end]`. Names are in lower case."""

    kind: TagKind
    start: int
    end: int
    name: str = ""
    attributes: tuple[HtmlAttribute, ...] = ()
    inner_start: int = 0
    inner_end: int = 0


def html_tokens(html: str, *, xml: bool = False) -> Iterator[HtmlToken]:
    """The tokens of a document or a part of one, in order and without gaps. Linear time.

    In a document that is read as `xml` a tag that ends in a slash is an element without content, of kind `comment`.
    """
    at = text_from = 0
    while (at := html.find("<", at)) >= 0:
        token = _markup(html, at, xml)
        if token is None:
            at += 1
            continue
        if at > text_from:
            yield HtmlToken("text", text_from, at)
        yield token
        at = text_from = token.end
    if text_from < len(html):
        yield HtmlToken("text", text_from, len(html))


def _markup(html: str, at: int, xml: bool) -> HtmlToken | None:
    """What begins at a `<`, None where it is one of the text."""
    following = html[at + 1 : at + 2]
    if html.startswith("<!--", at):
        return HtmlToken("comment", at, _comment_end(html, at))
    if following in ("!", "?") and following:
        return HtmlToken("comment", at, _after(html, ">", at))
    if following == "/":
        after = html[at + 2 : at + 3]
        if not after:
            return None
        if not (after.isascii() and after.isalpha()):
            return HtmlToken("comment", at, _after(html, ">", at))
        return _tag(html, at, at + 2, xml)
    return _tag(html, at, at + 1, xml) if following.isascii() and following.isalpha() else None


def _comment_end(html: str, at: int) -> int:
    for abrupt in ("<!-->", "<!--->"):
        if html.startswith(abrupt, at):
            return at + len(abrupt)
    found = _COMMENT_END.search(html, at + 4)
    return found.end() if found else len(html)


def _after(html: str, sign: str, at: int) -> int:
    found = html.find(sign, at)
    return found + 1 if found >= 0 else len(html)


def _tag(html: str, at: int, name_at: int, xml: bool) -> HtmlToken:
    """The tag whose name begins at `name_at`; with all that is left where it does not end, which no browser shows."""
    found = _TAG_NAME.match(html, name_at)
    name = found[0].lower() if found else ""
    attributes: list[HtmlAttribute] = []
    position = found.end() if found else name_at
    while True:
        position = _end(_SKIPPED, html, position)
        if position >= len(html):
            return HtmlToken("comment", at, len(html))
        if html[position] == ">":
            break
        attribute = _attribute(html, position)
        if attribute is None:
            return HtmlToken("comment", at, len(html))
        attributes.append(attribute)
        position = attribute.end
    end = position + 1
    if html[at + 1] == "/":
        return HtmlToken("close", at, end, name)
    if xml and html[position - 1] == "/" and name not in VOID:
        return HtmlToken("comment", at, end, name)
    if name == "plaintext":
        return HtmlToken("raw", at, len(html), name, tuple(attributes), end, len(html))
    if name not in _WITHOUT_TAGS:
        return HtmlToken("open", at, end, name, tuple(attributes))
    inner_end = _script_end(html, end) if name == "script" else _content_end(html, name, end)
    return HtmlToken("raw", at, _after(html, ">", inner_end), name, tuple(attributes), end, inner_end)


def _attribute(html: str, at: int) -> HtmlAttribute | None:
    """The attribute that begins here; None where its quotes do not end."""
    name_end = _end(_ATTRIBUTE_NAME, html, at)
    name = html[at:name_end].lower()
    equals = _end(_BLANK, html, name_end)
    if html[equals : equals + 1] != "=":
        return HtmlAttribute(name, at, name_end, name_end, name_end)
    value = _end(_BLANK, html, equals + 1)
    quote = html[value : value + 1]
    if quote in ("'", '"') and quote:
        closing = html.find(quote, value + 1)
        return HtmlAttribute(name, at, closing + 1, value + 1, closing) if closing >= 0 else None
    end = _end(_UNQUOTED, html, value)
    return HtmlAttribute(name, at, end, value, end)


def _content_end(html: str, name: str, at: int) -> int:
    found = re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE).search(html, at)
    return found.start() if found else len(html)


def _script_end(html: str, at: int) -> int:
    """Where the end tag of a script is: within `<!--` and `-->` a script inside of a script hides one."""
    while found := _SCRIPT_STARTS.search(html, at):
        if found[0] != "<!--":
            return found.start()
        at, hidden = found.start() + 2, False
        while found := _SCRIPT_ESCAPED.search(html, at):
            at = found.end()
            if found[0] == "-->":
                break
            if found[1] and not hidden:
                return found.start()
            hidden = not found[1]
        else:
            return len(html)
    return len(html)


def _end(pattern: re.Pattern[str], html: str, at: int) -> int:
    found = pattern.match(html, at)
    return found.end() if found else at
