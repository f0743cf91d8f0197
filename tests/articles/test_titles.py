"""Titles without the name of the site, and articles that say nothing twice."""

from __future__ import annotations

import pytest

from service.articles.html import read_html

FIRST = "The ropewalk of Osterby is to become a school for boatbuilders, the county said on Friday."
SECOND = "For a hundred and sixty years hemp was twisted there, on a floor as long as the harbour wall."
THIRD = "The school takes in twelve pupils a year, and each of them builds a boat before leaving."
TITLE = "A school in the ropewalk"
SITE = '<meta property="og:site_name" content="Osterby Post">'
BODY = f"<article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        f"{TITLE} | Osterby Post",
        f"{TITLE} – Osterby Post",
        f"Osterby Post - {TITLE}",
        f"Osterby Post: {TITLE}",
        f"Osterby Post | {TITLE}",
        f"{TITLE} :: Osterby Post",
        f"{TITLE} « Osterby Post",
        f"{TITLE} - News - Osterby Post",
        f"Osterby Post - News - {TITLE}",
    ],
)
def test_the_name_of_the_site_is_no_part_of_a_title(title: str) -> None:
    for head in (
        f"<title>{title}</title>{SITE}",
        f'<title>{title}</title><meta property="og:title" content="{title}">{SITE}',
    ):
        assert read_html(f"<html><head>{head}</head><body>{BODY}</body></html>").title == TITLE
    heads = f"<header><h1><a href=/>Osterby Post</a></h1></header><h2>{TITLE}</h2>"
    assert (
        read_html(f"<html><head><title>{title}</title></head><body><h1>{TITLE}</h1>{BODY}</body></html>").title == TITLE
    )
    assert read_html(f"<html><head><title>{title}</title>{SITE}</head><body>{heads}{BODY}</body></html>").title == TITLE


@pytest.mark.parametrize("title", ["Storm: what now?", "Ropes – and who needs them", "One | two"])
def test_marks_inside_a_title_part_nothing(title: str) -> None:
    assert read_html(f"<html><head><title>{title}</title>{SITE}</head><body>{BODY}</body></html>").title == title


def test_a_tag_in_the_title_is_none_of_it() -> None:
    page = f'<html><head><title><meta charset="utf-8">{TITLE}</title></head><body>{BODY}</body></html>'
    assert read_html(page).title == TITLE


@pytest.mark.parametrize(
    "twice",
    [
        f"<aside class=pullquote><p>{THIRD}</p></aside>",
        f"<figure class=wp-block-pullquote><blockquote><p>{THIRD}</p></blockquote></figure>",
        "<blockquote class=pull>hemp was twisted there, on a floor as long</blockquote>",
        f"<p>{FIRST}</p>",
        "<div class=toc><ul><li><a href=#pupils>The pupils</a></li></ul></div>",
    ],
)
def test_nothing_is_said_twice(twice: str) -> None:
    rest = f"<p>{SECOND}</p><h2 id=pupils>The pupils</h2><p>{THIRD}</p>"
    page = f"<title>{TITLE}</title><article><p>{FIRST}</p>{twice}{rest}</article>"
    assert read_html(page).text.split("\n\n") == [FIRST, SECOND, "The pupils", THIRD]


def test_a_quotation_of_somebody_stays() -> None:
    quote = "We have never had so many letters."
    page = f"<article><p>{FIRST}</p><p>{SECOND}</p><blockquote><p>{quote}</p></blockquote><p>{THIRD}</p></article>"
    assert read_html(page).text.split("\n\n") == [FIRST, SECOND, quote, THIRD]
