"""Numbers that changed places: each is in the text, but beside what another one counted there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations, islice, pairwise

from service.text.beginnings import Beginnings
from service.text.languages import LANGUAGES
from service.text.mixture import is_frequent
from service.text.numbers.reading import Number, Reading
from service.text.numbers.values import Month, Value
from service.text.stems import stem
from service.text.transliteration import sounds_like

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
_WAYS: Mapping[str, Mapping[str, str]] = {
    "en": {"from": "from", "to": "to"},
    "fr": {"de": "from", "d'": "from", "contre": "from", "à": "to", "atteindre": "to", "atteint": "to"},
    "uk": {"з": "from", "із": "from", "зі": "from", "від": "from", "проти": "from", "до": "to"},
}
_WAY = re.compile(
    r"([^\W\d_]+['’]?)\s?(?:(?:about|around|nearly|almost|some|just|over|environ|près de|quelque|plus de|близько|майже"
    r"|приблизно|понад)\s)?[€$£₴]?[-−+]?$"
)
_LOSES = re.compile(r"\b(?:lost|los[ei]|defeat|beaten|perd|défait|battu|inclin|програ|поразк|поступ)")
_SCORE = re.compile(r"\s?[-–:]\s?")
_WAY_BACK = 24
_NAME = re.compile(
    r"([A-ZÀ-ÞА-ЯЄІЇҐ][^\W\d_]+)[^\w.;]{1,3}(?:(?:is|was|a|avait|est|en|aged|âgée?|віком|має)\s)?(?:en\s)?$"
)
_NAME_BACK = 24
_CLOCK_BEFORE, _CLOCK_AFTER = re.compile(r"\d(?::|\s?h\s?)$"), re.compile(r"(?::|\s?h\s?)\d\d(?!\d)")
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
    matched = matched_numbers(reading, source_reading)
    if len(matched) < 2:
        return ()
    if turned := turned_numbers(of, source, matched, languages):
        return turned
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


def matched_numbers(reading: Reading, source: Reading) -> list[tuple[Number, Number]]:
    """The numbers of `reading` that one number of the source can be and no other, each with that one; the first
    `_MOST_COMPARED` of them.
    """
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


def turned_numbers(
    of: str, source: str, matched: Sequence[tuple[Number, Number]], languages: tuple[str, str]
) -> tuple[str, ...]:
    """Neighbours that change places: where something begins, and where it ends."""
    ways = [(claim, _way(of, claim, languages[0]), _way(source, found, languages[1])) for claim, found in matched]
    return tuple(
        f"{one[0].written} and {two[0].written}"
        for one, two in pairwise(ways)
        if {one[1:], two[1:]} == {("from", "to"), ("to", "from")}
    )


def _way(text: str, number: Number, language: str) -> str:
    """Whether a number is where something begins or ends (`from 4 to 5`), by the word before it."""
    found = _WAY.search(text[max(0, number.start - _WAY_BACK) : number.start].lower())
    return _WAYS.get(language, {}).get(found[1], "") if found else ""


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
    matched = [
        each
        for each in matched_numbers(reading, source_reading)
        if not is_of_a_date(each[0], reading) and not _is_label(each[0], of) and not _is_label(each[1], source)
    ]
    moved = []
    for (one, one_source), (two, two_source) in combinations(matched, 2):
        if one_source.start < two_source.start:
            continue
        places = _place(of, one, languages[0], False), _place(of, two, languages[0], False)
        explained = places[0] != places[1] and any(
            place & _place(source, found, languages[1], False)
            for place, found in zip(places, (one_source, two_source), strict=True)
        )
        way = _way(of, one, languages[0])
        explained = explained or bool(way and way == _way(source, one_source, languages[1]))
        score = _is_score(of, one, two) and _is_score(source, two_source, one_source)
        explained = explained or (score and _LOSES.search(f"{of} {source}".lower()) is not None)
        named = _named_alike(of, one, source, one_source) and _named_alike(of, two, source, two_source)
        if not explained and not named:
            moved.append(f"{one.written} and {two.written}")
    return tuple(moved)


def _is_score(text: str, one: Number, two: Number) -> bool:
    """Whether two numbers are a result, which a loser may be given the other way round."""
    return _SCORE.fullmatch(text[one.end : two.start]) is not None


def _named_alike(of: str, one: Number, source: str, found: Number) -> bool:
    """Whether the same name stands before a number in both texts: `Ann, 34`."""
    names = [
        _NAME.search(text[max(0, number.start - _NAME_BACK) : number.start])
        for text, number in ((of, one), (source, found))
    ]
    return bool(names[0] and names[1] and sounds_like(names[0][1], names[1][1]))


def is_of_a_date(claim: Number, reading: Reading) -> bool:
    """Whether a number is a year, an hour or a day beside a month."""
    if any(not isinstance(value, Decimal) or 1000 <= value <= 2100 or len(claim.values) > 1 for value in claim.values):
        return True
    months = [other for other in reading.claims if any(isinstance(value, Month) for value in other.values)]
    return any(-4 <= month.start - claim.end <= 6 or -4 <= claim.start - month.end <= 6 for month in months)


def _is_label(claim: Number, text: str) -> bool:
    """Whether a number is part of a name (`A1`, `Formula 1`) or of a time of day."""
    before = text[max(0, claim.start - 2) : claim.start]
    if _CLOCK_BEFORE.search(text, max(0, claim.start - 4), claim.start) or _CLOCK_AFTER.match(text, claim.end):
        return True
    return claim.values == {Decimal(1)} or before[-1:].isalpha() or (before[-1:] == "-" and before[:1].isalpha())
