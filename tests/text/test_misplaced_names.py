"""Names of a summary that stand where the article has others."""

from __future__ import annotations

import pytest

from service.text.misplaced_names import misplaced_name


@pytest.mark.parametrize(
    ("language", "article", "sentence", "names"),
    [
        (
            "en",
            ["Tessa Quill won the pottery prize in Leeds on Friday.", "Rowan Pike came second."],
            "Rowan Pike won the pottery prize in Leeds on Friday.",
            ("Rowan Pike", "Tessa Quill"),
        ),
        (
            "fr",
            ["Ludivine Caron a ouvert une librairie de voyage à Dinan.", "Gaspard Nolet tient le café voisin."],
            "Gaspard Nolet a ouvert une librairie de voyage à Dinan.",
            ("Gaspard Nolet", "Ludivine Caron"),
        ),
        (
            "uk",
            ["Оксана Дзюба очолила музей годинників у Тернополі.", "Її суперником був Роман Косик."],
            "Роман Косик очолив музей годинників у Тернополі.",
            ("Роман Косик", "Оксана Дзюба"),
        ),
    ],
)
def test_a_name_that_has_taken_the_place_of_another_one_is_found(
    language: str, article: list[str], sentence: str, names: tuple[str, str]
) -> None:
    assert misplaced_name(sentence, article, language) == names


@pytest.mark.parametrize(
    ("article", "sentence"),
    [
        # What the name brought with it tells that two sentences were made one.
        (
            [
                "Tessa Quill won the pottery prize in Leeds on Friday.",
                "Rowan Pike, the only potter under twenty, lost.",
            ],
            "Rowan Pike, under twenty, was beaten to the pottery prize in Leeds on Friday.",
        ),
        (
            ["The pottery prize went to a girl from Leeds on Friday.", "Tessa Quill is the youngest winner ever."],
            "Tessa Quill, of Leeds, won the pottery prize on Friday.",
        ),
        (["Tessa Quill won the pottery prize on Friday."], "Quill won the pottery prize on Friday."),
        (["Tessa Quill won the pottery prize on Friday."], "Prizes won."),
    ],
)
def test_honest_summaries_have_no_misplaced_name(article: list[str], sentence: str) -> None:
    assert misplaced_name(sentence, article, "en") is None
