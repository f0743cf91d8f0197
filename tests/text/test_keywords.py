"""Keywords: names and recurring phrases, as the article writes them, each said once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.keywords import MOST, find_keywords, list_keywords
from service.text.sentences import split
from service.text.stems import stem
from service.text.stopwords import stop_words
from service.text.words import count_words, words
from service.types import Keyword
from tests.support.adversarial import text_of
from tests.support.growth import grows
from tests.text.strategies import languages, law, texts

ENGLISH = """The ferry between Port Ellis and the island of Mara stopped running on Sunday after its engine failed. \
About 230 passengers waited for seven hours on the pier. The company that runs the ferry, Northline, said it would pay \
for hotel rooms. A replacement ship will arrive on Wednesday. Fishermen have offered to take people from Mara to Port \
Ellis, but the harbour office allows no more than six passengers on a boat. The ferry was built in 1987. The harbour \
office will inspect it. “Northline should have bought a new ferry,” said Clara Lind, a teacher on the island. Lind \
crosses every day."""
FRENCH = """La mairie de Vauclair a annoncé lundi la fermeture du pont suspendu pour au moins six mois. Des ingénieurs \
ont découvert des fissures dans deux câbles du pont suspendu. « Nous ne prendrons aucun risque », a déclaré la maire, \
Hélène Aubert. Chaque jour, près de 4 000 voitures empruntent cet ouvrage. Les commerçants de Vauclair craignent que \
la fermeture du pont ne leur coûte une partie de leur clientèle. Hélène Aubert les recevra jeudi."""
UKRAINIAN = """У Заріччі в суботу після ремонту знову відкрили дитячу лікарню. Роботи тривали два роки й коштували 48 \
мільйонів гривень. Тепер у лікарні є власна котельня та укриття на 300 людей. Головна лікарка Ганна Левченко сказала, \
що перших пацієнтів приймуть уже в понеділок. До ремонту лікарні батьки мусили возити дітей до обласного центру. \
Обласний центр за 70 кілометрів від Заріччя. Ганна Левченко дякує всім, хто допоміг із ремонтом."""
STORIES = [("en", ENGLISH), ("fr", FRENCH), ("uk", UKRAINIAN)]


def found(text: str, language: str, title: str | None = None) -> list[str]:
    sentences = [sentence.text for sentence in split(text, language)]
    return [keyword.text for keyword in find_keywords(sentences, language, title)]


@pytest.mark.parametrize(
    ("language", "text", "among", "not_among"),
    [
        ("en", ENGLISH, {"ferry", "Port Ellis", "Mara", "Northline", "Clara Lind", "harbour office"}, {"Lind", "said"}),
        ("fr", FRENCH, {"Vauclair", "Hélène Aubert", "pont suspendu", "fermeture"}, {"Aubert", "déclaré", "lundi"}),
        ("uk", UKRAINIAN, {"Ганна Левченко", "ремонту", "лікарні"}, {"Левченко", "сказала", "понеділок"}),
    ],
)
def test_names_and_what_recurs_are_found(language: str, text: str, among: set[str], not_among: set[str]) -> None:
    keywords = found(text, language)

    assert among <= {*keywords}
    assert not not_among & {*keywords}
    assert 5 <= len(keywords) <= MOST


@pytest.mark.parametrize(("language", "text"), STORIES)
def test_none_says_again_what_another_says(language: str, text: str) -> None:
    stems = [{stem(word, language) for word in words(keyword)} for keyword in found(text, language)]

    assert all(one.isdisjoint(other) for number, one in enumerate(stems) for other in stems[:number])


@pytest.mark.parametrize(("language", "text"), STORIES)
def test_scores_fall_from_one(language: str, text: str) -> None:
    scores = [keyword.score for keyword in find_keywords([s.text for s in split(text, language)], language)]

    assert scores[0] == 1
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_the_title_says_what_matters() -> None:
    text = "The bakery sells bread. The butcher sells meat. The bakery is old. The butcher is new. Both are in Lowick."

    assert found(text, "en", "A butcher for the market")[0] == "butcher"


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Hier, la ville a reçu Marine Le Pen. Le maire a vu Marine Le Pen à la gare.", "Marine Le Pen"),
        ("fr", "Hier, il a visité la Corée du Nord. Le maire de la Corée du Nord est parti.", "Corée du Nord"),
        ("en", "On Monday the Bank of England met. It is said that the Bank of England will act.", "Bank of England"),
    ],
)
def test_small_words_inside_a_name_belong_to_it(language: str, text: str, name: str) -> None:
    assert name in found(text, language)
    assert not any(keyword.split()[0].islower() and name.endswith(keyword) for keyword in found(text, language))


def test_a_language_without_stop_words_gets_its_names_and_what_recurs() -> None:
    text = (
        "Die Stadt Bremen hat eine neue Brücke über die Weser eröffnet. Die Brücke kostete viel. "
        "Bürgermeister Bovenschulte lobte sie. Die alte Brücke über die Weser war gesperrt."
    )

    assert {"Weser", "Brücke"} <= {*found(text, "de")}
    assert not {"die", "Die", "eine"} & {*found(text, "de")}


def test_scripts_without_spaces_get_what_is_repeated_or_nothing() -> None:
    japanese = (
        "東京都は月曜日、新しい図書館を開いた。図書館には八万冊の本がある。東京都の図書館は夜九時まで開いている。"
    )

    assert found(japanese, "ja") == ["図書館", "東京都"]
    assert {"图书馆"} <= {*found("市长在新图书馆讲话。图书馆有八万册书。他喜欢图书馆。", "zh")}
    assert found("สวัสดีครับ นี่คือประโยค", "th") == []


@law
@given(st.lists(texts, max_size=8), languages, st.none() | texts)
def test_whatever_the_text_the_keywords_are_in_it(sentences: list[str], language: str, title: str | None) -> None:
    keywords = find_keywords(sentences, language, title)

    assert len(keywords) <= MOST
    assert len({keyword.text for keyword in keywords}) == len(keywords)
    assert all(0 < keyword.score <= 1 for keyword in keywords)
    said = {word for sentence in [*sentences, title or ""] for word in words(sentence)}
    for keyword in keywords:
        assert all(any(word in each for each in said) for word in words(keyword.text))
        assert keyword.text.casefold() not in stop_words(language)


@pytest.mark.parametrize(
    ("max_words", "language", "line"),
    [
        (None, "en", "Port Ellis, ferry, Mara"),
        (3, "en", "Port Ellis, ferry"),
        (2, "en", "Port Ellis"),
        (1, "en", "ferry"),
        (0, "en", ""),
        (None, "ja", "Port Ellis、ferry、Mara"),
    ],
)
def test_a_line_of_keywords_keeps_its_ceiling(max_words: int | None, language: str, line: str) -> None:
    keywords = [Keyword("Port Ellis", 1), Keyword("ferry", 0.5), Keyword("Mara", 0.4)]

    assert list_keywords(keywords, language, max_words) == line
    assert max_words is None or count_words(line) <= max_words


@pytest.mark.parametrize("unit", [ENGLISH, "And so on ", "Ann ", "x", "東京都"])
def test_time_is_linear(unit: str) -> None:
    language = "ja" if "東" in unit else "en"

    def find(part: str) -> None:
        find_keywords([sentence.text for sentence in split(part, language)], language)

    assert not grows(find, lambda length: text_of(unit, length), 12_500)


@pytest.mark.parametrize("language", ["en", "fr", "uk"])
@pytest.mark.parametrize("scrap", ["ʼ", "ʼs", "lʼ", "'s", "May ʼ Ann", "Ann ʼs May"])
def test_an_apostrophe_alone_is_no_word(scrap: str, language: str) -> None:
    assert all(keyword.text.strip("ʼ' ") for keyword in find_keywords([f"{scrap} {scrap}.", scrap], language))
