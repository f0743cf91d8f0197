"""What agencies put before a report's first word: the place, the day and who reports (`LONDON (Reuters) - ...`).

Names of agencies need not be known: a dateline is told by its form, which is the stricter the less of it there is. A
place in capitals may stand alone; one that is not needs a day, an agency in brackets, or an article right behind the
dash. What follows begins with a capital, so that `London - the city of ...` is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.text.clauses.grammar import listed
from service.text.credits import credit_ends, without_credit_lines
from service.types import Sentence

_LONGEST = 140
_OPENING_SENTENCES = 8
"""Datelines that are told by less than capitals or an agency stand at the head of an article only."""
_UPPER, _LOWER = r"[^\W\d_a-zà-ÿœа-яєіїґ]", r"[^\W\d_A-ZÀ-ÞŒА-ЯЄІЇҐ]"
_SMALL = r"(?:de|du|des|la|le|les|sur|sous|en|lès|of|the|upon|on|na|на|der|am|al|el)"
_WORD = rf"(?:{_UPPER}[\w.’']*(?:-[\w’']+)*)"
_PLACE = rf"{_WORD}(?:[ /-](?:(?:{_SMALL}|[ld][’'])[ -]?){{0,2}}{_WORD}){{0,3}}"
_PLACES = rf"{_PLACE}(?:, ?{_PLACE}){{0,2}}"
_MONTH = (
    r"(?:jan(?:uary|vier|v)?|feb(?:ruary)?|févr?(?:ier)?|mar(?:ch|s)?|apr(?:il)?|avr(?:il)?|may|mai|june?|juin|july?"
    r"|juil(?:let)?|aug(?:ust)?|août|sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?|dec(?:ember)?"
    r"|déc(?:embre)?|(?:січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листопад|груд)[а-яіїє]{0,4}"
    r"|бер|кві|тра|чер|сер|вер|жов|лист|гру)\.?"
)
_WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|понеділок|вівторок|середа|четвер|п[’'ʼ]ятниця|субота|неділя"
)
_YEAR = r"(?:,? (?:19|20)\d\d(?: (?:року|р\.))?)?"
_DATE = (
    rf"(?:(?i:le )?(?:(?i:{_WEEKDAY}),? ?)?(?:\d{{1,2}}(?:er|st|nd|rd|th)?\.? (?i:{_MONTH}){_YEAR}"
    rf"|(?i:{_MONTH}) \d{{1,2}}{_YEAR}|\d{{1,2}}[./]\d{{1,2}}[./](?:20)?\d\d)|(?i:le )?(?i:{_WEEKDAY})\b)"
)
_IN_BRACKETS = r"(?:\((?=[^()]*[^\W\d_])[^()]{2,40}\)|/\w{2,20}/)"
_NAME = rf"(?:{_UPPER}{{2}}[\w’'-]*|{_UPPER}[\w’'.-]+)(?: {_WORD}){{0,2}}"
_DASH = r"(?: ?(?:[–—―|]|--?) ?)"
_FOLLOWS = rf"(?:\s+|(?<=[–—―|-]))(?=[«\"“„‘]?\s?(?:{_UPPER}|\d))"
_SEP = rf"(?:[,.]? ?|{_DASH})"
# A place and its region or country, then a day, an agency or both, whatever stands between them.
_CHAIN = (
    rf"(?:м\. ?)?{_PLACES}(?: ?\({_PLACE}\))?(?:{_SEP}{_DATE})?{_SEP}{_IN_BRACKETS}(?:{_SEP}{_DATE})?(?:{_DASH}|:)"
    rf"|(?:м\. ?)?{_PLACES}(?: ?\({_PLACE}\))?{_SEP}{_DATE}(?:{_SEP}{_IN_BRACKETS}\.|{_DASH}|:)"
    rf"|{_DATE},? ?{_IN_BRACKETS}(?:{_DASH}|:|\.)"
)
_CAPITALS = rf"{_UPPER}{{3,20}}(?:[ -](?:{_UPPER}{{2,20}}|{_SMALL})){{0,3}}"
_STARTER = (
    r"(?:The|An?|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|At|In|On|More|Police|President|Prime|Hundreds|Thousands"
    r"|Officials|Les?|La|Une?|Des|Deux|Trois|Quatre|Cinq|Plus|Au|Aux|En|Dans|Selon|Près|Quelque)(?=\W)|[LD][’']\w"
)
_ANYWHERE = re.compile(
    rf"(?:{_CAPITALS}(?:[,/] ?{_PLACE}){{0,2}}[,.]? ?(?:{_DATE},? ?)?{_IN_BRACKETS}(?:{_DASH}|:)"
    rf"|{_CAPITALS}(?:[,/] ?{_PLACE}){{0,2}}(?:[,.]? ?{_DATE})? ?[–—―|]"
    rf"|{_PLACES}[,.]? ?{_DATE},? ?(?:{_IN_BRACKETS}(?:{_DASH}|:)?|{_DASH}))" + _FOLLOWS
)
_AT_THE_HEAD = re.compile(
    rf"(?:{_CHAIN}"
    rf"|{_PLACES}\. ?{_DATE}\. ?{_NAME} ?(?:\.|{_DASH}|:)"
    rf"|{_PLACES}[,.] ?{_DATE}(?:[,./] ?{_NAME})? ?(?:\.|{_DASH}|:|/)"
    rf"|{_PLACES}(?:[,.] ?{_DATE})?{_DASH}{_NAME}(?:\.|{_DASH}|:)"
    rf"|{_CAPITALS}(?:[,/] ?{_PLACE}){{0,2}}(?:[,.] ?{_DATE})? ?(?:--?|:)"
    rf"|{_PLACES} ?\({_LOWER}{{2,5}}(?:/{_LOWER}{{2,5}})?\)"
    rf"|{_IN_BRACKETS}{_DASH})" + _FOLLOWS
)
_BARE_PLACE = re.compile(rf"{_PLACES}{_DASH}\s*(?={_STARTER})")
_OWN_LINE = re.compile(
    rf"{_PLACES},? {_DATE}[.,]?(?: {_IN_BRACKETS})?\.?|{_IN_BRACKETS}\.?|{_DATE},? {_IN_BRACKETS}\.?"
)
_KNOWN_AGENCY = re.compile(
    rf"{_PLACES},? ?(?:{_DATE},? ?)?"
    r"\((?:AFP|AP|Reuters|UPI|dpa|ANSA|EFE|Xinhua|PTI|CNN|BBC|Укрінформ|УНІАН|УНН|Інтерфакс|РБК)\b[^()]{0,20}\)"
    + _FOLLOWS
)
# Short names in capitals that are places; others of so few letters are organisations.
_SHORT_PLACES = listed("LYON NICE METZ CAEN ROME OSLO KYIV KIEV LVIV LIMA BERN BONN CORK BATH YORK GAZA DOHA BAKU RIGA")
_LABELS = listed("UNESCO UNICEF INTERPOL FRONTEX EUROPOL")
_LEAST_AFTER = 12  # characters of what the dateline stands before


def undated(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences without the lines that say who wrote them, and without the bylines and datelines that they may
    begin with; each is where it says, in the article. All of them where nothing else would be left.
    """
    kept = without_credit_lines(sentences, _OWN_LINE)
    found: list[Sentence] = []
    skipped = 0
    for index, sentence in enumerate(kept):
        opens = index == 0 or kept[index - 1].paragraph != sentence.paragraph
        if skipped:  # a dateline was longer than what passes for a sentence
            skipped -= 1
        elif not opens:
            found.append(sentence)
        else:
            cut = _opening_ends(kept, index)
            while cut > len(kept[index + skipped].text) and index + skipped + 1 < len(kept):
                cut -= kept[index + skipped + 1].start - kept[index + skipped].start
                skipped += 1
            last = kept[index + skipped]
            found.append(replace(last, text=last.text[cut:], start=last.start + cut) if cut > 0 else last)
    return tuple(found)


def without_dateline(sentence: str) -> str:
    """The sentence without the dateline that it may begin with."""
    return sentence[_dateline_ends(sentence, head=False) :]


def _opening_ends(sentences: Sequence[Sentence], index: int) -> int:
    """Where the byline and the dateline end that the paragraph from here on begins with, from its start."""
    head = index < _OPENING_SENTENCES
    text = sentences[index].text
    for one, following in zip(sentences[index:], sentences[index + 1 :], strict=False):
        gap = following.start - one.end
        if not head or len(text) > _LONGEST or following.paragraph != one.paragraph or gap < 0:
            break
        text += " " * gap + following.text
    cut = credit_ends(text) if head else 0
    return cut + _dateline_ends(text[cut:], head=head)


def _dateline_ends(text: str, *, head: bool) -> int:
    """Where the dateline ends that this begins with; 0 where it has none."""
    start = text[:_LONGEST]
    patterns = (_ANYWHERE, _KNOWN_AGENCY, _AT_THE_HEAD, _BARE_PLACE) if head else (_ANYWHERE, _KNOWN_AGENCY)
    ends = [
        found.end()
        for pattern in patterns
        if (found := pattern.match(start))
        and len(text) - found.end() >= _LEAST_AFTER
        and not _is_organisation(found[0])
    ]
    return max(ends, default=0)


def _is_organisation(dateline: str) -> bool:
    """Whether a lone word in capitals before a hyphen is no place, but stands for something (`NASA - The agency`)."""
    word, _, rest = dateline.rstrip().partition(" ")
    lone = rest in {"-", "--", "–", "—"} or (rest == "" and word.endswith(":"))
    return lone and (word in _LABELS or (len(word) < 5 and word not in _SHORT_PLACES and rest.startswith("-")))
