"""Addresses that a text has and its source has not."""

from __future__ import annotations

import pytest

from service.text.links import novel_addresses

SOURCE = "Write to press@city.example or see https://city.example/bridge, says @cityhall. Data: ![a](b.png)"


@pytest.mark.parametrize(
    "text",
    [
        "See https://evil.example/x now.",
        "See HTTP://EVIL.EXAMPLE.",
        "Visit www.evil.example today.",
        "Visit evil-shop.com/win today.",
        "Write to me@evil.example.",
        "Follow @evilperson.",
        "![logo](https://city.example/bridge)",
        "[here](https://city.example/bridge)",
        "<img src=x>",
        "< script>",
        "javascript:alert(1)",
    ],
)
def test_what_the_source_lacks_is_found(text: str) -> None:
    assert novel_addresses(text, SOURCE.partition(" Data")[0])


@pytest.mark.parametrize(
    "text",
    [
        "See https://city.example/bridge.",
        "Write to PRESS@city.example!",
        "@cityhall says so.",
        "It ends at 10.30 a.m. in the U.S. and costs 3.5 million.",
        "C’est la fin.De plus, il pleut.",
        "The ratio is 3/4 [2].",
        "An e-mail (at work) is <b>no</b> address.",
        "",
    ],
)
def test_honest_text_has_none(text: str) -> None:
    assert novel_addresses(text, SOURCE) == ()
