"""Parts of a whole, multiples and round numbers in words: `two thirds`, `one in five`, `doubled`, `une vingtaine`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from service.text.numbers.phrases import TOKEN
from service.text.numbers.reading import Number, Reading
from service.text.numbers.values import plain
from service.text.numbers.words import table

RelationKind = Literal["share", "times", "about", "some", "ordinal"]

_PARTS: Mapping[float, str] = {
    1 / 2: "half halves moitié moitiés половина половини половину половині половиною",
    1 / 3: "third thirds tiers третина третини третину третин",
    1 / 4: "quarter quarters quart quarts чверть чверті чвертей чвертю",
    1 / 5: "fifth fifths cinquième cinquièmes п'ята п'яту п'ятих п'ятої",
    1 / 6: "sixth sixths sixième sixièmes шоста шосту шостої",
    1 / 8: "eighth eighths huitième huitièmes восьма восьму",
    1 / 10: "tenth tenths dixième dixièmes десята десяту десятих десятої",
}
_TIMES: Mapping[float, str] = {
    2: "doubled doubles double doubling twice twofold twofold doublé doublée doublés doublées double doubler doublent"
    " вдвічі удвічі двічі подвоїв подвоїла подвоїло подвоїли подвоїлась подвоїлася подвоїлося подвоївся подвоїлися"
    " подвоєння подвоїти",
    3: "tripled triples triple tripling thrice threefold triplé triplée triplés triplées tripler triplent втричі утричі"
    " тричі потроїв потроїла потроїлась потроїлася потроїлося потроївся потроїлися потроїти",
    4: "quadrupled quadruple quadruples fourfold quadruplé quadruplée quadrupler вчетверо учетверо",
    5: "fivefold quintupled quintuplé вп'ятеро уп'ятеро",
    10: "tenfold décuplé вдесятеро удесятеро",
}
_ABOUT: Mapping[float, str] = {
    10: "dizaine десяток десятка десяткові десятком",
    12: "dozen douzaine дюжина дюжину дюжини",
    15: "quinzaine",
    20: "vingtaine score",
    30: "trentaine",
    40: "quarantaine",
    50: "cinquantaine",
    60: "soixantaine",
    100: "centaine",
}
_SOME: Mapping[float, str] = {
    10: "dozens tens scores dizaines douzaines vingtaines десятки десятків десятками десяткам десятках",
    100: "hundreds centaines сотні сотень сотням сотнями сотнях",
    1000: "thousands milliers тисячі тисяч тисячам тисячами тисячах",
}
_TABLES: tuple[tuple[RelationKind, Mapping[float, str]], ...] = (
    ("share", _PARTS),
    ("times", _TIMES),
    ("about", _ABOUT),
    ("some", _SOME),
)
_KINDS: Mapping[str, tuple[RelationKind, float]] = {
    word: (kind, value) for kind, rows in _TABLES for value, words in rows.items() for word in words.split()
}
# Words that are parts only where something says so: `п'ята частина`, not `п'ята школа`; `a fifth of`, not `his fifth`.
_AMBIGUOUS = frozenset(["third", "fifth", "sixth", "eighth", "tenth", "quarter", "quart", "double"])
_PART_AFTER = re.compile(r"[\s-]+(?:of\b|частин|d['’]|de\b|des\b|du\b)", re.IGNORECASE)
# `an hour and a half`, `рік з половиною`
_AND_BEFORE = re.compile(r"(?:\band a|\b[зі]з?) $")
_ARTICLE_BEFORE = re.compile(r"(?:\ban?|\bone|\bun|\bby an?)[\s-]$", re.IGNORECASE)
_ORDINAL_PARTS = frozenset(word for value, words in _PARTS.items() if value < 1 / 4 for word in words.split())
_COUNT = r"[^\W_]+(?:['’ʼ][^\W_]+)?"
_IN = re.compile(rf"\b(?P<before>(?:{_COUNT} ){{1,3}})(?:out of(?: every)?|in(?: every)?|sur|із|з|зі) (?P<of>{_COUNT})")
_WORD = re.compile(_COUNT)
_EVERY = re.compile(
    r"\b(?:(?:every|кожн[аиеіогмйу]{1,3}) |що(?=[птдвшсч]))(?P<of>[^\W\d_]+(?:['’ʼ][^\W\d_]+)?)", re.IGNORECASE
)
_STRAIGHT = str.maketrans("’ʼ", "''")
_NOT_SHARES = frozenset(["past", "after", "to", "на", "до", "по"])


_LAST_ORDINAL = 10


@dataclass(frozen=True, slots=True)
class Share:
    """A part, a multiple or a round number: its kind, its value, the numbers it is made of, how it is written."""

    kind: RelationKind
    value: float
    claims: tuple[int, ...]
    written: str


def shares(text: str, reading: Reading, language: str) -> tuple[Share, ...]:
    """The shares, multiples and round numbers that a text names in words. Linear in the text."""
    return (*_named(text, reading, language), *_ratios(text, reading, language), *_ordinals(text, language))


def _ordinals(text: str, language: str) -> Iterator[Share]:
    """`first`, `troisième`: those that are too small to be missed by themselves."""
    words = table(language)
    for token in TOKEN.findall(text):
        word = words.get(token.lower() if token.isalpha() else token.lower().translate(_STRAIGHT))
        if word and word.role == "ordinal" and word.value <= _LAST_ORDINAL:
            yield Share("ordinal", word.value, (), token)


def _named(text: str, reading: Reading, language: str) -> Iterator[Share]:
    lowered = text.lower()
    lowered = lowered if len(lowered) == len(text) else text
    claims = reading.claims
    ends = {claim.end: at for at, claim in enumerate(reading.claims)}
    for token in TOKEN.finditer(lowered):
        word = token.group().replace("’", "'").replace("ʼ", "'")
        known = _KINDS.get(word)
        if not known:
            continue
        kind, value = known
        if kind == "some":
            if not any(claim.start <= token.start() < claim.end for claim in claims):
                yield Share(kind, value, (), text[token.start() : token.end()])
            continue
        before = next((ends[end] for end in range(token.start() - 1, token.start() - 4, -1) if end in ends), None)
        many = _count(reading.claims[before]) if before is not None else None
        if kind == "share":
            plural = many is not None
            part = bool(_PART_AFTER.match(lowered, token.end()))
            led = bool(_ARTICLE_BEFORE.search(lowered, max(0, token.start() - 5), token.start()))
            if (
                (word in _AMBIGUOUS or word in _ORDINAL_PARTS)
                and not plural
                and not (led or (language == "uk" and part))
            ):
                continue
            if word in _ORDINAL_PARTS and language == "uk" and not part:
                continue
            more = _AND_BEFORE.search(lowered, max(0, token.start() - 6), token.start())
            if more or _follows(lowered, token.end()) in _NOT_SHARES:
                continue
        factor = many if many is not None and (kind == "about" or many * value <= 1) else 1.0
        made_of = (before,) if before is not None and many is not None and kind != "times" else ()
        yield Share(kind, factor * value, made_of, text[token.start() : token.end()])


def _follows(text: str, end: int) -> str:
    token = TOKEN.search(text, end, end + 12)
    return token.group() if token else ""


def _count(claim: Number) -> float | None:
    values = plain(claim.values) if claim.spelled is None else [float(claim.spelled)]
    return values[0] if len(values) == 1 and 1 < values[0] < 10 else None


def _ratios(text: str, reading: Reading, language: str) -> Iterator[Share]:
    """`one in five`, `quatre sur dix`, `every fourth`."""
    starts = {claim.start: at for at, claim in enumerate(reading.claims)}
    for found in _IN.finditer(text):
        of = _number(found["of"], language)
        counts = [(each.start(), _number(each.group(), language)) for each in _WORD.finditer(found["before"])]
        at, one = next(((at, count) for at, count in reversed(counts) if count), (0, None))
        if one and of and one < of <= 100:
            places = found.start("before") + at, found.start("of")
            claims = tuple(starts[place] for place in places if place in starts)
            yield Share("share", one / of, claims, text[places[0] : found.end()])
    for found in _EVERY.finditer(text):
        word = table(language).get(found["of"].lower().replace("’", "'"))
        if word and word.role == "ordinal" and word.value > 1:
            yield Share("share", 1 / word.value, (), found.group())


def _number(word: str, language: str) -> int | None:
    if word.isdecimal():
        return int(word) if len(word) < 4 else None
    known = table(language).get(word.lower().replace("’", "'"))
    if known and known.role in ("cardinal", "ordinal"):
        return known.value
    return 1 if word.lower() in ("une", "a") else 100 if known and known.role == "hundred" else None
