"""What is remembered is not asked of an engine again, and never mixed up."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.engines.base import Decoding, Hypothesis
from service.errors import DeadlineExceeded, EngineFailed, ModelLoading, Overloaded
from service.pipeline.keys import ModelIdentity, SegmentKeys
from service.pipeline.recall import Answered, Memories, Recall
from service.runtime.ticket import Ticket
from service.types import Article, CacheUse, Failure, Pair, Summary, SummaryRequest

KEYS = SegmentKeys(ModelIdentity("en-uk", "c0ffee", "fake", "0"), Pair("en", "uk"), Decoding())
WHOLE = b"k" * 32


class Engine:
    """Says every segment in capitals, and keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, segments: Sequence[str]) -> list[Hypothesis]:
        self.asked.append(list(segments))
        return [Hypothesis(segment.upper(), 1) for segment in segments]


def recall(memories: Memories, *, cache: bool = True, refresh: bool = False, seconds: float = 30.0) -> Recall:
    return memories.recall(SummaryRequest(Article("x"), cache=cache, refresh=refresh), Ticket(seconds))


def texts(hypotheses: Sequence[Hypothesis]) -> list[str]:
    return [hypothesis.text for hypothesis in hypotheses]


def test_only_what_is_new_is_computed_each_once_and_in_order() -> None:
    memories, engine = Memories(1), Engine()
    first = recall(memories)
    assert texts(first.translate(["b", "a", "b"], KEYS, engine)) == ["B", "A", "B"]
    assert first.use == CacheUse(0, 2, 0)
    second = recall(memories)
    assert texts(second.translate(["c", "a", "d", "c", "b"], KEYS, engine)) == ["C", "A", "D", "C", "B"]
    assert engine.asked == [["b", "a"], ["c", "d"]]
    assert (second.use.hits, second.use.misses) == (2, 2)
    assert second.use.bytes > 0


@given(st.lists(st.lists(st.text(max_size=3), max_size=8), max_size=6))
def test_as_many_come_out_as_went_in_each_its_own(requests: list[list[str]]) -> None:
    memories, engine = Memories(1), Engine()
    for segments in requests:
        assert texts(recall(memories).translate(segments, KEYS, engine)) == [text.upper() for text in segments]
    asked = [segment for call in engine.asked for segment in call if segment.strip()]
    assert sorted(asked) == sorted({segment for segments in requests for segment in segments if segment.strip()})


@pytest.mark.parametrize(
    ("cache", "refresh", "reads", "stores"),
    [(True, False, True, True), (True, True, False, True), (False, False, False, False), (False, True, False, False)],
)
def test_who_does_not_want_it_neither_reads_nor_stores(cache: bool, refresh: bool, reads: bool, stores: bool) -> None:
    memories = Memories(1)
    recall(memories).translate(["old"], KEYS, lambda segments: [Hypothesis("stored", 1)])
    asked = recall(memories, cache=cache, refresh=refresh)
    found = texts(asked.translate(["old", "new"], KEYS, Engine()))
    assert found == (["stored", "NEW"] if reads else ["OLD", "NEW"])
    assert (asked.use == CacheUse()) == (not reads)
    later = texts(
        recall(memories).translate(["old", "new"], KEYS, lambda segments: [Hypothesis("?", 1)] * len(segments))
    )
    assert later == [("stored" if reads or not stores else "OLD"), ("NEW" if stores else "?")]


def test_a_cache_of_no_size_is_as_if_nobody_wanted_it() -> None:
    memories, engine = Memories(0), Engine()
    for _ in range(2):
        asked = recall(memories)
        assert texts(asked.translate(["a"], KEYS, engine)) == ["A"]
        assert asked.use == CacheUse()
    assert engine.asked == [["a"], ["a"]]


@pytest.mark.parametrize("given_back", [0, 1, 3])
def test_a_wrong_number_of_translations_is_the_engines_failure(given_back: int) -> None:
    memories = Memories(1)
    with pytest.raises(EngineFailed, match=f"{given_back} translations for 2"):
        recall(memories).translate(["a", "b"], KEYS, lambda segments: [Hypothesis("x", 1)] * given_back)
    assert memories.segments.cache.stats().entries == 0


def test_silence_is_not_remembered() -> None:
    memories = Memories(1)
    assert texts(recall(memories).translate(["a"], KEYS, lambda segments: [Hypothesis("", 0)])) == [""]
    assert texts(recall(memories).translate(["a"], KEYS, Engine())) == ["A"]


def test_what_was_translated_in_time_is_kept_where_the_rest_was_not() -> None:
    memories, engine = Memories(1), Engine()
    asked = recall(memories)
    asked.translate(["a"], KEYS, engine)

    def too_late(segments: Sequence[str]) -> list[Hypothesis]:
        raise DeadlineExceeded("Too late.")

    with pytest.raises(DeadlineExceeded):
        asked.translate(["b"], KEYS, too_late)
    recall(memories).translate(["a", "b"], KEYS, engine)
    assert engine.asked == [["a"], ["b"]]


def summary(text: str) -> Summary:
    return Summary("uk", text, (), (), (), False, "")


def test_whole_summaries_are_stored_where_they_are_worth_it() -> None:
    memories = Memories(1)
    bad, good = Answered((summary("bad"),)), Answered((summary("good"),))
    assert recall(memories).summarize(WHOLE, lambda: bad, keep=lambda made: False) == (bad, False)
    assert recall(memories).summarize(WHOLE, lambda: good, keep=lambda made: True) == (good, False)
    asked = recall(memories)
    assert asked.summarize(WHOLE, lambda: bad, keep=lambda made: True) == (good, True)
    assert (asked.use.hits, asked.use.misses) == (1, 0)


def test_a_sentence_does_not_wait_for_a_book_that_has_it_too() -> None:
    memories = Memories(1)
    begun, gate = threading.Event(), threading.Event()
    book = [f"Sentence {number}." for number in range(100)]

    def slow(segments: list[str]) -> list[Hypothesis]:
        begun.set()
        assert gate.wait(60)
        return [Hypothesis(segment, 1) for segment in segments]

    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(recall(memories).translate, book, str.encode, slow)
        assert begun.wait(60)
        found = recall(memories).translate(book[:1], str.encode, lambda segments: [Hypothesis("Mine.", 1)])
        gate.set()
        assert [hypothesis.text for hypothesis in reading.result(60)] == book
    assert [hypothesis.text for hypothesis in found] == ["Mine."]


@pytest.mark.parametrize(
    "second",
    [
        Failure("fr", DeadlineExceeded("Too late.")),
        Failure("fr", ModelLoading("Not yet.")),
        Failure("fr", Overloaded("Too much.")),
        replace(summary("b"), degraded=True),
    ],
)
def test_what_came_of_one_request_being_in_a_hurry_is_not_shared(second: Summary | Failure) -> None:
    memories = Memories(1)
    begun, gate, waits = threading.Event(), threading.Event(), threading.Event()
    late = Answered((summary("a"), second))
    whole = Answered((summary("a"), summary("b")))

    def slow() -> Answered:
        begun.set()
        assert gate.wait(60)
        return late

    class Watched(Ticket):
        def remaining(self) -> float:
            waits.set()
            return super().remaining()

    patient = memories.recall(SummaryRequest(Article("x")), Watched(30))
    with ThreadPoolExecutor(2) as threads:
        leader = threads.submit(recall(memories).summarize, WHOLE, slow, keep=lambda made: False)
        assert begun.wait(60)
        follower = threads.submit(patient.summarize, WHOLE, lambda: whole, keep=lambda made: True)
        assert waits.wait(60)
        gate.set()
        assert leader.result(60) == (late, False)
        assert follower.result(60) == (whole, False)


def test_snapshots_have_one_entry_a_kind() -> None:
    stats = Memories(8).stats()
    assert {name: [each.kind for each in found] for name, found in stats.items()} == {
        "cache": ["segments", "summaries"],
        "single_flight": ["segments", "summaries"],
    }
    assert sum(each.limit_bytes for each in stats["cache"]) == 8 << 20
