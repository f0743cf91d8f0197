"""How long engines live: leases, patience, idle time and the memory budget."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from service.engines.base import Decoding, Runtime, Translator
from service.errors import Draining, ModelLoading, ModelUnusable, NoMemory
from service.models.memory import MB, MemoryBudget
from service.models.pool import Pool
from service.types import Pair
from tests.models.disk import NEED, Clock, Disk
from tests.support.loans import on_loan

RUNTIME = Runtime(compute_type="float32")
MakePool = Callable[..., Pool]


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make_pool(disk: Disk, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakePool]:
    """Pools on the disk and the clock, closed in the end; `limit` is the budget in bytes.

    They have no thread that unloads in time: it would do so whenever it happens to look at the test's clock.
    """
    monkeypatch.setattr(Pool, "_unload_in_time", lambda self: None)
    pools: list[Pool] = []

    def make(limit: int | None = None, free: Callable[[], int] | None = None, **options: Any) -> Pool:
        if limit is not None:
            options["budget"] = lambda runtime: MemoryBudget(limit, free)
        defaults: dict[str, Any] = {"clock": clock, "room_wait_s": 0.0}
        pools.append(Pool(disk.as_store(), lambda: RUNTIME, **defaults | options))
        return pools[-1]

    yield make
    disk.gate.set()
    for pool in pools:
        pool.close()


def touch(pool: Pool, *specs: Any) -> None:
    for spec in specs:
        pool.acquire(spec).release()


# ---- Leases ---------------------------------------------------------------------------------------------------------


def test_all_holders_of_an_engine_share_one_lease(disk: Disk, make_pool: MakePool) -> None:
    a, b = disk.add("a"), disk.add("b")
    pool = make_pool()
    first, second, other = pool.acquire(a), pool.acquire(a), pool.acquire(b)
    assert first is second
    assert (first.spec, first.commit, first.engine) == (a, "c1", disk.made[0])
    assert first is not other
    for lease in (first, second, other):
        lease.release()


def test_work_that_outlives_its_request_keeps_the_engine(disk: Disk, make_pool: MakePool) -> None:
    pool = make_pool()
    lease = pool.acquire(disk.add("a"))
    lease.retain()
    lease.release()
    pool.close()
    assert not disk.made[0].closed.is_set()
    assert isinstance(lease.engine, Translator)
    lease.release()
    assert disk.made[0].closed.is_set()
    with pytest.raises(RuntimeError):
        _ = lease.engine


def test_an_engine_that_will_not_close_does_not_stop_the_others(
    disk: Disk, make_pool: MakePool, caplog: pytest.LogCaptureFixture
) -> None:
    stubborn, other = disk.add("a", engine="Stubborn"), disk.add("b")
    pool = make_pool()
    touch(pool, stubborn, other)
    pool.close()
    assert all(engine.closed.is_set() for engine in disk.made)
    assert "Model a did not close" in caplog.text
    assert pool.stats().held_bytes == 0


# ---- Loading --------------------------------------------------------------------------------------------------------


def test_who_will_not_wait_is_told_to_come_back_while_the_load_goes_on(disk: Disk, make_pool: MakePool) -> None:
    a = disk.add("a")
    disk.gate.clear()
    pool = make_pool()
    for _ in range(2):
        with pytest.raises(ModelLoading) as caught:
            pool.acquire(a, patience_s=0.0)
        assert caught.value.retry_after
    assert disk.entered.acquire(timeout=60)
    assert (pool.stats().models["a"].state, pool.loaded_ids()) == ("loading", frozenset())
    with ThreadPoolExecutor(1) as threads:
        patient = threads.submit(pool.acquire, a, patience_s=10.0)
        disk.gate.set()
        lease = patient.result(60)
    assert lease.engine is disk.made[0]
    assert pool.stats().models["a"].leases == 1
    lease.release()
    assert len(disk.made) == 1


def test_waiting_holds_what_is_on_its_way(disk: Disk, make_pool: MakePool, clock: Clock) -> None:
    """A model that others wait for cannot be evicted between its load and their first use."""
    a, b = disk.add("a"), disk.add("b")
    pool = make_pool(limit=NEED, room_wait_s=10.0)
    disk.gate.clear()
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(pool.acquire, a)
        assert disk.entered.acquire(timeout=60)
        second = threads.submit(pool.acquire, b)
        disk.gate.set()
        lease = first.result(60)
        assert lease.engine is disk.made[0]
        lease.release()
        second.result(60).release()
    assert disk.made[0].closed.is_set()


def test_what_failed_fails_for_all_who_wait_and_is_not_tried_again_at_once(disk: Disk, make_pool: MakePool) -> None:
    a = disk.add("a")
    disk.fails = RuntimeError("bad weights")
    disk.gate.clear()
    pool = make_pool()
    with ThreadPoolExecutor(3) as threads:
        waiting = [threads.submit(pool.acquire, a) for _ in range(3)]
        assert disk.entered.acquire(timeout=60)
        disk.gate.set()
        errors = [each.exception(10) for each in waiting]
    assert [type(error) for error in errors] == [ModelUnusable] * 3
    assert len({id(error) for error in errors}) == 3
    disk.fails = None
    with pytest.raises(ModelUnusable):
        pool.acquire(a)
    assert disk.made == []
    assert pool.stats().models["a"].state == "unloaded"


def test_memory_that_ran_out_while_loading_is_no_fault_of_the_model(disk: Disk, make_pool: MakePool) -> None:
    a = disk.add("a")
    disk.fails = MemoryError()
    pool = make_pool()
    with pytest.raises(NoMemory):
        pool.acquire(a)
    disk.fails = None
    touch(pool, a)
    assert pool.loaded_ids() == {"a"}


def test_files_that_are_replaced_during_the_load_are_loaded_too(disk: Disk, make_pool: MakePool) -> None:
    a = disk.add("a")
    pool = make_pool()
    disk.gate.clear()
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(pool.acquire, a)
        assert disk.entered.acquire(timeout=60)
        disk.commit = "c2"
        second = threads.submit(pool.acquire, a)
        assert disk.entered.acquire(timeout=60)
        disk.gate.set()
        old, new = first.result(60), second.result(60)
    assert (old.commit, new.commit) == ("c1", "c2")
    closed = {engine.folder.name: engine.closed for engine in disk.made}
    assert not closed["c1"].is_set()
    old.release()
    assert closed["c1"].is_set()
    new.release()
    assert not closed["c2"].is_set()


def test_a_pool_that_closes_during_a_load_keeps_nothing(disk: Disk, make_pool: MakePool) -> None:
    a = disk.add("a")
    pool = make_pool()
    disk.gate.clear()
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(pool.acquire, a)
        assert disk.entered.acquire(timeout=60)
        pool.close()
        disk.gate.set()
        assert isinstance(waiting.exception(10), Draining)
    assert disk.made[0].closed.is_set()
    assert pool.stats().held_bytes == 0


# ---- Idle time ------------------------------------------------------------------------------------------------------


def test_what_nobody_used_for_long_enough_is_unloaded(disk: Disk, make_pool: MakePool, clock: Clock) -> None:
    a, b, c = disk.add("a"), disk.add("b"), disk.add("c")
    pool = make_pool(unload_after_s=60.0)
    held = pool.acquire(a)
    touch(pool, b, c)
    clock.now += 59
    assert pool.unload_idle() == 0
    touch(pool, c)
    clock.now += 1
    assert pool.unload_idle() == 1
    assert pool.loaded_ids() == {"a", "c"}
    assert disk.made[1].closed.is_set()
    held.release()
    assert pool.unload_idle() == 0
    touch(pool, b)
    assert pool.loaded_ids() == {"a", "b", "c"}
    assert [engine.closed.is_set() for engine in disk.made] == [False, True, False, False]


def test_without_a_time_models_stay(disk: Disk, make_pool: MakePool, clock: Clock) -> None:
    pool = make_pool()
    touch(pool, disk.add("a"))
    clock.now += 1e9
    assert pool.unload_idle() == 0
    assert pool.loaded_ids() == {"a"}


def test_a_thread_unloads_in_time_and_ends_with_the_pool(disk: Disk) -> None:
    before = set(threading.enumerate())
    pool = Pool(disk.as_store(), lambda: RUNTIME, unload_after_s=0.01)
    assert set(threading.enumerate()) <= before
    touch(pool, disk.add("a"))
    assert disk.made[0].closed.wait(60)
    [unloader] = [thread for thread in set(threading.enumerate()) - before if thread.name == "unload"]
    touch(pool, disk.add("b"))
    assert disk.made[1].closed.wait(60)
    pool.close()
    unloader.join(60)
    assert not unloader.is_alive()


# ---- Memory ---------------------------------------------------------------------------------------------------------


def test_the_least_recently_used_makes_room(disk: Disk, make_pool: MakePool, clock: Clock) -> None:
    a, b, c = disk.add("a"), disk.add("b"), disk.add("c")
    pool = make_pool(limit=2 * NEED)
    for spec in (a, b, a):
        clock.now += 1
        touch(pool, spec)
    touch(pool, c)
    assert pool.loaded_ids() == {"a", "c"}
    stats = pool.stats()
    assert (stats.held_bytes, stats.limit_bytes) == (2 * NEED, 2 * NEED)
    assert (stats.models["b"].state, stats.models["b"].evictions, stats.models["b"].bytes) == ("unloaded", 1, 0)


def test_what_is_in_use_is_never_evicted(disk: Disk, make_pool: MakePool) -> None:
    a, b, c = disk.add("a"), disk.add("b"), disk.add("c")
    pool = make_pool(limit=2 * NEED)
    held = pool.acquire(a)
    touch(pool, b, c)
    assert pool.loaded_ids() == {"a", "c"}
    other = pool.acquire(c)
    with pytest.raises(NoMemory, match="try again shortly") as caught:
        pool.acquire(b)
    assert caught.value.retry_after
    assert pool.loaded_ids() == {"a", "c"}
    other.release()
    touch(pool, b)
    assert not disk.made[0].closed.is_set()
    held.release()


def test_a_model_waits_for_room_that_others_are_using(disk: Disk, make_pool: MakePool) -> None:
    a, b = disk.add("a"), disk.add("b")
    pool = make_pool(limit=NEED, room_wait_s=10.0)
    held = pool.acquire(a)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(pool.acquire, b)
        held.release()
        lease = waiting.result(60)
    assert pool.loaded_ids() == {"b"}
    lease.release()


def test_nobody_waits_for_room_on_behalf_of_those_who_have_left(disk: Disk, make_pool: MakePool) -> None:
    a, b, c = disk.add("a"), disk.add("b"), disk.add("c", weights=0)
    pool = make_pool(limit=NEED + NEED // 2, room_wait_s=3600.0)
    with on_loan(pool, a):
        with pytest.raises(ModelLoading):
            pool.acquire(b, patience_s=0.0)
        touch(pool, c)  # would wait behind b for ever
    assert [engine.folder.parent.name for engine in disk.made] == ["a", "c"]


def test_a_model_that_never_fits_is_said_so_and_nothing_goes_for_it(disk: Disk, make_pool: MakePool) -> None:
    a, huge = disk.add("a"), disk.add("huge", weights=10_000 * MB)
    pool = make_pool(limit=2 * NEED, room_wait_s=3600.0)
    touch(pool, a)
    with pytest.raises(NoMemory, match=r"needs about 12050 MB, .* 400 MB here; STISLO_MEMORY_MB"):
        pool.acquire(huge)
    assert pool.loaded_ids() == {"a"}


def test_memory_that_others_took_counts(disk: Disk, make_pool: MakePool) -> None:
    a, b = disk.add("a"), disk.add("b")

    def free() -> int:
        return 3 * NEED // 2 - sum(not engine.closed.is_set() for engine in disk.made) * NEED

    pool = make_pool(limit=100 * NEED, free=free)
    touch(pool, a, b)
    assert pool.loaded_ids() == {"b"}


def test_figures(disk: Disk, make_pool: MakePool, clock: Clock) -> None:
    a = disk.add("a")
    pool = make_pool(unload_after_s=10.0)
    assert (pool.stats().models, pool.stats().limit_bytes) == ({}, None)
    lease = pool.acquire(a)
    stats = pool.stats().models["a"]
    assert (stats.state, stats.leases, stats.loads, stats.bytes, stats.idle_s) == ("loaded", 1, 1, NEED, 0.0)
    lease.release()
    clock.now += 12
    assert pool.stats().models["a"].idle_s == 12
    pool.unload_idle()
    stats = pool.stats().models["a"]
    assert (stats.state, stats.loads, stats.unloads, stats.evictions, stats.bytes) == ("unloaded", 1, 1, 0, 0)


def test_many_threads_many_models_little_memory(disk: Disk, make_pool: MakePool) -> None:
    """Engines say so themselves when they are used after they were closed, or closed twice."""
    specs = [disk.add(name) for name in "abcd"]
    pool = make_pool(limit=2 * NEED, room_wait_s=60.0)

    def work(seed: int) -> None:
        order = random.Random(seed)
        for _ in range(20):
            lease = pool.acquire(order.choice(specs))
            assert isinstance(lease.engine, Translator)
            lease.engine.translate(["x"], Pair("en", "fr"), Decoding())
            assert pool.stats().held_bytes <= 2 * NEED
            lease.release()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(work, range(6)))
    stats = pool.stats().models.values()
    assert sum(each.leases for each in stats) == 0
    assert sum(each.loads for each in stats) == len(disk.made)
    pool.close()
    assert all(engine.closed.is_set() for engine in disk.made)
    assert pool.stats().held_bytes == 0
