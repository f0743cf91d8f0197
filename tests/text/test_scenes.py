"""Features and interviews are summed up by their news, not by how they begin and what was answered."""

from __future__ import annotations

import pytest

from service.text.interviews import without_answers
from service.text.leads import find_lead, is_teaser
from service.text.scenes import is_scene, without_now
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


FEATURES = [
    (
        "en",
        [
            "Rain drums on the tin roof as Grace Mwangi lays out 40 pairs of shoes on a plastic sheet.",
            "By noon she will have sold three of them, if she is lucky.",
            "Kenya's government announced last week that it would ban the import of second-hand clothes from July.",
        ],
        2,
    ),
    (
        "en",
        [
            "Ana Torres still keeps the key to a house that no longer exists.",
            "The 54-year-old schoolteacher lost it in the flood of 2021.",
            "Three years on, a court in Valencia has ordered the region to pay 1,200 families a total of €90 million.",
        ],
        2,
    ),
    (
        "fr",
        [
            "Le thermomètre affiche 41 degrés et l’ombre est rare sur le chantier.",
            "Karim Benali boit sa troisième bouteille d’eau.",
            "Depuis lundi, un décret oblige les employeurs à arrêter le travail au-delà de 40 degrés.",
        ],
        2,
    ),
    (
        "uk",
        [
            "Рівно о шостій у дворі школи в Боромлі дзвенить дзвоник.",
            "Дітей у ній сімнадцять.",
            "Сумська обласна рада у вівторок ухвалила рішення закрити 23 сільські школи.",
        ],
        2,
    ),
    (
        "uk",
        [
            "О п’ятій ранку на вулиці Садовій світиться одне вікно.",
            "За ним пекар місить тісто.",
            "Тепер «Ставківський хліб» випікає 900 буханців на добу.",
        ],
        2,
    ),
    ("en", ["A gunman opened fire in Oslo on Friday.", "He fled.", "Oslo's mayor spoke on Sunday of two dead."], 0),
    ("fr", ["Le maire reçoit lundi à Dreux les élus.", "Ils parleront.", "Le budget a été voté mardi, à 12 voix."], 0),
    ("uk", ["О 6:30 ракета влучила в будинок у Ставках.", "Горить дах.", "Рада Ставків зібралася у вівторок о 9."], 0),
]


@pytest.mark.parametrize(("language", "sentences", "lead"), FEATURES)
def test_a_moment_that_is_shown_is_no_news_and_one_that_happened_is(
    language: str, sentences: list[str], lead: int
) -> None:
    assert find_lead(sentences, language) == lead


def test_what_is_so_now_loses_its_now() -> None:
    assert without_now("Now Lowick Bread sells 900 loaves a day.", "en") == "Lowick Bread sells 900 loaves a day."
    assert without_now("Now she sells 900 loaves a day.", "en") == "Now she sells 900 loaves a day."


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "Une décision qui a surpris tous les habitants du village."), ("en", "The village is asleep.")],
)
def test_a_noun_with_a_clause_and_a_few_words_without_a_name_are_teasers(language: str, sentence: str) -> None:
    assert is_teaser(sentence, language)


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
