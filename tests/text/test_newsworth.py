"""Places, deaths and figures are worth more in a headline than days, sources and small words."""

from __future__ import annotations

import pytest

from service.text.newsworth import worth_of, worth_of_words

SENTENCES = {
    "en": (
        "Two people were killed in Lowick on Monday, police said.",
        ["killed", "lowick"],
        ["monday", "police", "on"],
    ),
    "fr": ("Deux personnes sont mortes lundi à Vauclair, selon la police.", ["mortes", "vauclair"], ["lundi", "la"]),
    "uk": ("У Ставках у понеділок загинули двоє людей.", ["ставках", "загинули"], ["понеділок", "у"]),
}


@pytest.mark.parametrize("language", SENTENCES)
def test_where_and_what_happened_outweigh_when_and_who_said_so(language: str) -> None:
    sentence, worthy, empty = SENTENCES[language]
    worths = worth_of_words(sentence, language, {})

    assert min(worths[word] for word in worthy) >= 0.4
    assert all(worths[word] == 0 for word in empty)


def test_a_word_counts_once() -> None:
    worths = {"bridge": 0.5, "closed": 0.2}

    assert worth_of("The bridge, the old bridge, closed.", "en", worths) == pytest.approx(0.7)


def test_what_an_article_goes_on_about_keeps_its_weight() -> None:
    assert worth_of_words("The bridge at Mara closed.", "en", {"bridg": 0.9})["bridge"] == 0.9
    assert worth_of_words("Die Brücke ist zu.", "de", {"brück": 0.9})["brücke"] == 0.9
