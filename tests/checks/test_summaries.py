"""Summaries in other words than their articles, honest ones and faulty ones of each kind."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.pipeline.verdict import judge_summary
from service.types import Pair

LABELLED = Path(__file__).parent / "labelled" / "summaries.toml"
KINDS = ("roles", "polarity", "additions", "numbers", "names")


def cases(*kinds: str) -> Iterator[tuple[str, str, str]]:
    for article in tomllib.loads(LABELLED.read_text(encoding="utf-8"))["article"]:
        for kind in kinds:
            for summary in article[kind]:
                yield article["language"], article["text"], summary


def verdict(language: str, article: str, summary: str) -> str:
    return judge_summary(summary, article, Pair(language, language)).verdict


@pytest.mark.parametrize(("language", "article", "summary"), [*cases("honest")])
def test_an_honest_summary_is_not_doubted(language: str, article: str, summary: str) -> None:
    assert verdict(language, article, summary) == "ok"


@pytest.mark.parametrize(("language", "article", "summary"), [*cases(*KINDS)])
def test_a_fault_is_found(language: str, article: str, summary: str) -> None:
    assert verdict(language, article, summary) != "ok"


@pytest.mark.parametrize("article", tomllib.loads(LABELLED.read_text(encoding="utf-8"))["article"])
def test_an_article_is_an_honest_summary_of_itself(article: dict[str, str]) -> None:
    assert verdict(article["language"], article["text"], article["text"]) == "ok"
