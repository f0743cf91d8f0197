from __future__ import annotations

import pytest

from service.text.artefacts import breaks_off, broken_signs, left_as_it_was, talks_about_itself
from service.text.mixture import foreign_language

FRENCH = "Le conseil a repoussé sa décision à la semaine prochaine."
ENGLISH = "The council has put off its decision until next week."
UKRAINIAN = "Рада відклала своє рішення до наступного тижня."


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (ENGLISH, "en"), (UKRAINIAN, "uk"), ("Oui.", "en")])
def test_a_text_in_its_language_is_not_foreign(text: str, language: str) -> None:
    assert foreign_language(text, language) is None


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        (FRENCH, "en", "fr"),
        (f"{ENGLISH} {FRENCH}", "en", "fr"),
        (f"{FRENCH} {ENGLISH}", "fr", "en"),
        (f"{UKRAINIAN} {ENGLISH}", "uk", "en"),
        ("Міст відкрито", "en", "uk"),
        ("The bridge", "uk", "en"),
    ],
)
def test_another_language_is_named(text: str, language: str, found: str) -> None:
    assert foreign_language(text, language) == found


@pytest.mark.parametrize(
    "text", ["Le cafÃ© est fermé.", "Itâ€™s late.", "Він ⁇ прийшов.", "a \ufffd b", "The <unk> town"]
)
def test_broken_signs_are_seen_unless_the_source_has_them(text: str) -> None:
    assert broken_signs(text, "")
    assert broken_signs(text, text) is None


@pytest.mark.parametrize("text", [FRENCH, ENGLISH, UKRAINIAN, "Ça coûte 5 € — « déjà » ! 🙂", "5 < 7 [sic]"])
def test_honest_signs_are_not_broken(text: str) -> None:
    assert broken_signs(text, "") is None


@pytest.mark.parametrize(
    "text",
    ["Here is a short summary of the article:", "Voici le résumé :", "Ось стислий підсумок:", "Summary: x"],
)
def test_talk_about_the_summary_is_seen(text: str) -> None:
    assert talks_about_itself(text, "")
    assert not talks_about_itself(text, f"{text} and more")


def test_words_left_in_the_source_language_are_seen() -> None:
    assert left_as_it_was("Рада has put off its decision.", ENGLISH)
    assert not left_as_it_was("Il a lu The Old Man And The Sea.", "He read The Old Man And The Sea.")
    assert breaks_off("Рада відклала", ENGLISH) and not breaks_off("Рада", "The council")
