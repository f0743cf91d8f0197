"""What a style and a length mean."""

from __future__ import annotations

import pytest

from service.pipeline.limits import limits_for
from service.types import Length, Style


@pytest.mark.parametrize(
    ("style", "length", "max_words", "sentences", "words"),
    [
        ("paragraph", "short", None, 1, None),
        ("paragraph", "medium", None, 3, None),
        ("paragraph", "long", None, 6, None),
        ("paragraph", "medium", 60, 3, 60),
        ("bullets", "short", None, 3, None),
        ("bullets", "medium", None, 5, None),
        ("bullets", "long", 90, 7, 90),
        ("headline", "short", None, 1, 12),
        ("headline", "medium", None, 1, 17),
        ("headline", "long", None, 1, 22),
        ("headline", "long", 9, 1, 9),
        ("headline", "short", 50, 1, 12),
    ],
)
def test_ceilings(style: Style, length: Length, max_words: int | None, sentences: int, words: int | None) -> None:
    limits = limits_for(style, length, max_words)

    assert (limits.max_sentences, limits.max_words) == (sentences, words)


def test_trimming_keeps_whole_sentences_and_at_least_one() -> None:
    limits = limits_for("paragraph", "long", 5)

    assert limits.trim(["One two three.", "Four five.", "Six."]) == 2
    assert limits.trim(["One two three four five six.", "Seven."]) == 1
    assert limits.trim(["One."] * 9) == 5
    assert limits.trim([]) == 0


def test_an_engine_is_told_the_ceiling_or_something_sensible() -> None:
    assert limits_for("paragraph", "medium", 40).budget().max_words == 40
    assert limits_for("paragraph", "short", None).budget().max_words >= 25
    assert limits_for("headline", "short", None).budget().max_sentences == 1
