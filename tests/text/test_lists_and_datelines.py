"""Lists are read with what introduces them, reports without what agencies put before them."""

from __future__ import annotations

import pytest

from service.text.datelines import undated, without_dateline
from service.text.lists import join_lists
from service.text.sentences import split


def test_items_are_joined_with_their_introduction() -> None:
    text = "The army is to:\n- restore the bridges;\n- train soldiers.\nThe plan was signed in Paris."

    joined = join_lists(split(text, "en"))

    assert [sentence.text for sentence in joined] == [
        "The army is to: restore the bridges; train soldiers.",
        "The plan was signed in Paris.",
    ]
    assert text[joined[0].start : joined[0].end].endswith("train soldiers.")


def test_what_follows_a_list_and_a_colon_alone_stay_as_they_are() -> None:
    sentences = split("He said this:\n\nThe bridge is closed.", "en")

    assert join_lists(sentences) == sentences


@pytest.mark.parametrize(
    ("sentence", "without"),
    [
        ("LOWICK (Reuters) - The bank has closed.", "The bank has closed."),
        ("КИЇВ, 5 травня (Укрінформ) — Уряд ухвалив бюджет.", "Уряд ухвалив бюджет."),
        ("PARIS — La ville a voté.", "La ville a voté."),
        ("The bank (BNP) said no.", "The bank (BNP) said no."),
        ("NASA - The agency waits.", "NASA - The agency waits."),
    ],
)
def test_datelines_go(sentence: str, without: str) -> None:
    assert without_dateline(sentence) == without


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("fr", "L’équipe a retrouvé ses débutsLe mouvement a grandi.", 2),
        ("fr", "Il a parlé mardi.De même, la maire a parlé.", 2),
        ("fr", 'Il dit "non."Le maire part.', 2),
        ("en", "He owns a PlayStation and a YouTube channel.", 1),
        ("en", "She met the U.S.Army at McDonald’s.", 1),
        ("uk", "Авто їхало вул.Шевченка в м.Київ.Потім воно зупинилося.", 2),
    ],
)
def test_sentences_that_were_pasted_together_are_two(language: str, text: str, count: int) -> None:
    found = split(text, language)

    assert len(found) == count
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)


def test_a_sentence_without_its_dateline_is_where_it_says() -> None:
    text = "LOWICK, Nov. 26 (Reuters staff) - The council voted to close the bridge. Nobody spoke."
    found = undated(split(text, "en"))
    assert [sentence.text for sentence in found] == ["The council voted to close the bridge.", "Nobody spoke."]
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)
