"""Word documents (.docx): the text as it would be printed, with all changes accepted.

Read straight from the XML, since text boxes, content controls and tracked changes are not to be had otherwise.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.articles.alternative import paragraphs_of
from service.articles.archive import Archive, open_archive
from service.articles.docx_styles import (
    Trait,
    attribute,
    is_filled,
    is_on,
    is_white,
    name_of,
    script_of,
    traits_of_styles,
    value_of,
)
from service.articles.formulas import formula
from service.articles.prose import Metadata, article, table_row
from service.articles.superscripts import LOWERED, NORMAL, RAISED, ScriptedText
from service.articles.symbols import character
from service.articles.symbols import text as symbols
from service.types import Article

if TYPE_CHECKING:
    from lxml.etree import _Element

# What is deleted, shown elsewhere, or not shown at all. `Fallback` repeats what stands beside it.
_LEFT_OUT_NAMES = (
    "del moveFrom delText instrText delInstrText Fallback rt footnoteReference endnoteReference commentReference"
    " footnote endnote annotationRef pPr rPr sectPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr"
)
_LEFT_OUT = frozenset(_LEFT_OUT_NAMES.split())
_SPACES = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_SMALLEST = 4  # half-points; smaller text is not meant to be seen
_NOT_A_DATE = "2013-12-23T23:15:00Z"  # that of the template that python-docx begins with


def read_docx(data: bytes, *, field: str = "file", most_bytes: int = 100_000_000) -> Article:
    """The article in a .docx file: paragraphs, list items, table rows (cells separated by " | ") and text boxes.

    Formulas are read on one line, and files that stand in the document (HTML, text, Word) where they stand. Left out:
    what tracked changes delete, hidden text, placeholders, notes and their marks, comments, headers and footers, tables
    of contents, field codes, charts and pictures. Raises UnreadableFile, FileTooLarge and NoText, naming `field`.
    """
    with open_archive(data, field=field, most_bytes=most_bytes) as archive:
        document, paragraphs = _read(archive)
        metadata = _metadata(archive.xml("docProps/core.xml")) if "docProps/core.xml" in archive else Metadata()
    return article(
        paragraphs,
        metadata,
        heading=document.heading,
        field=field,
        nothing="The document holds no text: its paragraphs, tables and text boxes were looked through. If it is made "
        "of pictures, their text must be recognised (OCR) first.",
    )


def _read(archive: Archive, *, inner: bool = False) -> tuple[_Document, list[str]]:
    """A document and its paragraphs. What stands in an `inner` one as a file of its own is not read."""
    main = _main_part(archive)
    styles = f"{main.rpartition('/')[0]}/styles.xml"
    traits = traits_of_styles(archive.xml(styles)) if styles in archive else {}
    document = _Document(traits, None if inner else _Parts(archive, main))
    root = archive.xml(main)
    document.shaded = root.find("{*}background") is not None
    return document, list(document.blocks(root))


def _main_part(archive: Archive) -> str:
    if "_rels/.rels" in archive:
        for relation in archive.xml("_rels/.rels"):
            if str(relation.get("Type")).endswith("/officeDocument"):
                return str(relation.get("Target")).lstrip("/")
    return "word/document.xml"


class _Parts:
    """Files of other kinds that stand in a document, by what the document calls them."""

    def __init__(self, archive: Archive, main: str) -> None:
        folder, _, name = main.rpartition("/")
        relations = f"{folder}/_rels/{name}.rels"
        self._archive = archive
        self._names = {
            str(each.get("Id")): posixpath.normpath(posixpath.join("/", folder, str(each.get("Target")))).lstrip("/")
            for each in (archive.xml(relations) if relations in archive else ())
            if str(each.get("Type")).endswith("/aFChunk")
        }

    def paragraphs(self, called: str | None) -> list[str]:
        """What stands in the file, the first time that it is asked for."""
        name = self._names.pop(called or "", None)
        if name is None or name not in self._archive:
            return []
        data, field = self._archive.read(name), self._archive.field
        if not data.startswith(b"PK"):
            return paragraphs_of(data, name=name, field=field)
        most = self._archive.left
        with open_archive(data, field=field, most_bytes=most) as inner:
            _, paragraphs = _read(inner, inner=True)
            self._archive.spend(most - inner.left)
        return paragraphs


@dataclass(slots=True)
class _Line:
    """A paragraph that is being put together, and what hangs on it."""

    text: ScriptedText = field(default_factory=ScriptedText)
    boxes: list[_Element] = field(default_factory=list)
    style: str | None = None
    shaded: bool = False


class _Document:
    """Walks a document. `heading` is the first paragraph with text, if it is styled as a heading."""

    def __init__(self, traits: Mapping[str, frozenset[Trait]], parts: _Parts | None) -> None:
        self._traits = traits
        self._parts = parts
        self._seen = False
        self.shaded = False  # whether anything but white paper may lie behind the text
        self.heading: str | None = None

    def blocks(self, parent: _Element, *, shaded: bool = False) -> Iterator[str]:
        """The paragraphs and table rows under an element, in order."""
        line = _Line(shaded=shaded)
        for child in parent:
            name = name_of(child)
            if name == "p":
                line.style = value_of(child.find("{*}pPr/{*}pStyle"))
                if self._is("contents", line.style):
                    continue
                line.shaded = shaded or is_filled(child.find("{*}pPr/{*}shd")) or self._is("shaded", line.style)
                self._inline(child, line)
                if not _is_joined(child):
                    yield from self._finish(line)
                    line = _Line(shaded=shaded)
            elif name == "tbl":
                yield from self._finish(line)
                line = _Line(shaded=shaded)
                yield from self._table(child)
            elif name == "altChunk":
                yield from self._finish(line)
                line = _Line(shaded=shaded)
                if self._parts is not None:
                    yield from self._parts.paragraphs(attribute(child, "id"))
            elif name not in _LEFT_OUT and not _is_table_of_contents(child) and not _is_placeholder(child):
                yield from self._finish(line)
                line = _Line(shaded=shaded)
                yield from self.blocks(child, shaded=shaded)
        yield from self._finish(line)

    def _finish(self, line: _Line) -> Iterator[str]:
        for text in line.text.text().split("\n\n"):
            if text := " ".join(text.split()):
                if not self._seen and self._is("heading", line.style):
                    self.heading = text
                self._seen = True
                yield text
        for box in line.boxes:
            yield from self.blocks(box, shaded=True)

    def _table(self, table: _Element) -> Iterator[str]:
        shaded = table.find("{*}tblPr/{*}tblStyle") is not None or is_filled(table.find("{*}tblPr/{*}shd"))
        for row in table.iter("{*}tr"):
            properties = row.find("{*}trPr")
            gone = properties is not None and any(name_of(one) in ("del", "hidden") for one in properties)
            if gone or next(row.iterancestors("{*}tbl")) is not table:
                continue
            cells = [
                list(self.blocks(cell, shaded=shaded or is_filled(cell.find("{*}tcPr/{*}shd"))))
                for cell in row.iter("{*}tc")
                if next(cell.iterancestors("{*}tr")) is row
            ]
            yield from table_row(cells)

    def _inline(self, parent: _Element, line: _Line, script: int = NORMAL, font: str = "") -> None:
        for child in parent:
            name = name_of(child)
            if name == "r":
                properties = child.find("{*}rPr")
                if not self._is_unseen(properties, line):
                    self._inline(child, line, self._script(properties, line), _font(properties))
            elif name == "t":
                line.text.add(symbols(font, child.text or ""), script)
            elif name in _SPACES:
                line.text.add(_SPACES[name])
            elif name in ("sym", "symEx"):
                line.text.add(character(attribute(child, "font") or "", attribute(child, "char") or ""), script)
            elif name == "oMath":
                line.text.add_formula(formula(child))
            elif name == "txbxContent":
                line.boxes.append(child)
            elif name not in _LEFT_OUT and not _is_placeholder(child):
                self._inline(child, line, script, font)

    def _script(self, properties: _Element | None, line: _Line) -> int:
        """Whether a run stands on its line, raised or lowered, by its own format or its style's."""
        own = script_of(properties)
        if own is not None:
            return own
        style = None if properties is None else value_of(properties.find("{*}rStyle"))
        if self._is("raised", style) or self._is("raised", line.style):
            return RAISED
        return LOWERED if self._is("lowered", style) else NORMAL

    def _is_unseen(self, properties: _Element | None, line: _Line) -> bool:
        """Whether a run is hidden by its own format or a style, is white on white paper, or too small to be seen."""
        own = None if properties is None else properties.find("{*}vanish")
        if own is not None:
            return is_on(own)
        run_style = None if properties is None else value_of(properties.find("{*}rStyle"))
        if self._is("hidden", run_style) or self._is("hidden", line.style):
            return True
        if properties is None:
            return False
        size = value_of(properties.find("{*}sz")) or ""
        if size.isdecimal() and len(size.lstrip("0")) <= 1 and int(size[-1]) <= _SMALLEST:
            return True
        filled = any(is_filled(properties.find(f"{{*}}{name}")) for name in ("shd", "highlight"))
        filled = filled or self._is("shaded", run_style)
        return is_white(value_of(properties.find("{*}color"))) and not (filled or line.shaded or self.shaded)

    def _is(self, trait: Trait, style: str | None) -> bool:
        return style is not None and trait in self._traits.get(style, ())


def _is_joined(paragraph: _Element) -> bool:
    """Whether a tracked change deletes the end of this paragraph, so that the next one goes on in it."""
    mark = paragraph.find("{*}pPr/{*}rPr")
    return mark is not None and any(name_of(one) in ("del", "moveFrom") for one in mark)


def _is_table_of_contents(element: _Element) -> bool:
    gallery = element.find("{*}sdtPr/{*}docPartObj/{*}docPartGallery")
    return value_of(gallery) == "Table of Contents"


def _is_placeholder(element: _Element) -> bool:
    """Whether a content control shows what to write there, since nobody has written anything."""
    return is_on(element.find("{*}sdtPr/{*}showingPlcHdr"))


def _font(properties: _Element | None) -> str:
    fonts = None if properties is None else properties.find("{*}rFonts")
    return "" if fonts is None else attribute(fonts, "ascii") or ""


def _metadata(core: _Element) -> Metadata:
    created = core.findtext("{*}created")
    return Metadata(
        title=core.findtext("{*}title"),
        author=core.findtext("{*}creator"),
        date=None if created == _NOT_A_DATE else created,
        language=core.findtext("{*}language"),
    )
