"""What counts as a sane output of a model."""

from __future__ import annotations

import pytest

from service.models.smoke import fault_in


@pytest.mark.parametrize(
    "text",
    [
        "La ville a inauguré lundi un nouveau pont.",
        "У понеділок місто відкрило новий міст.",
        "Yes.",
        "Very, very, very good: very, very good.",
    ],
)
def test_sentences_are_sane(text: str) -> None:
    assert fault_in(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("La <unk> est ouverte.", "unknown tokens"),
        ("Місто ⁇ відкрило міст.", "unknown tokens"),
        ("the bridge of " * 5, "repeats itself"),
        ("no no no no no no no no", "repeats itself"),
    ],
)
def test_what_no_sane_model_says_is_a_fault(text: str, said: str) -> None:
    assert said in (fault_in(text) or "")
