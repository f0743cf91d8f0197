"""Whether what takes a text takes more than linear time: sixteen times the text, about as many times the time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from tests.support.adversarial import seconds

Material = TypeVar("Material")

LENGTH, TIMES = 250, 16
# Sixteen times as much is linear, 256 times the square. What takes less than this is not told apart from noise.
MOST_GROWTH, NOISE_S = 64, 0.003


def grows(work: Callable[[Material], object], make: Callable[[int], Material], length: int = LENGTH) -> bool:
    """Whether the longer text takes clearly more time than its length explains, every time it is looked at."""
    short, long = make(length), make(TIMES * length)
    work(short)  # what is loaded once is no part of it
    for tries in (1, 2, 4, 8):
        much = seconds(lambda: work(long), tries)
        if much < NOISE_S or much < MOST_GROWTH * seconds(lambda: work(short), tries):
            return False
    return True


def growing(
    work: Callable[[str], object], made: Iterable[tuple[str, Callable[[int], str]]], length: int = LENGTH
) -> list[str]:
    """The names of the texts for which `work` takes more than linear time."""
    return [name for name, make in made if grows(work, make, length)]
