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


LONG = "The bridge (built in 1930) opened on Monday."


@pytest.mark.parametrize(
    ("style", "max_words", "sentences", "kept"),
    [
        ("paragraph", 5, ["One two three.", "Four five.", "Six."], ["One two three.", "Four five."]),
        ("paragraph", 5, ["One.", "Two three four five six.", "Seven."], ["One."]),
        ("bullets", 5, ["One.", "Two three four five six.", "Seven."], ["One.", "Seven."]),
        ("bullets", 5, ["One.", "Two three four five six.", "He left.", "Seven."], ["One.", "Seven."]),
        ("paragraph", 5, ["One two three four five six.", "Seven."], ["Seven."]),
        ("paragraph", 5, ["One two three four five six.", "It said no."], []),
        ("paragraph", 6, [LONG, "It is red."], ["The bridge opened on Monday."]),
        ("paragraph", 9, [LONG, "It is red."], [LONG]),
        ("paragraph", 5, ["One."] * 9, ["One."] * 5),
        ("paragraph", None, ["One."] * 9, ["One."] * 6),
        ("paragraph", 5, [], []),
    ],
)
def test_what_fits_is_kept_whole_or_without_what_only_adds_to_it(
    style: Style, max_words: int | None, sentences: list[str], kept: list[str]
) -> None:
    fitting = limits_for(style, "long", max_words).fit(sentences, "en")

    assert [text for _, text in fitting] == kept
    assert [index for index, _ in fitting] == sorted({index for index, _ in fitting})


def test_an_engine_is_told_the_ceiling_or_something_sensible() -> None:
    assert limits_for("paragraph", "medium", 40).budget().max_words == 40
    assert limits_for("paragraph", "short", None).budget().max_words >= 25
    assert limits_for("headline", "short", None).budget().max_sentences == 1
