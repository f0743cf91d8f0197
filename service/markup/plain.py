"""Plain text as a document: one block, and in it the parts that must not change."""

from __future__ import annotations

from collections.abc import Sequence

from service.markup.document import MarkedText, ProtectedPiece, TextBlock, unwritten
from service.text.protected import protected_spans


def read_plain(text: str, patterns: Sequence[str] = ()) -> MarkedText:
    """The text and what in it must not change."""
    pieces = tuple(ProtectedPiece(start, end, (text[start:end],)) for start, end in protected_spans(text, patterns))
    return MarkedText((TextBlock(text, unwritten, pieces),))
