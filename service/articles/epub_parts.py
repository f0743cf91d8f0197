"""The parts of a chapter of a book that are not its text, and documents of a book that are no chapters."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from service.articles.blocks import parse, text_blocks
from service.articles.raised import write_out
from service.articles.visibility import drop, remove_unseen

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

# What a publisher calls the parts that are not the book: in epub:type, in the guide of EPUB 2, and in file names.
_NOT_THE_BOOK_NAMES = (
    "cover titlepage title-page halftitlepage copyright-page copyright toc nav landmarks page-list loi lot index"
    " colophon imprint contents other-credits"
)
NOT_THE_BOOK = frozenset(_NOT_THE_BOOK_NAMES.split())
_NOTES_WORDS = "footnote footnotes endnote endnotes rearnote rearnotes noteref pagebreak page-list backlink"
_UNREAD = NOT_THE_BOOK | frozenset(_NOTES_WORDS.split())
_UNREAD_ROLES_WORDS = (
    "doc-footnote doc-endnote doc-endnotes doc-noteref doc-backlink doc-pagebreak doc-pagelist doc-toc doc-index"
    " doc-cover doc-colophon"
)
_UNREAD_ROLES = frozenset(_UNREAD_ROLES_WORDS.split())
_NOTE_CLASSES = frozenset({"footnote", "footnotes", "endnote", "endnotes", "rearnote", "fnanchor", "noteref"})
_PAGE_CLASS = re.compile(r"(?:\A|\s)page-?_?(?:num(?:ber)?|no|break)s?(?:\s|\Z)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[\[({]?\s*(?:p(?:g|age|\.)?\.?\s*)?(?:\d{1,4}|[ivxlc]{1,7})\s*[\])}]?", re.IGNORECASE)
# The imprint of a book is made of sentences, too.
_LEGAL = frozenset({"copyright-page", "copyright", "colophon", "imprint", "other-credits"})
_FROM_LETTER_TO_LETTER = re.compile(r"[^\W\d_](?:.*[^\W\d_])?", re.DOTALL)
_SENTENCE = re.compile(r"[.!?…][\"'»”’)\]]*\Z")
_PROSE, _LEGAL_PROSE = 80, 2000  # characters of sentences; with more a document is a chapter, whatever it is called
_MOSTLY_LINK = 0.5


def chapter(markup: str, *, suspect: bool, name: str, field: str) -> list[str]:
    """The paragraphs of a document of a book, none if it only leads to others or lists notes and pages.

    Left out of it: title pages, tables of contents, notes, their marks and page numbers, where they are marked as such.
    What a package or a file's `name` calls no chapter (`suspect`, or a name such as `contents`) is one all the same if
    it holds sentences. Raises what `blocks.parse` raises, naming `field`.
    """
    root = parse(markup, field=field)
    if root is None or _types_of(_body(root)) & _UNREAD:
        return []
    remove_unseen(root)
    led = _drop_unread(root)
    write_out(root)
    found = list(text_blocks(root))
    called = _called(name)
    prose = sum(len(each.text) for each in found if each.linked < _MOSTLY_LINK and _SENTENCE.search(each.text))
    enough = _LEGAL_PROSE if called in _LEGAL else _PROSE
    if (suspect or called) and prose < enough:
        return []
    return [] if led and len(found) <= 1 and not prose else [each.text for each in found]


def _types_of(element: _Element) -> set[str]:
    """What an element says that it is, in the words of EPUB."""
    return set((element.get("epub:type") or "").lower().split())


def _body(root: HtmlElement) -> _Element:
    body = root.find("body")
    return root if body is None else body


def _drop_unread(root: HtmlElement) -> bool:
    """Takes out what is not the text; whether what only leads to other parts was among it."""
    body = _body(root)
    going = [each for each in body.iterdescendants() if isinstance(each.tag, str) and _is_unread(each)]
    drop(going)
    return any(_types_of(each) & NOT_THE_BOOK for each in going)


def _is_unread(element: _Element) -> bool:
    if _types_of(element) & _UNREAD or (element.get("role") or "").lower() in _UNREAD_ROLES:
        return True
    classes = element.get("class")
    if not classes:
        return False
    if not _NOTE_CLASSES.isdisjoint(classes[:200].lower().split()):
        return True
    return (
        len(element) <= 1
        and _PAGE_CLASS.search(classes[:200]) is not None
        and _PAGE_NUMBER.fullmatch(_short_text(element)) is not None
    )


def _short_text(element: _Element) -> str:
    """The text of an element of a few characters; that of a longer one is cut."""
    inner = element[0] if len(element) else None
    parts = (element.text, inner.text if inner is not None else "", inner.tail if inner is not None else "")
    return "".join((part or "")[:20] for part in parts).strip()


def _called(name: str) -> str | None:
    """What a file's name says that it is, if that is no chapter."""
    stem = posixpath.splitext(posixpath.basename(name))[0].lower()
    found = _FROM_LETTER_TO_LETTER.search(stem)
    return found[0] if found and found[0] in NOT_THE_BOOK else None
