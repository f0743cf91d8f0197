"""The visible text of a marked-up document, one string a block: parsing, and what stands on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.articles.attributes import MOST, is_crowded
from service.articles.raised import write_out
from service.articles.visibility import remove_unseen
from service.errors import FileTooLarge
from service.text.hidden import remove_hidden

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

# The deepest that libxml2 goes; what lies deeper it leaves out without a word to whoever does not read its log.
MAX_DEPTH = 2048
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SPACE = re.compile(r"\s+")
# Stands where a cell begins until the line is done: a noncharacter, which no document holds.
_CELL = "\ufdd0"

# Elements that begin and end a line. The last line: names that trafilatura gives to what it has found.
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search"
    " section summary table tbody td tfoot th thead tr ul"
    " head item list quote row cell"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_IN_HEAD = frozenset({"title", "meta", "link", "script", "style", "base", "basefont", "noscript", "template", "object"})
_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_BREAKS = frozenset({"br", "lb"})
_PREFORMATTED = frozenset({"pre", "listing", "xmp", "code"})
# What the cell of a row that reads as one line may hold, once or as a list, and how many characters.
_IN_A_LINE, _LISTS = frozenset({"p", "div"}), frozenset({"ul", "ol", "li", "list", "item"})
_LONGEST_CELL = 200


def blocks(markup: str, *, field: str = "file") -> list[str]:
    """The text of an HTML or XHTML document that a reader sees, in order, menus and all.

    One string a heading, paragraph, list item, table row (cells separated by " | "), quotation or run of preformatted
    lines. White space inside is collapsed; none is empty. Two line breaks in a row end a paragraph. Hidden elements,
    comments, scripts, styles, templates, form controls and characters that nobody sees are left out, `noscript` too.

    Raises FileTooLarge, naming `field`, for elements nested more than 2,048 deep.
    """
    root = parse(markup, field=field)
    if root is None:
        return []
    remove_unseen(root)
    write_out(root)
    return [block.text for block in text_blocks(root)]


def parse(markup: str, *, field: str) -> HtmlElement | None:
    """The document's tree without comments and processing instructions, None if there is nothing in it.

    Control characters, which no element shows, are taken out, and lone surrogates replaced. Raises FileTooLarge, naming
    `field`, where the parser would leave something out or take very long: too deep, or too many attributes.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    text = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", markup))
    if is_crowded(text):
        raise FileTooLarge(
            f"A tag of the page has more than {MOST} attributes; send the article's own part of the page, or its text.",
            field=field,
        )
    data = text.encode()
    root = etree.fromstring(data, parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise FileTooLarge(
            f"The page's elements are nested more than {MAX_DEPTH:,} deep, or one of them is too large to be read; "
            "send the article's own part of the page, or its text.",
            field=field,
        )
    if root is not None:
        _close_head(root)
    return root


def _close_head(root: HtmlElement) -> None:
    """Moves out of the head what cannot stand in it: libxml2 knows neither `article` nor `main`."""
    head = root.find("head")
    if head is None:
        return
    first = next((index for index, child in enumerate(head) if child.tag not in _IN_HEAD), None)
    if first is None:
        return
    body = root.find("body")
    if body is None:
        body = head.makeelement("body")
        head.addnext(body)
    moved = list(head)[first:]
    if body.text and body.text.strip():
        moved[-1].tail = (moved[-1].tail or "") + body.text
        body.text = None
    for index, child in enumerate(moved):
        body.insert(index, child)


def is_within(root: _Element, *, depth: int, elements: int) -> bool:
    """Whether a tree is no deeper than `depth` and has no more than so many elements."""
    from lxml import etree

    deep = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        deep += 1 if event == "start" else -1
        count += event == "start"
        if deep > depth or count > elements:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Block:
    """A block's text, the element that it stands in, and how much of it, 0..1, is link."""

    text: str
    element: _Element
    linked: float


def text_blocks(root: _Element) -> Iterator[Block]:
    """The blocks of a tree, as `blocks` describes them. The tree is one of HTML, or what trafilatura found in one."""
    from lxml import etree

    line = _Line(root)
    row: _Element | None = None
    preformatted = links = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        begins = event == "start"
        if element.tag in _PREFORMATTED:
            preformatted += 1 if begins else -1
        if element.tag == "a":
            links += 1 if begins else -1
        if element.tag in _BREAKS:
            line.add("\n" if begins else "")
        elif element is row or (element.tag in _BLOCKS and row is None):
            yield from line.blocks()
            line = _Line(element if begins else element.getparent())
            row = element if begins and element.tag in _ROWS and is_line(element) else None
        elif element.tag in _CELLS:
            line.add(_CELL if begins else "")
        elif element.tag in _BLOCKS:
            line.add(" ")
        text = element.text if begins else element.tail
        if text and (begins or element is not root):
            line.add(text if preformatted else _SPACE.sub(" ", text), linked=links > 0)
    yield from line.blocks()


class _Line:
    """What has been read since the last block ended: text, line breaks, and marks where cells begin."""

    def __init__(self, element: _Element) -> None:
        self._element = element
        self._parts: list[str] = []
        self._linked = 0

    def add(self, text: str, *, linked: bool = False) -> None:
        self._parts.append(text)
        if linked:
            self._linked += len(text)

    def blocks(self) -> Iterator[Block]:
        whole = "".join(self._parts)
        if whole.isspace():
            return
        linked = min(1.0, self._linked / max(1, len(whole)))
        for part in _BLANK_LINE.split(remove_hidden(whole)):
            cells = (" ".join(cell.split()) for cell in part.split(_CELL))
            if text := " | ".join(cell for cell in cells if cell):
                yield Block(text, self._element, linked)


def is_line(row: _Element) -> bool:
    """Whether a table's row reads as one line, and is not there to set columns of text beside each other.

    A row of one cell has nothing to set beside it: what it holds reads as it would elsewhere.
    """
    return len(row) > 1 and all(map(_is_in_a_line, row))


def _is_in_a_line(cell: _Element) -> bool:
    """Whether a cell holds little more than its text. Looked at is no more than what decides, since rows hold rows."""
    within = length = 0
    for element in cell.iter():
        if element is not cell and element.tag in _BLOCKS and element.tag not in _LISTS:
            within += 1
            if within > 1 or element.tag not in _IN_A_LINE:
                return False
        length += len(element.text or "") + (len(element.tail or "") if element is not cell else 0)
        if length > _LONGEST_CELL:
            return False
    return True
