"""Word documents (.docx): the text as it would be printed, with all changes accepted.

Read straight from the XML, since text boxes, content controls and tracked changes are not to be had otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.articles.archive import Archive, open_archive
from service.articles.prose import Metadata, article, table_row
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
_NO = frozenset({"0", "false", "off", "none"})
_SMALLEST = 4  # half-points; smaller text is not meant to be seen
_NOT_A_DATE = "2013-12-23T23:15:00Z"  # that of the template that python-docx begins with
_WHITE = 0xF8  # and above, in red, green and blue


def read_docx(data: bytes, *, field: str = "file", most_bytes: int = 100_000_000) -> Article:
    """The article in a .docx file: paragraphs, list items, table rows (cells separated by " | ") and text boxes.

    Left out: what tracked changes delete, hidden text, notes, comments, headers and footers, tables of contents, field
    codes, formulas' layout, charts and pictures. Raises UnreadableFile, FileTooLarge and NoText, naming `field`.
    """
    with open_archive(data, field=field, most_bytes=most_bytes) as archive:
        main = _main_part(archive)
        folder = main.rpartition("/")[0]
        styles = f"{folder}/styles.xml"
        document = _Document(_styles(archive.xml(styles)) if styles in archive else {})
        root = archive.xml(main)
        document.shaded = root.find("{*}background") is not None
        paragraphs = list(document.blocks(root))
        metadata = _metadata(archive.xml("docProps/core.xml")) if "docProps/core.xml" in archive else Metadata()
    return article(
        paragraphs,
        metadata,
        heading=document.heading,
        field=field,
        nothing="The document holds no text: its paragraphs, tables and text boxes were looked through. If it is made "
        "of pictures, their text must be recognised (OCR) first.",
    )


def _main_part(archive: Archive) -> str:
    if "_rels/.rels" in archive:
        for relation in archive.xml("_rels/.rels"):
            if str(relation.get("Type")).endswith("/officeDocument"):
                return str(relation.get("Target")).lstrip("/")
    return "word/document.xml"


@dataclass(slots=True)
class _Style:
    """What matters of a style: whether it is a heading's or a table of contents', hidden, and what it builds on."""

    name: str
    heading: bool
    hidden: bool
    parent: str | None


def _styles(root: _Element) -> dict[str, _Style]:
    styles = {}
    for style in root.iter("{*}style"):
        name = (_value(style.find("{*}name")) or "").lower()
        level = style.find("{*}pPr/{*}outlineLvl")
        styles[str(_attribute(style, "styleId"))] = _Style(
            name=name,
            heading=name in ("title", "heading 1", "heading 2", "heading 3") or (_value(level) or "9") < "9",
            hidden=_is_on(style.find("{*}rPr/{*}vanish")),
            parent=_value(style.find("{*}basedOn")),
        )
    return styles


@dataclass(slots=True)
class _Line:
    """A paragraph that is being put together, and what hangs on it."""

    parts: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    style: str | None = None
    shaded: bool = False


class _Document:
    """Walks a document. `heading` is the first paragraph with text, if it is styled as a heading."""

    def __init__(self, styles: dict[str, _Style]) -> None:
        self._styles = styles
        self._seen = False
        self.shaded = False  # whether anything but white paper may lie behind the text
        self.heading: str | None = None

    def blocks(self, parent: _Element, *, shaded: bool = False) -> Iterator[str]:
        """The paragraphs and table rows under an element, in order."""
        line = _Line(shaded=shaded)
        for child in parent:
            name = _name(child)
            if name == "p":
                line.style = _value(child.find("{*}pPr/{*}pStyle"))
                if self._is_contents(line.style):
                    continue
                line.shaded = shaded or _is_filled(child.find("{*}pPr/{*}shd"))
                self._inline(child, line)
                if not _is_joined(child):
                    yield from self._finish(line)
                    line = _Line(shaded=shaded)
            elif name == "tbl":
                yield from self._finish(line)
                line = _Line(shaded=shaded)
                yield from self._table(child)
            elif name not in _LEFT_OUT and not _is_table_of_contents(child):
                yield from self._finish(line)
                line = _Line(shaded=shaded)
                yield from self.blocks(child, shaded=shaded)
        yield from self._finish(line)

    def _finish(self, line: _Line) -> Iterator[str]:
        for text in "".join(line.parts).split("\n\n"):
            if text := " ".join(text.split()):
                if not self._seen and any(style.heading for style in self._chain(line.style)):
                    self.heading = text
                self._seen = True
                yield text
        for box in line.boxes:
            yield from self.blocks(box, shaded=True)

    def _table(self, table: _Element) -> Iterator[str]:
        shaded = table.find("{*}tblPr/{*}tblStyle") is not None or _is_filled(table.find("{*}tblPr/{*}shd"))
        for row in table.iter("{*}tr"):
            properties = row.find("{*}trPr")
            gone = properties is not None and any(_name(one) in ("del", "hidden") for one in properties)
            if gone or next(row.iterancestors("{*}tbl")) is not table:
                continue
            cells = [
                list(self.blocks(cell, shaded=shaded or _is_filled(cell.find("{*}tcPr/{*}shd"))))
                for cell in row.iter("{*}tc")
                if next(cell.iterancestors("{*}tr")) is row
            ]
            yield from table_row(cells)

    def _inline(self, parent: _Element, line: _Line) -> None:
        for child in parent:
            name = _name(child)
            if name == "r" and self._is_unseen(child.find("{*}rPr"), line):
                continue
            if name == "t":
                line.parts.append(child.text or "")
            elif name in _SPACES:
                line.parts.append(_SPACES[name])
            elif name == "txbxContent":
                line.boxes.append(child)
            elif name not in _LEFT_OUT:
                self._inline(child, line)

    def _is_unseen(self, properties: _Element | None, line: _Line) -> bool:
        """Whether a run is hidden by its own format or a style, is white on white paper, or too small to be seen."""
        own = None if properties is None else properties.find("{*}vanish")
        if own is not None:
            return _is_on(own)
        run_style = None if properties is None else _value(properties.find("{*}rStyle"))
        if any(style.hidden for name in (run_style, line.style) for style in self._chain(name)):
            return True
        if properties is None:
            return False
        size = _value(properties.find("{*}sz")) or ""
        if size.isdecimal() and int(size) <= _SMALLEST:
            return True
        filled = any(_is_filled(properties.find(f"{{*}}{name}")) for name in ("shd", "highlight"))
        return _is_white(_value(properties.find("{*}color"))) and not (filled or line.shaded or self.shaded)

    def _is_contents(self, style: str | None) -> bool:
        return any(found.name.startswith("toc ") for found in self._chain(style))

    def _chain(self, name: str | None) -> Iterator[_Style]:
        """A style and those that it builds on; a circle ends where it closes."""
        visited: set[str] = set()
        while name is not None and name in self._styles and name not in visited:
            visited.add(name)
            style = self._styles[name]
            yield style
            name = style.parent


def _is_joined(paragraph: _Element) -> bool:
    """Whether a tracked change deletes the end of this paragraph, so that the next one goes on in it."""
    mark = paragraph.find("{*}pPr/{*}rPr")
    return mark is not None and any(_name(one) in ("del", "moveFrom") for one in mark)


def _is_table_of_contents(element: _Element) -> bool:
    gallery = element.find("{*}sdtPr/{*}docPartObj/{*}docPartGallery")
    return _value(gallery) == "Table of Contents"


def _is_filled(shading: _Element | None) -> bool:
    if shading is None:
        return False
    fill = _attribute(shading, "fill") or _attribute(shading, "val")
    return fill not in (None, "auto", "none", "clear") and not _is_white(fill)


def _is_white(colour: str | None) -> bool:
    try:
        value = int(colour or "", 16)
    except ValueError:
        return False
    return len(colour or "") == 6 and all(value >> shift & 0xFF >= _WHITE for shift in (16, 8, 0))


def _is_on(switch: _Element | None) -> bool:
    return switch is not None and (_value(switch) or "1") not in _NO


def _value(element: _Element | None) -> str | None:
    return None if element is None else _attribute(element, "val")


def _attribute(element: _Element, name: str) -> str | None:
    """An attribute of whatever namespace: there are two editions of the format."""
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), None)


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _metadata(core: _Element) -> Metadata:
    created = core.findtext("{*}created")
    return Metadata(
        title=core.findtext("{*}title"),
        author=core.findtext("{*}creator"),
        date=None if created == _NOT_A_DATE else created,
        language=core.findtext("{*}language"),
    )
