"""Bodies and ministries that each language names in its own words."""

from __future__ import annotations

import pytest

from service.text.organisations import exchanged_body


@pytest.mark.parametrize(
    ("languages", "source", "output"),
    [
        ("en fr", "The World Bank lent them the money.", "Le FMI leur a prêté l'argent."),
        ("fr uk", "La Croix-Rouge a ouvert un refuge.", "Червоний Півмісяць відкрив притулок."),
        ("uk fr", "Мінфін оприлюднив прогноз.", "Le ministère de la Défense a publié ses prévisions."),
        ("en uk", "The health minister resigned.", "Міністр освіти пішов у відставку."),
    ],
)
def test_another_body_is_seen(languages: str, source: str, output: str) -> None:
    origin, target = languages.split()
    assert exchanged_body(source, output, (origin, target))


@pytest.mark.parametrize(
    ("languages", "source", "output"),
    [
        ("en fr", "The IMF lent them the money.", "Le Fonds monétaire international leur a prêté l'argent."),
        ("fr uk", "La Commission européenne a refusé.", "Єврокомісія відмовила."),
        ("uk en", "Міноборони заперечило це.", "The defence ministry denied it."),
        ("uk en", "Нацбанк підвищив ставку.", "The bank raised its rate."),
        ("en fr", "The minister spoke of health and justice.", "La ministre a parlé de santé."),
        ("en nl", "The World Bank lent them the money.", "Het IMF leende hun het geld."),
    ],
)
def test_the_same_body_and_none_are_no_change(languages: str, source: str, output: str) -> None:
    origin, target = languages.split()
    assert exchanged_body(source, output, (origin, target)) is None
