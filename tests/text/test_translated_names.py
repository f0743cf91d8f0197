from __future__ import annotations

import pytest

from service.text.numbers import moved_numbers, read, swapped_numbers
from service.text.translated_names import NameChanges, compare_names
from service.types import Pair

EN_UK, EN_FR, UK_EN = Pair("en", "uk"), Pair("en", "fr"), Pair("uk", "en")


@pytest.mark.parametrize(
    ("source", "output", "pair"),
    [
        ("They met NATO in Warsaw.", "Вони зустріли НАТО у Варшаві.", EN_UK),
        ("They met NATO and the UN in Germany.", "Ils ont vu l’OTAN et l’ONU en Allemagne.", EN_FR),
        ("It was John Whitfield of Bridgewater.", "Це був Джон Вітфілд із Бриджвотера.", EN_UK),
        ("Це був Андрій Мельник із Харкова.", "It was Andrii Melnyk of Kharkiv.", UK_EN),
        ("The World Bank gave the Polish Army money.", "Світовий банк дав польській армії гроші.", EN_UK),
        ("Hij zag Parijs.", "He saw Berlin.", Pair("nl", "en")),
    ],
)
def test_names_may_be_kept_spelled_by_sound_or_translated(source: str, output: str, pair: Pair) -> None:
    assert not compare_names(source, output, pair).replaced


@pytest.mark.parametrize(
    ("source", "output", "pair", "changes", "certain"),
    [
        ("He lives in France.", "Він живе в Італії.", EN_UK, NameChanges(("France",), ("Італії",)), True),
        ("He works for NATO.", "Il travaille pour l’ONU.", EN_FR, NameChanges(("NATO",), ("ONU",)), True),
        ("He lives in Slovakia.", "Він живе у Словенії.", EN_UK, NameChanges(("Slovakia",), ("Словенії",)), True),
        ("Вона в Чернівцях.", "She is in Chernihiv.", UK_EN, NameChanges(("Чернівцях",), ("Chernihiv",)), True),
        ("NATO met.", "Зустрівся ЄС.", EN_UK, NameChanges(("NATO",), ("ЄС",)), True),
        ("He met Whitfield.", "Він бачив Гончаренка.", EN_UK, NameChanges(("Whitfield",), ("Гончаренка",)), False),
    ],
)
def test_a_name_in_the_place_of_another_is_seen(
    source: str, output: str, pair: Pair, changes: NameChanges, certain: bool
) -> None:
    found = compare_names(source, output, pair)
    assert (found, found.certain) == (changes, certain)


def swapped(of: str, source: str, languages: tuple[str, str]) -> tuple[str, ...]:
    return swapped_numbers(of, read(of, languages[0]), source, read(source, languages[1]), languages)


def moved(of: str, source: str, languages: tuple[str, str]) -> tuple[str, ...]:
    return moved_numbers(of, read(of, languages[0]), source, read(source, languages[1]), languages)


def test_numbers_that_changed_places_are_seen_by_what_they_count() -> None:
    source = "The storm killed 12 people and destroyed 48 houses."
    assert swapped("The storm destroyed 12 houses and killed 48 people.", source, ("en", "en")) == ("12 and 48",)
    assert swapped("48 houses were destroyed, 12 people killed.", source, ("en", "en")) == ()
    assert swapped("Буря забрала життя 48 людей і зруйнувала 12 будинків.", source, ("uk", "en")) == ("48 and 12",)


def test_numbers_in_another_order_need_a_reason() -> None:
    source = "It went from 12 to 30."
    assert moved("Воно зросло з 30 до 12.", source, ("uk", "en")) == ("30 and 12",)
    assert moved("30 км (12 миль)", "12 miles (30 km)", ("uk", "en")) == ()
    assert moved("20 березня було 7 людей", "On March 20, 7 people", ("uk", "en")) == ()


@pytest.mark.parametrize(
    ("source", "output", "pair"),
    [
        ("The mayor, Ruth Calloway, resigned.", "Le maire a démissionné.", EN_FR),
        ("Kenya and Chad signed.", "Кенія підписала.", EN_UK),
    ],
)
def test_a_name_that_is_left_out_of_a_short_sentence_is_seen(source: str, output: str, pair: Pair) -> None:
    assert compare_names(source, output, pair).left_out
    assert compare_names(output, source, Pair(pair.target, pair.source)).made_up


@pytest.mark.parametrize(
    ("source", "output", "pair"),
    [
        ("The ferry to Saint-Malo is late.", "Le ferry pour Saint-Nazaire a du retard.", EN_FR),
        ("The singer was born in Norwich.", "Le chanteur est né à Ipswich.", EN_FR),
        ("Poltava hosts the fair this year.", "Le Mans accueille la foire cette année.", EN_FR),
    ],
)
def test_another_place_in_a_short_sentence_is_seen(source: str, output: str, pair: Pair) -> None:
    assert compare_names(source, output, pair).replaced


@pytest.mark.parametrize(
    ("source", "output", "pair"),
    [
        ("The ferry to Saint-Malo is late.", "Le ferry pour Saint-Malo a du retard.", EN_FR),
        ("The temple dates from 300 BCE.", "Храм збудовано в 300 році до нашої ери.", EN_UK),
        ("Mr Doyle sang with Unicef.", "Пан Дойл співав з ЮНІСЕФ.", EN_UK),
        ("Lake Ladoga froze.", "Ладозьке озеро замерзло.", EN_UK),
        ("The report names Marlow.", "Le rapport nomme Edith Marlow.", EN_FR),
    ],
)
def test_forms_of_a_name_and_first_names_are_no_change(source: str, output: str, pair: Pair) -> None:
    changes = compare_names(source, output, pair)
    assert not (changes.replaced or changes.left_out or changes.made_up)
