"""One block of Markdown: its text as a reader sees it, its emphasis and links, and how all of that is written again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from service.markup.document import DocumentPart, Raw, TextBlock
from service.markup.html import KEPT_ELEMENTS
from service.markup.html_pairs import pairs_of
from service.markup.html_tokens import HtmlToken, html_tokens
from service.markup.inline_run import InlineRun
from service.markup.markdown_inline import MarkdownConstruct

# Signs that no text has (noncharacters): they stand for the signs of emphasis until a block is written.
_FIRST_SIGN = 0xFDD0
_SIGNS = {
    (name, kind): chr(_FIRST_SIGN + index)
    for index, (name, kind) in enumerate((n, k) for n in ("em", "strong", "s") for k in ("open", "close"))
}
_UNDERSCORED = {sign: chr(ord(sign) + len(_SIGNS)) for sign in _SIGNS.values()}
_WRITTEN = {"em": "*", "strong": "**", "s": "~~"}
_NO_TEXT = re.compile(f"[{chr(_FIRST_SIGN)}-{chr(_FIRST_SIGN + 31)}]")
_ALWAYS = re.compile(r"[`*\[\]]|\\(?=[!-/:-@\[-`{-~]|$)|<(?=[A-Za-z/!?])|&(?=#?\w)|~(?=~)|(?<![^\W_])_|_(?![^\W_])")
_START = re.compile(r"(?:#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[=-]+\s*$|~~~|\|)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_CLOSING_SIGNS = re.compile(r"(?<=\s)(#+)$")
_NOTE = re.compile(r"\[\^[^\]\s]{1,60}\]:?|^\[[ xX]\](?=\s)")


def escape_markdown(text: str) -> str:
    """Text as Markdown writes it in a line."""
    return _ALWAYS.sub(r"\\\g<0>", _NO_TEXT.sub("", text))


class MarkdownRun:
    """Reads one block of `content`. `reads` says which elements a written block would be read as."""

    def __init__(
        self, content: str, patterns: Sequence[str], reads: Callable[[str], Counter[str]], in_table: bool
    ) -> None:
        self._content, self._reads, self._in_table = content, reads, in_table
        self._run = InlineRun(self._escape, patterns)
        self._open: list[str] = []
        # Whether a construct that stays as it is has a backtick: one of the text would make code with it.
        self._ticked = False

    def parts(self, start: int, end: int, constructs: Sequence[MarkdownConstruct]) -> list[DocumentPart]:
        """The parts of a document that `content[start:end]` is."""
        inside = [each for each in constructs if start <= each.start and each.end <= end]
        pairs = _pairs(inside)
        ticking = (each for each in inside if each.kind not in ("code", "special"))
        self._ticked = any("`" in self._content[each.start : each.end] for each in ticking)
        done, skipped = start, -1
        for index, each in enumerate(inside):
            if index <= skipped or each.start < done:
                continue
            self._text(done, each.start)
            if each.kind == "html" and _is_kept(each) and pairs.get(index, -1) > index:
                skipped = pairs[index]
                closing = inside[skipped]
                self._run.piece(self._content[each.end : closing.start], (self._content[each.start : closing.end],))
                done = closing.end
                continue
            self._construct(each, index in pairs)
            done = each.end
        self._text(done, end)
        found = self._run.parts()
        if len(found) == 1 and isinstance(block := found[0], TextBlock):
            expected = Counter(
                each.name or each.kind
                for index, each in enumerate(inside)
                if each.kind in ("code", "image", "autolink") or (each.kind == "open" and index in pairs)
            )
            return [replace(block, finish=lambda written: self._finish(written, expected))]
        if all(isinstance(part, str) for part in found):
            return [self._content[start:end]]
        return [_written(part) if isinstance(part, str) else part for part in found]

    def _construct(self, each: MarkdownConstruct, paired: bool) -> None:
        raw = self._content[each.start : each.end]
        if each.kind == "special":
            self._run.text(each.text, raw)
        elif each.kind == "softbreak":
            self._run.text(" ", raw)
        elif each.kind in ("code", "autolink"):
            self._run.piece(each.text, (raw,))
        elif each.kind == "image":
            self._run.mark(self._image(each))
        elif not paired:
            self._run.mark((_as_html(self._sign(each, raw)) if each.name in _WRITTEN else raw,))
        elif each.kind == "html":
            (self._run.close if raw.startswith("</") else self._run.open)((raw,))
        elif each.kind == "open":
            self._run.open((self._sign(each, raw),))
        else:
            self._run.close((self._sign(each, raw),))

    def _text(self, start: int, end: int) -> None:
        done = start
        for note in _NOTE.finditer(self._content, start, end):
            self._run.text(self._content[done : note.start()], self._content[done : note.start()])
            self._run.piece(note[0], (note[0],))
            done = note.end()
        if end > done:
            self._run.text(self._content[done:end], self._content[done:end])

    def _sign(self, each: MarkdownConstruct, raw: str) -> str:
        if each.name == "a":
            label = self._content[each.label : each.start]
            # The text of such a link is its name too, and would not be found under its translation.
            return f"][{label}]" if raw in ("]", "][]") else raw
        sign = _SIGNS[each.name, "open" if each.kind == "open" else "close"]
        return _UNDERSCORED[sign] if "_" in raw else sign

    def _image(self, each: MarkdownConstruct) -> Raw:
        raw = self._content[each.start : each.end]
        alt, rest = self._content[each.start + 2 : each.label], self._content[each.label : each.end]
        if rest in ("]", "][]") or each.label < 0 or not any(map(str.isalpha, alt)) or _ALWAYS.search(alt):
            return (raw,)
        return "![", TextBlock(alt, self._escape), rest

    def _escape(self, text: str) -> str:
        escaped = escape_markdown(text)
        if self._ticked:
            escaped = escaped.replace("\\`", "&#96;")
        return escaped.replace("|", "\\|") if self._in_table else escaped

    def _finish(self, written: str, expected: Counter[str]) -> str:
        marked = _at_start(_written(written))
        if not expected or self._reads(marked) == expected:
            return marked
        return _at_start(_as_html(written))


def _pairs(inside: Sequence[MarkdownConstruct]) -> dict[int, int]:
    """Which element ends where, of those that begin and end in the block, properly nested."""
    tags = [(index, _tag_of(each)) for index, each in enumerate(inside) if each.kind in ("open", "close", "html")]
    return {tags[one][0]: tags[other][0] for one, other in pairs_of([tag for _, tag in tags]).items()}


def _tag_of(each: MarkdownConstruct) -> HtmlToken:
    """A construct as a tag; those of Markdown have names that no tag of HTML has."""
    if each.kind == "open":
        return HtmlToken("open", 0, 0, f"/{each.name}")
    if each.kind == "close":
        return HtmlToken("close", 0, 0, f"/{each.name}")
    return next(iter(html_tokens(each.text)), HtmlToken("comment", 0, 0))


def _is_kept(each: MarkdownConstruct) -> bool:
    tag = _tag_of(each)
    return tag.kind == "open" and tag.name in KEPT_ELEMENTS


def _written(text: str) -> str:
    """Signs of emphasis as they were."""
    for (name, _), sign in _SIGNS.items():
        text = text.replace(sign, _WRITTEN[name]).replace(_UNDERSCORED[sign], _WRITTEN[name].replace("*", "_"))
    return text


def _as_html(text: str) -> str:
    for (name, kind), sign in _SIGNS.items():
        tag = f"<{'/' if kind == 'close' else ''}{'del' if name == 's' else name}>"
        text = text.replace(sign, tag).replace(_UNDERSCORED[sign], tag)
    return text


def _at_start(text: str) -> str:
    """A block whose first and last signs are text, and no heading, list or quotation."""
    if found := _NUMBERED.match(text):
        text = f"{found[1]}\\{text[len(found[1]) :]}"
    elif _START.match(text):
        text = f"\\{text}"
    return _CLOSING_SIGNS.sub(r"\\\1", text)
