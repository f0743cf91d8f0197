"""The audit: what is sampled, what is dropped, what is counted and who learns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from service.engines.base import Decoding, Hypothesis
from service.engines.fake import FakeTranslator
from service.runtime.audit import Auditor, AuditStats
from service.types import Pair

PAIR = Pair("en", "uk")
GREEDY = Decoding(beam_size=1)
MANY = [f"Sentence {number}." for number in range(1000)]


class Listed(FakeTranslator):
    """A fake with a shortlist that lacks the given words."""

    def __init__(self, *lacking: str, shortlist_id: str = "abc") -> None:
        super().__init__()
        self._lacking = set(lacking)
        self._id = shortlist_id

    @property
    def shortlist_id(self) -> str:
        return self._id

    def covered(self, segments: Sequence[str]) -> list[bool]:
        return [True] * len(segments)

    def learn(self, segment: str, translation: str) -> int:
        found = self._lacking.intersection(translation.split())
        self._lacking -= found
        return len(found)


def answers(*texts: str) -> list[list[Hypothesis]]:
    return [[Hypothesis(text, 3)] for text in texts]


def test_a_sample_of_the_traffic_waits_for_the_full_vocabulary() -> None:
    auditor = Auditor(0.05, seed=1)
    auditor.offer(Listed(), MANY, PAIR, GREEDY, answers(*MANY))
    (audit,) = auditor.due()
    assert 20 <= len(audit.segments) <= 90
    assert audit.answers == audit.segments
    assert set(audit.segments) <= set(MANY)
    assert (audit.pair, audit.decoding) == (PAIR, replace(GREEDY, shortlist=False))
    assert auditor.due() == []
    again = Auditor(0.05, seed=1)
    again.offer(Listed(), MANY, PAIR, GREEDY, answers(*MANY))
    assert again.due()[0].segments == audit.segments


@pytest.mark.parametrize(
    ("engine", "decoding"),
    [
        (FakeTranslator(), GREEDY),
        (Listed(shortlist_id=""), GREEDY),
        (Listed(), replace(GREEDY, shortlist=False)),
    ],
)
def test_what_had_no_shortlist_is_not_sampled(engine: FakeTranslator, decoding: Decoding) -> None:
    auditor = Auditor(1.0)
    auditor.offer(engine, MANY, PAIR, decoding, answers(*MANY))
    assert auditor.due() == []
    assert auditor.stats() == AuditStats()


def test_a_rate_of_nothing_turns_it_off() -> None:
    auditor = Auditor(0.0)
    auditor.offer(Listed(), MANY, PAIR, GREEDY, answers(*MANY))
    assert auditor.stats() == AuditStats()


def test_what_nobody_gets_round_to_is_dropped() -> None:
    auditor = Auditor(1.0, capacity=10)
    for start in range(0, 40, 4):
        auditor.offer(Listed(), MANY[start : start + 4], PAIR, GREEDY, answers(*MANY[start : start + 4]))
    waiting = [segment for audit in auditor.due() for segment in audit.segments]
    assert waiting == MANY[:10]
    stats = auditor.stats()
    assert (stats.offered, stats.sampled, stats.dropped) == (40, 40, 30)


def test_an_engine_that_closes_is_forgotten() -> None:
    auditor, closing, open_ = Auditor(1.0), Listed(), Listed()
    auditor.offer(closing, MANY[:3], PAIR, GREEDY, answers(*MANY[:3]))
    auditor.offer(open_, MANY[:2], PAIR, GREEDY, answers(*MANY[:2]))
    auditor.forget(closing)
    assert [audit.engine for audit in auditor.due()] == [open_]
    assert auditor.stats().dropped == 3


def test_differences_are_counted_and_learned_from() -> None:
    auditor = Auditor(1.0)
    auditor.offer(Listed("bridge"), MANY[:4], PAIR, GREEDY, answers("a", "a gate", "same", "b"))
    (audit,) = auditor.due()
    auditor.compare(audit, [*answers("a", "a bridge", "same"), []])
    stats = auditor.stats()
    assert (stats.compared, stats.differing, stats.unexplained, stats.learned) == (4, 2, 1, 1)
    assert 0 < stats.similarity < 50


def test_without_differences_answers_are_wholly_similar() -> None:
    auditor = Auditor(1.0)
    auditor.offer(Listed(), MANY[:2], PAIR, GREEDY, answers("a", "b"))
    for audit in auditor.due():
        auditor.compare(audit, answers("a", "b"))
    assert auditor.stats().similarity == 100
