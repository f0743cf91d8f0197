"""Summaries as people read them: what is known of the article, what each sentence rests on, what is worth a look."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from service.cli import output
from service.cli.output import confidence, print_summaries
from service.errors import ModelNotInstalled
from service.types import (
    Article,
    Check,
    CheckName,
    Detection,
    Failure,
    Keyword,
    Source,
    Step,
    Summary,
    SummaryResult,
    SummarySentence,
    Translation,
)

TEXT = "The bridge\nopens on Monday. Nobody was hurt [sic]."
SUMMARY = Summary(
    language="fr",
    text="Le pont ouvre lundi. Il est bleu.",
    sentences=(SummarySentence("Le pont ouvre lundi.", (Source(0, 27, 0.914),)), SummarySentence("Il est bleu.")),
    steps=(Step("summarize", "extractive", languages="en"),),
    checks=(
        Check("language", "ok"),
        Check("numbers", "failed", "7"),
        Check("names", "repaired"),
        Check("support", "warning", "Il est bleu."),
    ),
    degraded=False,
    signature="",
)
RESULT = SummaryResult(Article(TEXT), Detection("en", 1.0), True, (SUMMARY,), {})


def printed(result: SummaryResult, capsys: pytest.CaptureFixture[str], *, sources: bool = False) -> list[str]:
    print_summaries(result, sources=sources)
    return capsys.readouterr().out.rstrip("\n").split("\n")


def test_text_without_a_title_is_answered_by_its_summary_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(RESULT, capsys) == [
        "French",
        "Le pont ouvre lundi. Il est bleu.",
        "made by extractive (en)",
        "check failed: a number is not as in the original (7)",
        "worth a look: the article does not say this, or not clearly (Il est bleu.)",
    ]


def test_what_is_known_of_the_article_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    article = Article(TEXT, "A [bold] bridge", "url", author="Anna Bell", site_name="The Lowick Post")
    keywords = (Keyword("bridge", 1.0), Keyword("Monday", 0.5))
    result = replace(RESULT, article=article, keywords=keywords, summaries=(replace(SUMMARY, title="Le pont"),))
    assert printed(result, capsys)[:7] == [
        "A [bold] bridge",
        "Anna Bell · The Lowick Post",
        "keywords: bridge, Monday",
        "",
        "French",
        "Le pont",
        "Le pont ouvre lundi. Il est bleu.",
    ]


def test_sources_are_the_sentences_of_the_article_and_their_lack_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    failure = Failure("uk", ModelNotInstalled("Pull it."))
    lines = printed(replace(RESULT, summaries=(SUMMARY, failure)), capsys, sources=True)
    assert lines[2:4] == [
        "  1. The bridge opens on Monday. (91%)",
        "  2. nothing in the article was found to support this sentence",
    ]
    assert lines[-2:] == ["Ukrainian", "failed: Pull it."]


@pytest.mark.parametrize(
    ("checks", "wanted", "reason"),
    [
        ((), ("bart",), "the model bart is not installed"),
        ((), ("bart", "opus"), "the models bart, opus are not installed"),
        ((Check("numbers", "repaired", "7"),), (), "a number is not as in the original (7)"),
        ((Check("length", "repaired", "the model gave no summary"),), (), "the model gave no summary"),
        ((Check("language", "ok"),), (), "what a model wrote failed its checks"),
    ],
)
def test_why_it_is_simpler_is_said(
    checks: tuple[Check, ...], wanted: tuple[str, ...], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    simpler = replace(SUMMARY, degraded=True, checks=checks)
    lines = printed(replace(RESULT, summaries=(simpler,), wanted=wanted), capsys)
    assert lines[-1] == f"simpler than asked for: {reason}"


def test_the_articles_own_language_stands_in_for_one_that_cannot_be_had(capsys: pytest.CaptureFixture[str]) -> None:
    failure = Failure("uk", ModelNotInstalled("Pull it."), fallback=SUMMARY)
    lines = printed(replace(RESULT, summaries=(failure,)), capsys)

    assert lines == [
        "Ukrainian",
        "failed: Pull it.",
        "in the article's own language (French) instead:",
        "Le pont ouvre lundi. Il est bleu.",
    ]


def test_every_check_has_words() -> None:
    assert {*output._CHECKS} == {*get_args(CheckName)}


@pytest.mark.parametrize(
    ("sure", "said"),
    [((), None), ((None,), None), ((0.5, 0.504), "confidence 50%"), ((0.9, None, 0.61), "confidence 61% to 90%")],
)
def test_confidence_is_a_number_or_the_least_and_the_most_of_several(
    sure: tuple[float | None, ...], said: str | None
) -> None:
    assert confidence(Translation("uk", ("Так.",) * len(sure), (), (), "", confidences=sure)) == said
