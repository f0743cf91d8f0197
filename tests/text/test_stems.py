from __future__ import annotations

import pytest
from hypothesis import given

from service.text.stems import stem, terms
from tests.text.strategies import languages, law, texts


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "articles", "Article"),
        ("en", "company's", "companies"),
        ("en", "dogs'", "dogs"),
        ("fr", "présidents", "PRÉSIDENT"),
        ("fr", "L'assemblée", "assemblées"),
        ("fr", "qu’augmenterait", "augmentera"),
        ("fr", "e\u0301tudiants", "étudiante"),
        ("it", "dell'università", "universitario"),
        ("uk", "президента", "Президентом"),
        ("uk", "об’єктів", "обʼєкт"),
        ("xx", "WORD", "word"),
        ("zh", "字", "字"),
    ],
)
def test_forms_of_a_word_meet(language: str, one: str, other: str) -> None:
    assert stem(one, language) == stem(other, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("en", "wall", "war"), ("fr", "mer", "maire"), ("uk", "рік", "рука"), ("en", "1,234,567", "1,234,999")],
)
def test_different_words_stay_apart(language: str, one: str, other: str) -> None:
    assert stem(one, language) != stem(other, language)


def test_scripts_without_spaces_are_indexed_by_pairs_of_characters() -> None:
    assert terms("我们在 Paris 学习", "zh") == ["我们", "们在", "paris", "学习"]


def test_a_lone_character_is_a_term_too() -> None:
    assert terms("我 a", "zh") == ["我", "a"]


@law
@given(texts, languages)
def test_terms_are_never_empty(text: str, language: str) -> None:
    assert all(terms(text, language))
