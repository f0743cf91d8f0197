"""Pages in the place of an article are refused with what they are."""

from __future__ import annotations

import pytest

from service.articles.html import read_html
from service.articles.walls import wall
from service.errors import NoText

WALLS = {
    "a check for robots": [
        ("Just a moment...", "Verifying you are human. This may take a few seconds before you go on to glass.example."),
        ("Attention Required!", "Please complete the security check to access glass.example."),
        ("Un instant", "Nous vérifions que vous êtes humain. Cela peut prendre quelques secondes, merci de patienter."),
    ],
    "nothing at this address": [
        ("404", "The page you are looking for could not be found. Try the search, or go back to the front page."),
        ("Page introuvable", "Cette page n’existe plus. Retournez à l’accueil ou utilisez la recherche du site."),
        ("Помилка", "Сторінку не знайдено. Можливо, її видалили або ви помилилися в адресі сторінки."),
    ],
    "a consent page": [
        (
            "glass.example",
            "We and our 93 partners use cookies to process personal data. You may withdraw your consent.",
        ),
    ],
}


@pytest.mark.parametrize(("reason", "title", "text"), [(why, *page) for why, pages in WALLS.items() for page in pages])
def test_the_reason_is_given(reason: str, title: str, text: str) -> None:
    menu = "<ul class=menu><li><a href=/>Home</a></li></ul>"
    with pytest.raises(NoText) as raised:
        read_html(f"<html><head><title>{title}</title></head><body>{menu}<h1>{title}</h1><p>{text}</p></body></html>")
    assert reason in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody found the page that was torn from the parish book, although the whole village looked for it.",
        "Beat the butter and bake the cookies for ten minutes. Let the cookies cool before you fill the jar.",
        "The law on cookies was changed in May, and since then a site may ask only once a year.",
    ],
)
def test_articles_are_none(text: str) -> None:
    assert wall([text, "It rained all day."], "News") is None


def test_a_long_article_about_robots_is_one() -> None:
    assert wall(["Checking your browser is what such pages say. " + "They say much more. " * 60], "Robots") is None
