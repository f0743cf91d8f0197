"""Books (.epub): the chapters in reading order, without what only leads to them."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from service.articles.archive import Archive, open_archive
from service.articles.blocks import blocks
from service.articles.epub_parts import NOT_THE_BOOK, chapter
from service.articles.prose import Metadata, article
from service.errors import UnreadableFile
from service.types import Article

if TYPE_CHECKING:
    from lxml.etree import _Element

# Illustrated books have thousands of pictures.
_ENTRIES = 5000
_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_MARKUP = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_EMPTY = re.compile(r"<([A-Za-z][\w:.-]*)((?:\s[^<>]*)?)/>")
# The elements that HTML knows to be empty.
_VOID_WORDS = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_WORDS.split())


def read_epub(data: bytes, *, field: str = "file", most_bytes: int = 100_000_000) -> Article:
    """The article in an .epub file: the text of the chapters of its spine, in order.

    Left out: cover, title page, copyright page, tables of contents, notes and their marks, page numbers, and what is
    not part of the linear reading order.
    Raises UnreadableFile, FileTooLarge and NoText, naming `field`.
    """
    with open_archive(data, field=field, most_bytes=most_bytes, entries=_ENTRIES) as archive:
        package = _Package.read(archive)
        chapters = [name for name in package.spine if name in archive]
        locked = _locked(archive)
        if locked & set(chapters):
            raise UnreadableFile("The book is locked by its seller (DRM); send one that is not.", field=field)
        markups = [_markup(archive.read(name), field) for name in chapters]
        paragraphs = [
            text
            for name, markup in zip(chapters, markups, strict=True)
            for text in chapter(markup, suspect=name in package.not_the_book, name=name, field=field)
        ] or [text for markup in markups for text in blocks(markup, field=field)]
    return article(
        paragraphs,
        package.metadata,
        heading=None,
        field=field,
        nothing="The book holds no text: all chapters were looked through. If its pages are pictures, their text must "
        "be recognised (OCR) first.",
    )


@dataclass(frozen=True, slots=True)
class _Package:
    """What the package document says: names of members in reading order, and which of them only lead to others."""

    spine: list[str]
    not_the_book: frozenset[str]
    metadata: Metadata

    @classmethod
    def read(cls, archive: Archive) -> _Package:
        """The first package that the container names."""
        rootfile = next(archive.xml(_CONTAINER).iter("{*}rootfile"), None)
        name = unquote(str(rootfile.get("full-path"))) if rootfile is not None else ""
        root, folder = archive.xml(name), posixpath.dirname(name)

        def member(reference: str | None) -> str:
            return posixpath.normpath(posixpath.join(folder, unquote((reference or "").partition("#")[0])))

        items = {item.get("id"): item for item in root.iterfind("{*}manifest/{*}item")}
        linear = [
            items[reference.get("idref")]
            for reference in root.iterfind("{*}spine/{*}itemref")
            if reference.get("idref") in items and reference.get("linear") != "no"
        ]
        guide = [
            member(reference.get("href"))
            for reference in root.iterfind("{*}guide/{*}reference")
            if reference.get("type") in NOT_THE_BOOK
        ]
        nav = [member(item.get("href")) for item in items.values() if "nav" in (item.get("properties") or "").split()]
        return cls(
            spine=[member(item.get("href")) for item in linear if item.get("media-type") in _MARKUP],
            not_the_book=frozenset([*guide, *nav]),
            metadata=_metadata(root),
        )


def _metadata(root: _Element) -> Metadata:
    def every(name: str) -> list[str]:
        return [element.text or "" for element in root.iterfind(f"{{*}}metadata/{{*}}{name}")]

    return Metadata(
        title=next(iter(every("title")), None),
        author=", ".join(every("creator")),
        date=next(iter(every("date")), None),
        language=next(iter(every("language")), None),
    )


def _locked(archive: Archive) -> set[str]:
    if _ENCRYPTION not in archive:
        return set()
    return {unquote(str(one.get("URI"))) for one in archive.xml(_ENCRYPTION).iter("{*}CipherReference")}


def _markup(data: bytes, field: str) -> str:
    """A document as HTML would have it: elements without content have an end tag."""
    from service.articles.decoding import decode_html

    return _EMPTY.sub(_opened, decode_html(data, None, field=field))


def _opened(found: re.Match[str]) -> str:
    """`<title/>` as HTML has it, `<title></title>`: without its end tag it would swallow the chapter."""
    tag, attributes = found[1], found[2]
    return found[0] if tag.lower() in _VOID else f"<{tag}{attributes}></{tag}>"
