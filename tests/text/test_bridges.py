"""Headlines keep what belongs to the news, wherever the sentence has it, and take out phrases with all their commas."""

from __future__ import annotations

import re

import pytest

from service.text.compression import compressions
from service.text.headlines import best_headline
from service.text.standalone import Fault, faults

FILLED = [
    (
        "uk",
        12,
        "Працівники обласного ботанічного саду описали новий для області вид болотяної орхідеї, насіння якої вдалося "
        "зібрати на узліссі поблизу станції під час весняної експедиції.",
        "Працівники обласного ботанічного саду описали новий для області вид болотяної орхідеї.",
    ),
    (
        "fr",
        12,
        "À compter du 3 juin, les rues Pasteur, Hoche et Carnot seront fermées aux camions.",
        "Les rues Pasteur, Hoche et Carnot seront fermées aux camions.",
    ),
    (
        "fr",
        12,
        "Le nombre d'enfants scolarisés a fortement augmenté bien que le nombre de classes soit demeuré stable.",
        "Le nombre d'enfants scolarisés a fortement augmenté.",
    ),
    (
        "en",
        17,
        "A city panel on Monday approved a rule that would bar landlords from keeping the deposits of tenants without "
        "proof of damage, clearing the way for a full vote in May.",
        "City panel approved rule that would bar landlords from keeping deposits of tenants without proof of damage.",
    ),
    (
        "en",
        12,
        "Two men have died and nine others were hurt, three of them badly, after a tram carrying commuters from the "
        "northern suburbs left the rails near Lowick in Kent and hit a wall shortly before 07:10 on Monday.|The tram "
        "had been on its way to Lowick. The tram driver and the tram firm of Lowick said nothing.",
        "Two men have died after a tram left the rails near Lowick.",
    ),
    (
        "en",
        12,
        "About 3,000 farms were without power on Friday night after Storm Orla brought gusts of 120 km/h to the coast.",
        "About 3,000 farms were without power after Storm Orla.",
    ),
    (
        "fr",
        17,
        "Après trois heures de débats, les sénateurs ont rejeté, dans la nuit de lundi à mardi, par 180 voix contre "
        "150, l'article du projet de loi de finances instaurant une taxe de 3 % sur les yachts privés, infligeant au "
        "gouvernement un nouveau revers sur le volet des recettes de son budget.",
        "Les sénateurs ont rejeté l'article instaurant une taxe de 3 % sur les yachts privés.",
    ),
    (
        "fr",
        12,
        "Un cycliste de 31 ans a perdu la vie, ce mardi 3 juin 2025, vers 8 h 20, dans une collision avec un camion "
        "sur la route départementale 12, entre Marac et Tourlon.",
        "Un cycliste de 31 ans a perdu la vie dans une collision.",
    ),
    (
        "fr",
        12,
        "Météo-France a placé dimanche le Gard, l'Hérault et la Lozère en vigilance orange pluie-inondation à partir "
        "de 20 heures, en raison d'un épisode cévenol.",
        "Le Gard, l'Hérault et la Lozère en vigilance orange pluie-inondation.",
    ),
    (
        "fr",
        12,
        "Trois ans de prison ont été requis lundi devant le tribunal correctionnel de Marac contre le directeur du "
        "centre pour adolescents fragiles de Tourlon, où un incendie avait fait deux morts.",
        "Trois ans de prison requis contre le directeur du centre de Tourlon.",
    ),
    (
        "uk",
        12,
        "За пів року в Україні зафіксували 412 випадків кору, що у 1,7 раза більше, ніж за аналогічний період торік, "
        "повідомили в Центрі громадського здоров'я МОЗ.",
        "За пів року в Україні зафіксували 412 випадків кору.",
    ),
    (
        "uk",
        12,
        "Через сильний дощ та буревій у суботу вранці залишилися без світла 40 населених пунктів у двох областях, "
        "повідомило Міністерство енергетики.",
        "Через сильний дощ залишилися без світла 40 населених пунктів у двох областях.",
    ),
    (
        "uk",
        13,
        "Унаслідок нічного обстрілу загинув 50-річний чоловік, ще троє людей, серед яких школярка, дістали поранення, "
        "повідомив голова обласної адміністрації Іван Лісний.",
        "Унаслідок нічного обстрілу загинув 50-річний чоловік, ще троє людей дістали поранення.",
    ),
]


@pytest.mark.parametrize(("language", "most", "sentence", "headline"), FILLED, ids=lambda value: str(value)[:30])
def test_what_belongs_to_the_news_fills_the_room(language: str, most: int, sentence: str, headline: str) -> None:
    best = best_headline(sentence.split("|"), language, most)

    assert best is not None and best.text == headline


@pytest.mark.parametrize(("language", "sentence"), [(case[0], case[2]) for case in FILLED])
def test_no_comma_is_left_of_what_was_taken_out(language: str, sentence: str) -> None:
    forms = compressions(sentence.partition("|")[0], language, headline=True, max_words=20)

    assert forms and not any(re.search(r",\s*[,.;]", each.text) for each in forms)


@pytest.mark.parametrize(
    ("language", "sentence", "torn"),
    [
        (
            "fr",
            "Le tribunal a validé, mardi 4 mai, la reprise des Tissages du Nord par un groupe.",
            r"validé(?:, la|, mardi 4 mai)?\.",
        ),
        ("fr", "Deux hommes qui ont perdu un frère par accident s'efforcent d'oublier.", r"(?<!s')efforcent"),
        ("fr", "La nageuse Anna Morel affirme avoir grandi en se sentant seule à cause de son nom.", r"grandi\."),
        ("fr", "La préfète a placé le Gard, l'Aude et le Tarn en vigilance orange jusqu'à lundi soir.", r"Tarn\."),
        ("en", "A scan could find the disease as much as three years before pain begins, a study says.", r"as much\."),
        ("en", "Heavy rain helped the farms but heaped more pressure on the towns of the valley.", r"pressure\."),
        ("uk", "Загинула жінка, ще двоє людей, серед яких хлопчик, дістали поранення, каже поліція.", r"людей[.]"),
    ],
)
def test_nothing_is_torn_from_what_it_needs(language: str, sentence: str, torn: str) -> None:
    forms = compressions(sentence, language, headline=True)

    assert not any(re.search(torn, each.text) for each in forms)


def test_deeds_of_both_lean_on_who_they_are() -> None:
    assert Fault.LEANING in faults("Дії обох кваліфікували як розтрату.", "uk")


def test_participles_behind_adjectives_and_comparisons_are_known() -> None:
    told = (
        "Une équipe européenne menée par des chimistes de l'université de Nantes a présenté mardi un ciment à peine "
        "plus cher que l'ancien, fabriqué dans des fours qui ne chauffent que la nuit seulement."
    )
    forms = {each.text for each in compressions(told, "fr", headline=True)}
    assert "Une équipe européenne a présenté un ciment à peine plus cher que l'ancien." in forms
