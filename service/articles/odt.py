"""OpenDocument texts (.odt): the text as it would be printed, with all changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.articles.archive import Archive, open_archive
from service.articles.prose import Metadata, article, table_row
from service.errors import UnreadableFile
from service.types import Article

if TYPE_CHECKING:
    from lxml.etree import _Element

# Deleted text, notes, comments, indexes, field declarations, what describes pictures, and forms.
_LEFT_OUT_NAMES = (
    "tracked-changes note annotation annotation-end table-of-content illustration-index table-index object-index"
    " user-index alphabetical-index bibliography sequence-decls variable-decls user-field-decls"
    " dde-connection-decls forms title desc ruby-text hidden-text covered-table-cell scripts event-listeners"
    " binary-data table-header-columns-decl"
)
_LEFT_OUT = frozenset(_LEFT_OUT_NAMES.split())
_LINES = frozenset({"p", "h"})
_BOXES = frozenset({"text-box", "frame", "custom-shape", "rect", "g", "a"})


def read_odt(data: bytes, *, field: str = "file", most_bytes: int = 100_000_000) -> Article:
    """The article in an .odt file: paragraphs, headings, list items, table rows (cells separated by " | "), boxes.

    Left out: what tracked changes delete, hidden text and sections, notes, comments, headers and footers, indexes,
    formulas, charts and pictures. Raises UnreadableFile, FileTooLarge and NoText, naming `field`.
    """
    with open_archive(data, field=field, most_bytes=most_bytes) as archive:
        _require_unlocked(archive)
        content = archive.xml("content.xml")
        styles = [archive.xml("styles.xml")] if "styles.xml" in archive else []
        document = _Document(_hidden_styles([*styles, content]))
        body = content.find("{*}body/{*}text")
        paragraphs = list(document.blocks(body)) if body is not None else []
        metadata = _metadata(archive.xml("meta.xml")) if "meta.xml" in archive else Metadata()
    return article(
        paragraphs,
        metadata,
        heading=document.heading,
        field=field,
        nothing="The document holds no text: its paragraphs, lists, tables and text boxes were looked through. If it "
        "is made of pictures, their text must be recognised (OCR) first.",
    )


def _require_unlocked(archive: Archive) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in archive and next(archive.xml(manifest).iter("{*}encryption-data"), None) is not None:
        raise UnreadableFile("The file is locked with a password; send it without one.", field=archive.field)


def _hidden_styles(documents: list[_Element]) -> frozenset[str]:
    """The names of the styles whose text is not shown, by their own word or that of a style that they build on."""
    hidden: dict[str, bool] = {}
    parents: dict[str, str] = {}
    for root in documents:
        for style in root.iter("{*}style"):
            name = _attribute(style, "name") or ""
            parents[name] = _attribute(style, "parent-style-name") or ""
            for properties in style.iter("{*}text-properties", "{*}section-properties"):
                if (display := _attribute(properties, "display")) is not None:
                    hidden[name] = display == "none"

    def is_hidden(name: str) -> bool:
        """Whether a style is hidden; what was found out for it holds for all styles on the way, and is kept."""
        way: dict[str, None] = {}
        while name and name not in hidden and name not in way:
            way[name] = None
            name = parents.get(name, "")
        found = hidden.get(name, False)
        hidden.update(dict.fromkeys(way, found))
        return found

    return frozenset(name for name in parents if is_hidden(name))


class _Document:
    """Walks a document. `heading` is the first paragraph with text, if it is a heading or styled as the title."""

    def __init__(self, hidden: frozenset[str]) -> None:
        self._hidden = hidden
        self._seen = False
        self.heading: str | None = None

    def blocks(self, parent: _Element) -> Iterator[str]:
        """The paragraphs and table rows under an element, in order."""
        for child in parent:
            name = _name(child)
            if self._is_left_out(child):
                continue
            if name in _LINES:
                yield from self._line(child)
            elif name == "table":
                yield from self._table(child)
            else:
                yield from self.blocks(child)

    def _line(self, element: _Element) -> Iterator[str]:
        parts: list[str] = []
        boxes: list[_Element] = []
        self._inline(element, parts, boxes)
        for text in "".join(parts).split("\n\n"):
            if text := " ".join(text.split()):
                style = _attribute(element, "style-name") or ""
                if not self._seen and (_name(element) == "h" or style == "Title"):
                    self.heading = text
                self._seen = True
                yield text
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, parent: _Element, parts: list[str], boxes: list[_Element]) -> None:
        parts.append(parent.text or "")
        for child in parent:
            name = _name(child)
            if name in ("s", "tab"):
                parts.append(" ")
            elif name == "line-break":
                parts.append("\n")
            elif name in _BOXES and not _is_link(child):
                boxes.append(child)
            elif not self._is_left_out(child):
                self._inline(child, parts, boxes)
            parts.append(child.tail or "")

    def _table(self, table: _Element) -> Iterator[str]:
        for row in table.iter("{*}table-row"):
            if next(row.iterancestors("{*}table")) is not table or _attribute(row, "visibility") == "collapse":
                continue
            cells = [list(self.blocks(cell)) for cell in row if _name(cell) == "table-cell"]
            yield from table_row(cells)

    def _is_left_out(self, element: _Element) -> bool:
        if _name(element) in _LEFT_OUT or _attribute(element, "is-hidden") == "true":
            return True
        if _name(element) == "section" and _attribute(element, "display") == "none":
            return True
        return _attribute(element, "style-name") in self._hidden


def _is_link(element: _Element) -> bool:
    """Whether an `a` is one of text: those of drawings hold frames."""
    return _name(element) == "a" and "text" in str(element.tag).rpartition("}")[0]


def _attribute(element: _Element, name: str) -> str | None:
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), None)


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _metadata(root: _Element) -> Metadata:
    def first(name: str) -> str | None:
        return next((element.text for element in root.iter(f"{{*}}{name}")), None)

    return Metadata(
        title=first("title"),
        author=first("initial-creator") or first("creator"),
        date=first("creation-date") or first("date"),
        language=first("language"),
    )
