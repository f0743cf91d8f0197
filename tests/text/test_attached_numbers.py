"""Numbers that a summary tells of something else than its article."""

from __future__ import annotations

import pytest

from service.text.attached_numbers import AttachedNumbers
from service.text.sentences import split

ARTICLES = {
    "en": "The avalanche killed seven skiers in Austria and 12 in Italy. Another 31 were injured, doctors said."
    " The ferry line carried 48,000 passengers in May, up from 36,000 a year earlier. Vera Holm won the seat of Lund"
    " with 58 percent of the vote. Turnout was just 39 percent. Some 240 acres of heath burned, and 90 firemen came.",
    "fr": "Sept skieurs ont été tués et 31 autres blessés dans l'avalanche. La ligne a transporté 48 000 passagers en"
    " mai, contre 36 000 en avril. Vera Holm a remporté le siège de Lund avec 58 % des voix. La participation n'a"
    " été que de 39 %.",
    "uk": "Лавина вбила сімох лижників, ще 31 лижника поранено. У травні паром перевіз 48 000 пасажирів проти 36 000 у"
    " квітні. Віра Гольм здобула мандат із 58 відсотками голосів. Явка сягнула лише 39 відсотків.",
}


def misattached(language: str, sentence: str) -> tuple[str, ...]:
    sentences = [each.text for each in split(ARTICLES[language], language)]
    return AttachedNumbers(sentences, language).misattached(sentence)


@pytest.mark.parametrize(
    ("language", "sentence", "number"),
    [
        ("en", "An avalanche left 31 people dead.", "31"),
        ("en", "Seven skiers in Italy lost their lives.", "Seven"),
        ("en", "The ferry line carried 36,000 passengers in May.", "36,000"),
        ("en", "In Italy the avalanche killed seven skiers.", "seven"),
        ("en", "Vera Holm took Lund with 39 percent of the vote.", "39"),
        ("en", "Some 250 firemen fought the flames.", "250"),
        ("fr", "L'avalanche a fait 31 morts.", "31"),
        ("fr", "La ligne a transporté 36 000 passagers en mai.", "36 000"),
        ("fr", "Vera Holm s'impose à Lund avec 39 % des voix.", "39"),
        ("uk", "Під лавиною загинули 31 лижник.", "31"),
        ("uk", "Торік у травні паром перевіз 36 000 пасажирів.", "36 000"),
        ("uk", "Віра Гольм перемогла з 39 відсотками голосів.", "39"),
    ],
)
def test_a_number_of_something_else_is_told(language: str, sentence: str, number: str) -> None:
    assert misattached(language, sentence) == (number,)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The avalanche claimed seven lives in Austria and a dozen in Italy."),
        ("en", "An avalanche hurt 31 people."),
        ("en", "The ferry carried 48,000 people, against 36,000 the year before."),
        ("en", "Only 39 percent of voters went to the polls, and Vera Holm got 58 percent."),
        ("en", "Nearly 250 acres went up in flames."),
        ("en", "A year earlier the line had carried 36,000 passengers."),
        ("en", "Some 90 firemen fought the blaze."),
        ("fr", "L'avalanche fait 31 blessés."),
        ("fr", "Le trafic passe de 36 000 à 48 000 passagers."),
        ("fr", "À peine 39 % des électeurs sont allés voter."),
        ("uk", "Сім лижників загинули, 31 постраждав."),
        ("uk", "Паром перевіз 48 000 пасажирів, раніше було 36 000."),
        ("uk", "Проголосували 39 відсотків виборців."),
    ],
)
def test_a_number_with_what_it_had_is_no_matter(language: str, sentence: str) -> None:
    assert misattached(language, sentence) == ()


def test_of_a_language_without_such_words_nothing_is_told() -> None:
    assert AttachedNumbers(["Die Lawine tötete 7 Menschen, 31 wurden verletzt."], "de").misattached("31 Tote.") == ()
