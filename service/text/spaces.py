"""White space as the author set it: no-break and thin spaces, which what models read and rules judge goes without.

`29,6 %`, `« Nous »` and `М. Коваль` stay on one line in a newspaper, and do so in what is quoted from it.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable
from itertools import pairwise

from service.text.normalize import normalize

_SET = "\u00a0\u202f\u2007\u2009"
_RUN = re.compile(r"\s+")
_ANY_SET = re.compile(f"[{_SET}]")
_EDGES = "«»\"“”„'’()[],.;:!?…"


def spaced_as_in(text: str, sources: Iterable[str]) -> str:
    """The text, which is made of words of the sources, with their spaces: between two neighbouring words the space that
    they have there between the same two. A text that has spaces of its own keeps them. Nothing but spaces changes:
    `normalize` of the result is the text. Linear in the length of all.
    """
    written = [source for source in sources if _ANY_SET.search(source)]
    if not written or normalize(text) != text:
        return text
    whole = [source for source in written if normalize(source) == text]
    spaces: dict[tuple[str, str], deque[str]] = defaultdict(deque)
    for source in whole[:1] or written:
        words, between = _words(source)
        for pair, space in zip(pairwise(map(_key, words)), between, strict=True):
            spaces[pair].append(space)
    words = text.split(" ")
    parts = words[:1]
    for pair, word in zip(pairwise(map(_key, words)), words[1:], strict=True):
        found = spaces.get(pair)
        if found:
            parts.append(found.popleft() if len(found) > 1 else found[0])
        else:
            parts.append(" ")
        parts.append(word)
    return "".join(parts)


def _words(source: str) -> tuple[list[str], list[str]]:
    """The words of a text, and the space between each two of them: one that was set, or a plain one."""
    words = normalize(source).split(" ")
    between = [_space(run) for run in _RUN.findall(source.strip())]
    if len(between) != len(words) - 1:  # what nobody sees stood alone between spaces
        return words, [" "] * (len(words) - 1)
    return words, between


def _space(run: str) -> str:
    found = _ANY_SET.search(run)
    return found[0] if found and not any(map(_breaks, run)) else " "


def _breaks(character: str) -> bool:
    return character in "\n\r\v\f\x85\u2028\u2029"


def _key(word: str) -> str:
    """A word without what a cut may change of it: its capital and the marks around it."""
    bare = word.rstrip(",.;:!?…") or word
    return bare.strip(_EDGES).casefold() or bare
