"""Words that are none are found, words that are merely rare, foreign or taken over are not."""

from __future__ import annotations

import pytest

from service.text.strange_words import left_words, strange_words


def _found(text: str, language: str, source: str = "") -> list[str]:
    found = strange_words(text, language, source)
    assert all(text[word.start : word.end] == word.text for word in found)
    return [word.text for word in found]


@pytest.mark.parametrize(
    ("language", "text", "strange"),
    [
        ("en", "The council will rxkvupq the bridge.", "rxkvupq"),
        ("fr", "La ville va jwzkhteg le pont.", "jwzkhteg"),
        ("uk", "Рада має щгзкьфж міст.", "щгзкьфж"),
        ("en", "The mayor of Tomomomomie spoke.", "Tomomomomie"),
        ("uk", "Мер сказав, що мiст закрито.", "мiст"),
        ("en", "The сouncil met.", "сouncil"),
        ("uk", "Подъезд зачинено.", "Подъезд"),
        ("en", "The fountain was reparied in spring.", "reparied"),
        ("fr", "La fontaine a été répararée au printemps.", "répararée"),
        ("uk", "Фонтан полагоджували навеснівку.", "навеснівку"),
    ],
)
def test_no_words_are_found(language: str, text: str, strange: str) -> None:
    assert _found(text, language) == [strange]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The judoka ate yoghurt beside the fjords of Svalbard; the Przewalski horse did not."),
        ("en", "A rendezvous in the café, said Nguyễn."),
        ("fr", "L’archiviste s’enquiert d’un kayak et d’un yacht ; l’abbaye rouvre."),
        ("uk", "Лялькар із Пирятина в’яже з лози кошики, рогожі й жмутки щавлю."),
        ("uk", "Компанія OpenAI показала GPT-4 і чип M3."),
        ("en", "AAAAH, haha, bye-bye!"),
        ("en", "Nanosatellites were upcycled, and the ecotourists overslept."),
        ("fr", "Vous arpenteriez les quais et nous réexaminerions tout aujourd’hui."),
        ("uk", "Наносупутник розв’язав задачу у п’ятнадцятиповерховому домі, велоцираптори дивувалися з дюйма."),
        ("de", "Die Geschwindigkeitsbegrenzung gilt ab Montag."),
    ],
)
def test_rare_and_foreign_words_are_not(language: str, text: str) -> None:
    assert _found(text, language) == []


def test_what_the_source_has_is_no_stranger() -> None:
    assert _found("The tool is called rxkvupq.", "en", "Outil : rxkvupq.") == []
    assert _found("Він складає орігамі.", "uk", "He folds origami.") == []


def test_one_odd_word_is_a_doubt_and_several_are_none() -> None:
    [one] = strange_words("The council will soon repair the old rxkvupq of the town.", "en", "")
    several = strange_words("The wqzxk frtgb pqmvc will hjklq.", "en", "")
    assert not one.certain
    assert len(several) > 2
    assert all(word.certain for word in several)


def test_words_left_in_the_language_of_the_source() -> None:
    source = "The council will repair the bridge with cement from Kyiv."
    assert left_words("Рада відремонтує bridge цементом із Києва.", source, ("uk", "en")) == ("bridge",)
    assert left_words("Le conseil va réparer le bridge avec such un ciment.", f"{source} such", ("fr", "en")) == (
        "such",
    )
    assert left_words("Рада відремонтує міст цементом із Києва.", source, ("uk", "en")) == ()
    assert (
        left_words("Le ciment vient de la place, une table.", "The cement of the place, a table.", ("fr", "en")) == ()
    )
    assert left_words("same words", "same words", ("en", "en")) == ()


def test_a_language_without_a_model_has_none() -> None:
    assert _found("xqzw rtkp", "xx") == []


def test_parts_of_joined_words_and_of_addresses_are_not_judged() -> None:
    assert _found("Матч плей-офф завтра.", "uk", "") == []
    assert _found("D'après rxkvupq.com, il pleut.", "fr", "") == []
    assert left_words("За даними weather.com, йде дощ.", "It rains, says weather.com today.", ("uk", "en")) == ()


def test_a_typing_slip_is_strange_though_the_source_sounds_so() -> None:
    assert _found("La prodcution baisse.", "fr", "Production is down.") == ["prodcution"]
    assert _found("Il agressa son voisin.", "fr", "") == []
