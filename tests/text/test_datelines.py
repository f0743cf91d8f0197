"""Datelines, bylines and lines of credit go, whoever the agency is; prose that looks a little like them stays."""

from __future__ import annotations

import pytest

from service.text.datelines import undated
from service.text.sentences import split

REST = {
    "en": "The council of Lowick voted to close the bridge.",
    "fr": "La mairie de Vauclair a fermé le pont.",
    "uk": "Міська рада Полтави ухвалила бюджет.",
}


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("en", "LOWICK, March 4 (Northern Wire) - "),
        ("en", "LOWICK — "),
        ("en", "LOWICK - "),
        ("en", "LOWICK: "),
        ("en", "LOWICK, Ill. (AP) — "),
        ("en", "NEW LOWICK/MARA, Jan 5 (Reuters) - "),
        ("en", "Lowick, Kenya – "),
        ("en", "LOWICK, Sept. 12, 2025 /PressLine/ -- "),
        ("en", "(Reuters) - "),
        ("en", "LOWICK, Kenya--(TradeLine)--"),
        ("en", "LOWICK — (Northern Wire) — "),
        ("en", "LOWICK | Northern-English — "),
        ("en", "Lowick, UK – 3 Nov 2025 – "),
        ("en", "By ANN REED\nLowick Post\n\n"),
        ("en", "Ann Reed\n\n"),
        ("en", "By Ann Reed, Health Correspondent "),
        ("en", "By Ann Reed, Health Correspondent\n\n"),
        ("en", "Published 3 May 2025, 14:30\nBy Ann Reed\n"),
        ("en", "Ann Reed in Mara, political correspondent\n\nLOWICK, May 3 - "),
        ("fr", "Vauclair-les-Bains, 12 mars 2025 (AFI) - "),
        ("fr", "VAUCLAIR, 8 janv. (Monde Presse) - "),
        ("fr", "Vauclair (AFP) - "),
        ("fr", "Vauclair (afi) "),
        ("fr", "Vauclair, mardi - "),
        ("fr", "Vauclair (Aldanie), 12 mars (AFI) – "),
        ("fr", "VAUCLAIR--(TradeLine)--"),
        ("fr", "Par Luc Delmas "),
        ("fr", "Par Luc Delmas\n"),
        ("fr", "De notre correspondante à Berlin, Claire Petit\n\n"),
        ("fr", "Vauclair, le 3 septembre 2025\n\n"),
        ("uk", "ПОЛТАВА, 6 червня (Укрвісті) — "),
        ("uk", "Полтава. 3 липня. УНІАН. "),
        ("uk", "Полтава, 3 липня 2025 року – "),
        ("uk", "ПОЛТАВА, 2 лист. (Північна хвиля) – "),
        ("uk", "ПОЛТАВА/ХАРКІВ, 3 бер. — "),
        ("uk", "м. Полтава, 3 груд. (Укрвісті). "),
        ("uk", "2 лист. (Північна хвиля) – "),
        ("uk", "Автор: Ірина Савчук "),
        ("uk", "Текст: Олена Коваль, фото: Іван Сич\n\n"),
    ],
)
def test_what_stands_before_a_report_goes(language: str, head: str) -> None:
    text = f"{head}{REST[language]}"

    [found] = undated(split(text, language))

    assert found.text == REST[language]
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Lowick - the town of the old bridge - is quiet today."),
        ("en", "He was tired - The Times said so - and left the building."),
        ("en", "By Monday evening the fire in Lowick was out."),
        ("en", "By Christmas Eve Rovers had lost six matches."),
        ("fr", "Lyon - Marseille se jouera dimanche soir au stade."),
        ("fr", "Marie Curie (1867-1934) - Une vie de recherche et de combats."),
        ("fr", "Par temps de pluie, le pont est fermé."),
        ("uk", "Полтава — столиця вишивки."),
        ("fr", "Nora Berg (Vauclair) – la chirurgienne – a remis sa démission lundi."),
        ("en", "Mr. Reed (D-Ill.) said the council had voted to close the bridge."),
    ],
)
def test_prose_stays(language: str, text: str) -> None:
    assert [found.text for found in undated(split(text, language))] == [text]


def test_lines_of_credit_at_the_end_go_and_a_text_of_nothing_else_stays() -> None:
    text = "The council voted to close the bridge.\n\nReporting by Ann Lee in Rome; Editing by Tom Fox"

    assert [found.text for found in undated(split(text, "en"))] == ["The council voted to close the bridge."]
    assert [found.text for found in undated(split("By Ann Reed", "en"))] == ["By Ann Reed"]
