"""A document as a row of parts: what stays as it is, and blocks of text that are translated sentence by sentence.

The source is never written anew. What a parser does not hand out as text of a block is there letter by letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from service.text.boundaries import Span


def unwritten(text: str) -> str:
    """Text of a format that has no markup."""
    return text


@dataclass(frozen=True, slots=True)
class LanguageName:
    """A place where the document names a language: the target's code comes there if it was the source, or nothing."""

    was: str = ""


@dataclass(frozen=True, slots=True)
class Direction:
    """A place where the document says which way it is written; without `was` it did not, and an attribute comes there
    if the target is written from right to left."""

    was: str = ""


@dataclass(frozen=True, slots=True)
class ProtectedPiece:
    """A part of a block's text that comes out byte for byte. `raw` is how the document writes it, markup included."""

    start: int
    end: int
    raw: Raw


@dataclass(frozen=True, slots=True)
class Element:
    """Inline markup around a part of a block's text; `parent` is the index of the element around it, -1 where none is.

    Elements are in the order in which they are opened, and properly nested.
    """

    start: int
    end: int
    opening: Raw
    closing: Raw
    parent: int = -1


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline markup without text: an image, a comment, a note's number, a tag without its counterpart."""

    at: int
    raw: Raw
    parent: int = -1


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Text that a reader sees as one: a paragraph, a cell, an attribute. `escape` writes text as the format does, and
    `finish` the whole block once it is written."""

    text: str
    escape: Callable[[str], str]
    pieces: tuple[ProtectedPiece, ...] = ()
    elements: tuple[Element, ...] = ()
    marks: tuple[Mark, ...] = ()
    finish: Callable[[str], str] = unwritten


DocumentPart = str | TextBlock | LanguageName | Direction
Raw = tuple[DocumentPart, ...]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text that was taken apart."""

    parts: tuple[DocumentPart, ...]

    def blocks(self) -> Iterator[TextBlock]:
        """Every block, those inside of inline markup (an image's description) after the one that they stand in."""
        yield from _blocks(self.parts)

    def visible_text(self) -> str:
        """What a reader sees, a line a block: to detect its language."""
        return "\n".join(block.text for block in self.blocks())


def spans_of(block: TextBlock) -> list[Span]:
    """Where the pieces of a block stand."""
    return [(piece.start, piece.end) for piece in block.pieces]


def _blocks(parts: tuple[DocumentPart, ...]) -> Iterator[TextBlock]:
    for part in parts:
        if isinstance(part, TextBlock):
            yield part
            for raw in _raws(part):
                yield from _blocks(raw)


def _raws(block: TextBlock) -> Iterator[Raw]:
    for element in block.elements:
        yield element.opening
        yield element.closing
    for mark in block.marks:
        yield mark.raw
    for piece in block.pieces:
        yield piece.raw
