"""One number in many notations and three languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service.text.numbers import (
    Hour,
    Magnitude,
    Month,
    Value,
    Weekday,
    absent,
    doubtful,
    missing_numbers,
    numbers,
    read,
)
from tests.support.growth import grows


def values(text: str, language: str) -> list[set[Value]]:
    return [set(claim.values) for claim in read(text, language).claims]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "twenty-five", 25),
        ("en", "a hundred and six", 106),
        ("en", "two hundred and six thousand", 206_000),
        ("en", "three and a half million", 3_500_000),
        ("en", "2.5 million", 2_500_000),
        ("en", "$5bn", 5 * 10**9),
        ("fr", "quatre-vingt-dix-sept", 97),
        ("fr", "soixante et onze", 71),
        ("fr", "soixante-quinze", 75),
        ("fr", "quatre-vingts", 80),
        ("fr", "deux cent mille", 200_000),
        ("fr", "mille neuf cent quatre-vingt-quatre", 1984),
        ("fr", "dix-huit mille cinq cents", 18_500),
        ("fr", "deux millions et demi", 2_500_000),
        ("fr", "5 Md€", 5 * 10**9),
        ("fr", "2,5 millions", 2_500_000),
        ("uk", "сорока двох", 42),
        ("uk", "двадцять п’ять тисяч", 25_000),
        ("uk", "п’ятсот", 500),
        ("uk", "двома мільйонами триста тисяч", 2_300_000),
        ("uk", "5 млрд", 5 * 10**9),
        ("uk", "2-х мільйонів", 2_000_000),
        ("uk", "двадцять перше", 21),
        ("uk", "XXI століття", 21),
        ("uk", "ХХІ століття", 21),
        ("fr", "XXIe siècle", 21),
    ],
)
def test_words_scales_and_roman_numerals_have_values(language: str, text: str, value: int) -> None:
    assert values(text, language) == [{Decimal(value)}]


SAME = [
    {"en": "50%", "fr": "50 %", "uk": "п’ятдесят відсотків"},
    {"en": "fifty percent", "fr": "cinquante pour cent", "uk": "50 відсотків"},
    {"en": "on the 1st", "fr": "le 1er", "uk": "1-го числа"},
    {"en": "the first day", "fr": "le premier jour", "uk": "першого дня"},
    {"en": "12 May 2026", "fr": "12 mai 2026", "uk": "12 травня 2026 року"},
    {"en": "May 12th, 2026", "fr": "12/05/2026", "uk": "12.05.2026"},
    {"en": "at 2:30 pm", "fr": "à 14h30", "uk": "о 14:30"},
    {"en": "at 2 pm", "fr": "à 14 h", "uk": "о 14:00"},
    {"en": "the 1990s", "fr": "les années 90", "uk": "у 1990-х"},
    {"en": "the 18th century", "fr": "le XVIIIe siècle", "uk": "у XVIII столітті"},
    {"en": "2,500,000", "fr": "2,5 millions", "uk": "2 500 000"},
    {"en": "on Wednesday", "fr": "mercredi", "uk": "у середу"},
    {"en": "a million", "fr": "un million", "uk": "мільйон"},
    {"en": "two hours", "fr": "2 heures", "uk": "двогодинний"},
    {"en": "half of them, 50%", "fr": "la moitié", "uk": "половина"},
    {"en": "1,000.5", "fr": "1\u202f000,5", "uk": "1'000,5"},
    {"en": "5 to 7 million", "fr": "5 à 7 millions", "uk": "5–7 мільйонів"},
]


@pytest.mark.parametrize("one", ["en", "fr", "uk"])
@pytest.mark.parametrize("same", SAME, ids=lambda same: same["en"])
def test_the_same_number_is_the_same_in_another_language(same: dict[str, str], one: str) -> None:
    for other in set(same) - {one}:
        assert absent(read(same[one], one), read(same[other], other), spelled_from=3) == ()


@pytest.mark.parametrize(
    ("of", "language", "source", "source_language", "missing"),
    [
        ("5 billion", "en", "5 millions", "fr", ("5 billion",)),
        ("millions of people", "en", "мільярди людей", "uk", ("millions",)),
        ("le 12 juin", "fr", "12 May", "en", ("juin",)),
        ("у вівторок", "uk", "on Wednesday", "en", ("вівторок",)),
        ("the 17th century", "en", "XVIIIe siècle", "fr", ("17",)),
        ("à 15h30", "fr", "at 2:30 pm", "en", ("15",)),
        ("seventeen", "en", "70", "uk", ("seventeen",)),
    ],
)
def test_another_number_is_missing(
    of: str, language: str, source: str, source_language: str, missing: tuple[str, ...]
) -> None:
    assert missing_numbers(of, source, language, source_language) == missing


def test_small_numbers_in_words_are_only_doubtful() -> None:
    claims, source = read("Seven men and one dog.", "en"), read("Some men and a dog.", "en")

    assert absent(claims, source) == ()
    assert doubtful(claims, source) == ("Seven",)


def test_what_a_language_without_a_table_may_have_spelled_out_is_not_missed() -> None:
    assert missing_numbers("12 ships and 340 men", "zwölf Schiffe und 340 Mann", "en", "de") == ()
    assert missing_numbers("12 ships and 340 men", "zwölf Schiffe", "en", "de") == ("340",)
    assert missing_numbers("5 million", "5 Millionen", "en", "de") == ()


@pytest.mark.parametrize("piece", ["1.", "million ", "two hundred and ", "1 000 ", "X", "5 мільйон ", "5 to ", "1'"])
def test_reading_takes_linear_time(piece: str) -> None:
    assert not grows(read, lambda many: piece * many, 1_250)


def test_groups_in_digits_of_other_scripts_are_read() -> None:
    assert [claim.written for claim in numbers("الإصدار ٣.٤.٥٦")] == ["٣", "٤", "٥٦"]
    assert missing_numbers("الإصدار ٣.٤.٥٦", "version 3.4.56") == ()


@pytest.mark.parametrize(
    ("one", "language", "other", "other_language"),
    [
        ("half a million people", "en", "500 000 personnes", "fr"),
        ("half a million people", "en", "півмільйона людей", "uk"),
        ("a quarter of a million pounds", "en", "250 000 livres", "fr"),
        ("un demi-million de personnes", "fr", "500,000 people", "en"),
        ("пів мільйона людей", "uk", "500,000 people", "en"),
        ("півтора мільйона людей", "uk", "un million et demi de personnes", "fr"),
        ("півтори тисячі людей", "uk", "1,500 people", "en"),
        ("three quarters of them", "en", "75 % d’entre eux", "fr"),
        ("Two thirds of them", "en", "67 % d’entre eux", "fr"),
        ("at 5.30pm on Friday", "en", "о 17:30 у п’ятницю", "uk"),
    ],
)
def test_fractions_of_large_numbers_and_hours_with_a_dot(
    one: str, language: str, other: str, other_language: str
) -> None:
    left, right = read(one, language), read(other, other_language)

    assert absent(left, right, spelled_from=3) == absent(right, left, spelled_from=3) == ()


def test_a_wrong_fraction_is_missed() -> None:
    assert missing_numbers("half a million people", "250 000 personnes", "en", "fr") == ("half a million",)
    assert missing_numbers("250 000 personnes", "half a million people", "fr", "en") == ("250 000",)
    assert missing_numbers("half a million people", "un demi-milliard de personnes", "en", "fr") == ("half a million",)


def test_values_of_different_kinds_are_different() -> None:
    assert len({Decimal(6), Hour(6), Magnitude(6), Month(6), Weekday(6)}) == 5
    assert values("on 6 June at 6 p.m.", "en") == [{Decimal(6)}, {Month(6)}, {Decimal(6), Hour(6)}]


def test_a_decade_is_said_with_four_digits_and_with_two() -> None:
    assert values("the 1990s and the 2000s", "en") == [{Decimal(1990), Decimal(90)}, {Decimal(2000), Decimal(0)}]
