"""Large initials that a page draws apart from the paragraph that they begin. Pure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import islice

from service.articles.lines import Line

_INITIAL = re.compile(r"[\"'«“„‘(]?\s?[^\W\d_]")
_TALL = 1.8  # times the size of the text that it begins
_NEXT = 8  # lines among which the one that an initial begins stands
_WORD = re.compile(r"[^\W\d_]+")
# Letters that are words: whether they begin a longer one, the rest of the text says.
_WORDS = frozenset("AIÀYÔУВЗІЙАОЯЄКСИ")


def with_initials(lines: list[Line]) -> list[Line]:
    """The lines, with each large initial put to the line that it begins, and those beside it where others begin."""
    found = list(lines)
    gone: set[int] = set()
    words: Counter[str] | None = None
    for index, line in enumerate(found):
        if not _is_initial(line):
            continue
        begun = next(
            (at for at in range(index + 1, min(index + 1 + _NEXT, len(found))) if _begins(line, found[at])), None
        )
        if begun is None:
            continue
        if words is None:
            words = Counter(word.lower() for each in lines for word in _WORD.findall(each.text))
        gone.add(index)
        left = found[begun].x
        for at, each in enumerate(islice(found, begun, begun + _NEXT), begun):
            beside = each.page == line.page and abs(each.x - left) < 1 and each.y > line.y - 1.2 * each.size
            if not beside:
                break
            found[at] = replace(each, x=line.x)
        first = found[begun]
        found[begun] = replace(first, text=line.text + _between(line.text, first.text, words) + first.text)
    return [line for index, line in enumerate(found) if index not in gone]


def _is_initial(line: Line) -> bool:
    return len(line.text) <= 3 and _INITIAL.fullmatch(line.text) is not None and line.text[-1].isupper()


def _begins(initial: Line, line: Line) -> bool:
    """Whether a line stands right of an initial's upper half, in letters that are much smaller."""
    return (
        line.page == initial.page
        and initial.size > _TALL * line.size
        and 0 < line.x - initial.x < 2 * initial.size
        and initial.y - line.size < line.y < initial.y + 1.1 * initial.size
        and (line.text[:1].isalpha() or line.text[:1] in "'’")
    )


def _between(initial: str, text: str, words: Counter[str]) -> str:
    """A space where the initial is a word of its own, as far as the rest of the text knows."""
    letter, word = initial[-1], _WORD.match(text)
    if letter not in _WORDS or word is None:
        return ""
    alone, whole = words[word[0].lower()] - 1, words[(letter + word[0]).lower()]
    return " " if alone > whole else ""
