"""Where the markup of a block stands in its translation."""

from __future__ import annotations

from collections.abc import Sequence

from service.markup.document import TextBlock
from service.markup.units import TranslatedUnit, TranslationUnit
from service.markup.writing import Placed
from service.text.boundaries import Span


def place(block: TextBlock, units: Sequence[TranslationUnit], rendered: Sequence[TranslatedUnit]) -> Placed:
    """The block with its units in the target language; white space between them stays."""
    parts, length, done = list[str](), 0, 0
    pieces: list[Span] = []
    for unit, each in zip(units, rendered, strict=True):
        parts.append(block.text[done : unit.start])
        length += unit.start - done
        pieces += ((length + start, length + end) for start, end in each.pieces)
        parts.append(each.text)
        length += len(each.text)
        done = unit.end
    return Placed("".join([*parts, block.text[done:]]), tuple(pieces))
