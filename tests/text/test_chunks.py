from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from service.text.chunks import pack, sections, split_long
from tests.text.strategies import law, texts


@pytest.mark.parametrize(
    ("lengths", "budget", "expected"),
    [
        ([], 10, []),
        ([3, 3, 3], 6, [range(2), range(2, 3)]),
        ([3, 3, 4], 10, [range(3)]),
        ([20, 1, 1], 10, [range(1), range(1, 3)]),
        ([1, 20, 1], 10, [range(1), range(1, 2), range(2, 3)]),
        ([0, 0, 0], 0, [range(3)]),
    ],
)
def test_items_are_packed_in_order(lengths: list[int], budget: int, expected: list[range]) -> None:
    assert pack(lengths, budget) == expected


@law
@given(st.lists(st.integers(0, 30), max_size=40), st.integers(0, 40))
def test_packing_loses_nothing_and_keeps_the_budget(lengths: list[int], budget: int) -> None:
    ranges = pack(lengths, budget)
    assert [index for each in ranges for index in each] == list(range(len(lengths)))
    for each in ranges:
        assert len(each) == 1 or sum(lengths[index] for index in each) <= budget


def test_a_text_that_fits_is_one_part() -> None:
    assert split_long("Short.", lambda part: True) == ["Short."]
    assert split_long("", lambda part: True) == [""]


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("He came, he saw, he won", 12, ["He came, ", "he saw, ", "he won"]),
        ("one two three four", 9, ["one two ", "three ", "four"]),
        ("它很大，但是不贵，所以买了", 6, ["它很大，", "但是不贵，", "所以买了"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("a👩‍👩‍👧‍👦b", 2, ["a", "👩‍👩‍👧‍👦", "b"]),
        ("e\u0301e\u0301e\u0301", 3, ["e\u0301", "e\u0301", "e\u0301"]),
    ],
)
def test_cuts_fall_at_clauses_then_spaces_then_graphemes(text: str, limit: int, parts: list[str]) -> None:
    assert split_long(text, lambda part: len(part) <= limit) == parts


@law
@given(texts, st.integers(1, 40))
def test_parts_join_to_the_text_and_fit(text: str, limit: int) -> None:
    parts = split_long(text, lambda part: len(part) <= limit)
    assert "".join(parts) == text
    for part in parts:
        assert len(part) <= limit or len(regex.findall(r"\X", part)) == 1


def test_few_questions_are_asked_and_they_are_short() -> None:
    text = "word and word, " * 20_000
    asked: list[int] = []

    def fits(part: str) -> bool:
        asked.append(len(part))
        return len(part) <= 2_000

    parts = split_long(text, fits)
    assert len(asked) <= 14 * len(parts)
    assert max(asked[1:]) <= 4_000


@law
@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 2)), max_size=60), st.integers(1, 120))
def test_sections_cover_everything_in_order_within_the_budget(items: list[tuple[int, int]], budget: int) -> None:
    lengths, breaks = [length for length, _ in items], [level for _, level in items]
    ranges = sections(lengths, breaks, budget)

    assert [index for each in ranges for index in each] == list(range(len(items)))
    assert all(len(each) == 1 or sum(lengths[index] for index in each) <= budget for each in ranges)


def test_a_section_begins_where_the_text_breaks_best() -> None:
    assert sections([10] * 10, [2, 0, 0, 1, 0, 0, 2, 0, 1, 0], 50) == [range(3), range(3, 6), range(6, 10)]
    assert sections([10] * 6, [0] * 6, 30) == [range(3), range(3, 6)]
