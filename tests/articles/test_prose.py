"""Paragraphs and metadata: what somebody meant, and nothing that programs make up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles import prose
from service.articles.prose import Metadata, table_row
from service.errors import NoText
from service.text.normalize import require_text


@pytest.mark.parametrize(
    "made_up",
    [
        None,
        "",
        "  ",
        "untitled",
        "Untitled Document",
        "Microsoft Word - letter.doc",
        "letter_final(2).docx",
        "Document1",
        "Документ Microsoft Word",
        "Без назви 1",
        "Sans titre",
        "Sans nom 1",
        "C:\\x\\y.indd",
        "(anonymous)",
        "2024-01-31",
        "---",
        "x" * 301,
    ],
)
def test_titles_that_nobody_gave_are_dropped(made_up: str | None) -> None:
    assert prose.title(made_up) is None


@pytest.mark.parametrize(
    "given", ["Document of the year", "1984: a review", "Print is not dead", "Сторінка історії", "The title", "Q"]
)
def test_titles_that_somebody_gave_are_kept(given: str) -> None:
    assert prose.title(f" {given}\n") == given


@pytest.mark.parametrize(
    "nobody", ["user", "Admin", "Microsoft Office User", "python-docx", "Користувач Windows", "123"]
)
def test_authors_who_are_nobody_are_dropped(nobody: str) -> None:
    assert prose.author(nobody) is None
    assert prose.author("Олена Коваль") == "Олена Коваль"


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("D:20260131120000+02'00'", "2026-01-31"),
        ("2026-01-31T10:00:00Z", "2026-01-31"),
        ("2026-01-31", "2026-01-31"),
        ("2026", None),
        ("2026-13-31", None),
        ("31.01.2026", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(said: str | None, date: str | None) -> None:
    assert prose.date(said) == date


@pytest.mark.parametrize(("said", "code"), [("uk-UA", "uk"), ("eng", "en"), ("x-none", None), ("", None), (None, None)])
def test_languages(said: str | None, code: str | None) -> None:
    assert prose.language(said) == code


def test_a_first_paragraph_that_is_the_title_is_said_once() -> None:
    def text(*paragraphs: str, title: str | None = None, heading: str | None = None) -> str:
        found = prose.article(paragraphs, Metadata(title=title), heading=heading, field="file", nothing="")
        return f"{found.title}: {found.text}"

    assert text("Bridge", "It opened.", title="Bridge") == "Bridge: It opened."
    assert text("Bridge", "It opened.", heading="Bridge") == "Bridge: It opened."
    assert text("Bridge", "It opened.", title="Another") == "Another: Bridge\n\nIt opened."
    assert text("Bridge", title="Bridge") == "Bridge: Bridge"


@given(st.lists(st.text()), st.none() | st.text())
def test_whatever_comes_in_an_article_is_text(paragraphs: list[str], title: str | None) -> None:
    try:
        found = prose.article(paragraphs, Metadata(title=title), heading=None, field="file", nothing="nothing")
    except NoText:
        return
    require_text(found.text, field="file")
    assert all(part.strip() and "\n" not in part for part in found.text.split("\n\n"))
    if found.title is not None:
        require_text(found.title, field="title")


def test_rows_are_one_paragraph_unless_they_are_only_layout() -> None:
    assert list(table_row([["a"], [], ["b", "c"]])) == ["a | b c"]
    assert list(table_row([[], []])) == []
    assert list(table_row([["x" * 200, "y" * 200], ["z"]])) == ["x" * 200, "y" * 200, "z"]
