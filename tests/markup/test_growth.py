"""No document makes its reading or writing take more than linear time."""

from __future__ import annotations

import pytest

from service.markup.plain import read_plain
from service.markup.sentinels import complete, forms, read_back
from service.markup.units import units_of
from tests.support.adversarial import REPEATED, text_of
from tests.support.growth import growing


def way_of_plain_text(text: str) -> object:
    [block] = read_plain(text, ("a*b", "news")).parts
    units = units_of(block, "en")  # type: ignore[arg-type]
    return [complete(unit, read_back(unit, form, form[::2])) for unit in units for form in forms(unit)]


@pytest.mark.parametrize("unit", ["{a} ", "https://a.example/x ", "a. ", "@ab", "{x}. Yes. ", "🙂"])
def test_protected_parts_take_linear_time(unit: str) -> None:
    assert growing(way_of_plain_text, [(unit, lambda length: text_of(unit, length))]) == []


def test_nothing_repeated_takes_long() -> None:
    shapes = [(unit, lambda length, unit=unit: text_of(unit, length)) for unit in REPEATED[:40]]
    assert growing(way_of_plain_text, shapes) == []
