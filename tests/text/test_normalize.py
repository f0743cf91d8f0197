from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from service.errors import InvalidText, NoText
from service.text.normalize import normalize, require_text
from tests.support.growth import grows
from tests.text.strategies import law, texts


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("", ""),
        ("  one\ttwo\r\n\n three\u00a0four ", "one two three four"),
        ("cafe\u0301", "café"),
        ("и\u0306", "й"),
        ("co\u00adoperate\ufeff", "cooperate"),
        ("l’été : « c'est “ça” » — oui… п'ять", "l’été : « c'est “ça” » — oui… п'ять"),
        ("👩‍👩‍👧‍👦 שלום", "👩‍👩‍👧‍👦 שלום"),
        ("zero\u200bwidth \u2060joined\u2063 \u202eback\u202c", "zerowidth joined back"),
        ("Fine.\U000e0049\U000e0067\U000e006e", "Fine."),
        ("a\u200b \u200bb\u3164", "a b"),
        ("e\u200b\u0301", "é"),
        ("می‌خواهم", "می‌خواهم"),
    ],
)
def test_white_space_unicode_form_and_the_unseen_are_all_that_changes(text: str, normal: str) -> None:
    assert normalize(text) == normal


@law
@given(texts)
def test_normal_text_stays_as_it_is(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once
    assert once == once.strip()


@law
@given(texts)
def test_without_long_runs_of_marks_the_result_is_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", normalize(text))


def test_a_long_run_of_marks_takes_no_quadratic_time_and_keeps_its_order() -> None:
    run = "\u0301\u0316" * 200_000
    assert normalize(f"cafe\u0301 a{run} e\u0301") == f"café a{run} é"
    assert not grows(normalize, lambda many: "a" + "\u0301\u0316" * many, 12_500)


@pytest.mark.parametrize("text", ["word", "7", "Ω", "字", "😀 ok", "a\u0085b", "\t\n\v\f\r x", "it\u0092s"])
def test_text_passes(text: str) -> None:
    require_text(text, field="text")


@pytest.mark.parametrize("text", ["", " \n\t ", "😀👍🏽", "?! … — «»", "\u0301", "\u200b"])
def test_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(NoText) as raised:
        require_text(text, field="text")
    assert raised.value.errors[0].field == "text"
    assert "at least one word" in raised.value.detail


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("secret\x00", "U+0000 at offset 6"),
        ("a\ud800", "U+D800 at offset 1"),
        ("\udfff", "U+DFFF"),
        ("\x1b[31mred", "U+001B"),
        ("a\x08", "U+0008"),
        ("a\x1cb", "U+001C"),
        ("a\x7f", "U+007F"),
    ],
)
def test_what_is_not_text_is_refused_by_its_code_point(text: str, named: str) -> None:
    with pytest.raises(InvalidText) as raised:
        require_text(text, field="items[1]")
    assert named in raised.value.detail
    assert "secret" not in raised.value.detail
    assert raised.value.errors[0].field == "items[1]"
