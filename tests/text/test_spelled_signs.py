"""Signs that a vocabulary lacks are spelled as words, and come back in the translation."""

from __future__ import annotations

import pytest

from service.text.spelled_signs import SPELLED, signs_back, spell_signs


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("€5m, or £4.2m.", "EUR 5m, or GBP 4.2m."),
        ("5\u00a0€", "5\u00a0EUR"),
        ("5€ (₴210)", "5 EUR (UAH 210)"),
        ("2½ hours, ½ a day", "2 1/2 hours, 1/2 a day"),
        ("$5 and 100%", "$5 and 100%"),
    ],
)
def test_a_sign_becomes_a_word_apart_from_its_number(text: str, spelled: str) -> None:
    assert spell_signs(text, lambda sign: sign not in SPELLED) == spelled


def test_what_is_known_stays() -> None:
    assert spell_signs("€5, £4, 2½", lambda sign: sign == "€") == "€5, GBP 4, 2 1/2"


@pytest.mark.parametrize(
    ("output", "source", "language", "wanted"),
    [
        ("Cela coûte 5\u00a0EUR.", "It costs €5.", "fr", "Cela coûte 5\u00a0€."),
        ("Це коштує 5 EUR.", "It costs €5.", "uk", "Це коштує 5 €."),
        ("It costs EUR 5.", "Cela coûte 5 €.", "en", "It costs €5."),
        ("It costs 5 EUR.", "Cela coûte 5 €.", "en", "It costs 5 EUR."),
        ("5 GBP", "5 €", "fr", "5 GBP"),
        ("5 EUR et 4 EUR", "€5 and EUR 4", "fr", "5 EUR et 4 EUR"),
        ("5 EUREKA", "€5 EUREKA", "fr", "5 EUREKA"),
    ],
)
def test_the_sign_of_the_source_comes_back(output: str, source: str, language: str, wanted: str) -> None:
    assert signs_back(output, source, language) == wanted
