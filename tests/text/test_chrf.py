"""chrF, on values worked out by hand and on what must hold for any two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.chrf import chrf

TEXTS = st.text(alphabet="abc дє", max_size=30)


def test_worked_example() -> None:
    # Orders 1 and 2 only: 2 of 2 and 1 of 1 n-grams are common, of 3 and 2 wanted.
    recall = (2 / 3 + 1 / 2) / 2
    assert chrf("ab", "abc") == pytest.approx(100 * 5 * recall / (4 + recall))


@pytest.mark.parametrize(
    ("hypothesis", "reference", "score"),
    [("", "", 100), ("", "a", 0), ("a", "", 0), ("abc", "def", 0), ("a b", "ab", 100)],
)
def test_ends_of_the_scale(hypothesis: str, reference: str, score: float) -> None:
    assert chrf(hypothesis, reference) == score


def test_what_is_missing_costs_more_than_what_is_too_much() -> None:
    assert chrf("the bridge was opened today", "the bridge was opened") > chrf(
        "the bridge was opened", "the bridge was opened today"
    )


@given(TEXTS, TEXTS)
def test_scores_are_percentages_and_only_equal_texts_get_all(one: str, other: str) -> None:
    score = chrf(one, other)
    assert 0 <= score <= 100
    if "".join(one.split()) == "".join(other.split()):
        assert score == 100
    elif len("".join(one.split())) <= 6 and len("".join(other.split())) <= 6:
        assert score < 100


@given(TEXTS, TEXTS)
def test_precision_and_recall_trade_places_when_the_texts_do(one: str, other: str) -> None:
    assert (chrf(one, other) == 0) == (chrf(other, one) == 0)
