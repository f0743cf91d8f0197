"""What a language tells about its number words: data that the table of its words is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Forms = Mapping[int, str]
"""For each value the forms of its words, divided by spaces."""
Hints = Mapping[str, Iterable[str | int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The number words of a language, lower case, with U+0027 for every apostrophe.

    `hints` state values without being numbers: `half`, `twice`. `hundreds` multiply what stands before them.
    `scales`: by power of ten, the words that stand for one and those that stand for several. `months` and `weekdays`:
    the forms of each, in order. A word that stands in two tables has the value of the later one.
    `compounds`: what words begin with that state a number and go on (`двогодинний`).
    """

    hints: Hints = field(default_factory=dict)
    cardinals: Forms = field(default_factory=dict)
    ordinals: Forms = field(default_factory=dict)
    hundreds: str = ""
    scales: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    compounds: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


HALF, THIRD, QUARTER = ("0.5", 50, 30, 2), (3, 33, "0.33"), ("0.25", 25, 15, 4)
"""What the words for these fractions may stand for: a share, a percentage, minutes, so many parts."""


def counted(words: str, *, start: int = 0, step: int = 1) -> dict[int, str]:
    """Forms of words that count up."""
    return {start + step * index: word for index, word in enumerate(words.split())}


def inflected(stems: Forms, endings: Iterable[str]) -> dict[int, str]:
    """For each value its stem with every ending."""
    return {value: " ".join(stem + ending for ending in endings) for value, stem in stems.items()}


def joined(*forms: Forms) -> dict[int, str]:
    """The forms of all tables, those of the same value together."""
    values = {value for each in forms for value in each}
    return {value: " ".join(each[value] for each in forms if value in each) for value in sorted(values)}
