"""Who does what to whom, where both are told by what they are: `the lawyer accused the judge`.

Of the people, bodies and goods that a sentence and its translation both name, the one that acts is told by its case in
Ukrainian, by its place and by the passive in English and French. Where another one acts in the translation, and both
stand in one clause in both texts, they have changed places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.text.languages.language import word_set
from service.text.opposites import sides
from service.text.parties import PARTY_LANGUAGES, parties
from service.text.ukrainian_dictionary import ukrainian
from service.text.words import words

_LONGEST, _MOST_BETWEEN, _LEAST_BETWEEN, _MOST_PARTIES = 160, 10, 2, 8
_BEFORE_NOUN, _BEFORE_AGENT, _BOTH, _SHORTEST = 2, 3, 2, 2
_PREPOSITIONS = {
    "en": word_set(
        "of from with in at for against to about on between among over without under into after before near than via"
        " like during behind including as"
    ),
    "fr": word_set(
        "de du des d avec dans en à au aux pour contre sur sous entre chez sans vers selon depuis après avant près que"
        " dont comme"
    ),
    "uk": word_set(
        "з із зі в у на до від для про за над під перед між без проти через після біля серед по при о об щодо ніж"
        " крім як"
    ),
}
_AGENT = {"en": "by", "fr": "par"}
_PASSIVE = re.compile(r"\b(?:бу(?:в|ла|ло|ли|де|дуть)|\w+(?:но|то)|\w+(?:ний|на|не|ні|тий|та|те|ті))\b")
_CLEFT = re.compile(r"(?:C['’]est|Ce sont|C['’]était|It (?:was|is)|Саме)\b", re.IGNORECASE)
_PAST = re.compile(r"\w{2}(?:[^\W\d_]в|міг|ніс|тік|ріс|віз|ла|ло|ли|вся|лася|лося|лися)$")
_JOINED = frozenset(["and", "et", "or", "ou", "і", "й", "та", "або"])
# Verbs with which whoever something is done to stands in front, and those that are told the other way round as often.
_TURNED = re.compile(
    r"(?<!\w)(?:receiv|obtain|suffer|underg|joined|joins|los[te]|succumb|includ|compris|belong|followed"
    r"|said|says|told|reçu|reçoi|obten|obtien|subi|perd|rejoi|compt|appart|déclar|indiqu|affirm|précis"
    r"|annonc|dit |отрим|одерж|зазна|програ|поступ|приєдн|належ|склада|заяви|сказа|повідом|наголос)",
    re.IGNORECASE,
)
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_CLAUSE = re.compile(r"[,;:()—–]")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A party that a text names: which it may be, and the word by its number."""

    kinds: frozenset[int]
    at: int


def swapped_parties(source: str, output: str, languages: tuple[str, str]) -> tuple[str, str] | None:
    """The two of a translated sentence that act in each other's place, by the words of `output`.

    `languages` are those of source and output.
    """
    if not {*languages} <= {*PARTY_LANGUAGES} or max(len(source), len(output)) > _LONGEST:
        return None
    texts = words(source), words(output)
    pairs = _shared(*(_mentions(text, language) for text, language in zip(texts, languages, strict=True)))
    if len(pairs) < 2 or _TURNED.search(source) or _TURNED.search(output):
        return None
    before = _acting(texts[0], [one.at for one, _ in pairs], languages[0])
    after = _acting(texts[1], [two.at for _, two in pairs], languages[1])
    if before is None or after is None or before == after or _CLEFT.match(source) or _CLEFT.match(output):
        return None
    if not all(
        _in_one_clause(text, found[pairs[before][side].at], found[pairs[after][side].at])
        for side, (text, found) in enumerate(zip((source, output), texts, strict=True))
    ):
        return None
    if any(not _apart(texts[side], pairs[before][side].at, pairs[after][side].at) for side in (0, 1)):
        return None
    return texts[1][pairs[after][1].at], texts[1][pairs[before][1].at]


def swapped_sides(source: str, output: str, languages: tuple[str, str]) -> tuple[str, str] | None:
    """The words of `output`, a translated sentence, that say of one what `source` says of another: honey rose, sugar
    fell.
    """
    if not {*languages} <= {*PARTY_LANGUAGES} or max(len(source), len(output)) > _LONGEST:
        return None
    ours = {number: found for number, found in sides(output, languages[1]).items() if len(found) == _BOTH}
    theirs = sides(source, languages[0]) if ours else {}
    for number, found in ours.items():
        if [side for _, side in theirs.get(number, [])] != [-side for _, side in found] or found[0][1] == found[1][1]:
            continue
        texts = words(source), words(output)
        pairs = _shared(*(_mentions(text, language) for text, language in zip(texts, languages, strict=True)))
        if len(pairs) >= _BOTH and pairs == sorted(pairs, key=lambda pair: pair[1].at):
            return found[0][0], found[1][0]
    return None


def _mentions(text: Sequence[str], language: str) -> list[_Mention]:
    found = [
        _Mention(kinds, at)
        for at, word in enumerate(text)
        if len(word) >= _SHORTEST and not word.endswith(_POSSESSIVE) and (kinds := parties(word, language))
    ]
    return found[:_MOST_PARTIES]


def _shared(ours: Sequence[_Mention], theirs: Sequence[_Mention]) -> list[tuple[_Mention, _Mention]]:
    """The parties that both texts name, where it is plain which is which."""
    pairs = [(one, two) for one in ours for two in theirs if one.kinds & two.kinds]
    return [
        (one, two)
        for one, two in pairs
        if sum(one is other for other, _ in pairs) == 1 and sum(two is other for _, other in pairs) == 1
    ]


def _acting(text: Sequence[str], places: Sequence[int], language: str) -> int | None:
    """Which of the parties at these places acts; None where that is not plain."""
    if language == "uk":
        return _acting_by_case(text, places)
    order = sorted(range(len(places)), key=places.__getitem__)
    for index in order:
        before = [word.casefold() for word in text[max(0, places[index] - _BEFORE_AGENT) : places[index]]]
        if _AGENT[language] in before and not _is_governed(before[before.index(_AGENT[language]) + 1 :], "", language):
            return index
    while len(order) > 1 and language == "en" and _is_before(text, places[order[0]], places[order[1]]):
        order = order[1:]
    first = places[order[0]]
    governed = _is_governed(text[max(0, first - _BEFORE_NOUN) : first], text[first], language)
    return None if governed else order[0]


def _is_before(text: Sequence[str], place: int, noun: int) -> bool:
    """Whether an English word only says of what kind a noun is: `Korean Foreign Minister`."""
    return noun == place + 1 or (noun == place + 2 and text[place + 1][0].isupper() and text[place][0].isupper())


def _is_governed(before: Sequence[str], word: str, language: str) -> bool:
    folded = [each.casefold() for each in before]
    elided = language == "fr" and any(each.startswith(("d'", "d’")) for each in (*folded, word.casefold()))
    return elided or not _PREPOSITIONS[language].isdisjoint(folded)


def _acting_by_case(text: Sequence[str], places: Sequence[int]) -> int | None:
    cases = {index: _cases(text[at].casefold()) for index, at in enumerate(places)}
    free = [index for index, at in enumerate(places) if not _is_governed(_before_noun(text, at), "", "uk")]
    tools = [index for index in free if cases[index] == {"ablt"}]
    if tools and _PASSIVE.search(" ".join(text)):
        return tools[0] if len(tools) == 1 else None
    # The first of two words is a subject where its form may be one.
    subjects = [
        index
        for index in free
        if cases[index] & ({"nomn", "None"} if places[index] < _BOTH else {"nomn"})
        and ("accs" not in cases[index] or places[index] < _BOTH)
    ]
    if len(subjects) > 1:  # `директорка школи`: the second is of the first
        subjects = [index for index in subjects if "gent" not in cases[index]]
    if not subjects and len(free) == _BOTH:
        return _first_of_two(text, places, sorted(free, key=places.__getitem__), cases)
    return subjects[0] if len(subjects) == 1 else None


def _before_noun(text: Sequence[str], at: int) -> Sequence[str]:
    """The words before a Ukrainian noun, back to a preposition that it can be of: not `після матчу` of a referee."""
    is_other = _cases(text[at].casefold()) == {"nomn"} or (at > 0 and _is_noun(text[at - 1].casefold()))
    return text[max(0, at - (1 if is_other else _BEFORE_NOUN)) : at]


@lru_cache(maxsize=8192)
def _is_noun(word: str) -> bool:
    readings = ukrainian().parse(word[:40].replace("’", "'").replace("ʼ", "'"))
    return bool(readings) and all(reading.tag.POS == "NOUN" for reading in readings)


def _first_of_two(
    text: Sequence[str], places: Sequence[int], free: Sequence[int], cases: Mapping[int, frozenset[str]]
) -> int | None:
    """Of two that may both be subject and object, and nothing else, around a verb, the first acts."""
    if not all({"nomn", "accs"} <= cases[index] and "gent" not in cases[index] for index in free):
        return None
    between = text[places[free[0]] + 1 : places[free[1]]]
    return free[0] if any(map(_PAST.search, between)) else None


@lru_cache(maxsize=8192)
def _cases(word: str) -> frozenset[str]:
    readings = ukrainian().parse(word[:40].replace("’", "'").replace("ʼ", "'"))
    return frozenset(str(reading.tag.case) for reading in readings if reading.tag.POS in ("NOUN", "ADJF"))


def _in_one_clause(text: str, one: str, two: str) -> bool:
    start, end = sorted((text.find(one), text.find(two)))
    return not _CLAUSE.search(text, start, end)


def _apart(text: Sequence[str], one: int, two: int) -> bool:
    """Whether something that may be a verb stands between both, and not too much."""
    first, last = sorted((one, two))
    between = [word.casefold() for word in text[first + 1 : last]]
    return _LEAST_BETWEEN <= len(between) + 1 <= _MOST_BETWEEN and between[0] not in _JOINED
