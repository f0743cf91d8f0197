"""Signs that stand for protected pieces while a model has the text, and what to do where it loses one.

A model that copies a piece as it is needs no sign: the sentence stays whole, and is translated best. Where it does not,
the piece goes as a short sign, then as another one; and what is lost even so is put back at its relative place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from service.markup.units import TranslatedUnit, TranslationUnit
from service.text.boundaries import Span
from service.text.protected import occurrences

_LETTERS = ("XQ", "ZJ", "QX", "JZ", "WQ", "XJ", "QZ", "VQ")
_STYLES = 2
# More pieces than this in one sentence are not looked for by what they are.
_MOST_AS_THEY_ARE = 32
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_END_MARKS = ".,;:!?…)»”\"'"


@dataclass(frozen=True, slots=True)
class ReadBack:
    """An output for a unit with its pieces put in; those that the model lost have no place (None)."""

    text: str
    places: tuple[Span | None, ...]

    @property
    def lost(self) -> int:
        """How many pieces are not there."""
        return self.places.count(None)


def forms(unit: TranslationUnit) -> list[str]:
    """What to send for a unit, the first form first: as it is where its pieces are like no words, then with signs."""
    signs = [_masked(unit, style) for style in _styles(unit)] if unit.pieces else []
    return signs if signs and not _is_plain(unit) else [unit.text, *signs]


def read_back(unit: TranslationUnit, sent: str, output: str) -> ReadBack:
    """The output for a form of the unit, with its pieces."""
    wanted = [unit.text[start:end] for start, end in unit.pieces]
    if not wanted:
        return ReadBack(output, ())
    if sent == unit.text:
        found = occurrences(output, wanted)
        return ReadBack(output, tuple(found) if found is not None else (None,) * len(wanted))
    style = next(each for each in _styles(unit) if _masked(unit, each) == sent)
    return _unmasked(_without(output, unit), wanted, style)


def complete(unit: TranslationUnit, attempt: ReadBack) -> TranslatedUnit:
    """The unit with every piece once: those that are lost are put where they stood, counted in words."""
    if not attempt.lost:
        return TranslatedUnit(attempt.text, tuple(place for place in attempt.places if place is not None))
    if attempt.lost == len(unit.pieces):
        attempt = ReadBack(_without(attempt.text, unit), attempt.places)
    taken = [place for place in attempt.places if place is not None]
    gaps = _gaps(attempt.text, taken)
    words = _words(unit)
    inserted: dict[int, list[int]] = {}
    for number, place in enumerate(attempt.places):
        if place is None:
            inserted.setdefault(_gap_for(unit, number, words, attempt.text, gaps), []).append(number)
    return _put_in(unit, attempt, inserted)


def _is_plain(unit: TranslationUnit) -> bool:
    """Whether its pieces can be told from words, so that they are found again by what they are."""
    if len(unit.pieces) > _MOST_AS_THEY_ARE:
        return False
    return not any(unit.text[start:end].replace(" ", "").isalpha() for start, end in unit.pieces)


def _styles(unit: TranslationUnit) -> list[str]:
    """The letters of signs that the unit does not hold by chance."""
    upper = unit.text.upper()
    return [letters for letters in _LETTERS if letters not in upper][:_STYLES]


def _masked(unit: TranslationUnit, letters: str) -> str:
    parts, done = list[str](), 0
    for number, (start, end) in enumerate(unit.pieces, 1):
        # A digit that follows is no part of the number.
        parts += unit.text[done:start], f"{letters}{number}{'X' if unit.text[end : end + 1].isdigit() else ''}"
        done = end
    return "".join([*parts, unit.text[done:]])


def _unmasked(output: str, wanted: Sequence[str], letters: str) -> ReadBack:
    found = list(re.finditer(rf"{letters} ?(\d{{1,6}})(?:X(?=\d))?", output, re.IGNORECASE))
    times = Counter(int(each[1]) for each in found)
    places: list[Span | None] = [None] * len(wanted)
    parts, length, done = list[str](), 0, 0
    for each in found:
        number = int(each[1])
        before = output[done : each.start()]
        known = 0 < number <= len(wanted) and times[number] == 1
        piece = wanted[number - 1] if known else ""
        parts += before, piece
        length += len(before)
        if known:
            places[number - 1] = (length, length + len(piece))
        length += len(piece)
        done = each.end()
    return ReadBack("".join([*parts, output[done:]]), tuple(places))


def _without(text: str, unit: TranslationUnit) -> str:
    """The text without those pieces that are like no words and have no double in the unit: they are put in anew."""
    rest = _masked(unit, " ")
    for piece in dict.fromkeys(unit.text[start:end] for start, end in unit.pieces[:_MOST_AS_THEY_ARE]):
        if not piece.replace(" ", "").isalnum() and piece not in rest:
            text = text.replace(piece, "")
    return text


def _gaps(text: str, taken: Sequence[Span]) -> list[int]:
    """Where something may be put in: before the words of a text and at its end, but not within a piece."""
    at = {0, len(text.rstrip()), *(found.end() for found in _SPACE.finditer(text) if found.end() < len(text))}
    inside = sorted(taken)
    starts = [start for start, _ in inside]

    def is_free(place: int) -> bool:
        index = bisect_left(starts, place) - 1
        return index < 0 or place >= inside[index][1]

    return sorted({*filter(is_free, at), *([len(text)] if inside and inside[-1][1] == len(text) else [])}) or [
        len(text)
    ]


def _words(unit: TranslationUnit) -> Span:
    """Where the first word of a unit begins and where its last one does, past its end and before it where none is."""
    starts = [found.start() for found in _WORD.finditer(unit.text)]
    return (starts[0], starts[-1]) if starts else (len(unit.text), -1)


def _gap_for(unit: TranslationUnit, number: int, words: Span, text: str, gaps: Sequence[int]) -> int:
    start, end = unit.pieces[number]
    first, last = words
    if start <= first:
        return gaps[0]
    if end > last:
        closing = gaps[-1] - 1
        marked = end < len(unit.text) and text[closing : gaps[-1]] in _END_MARKS
        return closing if marked and closing > (gaps[-2] if len(gaps) > 1 else 0) else gaps[-1]
    share = start / len(unit.text) * len(text)
    index = bisect_left(gaps, share)
    near = gaps[max(0, index - 1) : index + 1]
    return min(near, key=lambda gap: abs(gap - share))


def _put_in(unit: TranslationUnit, attempt: ReadBack, inserted: dict[int, list[int]]) -> TranslatedUnit:
    places = list(attempt.places)
    events = [(gap, -1, numbers) for gap, numbers in inserted.items()]
    events += [(place[0], number, []) for number, place in enumerate(places) if place is not None]
    parts, length, done, last = list[str](), 0, 0, ""

    def write(text: str) -> None:
        nonlocal length, last
        parts.append(text)
        length += len(text)
        last = text[-1:] or last

    for at, number, numbers in sorted(events):
        write(attempt.text[done:at])
        done = at
        if number >= 0:
            start, end = places[number] or (at, at)
            places[number] = (length, length + end - start)
            write(attempt.text[start:end])
            done = end
        for lost in numbers:
            start, end = unit.pieces[lost]
            if last and not last.isspace():
                write(" ")
            places[lost] = (length, length + end - start)
            write(unit.text[start:end])
        following = attempt.text[done : done + 1]
        if numbers and following and not following.isspace() and following not in _END_MARKS:
            write(" ")
    write(attempt.text[done:])
    return TranslatedUnit("".join(parts), tuple(place for place in places if place is not None))
