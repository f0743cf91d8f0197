"""The words that languages write numbers with, every form of them, and what each is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from service.text import languages
from service.text.languages.vocabulary import Forms, Hints, Vocabulary
from service.text.numbers.values import Month, Value, Weekday

Role = Literal["cardinal", "hundred", "scale", "ordinal", "hint", "month", "weekday"]


@dataclass(frozen=True, slots=True)
class Word:
    """What a word is worth. A `hint` states its values without being a number: `half`, `twice`, `quinzaine`."""

    role: Role
    value: int = 0
    values: frozenset[Value] = frozenset()
    plural: bool = False


Table = Mapping[str, Word]
VOCABULARIES: Mapping[str, Vocabulary] = {code: known.numbers for code, known in languages.LANGUAGES.items()}
LANGUAGES = frozenset(VOCABULARIES)

_SCALES_OF_OTHERS = {
    3: "tausend mil mila tysiące tysięcy тысяча тысячи тысяч",
    4: "万 萬",
    6: "millionen millón millones milione milioni milhão milhões milion miliony milionów miljoen miljoner миллион"
    " миллиона миллионов",
    8: "亿 億",
    9: "milliarde milliarden miliardo miliardi bilhões miliard miliardy miliardów miljard miljarder миллиард миллиарда"
    " миллиардов",
    12: "兆",
}


@cache
def table(language: str | None) -> Table:
    """The words of a language; of all languages, and the scales of some more, where there is no table for it."""
    if language and (vocabulary := VOCABULARIES.get(language)):
        return _table(vocabulary)
    words = {form: Word("scale", 10**power) for power, forms in _SCALES_OF_OTHERS.items() for form in forms.split()}
    for code in reversed([*VOCABULARIES]):
        words |= table(code)
    return words


def _table(vocabulary: Vocabulary) -> Table:
    return {
        **_hints(vocabulary.hints),
        **_words("cardinal", vocabulary.cardinals),
        **_words("ordinal", vocabulary.ordinals),
        **_words("hundred", {100: vocabulary.hundreds}),
        **_scales(vocabulary.scales),
        **_calendar("month", Month, vocabulary.months),
        **_calendar("weekday", Weekday, vocabulary.weekdays),
    }


def _words(role: Role, forms: Forms) -> dict[str, Word]:
    return {form: Word(role, value) for value, written in forms.items() for form in written.split()}


def _scales(forms: Mapping[int, tuple[str, str]]) -> dict[str, Word]:
    return {
        form: Word("scale", 10**power, plural=plural)
        for power, pair in forms.items()
        for plural, written in zip((False, True), pair, strict=True)
        for form in written.split()
    }


def _hints(forms: Hints) -> dict[str, Word]:
    return {
        form: Word("hint", values=frozenset(Decimal(value) for value in values))
        for written, values in forms.items()
        for form in written.split()
    }


def _calendar(role: Role, kind: Callable[[int], Value], rows: Iterable[str]) -> dict[str, Word]:
    return {
        form: Word(role, number, frozenset({kind(number)}))
        for number, row in enumerate(rows, 1)
        for form in row.split()
    }
