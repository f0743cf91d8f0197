"""Blocks cut into translation units, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.markup.document import TextBlock
from service.text.boundaries import Span
from service.text.sentences import split
from service.types import Alignment


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """One sentence of a block, from `start` to `end` there. Offsets of `pieces` index the sentence.

    `pieces` are numbered as in the block, from `first_piece` on.
    """

    text: str
    start: int
    end: int
    pieces: tuple[Span, ...] = ()
    first_piece: int = 0

    def is_translated(self) -> bool:
        """Whether anything beside its pieces holds a letter."""
        done = 0
        for start, end in (*self.pieces, (len(self.text), len(self.text))):
            if any(map(str.isalpha, self.text[done:start])):
                return True
            done = end
        return False


@dataclass(frozen=True, slots=True)
class TranslatedUnit:
    """What became of a unit: its text in the target language, where each of its pieces stands there, and, where it is
    known, which words come from which."""

    text: str
    pieces: tuple[Span, ...] = ()
    alignment: Alignment = ()


def units_of(block: TextBlock, language: str, *, by_sentence: bool = False) -> list[TranslationUnit]:
    """The sentences of a block in order; none ends within a piece. Only white space lies outside of them. Linear.

    A block without anything to keep in its place is one unit, of as many sentences as it has, unless it is to be cut
    `by_sentence`.
    """
    if not (by_sentence or block.pieces or block.elements or block.marks):
        return [TranslationUnit(block.text, 0, len(block.text))]
    units: list[TranslationUnit] = []
    pieces = iter([*block.pieces, None])
    piece, number = next(pieces), 0
    for start, end in _whole(block, [(each.start, each.end) for each in split(block.text, language)]):
        first, inside = number, list[Span]()
        while piece is not None and piece.start < end:
            inside.append((piece.start - start, piece.end - start))
            piece, number = next(pieces), number + 1
        units.append(TranslationUnit(block.text[start:end], start, end, tuple(inside), first))
    return units


def _whole(block: TextBlock, sentences: Sequence[Span]) -> Iterator[Span]:
    """The sentences, joined where a piece lies in two of them, and widened to hold the pieces beside them."""
    pieces, number = block.pieces, 0
    waiting: Span | None = None
    for start, end in sentences:
        if waiting is not None:
            if number and pieces[number - 1].end > start:
                start, end = waiting[0], max(waiting[1], end)
            else:
                yield waiting
        while number < len(pieces) and pieces[number].start < end:
            start, end = min(start, pieces[number].start), max(end, pieces[number].end)
            number += 1
        waiting = start, end
    rest = pieces[number:]
    if rest:
        start = waiting[0] if waiting else rest[0].start
        waiting = start, max(waiting[1] if waiting else 0, rest[-1].end)
    if waiting is not None:
        yield waiting
