"""Lines of pages become paragraphs: what repeats on every page goes, divided words are put together. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_MARGIN_LINES = 3  # so many lines at the top and at the bottom of a page may be heads and feet
_SAME_PLACE = 3.0  # points
_INDENT = 0.8  # of the size of the letters; less is how lines vary
_WIDE_GAP = 1.3  # times the usual distance of lines; more parts paragraphs
_WIDER_GAP = 1.5  # the same in the middle of a sentence, where raised digits set lines further apart
_SHORT = 0.8  # of the length of long lines; a shorter one may end a paragraph
_ROOM = 0.95  # of the length of the longest lines: with so many characters a line is full
_LONGEST_WORD = 100  # characters; what is longer is not looked at
_LARGER = 1.15  # times the size of most text: a heading

_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7})"
_PAGE_NUMBER = re.compile(
    rf"[\W_]*(?:(?:page|p|pp|стор|сторінка|страница|стр|с)\b\.?\s*)?{_NUMBER}"
    rf"(?:\s*(?:/|of|sur|de|з|із|из|\|)\s*{_NUMBER})?[\W_]*",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\s?[.·…_]){5,}[\s|]*\w{0,5}\Z")
_DIGITS = re.compile(r"\d+")
_BULLET = re.compile(r"\A[•◦▪▫‣●○■□➢➤✓✔·]\s*")
_MARKER = re.compile(r"(?:[–—−-]\s|\(?\d{1,3}[.)]\s|\(?[a-zа-яіїєґ]\)\s)")
_ENDED = re.compile(r"[.!?…:;][\"'»”’)\]]*\Z")
_DIVIDED = re.compile(r"(\w+)[-\u2010\u00ad]\Z")
_BEGINNING = re.compile(r"\w+")
_FIRST_WORD = re.compile(r"\S{1,40}")
_WORDS = re.compile(r"\w+(?:[-\u2010]\w+)*")
# What keeps its hyphen although it begins with a small letter: French inversions and compounds, Ukrainian particles.
_KEEPS_HYPHEN_WORDS = "il ils elle elles on être même mêmes vous nous dessus dessous небудь таки"
_KEEPS_HYPHEN = frozenset(_KEEPS_HYPHEN_WORDS.split())
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
    # and bullets of symbol fonts, which have no character of their own
    | dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d", "•")
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: where it begins, in points from the lower left corner of its page, and how large it is.

    A `row` is a line of a table. Of a `raised` one a part stands above or below it, which sets it further apart.
    """

    text: str
    page: int
    x: float
    y: float
    size: float
    bold: bool = False
    row: bool = False
    raised: bool = False


def without_furniture(pages: list[list[Line]]) -> list[Line]:
    """The lines of all pages, in order, without running heads and feet, page numbers and what lists pages.

    Such are the first and last few lines of a page, from the outside in, as long as the same line, digits aside, stands
    at the same height of another page; and the outermost line that is nothing but a page number. A line with a row of
    dots at its end is one of a table of contents.
    """
    ends = [(by_height[:_MARGIN_LINES], by_height[: -_MARGIN_LINES - 1 : -1]) for by_height in map(_by_height, pages)]
    margins = _Margins(line for both in ends for end in both for line in end)

    def is_furniture(line: Line, *, outermost: bool) -> bool:
        return (outermost and _PAGE_NUMBER.fullmatch(line.text) is not None) or margins.repeat(line)

    furniture: set[Line] = set()
    for page, both in zip(pages, ends, strict=True):
        for end in both if len(page) > 1 else ():
            for index, line in enumerate(end):
                if not is_furniture(line, outermost=index == 0):
                    break
                furniture.add(line)
    return [
        line
        for page in pages
        for line in page
        if line not in furniture and not _LEADER.search(line.text[-_LONGEST_WORD:])
    ]


class _Margins:
    """Lines at the heads and feet of pages, found by what they say and by their height."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._places: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for line in lines:
            self._places[_sameness(line)].append((line.y, line.page))
        for places in self._places.values():
            places.sort()

    def repeat(self, line: Line) -> bool:
        """Whether the same line stands at the same height of another page."""
        places = self._places[_sameness(line)]
        for at in range(bisect_left(places, (line.y - _SAME_PLACE, 0)), len(places)):
            y, page = places[at]
            if y - line.y > _SAME_PLACE:
                return False
            if page != line.page:  # found soon: of each page there are a few lines only
                return True
        return False


def _by_height(page: list[Line]) -> list[Line]:
    """From the top down."""
    return sorted(page, key=lambda line: -line.y)


def _sameness(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def heading(lines: list[Line]) -> str | None:
    """The text in the largest letters of the first page, if they are larger than those of most text."""
    if not lines:
        return None
    first = [line for line in lines if line.page == lines[0].page]
    largest = max(line.size for line in first)
    if largest < usual_size(lines) * _LARGER:
        return None
    begin = next(index for index, line in enumerate(first) if line.size == largest)
    together: list[Line] = []
    for line in first[begin:]:
        if line.size != largest or len(together) == 4:
            break
        together.append(line)
    return next(paragraphs(together), None)


def paragraphs(lines: list[Line]) -> Iterator[str]:
    """The lines joined to paragraphs, each one line."""
    layout = _Layout(lines)
    words = Counter(word.lower() for line in lines for word in _WORDS.findall(line.text))
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and layout.parts(paragraph, line):
            yield _joined(paragraph, words)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _joined(paragraph, words)


class _Layout:
    """How the document is set: what is usual of its lines, and so what is not."""

    def __init__(self, lines: list[Line]) -> None:
        self._body = usual_size(lines)
        gaps: dict[float, Counter[float]] = defaultdict(Counter)
        for before, line in pairwise(lines):
            gap = before.y - line.y
            if before.page == line.page and before.size == line.size and 0 < gap < 3 * line.size:
                gaps[line.size][round(gap * 2) / 2] += 1
        self._gaps = {size: counted.most_common(1)[0][0] for size, counted in gaps.items()}
        lengths: dict[tuple[int, float], list[int]] = defaultdict(list)
        self._begins: Counter[tuple[int, int]] = Counter()
        for line in lines:
            lengths[line.page, line.size].append(len(line.text))
            self._begins[line.page, round(line.x)] += 1
        for found in lengths.values():
            found.sort()
        self._long = {key: found[int(len(found) * 0.8)] for key, found in lengths.items()}
        self._full = {key: found[int(len(found) * 0.95)] for key, found in lengths.items()}

    def parts(self, paragraph: list[Line], line: Line) -> bool:
        """Whether a new paragraph begins with `line`."""
        before = paragraph[-1]
        if line.row or before.row or abs(before.size - line.size) > 0.1 * line.size or _BULLET.match(line.text):
            return True
        ended = bool(_ENDED.search(before.text[-_LONGEST_WORD:]))
        if _DIVIDED.search(before.text[-_LONGEST_WORD:]) and _BEGINNING.match(line.text):
            return False
        if before.bold != line.bold and (ended or not line.text[:1].islower()):
            return True
        if before.page != line.page or line.y > before.y + line.size / 2:
            return self._parts_over_the_edge(before, line, ended)
        usual = self._gaps.get(line.size, 1.2 * line.size)
        short = self._is_short(before, line)
        wide = _WIDER_GAP if not ended and (before.raised or line.raised) else _WIDE_GAP
        if before.y - line.y > max(wide * usual, line.size):
            return True
        if _MARKER.match(line.text) and (ended or short):
            return True
        if short and not line.text[:1].islower() and (ended or not before.text.endswith(",")):
            return not self._is_heading(before)
        return not self._is_heading(line) and self._is_set_off(paragraph, line)

    def _parts_over_the_edge(self, before: Line, line: Line, ended: bool) -> bool:
        """The same from one page or column to the next, where heights say nothing."""
        if not ended:
            return self._is_heading(before) or (self._is_short(before, line) and not line.text[:1].islower())
        return (
            self._is_short(before, line) or self._begins[line.page, round(line.x)] == 1 or not line.text[:1].isupper()
        )

    def _is_set_off(self, paragraph: list[Line], line: Line) -> bool:
        """Whether the line begins further in than the paragraph does, or further out than it goes on."""
        before = paragraph[-1]
        inward = line.x - before.x
        if inward > _INDENT * line.size:
            usual = self._begins[before.page, round(before.x)] >= self._begins[line.page, round(line.x)]
            return usual and not (_MARKER.match(before.text) or _BULLET.match(before.text))
        return inward < -_INDENT * line.size and len(paragraph) > 1

    def _is_short(self, line: Line, following: Line) -> bool:
        """Whether a line ends before it is full: the word behind it would have stood in it."""
        if len(line.text) >= _SHORT * self._long[line.page, line.size] or not following.text[:1].isalpha():
            return len(line.text) < _SHORT * self._long[line.page, line.size]
        key, word = (line.page, line.size), _FIRST_WORD.match(following.text)
        return len(line.text) + 1 + (len(word[0]) if word else 0) <= _ROOM * self._full[key]

    def _is_heading(self, line: Line) -> bool:
        return line.bold or line.size >= self._body * _LARGER


def usual_size(lines: Iterable[Line]) -> float:
    """The size of most text."""
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _joined(lines: list[Line], words: Counter[str]) -> str:
    parts = [lines[0].text]
    for before, line in pairwise(lines):
        divided, beginning = _DIVIDED.search(before.text[-_LONGEST_WORD:]), _BEGINNING.match(line.text)
        if divided and beginning:
            soft = parts[-1].endswith("\u00ad")
            parts[-1] = parts[-1][:-1] + ("" if soft else _hyphen(divided[1], beginning[0], words))
        else:
            parts.append(" ")
        parts.append(line.text)
    return _BULLET.sub("", "".join(parts).translate(_LIGATURES), count=1)


def _hyphen(first: str, second: str, words: Counter[str]) -> str:
    """What stands between two halves of a word that a line end has divided: nothing, or a hyphen of its own.

    The rest of the document knows, or else the letter after it: names go on with a capital.
    """
    whole, compound = (first + second).lower(), f"{first}-{second}".lower()
    if words[whole] != words[compound]:
        return "" if words[whole] > words[compound] else "-"
    keeps = not second[0].islower() or first[-1].isdigit() or second in _KEEPS_HYPHEN
    return "-" if keeps else ""
