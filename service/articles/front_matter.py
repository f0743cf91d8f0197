"""What stands before a Markdown document: YAML, TOML or JSON about it, or Pandoc's lines with percent signs."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping

from service.text.hidden import remove_hidden

_YAML = re.compile(r"\s*---[^\S\n]*\n(.*?)^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\s*\+\+\+[^\S\n]*\n(.*?)^\+\+\+[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PERCENT = re.compile(r"%[^\S\n]*([^\n]*)(?:\n|\Z)")
_COMMENTED = re.compile(r"\s*<!--.*?-->\s*\n(?=---|\+\+\+|\{)", re.DOTALL)
_KEY = re.compile(r"([A-Za-z][\w -]*?)[^\S\n]*:(?:[^\S\n]+(.*))?$")
_BLOCK = re.compile(r"([|>])[+-]?\d?[+-]?\s*(?:#.*)?$")
_FIELDS = ("title", "author", "date", "lang", "language")
_SAME = {
    "authors": "author",
    "by": "author",
    "published": "date",
    "pubdate": "date",
    "created": "date",
    "locale": "lang",
}
_NAMES = ("name", "title", "display_name")
_LARGEST, _LARGEST_TOML = 50_000, 5_000
_MOST_AUTHORS = 10


def split(text: str) -> tuple[dict[str, str], str]:
    """What a document says of itself (`title`, `author`, `date`, `lang`, `language`), and the rest of it."""
    if comment := _COMMENTED.match(text[:_LARGEST]):
        text = text[comment.end() :]
    if found := _YAML.match(text):
        return _lines(_yaml(found[1])), text[found.end() :]
    if found := _TOML.match(text):
        return _lines(_toml(found[1])), text[found.end() :]
    if text.lstrip()[:1] == "{" and (read := _json(text.lstrip())):
        return _lines(read[0]), read[1]
    if text.startswith("%"):
        return _percent(text)
    return {}, text


def _lines(said: Mapping[str, object]) -> dict[str, str]:
    """The fields that are one line of text. Of lists the items, of people their names."""
    found: dict[str, str] = {}
    for key, value in said.items():
        name = key.strip().lower()
        name = _SAME.get(name, name)
        if name in _FIELDS and name not in found and (line := " ".join(remove_hidden(_line(value)).split())):
            found[name] = line
    return found


def _line(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(line for line in map(_line, value[:_MOST_AUTHORS]) if line)
    if isinstance(value, dict):
        return next((_line(value[name]) for name in _NAMES if name in value), "")
    return "" if value is None or isinstance(value, bool) else str(value)


def _toml(front: str) -> dict[str, object]:
    try:
        return tomllib.loads(front) if len(front) <= _LARGEST_TOML else {}
    except (ValueError, RecursionError):
        return {}


def _json(text: str) -> tuple[dict[str, object], str] | None:
    """JSON at the beginning, on lines of its own; None where it is the document's text."""
    try:
        said, end = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return None
    rest = text[end:]
    apart = not rest.split("\n", 1)[0].strip()
    return (said, rest) if isinstance(said, dict) and apart and any(key in said for key in (*_FIELDS, *_SAME)) else None


def _percent(text: str) -> tuple[dict[str, str], str]:
    """Title, authors and date on lines that begin with a percent sign, in this order."""
    found: dict[str, str] = {}
    for name in ("title", "author", "date"):
        line = _PERCENT.match(text)
        if line is None:
            break
        text = text[line.end() :]
        said = [line[1]]
        while (more := re.match(r"[^\S\n]+(\S[^\n]*)(?:\n|\Z)", text)) and len(said) < _MOST_AUTHORS:
            said.append(more[1])
            text = text[more.end() :]
        found |= _lines({name: (", " if name == "author" else " ").join(said).replace(";", ",")})
    return found, text


def _yaml(front: str) -> dict[str, object]:
    """As much of YAML as people write there: text, folded or not, lists of it, and what is said of one person."""
    found: dict[str, object] = {}
    lines = front.split("\n")
    at = 0
    while at < len(lines):
        key = _KEY.match(lines[at]) if not lines[at][:1].isspace() else None
        at += 1
        if key is None:
            continue
        begin = at
        while at < len(lines) and (not lines[at].strip() or lines[at][0].isspace() or lines[at].startswith("- ")):
            at += 1
        found[key[1].lower()] = _value((key[2] or "").strip(), [line.strip() for line in lines[begin:at]])
    return found


def _value(said: str, below: list[str]) -> object:
    if _BLOCK.match(said):
        return " ".join(line for line in below if line)
    if said[:1] in "\"'" and said:
        return _unquoted(" ".join([said, *(line for line in below if line)]))
    if said.startswith("["):
        inner = " ".join([said, *below]).strip().removeprefix("[").partition("]")[0]
        return [_unquoted(part.strip()) for part in inner.split(",")]
    if said.startswith("{"):
        return _pairs(said.strip("{} ").split(","))
    said = _without_comment(said)
    if said and not said.startswith(("&", "*")):
        return _unquoted(" ".join([said, *(line for line in below if line and not line.startswith("- "))]))
    if below and below[0].startswith("- "):
        return [_item(line[2:].strip()) for line in below if line.startswith("- ")]
    return _pairs(below)


def _item(said: str) -> object:
    return _pairs([said]) if _KEY.match(said) else _unquoted(_without_comment(said))


def _pairs(lines: list[str]) -> dict[str, object]:
    pairs = (line.partition(":") for line in lines if ":" in line and not line.startswith("#"))
    return {name.strip().lower(): _unquoted(_without_comment(value.strip())) for name, _, value in pairs}


def _without_comment(said: str) -> str:
    return "" if said.startswith("#") else said.partition(" #")[0].rstrip() if said[:1] not in "\"'" else said


def _unquoted(said: str) -> str:
    if said[:1] in ("'", '"') and said and (end := said.rfind(said[0])) > 0:
        quote, inner = said[0], said[1:end]
        return inner.replace("''", "'") if quote == "'" else inner.replace('\\"', '"')
    return said
