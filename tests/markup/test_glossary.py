"""Terms are found as whole words and put in where their place is known, or missed and said so."""

from __future__ import annotations

import pytest

from service.markup.glossary import Glossary
from service.markup.html import read_html
from service.markup.plain import read_plain
from service.types import GlossaryTerm
from tests.markup.translating import translate
from tests.support.fake_engines import FakeTranslator

WORDS = {
    "The ceasefire holds in Kyiv.": "Припинення вогню триває в Києві.",
    "ceasefire": "припинення вогню",
    "The deal is a ceasefire.": "Угода — це тиша.",
    "The truce with {name} holds.": "Перемир'ям із {name} задоволені.",
    "It is late.": "Пізно.",
}
TERM = GlossaryTerm("ceasefire", "перемир'я", "uk")


@pytest.mark.parametrize(
    ("text", "output", "used"),
    [
        ("The ceasefire holds in Kyiv.", "Перемир'я триває в Києві.", True),
        ("The ceasefire holds in Kyiv. It is late.", "Перемир'я триває в Києві. Пізно.", True),
        ("The deal is a ceasefire.", "Угода — це тиша.", False),
    ],
)
def test_a_term_is_put_in_where_its_place_is_known(text: str, output: str, used: bool) -> None:
    engine = FakeTranslator(dictionary={"uk": WORDS})
    found = translate([read_plain(text)], engine, glossary=[TERM])
    assert found.texts == (output,)
    said = [(each.detail, each.weak) for each in found.seen if each.name == "glossary"]
    assert said == [("used: ceasefire", False) if used else ("missed: ceasefire", True)]
    assert bool([each for each in found.left if each.name == "glossary"]) is not used


def test_a_term_that_is_there_in_another_form_is_left() -> None:
    engine = FakeTranslator(dictionary={"uk": WORDS})
    term = GlossaryTerm("truce", "перемир'я", "uk")
    found = translate([read_plain("The truce with {name} holds.")], engine, glossary=[term])
    assert found.texts == ("Перемир'ям із {name} задоволені.",)


def test_markup_goes_around_a_term_that_was_put_in() -> None:
    engine = FakeTranslator(dictionary={"uk": WORDS})
    page = read_html("The <b>ceasefire</b> holds in <i>Kyiv</i>.")
    assert translate([page], engine, glossary=[TERM]).texts == ("<b>Перемир'я</b> триває в <i>Києві</i>.",)


def test_terms_are_whole_words_in_any_case_and_the_longest_goes_first() -> None:
    terms = [GlossaryTerm(source, "x", "uk") for source in ("рада", "Верховна Рада", "C++", "up")]
    text = "ВЕРХОВНА РАДА, парада, радари, Рада; C++ up, upon cup."
    found = [text[start:end] for (start, end), _ in Glossary(terms).found(text)]
    assert found == ["ВЕРХОВНА РАДА", "Рада", "C++", "up"]


def test_a_term_of_another_language_is_not_used() -> None:
    engine = FakeTranslator(dictionary={"uk": WORDS})
    found = translate([read_plain("The ceasefire holds in Kyiv.")], engine, glossary=[TERM._replace(language="fr")])
    assert found.texts == ("Припинення вогню триває в Києві.",)
