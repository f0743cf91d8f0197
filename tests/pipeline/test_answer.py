"""What was written and translated becomes an answer whose checks are about the text that is delivered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.pipeline.answer import finish_summary, finish_title, signature
from service.pipeline.checks import Finding
from service.pipeline.job import Job
from service.pipeline.limits import limits_for
from service.pipeline.own_words import Written
from service.pipeline.plan import Route, SummaryPlan
from service.pipeline.translate import Translated
from service.types import Article, Step, Style, Summary, SummaryRequest, SummarySentence

LIMITS = limits_for("headline", "medium", None)
REQUEST = SummaryRequest(Article("An article."))
WROTE = (Step("summarize", "passthrough", languages="en"),)
TRANSLATED = (Step("translate", "fake", "en-uk", "c0ffee", languages="en-uk", recipe="12345678"),)


def job(request: SummaryRequest) -> Job:
    assert isinstance(request.article, Article)
    return Job.of(request, request.article, "en", SummaryPlan(None, "en", Route(), ()))


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
    finish = finish_summary(job(request), "uk" if translations else "en", written, translated)
    assert finish is not None
    return finish


def check(summary: Summary, name: str) -> tuple[str, str]:
    [found] = [check for check in summary.checks if check.name == name]
    return found.status, found.detail


def test_a_translation_over_the_ceiling_loses_its_last_sentences_and_says_so() -> None:
    summary = finished(["One two.", "Three."], ["Раз два три.", "Чотири п’ять."], max_words=4)

    assert summary.text == "Раз два три."
    assert check(summary, "length")[0] == "repaired"


def test_nothing_is_finished_that_is_over_the_ceiling() -> None:
    request = SummaryRequest(Article("An article."), max_words=2)
    written = Written("en", (SummarySentence("One two."),), WROTE)

    assert finish_summary(job(request), "uk", written, Translated(("Раз два три чотири.",), TRANSLATED)) is None


def test_a_translation_over_the_ceiling_loses_what_only_adds_to_it() -> None:
    summary = finished(["Ten words."], ["Міст, який будували (три роки), у суботу нарешті відкрили."], max_words=7)

    assert summary.text == "Міст, який будували, у суботу нарешті відкрили."
    assert check(summary, "length")[0] == "repaired"


@pytest.mark.parametrize(
    ("sentences", "text"),
    [
        (["Flour", "sugar", "butter"], "Flour; sugar; butter"),
        (["Ingredients:", "- flour", "- sugar", "Mix it."], "Ingredients: flour; sugar. Mix it."),
        (
            ["What we know", "The bridge is closed.", "It is old."],
            "What we know. The bridge is closed. It is old.",
        ),
    ],
)
def test_items_of_a_list_are_not_run_together_in_a_paragraph(sentences: list[str], text: str) -> None:
    assert finished(sentences).text == text


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("Trains return to Lowick.", "Trains return to Lowick"),
        ("Trains return to the U.S.", "Trains return to the U.S."),
        ("Do trains return?", "Do trains return?"),
        ("word " * 18, None),
    ],
)
def test_a_title_has_no_full_stop_and_keeps_its_ceiling(headline: str, title: str | None) -> None:
    limits = limits_for("headline", "medium", None)
    written = Written("en", (SummarySentence(headline),), WROTE)

    assert finish_title("en", written, Translated((headline,)), limits) == title


def test_what_is_wrong_is_no_title() -> None:
    wrong = (Finding("numbers", "lost in translation: 7"),)
    written = Written("en", (SummarySentence("Seven boats left."),), WROTE)

    assert finish_title("en", written, Translated(("Сім човнів.",), TRANSLATED, left=wrong), LIMITS) is None
    assert finish_title("en", replace(written, left=wrong), Translated(("Seven.",)), LIMITS) is None


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


@pytest.mark.parametrize("item", ["- One item here.", "-One item here.", "• One item here.", "•One item here."])
def test_an_item_of_a_list_is_marked_once(item: str) -> None:
    assert finished([item, "-5 degrees."], style="bullets").text == "- One item here.\n- -5 degrees."


@pytest.mark.parametrize("sentence", ["He said “never again”.", 'He said "never again".', "He said never again."])
def test_a_title_ends_without_a_full_stop(sentence: str) -> None:
    written = Written("en", (SummarySentence(sentence),), WROTE)

    assert finish_title("en", written, Translated((sentence,)), LIMITS) == sentence.removesuffix(".")


def test_a_tighter_ceiling_that_something_shorter_was_written_for_is_not_the_ceiling_of_the_summary() -> None:
    tight = Finding("length", "4 words where the ceiling is 2; no sentence is ever cut")
    written = Written("en", (SummarySentence("One two three four."),), WROTE, left=(tight,))
    request = SummaryRequest(Article("An article."), max_words=5)

    summary = finish_summary(job(request), "uk", written, Translated(("Раз два три.",), TRANSLATED), shorter=True)

    assert summary is not None
    assert check(summary, "length") == ("repaired", "the translation was longer than the ceiling; less is said")


def test_what_was_repaired_does_not_stand_beside_what_is_wrong() -> None:
    written = Written("en", (SummarySentence("One two."),), WROTE, seen=(Finding("names", "not in the article: Rome"),))
    wrong = Finding("names", "Rome in the place of Paris", 0)

    summary = finish_summary(job(REQUEST), "uk", written, Translated(("Раз два.",), TRANSLATED, left=(wrong,)))

    assert summary is not None
    assert check(summary, "names") == ("failed", "Rome in the place of Paris")


def test_the_items_of_a_list_end_alike() -> None:
    written = Written("en", (SummarySentence("The bridge is closed."), SummarySentence("Two lorries a day")), WROTE)
    request = SummaryRequest(Article("x"), style="bullets")

    summary = finish_summary(job(request), "en", written, Translated(tuple(written.texts())))

    assert summary is not None and summary.text == "- The bridge is closed.\n- Two lorries a day."


def test_a_check_names_the_sentences_by_their_places_in_the_summary() -> None:
    doubt = Finding("names", "perhaps not in the article: Skell", 2, weak=True)
    written = Written("en", tuple(SummarySentence(f"Sentence {number}.") for number in "abc"), WROTE, left=(doubt,))
    wrong = Finding("language", "a part of a sentence was left as it is", 0)
    translated = Translated(("Раз.", "Два слова.", "Три слова."), TRANSLATED, left=(wrong,))
    summary = finish_summary(job(SummaryRequest(Article("An article."), length="long")), "uk", written, translated)

    assert summary is not None and [each.text for each in summary.sentences] == ["Два слова.", "Три слова."]
    blamed = {each.name: each.sentences for each in summary.checks}
    # The first sentence is not there any more, so what was the third is the second.
    assert (blamed["names"], blamed["language"]) == ((1,), ())


def test_what_has_nothing_to_compare_is_skipped_and_says_why() -> None:
    summary = finished(["it was raining all day and nobody went out."])

    assert check(summary, "names") == ("skipped", "the text has no name")
    assert check(summary, "numbers") == ("skipped", "the text states no number")
    assert check(finished(["Anna Bell sold 14 boats."]), "names") == ("ok", "")
