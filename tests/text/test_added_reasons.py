"""Reasons and further deeds that a translation adds."""

from __future__ import annotations

import pytest

from service.text.added_clauses import added_clause
from service.text.added_reasons import added_reason

ADDED = [
    ("en", "uk", "The pianist cancelled the recital.", "Піаніст скасував концерт через застуду."),
    ("en", "fr", "The ferry stayed in port.", "Le ferry est resté au port en raison de la houle."),
    ("uk", "en", "Каток відкриють у грудні.", "The ice rink opens in December and skates can be hired."),
]
KEPT = [
    ("en", "uk", "Fog closed the airport, leading to delays.", "Через туман закрили аеропорт, рейси затримуються."),
    ("en", "uk", "The shop reopens in two weeks.", "Крамниця знову відчиниться через два тижні."),
    (
        "fr",
        "en",
        "La ville rénove le stade ainsi que la piscine.",
        "They rebuild the stadium and its big pool.",
    ),
    ("en", "de", "The ferry stayed in port.", "Die Fähre blieb wegen des Seegangs im Hafen."),
]


@pytest.mark.parametrize(("origin", "target", "source", "output"), ADDED)
def test_a_reason_or_a_further_deed_of_a_longer_translation_is_told(
    origin: str, target: str, source: str, output: str
) -> None:
    assert added_reason(source, output, (origin, target), 1.0)
    assert not added_reason(source, output, (origin, target), 0.2)


@pytest.mark.parametrize(("origin", "target", "source", "output"), KEPT)
def test_a_reason_in_other_words_is_none_that_was_added(origin: str, target: str, source: str, output: str) -> None:
    assert not added_reason(source, output, (origin, target), 1.0)


def test_a_verb_that_is_set_off_may_stand_for_a_second_verb() -> None:
    output = "Столична команда, програючи після тайму, здобула перемогу."
    assert not added_clause("The club came back to win.", output, 1.5)
    assert added_clause("The club won.", output, 1.5)
