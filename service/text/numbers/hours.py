"""Times of day as people say them: `half past six`, `18 h 30`, `о пів на сьому`, `10 p.m.`"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from service.text.numbers.reading import Reading
from service.text.numbers.words import table

_HALF_DAY = 12 * 60
_S = r"[ \u00a0\u202f]"
_DIGITAL = re.compile(
    rf"(?<![\d.,:/])(?P<h>[01]?\d|2[0-4])(?:{_S}?(?P<sep>[hHг]|год\.?|[:.]){_S}?(?P<m>[0-5]\d)(?![\d%])"
    rf"|{_S}?(?P<bare>h\b|heures?\b|o['’]clock|(?=[ap]\.?m\b)|(?={_S}[ap]\.?m\b)|(?={_S}in the (?:m|ev|aft))"
    rf"|(?<=\d)-[йії](?=[ ,.]|$)|(?:-?[аійоуїєюм]{{1,3}})?{_S}годин[іиу]?))"
)
_PART_OF_DAY = re.compile(
    rf"{_S}?(?:(?P<am>a\.?m\b|du matin|ранку|ночі|in the morning)|(?P<pm>p\.?m\b|du soir|de l['’]après-midi|вечора|дня"
    rf"|in the (?:evening|afternoon)))",
    re.IGNORECASE,
)
# With a full stop between its parts, or without minutes, a number is a time only where this stands before it.
_BEFORE = re.compile(
    rf"(?:^|[^\w])(?:at|by|until|till|from|since|before|after|around|to|à|dès|vers|avant|après|jusqu['’]à|de|entre|et|о|об|до"
    rf"|з|із|зі|від|на|після|близько|по|між|та|і|й|–|-|—){_S}?$|\d[–—-]$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:(?P<half_past>half[ -]past|half after)|(?P<quarter_past>(?:a )?quarter (?:past|after)|чверть (?:на|по))"
    r"|(?P<quarter_to>(?:a )?quarter to|(?:за чверть))|(?P<half_to>пів (?:на|до)))"
    r" (?P<word>[^\W\d_]+(?:['’ʼ][^\W\d_]+)?|\d{1,2})",
    re.IGNORECASE,
)
_FRENCH = re.compile(
    r"\b(?P<word>[^\W\d_]+|\d{1,2}) heures?(?P<rest> et demie?| et quart| moins le quart)", re.IGNORECASE
)
# The first hour of `between 5 and 6 p.m.`, `de 17 à 18 heures`, `з 17 до 18 години`.
_SPAN = re.compile(
    r"(?<![\d.,:/])(?P<h>[01]?\d|2[0-4]) ?(?:and|to|et|à|до|та|і|й|–|-) ?(?=\d{1,2}(?: ?(?:(?P<am>a)|(?P<pm>p))\.?m\b"
    r"|[ \u00a0\u202f]?(?:h\b|heures)| годин))",
    re.IGNORECASE,
)
# An hour in words, with its part of the day: `о сьомій вечора`, `seven in the evening`, `sept heures du soir`.
_SPOKEN = re.compile(
    r"(?<!\bна )(?<!\bпо )(?<!\bpast )(?<!\bto )\b(?P<word>[^\W\d_]+)(?: o['’]clock| heures?| годині)?"
    r"(?= (?:du (?:matin|soir)|de l['’]après-midi|ранку|ночі|вечора|дня|in the (?:morn|even|aftern)|[ap]\.m\.))",
    re.IGNORECASE,
)
_NOON = re.compile(r"\b(?:at noon|midday|à midi|de midi|опівдні)(?P<half> et demie?)?", re.IGNORECASE)
_AHEAD = 24


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """Minutes since midnight. `certain_half`: whether morning or afternoon is told; else it may be either.

    `claims`: the numbers of the reading that it is made of, by their index.
    """

    minutes: int
    certain_half: bool
    claims: tuple[int, ...]
    written: str

    def may_be(self, other: TimeOfDay) -> bool:
        """Whether both can be the same time."""
        if self.certain_half and other.certain_half:
            return self.minutes % (2 * _HALF_DAY) == other.minutes % (2 * _HALF_DAY)
        return self.minutes % _HALF_DAY == other.minutes % _HALF_DAY


def times_of_day(text: str, reading: Reading, language: str) -> tuple[TimeOfDay, ...]:
    """The times that a text names. Linear in the text."""
    starts = [claim.start for claim in reading.claims]
    return tuple(
        TimeOfDay(minutes, certain, tuple(range(bisect_left(starts, start), bisect_left(starts, end))), text[start:end])
        for start, end, minutes, certain in sorted({*_digital(text, language), *_said(text, language)})
    )


def _digital(text: str, language: str) -> Iterator[tuple[int, int, int, bool]]:
    for found in _DIGITAL.finditer(text):
        hour, minute = int(found["h"]), int(found["m"] or 0)
        part = _PART_OF_DAY.match(text, found.end())
        led = bool(_BEFORE.search(text, max(0, found.start() - 10), found.start()))
        unclear = found["bare"] is not None or found["sep"] == "." or (found["sep"] == ":" and found["h"] == "0")
        if (unclear and not part and not (led and (language != "en" or found["bare"]))) or hour > 24:
            continue
        if found["bare"] and not part and language == "fr" and not led:
            continue
        if part and hour <= 12:
            hour = hour % 12 + (12 if part["pm"] else 0)
        certain = bool(part) or hour > 12
        yield found.start(), (part.end() if part else found.end()), hour * 60 + minute, certain


def _said(text: str, language: str) -> Iterator[tuple[int, int, int, bool]]:
    for found in _SAID.finditer(text):
        hour = _hour(found["word"], language)
        if hour is None:
            continue
        minutes = 30 if found["half_past"] else 15 if found["quarter_past"] else -15 if found["quarter_to"] else -30
        if found["quarter_past"] and found["quarter_past"].lower().endswith("на"):
            minutes = -45
        yield found.start(), found.end(), (hour * 60 + minutes) % _HALF_DAY, False
    for found in _FRENCH.finditer(text):
        if (hour := _hour(found["word"], language)) is not None:
            rest = found["rest"]
            minutes = 30 if "demi" in rest else -15 if "moins" in rest else 15
            yield found.start(), found.end(), hour * 60 + minutes, hour > 12
    for found in _SPOKEN.finditer(text):
        part = _PART_OF_DAY.match(text, found.end())
        if part and (hour := _hour(found["word"], language)) is not None and hour <= 12:
            yield found.start(), part.end(), (hour % 12 + (12 if part["pm"] else 0)) * 60, True
    for found in _SPAN.finditer(text):
        later = 12 if found["pm"] else 0
        hour = int(found["h"]) % 12 + later if found["am"] or found["pm"] else int(found["h"])
        yield found.start(), found.end("h"), hour * 60, bool(later) or hour > 12
    for found in _NOON.finditer(text):
        yield found.start(), found.end(), _HALF_DAY + (30 if found["half"] else 0), True


def _hour(word: str, language: str) -> int | None:
    if word.isdecimal():
        return int(word) if int(word) <= 24 else None
    known = table(language).get(word.lower().replace("’", "'"))
    if known and known.role in ("cardinal", "ordinal") and 1 <= known.value <= 24:
        return known.value
    return None
