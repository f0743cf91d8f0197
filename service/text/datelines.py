"""What agencies put before a report's first word: the place, the day and who reports (`LONDON (Reuters) - ...`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.types import Sentence

_LONGEST = 80
_PLACE = r"[^\W\d_a-zà-ÿа-яєіїґ][\w.'’ -]{1,30}"
_AGENCY = r"\((?:[^()]{2,40})\)"
_DATE = r"(?:\d{1,2}[ .]\w+\.?(?: \d{4})?(?: (?:року|р\.))?|\w+\.? \d{1,2}(?:, \d{4})?)"
_DATELINE = re.compile(
    rf"(?:{_PLACE}(?:, {_PLACE})?,? ?(?:{_DATE},? ?)?{_AGENCY}\s*[-–—:]?"
    rf"|[^\W\d_a-zà-ÿа-яєіїґ]{{4,20}}(?:[ ,-]+[^\W\d_a-zà-ÿа-яєіїґ]{{3,20}})*(?:, {_DATE})?\s*[–—]"
    rf"|{_PLACE}, {_DATE}\s*(?:[-–—.]|[-–—]\s*(?:AFP|AP|Reuters|Укрінформ|УНІАН|Інтерфакс-Україна)\s*[-–—.]))"
    r"\s+(?=[«\"“„]?[^\W\d_a-zà-ÿа-яєіїґ])"
)
_AGENCY_NAMES = re.compile(
    r"\((?:AFP|AP|Reuters|UPI|dpa|ANSA|EFE|Xinhua|PTI|CNN|BBC|Укрінформ|УНІАН|УНН|Інтерфакс|РБК)[^()]*\)", re.IGNORECASE
)


def undated(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences without the datelines that they may begin with; each is where it says, in the article."""
    return tuple(
        replace(sentence, text=text, start=sentence.end - len(text))
        if (text := without_dateline(sentence.text)) != sentence.text
        else sentence
        for sentence in sentences
    )


def without_dateline(sentence: str) -> str:
    """The sentence without the dateline that it may begin with."""
    found = _DATELINE.match(sentence[:_LONGEST])
    if found is None or ("(" in found[0] and not _AGENCY_NAMES.search(found[0])):
        return sentence
    return sentence[found.end() :]
