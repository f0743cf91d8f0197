"""OpenDocument texts (.odt): the text as it would be printed, with all changes accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from service.articles.archive import Archive, open_archive
from service.articles.prose import Metadata, article, table_row
from service.articles.superscripts import LOWERED, NORMAL, RAISED, ScriptedText
from service.errors import UnreadableFile
from service.types import Article

if TYPE_CHECKING:
    from lxml.etree import _Element

_Value = TypeVar("_Value")

# Deleted text, notes, comments, indexes, field declarations, what describes pictures, and forms.
_LEFT_OUT_NAMES = (
    "tracked-changes note annotation annotation-end table-of-content illustration-index table-index object-index"
    " user-index alphabetical-index bibliography sequence-decls variable-decls user-field-decls"
    " dde-connection-decls forms ruby-text hidden-text covered-table-cell scripts event-listeners"
    " binary-data table-header-columns-decl script placeholder"
)
_LEFT_OUT = frozenset(_LEFT_OUT_NAMES.split())
# Names that fields of text have, too: here those of drawings, which describe them.
_DESCRIBING = frozenset({"title", "desc"})
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
        document = _Document(*_styles([*styles, content]))
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


def _styles(documents: list[_Element]) -> tuple[frozenset[str], Mapping[str, int]]:
    """The names of the styles whose text is not shown, and of those whose text is raised or lowered.

    By their own word, or that of a style that they build on.
    """
    hidden: dict[str, bool] = {}
    scripts: dict[str, int] = {}
    parents: dict[str, str] = {}
    for root in documents:
        for style in root.iter("{*}style"):
            name = _attribute(style, "name") or ""
            parents[name] = _attribute(style, "parent-style-name") or ""
            for properties in style.iter("{*}text-properties", "{*}section-properties"):
                if (display := _attribute(properties, "display")) is not None:
                    hidden[name] = display == "none"
                if (position := _attribute(properties, "text-position")) is not None:
                    scripts[name] = _script(position)
    unseen, moved = _inherited(hidden, parents, False), _inherited(scripts, parents, NORMAL)
    return frozenset(name for name in parents if unseen[name]), moved


def _inherited(own: dict[str, _Value], parents: Mapping[str, str], default: _Value) -> dict[str, _Value]:
    """What holds of each style; what was found out for one holds for all on the way to it, and is kept."""
    known = dict(own)
    for name in parents:
        way: dict[str, None] = {}
        base = name
        while base and base not in known and base not in way:
            way[base] = None
            base = parents.get(base, "")
        known.update(dict.fromkeys([*way, name], known.get(base, default)))
    return known


def _script(position: str) -> int:
    """Where `super 58%`, `-33% 58%` and the like put text."""
    where = position.split()[0] if position.strip() else ""
    if where == "sub" or where.startswith("-"):
        return LOWERED
    return RAISED if where == "super" or where.strip("0.%") else NORMAL


class _Document:
    """Walks a document. `heading` is the first paragraph with text, if it is a heading or styled as the title."""

    def __init__(self, hidden: frozenset[str], scripts: Mapping[str, int]) -> None:
        self._hidden = hidden
        self._scripts = scripts
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
        line = ScriptedText()
        boxes: list[_Element] = []
        self._inline(element, line, boxes, NORMAL)
        for text in line.text().split("\n\n"):
            if text := " ".join(text.split()):
                style = _attribute(element, "style-name") or ""
                if not self._seen and (_name(element) == "h" or style == "Title"):
                    self.heading = text
                self._seen = True
                yield text
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, parent: _Element, line: ScriptedText, boxes: list[_Element], script: int) -> None:
        line.add(parent.text or "", script)
        for child in parent:
            name = _name(child)
            if name in ("s", "tab"):
                line.add(" ")
            elif name == "line-break":
                line.add("\n")
            elif name in _BOXES and not _is_link(child):
                boxes.append(child)
            elif not self._is_left_out(child):
                style = _attribute(child, "style-name") if name == "span" else None
                self._inline(child, line, boxes, script if style is None else self._scripts.get(style, script))
            line.add(child.tail or "", script)

    def _table(self, table: _Element) -> Iterator[str]:
        for row in table.iter("{*}table-row"):
            if next(row.iterancestors("{*}table")) is not table or _attribute(row, "visibility") == "collapse":
                continue
            cells = [list(self.blocks(cell)) for cell in row if _name(cell) == "table-cell"]
            yield from table_row(cells)

    def _is_left_out(self, element: _Element) -> bool:
        name = _name(element)
        if name in _LEFT_OUT or _attribute(element, "is-hidden") == "true":
            return True
        if name in _DESCRIBING and not _is_of_text(element):
            return True
        if _attribute(element, "display") == "none" and _is_of_text(element):  # a section, or a field
            return True
        return _attribute(element, "style-name") in self._hidden


def _is_link(element: _Element) -> bool:
    """Whether an `a` is one of text: those of drawings hold frames."""
    return _name(element) == "a" and _is_of_text(element)


def _is_of_text(element: _Element) -> bool:
    return "text" in str(element.tag).rpartition("}")[0]


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
