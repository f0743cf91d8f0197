"""What logs say of errors: where they came from, and never what they quote."""

from __future__ import annotations

import pytest

from service.trail import trail


def fail(text: str) -> None:
    try:
        int(text)
    except ValueError as error:
        raise KeyError(text) from error


def test_it_names_the_error_and_its_cause_with_their_places_and_quotes_nothing() -> None:
    with pytest.raises(KeyError) as caught:
        fail("secret words")
    told = trail(caught.value)

    first, second = told.split(" <- ")
    assert first.startswith("KeyError at ") and second.startswith("ValueError at ")
    assert f"{__file__}:" in first
    assert "secret" not in told


def test_causes_that_go_in_a_circle_are_told_once() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one

    assert trail(one) == "ValueError <- KeyError"
