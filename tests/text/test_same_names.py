from __future__ import annotations

import pytest

from service.text.exonyms import groups_of
from service.text.known_names import is_known_name, opens_as_name
from service.text.same_names import same_name


@pytest.mark.parametrize(
    "pair",
    [
        "Copenhagen Копенгагені",
        "Shevchenko Шевченка",
        "Koval Ковалем",
        "Calloway Келловей",
        "Zelensky Зеленський",
        "Macron Макрона",
        "Osaka Осаці",
        "Watson Уотсон",
        "Putin Poutine",
        "Calloway's Calloway",
        "Paris parisiens",
        "Харків Харкова",
        "Коваль Ковалем",
    ],
)
def test_a_name_is_known_in_its_other_forms(pair: str) -> None:
    one, two = pair.split()
    assert same_name(one, two) and same_name(two, one)


@pytest.mark.parametrize(
    "pair",
    [
        "Calloway Callow",
        "Toulon Toulouse",
        "Toulon Тулузі",
        "Autriche Australie",
        "Shevchenko Шевчук",
        "Шевченко Шевчука",
        "Martin Martinez",
        "Bondar Коваль",
        "Lyon Лондон",
        "Johnson Jones",
    ],
)
def test_names_that_look_alike_are_told_apart(pair: str) -> None:
    one, two = pair.split()
    assert not same_name(one, two) and not same_name(two, one)


@pytest.mark.parametrize(
    "names",
    [
        "Tunisia Tunisie Туніс",
        "Kenya kényan Кенії",
        "Jordan Jordanie Йорданією",
        "Nigeria nigérian Нігерії",
        "Maroc Morocco",
    ],
)
def test_countries_are_known_by_their_names_in_every_language(names: str) -> None:
    first, *others = names.split()
    assert all(groups_of(first) & groups_of(each) for each in others)


def test_a_country_is_no_other_one() -> None:
    assert not groups_of("Autriche") & groups_of("Australie")
    assert not groups_of("Mali") & groups_of("Malawi")


def test_frequent_names_are_told_from_words() -> None:
    assert is_known_name("Google") and is_known_name("Мадриді") and opens_as_name("Microsoft")
    assert not is_known_name("Treasury") and not opens_as_name("Orange")
