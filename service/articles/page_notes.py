"""Notes at the foot of pages, which stand between the halves of sentences. Pure."""

from __future__ import annotations

import re
from itertools import groupby

from service.articles.lines import Line, usual_size

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]{1,3})[\])]?[.)]?\s*(?:[^\W\d_]|[«\"“„'(])")
_SMALLER = 0.93  # of the size of most text


def notes_last(lines: list[Line]) -> list[Line]:
    """The lines with the notes of all pages behind the text, so that nothing stands between pages.

    Notes are small letters at the end of a page, below the others, that begin with a mark.
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
        if begin and small and _MARK.match(small[0].text) and all(line.y < on_page[begin - 1].y for line in small):
            text += on_page[:begin]
            notes += small
        else:
            text += on_page
    return text + notes
