"""Subtitles taken apart, SubRip and WebVTT: each cue is a block, its number, times and settings stay."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Sequence
from dataclasses import replace

from service.markup.document import DocumentPart, MarkedText, TextBlock
from service.markup.html import escape_text
from service.markup.html_pairs import pairs_of
from service.markup.html_tokens import html_tokens
from service.markup.inline_run import InlineRun

_TIMES = "-->"
_CUE_END = re.compile(r"\n[ \t\r]*(?:\n|\Z)|\Z")
_STYLED = re.compile(r"\{\\[^{}\n]{1,60}\}")
_TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
_SPACE = re.compile(r" (?![^<]*>)")


def read_subtitles(text: str, patterns: Sequence[str] = ()) -> MarkedText:
    """The cues of a file. The lines of a cue are one text, which comes back on as many lines."""
    parts: list[DocumentPart] = []
    # Only WebVTT has character references.
    escape = escape_text if text.lstrip("\ufeff").startswith("WEBVTT") else _bare
    done = 0
    while (times := text.find(_TIMES, done)) >= 0:
        begin = text.find("\n", times) + 1 or len(text)
        end = _CUE_END.search(text, begin)
        body = text[begin : max(begin, end.start() if end else len(text))]
        stripped = body.strip()
        start = begin + (body.index(stripped) if stripped else 0)
        parts += text[done:start], *_cue(stripped, InlineRun(escape, patterns))
        done = start + len(stripped)
    return MarkedText((*parts, text[done:]))


def _cue(body: str, run: InlineRun) -> list[DocumentPart]:
    tokens = list(html_tokens(body))
    pairs = pairs_of(tokens)
    for index, token in enumerate(tokens):
        raw = body[token.start : token.end]
        if token.kind == "text":
            _text(run, raw)
        elif token.kind == "open" and index in pairs:
            run.open((raw,))
        elif token.kind == "close" and index in pairs:
            run.close((raw,))
        else:
            run.mark((raw,))
    lines, line_break = body.count("\n") + 1, "\r\n" if "\r\n" in body else "\n"

    def wrap(written: str) -> str:
        return line_break.join(_wrapped(written, lines))

    return [replace(part, finish=wrap) if isinstance(part, TextBlock) else part for part in run.parts()]


def _text(run: InlineRun, raw: str) -> None:
    done = 0
    for style in _STYLED.finditer(raw):
        run.text(entities.unescape(raw[done : style.start()]), raw[done : style.start()])
        run.mark((style[0],))
        done = style.end()
    run.text(entities.unescape(raw[done:]), raw[done:])


def _bare(text: str) -> str:
    """Text of a cue where there are no character references; what would be a tag or a time becomes none."""
    return _TAG_START.sub("‹", text.replace("-->", "→"))


def _wrapped(text: str, lines: int) -> list[str]:
    """The text as so many lines, about equally long; none is broken in a word or a tag."""
    words = _SPACE.split(text)
    if lines < 2 or len(words) < 2:
        return [text]
    wanted, rows, row = len(text) / lines, list[str](), words[0]
    for word in words[1:]:
        if len(rows) < lines - 1 and len(row) + len(word) / 2 > wanted:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}"
    return [*rows, row]
