"""Gettext catalogues (.po) taken apart: messages without a translation get one, all else stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.markup.document import DocumentPart, LanguageName, MarkedText
from service.markup.inline_run import InlineRun

_KEYWORD = re.compile(r'\s*(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+(?=")')
_STRING = re.compile(r'\s*"((?:[^"\\]|\\.)*)"\s*$')
_ESCAPED = re.compile(r"\\(.)")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r"}
_LANGUAGE = re.compile(r'"Language: ?[\w-]*\\n"')


def read_gettext(text: str, patterns: Sequence[str] = ()) -> MarkedText:
    """A catalogue whose messages are in the source language. A plural form that is empty gets the message in the
    plural, the first one that in the singular. Lines of a message stay lines."""
    parts: list[DocumentPart] = []
    messages: dict[str, str] = {}
    for keyword, lines, value in _entries(text):
        if keyword in ("msgctxt", "msgid"):
            messages = {**({} if keyword == "msgctxt" else {"": ""}), keyword: value}
        elif keyword == "msgid_plural":
            messages[keyword] = value
        elif keyword.startswith("msgstr"):
            source = messages.get("msgid", "")
            if keyword not in ("msgstr", "msgstr[0]"):
                source = messages.get("msgid_plural", source)
            if source and not value:
                parts += f"{keyword} ", *_message(source, patterns), "\n"
                continue
            if not source and value and (named := _LANGUAGE.search(lines)):
                parts += lines[: named.start()], '"Language: ', LanguageName(), '\\n"', lines[named.end() :]
                continue
        parts.append(lines)
    return MarkedText(tuple(parts))


def _message(source: str, patterns: Sequence[str]) -> Iterator[DocumentPart]:
    """A message as one string a line."""
    lines = source.splitlines(keepends=True)
    if len(lines) > 1:
        yield '""\n'
    for number, line in enumerate(lines):
        text = line.strip()
        start = line.index(text) if text else len(line)
        run = InlineRun(_escape, patterns)
        run.text(text, _escape(text))
        yield from (f'"{_escape(line[:start])}', *run.parts(), f'{_escape(line[start + len(text) :])}"')
        if number < len(lines) - 1:
            yield "\n"


def _entries(text: str) -> Iterator[tuple[str, str, str]]:
    """Each keyword with its lines as they stand and its value; comments and empty lines with an empty keyword."""
    keyword, lines, values = "", list[str](), list[str]()
    for line in text.splitlines(keepends=True):
        found = _KEYWORD.match(line)
        string = _STRING.match(line, found.end() if found else 0)
        if found or not (keyword and string):
            if lines:
                yield keyword, "".join(lines), "".join(values)
            keyword, lines, values = found[1] if found and string else "", [], []
        lines.append(line)
        if string:
            values.append(_ESCAPED.sub(lambda each: _PLAIN.get(each[1], each[1]), string[1]))
    if lines:
        yield keyword, "".join(lines), "".join(values)


def _escape(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
