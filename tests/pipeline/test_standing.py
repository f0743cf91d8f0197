"""What a model wrote is read as a reader would who has nothing else."""

from __future__ import annotations

from service.pipeline.checks import Finding, merge, report
from service.pipeline.standing import standing

BRIDGE = "The council of Lowick has closed the old bridge."


def test_a_sentence_that_says_nothing_is_left_out_where_others_remain() -> None:
    kept, found = standing([BRIDGE, "This was reported by the ministry on Monday."], "en", "paragraph")

    assert kept == [0]
    assert [(finding.name, finding.sentence, finding.weak) for finding in found] == [("standalone", 1, True)]


def test_a_sentence_that_leans_may_follow_another_in_a_text_but_not_in_a_list() -> None:
    texts = [BRIDGE, "It had stood for 90 years."]

    assert standing(texts, "en", "paragraph") == ([0, 1], [])
    assert standing(texts, "en", "bullets")[0] == [0]


def test_nothing_may_lean_on_what_is_not_there() -> None:
    kept, found = standing(["He added that the bridge was old.", BRIDGE, "It is closed."], "en", "paragraph")

    assert kept == [1, 2]
    assert [finding.sentence for finding in found] == [0]


def test_the_only_sentence_stays_and_is_doubted() -> None:
    kept, found = standing(["Il a ajouté que le pont était vieux."], "fr", "headline")

    assert kept == [0]
    assert found


def test_the_check_is_there_where_something_was_found() -> None:
    finding = Finding("standalone", "a sentence that says nothing by itself", 0, weak=True)
    nothing, repaired = report([], []), report([finding], [])

    assert "standalone" not in {check.name for check in nothing}
    assert [check.status for check in repaired if check.name == "standalone"] == ["repaired"]
    assert merge(repaired, nothing)[-1] == repaired[-1] == merge(nothing, repaired)[-1]
