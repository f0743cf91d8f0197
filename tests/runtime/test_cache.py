"""The cache never holds more than its limit, and drops what was asked for longest ago."""

from __future__ import annotations

import gc
import os
import threading
import tracemalloc
from collections import OrderedDict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from service.runtime.cache import Cache, memory_of
from service.types import Source, Summary, SummarySentence

LIMIT = 20_000
LARGEST = LIMIT // 16
KEYS = [bytes([number]) * 32 for number in range(40)]


class Lru(RuleBasedStateMachine):
    """The cache beside a list of what it should hold, newest last."""

    def __init__(self) -> None:
        super().__init__()
        self.cache: Cache[int] = Cache("test", LIMIT)
        self.expected: OrderedDict[bytes, int] = OrderedDict()
        self.hits = self.misses = self.counter = 0

    @rule(key=st.sampled_from(KEYS), size=st.integers(0, LARGEST * 2))
    def put(self, key: bytes, size: int) -> None:
        self.counter += 1
        before = self.cache.stats()
        self.cache.put(key, self.counter, size)
        after = self.cache.stats()
        self.expected.pop(key, None)
        if after.refusals > before.refusals:
            assert size > LARGEST - 400
        else:
            assert size <= LARGEST
            self.expected[key] = self.counter
        for _ in range(after.evictions - before.evictions):
            self.expected.popitem(last=False)

    @rule(key=st.sampled_from(KEYS))
    def get(self, key: bytes) -> None:
        assert self.cache.get(key) == self.expected.get(key)
        if key in self.expected:
            self.expected.move_to_end(key)
            self.hits += 1
        else:
            self.misses += 1

    @precondition(lambda self: self.expected)
    @rule()
    def the_newest_is_always_there(self) -> None:
        key = next(reversed(self.expected))
        assert self.cache.get(key) == self.expected[key]
        self.hits += 1

    @invariant()
    def bytes_are_within_the_limit_and_counts_are_true(self) -> None:
        stats = self.cache.stats()
        assert 0 <= stats.bytes <= LIMIT == stats.limit_bytes
        assert (stats.hits, stats.misses, stats.entries) == (self.hits, self.misses, len(self.expected))
        assert (stats.bytes == 0) == (not self.expected)


TestLru = Lru.TestCase
TestLru.settings = settings(max_examples=60, stateful_step_count=60, deadline=None)


def test_nothing_is_dropped_while_there_is_room_and_the_oldest_when_there_is_none() -> None:
    cache: Cache[str] = Cache("test", LIMIT)
    keys = [os.urandom(32) for _ in range(20)]
    for key in keys:
        cache.put(key, "value", 600)
    assert cache.stats().evictions == 0
    assert cache.get(keys[0]) == "value"
    for _ in range(5):
        cache.put(os.urandom(32), "value", 600)
    assert cache.stats().evictions > 0
    assert cache.get(keys[0]) == "value"
    assert cache.get(keys[1]) is None


def test_a_value_that_would_push_out_everything_else_is_not_kept() -> None:
    cache: Cache[str] = Cache("test", LIMIT)
    cache.put(KEYS[0], "small", 100)
    cache.put(KEYS[1], "large", LARGEST + 1)
    assert (cache.get(KEYS[0]), cache.get(KEYS[1])) == ("small", None)
    assert cache.stats().refusals == 1


def test_a_value_that_is_no_longer_true_is_not_given_where_the_new_one_is_too_large() -> None:
    cache: Cache[str] = Cache("test", LIMIT)
    cache.put(KEYS[0], "old", 100)
    cache.put(KEYS[0], "new", LIMIT)
    assert cache.get(KEYS[0]) is None
    assert cache.stats().bytes == 0


def test_a_cache_of_nothing_keeps_nothing() -> None:
    cache: Cache[str] = Cache("test", 0)
    cache.put(KEYS[0], "", 0)
    assert cache.get(KEYS[0]) is None
    assert cache.stats().entries == 0


def test_many_threads_leave_true_counts() -> None:
    cache: Cache[int] = Cache("test", LIMIT)
    rounds, threads = 400, 8
    wrong: list[int] = []

    def work(number: int) -> None:
        for index in range(rounds):
            key = KEYS[(index * 7 + number) % len(KEYS)]
            cache.put(key, key[0], 100 + 20 * number)
            if cache.get(key) not in (key[0], None):
                wrong.append(index)

    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    stats = cache.stats()
    assert not wrong
    assert stats.hits + stats.misses == rounds * threads
    assert 0 < stats.bytes <= LIMIT
    for key in KEYS:
        cache.put(key, 0, LIMIT)
    assert (cache.stats().bytes, cache.stats().entries) == (0, 0)


def summary(text: str) -> Summary:
    sentences = tuple(
        SummarySentence(f"{text} {number}.", (Source(number, number + 1000, 0.5),)) for number in range(3)
    )
    return Summary("uk", " ".join(each.text for each in sentences), sentences, (), (), False, f"signature {text}")


@pytest.mark.parametrize("text", ["Good news", "Добрі новини", "🌍 новини"])
def test_what_the_cache_says_it_holds_is_what_it_takes(text: str) -> None:
    """Never less than is really taken, and a third more at most: small numbers and constants are not copied."""
    count = 1500
    gc.collect()
    tracemalloc.start()
    cache: Cache[Summary] = Cache("test", 64 << 20)
    before, _ = tracemalloc.get_traced_memory()
    for number in range(count):
        value = summary(f"{text} {number}")
        cache.put(os.urandom(32), value, memory_of(value))
    del value
    gc.collect()
    taken = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    stats = cache.stats()
    assert stats.entries == count
    assert taken <= stats.bytes <= 1.33 * taken


@given(st.text(max_size=50))
def test_longer_texts_weigh_more(text: str) -> None:
    longer = text + 300 * "a"  # a string that was encoded once keeps that too, which is less
    assert memory_of(longer) > memory_of(text) > 0
    assert memory_of((text, text)) < memory_of(text) + memory_of(longer)
