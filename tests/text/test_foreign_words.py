"""Words of a neighbour's language, and words said twice in a row."""

from __future__ import annotations

import pytest

from service.text.foreign_words import neighbours_words
from service.text.repeated_words import repeated_words


@pytest.mark.parametrize(
    ("text", "language", "foreign"),
    [
        ("Уряд підвищив налоги.", "uk", ("налоги",)),
        ("Хлеб подорожчав и молоко теж.", "uk", ("и",)),
        ("The fountain reopens à huit heures.", "en", ("huit", "heures")),
        ("Хліб подорожчав, і молоко теж.", "uk", ()),
        ("The sofa stood on the patio of a café.", "en", ()),
        ("Le week-end, le football et le jazz sont gratuits.", "fr", ()),
        ("Das Brot ist teuer.", "de", ()),
    ],
)
def test_words_of_a_neighbours_language_are_found(text: str, language: str, foreign: tuple[str, ...]) -> None:
    assert neighbours_words(text, language, "") == foreign


def test_what_the_source_has_is_not_foreign() -> None:
    assert neighbours_words("The word printemps means spring.", "en", "Le mot printemps veut dire spring.") == ()


@pytest.mark.parametrize(
    ("text", "source", "repeated"),
    [
        ("The the mayor spoke.", "Le maire a parlé.", (("The the",), False)),
        ("Le maire a parlé parlé parlé parlé.", "The mayor spoke.", (("parlé parlé parlé",), True)),
        ("Nous nous levons tôt.", "We get up early.", ((), False)),
        ("Він дуже дуже радий.", "He is glad.", ((), False)),
        ("Так так так, сказав він.", "Yes yes yes, he said.", ((), False)),
        ("Мало-помалу, крок за кроком.", "Little by little.", ((), False)),
    ],
)
def test_words_said_twice_in_a_row_are_found(text: str, source: str, repeated: tuple[tuple[str, ...], bool]) -> None:
    assert repeated_words(text, source) == repeated
