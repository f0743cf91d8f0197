"""What justext makes of paragraphs by their neighbours, in linear time.

Trafilatura asks justext for a second opinion on many pages. Its own revision looks for the neighbours of each short
paragraph anew, across all short ones around it: a table of 15,000 cells takes it half a minute. This one says the same
(the tests compare them) and passes over the paragraphs a fixed number of times.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import accumulate
from typing import Protocol

_DECIDED = frozenset({"good", "bad"})
_OUTSIDE = "bad"  # what stands before the first paragraph, and after the last


class Paragraph(Protocol):
    """What is known of a paragraph: its class by what it holds (`cf_class`), and by what is around it."""

    heading: bool
    cf_class: str
    class_type: str

    @property
    def text(self) -> str: ...


def install() -> None:
    """Has trafilatura use this revision. May be called any number of times."""
    from trafilatura import external

    external.revise_paragraph_classification = revise  # type: ignore[attr-defined]


def revise(paragraphs: Sequence[Paragraph], max_heading_distance: int = 200) -> None:
    """Sets `class_type` of each paragraph to `good` or `bad`.

    Between good ones, short paragraphs and such as are nearly good are good too; between bad ones they are bad. A
    heading belongs to the next good paragraph within so many characters.
    """
    for index, paragraph in enumerate(paragraphs):
        paragraph.class_type = paragraph.cf_class  # what follows keeps its former class until its turn, as with justext
        is_short = paragraph.heading and paragraph.class_type == "short"
        if is_short and _leads_to_good(index, paragraphs, max_heading_distance):
            paragraph.class_type = "neargood"
    _revise_short(paragraphs)
    _revise_nearly_good(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        is_rejected = paragraph.heading and paragraph.class_type == "bad" and paragraph.cf_class != "bad"
        if is_rejected and _leads_to_good(index, paragraphs, max_heading_distance):
            paragraph.class_type = "good"


def _leads_to_good(index: int, paragraphs: Sequence[Paragraph], most: int) -> bool:
    distance = 0
    for after in range(index + 1, len(paragraphs)):
        if distance > most:
            return False
        if paragraphs[after].class_type == "good":
            return True
        distance += len(paragraphs[after].text)
    return False


def _nearest_before(classes: Iterable[str], wanted: Container[str]) -> list[str]:
    """For each place the last class before it that is wanted."""
    return list(accumulate(classes, lambda last, one: one if one in wanted else last, initial=_OUTSIDE))[:-1]


def _nearest_after(classes: Sequence[str], wanted: Container[str]) -> list[str]:
    return _nearest_before(reversed(classes), wanted)[::-1]


def _revise_short(paragraphs: Sequence[Paragraph]) -> None:
    classes = [paragraph.class_type for paragraph in paragraphs]
    clear = _DECIDED | {"neargood"}
    around = zip(
        _nearest_before(classes, _DECIDED),
        _nearest_after(classes, _DECIDED),
        _nearest_before(classes, clear),
        _nearest_after(classes, clear),
        strict=True,
    )
    for paragraph, (before, after, close_before, close_after) in zip(paragraphs, around, strict=True):
        if paragraph.class_type != "short":
            continue
        if before == after:
            paragraph.class_type = before
        else:
            leans = (before, close_before) == ("bad", "neargood") or (after, close_after) == ("bad", "neargood")
            paragraph.class_type = "good" if leans else "bad"


def _revise_nearly_good(paragraphs: Sequence[Paragraph]) -> None:
    """One after the other: what was decided of one counts for the next."""
    before = _OUTSIDE
    nearest = _nearest_after([paragraph.class_type for paragraph in paragraphs], _DECIDED)
    for paragraph, after in zip(paragraphs, nearest, strict=True):
        if paragraph.class_type == "neargood":
            paragraph.class_type = "bad" if before == after == "bad" else "good"
        before = paragraph.class_type if paragraph.class_type in _DECIDED else before
