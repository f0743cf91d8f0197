"""A few words are told apart by the words themselves, and by what the texts beside them are in."""

from __future__ import annotations

import pytest

from service.text.common_words import frequencies, languages
from service.text.detect import candidates_each, detect, detect_each
from service.text.short_language import MOST_WORDS, judge, words_of

_SHORT = {
    "uk": "Дякую|Будь ласка|Погода завтра|Ціни на хліб|Добрий ранок|Як справи?|Потяг до Львова|Місто моє|М’який знак|"
    "Газета Guardian пише",
    "ru": "Спасибо большое|Новости спорта|Мост открыт|Привет|Цены на хлеб",
    "en": "Bread prices|Good evening|Roadworks|Read more|WEATHER TOMORROW|Town hall",
    "fr": "Prix du pain|Bonsoir|Lire la suite|L’eau chaude|MÉTÉO DE DEMAIN|Vente flash ⚡",
    "de": "Guten Morgen|Neue Straße gesperrt",
    "es": "Buenas noches|El tiempo mañana",
    "pl": "Dzień dobry|Pogoda na jutro",
    "fi": "hyvää huomenta|uusi silta",
    "hu": "jó estét|szép város",
}


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, row in _SHORT.items() for text in row.split("|")]
)
def test_a_few_words_are_told(language: str, text: str) -> None:
    assert detect(text).code == language


def test_the_texts_beside_it_decide_where_the_words_do_not() -> None:
    alone, *_ = detect_each(["chat"])
    beside, *_ = detect_each(["chat", "The weather will be fine in the north.", "Roadworks on Monday"])
    among, *_ = detect_each(["chat", "Le temps sera beau dans le nord.", "Travaux lundi"])
    assert alone is not None
    assert beside is not None
    assert among is not None
    assert (beside.code, among.code) == ("en", "fr")


def test_a_list_may_mix_languages_all_the_same() -> None:
    found = detect_each(["Міст закрито.", "The bridge is closed.", "12:30", "Le pont est fermé."])
    assert [each and each.code for each in found] == ["uk", "en", None, "fr"]


def test_as_many_answers_as_texts() -> None:
    assert [bool(each) for each in candidates_each(["Дякую", "", "?", "Merci"])] == [True, False, False, True]


def test_long_texts_have_no_few_words() -> None:
    assert words_of("word " * MOST_WORDS)
    assert words_of("word " * (MOST_WORDS + 1)) == []


def test_probabilities() -> None:
    found = judge(["дякую"], {"ru": 0.9})
    assert sum(found.values()) == pytest.approx(1)
    assert judge(["дщщкую"], {"ru": 0.9}) == {}


def test_lists_hold_common_words_by_frequency() -> None:
    assert {"en", "fr", "uk", "de", "ru"} <= set(languages())
    assert frequencies("uk")["вода"] > frequencies("uk")["водою"]
    assert frequencies("xx") == {}
    assert not any(set("ыэъё") & set(word) for word in frequencies("uk"))
