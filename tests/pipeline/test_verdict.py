"""What is said of a text by somebody else is what the checks of our own answers say, at the right place."""

from __future__ import annotations

import pytest

from service.pipeline import verdict as verdict_module
from service.pipeline.checks import Finding, examine_segments
from service.pipeline.verdict import CHECKED, Remark, Verdict, VerdictName, judge_summary, judge_translation
from service.types import CheckName, Pair

EN_FR = Pair("en", "fr")
ENGLISH = (
    "The school in Lille opened on 3 April.",
    "It cost 12 million euros.",
    "The mayor thanked the builders.",
)
FRENCH = (
    "L’école de Lille a ouvert le 3 avril.",
    "Elle a coûté 12 millions d’euros.",
    "Le maire a remercié les maçons.",
)
WRONG = "Elle a coûté 57 millions d’euros."


def _remark(verdict: Verdict, name: CheckName) -> Remark:
    [found] = [remark for remark in verdict.remarks if remark.name == name]
    return found


@pytest.mark.parametrize(
    ("source", "output"),
    [
        *zip(ENGLISH, FRENCH, strict=True),
        (ENGLISH[1], WRONG),
        (ENGLISH[0], "L’école de Lyon a ouvert le 3 avril."),
        (ENGLISH[2], "The mayor thanked the builders."),
        (ENGLISH[1], "Elle a coûté coûté coûté coûté coûté coûté coûté 12 millions d’euros."),
    ],
)
def test_the_verdict_is_that_of_the_checks_of_our_own_translations(source: str, output: str) -> None:
    [findings] = examine_segments([source], [output], EN_FR)
    expected: VerdictName = "ok"
    if findings:
        expected = "doubtful" if all(finding.weak for finding in findings) else "failed"
    verdict = judge_translation(output, source, EN_FR)
    assert verdict.verdict == expected
    wrong = {remark.name for remark in verdict.remarks if remark.status in {"warning", "failed"}}
    assert wrong == {finding.name for finding in findings}
    assert [remark.name for remark in verdict.remarks] == list(CHECKED)


def test_sentences_are_compared_in_pairs_where_both_have_as_many() -> None:
    text = f"{FRENCH[0]} {WRONG} {FRENCH[2]}"
    remark = _remark(judge_translation(text, " ".join(ENGLISH), EN_FR), "numbers")
    [(start, end)] = remark.spans
    assert (remark.status, text[start:end]) == ("failed", WRONG)


def test_paragraphs_are_compared_in_pairs_where_sentences_are_not_as_many() -> None:
    joined = f"{FRENCH[0].rstrip('.')}, et {FRENCH[2][0].lower()}{FRENCH[2][1:]}"
    text = f"{joined}\n\n{WRONG}"
    source = f"{ENGLISH[0]} {ENGLISH[2]}\n\n{ENGLISH[1]}"
    [(start, end)] = _remark(judge_translation(text, source, EN_FR), "numbers").spans
    assert text[start:end] == WRONG


def test_else_the_whole_is_compared() -> None:
    text = f"{FRENCH[0].rstrip('.')} et {WRONG[0].lower()}{WRONG[1:]}"
    remark = _remark(judge_translation(text, " ".join(ENGLISH[:2]), EN_FR), "numbers")
    assert remark.spans == ((0, len(text)),)


def test_numbers_that_an_article_lacks_are_shown_where_they_stand() -> None:
    text = f"{ENGLISH[2]} It cost 57 million euros."
    remark = _remark(judge_summary(text, " ".join(ENGLISH), Pair("en", "en")), "numbers")
    assert remark.status == "failed"
    assert any("57" in text[start:end] and start >= len(ENGLISH[2]) for start, end in remark.spans)


def test_a_summary_in_another_language_is_compared_with_the_article() -> None:
    article = " ".join(ENGLISH)
    assert judge_summary(FRENCH[1], article, EN_FR).verdict == "ok"
    assert _remark(judge_summary(WRONG, article, EN_FR), "numbers").status == "failed"


def test_what_had_nothing_to_compare_is_skipped_and_says_why() -> None:
    verdict = judge_translation("Merci à tous.", "Thanks to all.", EN_FR)
    numbers = _remark(verdict, "numbers")
    assert (numbers.status, numbers.spans) == ("skipped", ())
    assert "number" in numbers.detail
    assert _remark(judge_translation(FRENCH[1], ENGLISH[1], EN_FR), "numbers").status == "ok"


def test_a_number_is_shown_wherever_it_stands_and_nowhere_else() -> None:
    text = "It cost 57 million euros, not 157: 57 million."
    remark = _remark(judge_summary(text, " ".join(ENGLISH), Pair("en", "en")), "numbers")
    assert [start for start, end in remark.spans if text[start:end].startswith("57")] == [8, 35]


def test_nothing_is_ok_where_nothing_was_compared() -> None:
    verdict = judge_translation("Dank je wel.", "Dziękuję.", Pair("pl", "nl"))
    skipped = {remark.name: remark.detail for remark in verdict.remarks if remark.status == "skipped"}
    assert skipped.keys() == {"language", "numbers", "names", "support"}
    assert all(skipped.values())
    assert verdict.verdict == "doubtful"


def test_a_language_that_can_be_told_is_something_compared() -> None:
    verdict = judge_translation(
        "Ik koop elke ochtend brood en melk op de markt.", "Kupuję chleb i mleko.", Pair("pl", "nl")
    )
    assert _remark(verdict, "support").status == "skipped"
    assert verdict.verdict == "ok"


def test_short_texts_in_languages_that_the_rules_know_are_compared() -> None:
    assert judge_translation("Non merci.", "No, thanks.", EN_FR).verdict == "ok"


def test_no_finding_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of a check that is not always looked at."""
    finding = Finding("untrusted_text", "an order of the article")
    monkeypatch.setattr(verdict_module, "examine_segments", lambda sources, outputs, pair: [[finding]])
    verdict = judge_translation(FRENCH[0], ENGLISH[0], EN_FR)
    assert (verdict.verdict, _remark(verdict, "untrusted_text").status) == ("failed", "failed")


def test_who_lost_to_another_was_beaten_by_that_one() -> None:
    source = "Nantes s'est incliné devant Brest."
    assert judge_translation("Brest beat Nantes.", source, Pair("fr", "en")).verdict == "ok"
    assert judge_translation("Nantes beat Brest.", source, Pair("fr", "en")).verdict != "ok"
