"""A text cut into what a translation model is to see, a sentence or a column each, and what stands around that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.text.captions import Casing, casing, columns, peel_marks, sentence_case
from service.text.emoji import peel
from service.text.normalize import normalize
from service.text.sentences import pieces


@dataclass(frozen=True, slots=True)
class Cell:
    """`core` is what a model is to see, empty where there is nothing to translate; `head` and `tail` stay as they are.

    `casing`: how it was set before it was put in sentence case.
    """

    head: str
    core: str = ""
    tail: str = ""
    casing: Casing | None = None


def cells(text: str, language: str) -> list[Cell]:
    """The cells of a text in order. Their heads, tails and what the cores were made of are all of it."""
    found: list[Cell] = []
    begins = True
    for piece in pieces(text, language):
        if piece.is_sentence and has_letter(piece.text):
            found += _columns(piece.text, language, begins=begins)
        else:
            found.append(Cell(piece.text))
        begins = "\n" in piece.text[-_LONGEST_GAP:] if not piece.is_sentence else False
    return found


_LONGEST_GAP = 200


def has_letter(text: str) -> bool:
    """Whether there is anything to translate."""
    return any(map(str.isalpha, text))


def _columns(sentence: str, language: str, *, begins: bool) -> Iterator[Cell]:
    """`begins`: whether the sentence begins a line, where list markers and footnote marks stand."""
    marks, line, note = peel_marks(sentence) if begins else ("", sentence, "")
    if not has_letter(line):
        yield Cell(sentence)
        return
    parts = columns(line)
    for index, (part, space) in enumerate(parts):
        head, core, tail = peel(part)
        head = marks + head if index == 0 else head
        tail += space + (note if index == len(parts) - 1 else "")
        if has_letter(core):
            yield _cell(head, normalize(core), tail, language)
        else:
            yield Cell(head + core + tail)


def _cell(head: str, core: str, tail: str, language: str) -> Cell:
    set_as = casing(core, language)
    return Cell(head, sentence_case(core, language) if set_as else core, tail, set_as)
