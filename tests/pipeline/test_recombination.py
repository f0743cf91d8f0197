"""Pieces of an article that a summary puts together wrongly are doubted, and honest merging is not."""

from __future__ import annotations

import pytest

from service.pipeline.recombination import doubt_invented, doubt_recombined
from service.text.sentences import split
from tests.support.polyglot import ARTICLES, SUMMARIES

COURT = """The town of Lowick will pay 84,000 dollars to a former clerk, Anna Marsh. A judge found that she was \
dismissed for a report on the water works.

The water works themselves cost 3 million dollars in 2019. The mayor, Peter Dole, refused to comment on the ruling. \
A swimming pool that the council promised in spring has not been built."""


def test_a_number_that_is_said_more_often_than_in_the_article_is_doubted() -> None:
    assert doubts("The water works of 2019 cost 3 million dollars in 2019.", COURT, "en") == ["numbers"]
    assert doubts("The water works cost 3 million dollars in 2019.", COURT, "en") == []


def doubts(text: str, article: str, language: str, cited: tuple[int, ...] = ()) -> list[str]:
    found = doubt_recombined([text], [cited], split(article, language), language)
    assert all(finding.weak for finding in found)
    return [finding.name for finding in found]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A swimming pool that the council promised will cost 84,000 dollars.", ["numbers"]),
        ("A swimming pool that the council promised was refused by Anna Marsh.", ["names"]),
        ("The town of Lowick will pay 84,000 dollars to Anna Marsh.", []),
        ("Peter Dole refused to comment on the ruling.", []),
        ("A judge found that Anna Marsh was dismissed for a report on the water works.", []),
        ("The water works cost 3 million dollars, and the mayor, Peter Dole, refused to comment.", []),
    ],
)
def test_what_stands_elsewhere_in_the_article_is_doubted(text: str, names: list[str]) -> None:
    assert doubts(text, COURT, "en") == names


@pytest.mark.parametrize(
    ("language", "article", "wrong", "right"),
    [
        (
            "en",
            "A third of the ships left the port on Monday.",
            "3 ships left the port.",
            "One third of the ships left.",
        ),
        ("en", "A third of the ships left the port on Monday.", "Three ships left.", "Only 1/3 of the ships left."),
        (
            "fr",
            "Un tiers des navires a quitté le port.",
            "3 navires ont quitté le port.",
            "Un tiers est parti.",
        ),
        ("uk", "Третина кораблів вийшла з порту.", "3 кораблі вийшли з порту.", "Вийшла третина кораблів."),
    ],
)
def test_a_part_of_a_whole_is_no_count(language: str, article: str, wrong: str, right: str) -> None:
    assert doubts(wrong, article, language) == ["numbers"]
    assert doubts(right, article, language) == []
    assert doubts(wrong, f"{article} 3 / three / trois / три.", language) == []


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("A swimming pool refused to comment on the ruling.", True),
        ("The mayor, Peter Dole, refused to comment on the ruling.", False),
        ("Dole refused to comment on the ruling.", False),
        ("The water works refused to comment on the ruling.", False),
        ("Nobody refused to comment.", False),
    ],
)
def test_a_deed_of_somebody_else_is_doubted(text: str, doubted: bool) -> None:
    assert ("support" in doubts(text, COURT, "en")) == doubted


@pytest.mark.parametrize("language", sorted(ARTICLES))
def test_honest_summaries_are_not_doubted(language: str) -> None:
    for line in SUMMARIES[language, language]:
        text, _, number = line.rstrip("]").rpartition(" [")
        assert doubts(text, ARTICLES[language], language, (int(number) - 1,)) == []


@pytest.mark.parametrize(
    ("language", "article", "text", "names"),
    [
        (
            "uk",
            "Бібліотека отримала книжки. Їх подарували читачі з інших міст.",
            "Все читачі з інших міст.",
            ["support"],
        ),
        ("uk", "Бібліотека отримала книжки. Їх подарували читачі з інших міст.", "Їх подарували читачі.", []),
        (
            "fr",
            "La gare ferme. Les voyageurs de la vallée ont protesté lundi.",
            "Les voyageurs de la vallée.",
            ["support"],
        ),
        (
            "en",
            "The pier was closed. Storms had damaged its oldest beams.",
            "Its oldest beams and storms.",
            ["support"],
        ),
        ("en", "The pier was closed. Storms had damaged its oldest beams.", "Storms damaged its oldest beams.", []),
        ("en", "Quiet town. Rain in the hills.", "Rain in the hills.", []),
    ],
)
def test_a_sentence_that_lost_what_is_said_is_doubted(language: str, article: str, text: str, names: list[str]) -> None:
    assert doubts(text, article, language) == names


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Le festival de Sarlon a attiré 12 000 personnes.", False),
        ("La pluie a fait annuler le concert.", False),
        ("Le festival de Sarlon a été étrange 12 000 personnes.", True),
        ("La pluie est une nouvelle du concert.", True),
    ],
)
def test_what_a_small_model_says_in_words_of_its_own_is_doubted(text: str, doubted: bool) -> None:
    article = "Le festival de Sarlon a attiré 12 000 personnes. La pluie a fait annuler le concert de samedi."
    found = doubt_invented([text], split(article, "fr"), "fr")
    assert [(finding.name, finding.weak) for finding in found] == ([("support", True)] if doubted else [])


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Cars will stop at 30 kilometres an hour.", True),
        ("Cars may pass at 30 kilometres an hour.", False),
        ("Cars may pass, and buses will stop on both banks.", False),
        ("Buses stop on both banks.", False),
        ("Buses will pass on both banks.", True),
    ],
)
def test_a_deed_of_something_else_is_doubted(text: str, doubted: bool) -> None:
    article = "Cars may still pass at 30 kilometres an hour. Buses will stop on both banks."
    found = doubt_invented([text], split(article, "en"), "en")
    assert [(finding.name, finding.weak) for finding in found] == ([("support", True)] if doubted else [])
