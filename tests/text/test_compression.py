"""Compressions are made of the sentence's own words, are accepted by an editor, and keep what must be kept."""

from __future__ import annotations

import tomllib
from math import exp
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from service.text.compression import compressions
from service.text.headlines import best_headline
from service.text.normalize import normalize
from service.text.words import count_words, words
from tests.text.strategies import languages, law, texts

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "checks" / "labelled" / "compressions.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["accepted"][0][:40])
def test_an_editor_accepts_the_headline(case: dict[str, Any]) -> None:
    found = best_headline([case["sentence"]], case["language"], case["words"])

    assert found is not None and found.text in case["accepted"]


@pytest.mark.parametrize(
    ("language", "sentence", "kept"),
    [
        ("en", "The minister is a thief, said the leader of the opposition in Lowick on Monday.", "said"),
        ("en", "Trains will run on Monday if the strike ends before the weekend in Mara.", "if"),
        ("en", "The town will not close the old school near the river in May.", "not"),
        ("en", "Farmers may use water from the river Tarn in July and August.", "may"),
        ("fr", "Le maire a volé de l’argent, affirme son rival à la télévision lundi.", "affirme"),
        ("fr", "Les trains circuleront lundi si la grève prend fin avant le week-end à Nice.", "si"),
        ("fr", "La ville ne fermera pas la vieille école près de la rivière en mai.", "pas"),
        ("uk", "Міністр украв гроші, заявив лідер опозиції у Львові в понеділок.", "заявив"),
        ("uk", "Поїзди курсуватимуть у понеділок, якщо страйк закінчиться до вихідних.", "якщо"),
        ("uk", "Місто не закриє стару школу біля річки в травні.", "не"),
    ],
)
def test_what_must_be_kept_is_kept(language: str, sentence: str, kept: str) -> None:
    found = compressions(sentence, language, headline=True)

    assert all(kept in words(each.text) for each in found)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The court accused the mayor of stealing money from the town."),
        ("en", "The number of women who work at night in the port has doubled."),
        ("fr", "Le tribunal a condamné le maire à deux ans de prison."),
        ("uk", "Суд звинуватив мера у крадіжці грошей."),
    ],
)
def test_no_verb_loses_what_it_needs(language: str, sentence: str) -> None:
    ends = {each.text.rstrip(".").split()[-1] for each in compressions(sentence, language)}

    assert not ends & {"accused", "women", "condamné", "звинуватив"}


@law
@given(texts, languages)
def test_every_form_is_made_of_the_sentence_in_order(text: str, language: str) -> None:
    sentence = normalize(f"{text}.")
    for form in compressions(sentence, language, headline=True):
        rest = iter(words(sentence.casefold()))
        assert form.words == count_words(form.text) and 0 <= exp(-form.cost) <= 1
        if form.text != sentence:
            assert all(word in rest for word in words(form.text.casefold()))


def test_a_language_without_grammar_has_only_the_sentence() -> None:
    assert [each.text for each in compressions("Die Brücke ist am Montag geschlossen.", "de")] == [
        "Die Brücke ist am Montag geschlossen."
    ]


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("The council voted on Thursday to close the old bridge for repairs.", "to close"),
        ("The minister promised in a long speech to build the school.", "to build"),
    ],
)
def test_what_a_verb_demands_is_not_cut_off_with_the_day_before_it(sentence: str, whole: str) -> None:
    forms = [form.text for form in compressions(sentence, "en", headline=True)]
    assert all(whole in form for form in forms)


def test_what_was_decided_in_public_needs_no_source_and_what_somebody_is_accused_of_does() -> None:
    decided = compressions("The council voted to close the bridge, Mayor Ruth Hale said.", "en")
    accused = compressions("The council stole the money for the bridge, Mayor Ruth Hale said.", "en")
    assert "The council voted to close the bridge." in [form.text for form in decided]
    assert all("Hale said" in form.text for form in accused)


def test_a_day_goes_with_its_date() -> None:
    sentence = "Міська рада Полтави у четвер, 26 листопада, проголосувала за ремонт мосту."
    forms = [form.text for form in compressions(sentence, "uk")]
    assert "Міська рада Полтави проголосувала за ремонт мосту." in forms
