from __future__ import annotations

import pytest

from benchmarks.rouge import rouge


@pytest.mark.parametrize(
    ("summary", "reference", "one", "two", "longest"),
    [
        ("the cat sat", "the cat sat", 1, 1, 1),
        ("The cat, sat!", "the cat sat", 1, 1, 1),
        ("a b c d", "e f", 0, 0, 0),
        ("the cat the cat", "the cat", 2 * 2 / 6, 2 * 1 / 4, 2 * 2 / 6),
        ("police killed the gunman", "the gunman killed police", 1, 2 * 1 / 6, 2 * 2 / 8),
        ("l'eau", "l’eau", 1, 1, 1),
        ("", "words", 0, 0, 0),
        ("", "", 0, 0, 0),
    ],
)
def test_scores_are_those_computed_by_hand(
    summary: str, reference: str, one: float, two: float, longest: float
) -> None:
    found = rouge(summary, reference)
    assert (found.one, found.two, found.longest) == pytest.approx((one, two, longest))
