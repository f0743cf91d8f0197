"""Blocks are written again: translated text, escaped as the format wants it, with the markup in its new places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.languages import right_to_left
from service.markup.document import Direction, DocumentPart, LanguageName, MarkedText, Raw, TextBlock
from service.text.boundaries import Span
from service.types import Pair


@dataclass(frozen=True, slots=True)
class Placed:
    """A block in the target language: its text, and where its pieces, elements and marks stand there, in their order.

    Elements lie within their parents, and brothers apart; none ends within a piece.
    """

    text: str
    pieces: tuple[Span, ...] = ()
    elements: tuple[Span, ...] = ()
    marks: tuple[int, ...] = ()


def write_document(document: MarkedText, blocks: Sequence[Placed], pair: Pair) -> str:
    """The document with these in the place of its blocks, in their order (`MarkedText.blocks`)."""
    return _write(document.parts, iter(blocks), pair)


def _write(parts: Sequence[DocumentPart], blocks: Iterator[Placed], pair: Pair) -> str:
    written = []
    for part in parts:
        if isinstance(part, str):
            written.append(part)
        elif isinstance(part, TextBlock):
            written.append(_Writer(part, next(blocks), blocks, pair).write())
        elif isinstance(part, LanguageName):
            primary = part.was.replace("_", "-").partition("-")[0].lower()
            written.append(pair.target if primary in ("", pair.source) else part.was)
        else:
            written.append(_direction(part, pair))
    return "".join(written)


def _direction(part: Direction, pair: Pair) -> str:
    source, target = ("rtl" if right_to_left(code) else "ltr" for code in pair)
    if not part.was:
        return ' dir="rtl"' if target == "rtl" else ""
    return target if part.was.lower() == source else part.was


_MARK, _OPENS, _CLOSES = range(3)


class _Writer:
    """Writes one block; what stands within its markup takes its texts from the same row."""

    def __init__(self, block: TextBlock, placed: Placed, blocks: Iterator[Placed], pair: Pair) -> None:
        def raw(parts: Raw) -> str:
            return _write(parts, blocks, pair)

        self._block, self._placed = block, placed
        self._tags = [(raw(element.opening), raw(element.closing)) for element in block.elements]
        self._marks = [raw(mark.raw) for mark in block.marks]
        pieces = [raw(piece.raw) for piece in block.pieces]
        self._pieces = sorted(zip(placed.pieces, pieces, strict=True))
        self._next_piece = self._cursor = 0
        self._written: list[str] = []

    def write(self) -> str:
        """The whole block."""
        children = self._children()
        waiting: list[tuple[int, int]] = []
        self._push(waiting, children.get(-1, []))
        while waiting:
            kind, index = waiting.pop()
            if kind == _MARK:
                self._text_until(self._placed.marks[index])
                self._written.append(self._marks[index])
            elif kind == _OPENS:
                self._text_until(self._placed.elements[index][0])
                self._written.append(self._tags[index][0])
                waiting.append((_CLOSES, index))
                self._push(waiting, children.get(index, []))
            else:
                self._text_until(self._placed.elements[index][1])
                self._written.append(self._tags[index][1])
        self._text_until(len(self._placed.text))
        return self._block.finish("".join(self._written))

    def _children(self) -> dict[int, list[tuple[int, int, int, int]]]:
        """What lies right within each element (-1: the block), as (start, end, kind, index)."""
        children: dict[int, list[tuple[int, int, int, int]]] = {}
        for index, (element, (start, end)) in enumerate(zip(self._block.elements, self._placed.elements, strict=True)):
            children.setdefault(element.parent, []).append((start, end, _OPENS, index))
        for index, (mark, at) in enumerate(zip(self._block.marks, self._placed.marks, strict=True)):
            children.setdefault(mark.parent, []).append((at, at, _MARK, index))
        return children

    @staticmethod
    def _push(waiting: list[tuple[int, int]], found: list[tuple[int, int, int, int]]) -> None:
        waiting.extend((kind, index) for _, _, kind, index in sorted(found, reverse=True))

    def _text_until(self, end: int) -> None:
        """Text up to an offset, pieces in it as the document writes them; one that the offset cuts goes before it."""
        text, escape = self._placed.text, self._block.escape
        while self._next_piece < len(self._pieces) and self._pieces[self._next_piece][0][0] < end:
            (start, stop), raw = self._pieces[self._next_piece]
            self._written += escape(text[self._cursor : start]), raw
            self._cursor = stop
            self._next_piece += 1
        if end > self._cursor:
            self._written.append(escape(text[self._cursor : end]))
            self._cursor = end
