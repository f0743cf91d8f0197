"""What writers of Markdown use beyond CommonMark, turned into CommonMark: notes, wiki links, callouts, shortcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"[ >]{0,12}(`{3,}|~{3,})")
_NOTE = re.compile(r" {0,3}\[\^[^\]\s]{1,100}\]:")
_MARK = re.compile(r"[ \t]?\[\^[^\]\s]{1,100}\](?!\()")
_INLINE_NOTE = re.compile(r"\^\[[^\[\]]{0,2000}\]")
_CITATION = re.compile(r"[ \t]?\[-?@[\w:.#$%&+?<>~/-]{1,100}(?:[,;][^\[\]]{0,200})?\]")
_EMBED = re.compile(r"!\[\[[^\[\]]{0,500}\]\]")
_WIKI = re.compile(r"\[\[(?:[^\[\]|]{0,300}\|)?([^\[\]|]{1,300})\]\]")
_CALLOUT = re.compile(r"([ >]*+)(?<=[> ])\[!\w[\w-]{0,30}\][+-]?[ \t]*+")
_DIRECTIVE = re.compile(
    r" {0,3}:{3,}[ \t]*(?:(?:\{[^{}]*\}|[\w-]+)(?:\[[^\[\]]*\])?(?:\{[^{}]*\})?[ \t]*)?(?:\s[^:]{0,100})?\Z"
)
_LEAF = re.compile(r" {0,3}::[\w-]+(?:\[([^\[\]]*)\])?(?:\{[^{}]*\})?[ \t]*\Z")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?)\+?[ \t]+[\w-]+(?:[ \t]+\"([^\"]*)\")?[ \t]*\Z")
_SHORTCODE = re.compile(r"\{\{[<%][^{}]{0,1000}[>%]\}\}|\{%[^{}%]{0,1000}%\}|\{\{[^{}]{0,500}\}\}")
_TASK = re.compile(r"([ \t>]*+(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[ xX/-]\][ \t]+")
_ATTRIBUTES = re.compile(
    r"[ \t]*\{:?[ \t]*(?:[#.][\w:.-]+|[\w-]+=(?:\"[^\"]*\"|[^\s{}\"]+))(?:[ \t]+[^{}]*)?\}[ \t]*\Z"
)
_COMMENT = re.compile(r"%%[^%]{0,2000}%%")
_MARKED = re.compile(r"==(\S(?:[^=\n]{0,500}\S)?)==")
_RAISED = re.compile(r"(?<=[\w)\]])\^([^\s^]{1,20})\^")
_TOC = re.compile(r" {0,3}(?:\[\[?_?TOC_?\]?\]|\{:toc\}|\$\{?toc\}?|\[\[toc\]\])[ \t]*\Z", re.IGNORECASE)
_MODULE = re.compile(r"(?:import\s.{1,300}\sfrom\s+['\"].{1,300}['\"];?|export\s+(?:const|default|let)\s.*)\Z")
_DEFINITION = re.compile(r":[ \t]{1,3}(?=\S)")
_LONGEST_LINE = 20_000


def to_commonmark(text: str) -> str:
    """The document in CommonMark: notes and their marks, shortcodes, comments and lists of contents are gone.

    Of links to other pages of a wiki the words stay, of callouts, directives and tasks what they say. Code stays as it
    is, and lines that are longer than anybody writes are too. Linear time.
    """
    return "\n".join(_lines(text.split("\n")))


def _lines(lines: list[str]) -> Iterator[str]:
    fence = ""
    in_note = in_admonition = is_comment = False
    for line in lines:
        if found := _FENCE.match(line):
            mark = found[1]
            fence = "" if fence and mark[0] == fence[0] and len(mark) >= len(fence) else fence or mark
        if found or fence:
            yield line
            continue
        if line.strip() == "%%":
            is_comment = not is_comment
            continue
        if is_comment:
            continue
        in_note = bool(_NOTE.match(line)) or (in_note and (not line.strip() or line.startswith(("    ", "\t"))))
        if in_note:
            continue
        in_admonition = bool(_ADMONITION.match(line)) or (in_admonition and (not line or line.startswith("    ")))
        yield _line(line.removeprefix("    ") if in_admonition else line)


def _line(line: str) -> str:
    if len(line) > _LONGEST_LINE:
        return line
    if _DIRECTIVE.match(line) or _TOC.match(line) or _MODULE.match(line):
        return ""
    for pattern in (_LEAF, _ADMONITION):
        if found := pattern.match(line):
            return f"\n{found[1]}\n" if found[1] else ""
    for pattern in (_CALLOUT, _TASK):
        if found := pattern.match(line):
            line = found[1] + line[found.end() :]
    line = _DEFINITION.sub("\n", line, count=1) if line.startswith(":") else line
    if not any(sign in line for sign in "[]{}^%="):
        return line
    if "`" not in line:
        return _inline(line)
    return "".join(_inline(part) if index % 2 == 0 else part for index, part in enumerate(_around_code(line)))


def _around_code(line: str) -> Iterator[str]:
    """Text and code by turns."""
    parts = re.split(r"(`+)", line)
    text, at = "", 0
    while at < len(parts):
        ticks = parts[at] if at % 2 else ""
        if ticks and ticks in parts[at + 2 :: 2]:
            end = parts.index(ticks, at + 2)
            yield text
            yield "".join(parts[at : end + 1])
            text, at = "", end + 1
        else:
            text += parts[at]
            at += 1
    yield text


def _inline(text: str) -> str:
    text = _ATTRIBUTES.sub("", _COMMENT.sub("", _SHORTCODE.sub("", text)))
    text = _MARK.sub("", _INLINE_NOTE.sub("", _EMBED.sub("", text)))
    text = _WIKI.sub(r"\1", _CITATION.sub("", text))
    return _RAISED.sub(r"<sup>\1</sup>", _MARKED.sub(r"\1", text))
