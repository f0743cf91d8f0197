"""Lines become paragraphs: what parts them, what joins them, and what becomes of hyphens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.columns import in_reading_order
from service.articles.initials import with_initials
from service.articles.lines import Line, heading, paragraphs, without_furniture
from service.articles.mojibake import is_garbled, restored
from service.articles.page_notes import notes_last
from service.articles.pdf_lines import unspaced

FULL = "a line that is as long as all full lines of this column are, more"


def lines(
    *texts: str, x: float = 72, y: float = 700, page: int = 0, size: float = 10, leading: float = 12
) -> list[Line]:
    return [Line(text, page, x, y - leading * number, size) for number, text in enumerate(texts)]


def joined(*texts: str) -> list[str]:
    return list(paragraphs(lines(*texts)))


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("The govern-", "ment fell.", "The government fell."),
        ("Le gouverne\u00ad", "ment est tombé.", "Le gouvernement est tombé."),
        ("Прийшов прем’єр-", "міністр і сів.", "Прийшов прем’єрміністр і сів."),
        ("Seine-", "Maritime est loin.", "Seine-Maritime est loin."),
        ("Івано-", "Франківськ далеко.", "Івано-Франківськ далеко."),
        ("in 2019-", "2020 it rose.", "in 2019-2020 it rose."),
        ("Peut-", "être viendra.", "Peut-être viendra."),
        ("Que dit-", "il donc?", "Que dit-il donc?"),
        ("хто-", "небудь прийде.", "хто-небудь прийде."),
        ("He left –", "and came back.", "He left – and came back."),
        ("A well-", "known man. He is well-known.", "A well-known man. He is well-known."),
        ("The re-", "form failed. A reform it was.", "The reform failed. A reform it was."),
    ],
)
def test_divided_words_are_put_together(first: str, second: str, whole: str) -> None:
    assert joined(first, second) == [whole]


def test_a_gap_parts_paragraphs() -> None:
    above, below = lines(FULL, FULL, FULL), lines(FULL, FULL, y=700 - 2 * 12 - 20)
    assert list(paragraphs([*above, *below])) == [" ".join([FULL] * 3), " ".join([FULL] * 2)]


def test_an_indented_line_begins_a_paragraph() -> None:
    text = lines(FULL, FULL, FULL, FULL, FULL)
    text[2] = Line(text[2].text, 0, 90, text[2].y, 10)
    assert list(map(len, paragraphs(text))) == [2 * len(FULL) + 1, 3 * len(FULL) + 2]


def test_lines_that_hang_on_a_first_one_stay_with_it() -> None:
    text = [Line(FULL, 0, 72 if number % 3 == 0 else 90, 700 - 12 * number, 10) for number in range(6)]
    assert list(paragraphs(text)) == [" ".join([FULL] * 3)] * 2


def test_a_short_line_that_ends_a_sentence_ends_a_paragraph() -> None:
    assert joined(FULL, FULL, "and so it ended.", FULL.capitalize(), FULL) == [
        f"{FULL} {FULL} and so it ended.",
        f"{FULL.capitalize()} {FULL}",
    ]


def test_other_letters_part_paragraphs() -> None:
    small, large = lines(FULL, FULL, y=660), [Line("Heading", 0, 72, 676, 14)]
    assert list(paragraphs([*large, *small])) == ["Heading", f"{FULL} {FULL}"]
    bold = [Line("Heading", 0, 72, 672, 10, bold=True)]
    assert list(paragraphs([*bold, *lines(FULL.capitalize(), y=660)])) == ["Heading", FULL.capitalize()]


def test_marks_begin_paragraphs() -> None:
    assert joined("Decided:", "1) to mend the bridge;", "2) to sell the hall.", "• and no more", "— So it is.") == [
        "Decided:",
        "1) to mend the bridge;",
        "2) to sell the hall.",
        "and no more",
        "— So it is.",
    ]


def test_a_large_initial_is_put_to_its_word() -> None:
    text = [Line("T", 0, 72, 690, 36), Line("he bridge is closed.", 0, 100, 700, 10)]
    assert list(paragraphs(with_initials(text))) == ["The bridge is closed."]


@pytest.mark.parametrize(
    ("initial", "first", "whole"),
    [
        ("T", "HE river rose", "THE river rose"),
        ("“T", "he river rose", "“The river rose"),
        ("A", "river rose", "A river rose"),
        ("A", "fter the flood", "After the flood"),
        ("O", "’Reilly of the mill", "O’Reilly of the mill"),
    ],
)
def test_an_initial_is_a_word_where_the_rest_of_the_text_says_so(initial: str, first: str, whole: str) -> None:
    heading = Line("Water", 0, 72, 730, 20)
    beside = [Line(text, 0, 100, 700 - 12 * at, 10) for at, text in enumerate((first, "and it went on rising"))]
    below = lines("when the river fell. It is a river of the plain, and what it floods is after it no field", y=676)
    text = [Line(initial, 0, 72, 690, 36), heading, *beside, *below]
    assert list(paragraphs(with_initials(text))) == ["Water", f"{whole} and it went on rising {below[0].text}"]


def test_a_large_letter_that_begins_no_line_stays() -> None:
    text = [Line("B", 0, 72, 690, 36), *lines(FULL, FULL, y=600)]
    assert with_initials(text) == text


def test_a_line_that_the_next_word_would_not_have_fitted_on_is_full() -> None:
    ragged = ["Der Fluss stieg in der Nacht", "um zwei Meter und", "überschwemmte die", "Unterstadt von Tarnbeck,",
              "teilte die", "Gemeindeverwaltung am", "Montagmorgen mit."]  # fmt: skip
    assert joined(*ragged) == [" ".join(ragged)]


def test_notes_at_the_feet_of_pages_do_not_part_sentences() -> None:
    first = [*lines(FULL, FULL), *lines("1 The Aller.", "and its arms.", y=60, size=8)]
    second = [*lines(FULL, FULL, page=1), *lines("2) A mill.", y=60, page=1, size=8)]
    said = list(paragraphs(notes_last([*first, *second])))
    assert said[0] == " ".join([FULL] * 4)
    assert " ".join(said[1:]) == "1 The Aller. and its arms. 2) A mill."


def test_small_text_that_is_no_note_stays_where_it_is() -> None:
    text = [*lines(FULL, FULL), *lines("Photo: Ann Reed", y=60, size=8), *lines(FULL, page=1)]
    assert notes_last(text) == text


def test_dots_that_lead_to_page_numbers_are_no_text() -> None:
    page = lines("1 Bridges . . . . . . . . . . . . . 12", "The text itself...", "2 Money.........iv")
    assert [line.text for line in without_furniture([page])] == ["The text itself..."]


def test_the_first_line_stays_where_only_the_body_repeats() -> None:
    pages = [lines(f"Page {word} begins", "the same here", f"end of {word}", page=at) for at, word in enumerate("ab")]
    assert "the same here" in [line.text for line in without_furniture(pages)]


@pytest.mark.parametrize("number", ["7", "- 7 -", "Page 7 of 12", "стор. 7", "7/12", "xiv", "с. 7 з 12"])
def test_page_numbers_go_at_the_edge_only(number: str) -> None:
    page = [*lines(FULL, number, FULL), Line(number, 0, 290, 40, 10)]
    assert [line.text for line in without_furniture([page])] == [FULL, number, FULL]


def test_a_page_that_is_one_number_stays() -> None:
    assert without_furniture([lines("42")]) == lines("42")


def test_the_heading_is_what_is_largest_on_the_first_page() -> None:
    assert (
        heading([*lines("The bridge", "is closed", size=18, leading=20), *lines(*[FULL] * 5, y=600)])
        == "The bridge is closed"
    )
    assert heading(lines(FULL, FULL)) is None
    assert heading([]) is None


@given(
    st.lists(
        st.builds(
            Line,
            text=st.text("abАї0 -.•—|", min_size=1, max_size=40).filter(str.strip),
            page=st.integers(0, 2),
            x=st.floats(0, 500),
            y=st.floats(0, 800),
            size=st.sampled_from([8.0, 10.0, 18.0]),
            bold=st.booleans(),
        ),
        max_size=30,
    )
)
def test_no_letter_is_lost_or_moved(found: list[Line]) -> None:
    def letters(text: str) -> str:
        return "".join(filter(str.isalnum, text))

    assert letters("".join(paragraphs(found))) == letters("".join(line.text for line in found))
    assert sorted(letters("".join(line.text for line in in_reading_order(found)))) == sorted(
        letters("".join(line.text for line in found))
    )


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_u"])
def test_cyrillic_letters_that_a_font_calls_western_are_recognised(encoding: str) -> None:
    meant = ["Річка за ніч піднялася на два метри", "й затопила нижню частину міста."]
    garbled = [text.encode(encoding).decode("cp1252") for text in meant]
    assert is_garbled(garbled)
    assert restored(garbled) == meant


@pytest.mark.parametrize(
    "text", ["Été à Évian : où êtes-vous allés, ça et là, après l’été ?", "Åse åt ål på ön", "10 °C, 5 m², ½ £", ""]
)
def test_accented_letters_are_no_cyrillic_ones(text: str) -> None:
    assert not is_garbled([text, text, text])


@pytest.mark.parametrize(
    ("spaced", "text"),
    [
        ("F L O O D  I N  T A R N B E C K", "FLOOD IN TARNBECK"),
        ("П О В І Н Ь", "ПОВІНЬ"),
        ("Vitamins A B C D and E", "Vitamins A B C D and E"),
        ("1 2 3 4", "1 2 3 4"),
        ("I am", "I am"),
    ],
)
def test_letter_spaced_words_are_drawn_together(spaced: str, text: str) -> None:
    assert unspaced(spaced) == text
