from __future__ import annotations

from service.pipeline.checks import (
    ALL,
    Finding,
    badness,
    doubt_summary,
    examine_segments,
    examine_support,
    merge,
    report,
)
from service.types import Pair, Source, SummarySentence


def test_weak_signs_warn_and_certain_ones_fail() -> None:
    weak, certain = Finding("names", "perhaps", weak=True), Finding("names", "surely")

    assert {check.name: check.status for check in report([weak], [weak])}["names"] == "warning"
    assert {check.name: check.status for check in report([weak], [weak, certain])}["names"] == "failed"
    assert {check.name: check.status for check in report([weak], [])}["names"] == "repaired"
    assert badness([weak, weak]) < badness([certain])


def test_of_two_stages_the_worse_one_counts() -> None:
    first, second = report([], [Finding("support", "a", weak=True)]), report([Finding("support", "b")], [])

    assert [check.name for check in merge(first, second)] == list(ALL)
    assert [(check.status, check.detail) for check in merge(first, second) if check.name == "support"] == [
        ("warning", "a")
    ]
    assert [(check.status, check.detail) for check in merge(first, first) if check.name == "support"] == [
        ("warning", "a")
    ]


def test_sentences_without_support_are_named() -> None:
    sentences = [
        SummarySentence("The council closed the pool.", (Source(0, 10, 0.9),)),
        SummarySentence("Astronomers found a distant planet.", (Source(0, 10, 0.21),)),
        SummarySentence("Shares fell on the stock exchange."),
    ]

    found = examine_support(sentences)

    assert [(finding.sentence, finding.weak) for finding in found] == [(1, True), (2, True)]
    assert "sentence 2" in found[0].detail and "sentence 3" in found[1].detail


def test_what_is_only_doubtful_is_weak() -> None:
    found = doubt_summary(["Ellen Marsh met seven men."], source="Helen Marsh met some men.", language="en")

    assert {(finding.name, finding.weak) for finding in found} == {("numbers", True), ("names", True)}


def test_exchanged_sentences_blame_each_other() -> None:
    sources = ["Whitfield came to Bridgewater.", "Andersson left Northgate early."]
    outputs = ["Андерссон рано залишив Нортгейт.", "Вітфілд прибув до Бриджвотера."]

    first, second = examine_segments(sources, outputs, Pair("en", "uk"))

    assert [finding.name for finding in first if not finding.weak] == ["names"]
    assert [finding.name for finding in second if not finding.weak] == ["names"]
    assert examine_segments(sources, outputs[::-1], Pair("en", "uk")) == [[], []]
