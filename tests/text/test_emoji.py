"""Emoji travel beside the text that is translated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.emoji import peel, restore

FAMILY = "👨‍👩‍👧"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hello.", ("", "Hello.", "")),
        ("Hello.\t🙂", ("", "Hello.", "\t🙂")),
        ("🎉 Hello 🎉 there! 👍🏽🇺🇦", ("🎉 ", "Hello 🎉 there!", " 👍🏽🇺🇦")),
        (f"{FAMILY}Home", (FAMILY, "Home", "")),
        ("☀️ Sun", ("☀️ ", "Sun", "")),
        ("Top 3️⃣", ("", "Top", " 3️⃣")),
        ("© 2026 Stislo™", ("", "© 2026 Stislo™", "")),
        ("Room 12#", ("", "Room 12#", "")),
        ("🙂 🙂", ("🙂 🙂", "", "")),
        ("", ("", "", "")),
    ],
)
def test_emoji_at_the_edges_are_peeled(text: str, parts: tuple[str, str, str]) -> None:
    assert peel(text) == parts


@pytest.mark.parametrize(
    ("output", "source", "restored"),
    [
        ("J’aime ça.", "I like it.", "J’aime ça."),
        ("J’aime 🍕 beaucoup.", "I like 🍕 a lot.", "J’aime 🍕 beaucoup."),
        ("J’aime beaucoup.", "I like 🍕 a lot.", "J’aime beaucoup. 🍕"),
        ("Oui 🍕.", "Yes 🍕🍕👍🏽.", "Oui 🍕. 🍕👍🏽"),
        ("I ❤ Kyiv 👍", "Я ❤️ Київ 👍🏽", "I ❤ Kyiv 👍"),
    ],
)
def test_emoji_that_got_lost_come_back(output: str, source: str, restored: str) -> None:
    assert restore(output, source) == restored


@pytest.mark.timeout(20)
@pytest.mark.parametrize("middle", [" ", "\u00a0", "😀", "🇺🇦", "1", "\u200d"])
def test_long_rows_take_linear_time(middle: str) -> None:
    text = f"a{middle * 200_000}b"

    assert peel(text) == ("", text, "")


@given(st.text(alphabet="aй 1#\t🙂👍🏽\u200d\ufe0f\u20e3🇺🇦❤©", max_size=30))
def test_the_parts_make_the_text(text: str) -> None:
    assert "".join(peel(text)) == text
