from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text import words as module
from service.text.words import count_words, unspaced, words
from tests.support.adversarial import text_of
from tests.support.growth import grows
from tests.text.strategies import law, texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Hello, world!", ["Hello", "world"]),
        ("П'ять п’яних обʼєктів", ["П'ять", "п’яних", "обʼєктів"]),
        ("L'eau qu’il boit aujourd'hui", ["L'eau", "qu’il", "boit", "aujourd'hui"]),
        ("'quoted' dogs' rock-'n'-roll", ["quoted", "dogs", "rock", "n", "roll"]),
        ("Jean-Claude, porte-à-porte - or -so-", ["Jean-Claude", "porte-à-porte", "or", "so"]),
        ("3.5 % of 1,234,567 at 10:30. Then 5.", ["3.5", "of", "1,234,567", "at", "10:30", "Then", "5"]),
        ("end.Next a/b", ["end", "Next", "a", "b"]),
        ("e\u0301te\u0301", ["e\u0301te\u0301"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("هذا صحيح؟", ["هذا", "صحيح"]),
        ("한국어 문장", ["한국어", "문장"]),
        ("iPhone手机", ["iPhone", "手", "机"]),
        ("ที่นี่", ["ที่", "นี่"]),
        ("👩‍👩‍👧‍👦 !", []),
    ],
)
def test_words_are_what_a_reader_would_say(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("The wall is 1.4 km long.", 6),
        ("C'est l'été.", 2),
        ("这是第一句话。", 3),
        ("这是第一句。", 3),
        ("カード", 2),
        ("สวัสดีครับ นี่คือ", 4),
        ("iPhone手机 and 我", 4),
    ],
)
def test_words_are_counted_by_the_rule_of_their_script(text: str, expected: int) -> None:
    assert count_words(text) == expected


@law
@given(texts)
def test_words_stand_in_the_text_in_order(text: str) -> None:
    position = 0
    for word in words(text):
        position = text.index(word, position) + len(word)


@law
@given(texts)
def test_with_spaces_between_words_the_count_is_how_many_there_are(text: str) -> None:
    if unspaced(text):
        assert count_words(text) > 0
    else:
        assert count_words(text) == len(words(text))


@law
@given(st.text(st.characters(max_codepoint=0x58A, exclude_categories=("Cs", "Cn", "M"))))
def test_the_short_cut_for_plain_text_gives_the_same_words(text: str) -> None:
    assert words(text) == module._ANY.findall(text)


@pytest.mark.parametrize("unit", ["a", "'", "a'", "1.", "-a", "中", "ก", "\u0301", " ", "😀"])
def test_anything_takes_linear_time(unit: str) -> None:
    assert not grows(lambda text: (words(text), count_words(text)), lambda many: text_of(unit, many), 18_750)
