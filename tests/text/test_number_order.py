from collections.abc import Callable

import pytest

from service.text.numbers import moved_numbers, read, swapped_numbers
from tests.support.growth import grows


@pytest.mark.parametrize("listed", [lambda many: "1 " * many, lambda many: " ".join(map(str, range(many)))])
def test_comparing_long_lists_of_numbers_takes_linear_time(listed: Callable[[int], str]) -> None:
    def compare(text: str) -> None:
        reading = read(text, "en")
        swapped_numbers(text, reading, text, reading, ("en", "en"))
        moved_numbers(text, reading, text, reading, ("en", "fr"))

    assert not grows(compare, listed, 1_250)


def test_numbers_beyond_a_long_list_are_compared_no_more_but_those_in_it_are() -> None:
    rest = ", ".join(map(str, range(100, 140)))
    one, other = f"12 people and 40 cars; {rest}", f"40 people and 12 cars; {rest}"

    assert swapped_numbers(one, read(one, "en"), other, read(other, "en"), ("en", "en")) == ("12 and 40",)
