"""Lines of dates and names go; programmes, results, timelines and headings with a year stay."""

from __future__ import annotations

import pytest

from service.articles.bylines import is_byline
from service.articles.furniture import without_furniture

BYLINES = (
    "12 March 2025",
    "Published 3 June 2024 at 10:40",
    "Updated on Monday 4 May 2026, 7:15 a.m.",
    "By Martha Oakley",
    "Martha Oakley, The Fenwick Courier",
    "2025-03-14",
    "14.03.2025, 09:30",
    "Publié le 2 octobre 2025 à 18h30",
    "Опубліковано 5 квітня 2025 о 12:00",
    "3 hours ago",
    "5 min read",
)
NOT_BYLINES = (
    "The flood of 1954",
    "1954",
    "10:00 Opening by the mayor",
    "Tour of the mill at 11.30",
    "1914: the mill is built",
    "Left | 31.25",
    "2021 | 3",
    "Apples 2.50",
    "14 h 30 Visite du moulin",
    "Хліб 24.50",
    "Winter timetable 2024",
    "9:15 Bus to Tarnbeck",
    "Élections de 2027",
    "12 March: the market opens",
    "The harvest of May 1998",
)


@pytest.mark.parametrize("line", BYLINES)
def test_a_date_or_a_name_is_a_byline(line: str) -> None:
    assert is_byline(line, names="Martha Oakley The Fenwick Courier")


@pytest.mark.parametrize("line", NOT_BYLINES)
def test_a_line_that_says_more_is_none(line: str) -> None:
    assert not is_byline(line, names="Martha Oakley The Fenwick Courier", leads=True)


def test_a_name_beside_the_whole_date_is_a_byline_only_where_it_leads() -> None:
    line = "18 червня 2025 · Ірина Мельник"
    assert is_byline(line, leads=True)
    assert not is_byline(line)


def test_many_dates_are_a_list_of_the_article() -> None:
    days = [f"{day} May 2025" for day in range(1, 8)]
    assert without_furniture(days, headlines=[], names=None) == days
