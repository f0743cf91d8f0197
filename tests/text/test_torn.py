"""A headline keeps who was sentenced and to what, whom a ban binds, what a bill is about, and lists whole."""

from __future__ import annotations

import pytest

from service.text.compression import compressions
from service.text.headlines import best_headline


@pytest.mark.parametrize(
    ("language", "sentence", "max_words", "headline"),
    [
        (
            "fr",
            "La cour d’assises de la Vaure a condamné vendredi Luc Petit, un boulanger de 49 ans, à douze ans de"
            " réclusion criminelle pour le meurtre de son associé, dont le corps avait été retrouvé dans un étang.",
            17,
            "La cour d’assises de la Vaure a condamné vendredi Luc Petit à douze ans de réclusion criminelle.",
        ),
        (
            "uk",
            "Ставківський районний суд Полтави засудив до шести років позбавлення волі з конфіскацією майна керівника"
            " торгової компанії «Нива» Івана Гончара, який привласнив гроші сотні вкладників.",
            12,
            "Ставківський районний суд Полтави засудив до шести років керівника торгової компанії «Нива».",
        ),
        (
            "en",
            "A former treasurer who stole half a million dollars from a school to pay for cars, two flats and a boat"
            " was sentenced on Friday to five years in prison.",
            12,
            "Former treasurer who stole half a million dollars sentenced to five years.",
        ),
        (
            "en",
            "Gusts of up to 90 mph tore off roofs, toppled trees and cut electricity to more than 20,000 homes as Storm"
            " Ada swept across the north of the country.",
            17,
            "Gusts tore off roofs, toppled trees and cut electricity to more than 20,000 homes.",
        ),
        (
            "en",
            "Ann Reed, a self-taught engineer whose folding bicycle opened the hills to thousands of people who could"
            " not drive, died on Sunday at her home in Lowick.",
            17,
            "Ann Reed, a self-taught engineer, died at her home in Lowick.",
        ),
        (
            "en",
            "Aldan Systems N.V. today announced that it has signed a definitive agreement to acquire Mara, a maker of"
            " robotic arms, for 410 million euros in cash from its three founders.",
            12,
            "Aldan Systems N.V. has signed a definitive agreement to acquire Mara.",
        ),
        (
            "uk",
            "Унаслідок вибуху газу в шістнадцятиповерховому будинку в Ставках у ніч на п'ятницю загинули троє людей, ще"
            " одинадцятеро зазнали травм і опіків, повідомила обласна служба.",
            12,
            "Унаслідок вибуху газу в шістнадцятиповерховому будинку в Ставках загинули троє людей.",
        ),
        (
            "fr",
            "Billets perdus, caves inondées, primes oubliées : dans un rapport publié lundi, la Cour des comptes"
            " critique la gestion du musée de la Mer entre 2017 et 2023 et demande des changements.",
            17,
            "La Cour des comptes critique la gestion du musée de la Mer entre 2017 et 2023.",
        ),
    ],
)
def test_a_lead_that_is_too_long_keeps_what_its_verb_needs(
    language: str, sentence: str, max_words: int, headline: str
) -> None:
    best = best_headline([sentence], language, max_words)

    assert best is not None
    assert best.text == headline


@pytest.mark.parametrize(
    ("language", "sentence", "torn"),
    [
        (
            "fr",
            "Le Parlement a adopté mardi une loi interdisant l’accès aux réseaux aux mineurs.",
            "accès.",
        ),
        ("fr", "Aldan a annoncé la suppression de 900 postes en Europe, dont 480 en France.", "dont 480."),
        ("en", "Storm Ada tore off roofs, toppled trees and cut the power on Monday.", "toppled trees."),
        ("en", "The ferry caught fire and sank off Lowick on Monday, the coast guard said.", "caught fire, the"),
        ("en", "The bank raised its rate by half a point on Thursday after a long debate.", "half point"),
        ("uk", "Завод у Полтаві введе в експлуатацію у Ставках склад із переробки зерна.", "експлуатацію."),
        ("uk", "Борошно в Україні подорожчало в середньому на 18 % за три місяці.", "середньому."),
        ("en", "Ten years ago, Ann Reed, then a clerk, led 19 people out of the mine.", "ago led"),
    ],
)
def test_no_form_tears_what_belongs_together(language: str, sentence: str, torn: str) -> None:
    forms = [each.text for each in compressions(sentence, language, headline=True) if each.cost < 0.9]

    assert len(forms) > 1
    assert [form for form in forms if torn in form] == []


def test_a_bill_without_what_it_forbids_is_the_last_form_thought_of() -> None:
    sentence = "Рада ухвалила законопроєкт № 9418, який забороняє продаж пластикового посуду."
    costs = {each.text: each.cost for each in compressions(sentence, "uk")}

    assert costs["Рада ухвалила законопроєкт № 9418."] > 0.9


def test_the_comma_before_who_said_so_stays() -> None:
    sentence = "La comédienne Anne Berg est morte mardi à Lomme, à l’âge de 87 ans, a annoncé son fils."

    assert all(" a annoncé" not in each.text or ", a annoncé" in each.text for each in compressions(sentence, "fr"))
