"""Numbers that changed places: each is in the text, but beside what another one counted there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from itertools import combinations, islice

from service.text.beginnings import Beginnings
from service.text.languages import LANGUAGES
from service.text.mixture import is_frequent
from service.text.numbers.reading import Number, Reading
from service.text.numbers.values import Month, Value
from service.text.stems import stem

# Units and directions that texts in different languages write down alike, by what their words begin with.
_SIGNS = "%€$£₴°"
_UNITS = [
    *((sign, sign) for sign in _SIGNS),
    *(
        (start.replace("*", " "), unit)
        for known in LANGUAGES.values()
        for unit, starts in known.numbers.units.items()
        for start in starts.split()
    ),
]
_UNIT_NAMES = frozenset(unit for _, unit in _UNITS)
_BEFORE = {
    "from": " ".join(known.numbers.source for known in LANGUAGES.values()),
    "to": " ".join(known.numbers.goal for known in LANGUAGES.values()),
    "$": "$ us$",
    "€": "€",
    "£": "£",
}
_STARTS = Beginnings(_UNITS)
_FOLLOWING = re.compile(rf"[^\W\d_]+|[{_SIGNS}]")
_STOP = re.compile(r"\d|[.;:!?]")
_AHEAD, _BACK = 40, 8
# Pairs are as many as the square of this. No sentence has more numbers, lists of them have.
_MOST_COMPARED = 40


def swapped_numbers(
    of: str, reading: Reading, source: str, source_reading: Reading, languages: tuple[str, str]
) -> tuple[str, ...]:
    """Pairs of numbers of `of`, as they are written there, that stand in each other's place in `source`.

    What tells a place is the unit or the counted thing that follows, or the direction before it; in texts of the same
    language (`languages`: that of `of`, that of `source`) also any word that follows, by its stem.
    """
    matched = _matched(reading, source_reading)
    if len(matched) < 2:
        return ()
    same = languages[0] == languages[1]
    places = [
        (_place(of, claim, languages[0], same), _place(source, found, languages[1], same)) for claim, found in matched
    ]
    return tuple(
        f"{matched[a][0].written} and {matched[b][0].written}"
        for a, b in combinations(range(len(matched)), 2)
        if places[a][0] & places[b][1]
        and places[b][0] & places[a][1]
        and not places[a][0] & places[a][1]
        and not places[b][0] & places[b][1]
    )


def _matched(reading: Reading, source: Reading) -> list[tuple[Number, Number]]:
    """The numbers of `reading` that one number of the source can be and no other, each with that one; the first
    `_MOST_COMPARED` of them.
    """
    if min(len(reading.claims), len(source.claims)) < 2:
        return []
    ours, theirs = _by_value(reading), _by_value(source)
    found = ((claim, _only(claim, ours), _only(claim, theirs)) for claim in reading.claims)
    return [*islice(((claim, other) for claim, own, other in found if own and other), _MOST_COMPARED)]


def _by_value(reading: Reading) -> dict[Value, list[Number]]:
    """For each value at most two numbers that can have it: one is the only one, two are too many."""
    index: dict[Value, list[Number]] = defaultdict(list)
    for claim in reading.claims:
        for value in claim.values:
            if len(index[value]) < 2:
                index[value].append(claim)
    return index


def _only(claim: Number, index: Mapping[Value, list[Number]]) -> Number | None:
    """The one number that can have a value of the claim."""
    found = {other for value in claim.values for other in index.get(value, ())}
    return found.pop() if len(found) == 1 else None


def _place(text: str, number: Number, language: str, with_stems: bool) -> set[str]:
    place: set[str] = set()
    before = text[max(0, number.start - _BACK) : number.start].lower().rstrip(" \u00a0")
    for sign, words in _BEFORE.items():
        if any(
            before == word
            or before.endswith((f" {word}", f"\u00a0{word}"))
            or (not word.isalpha() and before.endswith(word))
            for word in words.split()
        ):
            place.add(sign if sign in _UNIT_NAMES else f"<{sign}")
    after = text[number.end : number.end + _AHEAD].lower()
    stop = _STOP.search(after)
    after = after[: stop.start()] if stop else after
    following = [match.group() for match in _FOLLOWING.finditer(after)][:3]
    for word, follows in zip(following, [*following[1:], ""], strict=False):
        place |= _STARTS.of(f"{word} {follows}")
    if with_stems:
        place |= {stem(word, language) for word in following[:2] if len(word) > 2 and not is_frequent(word)}
    return place


def moved_numbers(
    of: str, reading: Reading, source: str, source_reading: Reading, languages: tuple[str, str]
) -> tuple[str, ...]:
    """Pairs of numbers that `of` names the other way round, where nothing beside them says that this is right.

    Weak evidence: sentences are rebuilt in translation. Dates, years and hours move as they like and are left out.
    """
    matched = [each for each in _matched(reading, source_reading) if not _is_of_a_date(each[0], reading)]
    moved = []
    for (one, one_source), (two, two_source) in combinations(matched, 2):
        if one_source.start < two_source.start:
            continue
        if not any(
            _place(of, claim, languages[0], False) & _place(source, found, languages[1], False)
            for claim, found in ((one, one_source), (two, two_source))
        ):
            moved.append(f"{one.written} and {two.written}")
    return tuple(moved)


def _is_of_a_date(claim: Number, reading: Reading) -> bool:
    if any(not isinstance(value, Decimal) or 1000 <= value <= 2100 or len(claim.values) > 1 for value in claim.values):
        return True
    months = [other for other in reading.claims if any(isinstance(value, Month) for value in other.values)]
    return any(-4 <= month.start - claim.end <= 6 or -4 <= claim.start - month.end <= 6 for month in months)
