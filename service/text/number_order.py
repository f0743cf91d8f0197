"""Numbers that changed places: each is in the text, but beside what another one counted there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations

from service.text.mixture import is_frequent
from service.text.numbers import Number, Reading
from service.text.stems import stem

# Units and directions that texts in different languages write down alike, by what their words begin with.
_UNITS: Mapping[str, str] = {
    "%": "% percent per*cent pour*cent відсот процент",
    "€": "€ eur euro євро",
    "$": "$ usd dollar долар",
    "£": "£ pound livre фунт",
    "₴": "₴ грн hryvni гривен гривн",
    "km": "km kilom км кілом",
    "mi": "mile миль милі",
    "kg": "kg kilo кг кілогр",
    "t": "ton тонн",
    "m": "metr meter mètr метр",
    "°": "° degr градус",
    "year": "year ans année рок рік річн",
    "month": "month mois місяц",
    "day": "day jour дн день днів",
    "hour": "hour heure годин",
    "minute": "minut хвилин",
    "people": "people person людей осіб людин",
    "dead": "kill dead die tué mort загин",
    "hurt": "hurt injur wound bless поранен",
    "home": "home house logement maison будин",
    "pupil": "pupil élève учн",
    "page": "page сторін",
    "room": "room salle chambre кімнат",
    "seat": "seat place місц",
    "car": "car voiture автомоб машин",
    "bus": "bus автобус",
    "tree": "tree arbre дерев",
    "book": "book livre книг",
    "worker": "worker employé salarié працівник",
}
_BEFORE = {"from": "from de від з із зі", "to": "to à au до", "$": "$ us$", "€": "€", "£": "£"}
_STARTS = [(start.replace("*", " "), unit) for unit, starts in _UNITS.items() for start in starts.split()]
_FOLLOWING = re.compile(r"[^\W\d_]+|[%€$£₴°]")
_AHEAD, _BACK = 40, 8


def swapped_numbers(
    of: str, reading: Reading, source: str, source_reading: Reading, languages: tuple[str, str]
) -> tuple[str, ...]:
    """Pairs of numbers of `of`, as they are written there, that stand in each other's place in `source`.

    What tells a place is the unit or the counted thing that follows, or the direction before it; in texts of the same
    language (`languages`: that of `of`, that of `source`) also any word that follows, by its stem.
    """
    if min(len(reading.claims), len(source_reading.claims)) < 2:
        return ()
    matched = [
        (claim, found) for claim in reading.claims if (found := _only(claim, source_reading, reading)) is not None
    ]
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


def _only(claim: Number, source: Reading, reading: Reading) -> Number | None:
    """The one number of the source that the claim can be, if no other claim can be it."""
    found = [other for other in source.claims if other.values & claim.values]
    alone = sum(bool(other.values & claim.values) for other in reading.claims) == 1
    return found[0] if len(found) == 1 and alone else None


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
            place.add(sign if sign in _UNITS else f"<{sign}")
    after = text[number.end : number.end + _AHEAD].lower()
    stop = re.search(r"\d|[.;:!?]", after)
    after = after[: stop.start()] if stop else after
    following = [match.group() for match in _FOLLOWING.finditer(after)][:3]
    for word, follows in zip(following, [*following[1:], ""], strict=False):
        place |= {unit for start, unit in _STARTS if word.startswith(start) or f"{word} {follows}".startswith(start)}
    if with_stems:
        place |= {stem(word, language) for word in following[:2] if len(word) > 2 and not is_frequent(word)}
    return place


def moved_numbers(
    of: str, reading: Reading, source: str, source_reading: Reading, languages: tuple[str, str]
) -> tuple[str, ...]:
    """Pairs of numbers that `of` names the other way round, where nothing beside them says that this is right.

    Weak evidence: sentences are rebuilt in translation. Dates, years and hours move as they like and are left out.
    """
    if min(len(reading.claims), len(source_reading.claims)) < 2:
        return ()
    matched = [
        (claim, found)
        for claim in reading.claims
        if not _is_of_a_date(claim, reading) and (found := _only(claim, source_reading, reading)) is not None
    ]
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
    if any(isinstance(value, str) or 1000 <= value <= 2100 or len(claim.values) > 1 for value in claim.values):
        return True
    months = [other for other in reading.claims if any(str(value).startswith("m") for value in other.values)]
    return any(-4 <= month.start - claim.end <= 6 or -4 <= claim.start - month.end <= 6 for month in months)
