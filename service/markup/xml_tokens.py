"""XML that is known to be well-formed, cut into tokens; joined they are the source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import accumulate
from typing import Literal

# Paragraphs within paragraphs (of a text box, of a note) that are looked into; deeper ones stay as they are.
DEEPEST = 12

_MARKUP = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<![A-Z](?:[^>\[]|\[[^\]]*\])*>|<(/?)([^\s/<>]+)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class XmlToken:
    """`raw` as it stands; `text` of a text. An element without content is `empty`."""

    kind: Literal["text", "open", "close", "empty", "other"]
    raw: str
    name: str = ""
    text: str = ""


def xml_tokens(xml: str) -> Iterator[XmlToken]:
    """The tokens in order."""
    done = 0
    for found in _MARKUP.finditer(xml):
        if found.start() > done:
            raw = xml[done : found.start()]
            yield XmlToken("text", raw, text=unescape(raw))
        done = found.end()
        if not found[2]:
            cdata = found[0].startswith("<![CDATA[")
            yield XmlToken("text", found[0], text=found[0][9:-3]) if cdata else XmlToken("other", found[0])
        elif found[1]:
            yield XmlToken("close", found[0], found[2])
        else:
            yield XmlToken("empty" if found[3].endswith("/") else "open", found[0], found[2])
    if done < len(xml):
        yield XmlToken("text", xml[done:], text=unescape(xml[done:]))


def counts_of(tokens: Sequence[XmlToken], names: Collection[str]) -> list[int]:
    """How many of the tokens before each index, and before the end, have one of these names."""
    return [0, *accumulate(token.name in names for token in tokens)]


def ends_of(tokens: Sequence[XmlToken]) -> dict[int, int]:
    """The index of the end tag of each start tag."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind == "open":
            opened.append(index)
        elif token.kind == "close" and opened:
            ends[opened.pop()] = index
    return ends
