"""OpenDocument texts taken apart: paragraphs and headings, with their spans and links."""

from __future__ import annotations

from collections.abc import Sequence

from service.markup.document import DocumentPart, MarkedText
from service.markup.html import escape_text
from service.markup.inline_run import InlineRun
from service.markup.xml_tokens import DEEPEST, XmlToken, counts_of, ends_of, xml_tokens

_PARAGRAPHS = frozenset({"text:p", "text:h"})
_INLINE = frozenset({"text:span", "text:a"})
_APART = frozenset({"text:line-break", "text:tab"})
_SPACES = frozenset({"text:s"})


def read_open_document(xml: str, patterns: Sequence[str] = ()) -> MarkedText:
    """The content of a document. A span that holds a tab or the end of a line ends a line itself, at both of its ends:
    its tags have to stay in their order."""
    tokens = list(xml_tokens(xml))
    return MarkedText(tuple(_OpenParts(tokens, patterns).between(0, len(tokens))))


class _OpenParts:
    def __init__(self, tokens: Sequence[XmlToken], patterns: Sequence[str]) -> None:
        self._tokens, self._patterns, self._ends = tokens, patterns, ends_of(tokens)
        self._apart = counts_of(tokens, _APART)
        self._depth = 0

    def between(self, first: int, last: int) -> list[DocumentPart]:
        """Parts from one token to before another."""
        parts: list[DocumentPart] = []
        index = first
        while index < last:
            token = self._tokens[index]
            if token.kind == "open" and token.name in _PARAGRAPHS and self._depth < DEEPEST:
                end = self._ends[index]
                self._depth += 1
                parts += token.raw, *self._paragraph(index + 1, end)
                self._depth -= 1
                index = end
            else:
                parts.append(token.raw)
                index += 1
        return parts

    def _paragraph(self, index: int, last: int) -> list[DocumentPart]:
        parts: list[DocumentPart] = []
        run = InlineRun(escape_text, self._patterns)
        inline = set[int]()
        while index < last:
            token = self._tokens[index]
            end = self._ends.get(index, index)
            if token.kind == "text":
                run.text(token.text, token.raw)
            elif token.name in _SPACES:
                run.text(" ", "".join(each.raw for each in self._tokens[index : end + 1]))
                index = end
            elif token.name in _INLINE and token.kind == "open" and self._apart[index] == self._apart[end]:
                inline.add(end)
                run.open((token.raw,))
            elif index in inline:
                run.close((token.raw,))
            elif token.name in _APART or (token.name in _INLINE and token.kind != "empty"):
                end = end if token.name in _APART else index
                parts += *run.parts(), *self.between(index, end + 1)
                run = InlineRun(escape_text, self._patterns)
                index = end
            else:
                run.mark(tuple(self.between(index, end + 1)))
                index = end
            index += 1
        return [*parts, *run.parts()]
