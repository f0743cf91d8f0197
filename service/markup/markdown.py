"""Markdown taken apart (CommonMark, tables, strikethrough): paragraphs, headings, items and cells are blocks.

The source is not written anew: what is translated is put in the place of its text, on one line. Emphasis is written
with the signs that it had, and as HTML (`<em>`, which Markdown takes) where those would not be read as emphasis in
their new place, which is looked at by reading the block again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from service.articles.front_matter import split as split_front_matter
from service.articles.quiet import silence
from service.markup.document import DocumentPart, MarkedText
from service.markup.html import read_html
from service.markup.markdown_block import MarkdownRun
from service.markup.markdown_inline import MarkdownConstruct, constructs_of, tracking_parser

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_TAG_LINE = re.compile(r"\s*<[^>]*>\s*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")


def read_marked_down(markdown: str, patterns: Sequence[str] = ()) -> MarkedText:
    """A Markdown document. `patterns` are protected in it as in any text."""
    return MarkedText(tuple(_MarkdownReading(markdown, patterns).parts()))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    silence()
    return tracking_parser()


class _MarkdownReading:
    def __init__(self, markdown: str, patterns: Sequence[str]) -> None:
        self._patterns = patterns
        body = split_front_matter(markdown)[1]
        first = len(markdown) - len(body) if markdown.endswith(body) else 0
        self._source, self._parser = markdown, _parser()
        self._lines, self._starts = list[str](), list[int]()
        for found in _LINE.finditer(markdown, first):
            self._starts.append(found.start())
            self._lines.append(found[0].rstrip("\r\n"))
        self._tokens = self._parser.parse(markdown[first:])
        self._parts: list[DocumentPart] = []
        self._done = 0

    def parts(self) -> list[DocumentPart]:
        in_table = False
        for token in self._tokens:
            if token.type in ("table_open", "table_close"):
                in_table = token.nesting > 0
            if token.map is None or not token.content:
                continue
            if token.type == "inline":
                self._inline(token, in_table)
            elif token.type == "html_block":
                self._html(token)
        self._parts.append(self._source[self._done :])
        return self._parts

    def _html(self, token: Any) -> None:
        start, end = self._starts[token.map[0]], self._starts[min(token.map[1], len(self._starts) - 1)]
        if self._source[start:end].rstrip("\r\n") == token.content.rstrip("\n") and start >= self._done:
            # A tag alone on its line makes such a block, and must stay alone there.
            first = start + len(self._lines[token.map[0]]) if _TAG_LINE.fullmatch(self._lines[token.map[0]]) else start
            self._parts += self._source[self._done : first], *read_html(self._source[first:end], self._patterns).parts
            self._done = end

    def _inline(self, token: Any, in_table: bool) -> None:
        """The block of an inline token; what is not found in the source, which is rare, stays as it is."""
        offsets = self._places(token)
        content, children = token.content, token.children
        if offsets is None and in_table and "|" in content:
            content = content.replace("|", "\\|")
            offsets = self._places(token, content)
            children = self._parser.parseInline(content)[0].children
        if offsets is None:
            return
        for start, end, run in self._runs(content, constructs_of(content, children), in_table):
            first, last = offsets(start), offsets(end)
            self._parts += self._source[self._done : first], *run
            self._done = last

    def _places(self, token: Any, content: str | None = None) -> Any:
        """Where an offset of the token's content is in the source; None where its lines are not found there."""
        found: list[tuple[int, int]] = []
        at, text = 0, token.content if content is None else content
        for number, line in enumerate(text.split("\n")):
            index = token.map[0] + number
            if index >= len(self._lines):
                return None
            least = max(0, self._done - self._starts[index])
            column = self._lines[index].find(line, least)
            if column < 0:
                return None
            found.append((at, self._starts[index] + column))
            at += len(line) + 1

        def offset(at: int) -> int:
            start, place = found[bisect_right(found, at, key=lambda each: each[0]) - 1]
            return place + at - start

        return offset

    def _runs(
        self, content: str, constructs: Sequence[MarkdownConstruct], in_table: bool
    ) -> Iterator[tuple[int, int, list[DocumentPart]]]:
        """The content cut at its hard breaks."""
        begin, inside = 0, list[MarkdownConstruct]()
        for each in constructs:
            if each.kind != "break":
                inside.append(each)
                continue
            yield self._run(content, (begin, each.start), inside, in_table)
            begin, inside = each.end, []
        yield self._run(content, (begin, len(content)), inside, in_table)

    def _run(
        self, content: str, span: tuple[int, int], constructs: Sequence[MarkdownConstruct], in_table: bool
    ) -> tuple[int, int, list[DocumentPart]]:
        start, end = span
        while end > start and content[end - 1].isspace():
            end -= 1
        while start < end and content[start].isspace():
            start += 1
        return start, end, MarkdownRun(content, self._patterns, self._reads, in_table).parts(start, end, constructs)

    def _reads(self, written: str) -> Counter[str]:
        """The inline elements that a written block is read as."""
        [token] = self._parser.parseInline(written)
        found = constructs_of(written, token.children or [])
        return Counter(each.name or each.kind for each in found if each.kind in ("open", "code", "image", "autolink"))
