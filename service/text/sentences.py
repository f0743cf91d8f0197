"""From a text to its sentences and back: paragraphs first, then lines, then sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from service.text.boundaries import Span, sentence_spans
from service.types import Sentence

_LINE = re.compile("([^\n\r\v\f\x85\u2028\u2029]*)(\r\n|[\n\r\v\f\x85\u2028\u2029]|$)")
_LIST_ITEM = re.compile(r"(?:[-*+•‣◦▪●–—·]|#{1,6}|>|\(?\d{1,3}[.)]|\(?[^\W\d_][.)])\s")
_FIRST_WORD = re.compile(r"\S+")
_MIN_WIDTH, _MAX_WIDTH = 40, 120


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of a text: a sentence, or the white space before, between or after sentences."""

    text: str
    is_sentence: bool


def split(text: str, language: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order. Only white space lies outside them, none at their ends; offsets slice back.

    A blank line, a form feed or U+2029 ends a paragraph. A single line break ends one too, unless it only wraps a long
    line. It does that where the next line is no list item and
    * starts with a lower-case letter after a line of three words or more, or
    * its first word would not have fitted on the line above, in a block of lines that was wrapped at 40 to 120
      characters (one break of the first kind, or three lines of a script without letter case, show that it was).
    So headings and list items on lines of their own are sentences of their own. `language` (any code; an unknown one
    does no harm) decides which abbreviations do not end a sentence. Takes linear time.
    """
    sentences: list[Sentence] = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        for first, last in sentence_spans(text[start:end], language):
            first, last = start + first, start + last
            sentences.append(Sentence(text[first:last], first, last, number))
    return tuple(sentences)


def pieces(text: str, language: str) -> tuple[TextPiece, ...]:
    """The text cut into its sentences and the white space around them: `"".join(p.text for p in ...)` is the text."""
    cut: list[TextPiece] = []
    done = 0
    for sentence in split(text, language):
        if sentence.start > done:
            cut.append(TextPiece(text[done : sentence.start], is_sentence=False))
        cut.append(TextPiece(sentence.text, is_sentence=True))
        done = sentence.end
    if done < len(text):
        cut.append(TextPiece(text[done:], is_sentence=False))
    return tuple(cut)


def _paragraphs(text: str) -> Iterator[Span]:
    for block in _blocks(text):
        yield from _unwrap(text, block)


def _blocks(text: str) -> Iterator[list[Span]]:
    """Lines without white space at their ends, those between two blank lines together."""
    block: list[Span] = []
    for found in _LINE.finditer(text):
        line = found[1]
        stripped = line.strip()
        if stripped:
            start = found.start() + len(line) - len(line.lstrip())
            block.append((start, start + len(stripped)))
        if block and (not stripped or found[2] in "\f\u2029"):
            yield block
            block = []
    if block:
        yield block


def _unwrap(text: str, block: list[Span]) -> Iterator[Span]:
    """Paragraphs of a block: lines joined where the break between them only wraps (see `split`)."""
    if len(block) == 1:
        yield block[0]
        return
    wraps = _wraps([text[start:end] for start, end in block])
    first = block[0][0]
    for index, wrapped in enumerate(wraps):
        if not wrapped:
            yield first, block[index][1]
            first = block[index + 1][0]
    yield first, block[-1][1]


def _wraps(lines: list[str]) -> list[bool]:
    """For each break between two lines of a block, whether it only wraps a line."""
    continues = [
        below[0].islower() and not _LIST_ITEM.match(below) and len(above.split(None, 3)) >= 3
        for above, below in pairwise(lines)
    ]
    width = max(map(len, lines))
    caseless = len(lines) >= 3 and not any(character.lower() != character.upper() for character in lines[0][:100])
    if not _MIN_WIDTH <= width <= _MAX_WIDTH or not (caseless or any(continues)):
        return continues
    return [
        lower or (not _LIST_ITEM.match(below) and len(above) + 1 + _first_word(below) > width)
        for (above, below), lower in zip(pairwise(lines), continues, strict=True)
    ]


def _first_word(line: str) -> int:
    found = _FIRST_WORD.match(line)
    return len(found[0]) if found else 0
