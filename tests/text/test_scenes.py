"""Features and interviews are summed up by their news, not by how they begin and what was answered."""

from __future__ import annotations

import pytest

from service.text.interviews import without_answers
from service.text.leads import find_lead, is_teaser
from service.text.scenes import is_scene
from service.text.sentences import split
from service.text.title_forms import heading_of


@pytest.mark.parametrize(
    ("language", "sentences", "lead"),
    [
        (
            "en",
            [
                "Every morning, Ann Reed walks her goats across the old bridge at Lowick.",
                "The animals know the way.",
                "Lowick council said on Monday that the bridge would be closed to animals.",
            ],
            2,
        ),
        (
            "fr",
            [
                "Chaque matin, Anne Petit traverse le vieux pont de Vauclair avec ses chèvres.",
                "Elles connaissent le chemin.",
                "La mairie de Vauclair a interdit lundi le pont aux animaux.",
            ],
            2,
        ),
        (
            "uk",
            [
                "Щоранку Олена Коваль переводить кіз через старий міст у Ставках.",
                "Вони знають дорогу.",
                "Рада Ставків заборонила цього тижня переводити тварин через міст.",
            ],
            2,
        ),
        (
            "en",
            [
                "Every morning, Ann Reed walks her goats across the old bridge at Lowick.",
                "She sings to them.",
                "They like her voice.",
            ],
            0,
        ),
        ("en", ["On Monday, Lowick council closed the bridge.", "It said this week that it was old."], 0),
        ("uk", ["Коли почався дощ, рада Ставків закрила міст.", "Цього тижня його ремонтують у Ставках."], 0),
    ],
)
def test_the_news_behind_a_scene_is_the_lead(language: str, sentences: list[str], lead: int) -> None:
    assert find_lead(sentences, language) == lead


def test_what_was_so_every_day_is_a_scene_and_what_happened_on_a_day_is_none() -> None:
    assert is_scene("On Fridays, the car park is empty.", "en")
    assert not is_scene("On Friday, the car park was closed.", "en")
    assert not is_scene("Chaque", "de")


def test_a_phrase_that_announces_news_is_a_teaser() -> None:
    assert is_teaser("Les usagers du bac de Vauclair vont devoir prendre leur mal en patience.", "fr")
    assert not is_teaser("Le bac de Vauclair est arrêté.", "fr")


def test_a_score_is_no_title() -> None:
    told = "Lowick Rovers beat Mara Town in the final on Saturday after extra time."

    assert heading_of(split(f"Lowick Rovers 2-1 Mara Town\n\n{told}", "en"), "en") is None


INTRODUCTION = "Anne Petit, 46 ans, quitte l’hôpital de Vauclair."
AFTER = "La direction de l’hôpital regrette ce départ."


def test_of_an_interview_only_what_stands_around_the_answers_is_kept() -> None:
    text = (
        f"{INTRODUCTION}\n\nPourquoi partez-vous ?\n\nUne dame de 71 ans. Je l’ai vue trop tard.\n\n"
        f"Que ferez-vous ?\n\nDormir. Ensuite, j’irai en Guyane.\n\n{AFTER}"
    )
    kept = without_answers(split(text, "fr"))

    assert [each.text for each in kept] == [INTRODUCTION, AFTER]
    assert all(text[each.start : each.end] == each.text for each in kept)


@pytest.mark.parametrize(
    "text",
    [
        "Who pays?\n\nThe council pays all of it.\n\nWhen will it open?\n\nThe bridge will open in May.",
        "Why now?\n\nI was tired.",
        "Why?\n\nWhy not?",
    ],
)
def test_other_texts_with_questions_stay_whole(text: str) -> None:
    assert without_answers(split(text, "en")) == split(text, "en")
