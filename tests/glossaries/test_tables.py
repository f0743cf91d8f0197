"""Glossaries as people keep them: separators, quotation marks, byte order marks, and what spreadsheets would run."""

from __future__ import annotations

import csv
from contextlib import suppress
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import LimitExceeded, Malformed, StisloError
from service.glossaries.content import TermRow, checked_terms
from service.glossaries.tables import TableForm, read_table, write_table
from service.types import GlossaryTerm
from tests.support.adversarial import text_of
from tests.support.growth import growing

ROW = ("ceasefire", "перемир'я", "uk")


def rows_of(text: str | bytes, language: str | None = "uk", most: int = 10) -> list[tuple[str, str, str]]:
    data = text if isinstance(text, bytes) else text.encode()
    return [(row.source, row.target, row.language) for row in read_table(data, language, most=most, field="file")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ceasefire\tперемир'я\n", [ROW]),
        ("ceasefire,перемир'я", [ROW]),
        ("ceasefire;перемир'я\r\n\r\n", [ROW]),
        ("\ufeffsource;target\r\nceasefire;перемир'я\r\n", [ROW]),
        ("Source,Target,Language\nceasefire,перемир'я,uk\n", [ROW]),
        ("ceasefire\tперемир'я\tuk\nпоїзд\ttrain\ten\n", [ROW, ("поїзд", "train", "en")]),
        ('"fire, open";"вогонь; відкритий"\n', [("fire, open", "вогонь; відкритий", "uk")]),
        ('"say ""no""",ні\n', [('say "no"', "ні", "uk")]),
        ("bread, butter\tхліб, масло\n", [("bread, butter", "хліб, масло", "uk")]),
        ("ceasefire , перемир'я,,\n", [ROW]),
        (" \n\t\n", []),
        ("", []),
        ("source\ttarget\nsource\tджерело\n", [("source", "джерело", "uk")]),
    ],
)
def test_a_table_is_read_as_it_was_meant(text: str, found: list[tuple[str, str, str]]) -> None:
    assert rows_of(text) == found


@pytest.mark.parametrize(
    ("data", "kind", "field", "said"),
    [
        (b"caf\xe9\tx\n", Malformed, "file", "not UTF-8 (byte 3)"),
        (b'a,b\n"c,d\ne,f\n', Malformed, "file", "from line 2 on"),
        (b"a,b\nc\n", StisloError, "file: line 2", "this one has 1 cells"),
        (b"a,b,uk,x\n", StisloError, "file: line 1", "this one has 4 cells"),
        (b"a\tb\n" * 11, LimitExceeded, "file", "more than 10 terms"),
        (b"a,b\nc," + b"d" * 200_000 + b"\n", Malformed, "file", "from line 2 on"),
    ],
)
def test_what_is_no_table_is_told_with_its_line(data: bytes, kind: type[StisloError], field: str, said: str) -> None:
    with pytest.raises(kind) as caught:
        rows_of(data)
    assert [wrong.field for wrong in caught.value.errors] == [field]
    assert said in caught.value.detail


def test_a_row_needs_a_language_from_somewhere() -> None:
    with pytest.raises(StisloError, match="names no language"):
        rows_of("a,b\n", language=None)


@pytest.mark.parametrize("form", ["tsv", "csv"])
@pytest.mark.parametrize("cell", ["=1+1", "+380", "-40 °C", "@desk", "\uff1dSUM", "'=x", "''-y"])
def test_no_cell_is_a_formula_and_none_is_changed_on_the_way(form: TableForm, cell: str) -> None:
    term = GlossaryTerm(cell, cell, "uk")
    written = write_table([term], form)
    rows = list(csv.reader(StringIO(written.decode()), delimiter="\t" if form == "tsv" else ","))
    assert all(each.startswith("'") for each in rows[1][:2])
    assert rows_of(written) == [term]


@pytest.mark.parametrize(
    "unit", ['"', '""', '",', "a,", ";", "\t", "\r", "\n", "a\n", '"a"\n', "'=", "\ufeff", "a,b,uk\n"]
)
def test_reading_takes_linear_time(unit: str) -> None:
    def read(text: str) -> None:
        with suppress(StisloError):
            read_table(text.encode(), "uk", most=100_000, field="file")

    assert growing(read, [(unit, lambda length: text_of(unit, length))]) == []


WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1, max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=6), st.sampled_from(["tsv", "csv"]))
def test_what_is_written_is_read_as_it_was(pairs: list[tuple[str, str]], form: TableForm) -> None:
    terms = [GlossaryTerm(source, target, "uk") for source, target in pairs]
    assert rows_of(write_table(terms, form), language=None) == terms


def checked(*rows: tuple[str, str, str]) -> tuple[tuple[GlossaryTerm, ...], list[str]]:
    named = [TermRow(f"entries[{index}]", *row) for index, row in enumerate(rows)]
    terms, wrong = checked_terms(named, "en")
    return terms, [each.errors[0].field for each in wrong]


def test_a_term_stands_once_and_another_translation_of_it_is_told() -> None:
    terms, wrong = checked(
        ROW, ("Ceasefire", "перемир'я", "uk-UA"), ("CEASEFIRE", "тиша", "uk"), ("ceasefire", "trêve", "fr")
    )
    assert terms == (ROW, ("ceasefire", "trêve", "fr"))
    assert wrong == ["entries[2]"]


@pytest.mark.parametrize("words", ["", "...", "a\tb", "a\nb", "a\x07", "a\x85", "a\u2028b", "x" * 101])
def test_what_is_no_term_is_told(words: str) -> None:
    assert checked((words, "б", "uk"), ("ok", words, "uk"), ROW) == ((ROW,), ["entries[0]", "entries[1]"])


def test_a_term_is_for_another_language_than_its_own_and_for_a_real_one() -> None:
    assert checked(("truce", "truce", "en"), ("truce", "x", "xx")) == ((), ["entries[0]", "entries[1].language"])
