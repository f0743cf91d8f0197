"""Paragraphs of Office Open XML taken apart: .docx, .pptx and .xlsx.

All text of a paragraph stands in runs, each with its properties. Neighbours with equal properties are one; those that
most of the text has are the paragraph's own, and only the others are looked for in the translation. When a block is
written, each stretch of text becomes a run with the properties that it has there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.markup.document import DocumentPart, MarkedText, TextBlock
from service.markup.html import escape_text
from service.markup.inline_run import InlineRun
from service.markup.xml_tokens import DEEPEST, XmlToken, counts_of, ends_of, xml_tokens

# Noncharacters, which no document has: properties begin (with their number), end, and a stretch of text begins, ends.
_PROPERTIES, _NUMBER_END, _END, _TEXT, _TEXT_END = (chr(0xFDD0 + index) for index in range(5))
_SAID_OF_SPELLING = re.compile(r"<w:lang\b[^>]*/>|<w:noProof/>")
_SIGNS = re.compile("[\ufdd0-\ufdef]")
_WRITTEN = re.compile(f"{_PROPERTIES}(\\d+){_NUMBER_END}|({_END})|{_TEXT}([^{_TEXT_END}]*){_TEXT_END}")


@dataclass(frozen=True, slots=True)
class RunNames:
    """What a kind of document calls its paragraphs, runs, properties of runs, and texts. `apart` end a line within a
    paragraph; `around` are elements around runs, such as links; `preserve` is what a text with spaces says."""

    paragraph: frozenset[str]
    run: str
    properties: str
    text: str
    apart: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    preserve: str = ""


WORD = RunNames(
    frozenset({"w:p"}), "w:r", "w:rPr", "w:t",
    frozenset({"w:br", "w:tab", "w:cr"}), frozenset({"w:hyperlink", "w:ins", "w:smartTag"}), ' xml:space="preserve"',
)  # fmt: skip
SLIDES = RunNames(frozenset({"a:p"}), "a:r", "a:rPr", "a:t", frozenset({"a:br"}))
SHEETS = RunNames(frozenset({"si", "is"}), "r", "rPr", "t", preserve=' xml:space="preserve"')


def read_office_xml(xml: str, names: RunNames, patterns: Sequence[str] = ()) -> MarkedText:
    """A part of a document."""
    tokens = list(xml_tokens(xml))
    return MarkedText(tuple(_Parts(tokens, names, patterns).between(0, len(tokens))))


class _Parts:
    def __init__(self, tokens: Sequence[XmlToken], names: RunNames, patterns: Sequence[str]) -> None:
        self._tokens, self._names, self._patterns = tokens, names, patterns
        self._ends = ends_of(tokens)
        self.apart = counts_of(tokens, names.apart)
        self._depth = 0

    def between(self, first: int, last: int) -> list[DocumentPart]:
        parts: list[DocumentPart] = []
        index = first
        while index < last:
            token = self._tokens[index]
            if token.kind == "open" and token.name in self._names.paragraph and self._depth < DEEPEST:
                end = self._ends[index]
                self._depth += 1
                parts += token.raw, *_Paragraph(self, index + 1, end).parts
                self._depth -= 1
                index = end
            else:
                parts.append(token.raw)
                index += 1
        return parts

    def raw(self, first: int, last: int) -> str:
        return "".join(token.raw for token in self._tokens[first:last])


class _Paragraph:
    """The parts of one paragraph: lines, each a block, and what stands between them."""

    def __init__(self, whole: _Parts, first: int, last: int) -> None:
        self._whole, self._names = whole, whole._names
        self._tokens, self._ends = whole._tokens, whole._ends
        usual = self._usual_properties(first, last)
        self._formats, self._numbers = [usual], {usual: 0}
        self.parts: list[DocumentPart] = []
        self._begin()
        self._read(first, last)
        self._flush()

    def _begin(self) -> None:
        self._run = InlineRun(_marked, self._whole._patterns)
        self._format = 0

    def _usual_properties(self, first: int, last: int) -> str:
        """The properties that most of the text has."""
        lengths: Counter[str] = Counter()
        properties = ""
        for index in range(first, last):
            token = self._tokens[index]
            if token.name == self._names.run:
                properties = ""
            elif token.name == self._names.properties and token.kind != "close":
                properties = self._properties(index)
            elif token.kind == "text":
                lengths[properties] += len(token.text.strip())
        return lengths.most_common(1)[0][0] if lengths else ""

    def _properties(self, index: int) -> str:
        return _SAID_OF_SPELLING.sub("", self._whole.raw(index, self._ends.get(index, index) + 1))

    def _read(self, index: int, last: int) -> None:
        while index < last:
            token = self._tokens[index]
            end = self._ends.get(index, index)
            if token.kind == "open" and token.name == self._names.run:
                self._read_run(index, end)
            elif token.kind == "open" and token.name == self._names.text:
                # A cell of one format has its text without a run.
                self._plain(index, end)
            elif token.kind == "open" and token.name in self._names.around:
                self._read_around(index, end)
            elif token.name == "w:proofErr":
                pass
            elif token.name in self._names.apart:
                self._flush()
                self.parts.append(self._whole.raw(index, end + 1))
            else:
                self._run.mark(tuple(self._whole.between(index, end + 1)))
            index = end + 1

    def _read_around(self, index: int, end: int) -> None:
        opening, closing = self._tokens[index].raw, self._tokens[end].raw
        if self._whole.apart[index] != self._whole.apart[end]:
            self._flush()
            self.parts.append(opening)
            self._read(index + 1, end)
            self._flush()
            self.parts.append(closing)
            return
        self._switch(0)
        self._run.open((opening,))
        self._read(index + 1, end)
        self._switch(0)
        self._run.close((closing,))

    def _read_run(self, index: int, end: int) -> None:
        """A run: its texts in its properties, what else it holds as a mark or as the end of a line."""
        opening, properties, inner = self._tokens[index].raw, "", index + 1
        if inner < end and self._tokens[inner].name == self._names.properties:
            properties, inner = self._properties(inner), self._ends.get(inner, inner) + 1
        while inner < end:
            token, last = self._tokens[inner], self._ends.get(inner, inner)
            if token.name == self._names.text:
                self._text("".join(each.text for each in self._tokens[inner:last]), properties)
            elif token.name in self._names.apart:
                self._flush()
                self.parts.append(f"{opening}{properties}{token.raw}{self._tokens[end].raw}")
            elif token.kind != "text" or token.text.strip():
                raw = (f"{opening}{properties}", *self._whole.between(inner, last + 1), self._tokens[end].raw)
                self._run.mark(raw)
            inner = last + 1

    def _text(self, text: str, properties: str) -> None:
        if properties not in self._numbers:
            self._numbers[properties] = len(self._formats)
            self._formats.append(properties)
        if text:
            self._switch(self._numbers[properties])
            self._run.text(text, _marked(text))

    def _switch(self, number: int) -> None:
        """From here on text has these properties; the usual ones are nobody's element."""
        if number == self._format:
            return
        if self._format:
            self._run.close((_END,))
        if number:
            self._run.open((f"{_PROPERTIES}{number}{_NUMBER_END}",))
        self._format = number

    def _plain(self, index: int, end: int) -> None:
        opening, closing = self._tokens[index].raw, self._tokens[end].raw
        run = InlineRun(escape_text, self._whole._patterns)
        run.text("".join(token.text for token in self._tokens[index:end]), self._whole.raw(index + 1, end))
        self._flush()
        self.parts += opening, *run.parts(), closing

    def _flush(self) -> None:
        """Ends a line."""
        self._switch(0)
        formats, names = self._formats, self._names
        found = self._run.parts()
        if len(found) == 1 and isinstance(block := found[0], TextBlock):
            self.parts.append(replace(block, finish=lambda written: _as_runs(written, formats, names, [])))
        else:
            inside: list[int] = []
            self.parts += (_as_runs(p, formats, names, inside) if isinstance(p, str) else p for p in found)
        self._begin()


def _marked(text: str) -> str:
    return f"{_TEXT}{escape_text(_SIGNS.sub('', text))}{_TEXT_END}" if text else ""


def _as_runs(written: str, formats: Sequence[str], names: RunNames, inside: list[int]) -> str:
    """The signs of a written block as runs. `inside` are the properties that it begins in, or the usual ones."""
    parts, done = list[str](), 0
    for found in _WRITTEN.finditer(written):
        parts.append(written[done : found.start()])
        done = found.end()
        if found[1] is not None:
            inside.append(int(found[1]))
        elif found[2]:
            inside.pop()
        elif found[3]:
            properties = formats[inside[-1] if inside else 0]
            text = f"<{names.text}{names.preserve}>{found[3]}</{names.text}>"
            parts.append(f"<{names.run}>{properties}{text}</{names.run}>")
    return "".join([*parts, written[done:]])
