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


def put_in(source: str, output: str, alone: str, term: GlossaryTerm) -> str:
    """What a term makes of a model's output, where that says `alone` for the term alone."""
    engine = FakeTranslator(dictionary={term.language: {source: output, term.source: alone}})
    [text] = translate([read_plain(source)], engine, term.language, glossary=[term]).texts
    return text


@pytest.mark.parametrize(
    ("output", "alone", "target", "put"),
    [
        # What else a model says of a word alone is not believed, and small words stay where they are.
        ("L'équipe a terminé le match.", "L'équipe a terminé le match", "formation", None),
        ("La société a grandi.", "La société", "firme", "La firme a grandi."),
        ("La société a grandi.", "La société du pays", "firme", None),
        ("Selon la société, elle a grandi.", "la société", "la Poste", "Selon la Poste, elle a grandi."),
        ("Selon la société, elle a grandi.", "société", "la Poste", None),
        # Nothing is put in where the word before it would be wrong.
        ("L'usine a grandi.", "Usine", "fabrique", None),
        ("L’usine a grandi.", "L’usine", "fabrique", None),
        ("La société a grandi.", "société", "entreprise", None),
        ("Elle parle de la société.", "société", "hôpital", None),
        ("Elle parle de sa société.", "société", "entreprise", None),
        ("Elle parle de sa société.", "société", "firme", "Elle parle de sa firme."),
    ],
)
def test_no_sentence_is_broken_for_a_term(output: str, alone: str, target: str, put: str | None) -> None:
    term = GlossaryTerm("company", target, "fr")
    assert put_in("The company has grown.", output, alone, term) == (put or output)


@pytest.mark.parametrize(
    ("output", "target", "put"),
    [
        ("It is an agreement.", "truce", None),
        ("It is a truce.", "agreement", None),
        ("It is a truce.", "pact", "It is a pact."),
        ("It is the truce.", "agreement", "It is the agreement."),
    ],
)
def test_an_english_article_fits_the_term_behind_it(output: str, target: str, put: str | None) -> None:
    word = output.rstrip(".").rsplit(" ", 1)[-1]
    term = GlossaryTerm("угода", target, "en")
    assert put_in("Це угода.", output, word, term) == (put or output)


def test_terms_that_begin_alike_are_looked_up_at_once() -> None:
    """As many lookups a word as there are lengths of terms, however many terms there are."""

    class Counted(str):
        folded = 0

        def __getitem__(self, key: object) -> str:
            Counted.folded += 1
            return super().__getitem__(key)  # type: ignore[index]

    terms = [GlossaryTerm(f"term {number:04}", "x", "uk") for number in range(5000)]
    text = Counted("term 4999 and term x, " * 20)
    found = Glossary(terms).found(text)
    assert [term.source for _, term in found] == ["term 4999"] * 20
    assert Counted.folded < 500
