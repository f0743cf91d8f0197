"""What a translation must hold byte for byte: addresses, placeholders, handles, hashtags, versions, words of one's own.

Patterns of a caller are literal words, or words with `*`, which stands for any characters that are no white space. They
are compared by loops of their own and by alternations of literals, never made into regular expressions with
repetitions, so that none can be written that takes more than linear time.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence

from service.text.boundaries import Span
from service.text.emoji import emoji_spans

MOST_PATTERNS = 100
LONGEST_PATTERN = 100

_PLACEHOLDERS = (
    r"\{\{[^{}\n]{1,100}\}\}",
    r"\$?\{[^{}\s]{0,100}\}",
    r"%\([A-Za-z_]\w{0,60}\)[-+0 #]{0,3}\d{0,3}[sdifgxr]",
    r"%(?:\d{1,2}\$)?[-+0#]{0,3}\d{0,3}(?:\.\d{1,3})?(?:l{0,2}[diux]|[sfgxc@])(?![^\W\d])",
    r"\$[A-Z_][A-Z0-9_]{1,60}\b",
    r"###\w{1,60}###",
)
_ADDRESSES = (
    r"(?:https?|ftp)://[^\s<>\"«»]+",
    r"\bwww\.[^\s<>\"«»]+",
    r"\bmailto:[^\s<>\"«»]+",
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}",
    r"(?<![\w@./])@[\w.-]{2,60}",
    r"(?<![\w&#/])#(?=[\w-]*[^\W\d])\w{1,100}",
)
_VERSIONS = (
    r"(?<![\w.,])[vV]\d{1,6}(?:\.\d{1,6}){1,5}(?:[-+][\w.]{1,30})?",
    r"(?<![\w.,])\d{1,4}(?:\.\d{1,4}){2,5}(?:[-+][\w.]{1,30})?(?![\w])",
)
_BUILT_IN = re.compile("|".join((*_PLACEHOLDERS, *_ADDRESSES, *_VERSIONS)))
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})|\d{4}\.\d{1,2}\.\d{1,2}")
# One of these is in whatever the expressions find.
_SIGNS = re.compile(r"[{%$#@/]|www\.|mailto:|\d\.\d")
_TRAILING = ".,;:!?…'’\"-"
_CLOSING = {")": "(", "]": "["}
_TOKEN = re.compile(r"\S+")
_AROUND = "\"'«»“”„’.,;:!?…()[]<>"
_LONGEST_TOKEN = 200


def protected_spans(text: str, patterns: Sequence[str] = ()) -> list[Span]:
    """Where the parts of a text stand that must not change, in order and apart; of two that overlap the longer one.

    `patterns` are a caller's own, in their own case: at most MOST_PATTERNS of LONGEST_PATTERN characters. Linear.
    """
    found = list(_built_in(text)) if _SIGNS.search(text) else []
    if not text.isascii():
        found += emoji_spans(text)
    if patterns:
        found += _own(text, tuple(patterns))
    if len(found) < 2:
        return found
    kept: list[Span] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if kept and start < kept[-1][1]:
            before = kept[-1]
            if end - start > before[1] - before[0]:
                kept[-1] = (start, end)
            continue
        kept.append((start, end))
    return kept


def occurrences(text: str, wanted: Sequence[str]) -> list[Span] | None:
    """Where each of `wanted` stands in a text that holds each as often as it is wanted, never more or less; else None.

    Equal ones are given in the text's order. A part of a longer word or of a longer address is no occurrence.
    """
    there: dict[str, deque[Span]] = {}
    for found in _any_of(tuple(sorted(set(wanted), key=len, reverse=True))).finditer(text):
        there.setdefault(found[0], deque()).append(found.span())
    if {piece: len(spans) for piece, spans in there.items()} != Counter(wanted):
        return None
    return [there[piece].popleft() for piece in wanted]


def is_wildcard(pattern: str) -> bool:
    """Whether a pattern stands for more than itself."""
    return "*" in pattern


def _built_in(text: str) -> Iterator[Span]:
    for found in _BUILT_IN.finditer(text):
        start, end = found.span()
        if text[start] in "hHfFwWm@#" or "@" in found[0]:
            end = _without_trailing(text, start, end)
        if end - start > 1 and not _DATE.fullmatch(text, start, end):
            yield start, end


def _without_trailing(text: str, start: int, end: int) -> int:
    """The end of an address without the marks of the sentence that it stands in."""
    opened = Counter(text[start:end])
    while end > start:
        last = text[end - 1]
        unmatched = last in _CLOSING and opened[last] > opened[_CLOSING[last]]
        if not unmatched and last not in _TRAILING:
            break
        opened[last] -= 1
        end -= 1
    return end


def _own(text: str, patterns: tuple[str, ...]) -> Iterator[Span]:
    literals = tuple(sorted({each for each in patterns if not is_wildcard(each)}, key=len, reverse=True))
    if literals:
        yield from (found.span() for found in _any_of(literals).finditer(text))
    wildcards = [each for each in dict.fromkeys(patterns) if is_wildcard(each)]
    if not wildcards:
        return
    for token in _TOKEN.finditer(text):
        if len(token[0]) > _LONGEST_TOKEN:
            continue
        core = token[0].strip(_AROUND)
        if core and any(_matches(core, pattern) for pattern in wildcards):
            start = token.start() + token[0].index(core)
            yield start, start + len(core)


def _any_of(literals: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(_guarded, literals)))


def _guarded(literal: str) -> str:
    """A literal that is no part of a longer word."""
    before = r"(?<!\w)" if _is_word(literal[0]) else ""
    after = r"(?!\w)" if _is_word(literal[-1]) else r"(?![\w/])" if literal[-1] == "/" else ""
    return f"{before}{re.escape(literal)}{after}"


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _matches(word: str, pattern: str) -> bool:
    """Whether a word is what a pattern with `*` stands for. Each part is sought once, from where the last one ended."""
    first, *middle, last = pattern.split("*")
    if len(word) < len(first) + len(last) or not word.startswith(first) or not word.endswith(last):
        return False
    at, end = len(first), len(word) - len(last)
    for part in middle:
        at = word.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True
