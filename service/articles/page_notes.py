"""Notes at the foot of pages, which stand between the halves of sentences. Pure."""

from __future__ import annotations

import re
from itertools import groupby

from service.articles.lines import Line, usual_size

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]{1,3})[\])]?[.)]?\s*[^\W\d_«\"“„'(]?", re.IGNORECASE)
_SMALLER = 0.93  # of the size of most text


def notes_last(lines: list[Line]) -> list[Line]:
    """The lines with the notes of all pages behind the text, so that nothing stands between pages.

    A note begins with its mark in small letters, below all that is not small; with it goes what follows on the page.
    """
    body = usual_size(lines)
    text: list[Line] = []
    notes: list[Line] = []
    for _, page in groupby(lines, key=lambda line: line.page):
        on_page = list(page)
        begin = len(on_page)
        while begin and on_page[begin - 1].size < _SMALLER * body:
            begin -= 1
        small = on_page[begin:]
        first = next((at for at, line in enumerate(small) if _is_note(line)), len(small))
        below = not on_page[:begin] or all(line.y < on_page[begin - 1].y for line in small[first:])
        if begin == 0 or not below:
            first = len(small)
        text += on_page[: begin + first]
        notes += small[first:]
    return text + notes


def _is_note(line: Line) -> bool:
    return _MARK.match(line.text) is not None and any(map(str.isalpha, line.text))
