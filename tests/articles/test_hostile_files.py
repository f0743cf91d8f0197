"""No page and no file takes more than linear time to read: sixteen times its length, about as many times the time.

A part of all that `tests/support/hostile_*.py` make is read here; the slow tests read the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import pytest

from service.articles.parse import kind_of_job, parse
from service.articles.wire import Job, ParseLimits
from service.errors import StisloError
from tests.support.growth import grows
from tests.support.hostile_files import FILES
from tests.support.hostile_markdown import MARKDOWN
from tests.support.hostile_pages import PAGES

LIMITS = ParseLimits(
    seconds=60,
    memory_mb=1024,
    pages=1000,
    text_characters=1_000_000,
    html_characters=2_000_000,
    unpacked_bytes=100_000_000,
)
LENGTH = 1000
MADE: dict[str, Callable[[int], str] | Callable[[int], bytes]] = (
    {f"page.html: {name}": made for name, made in PAGES.items()}
    | {f"text.md: {name}": made for name, made in MARKDOWN.items()}
    | {f"file: {name}": made for name, made in FILES.items()}
)
# What has taken quadratic time before.
ONCE_SLOW = (
    "style of 'color:rgba('", "colour of 'rgba(0,'", "bgcolor of 'rgba('", "nested aria-hidden=\"true\"",
    "hidden '<b hidden>a</b>text '",
    "JSON-LD body of '<a'", "JSON-LD body of '<!--'", "JSON-LD body of &#9...",
    "<meta name=author content='{}'> of '('", "persons of 'Ann'", "authors of 'Ann'",
    "nested role=\"main\"", "many role=\"main\" before a heading", "unclosed form with text",
    "many nested <footer><a href=x>a</a>", "many nested <table><tr><td>a<td>",
    "attributes of 'a{}=b '", "attributes of \"data-{}='' \"", "long class around many", "rule of background: 'a'",
    "selectors and declarations",
    "docx of styles in a circle", "docx of numbers", "odt of styles one on the other", "odt of attributes",
)  # fmt: skip
EVERY = 12  # of the rest, so many-th is read in the fast tests
CHOSEN = [name for number, name in enumerate(MADE) if number % EVERY == 0 or name.partition(": ")[2] in ONCE_SLOW]
GROUP = 40


def read(name: str, material: str | bytes) -> None:
    """Reads it as the process for parsers does; what is refused is refused."""
    data = memoryview(material.encode("utf-8", "replace") if isinstance(material, str) else material)
    job = Job("file", "file", LIMITS, name=name.partition(":")[0])
    try:
        parse(kind_of_job(job, data), job, data)
    except StisloError as error:
        assert 400 <= error.status < 500


def groups(names: list[str]) -> list[list[str]]:
    left = iter(names)
    return list(iter(lambda: list(islice(left, GROUP)), []))


def growing(names: list[str]) -> list[str]:
    return [name for name in names if grows(lambda material, name=name: read(name, material), MADE[name], LENGTH)]


def test_what_was_slow_is_still_tried() -> None:
    assert {name.partition(": ")[2] for name in CHOSEN} >= set(ONCE_SLOW)


@pytest.mark.parametrize("names", groups(CHOSEN), ids=lambda names: names[0])
def test_time_grows_as_the_file_does(names: list[str]) -> None:
    assert growing(names) == []


@pytest.mark.slow
@pytest.mark.parametrize("names", groups([name for name in MADE if name not in CHOSEN]), ids=lambda names: names[0])
def test_time_grows_as_any_file_does(names: list[str]) -> None:
    assert growing(names) == []
