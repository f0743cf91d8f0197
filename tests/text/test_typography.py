"""Plain marks become those of the language, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given

from service.text.typography import typeset
from tests.text.strategies import law, texts


@pytest.mark.parametrize(
    ("language", "plain", "set_in_type"),
    [
        ("uk", 'Він сказав: "П\'ять хвилин - це мало..."', "Він сказав: «П’ять хвилин — це мало…»"),
        ("fr", 'Il a dit : "L\'accord tient - enfin !"', "Il a dit\u00a0: «\u00a0L’accord tient – enfin\u202f!\u00a0»"),
        ("fr", "Quand? Demain; oui: sûr.", "Quand\u202f? Demain\u202f; oui\u00a0: sûr."),
        ("fr", "Voir http://a.org/?b=1 à 18:30.", "Voir http://a.org/?b=1 à 18:30."),
        ("en", '"It\'s late," he said - twice.', "“It’s late,” he said – twice."),
        ("de", 'Er sagte: "Nein."', "Er sagte: „Nein.“"),
        ("uk", "- Так, - сказала вона.", "— Так, — сказала вона."),
        ("xx", '"plain"', '"plain"'),
        ("en", 'A 5" pipe and a 7" one; well-known x-ray.', 'A 5" pipe and a 7" one; well-known x-ray.'),
    ],
)
def test_marks_are_those_of_the_language(language: str, plain: str, set_in_type: str) -> None:
    assert typeset(plain, language) == set_in_type


@law
@given(texts)
def test_it_changes_nothing_that_is_set(text: str) -> None:
    for language in ("en", "fr", "uk", "de"):
        once = typeset(text, language)
        assert typeset(once, language) == once
        assert [letter for letter in once if letter.isalnum()] == [letter for letter in text if letter.isalnum()]
