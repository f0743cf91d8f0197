"""Numbers of a summary in the article's language: their unit, their sign, and whose they are."""

from __future__ import annotations

import pytest

from service.text.facts import Facts

ARTICLES = {
    "en": "Guards searched 14 lorries and nine vans in Ely on Monday, 3 June. The plan costs £2.4m. The pier, 250"
    " metres long, will close for six weeks from 9 a.m. on 1 July. Temperatures fell from 4 degrees to -7 degrees."
    " Dr Alan Reed, 52, spoke first. His colleague Mary Holt, 41, disagreed. A quarter of the 1,200 staff work part"
    " time. Prices doubled.",
    "fr": "Les gardes ont fouillé 14 camions et neuf fourgons lundi 3 juin. Le plan coûte 2,4 millions d'euros. La"
    " jetée, longue de 250 mètres, fermera six semaines. Il a fait -7 degrés. Alain Roux, 52 ans, a parlé, puis"
    " Marie Holtz, 41 ans.",
    "uk": "Вартові оглянули 14 вантажівок і дев'ять фургонів. План коштує 2,4 млн грн. Причал закриють на шість"
    " тижнів. Чверть із 1200 працівників працює неповний день.",
}


def doubts(language: str, sentence: str) -> list[str]:
    facts = Facts(ARTICLES[language], language)
    return [*facts.missing_numbers(sentence), *(doubt.fault for doubt in facts.number_doubts(sentence))]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Fourteen lorries were searched in Ely."),
        ("en", "The 250-metre pier closes for a month and a half in July."),
        ("en", "At night it was 7 degrees below zero."),
        ("en", "Mary Holt, aged 41, disagreed."),
        ("en", "One in four of the 1,200 staff works part time."),
        ("en", "A quarter of the staff, 25%, work part time."),
        ("en", "The plan costs £2,400,000 and starts on 1 July."),
        ("fr", "La jetée de 250 m sera fermée un mois et demi."),
        ("fr", "Il a fait 7 degrés en dessous de zéro."),
        ("fr", "Le plan coûte 2,4 M€."),
        ("uk", "Причал закриють на півтора місяця."),
        ("uk", "План коштує 2,4 мільйона гривень."),
    ],
)
def test_a_number_may_be_said_in_other_words(language: str, sentence: str) -> None:
    assert doubts(language, sentence) == []


@pytest.mark.parametrize(
    ("language", "sentence", "fault"),
    [
        ("en", "The guards searched 9 lorries.", "order"),
        ("en", "The plan costs $2.4m.", "unit"),
        ("en", "The pier will close for six months.", "unit"),
        ("en", "It was 7 degrees at night.", "sign"),
        ("en", "Alan Reed, 41, spoke first.", "order"),
        ("en", "Half of the staff work part time.", "replaced"),
        ("en", "Prices tripled.", "replaced"),
        ("en", "The pier will close at 9 p.m.", "replaced"),
        ("fr", "Les gardes ont fouillé neuf camions.", "order"),
        ("fr", "La jetée fermera six mois.", "unit"),
        ("uk", "План коштує 2,4 млн доларів.", "unit"),
        ("uk", "Третина працівників працює неповний день.", "replaced"),
    ],
)
def test_a_number_that_is_something_elses_is_told(language: str, sentence: str, fault: str) -> None:
    assert fault in doubts(language, sentence)


def test_what_is_copied_out_of_the_article_is_not_doubted() -> None:
    assert doubts("en", "The plan costs £2.4m.") == []


@pytest.mark.parametrize(
    ("article", "sentence"),
    [
        ("The chain aims at 600 shops and has 520.", "With 520 shops, the chain has nearly all it aims at."),
        ("Four of the nine hikers came back; the other five are missing.", "Five hikers are missing."),
    ],
)
def test_what_a_number_counts_may_be_left_to_another_one_to_say(article: str, sentence: str) -> None:
    assert Facts(article, "en").number_doubts(sentence) == ()
