"""Numbers and names that a text states, compared across formats."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.facts import missing_names, missing_numbers, names, numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,000.5 tonnes", [{"1000.5"}]),
        ("1 000,5 tonnes", [{"1000.5"}]),
        ("1\u202f000,5 тонн", [{"1000.5"}]),
        ("1000.5", [{"1000.5"}]),
        ("1,250", [{"1250", "1.250"}]),
        ("4.5% and 4,5 %", [{"4.5"}, {"4.5"}]),
        ("1.234.567", [{"1234567"}]),
        ("1'234'567", [{"1234567"}]),
        ("1.2.3", [{"1"}, {"2"}, {"3"}]),
        ("pages 3, 5 and 8", [{"3"}, {"5"}, {"8"}]),
        ("in 2024, 300 people", [{"2024"}, {"300"}]),
        ("the 2008 400 Richest", [{"2008"}, {"400"}]),
        ("٤٢ ساعة", [{"42"}]),
        ("COVID-19, G7", [{"19"}, {"7"}]),
        ("no digits here", []),
        ("", []),
    ],
)
def test_numbers_are_read_in_every_notation(text: str, values: list[set[str]]) -> None:
    assert [number.values for number in numbers(text)] == [{Decimal(v) for v in expected} for expected in values]


@pytest.mark.parametrize(
    ("summary", "article", "missing"),
    [
        ("Prices rose 4,5 %.", "Prices rose by 4.5% in May.", ()),
        ("Il y a 1 250 blessés.", "There are 1,250 wounded.", ()),
        ("Є 1250 поранених.", "There are 1,250 wounded.", ()),
        ("There are 1,350 wounded.", "There are 1,250 wounded.", ("1,350",)),
        ("On 3 May, 12 ships left.", "On 3 May, 21 ships left.", ("12",)),
    ],
)
def test_a_number_is_missing_only_if_no_notation_of_it_is_stated(
    summary: str, article: str, missing: tuple[str, ...]
) -> None:
    assert missing_numbers(summary, article) == missing


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("The mayor of Lyon met NATO officials. Nobody spoke.", "en", ("Lyon", "NATO")),
        ("UNESCO warned.", "en", ("UNESCO",)),
        ("«Так», — сказала Олена Бондаренко.", "uk", ("Олена", "Бондаренко")),
        ("Le maire d’Aubagne a parlé.", "fr", ("Aubagne",)),
        ("Der Minister sprach mit dem Rat.", "de", ()),
        ("東京で会議が開かれた。", "ja", ()),
    ],
)
def test_names_are_capitals_where_no_sentence_starts(text: str, language: str, found: tuple[str, ...]) -> None:
    assert names(text, language) == found


@pytest.mark.parametrize(
    ("summary", "article", "language", "missing"),
    [
        ("They met in Lyon.", "The Lyon meeting was long.", "en", ()),
        ("They met in Paris.", "The Lyon meeting was long.", "en", ("Paris",)),
        ("Вони говорили з Бондаренком.", "Це сказав Бондаренко.", "uk", ()),
        ("Про це говорили у Варшаві.", "Варшава чекає гостей.", "uk", ()),
        ("Про це говорили у Львові.", "Варшава чекає гостей.", "uk", ("Львові",)),
        ("Selon l’Insee, les prix montent.", "L’INSEE publie ses chiffres.", "fr", ()),
        ("A deal with Smith-Jones followed.", "Smith-Jones was there.", "en", ()),
    ],
)
def test_inflected_names_match_and_foreign_ones_do_not(
    summary: str, article: str, language: str, missing: tuple[str, ...]
) -> None:
    assert missing_names(summary, article, language) == missing


def test_a_huge_word_is_read_like_any_other() -> None:
    article = "Then A" + "b" * 500_000 + " came to Lyon."

    assert missing_names("They met Anna in Lyon.", article, "en") == ("Anna",)
    assert missing_numbers("7", "1." * 200_000) == ("7",)


@given(st.text("019 .,'\u00a0²a", max_size=40))
def test_no_digit_is_overlooked(text: str) -> None:
    ends = [number.end for number in numbers(text)]
    for at, sign in enumerate(text):
        if sign.isdecimal():
            assert any(number.start <= at < number.end for number in numbers(text)), text
    assert ends == sorted(ends)


@given(st.lists(st.text("abAB1_-' É", min_size=1).map(lambda text: " ".join(text.split())), min_size=1, max_size=5))
def test_a_copied_sentence_has_the_names_that_the_whole_text_has(sentences: list[str]) -> None:
    source = " ".join(sentences)
    not_copied = source.replace(" ", "  ").join("()")  # the same words, but nowhere the sentence between two spaces
    for sentence in sentences:
        assert missing_names(sentence, source, "fr") == missing_names(sentence, not_copied, "fr")


@pytest.mark.parametrize("code", ["KV62", "CM2", "A1GP", "MS804", "9H40", "R_X2"])
def test_letters_of_a_code_with_digits_are_no_name_that_is_missing(code: str) -> None:
    assert missing_names(f"The tomb ({code}) was open.", f"There was the tomb, {code}, and it was open.", "en") == ()
