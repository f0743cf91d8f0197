"""Regions, rivers and teams that each language calls in its own way."""

from __future__ import annotations

import pytest

from service.text.exonyms import groups_and_lands_of
from service.text.joined_names import without_joined_names
from service.text.languages.vocabulary_lands import lands
from service.text.translated_names import compare_names
from service.types import Pair


@pytest.mark.parametrize(
    ("source", "output", "pair"),
    [
        ("The cider comes from Brittany.", "Le cidre vient de Bretagne.", "en-fr"),
        ("Le cidre vient de Bretagne.", "Сидр везуть із Бретані.", "fr-uk"),
        ("The climbers left the Matterhorn.", "Les alpinistes ont quitté le Cervin.", "en-fr"),
        ("Rain fell on Cornwall.", "У Корнуоллі йшов дощ.", "en-uk"),
        ("Les Bleus ont battu l'Irlande.", "France beat Ireland.", "fr-en"),
        ("Farmers of the West Bank sell olives.", "Les paysans de Cisjordanie vendent des olives.", "en-fr"),
        ("The Kremlin denies it.", "Moscou dément.", "en-fr"),
        ("На Рівненщині гроза.", "Orage dans la région de Rivne.", "uk-fr"),
        ("Le lac Léman est bas.", "Рівень Женевського озера низький.", "fr-uk"),
    ],
)
def test_a_land_by_its_name_in_the_other_language_is_no_change(source: str, output: str, pair: str) -> None:
    one, two = pair.split("-")
    changes = compare_names(source, output, Pair(one, two))
    assert not (changes.replaced or changes.left_out or changes.made_up)


@pytest.mark.parametrize(
    ("source", "output", "pair"),
    [
        ("The cider comes from Brittany.", "Le cidre vient de Normandie.", "en-fr"),
        ("Сидр везуть із Бретані.", "The cider comes from Burgundy.", "uk-en"),
        ("Les Pyrénées-Orientales sont sèches.", "The Pyrénées-Atlantiques are dry.", "fr-en"),
        ("Farmers of the West Bank sell olives.", "Les paysans de Galilée vendent des olives.", "en-fr"),
    ],
)
def test_another_land_is_seen(source: str, output: str, pair: str) -> None:
    one, two = pair.split("-")
    assert compare_names(source, output, Pair(one, two)).any


def test_names_of_several_words_go_where_both_texts_have_them() -> None:
    source, output = "The West Bank is dry.", "La Cisjordanie est sèche."
    assert without_joined_names(source, output, ("en", "fr")) == ("The   is dry.", "La   est sèche.")
    assert without_joined_names(source, "La Galilée est sèche.", ("en", "fr")) == (source, "La Galilée est sèche.")


@pytest.mark.parametrize("forms", lands(), ids=lambda forms: forms[0])
def test_every_form_of_a_land_names_it(forms: tuple[str, ...]) -> None:
    assert frozenset.intersection(*(groups_and_lands_of(form.capitalize()) for form in forms))
