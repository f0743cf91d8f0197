"""Language codes and names."""

from __future__ import annotations

import pytest

from service.errors import UnknownLanguage
from service.languages import language_name, normalize_code, right_to_left


@pytest.mark.parametrize(
    ("code", "normal"),
    [
        ("en", "en"),
        (" UK ", "uk"),
        ("uk-UA", "uk"),
        ("fr_CA", "fr"),
        ("ukr", "uk"),
        ("fra", "fr"),
        ("iw", "he"),
        ("zh-Hant-TW", "zh"),
        ("yue", "yue"),
    ],
)
def test_codes_come_in_many_forms(code: str, normal: str) -> None:
    assert normalize_code(code) == normal


@pytest.mark.parametrize("code", ["", "xx", "english", "e", "12", "und", "en;drop", "🙂", "a" * 5000, "\ud800"])
def test_what_is_no_language_is_refused_by_field(code: str) -> None:
    with pytest.raises(UnknownLanguage) as caught:
        normalize_code(code, field="source_language")

    assert caught.value.errors[0].field == "source_language"
    assert len(caught.value.detail) < 200


@pytest.mark.parametrize(
    ("code", "interface", "name"),
    [
        ("uk", "en", "Ukrainian"),
        ("uk", "uk", "українська"),
        ("fr", "fr", "français"),
        ("en", "uk", "англійська"),
        ("zzz", "en", "zzz"),
    ],
)
def test_names(code: str, interface: str, name: str) -> None:
    assert language_name(code, interface) == name


def test_direction() -> None:
    assert [code for code in ("en", "uk", "ar", "he", "fa", "ur", "ja", "zzz") if right_to_left(code)] == [
        "ar",
        "he",
        "fa",
        "ur",
    ]
