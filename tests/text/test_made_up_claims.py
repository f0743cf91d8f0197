"""Weighty claims of a summary that nothing in its article tells of."""

from __future__ import annotations

import pytest

from service.text.made_up_claims import made_up, told_kinds

ARTICLES = {
    "en": "The director of the harbour museum stepped down on Friday. A blaze had damaged the roof in spring.",
    "fr": "Le directeur du musée du port a quitté son poste vendredi. Un feu avait abîmé le toit au printemps.",
    "uk": "Директор портового музею склав повноваження у п'ятницю. Навесні вогонь пошкодив дах.",
}


@pytest.mark.parametrize(
    ("language", "sentence", "word"),
    [
        ("en", "The museum's director resigned over bribery.", "bribery"),
        ("en", "The museum director left after a cyberattack.", "cyberattack"),
        ("fr", "Soupçonné de corruption, le directeur du musée part.", "corruption"),
        ("fr", "Le musée, en faillite, perd son directeur.", "faillite"),
        ("uk", "Директор музею пішов через корупцію.", "корупцію"),
        ("uk", "Музей назавжди лишився без директора.", "назавжди"),
    ],
)
def test_a_claim_of_which_the_article_tells_nothing(language: str, sentence: str, word: str) -> None:
    assert made_up(sentence, told_kinds(ARTICLES[language], language), language) == word


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The museum's director has resigned."),
        ("en", "Months after the arson, the director is leaving."),
        ("fr", "Le directeur du musée, évincé ou non, s'en va."),
        ("uk", "Після підпалу музей шукає директора."),
    ],
)
def test_what_the_article_tells_in_other_words(language: str, sentence: str) -> None:
    assert made_up(sentence, told_kinds(ARTICLES[language], language), language) is None


def test_a_language_without_such_words_has_no_claims() -> None:
    assert made_up("Der Direktor trat wegen Korruption ab.", told_kinds("Er ging.", "de"), "de") is None
