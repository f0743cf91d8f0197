"""Who acts, and what rises, in a sentence and in its translation."""

from __future__ import annotations

import pytest

from service.text.party_order import swapped_parties, swapped_sides

SWAPPED = [
    ("en", "fr", "The teacher thanked the firefighter.", "Le pompier a remercié l'enseignante."),
    ("en", "uk", "The bank has sued its insurer.", "Страховик подав до суду на банк."),
    ("fr", "en", "Le maire a été giflé par un agriculteur.", "The mayor slapped a farmer."),
    ("fr", "uk", "Le médecin a dénoncé l'avocat.", "Адвокат викрив лікаря."),
    ("fr", "uk", "Le pompier a aidé le facteur après la crue.", "Після паводка листоноша допоміг пожежнику."),
    ("en", "uk", "Norway beat Iceland in the opening match.", "У першому матчі Ісландія здолала Норвегію."),
    ("en", "uk", "Egypt beat Qatar on penalties.", "У фіналі Катар переміг Єгипет."),
    ("fr", "en", "Le député a été bousculé par un passant.", "The MP jostled a passer-by."),
    ("uk", "en", "Пішохід штовхнув велосипедиста.", "The cyclist pushed the pedestrian."),
    ("uk", "fr", "Директорка лікарні вилаяла водія.", "Le chauffeur a insulté la directrice de l'hôpital."),
]
KEPT = [
    ("en", "fr", "The mayor was slapped by a farmer.", "Un agriculteur a giflé le maire."),
    ("uk", "en", "Велосипедиста штовхнув пішохід.", "The pedestrian pushed the cyclist."),
    ("en", "uk", "Egypt beat Qatar on penalties.", "У фіналі Єгипет переміг Катар."),
    ("en", "uk", "Korean Prime Minister Han praised a bank.", "Міністр Кореї Хан похвалив банк."),
    ("uk", "fr", "Адвоката викрив лікар.", "Le médecin a dénoncé l'avocat."),
    ("en", "fr", "The doctor and the lawyer left.", "L'avocat et le médecin sont partis."),
    ("fr", "en", "Le juge a reçu une lettre du témoin.", "The witness sent the judge a letter."),
    ("en", "uk", "The head of the bank praised the minister.", "Міністра похвалив керівник банку."),
]


@pytest.mark.parametrize(("origin", "target", "source", "output"), SWAPPED)
def test_one_who_acts_in_the_place_of_another_is_told(origin: str, target: str, source: str, output: str) -> None:
    assert swapped_parties(source, output, (origin, target)) is not None


@pytest.mark.parametrize(("origin", "target", "source", "output"), KEPT)
def test_the_passive_and_other_word_orders_are_honest(origin: str, target: str, source: str, output: str) -> None:
    assert swapped_parties(source, output, (origin, target)) is None


def test_what_rose_must_not_fall() -> None:
    source = "Beef exports rose while pork exports fell."

    assert swapped_sides(source, "Les exportations de bœuf ont reculé, celles de porc ont augmenté.", ("en", "fr"))
    assert not swapped_sides(source, "Les exportations de bœuf ont augmenté, celles de porc ont reculé.", ("en", "fr"))
    assert not swapped_sides(source, "Експорт свинини впав, а експорт яловичини зріс.", ("en", "uk"))


@pytest.mark.parametrize(
    ("languages", "source", "output"),
    [
        ("en fr", "The fox chased the goat.", "La chèvre a pourchassé le renard."),
        ("fr en", "Le stagiaire a été sauvé par le chien.", "The trainee saved the dog in the end."),
        ("uk en", "Лісник урятував скелелаза.", "The climber rescued the forester."),
    ],
)
def test_animals_and_trades_have_their_places_too(languages: str, source: str, output: str) -> None:
    origin, target = languages.split()
    assert swapped_parties(source, output, (origin, target))
