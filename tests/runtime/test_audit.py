"""The audit: what is sampled, what is dropped, what is counted and who learns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from service.engines.base import Decoding, Hypothesis
from service.runtime.audit import Audit, Auditor, AuditStats
from service.types import Pair
from tests.support.fake_engines import FakeTranslator

PAIR = Pair("en", "uk")
GREEDY = Decoding(beam_size=1)
MANY = [f"Sentence {number}." for number in range(1000)]


class Listed(FakeTranslator):
    """A fake with a shortlist that lacks the given words."""

    def __init__(self, *lacking: str, shortlist_id: str = "abc") -> None:
        super().__init__()
        self._lacking = set(lacking)
        self._id = shortlist_id
        self.observed: list[tuple[str, str]] = []

    @property
    def shortlist_id(self) -> str:
        return self._id

    def covered(self, segments: Sequence[str]) -> list[bool]:
        return [True] * len(segments)

    def observe(self, segment: str, translation: str) -> None:
        self.observed.append((segment, translation))

    def learn(self, segment: str, translation: str) -> int:
        found = self._lacking.intersection(translation.split())
        self._lacking -= found
        return len(found)


def answers(*texts: str) -> list[list[Hypothesis]]:
    return [[Hypothesis(text, 3)] for text in texts]


def sampled(auditor: Auditor, segments: Sequence[str] = MANY, *, engine: FakeTranslator | None = None) -> Audit | None:
    return auditor.sample(engine or Listed(), segments, PAIR, GREEDY, answers(*segments))


def test_a_sample_of_the_traffic_is_drawn() -> None:
    audit = sampled(Auditor(0.05, seed=1))
    assert audit is not None
    assert 20 <= len(audit.segments) <= 90
    assert audit.answers == audit.segments
    assert set(audit.segments) <= set(MANY)
    assert (audit.pair, audit.decoding) == (PAIR, replace(GREEDY, shortlist=False))
    again = sampled(Auditor(0.05, seed=1))
    assert again is not None
    assert again.segments == audit.segments


@pytest.mark.parametrize(
    ("engine", "decoding"),
    [
        (FakeTranslator(), GREEDY),
        (Listed(), replace(GREEDY, shortlist=False)),
    ],
)
def test_what_had_no_shortlist_is_not_sampled(engine: FakeTranslator, decoding: Decoding) -> None:
    auditor = Auditor(1.0)
    assert auditor.sample(engine, MANY, PAIR, decoding, answers(*MANY)) is None
    assert auditor.stats() == AuditStats()


def test_a_rate_of_nothing_turns_it_off() -> None:
    auditor = Auditor(0.0)
    assert sampled(auditor) is None
    assert auditor.stats() == AuditStats()


def test_no_more_is_under_way_than_can_be_kept_up_with() -> None:
    auditor = Auditor(1.0, capacity=10)
    drawn = [sampled(auditor, MANY[start : start + 4]) for start in range(0, 40, 4)]
    kept = [audit for audit in drawn if audit is not None]
    assert [segment for audit in kept for segment in audit.segments] == MANY[:10]
    stats = auditor.stats()
    assert (stats.offered, stats.sampled, stats.dropped) == (40, 40, 30)

    auditor.drop(kept[0])
    auditor.compare(kept[1], answers(*kept[1].segments))

    again = sampled(auditor, MANY[:20])
    assert again is not None
    assert len(again.segments) == 8
    assert (auditor.stats().compared, auditor.stats().dropped) == (4, 30 + 4 + 12)


def test_differences_are_counted_and_learned_from() -> None:
    auditor = Auditor(1.0)
    audit = auditor.sample(Listed("bridge"), MANY[:4], PAIR, GREEDY, answers("a", "a gate", "same", "b"))
    assert audit is not None
    auditor.compare(audit, [*answers("a", "a bridge", "same"), []])
    stats = auditor.stats()
    assert (stats.compared, stats.differing, stats.unexplained, stats.learned) == (4, 2, 1, 1)
    assert 0 < stats.similarity < 50


def test_without_differences_answers_are_wholly_similar() -> None:
    auditor = Auditor(1.0)
    audit = sampled(auditor, MANY[:2])
    assert audit is not None
    auditor.compare(audit, answers(*audit.segments))
    assert auditor.stats().similarity == 100
