"""No page makes its reader take more than linear time: eight times the page, about as many times the time."""

from __future__ import annotations

import pytest

from service.articles.html import read_html
from tests.support.adversarial import seconds
from tests.support.hostile_pages import PAGES

LENGTH, TIMES = 6_000, 8
# Eight times as much is linear, 64 times the square. What takes less than this is not told apart from noise.
MOST_GROWTH, NOISE_S = 24, 0.05


@pytest.mark.parametrize("name", PAGES)
def test_time_grows_as_the_page_does(name: str) -> None:
    short, long = PAGES[name](LENGTH), PAGES[name](TIMES * LENGTH)
    for tries in (1, 2, 4):
        little, much = seconds(lambda: read_html(short), tries), seconds(lambda: read_html(long), tries)
        if much < max(NOISE_S, MOST_GROWTH * little):
            return
    pytest.fail(f"{much} s, an eighth of it {little} s")
