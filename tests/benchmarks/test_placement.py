"""What the benchmark of placed markup compares with, and how it counts."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence

import pytest

from benchmarks.placement import NODES, RELATIVE, placed, placing, relative, text_nodes
from benchmarks.placement_cases import ANNOTATION, KINDS, PARTS, SLOTS, Tagged, grammar_cases, words_of
from benchmarks.placement_page import placement_section
from service.types import Pair

EN_FR = Pair("en", "fr")
CASE = Tagged("The old bridge is closed.", "Le vieux pont est fermé.", (4, 14), (3, 13))


@pytest.mark.parametrize("kind", KINDS)
def test_the_grammar_says_where_words_went(kind: str) -> None:
    cases = grammar_cases(kind, ("en", "uk"), 60)
    assert cases == grammar_cases(kind, ("en", "uk"), 60)
    for case in cases:
        for text, span in ((case.source, case.inside), (case.target, case.expected)):
            assert text[slice(*span)].strip()
            assert text.isprintable()
    assert len({case.source[slice(*case.inside)] for case in cases}) > 20


def test_slots_and_what_is_between_them_are_different_words() -> None:
    slots, parts = (
        {c.source[slice(*c.inside)] for c in grammar_cases(kind, ("en", "fr"), 60)} for kind in (SLOTS, PARTS)
    )
    assert not slots & parts


def test_the_annotation_holds_numbers_only() -> None:
    with ANNOTATION.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert Counter(row.pop("pair") for row in rows) == {"en-fr": 70, "en-uk": 70, "fr-en": 30, "uk-en": 30}
    for row in rows:
        numbers = {name: int(value) for name, value in row.items()}
        assert 0 <= numbers["source_first"] <= numbers["source_last"]
        assert 0 <= numbers["target_first"] <= numbers["target_last"]


def test_words_are_numbered_without_what_stands_around_them() -> None:
    text = "« Il dit : “oui”, enfin. »"
    assert [text[slice(*words_of(text, *each))] for each in ((1, 2), (4, 4), (4, 5))] == [
        "Il dit",
        "oui",
        "oui”, enfin",
    ]


def test_the_same_relative_place() -> None:
    assert CASE.target[slice(*relative(CASE))] == "vieux pont"


def test_each_text_node_alone() -> None:
    asked: list[str] = []

    def translate(texts: Sequence[str]) -> list[str]:
        asked.extend(texts)
        return [{"The": "Le", "old bridge": "pont vieux", "is closed": "est fermé"}[text] for text in texts]

    [span], [text] = text_nodes([CASE], translate)
    assert (text, text[slice(*span)]) == ("Le pont vieux est fermé.", "pont vieux")
    assert asked == ["The", "old bridge", "is closed"]
    row = placing("a", EN_FR, [CASE], NODES, "none", [span], [text])
    assert (row.right, row.f1, row.whole) == (0.0, 1.0, 0.0)


def test_articles_and_prepositions_before_the_words_are_not_counted() -> None:
    assert placing("a", EN_FR, [CASE], RELATIVE, "", [(0, 13)]).right == 1.0
    assert placing("a", EN_FR, [CASE], RELATIVE, "", [(0, 8)]).right == 0.0


def test_the_services_way_is_that_of_its_pipeline() -> None:
    [span] = placed([CASE], EN_FR, lambda texts: ["Vieux pont"] * len(texts))
    assert CASE.target[slice(*span)] == "vieux pont"


def test_the_page_has_a_row_a_text_way_and_engine() -> None:
    rows = [
        placing("a", Pair(*pair), [CASE], RELATIVE, "", [span])
        for pair, span in ((("en", "fr"), (3, 13)), (("fr", "en"), (0, 2)))
    ]
    table = "\n".join(placement_section(rows, phrases=3))
    assert "| text | way | engine | en-fr | fr-en | F1 | sentences |" in table
    assert "| a | same relative place |  | 100 % | 0 % | 50 % | 100 % |" in table
    assert not list(placement_section([], phrases=3))
