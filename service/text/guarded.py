"""Regular expressions that are looked for only where a text has the words and signs that every match of them has.

What they need is read out of the patterns themselves, so it cannot go out of step with them. Whether a word has any of
it is looked up once a word: words come again, sentences do not. A long alternation at every character of a sentence
takes a hundred times as long.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

from service.text.remembered import RememberedWords

# The standard library's own reader of patterns; it has no public name.
_parse: Any = import_module("re._parser").parse

_RUN = re.compile(r"\w+")
_EDGE = " "  # around words, so that a piece can say that a word begins or ends there
_LEAST_PIECE = 2
# Without case, these two match an `i` that they do not fold to.
_ODD = ("\u0130", "\u0131")

# A match has one of a need's pieces, and so for each need of a way to match.
_Need = frozenset[str]
_Way = tuple[_Need, ...]


class Guarded:
    """Patterns that are looked for without regard to case. The answer is that of a search for each of them."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = [re.compile(pattern, re.IGNORECASE) for pattern in patterns]
        self._always: list[re.Pattern[str]] = []
        # By the pieces of the need that is the rarest: where none of it is there, nobody looks at the others.
        self._by_piece: dict[str, list[tuple[re.Pattern[str], _Way]]] = defaultdict(list)
        self._by_beginning: dict[str, set[str]] = defaultdict(set)
        signs: set[str] = set()
        for pattern, way in ((each, way) for each in self._patterns for way in _ways(each.pattern)):
            if not way:
                self._always.append(pattern)
                continue
            for piece in max(way, key=_worth):
                self._by_piece[piece].append((pattern, way))
            for piece in frozenset[str]().union(*way):
                if _is_sign(piece):
                    signs.add(piece)
                else:
                    self._by_beginning[piece[:_LEAST_PIECE]].add(piece)
        self._signs = frozenset(signs)
        self._pieces = RememberedWords(self._look)

    def search(self, text: str, words: Iterable[str]) -> bool:
        """Whether a pattern is in the text, whose words these are, case folded (`text/words.py`)."""
        if any(odd in text for odd in _ODD):
            return any(pattern.search(text) for pattern in self._patterns)
        found = self._signs.intersection(text) | self._pieces.of_all(words)
        possible = {
            pattern: None
            for piece in found
            for pattern, way in self._by_piece.get(piece, ())
            if not any(map(found.isdisjoint, way))
        }
        return any(pattern.search(text) for pattern in (*self._always, *possible))

    def _look(self, word: str) -> frozenset[str]:
        """The pieces that the word has."""
        found = set()
        for run in _RUN.findall(word):
            edged = _EDGE + run + _EDGE
            for start in range(len(edged) - 1):
                for piece in self._by_beginning.get(edged[start : start + _LEAST_PIECE], ()):
                    if edged.startswith(piece, start):
                        found.add(piece)
        return frozenset(found)


def _ways(pattern: str) -> tuple[_Way, ...]:
    """The ways to match a pattern: what each of its outermost alternatives needs."""
    parsed = list(_parse(pattern, re.IGNORECASE))
    *before, (kind, value) = parsed or [(None, None)]
    if str(kind) != "BRANCH":
        return (tuple(_needs(parsed)),)
    return tuple(tuple(_needs([*before, *branch])) for branch in value[1])


def _needs(parsed: Sequence[tuple[Any, Any]], before: str = "", after: str = "") -> list[_Need]:
    """What every match of a sequence has, which stands between `before` and `after`: letters in a row, of which edges
    of words are a part, and signs.
    """
    needs: list[_Need] = []
    row = before
    for at, (kind, value) in enumerate(parsed):
        name = str(kind)
        if name == "LITERAL":
            row += chr(value)
        elif name == "AT":
            row += _EDGE if str(value) == "AT_BOUNDARY" else ""
        elif name not in {"ASSERT", "ASSERT_NOT"}:
            following = _edge(parsed[at + 1]) if at + 1 < len(parsed) else after
            needs += _of_part(name, value, row, following) or _of_row(row)
            row = ""
    return needs + _of_row(row + after)


def _edge(part: tuple[Any, Any]) -> str:
    """The edge of a word, if a part of a pattern is sure to be one to what stands before it."""
    kind, value = map(str, part)
    sign = kind == "LITERAL" and not _RUN.match(chr(part[1]))
    return _EDGE if sign or (kind, value) == ("AT", "AT_BOUNDARY") else ""


def _of_part(name: str, value: Any, before: str, after: str) -> list[_Need]:
    """What a part needs that stands between `before` and `after`, with what stands before it; nothing if unknown."""
    if name == "SUBPATTERN":
        return _needs(value[-1], before, after)
    if name == "BRANCH":
        branches = [_needs(branch, before, after) for branch in value[1]]
        return [frozenset().union(*(max(needs, key=_worth) for needs in branches))] if all(branches) else []
    if name == "MAX_REPEAT" and value[0]:
        return [*_of_row(before), *_needs(value[2])]
    if name == "IN" and all(str(kind) == "LITERAL" and _is_sign(chr(each)) for kind, each in value):
        return [*_of_row(before), frozenset(chr(each) for _, each in value)]
    return []


def _worth(need: _Need) -> tuple[bool, int]:
    """Long pieces are rare ones; signs are looked for at once."""
    return not any(map(_is_sign, need)), min(map(len, need))


def _of_row(row: str) -> list[_Need]:
    """The words and parts of words of characters in a row, or else the signs."""
    # What is no letter is the edge of a word beside it.
    edged = re.sub(r"[^\w ]", rf"{_EDGE}\g<0>{_EDGE}", row.casefold())
    words = (edged[max(0, found.start() - 1) : found.end() + 1] for found in _RUN.finditer(edged))
    long = [frozenset({word}) for word in words if len(word) >= _LEAST_PIECE]
    return long or [frozenset({sign}) for sign in row if _is_sign(sign)]


def _is_sign(piece: str) -> bool:
    return len(piece) == 1 and not piece.isspace() and not _RUN.match(piece)
