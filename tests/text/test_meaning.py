from __future__ import annotations

import pytest

from service.text.meaning import Doubt, summary_doubts, translation_doubts
from service.text.roles import mixed_names
from service.types import Pair

ARTICLES = {
    "en": (
        "Norway beat Chile 3-1 in Leeds on Sunday. Nurse Joan Harper and her son were not hurt. The council will open a"
        " new library in May. Rents fell in every district of the city."
    ),
    "fr": (
        "La Norvège a battu le Chili dimanche à Lens. L'infirmière Jeanne Hardy n'a pas été blessée. La mairie ouvrira"
        " une bibliothèque en mai. Les loyers ont baissé dans tous les quartiers."
    ),
    "uk": (
        "Норвегія перемогла Чилі в неділю в Полтаві. Медсестра Ганна Гай не постраждала. Міська рада відкриє нову"
        " бібліотеку в травні. Оренда подешевшала в усіх районах міста."
    ),
}


def found(language: str, sentence: str) -> set[str]:
    return {doubt.check for _, doubt in summary_doubts([sentence], ARTICLES[language], language)}


@pytest.mark.parametrize(
    ("language", "sentence", "check"),
    [
        ("en", "Chile beat Norway 3-1.", "names"),
        ("fr", "Le Chili a battu la Norvège.", "names"),
        ("uk", "Чилі перемогло Норвегію.", "names"),
        ("en", "Nurse Joan Harper was hurt.", "support"),
        ("fr", "L'infirmière Jeanne Hardy a été blessée.", "support"),
        ("uk", "Медсестра Ганна Гай постраждала.", "support"),
        ("en", "The council will not open a new library.", "support"),
        ("en", "Protesters demand cheaper tickets from ministers.", "support"),
        ("uk", "Мешканці вимагають компенсації від уряду.", "support"),
        ("en", "The council refused to open a new library.", "support"),
    ],
)
def test_a_summary_that_says_otherwise_is_doubted(language: str, sentence: str, check: str) -> None:
    assert check in found(language, sentence)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Norway won 3-1 against Chile in Leeds."),
        ("en", "Joan Harper, a nurse, was unhurt."),
        ("en", "Chile was beaten by Norway."),
        ("en", "A new library opens in May."),
        ("fr", "La Norvège a battu le Chili à Nantes."),
        ("fr", "Jeanne Hardy n'est pas blessée."),
        ("uk", "Ганна Гай, медсестра, не постраждала."),
        ("uk", "У травні рада відкриє бібліотеку."),
    ],
)
def test_a_summary_in_other_words_is_not_doubted(language: str, sentence: str) -> None:
    assert not found(language, sentence)


@pytest.mark.parametrize(
    ("pair", "source", "output"),
    [
        (Pair("en", "fr"), "Ann Lee sued Sam Poe.", "Sam Poe a poursuivi Ann Lee."),
        (Pair("en", "uk"), "Kenya defeated Jordan.", "Йорданія перемогла Кенію."),
        (Pair("uk", "en"), "Кенія перемогла Йорданію.", "Jordan defeated Kenya."),
        (Pair("fr", "en"), "L'Espagne a vaincu l'Italie.", "Italy defeated Spain."),
        (Pair("en", "uk"), "A ferry goes from Malta to Sicily.", "Пором ходить із Сицилії до Мальти."),
        (Pair("fr", "en"), "Il va de Dijon à Metz.", "He goes from Metz to Dijon."),
        (Pair("en", "uk"), "Spain grows more rice than Italy.", "Італія вирощує більше рису, ніж Іспанія."),
    ],
)
def test_names_that_change_places_around_a_verb_are_seen(pair: Pair, source: str, output: str) -> None:
    assert [doubt.check for doubt in translation_doubts(source, output, pair)] == ["names"]


@pytest.mark.parametrize(
    ("pair", "source", "output"),
    [
        (Pair("en", "fr"), "Ann Lee sued Sam Poe.", "Sam Poe a été poursuivi par Ann Lee."),
        (Pair("uk", "en"), "Від Києва до Умані 210 км.", "To Uman it is 210 km from Kyiv."),
        (Pair("en", "fr"), "From New York to Rome.", "De New York à Rome."),
        (Pair("en", "fr"), "Ann Lee sued Sam Poe.", "Ann Lee a poursuivi Sam Poe."),
        (Pair("en", "uk"), "Kenya defeated Jordan.", "Йорданію перемогла Кенія."),
        (Pair("en", "nl"), "Kenya defeated Jordan.", "Jordanië versloeg Kenia."),
    ],
)
def test_the_passive_and_the_order_of_words_change_no_roles(pair: Pair, source: str, output: str) -> None:
    assert list[Doubt](translation_doubts(source, output, pair)) == []


def test_first_and_last_names_that_are_mixed_are_seen() -> None:
    source = "Helen Marsh met Peter Calloway in Leeds."

    assert mixed_names(source, "Helen Calloway a rencontré Peter Marsh à Leeds.") == ("Helen Calloway", "Peter Marsh")
    assert not mixed_names(source, "Гелен Марш зустріла Пітера Келловея в Лідсі.")


def test_titles_and_ends_of_sentences_are_no_part_of_a_name() -> None:
    source = "Governor Helen Marsh was sworn in by Peter Calloway. Senator Ruth Oakes stayed away."

    assert mixed_names(source, "Helen Calloway is the new governor.") == ("Helen Calloway",)
    assert mixed_names(source, "Ruth Marsh stayed away.") == ("Ruth Marsh",)
    assert not mixed_names(source, "Helen Marsh, Ruth Oakes and Peter Calloway met.")


def test_the_ends_of_a_way_keep_their_places_in_a_summary() -> None:
    article = "The bus goes from Ghent to Lille every hour. Tickets are cheap."
    swapped = summary_doubts(["Buses leave from Lille to Ghent."], article, "en")
    assert [doubt.check for _, doubt in swapped] == ["names"]
    both = f"{article} Another one goes from Lille to Ghent."
    assert not list(summary_doubts(["Buses leave from Lille to Ghent."], both, "en"))
