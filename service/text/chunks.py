"""Fitting text into a model's window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex

_CLAUSE = regex.compile(r"[,;:،؛、，；：—–…。！？.!?][\"'”’»)\]」』]*\s*")
_SPACE = regex.compile(r"\s+")
# Flags are named: `\X` alone takes quadratic time on a long row of them.
_GRAPHEME = regex.compile(r"\p{Regional_Indicator}{1,2}\p{M}*+|\X")
_FIRST_GUESS = 256


def pack(lengths: Sequence[int], budget: int) -> list[range]:
    """Consecutive ranges of items whose lengths add up to the budget at most, each as long as it can be.

    The ranges cover all items in order. An item over the budget is alone in its range.
    """
    ranges: list[range] = []
    first, total = 0, 0
    for index, length in enumerate(lengths):
        if index > first and total + length > budget:
            ranges.append(range(first, index))
            first, total = index, 0
        total += length
    if first < len(lengths):
        ranges.append(range(first, len(lengths)))
    return ranges


def sections(lengths: Sequence[int], breaks: Sequence[int], budget: int) -> list[range]:
    """Consecutive ranges of items as in `pack`, but each ends where the text breaks best in its second half.

    `breaks[i]` says how well a range may begin with item i, higher is better; of equal ones the last is taken. Takes
    linear time.
    """
    ranges: list[range] = []
    first, last, total = 0, 0, 0
    while last < len(lengths):
        while last > first and total + lengths[last] > budget:
            middle = first + (last - first + 1) // 2
            begin = max(range(max(middle, first + 1), last + 1), key=lambda index: (breaks[index], index))
            ranges.append(range(first, begin))
            total -= sum(lengths[first:begin])
            first = begin
        total += lengths[last]
        last += 1
    if first < last:
        ranges.append(range(first, last))
    return ranges


def split_long(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The text in consecutive parts that fit: `"".join(parts) == text`. One part where the whole text fits.

    Each part is as long as fits, cut back to the last clause punctuation or else the last space in its second half,
    else between two graphemes. A single grapheme that does not fit is a part all the same. `fits` is called about ten
    times a part, on texts no longer than twice the part; whatever fits, all beginnings of it must fit too.
    """
    if fits(text):
        return [text]
    edges = [0, *(found.end() for found in _GRAPHEME.finditer(text))]
    clauses, spaces = ({found.end() for found in pattern.finditer(text)} for pattern in (_CLAUSE, _SPACE))
    parts: list[str] = []
    first, guess = 0, _FIRST_GUESS
    while first < len(edges) - 1:
        last = _longest(text, edges, first, guess, fits)
        guess = last - first
        if last < len(edges) - 1:
            last = _last_in(clauses, edges, first, last) or _last_in(spaces, edges, first, last) or last
        parts.append(text[edges[first] : edges[last]])
        first = last
    return parts


def _longest(text: str, edges: Sequence[int], first: int, guess: int, fits: Callable[[str], bool]) -> int:
    """Index of the last edge up to which the text from edge `first` on fits, at least the next edge.

    Doubles the guess until a size does not fit, then bisects between the largest that did and the smallest that did
    not.
    """
    most = len(edges) - 1 - first
    fitting, failing = 0, most + 1
    size = min(guess, most)
    while failing - fitting > 1:
        if fits(text[edges[first] : edges[first + size]]):
            fitting = size
        else:
            failing = size
        size = min(2 * fitting, most) if failing > most else (fitting + failing) // 2
    return first + max(fitting, 1)


def _last_in(positions: set[int], edges: Sequence[int], first: int, last: int) -> int | None:
    """Index of the last edge among `positions` in the second half of the part from `first` to `last`."""
    return next((i for i in range(last, first + (last - first) // 2, -1) if edges[i] in positions), None)
