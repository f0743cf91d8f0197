"""Inline content on its way to a block: texts, tags and what stays as it is, in the order in which they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from service.markup.document import DocumentPart, Element, Mark, ProtectedPiece, Raw, TextBlock
from service.text.boundaries import Span
from service.text.protected import protected_spans

_BLANK = re.compile(r"[ \t\n\f\r]+")


@dataclass(slots=True)
class InlineRun:
    """Collects one block. `escape` writes text as the format does; `protect` are a request's own patterns.

    White space is written as single spaces, as it is shown.
    """

    escape: Callable[[str], str]
    protect: Sequence[str] = ()
    _texts: list[str] = field(default_factory=list)
    _length: int = 0
    _raws: list[DocumentPart] = field(default_factory=list)
    _pieces: list[ProtectedPiece] = field(default_factory=list)
    _marks: list[tuple[int, Raw, int]] = field(default_factory=list)
    _opened: list[tuple[int, int, Raw, int]] = field(default_factory=list)
    _closed: dict[int, tuple[int, Raw]] = field(default_factory=dict)
    _stack: list[int] = field(default_factory=list)
    _order: int = 0

    def text(self, text: str, raw: str) -> None:
        """Text as it is read, and as the document writes it."""
        shown = _BLANK.sub(" ", text)
        if shown[:1] == " " and self._texts and self._texts[-1][-1:] == " ":
            shown = shown[1:]
            if self._marks and self._marks[-1][0] == self._length:
                at, mark, parent = self._marks[-1]
                self._marks[-1] = at, (*mark, " "), parent
        self._raws.append(raw)
        self._add(shown)

    def piece(self, text: str, raw: Raw) -> None:
        """Text that stays as it is, markup included."""
        shown = _BLANK.sub(" ", text).strip()
        if not shown:
            self.mark(raw)
            return
        self._raws += raw
        self._pieces.append(ProtectedPiece(self._length, self._length + len(shown), raw))
        self._add(shown)

    def mark(self, raw: Raw) -> None:
        """Markup without text."""
        self._raws += raw
        self._marks.append((self._length, raw, self._stack[-1] if self._stack else -1))

    def open(self, raw: Raw) -> None:
        """An element that is closed in the same run."""
        self._raws += raw
        self._opened.append((self._length, len(self._opened), raw, self._stack[-1] if self._stack else -1))
        self._stack.append(len(self._opened) - 1)

    def close(self, raw: Raw) -> None:
        """The end of the element that was opened last and is not closed yet."""
        self._raws += raw
        self._closed[self._stack.pop()] = (self._length, raw)

    def parts(self) -> list[DocumentPart]:
        """The run as parts of a document, as it was written where there is nothing to translate."""
        text = "".join(self._texts)
        if not any(map(str.isalpha, text)):
            return self._raws
        elements = tuple(
            Element(*_trimmed(text, start, self._closed[index][0]), opening, self._closed[index][1], parent)
            for start, index, opening, parent in self._opened
        )
        marks = tuple(Mark(at, raw, parent) for at, raw, parent in self._marks)
        pieces = (*self._pieces, *self._protected(text, elements, marks))
        return [TextBlock(text, self.escape, tuple(sorted(pieces, key=_start)), elements, marks)]

    def _protected(self, text: str, elements: Sequence[Element], marks: Sequence[Mark]) -> list[ProtectedPiece]:
        """What must not change in the text itself, where no markup stands in the middle of it."""
        found = protected_spans(text, self.protect)
        if not found:
            return []
        borders = sorted(
            {border for each in elements for border in (each.start, each.end)}
            | {mark.at for mark in marks}
            | {border for piece in self._pieces for border in (piece.start, piece.end)}
        )
        kept = _without_borders(found, borders)
        inside = _Covered(self._pieces)
        return [
            ProtectedPiece(start, end, (self.escape(text[start:end]),))
            for start, end in kept
            if not inside.holds(start)
        ]

    def _add(self, text: str) -> None:
        if text:
            self._texts.append(text)
            self._length += len(text)


class _Covered:
    """Whether a place lies in a piece; asked in order."""

    def __init__(self, pieces: Sequence[ProtectedPiece]) -> None:
        self._pieces = iter(sorted(pieces, key=_start))
        self._piece = next(self._pieces, None)

    def holds(self, at: int) -> bool:
        while self._piece is not None and self._piece.end <= at:
            self._piece = next(self._pieces, None)
        return self._piece is not None and self._piece.start <= at


def _start(piece: ProtectedPiece) -> int:
    return piece.start


def _without_borders(spans: Sequence[Span], borders: Sequence[int]) -> list[Span]:
    kept, rest = [], iter([*borders, None])
    border = next(rest)
    for start, end in spans:
        while border is not None and border <= start:
            border = next(rest)
        if border is None or border >= end:
            kept.append((start, end))
    return kept


def _trimmed(text: str, start: int, end: int) -> Span:
    """A span without the white space at its ends; one of nothing else stays."""
    inner = text[start:end]
    stripped = inner.strip()
    if not stripped:
        return start, end
    start += len(inner) - len(inner.lstrip())
    return start, start + len(stripped)
