"""What no model should see is cut off and comes back; captions are read in sentence case."""

from __future__ import annotations

import pytest

from service.text.captions import casing, columns, in_casing, peel_marks, sentence_case, without_added_stop
from service.text.cells import cells, has_letter


@pytest.mark.parametrize(
    ("line", "head", "tail"),
    [
        ("- Bread and milk", "- ", ""),
        ("• Хліб", "• ", ""),
        ("  12) Le pain", "  12) ", ""),
        ("2.1.3 Scope of the rules", "2.1.3 ", ""),
        ("(a) the owner", "(a) ", ""),
        ("IV. Conclusions", "IV. ", ""),
        ("[3] See the report", "[3] ", ""),
        ("## Contents", "## ", ""),
        ("The bridge reopened.[12]", "", "[12]"),
        ("Le pont a rouvert ³", "", " ³"),
        ("Prices include tax*", "", "*"),
        ("J. Smith signed it", "", ""),
        ("3 dogs barked", "", ""),
        ("A flat of 40 m²", "", ""),
        ("-12 degrees in Lviv", "", ""),
    ],
)
def test_markers_and_footnote_marks_are_cut_off(line: str, head: str, tail: str) -> None:
    assert peel_marks(line) == (head, line[len(head) : len(line) - len(tail)], tail)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Name\tPrice", [("Name", "\t"), ("Price", "")]),
        ("Total:  two", [("Total:", "  "), ("two", "")]),
        ("One line", [("One line", "")]),
        ("a  line  set  to  width", [("a  line  set  to  width", "")]),
    ],
)
def test_tabs_and_runs_of_spaces_divide(line: str, parts: list[tuple[str, str]]) -> None:
    assert columns(line) == parts


@pytest.mark.parametrize(
    ("language", "line", "set_as", "sentence"),
    [
        ("en", "MAYOR OPENS NEW BRIDGE IN PARIS", "capitals", "Mayor opens new bridge in Paris"),
        ("en", "NATO AND THE UNESCO MEET MERKEL", "capitals", "NATO and the UNESCO meet Merkel"),
        ("fr", "LE MAIRE OUVRE L’ÉCOLE", "capitals", "Le maire ouvre l’école"),
        ("uk", "УРЯД ПІДВИЩИВ ПОДАТКИ", "capitals", "Уряд підвищив податки"),
        ("uk", "ШЕВЧЕНКО ПРИЇХАВ ДО ЖИТОМИРА", "capitals", "Шевченко приїхав до Житомира"),
        ("en", "Council Votes to Close the Old Market", "title", "Council votes to close the old market"),
        ("en", "The council votes on the market", None, ""),
        ("en", "Helen Marsh Met Robert Simpson", None, ""),
        ("en", "NATO", None, ""),
        ("en", "WRITE TO INFO@HALL.EXAMPLE NOW", None, ""),
    ],
)
def test_captions_are_put_in_sentence_case(language: str, line: str, set_as: str | None, sentence: str) -> None:
    assert casing(line, language) == set_as
    if set_as:
        assert sentence_case(line, language) == sentence


def test_a_translated_caption_gets_its_case_back() -> None:
    assert in_casing("Le maire ouvre l’école", "capitals", "fr") == "LE MAIRE OUVRE L’ÉCOLE"
    assert in_casing("The mayor opens a school", "title", "en") == "The Mayor Opens a School"
    assert in_casing("As it is", None, "en") == "As it is"


def test_a_label_gets_no_full_stop() -> None:
    assert without_added_stop("Prix.", "Price") == "Prix"
    assert without_added_stop("Il dort.", "He sleeps.") == "Il dort."
    assert without_added_stop("Attendez…", "Wait") == "Attendez…"


def test_the_cells_of_a_text_are_all_of_it() -> None:
    text = "LIST OF GOODS\n\n1. Bread\t4 EUR\n2. Milk 🥛\n- 300\n\nSold out.[1]  Come back!\n"
    found = cells(text, "en")
    assert [cell.core for cell in found if cell.core] == [
        "List of goods", "Bread", "4 EUR", "Milk", "Sold out.", "Come back!",
    ]  # fmt: skip
    rebuilt = "".join(cell.head + in_casing(cell.core, cell.casing, "en") + cell.tail for cell in found)
    assert rebuilt == text
    assert not has_letter("- 300")
