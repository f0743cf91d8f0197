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
    `compounds`: what words begin with that state a number and go on (`двогодинний`). `proper`: whether months and
    days of the week have capitals. `ordinal_stop`: whether a full stop makes an ordinal (`5. Mai`).

    Patterns: `joint`, what joins number words; `half`, what adds one; `of_a`, what stands between a fraction and a
    scale; `more`, what may stand between digits and a scale; `between` the ends of a range; `hour`, what follows one,
    and `clock`, what follows hours and minutes with a full stop between them;
    `day`, endings of the number of a day, and what stands between that and the month (`of`); `decade`, what follows
    one, and what stands before it; `century`, the word; `roman`, endings of Roman numerals.

    `units`: what words begin with that name a unit or what is counted, the same keys in every language; an asterisk
    stands for a space. `source` and `goal`: the words for from and to.
    """

    hints: Hints = field(default_factory=dict)
    cardinals: Forms = field(default_factory=dict)
    ordinals: Forms = field(default_factory=dict)
    hundreds: str = ""
    scales: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    compounds: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    proper: bool = False
    ordinal_stop: bool = False
    joint: str = ""
    half: str = ""
    of_a: str = ""
    more: str = ""
    between: str = ""
    hour: str = ""
    clock: str = ""
    day: str = ""
    of: str = ""
    decade: str = ""
    decade_before: str = ""
    century: str = ""
    roman: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    goal: str = ""


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
