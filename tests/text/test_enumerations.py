"""Items of lists and clauses that a translation left out or added."""

from __future__ import annotations

import pytest

from service.text.added_clauses import added_clause, is_unusual, spells_out
from service.text.enumerations import lost_item
from service.text.lost_clauses import lost_end


@pytest.mark.parametrize(
    ("origin", "target", "source", "output"),
    [
        ("en", "fr", "The shop sells ropes, nails and paint.", "Le magasin vend des cordes et de la peinture."),
        ("fr", "uk", "Le chien, le chat et la poule dorment.", "Собака й курка сплять."),
        ("uk", "en", "Привезли воду, хліб і ліки.", "Water and medicine were brought."),
    ],
)
def test_an_item_that_is_gone_is_missed(origin: str, target: str, source: str, output: str) -> None:
    assert lost_item(source, output, (origin, target))


@pytest.mark.parametrize(
    ("origin", "target", "source", "output"),
    [
        (
            "en",
            "fr",
            "The shop sells ropes, nails and paint.",
            "On y vend des cordes, des clous et de la peinture.",
        ),
        ("en", "uk", "In this spring, birds and frogs sing.", "Цієї весни птахи та жаби співають."),
        ("uk", "en", "Він каже, що хліб і вода дорожчають.", "He says bread and water get dearer."),
    ],
)
def test_lists_with_all_their_items_and_clauses_pass(origin: str, target: str, source: str, output: str) -> None:
    assert not lost_item(source, output, (origin, target))


def test_what_is_set_off_in_a_long_translation_was_added() -> None:
    source = "The choir will sing in Reims."

    assert added_clause(source, "Le chœur chantera à Reims, où il est né.", 1.5)
    assert not added_clause(source, "Le chœur chantera à Reims, où il est né.", 0.5)
    assert not added_clause("The choir, it says, will sing.", "Le chœur, dit-il, chantera, où il est né.", 1.5)


def test_a_length_is_more_unusual_where_joints_changed_too() -> None:
    assert is_unusual("Він співає, коли йде дощ.", "He sings.", -2.4)
    assert not is_unusual("Він співає коли дощ.", "He sings.", -2.4)


def test_acronyms_are_spelled_out() -> None:
    assert spells_out("МОЗ відкрило аптеку.", "The Ministry of Health opened a pharmacy.")
    assert not spells_out("The BBC said so.", "La BBC l'a dit.")


def test_a_missing_full_stop_is_no_missing_end() -> None:
    source = "The choir will sing in Reims and in Troyes."

    assert lost_end(source, "Le chœur chantera à", ("en", "fr"))
    assert not lost_end(source, "Le chœur va chanter à Reims et ensuite à Troyes", ("en", "fr"))
