"""Answers as Markdown, for files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.cli.answer_parts import AnswerPart

_MARKS = re.compile(r"([\\`*_\[\]<>])")
# What would begin a heading, a quotation or a numbered list at the start of a line.
_BEGINNING = re.compile(r"^(\s*)(#+|>|\d+(?=[.)])|[+=~|])", re.MULTILINE)


def escaped(text: str) -> str:
    """The text as Markdown that shows it as it is; items of a list stay items."""
    return _BEGINNING.sub(_behind_a_backslash, _MARKS.sub(r"\\\1", text))


def _behind_a_backslash(found: re.Match[str]) -> str:
    indent, mark = found.groups()
    return f"{indent}{mark}\\" if mark.isdigit() else f"{indent}\\{mark}"


def as_markdown(parts: Iterable[AnswerPart]) -> str:
    """A document of these parts."""
    return "\n\n".join(map(_written, parts)) + "\n"


def _written(part: AnswerPart) -> str:
    text = escaped(part.text)
    match part.kind:
        case "title":
            return f"# {text}"
        case "heading":
            return f"## {text}"
        case "strong":
            return f"**{text}**"
        case "aside":
            return f"*{text}*"
        case "items":
            return "\n".join(f"- {line}" for line in text.split("\n"))
        case "remark":
            return f"> {text}"
        case "text":
            return text
