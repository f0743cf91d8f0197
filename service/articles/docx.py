"""Word documents (.docx): the text as it would be printed, with all changes accepted.

Read straight from the XML, since text boxes, content controls and tracked changes are not to be had otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

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
        document = _Document(_traits_of_styles(archive.xml(styles)) if styles in archive else {})
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


Trait = Literal["heading", "contents", "hidden"]


def _traits_of_styles(root: _Element) -> dict[str, frozenset[Trait]]:
    """What matters of each style: whether it, or one that it builds on, is a heading's, a contents', or hidden."""
    own: dict[str, frozenset[Trait]] = {}
    parents: dict[str, str | None] = {}
    for style in root.iter("{*}style"):
        name = str(_attribute(style, "styleId"))
        own[name] = frozenset(_own_traits(style))
        parents[name] = _value(style.find("{*}basedOn"))
    return _inherited(own, parents)


def _own_traits(style: _Element) -> Iterator[Trait]:
    name = (_value(style.find("{*}name")) or "").lower()
    level = style.find("{*}pPr/{*}outlineLvl")
    if name in ("title", "heading 1", "heading 2", "heading 3") or (_value(level) or "9") < "9":
        yield "heading"
    if name.startswith("toc "):
        yield "contents"
    if _is_on(style.find("{*}rPr/{*}vanish")):
        yield "hidden"


def _inherited(own: Mapping[str, frozenset[Trait]], parents: Mapping[str, str | None]) -> dict[str, frozenset[Trait]]:
    """The traits of each style with those of all that it builds on. Styles in a circle have those of each other."""
    known: dict[str, frozenset[Trait]] = {}
    for name in own:
        way: dict[str, int] = {}
        base: str | None = name
        while base is not None and base in own and base not in known and base not in way:
            way[base] = len(way)
            base = parents[base]
        names = list(way)
        traits = known.get(base or "", frozenset())
        if base in way:
            traits = traits.union(*(own[each] for each in names[way[base] :]))
        for each in reversed(names):
            traits |= own[each]
            known[each] = traits
    return known


@dataclass(slots=True)
class _Line:
    """A paragraph that is being put together, and what hangs on it."""

    parts: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    style: str | None = None
    shaded: bool = False


class _Document:
    """Walks a document. `heading` is the first paragraph with text, if it is styled as a heading."""

    def __init__(self, traits: Mapping[str, frozenset[Trait]]) -> None:
        self._traits = traits
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
                if self._is("contents", line.style):
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
                if not self._seen and self._is("heading", line.style):
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
        if self._is("hidden", run_style) or self._is("hidden", line.style):
            return True
        if properties is None:
            return False
        size = _value(properties.find("{*}sz")) or ""
        if size.isdecimal() and len(size.lstrip("0")) <= 1 and int(size[-1]) <= _SMALLEST:
            return True
        filled = any(_is_filled(properties.find(f"{{*}}{name}")) for name in ("shd", "highlight"))
        return _is_white(_value(properties.find("{*}color"))) and not (filled or line.shaded or self.shaded)

    def _is(self, trait: Trait, style: str | None) -> bool:
        return style is not None and trait in self._traits.get(style, ())


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
        value = int(colour if colour and len(colour) == 6 else "", 16)
    except ValueError:
        return False
    return all(value >> shift & 0xFF >= _WHITE for shift in (16, 8, 0))


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
