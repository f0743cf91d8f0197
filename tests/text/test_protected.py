"""What must not change is found, no more and no less."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.protected import occurrences, protected_spans


def found(text: str, *patterns: str) -> list[str]:
    return [text[start:end] for start, end in protected_spans(text, patterns)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "See https://example.com/a_(b)?x=1#y, or www.example.org.",
            ["https://example.com/a_(b)?x=1#y", "www.example.org"],
        ),
        ("(https://example.com/)", ["https://example.com/"]),
        ("Write to anna.k@example.com.", ["anna.k@example.com"]),
        ("Привіт, {name}! Є {{ count }} листів.", ["{name}", "{{ count }}"]),
        ("%1$s of %(total)s and %d, 5% of it, 100%d", ["%1$s", "%(total)s", "%d", "%d"]),
        ("Set $HOME and ${USER_NAME}; it costs $5 or $US.", ["$HOME", "${USER_NAME}", "$US"]),
        ("###T01### stays", ["###T01###"]),
        ("#новини від @kyiv_rada, №5, C# і #1", ["#новини", "@kyiv_rada"]),
        ("Good 👍🏽 day 🇺🇦!", ["👍🏽", "🇺🇦"]),
        ("v2.0 after 1.12.3-rc1, on 12.05.2024, 3.5 m", ["v2.0", "1.12.3-rc1"]),
        ("192.168.0.1:8080 is local", ["192.168.0.1"]),
        ("5 % for us, 5 % sure", []),
        ("A plain sentence, with 3,000 people and 4.5 million.", []),
    ],
)
def test_what_is_protected_in_any_text(text: str, pieces: list[str]) -> None:
    assert found(text) == pieces


def test_patterns_are_words_in_their_own_case() -> None:
    text = "Acme Cloud and acme; Acmes. Київ, київський, у Київ."
    assert found(text, "Acme Cloud", "Acme", "Київ") == ["Acme Cloud", "Київ", "Київ"]


def test_a_star_stands_for_the_rest_of_a_word() -> None:
    text = "Parts T-100, (XT-7b) and 4T-, but no T100."
    assert found(text, "T-*") == ["T-100"]
    assert found(text, "*T-*") == ["T-100", "XT-7b", "4T-"]
    assert found(text, "X*-*b") == ["XT-7b"]


def test_no_pattern_takes_long() -> None:
    hostile = "*a" * 50
    assert found("a" * 199 + " " + "ab" * 90, hostile) == ["a" * 199]


def test_of_two_that_overlap_the_longer_one_is_kept() -> None:
    assert found("Ask {user} now", "user") == ["{user}"]


def test_occurrences_are_whole_and_as_many_as_wanted() -> None:
    assert occurrences("see b.io/x, b.io", ["b.io", "b.io/x"]) == [(12, 16), (4, 10)]
    assert occurrences("{a} {b} {a}", ["{a}", "{a}", "{b}"]) == [(0, 3), (8, 11), (4, 7)]
    assert occurrences("{a} {a}", ["{a}"]) is None
    assert occurrences("name", ["{name}"]) is None
    assert occurrences("rooms 12", ["room"]) is None


@given(
    st.text(alphabet="a.@#$%{}/:1*w\U0001f642 \u0456", max_size=60),
    st.lists(st.text(min_size=1, max_size=6), max_size=3),
)
def test_spans_are_in_order_and_apart(text: str, patterns: list[str]) -> None:
    done = 0
    for start, end in protected_spans(text, patterns):
        assert done <= start < end <= len(text)
        done = end
