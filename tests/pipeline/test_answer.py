"""What was written and translated becomes an answer whose checks are about the text that is delivered."""

from __future__ import annotations

from service.pipeline.answer import finish_summary, signature
from service.pipeline.checks import Finding
from service.pipeline.summarize import Written
from service.pipeline.translate import Translated
from service.types import Article, Step, Style, Summary, SummaryRequest, SummarySentence

WROTE = (Step("summarize", "passthrough", languages="en"),)
TRANSLATED = (Step("translate", "fake", "en-uk", "c0ffee", languages="en-uk", recipe="12345678"),)


def finished(
    sentences: list[str],
    translations: list[str] | None = None,
    *,
    max_words: int | None = None,
    style: Style = "paragraph",
    left: tuple[Finding, ...] = (),
) -> Summary:
    request = SummaryRequest(Article("An article."), style=style, length="long", max_words=max_words)
    written = Written("en", tuple(SummarySentence(text) for text in sentences), WROTE, left=left)
    translated = Translated(tuple(translations or sentences), TRANSLATED if translations else ())
    return finish_summary("uk" if translations else "en", written, translated, request)


def check(summary: Summary, name: str) -> tuple[str, str]:
    [found] = [check for check in summary.checks if check.name == name]
    return found.status, found.detail


def test_a_translation_over_the_ceiling_loses_its_last_sentences_and_says_so() -> None:
    summary = finished(["One two.", "Three."], ["Раз два три.", "Чотири п’ять."], max_words=4)

    assert summary.text == "Раз два три."
    assert check(summary, "length")[0] == "repaired"


def test_one_sentence_over_the_ceiling_stays_whole_and_fails_the_check() -> None:
    summary = finished(["One two."], ["Раз два три чотири."], max_words=2)

    assert summary.text == "Раз два три чотири."
    assert check(summary, "length") == ("failed", "4 words where the ceiling is 2; no sentence is ever cut")


def test_a_translation_that_keeps_the_ceiling_is_not_blamed_for_its_source() -> None:
    too_long = Finding("length", "3 words where the ceiling is 2; no sentence is ever cut")

    summary = finished(["One two three."], ["Раз два."], max_words=2, left=(too_long,))

    assert check(summary, "length")[0] != "failed"


def test_what_still_fails_in_the_source_fails_in_the_translation() -> None:
    summary = finished(["One two."], ["Раз два."], left=(Finding("numbers", "not in the article: 7"),))

    assert check(summary, "numbers") == ("failed", "not in the article: 7")


def test_an_articles_own_bullets_are_not_doubled() -> None:
    assert finished(["- one thing", "• another", "A. Smith came"], style="bullets").text.split("\n") == [
        "- one thing",
        "- another",
        "- A. Smith came",
    ]


def test_the_signature_names_what_decided_the_output() -> None:
    signed = signature((*WROTE, *TRANSLATED), "best")

    assert "translate:en-uk:fake:en-uk@c0ffee:12345678" in signed
    assert "quality:best" in signed
