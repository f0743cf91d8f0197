"""The pool: each model loads once, however many want it, and is closed when nobody does."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from service.engines.base import Decoding, ModelSpec, Runtime, Translator
from service.errors import Draining, ModelNotInstalled, ModelUnusable
from service.models.pool import Pool
from service.models.store import ModelStore
from service.settings import Settings
from service.types import Pair
from tests.models.conftest import MakeStore
from tests.models.engines import Echo
from tests.support.loans import on_loan

RUNTIME = Runtime(compute_type="int8", inter_threads=1)


class Slow(Echo):
    """Takes its time to load, and counts how often it does."""

    made: ClassVar[list[Slow]] = []

    def __init__(self, folder: Path, spec: ModelSpec, runtime: Runtime) -> None:
        super().__init__(folder, spec, runtime)
        threading.Event().wait(0.05)
        self.runtime = runtime
        self.made.append(self)


class Quitting(Echo):
    """Ends the thread that makes it."""

    def __init__(self, folder: Path, spec: ModelSpec, runtime: Runtime) -> None:
        raise SystemExit


@pytest.fixture
def slow(spec: ModelSpec) -> ModelSpec:
    Slow.made.clear()
    return replace(spec, engine="tests.models.test_pool:Slow")


@pytest.fixture
def installed(make_store: MakeStore, slow: ModelSpec) -> ModelStore:
    store = make_store(slow)
    store.pull(slow)
    return store


def test_a_model_loads_once_for_many_threads(installed: ModelStore, slow: ModelSpec) -> None:
    pool = Pool(installed, lambda: RUNTIME)

    def use(_: int) -> int:
        with on_loan(pool, slow) as engine:
            return id(engine)

    with ThreadPoolExecutor(16) as threads:
        engines = set(threads.map(use, range(64)))
    assert len(engines) == len(Slow.made) == 1
    assert pool.loaded_ids() == {"echo"}
    pool.close()


def test_it_stays_loaded_between_leases_and_is_closed_with_the_pool(installed: ModelStore, slow: ModelSpec) -> None:
    pool = Pool(installed, lambda: RUNTIME)
    with on_loan(pool, slow):
        pass
    assert [engine.closed for engine in Slow.made] == [0]
    pool.close()
    assert [engine.closed for engine in Slow.made] == [1]
    with pytest.raises(Draining), on_loan(pool, slow):
        pass


def test_an_engine_in_use_is_closed_after_its_use(installed: ModelStore, slow: ModelSpec) -> None:
    pool = Pool(installed, lambda: RUNTIME)
    with on_loan(pool, slow), on_loan(pool, slow):
        pool.close()
        assert Slow.made[0].closed == 0
    assert Slow.made[0].closed


def test_a_pool_that_closes_while_a_model_loads_keeps_none(installed: ModelStore, slow: ModelSpec) -> None:
    pool = Pool(installed, lambda: RUNTIME)

    def use() -> None:
        with pytest.raises(Draining), on_loan(pool, slow):
            pass

    thread = threading.Thread(target=use)
    thread.start()
    threading.Event().wait(0.02)
    pool.close()
    thread.join()
    assert all(engine.closed == 1 for engine in Slow.made)
    assert pool.loaded_ids() == frozenset()


def test_an_error_of_the_borrower_gives_the_engine_back(installed: ModelStore, slow: ModelSpec) -> None:
    pool = Pool(installed, lambda: RUNTIME)
    with pytest.raises(ZeroDivisionError), on_loan(pool, slow):
        _ = 1 / 0
    pool.close()
    assert Slow.made[0].closed == 1


def test_an_updated_model_replaces_the_loaded_one_after_its_last_use(
    installed: ModelStore, slow: ModelSpec, repository: Path
) -> None:
    pool = Pool(installed, lambda: RUNTIME)
    old = pool.acquire(slow)
    (repository / "config.json").write_text('{"model_type": "newer"}')
    second = installed.pull(slow, update=True).commit
    new = pool.acquire(slow)
    assert new.engine is not old.engine
    assert new.commit == second != old.commit
    assert Slow.made[0].closed == 0
    new.release()
    old.release()
    assert Slow.made[0].closed
    assert Slow.made[1].closed == 0
    pool.close()


def test_a_model_that_is_not_there_is_said_to_be_not_there(store: ModelStore, spec: ModelSpec) -> None:
    pool = Pool(store, lambda: RUNTIME)
    with pytest.raises(ModelNotInstalled, match="models pull echo"), on_loan(pool, spec):
        pass


def test_a_damaged_file_is_found_before_it_is_loaded(installed: ModelStore, slow: ModelSpec) -> None:
    weights = installed.require(slow).folder / "hf" / "model.safetensors"
    content = weights.read_bytes()
    weights.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    pool = Pool(installed, lambda: RUNTIME)
    with pytest.raises(ModelUnusable, match="models pull echo"), on_loan(pool, slow):
        pass
    assert Slow.made == []
    assert installed.installed(slow) is None


def test_a_model_that_was_truncated_while_the_service_ran_is_not_loaded(installed: ModelStore, slow: ModelSpec) -> None:
    installed.require(slow)
    os.truncate(installed.require(slow).folder / "hf" / "model.safetensors", 100)
    with pytest.raises(ModelUnusable), on_loan(Pool(installed, lambda: RUNTIME), slow):
        pass


def test_an_engine_that_cannot_be_made_is_an_unusable_model(make_store: MakeStore, spec: ModelSpec) -> None:
    make_store().pull(spec)
    broken = replace(spec, engine="tests.models.engines:Unloadable")
    with (
        pytest.raises(ModelUnusable, match="cannot be loaded"),
        on_loan(Pool(make_store(broken), lambda: RUNTIME), broken),
    ):
        pass


def test_an_engine_that_ends_its_thread_leaves_nobody_waiting(make_store: MakeStore, spec: ModelSpec) -> None:
    quitting = replace(spec, engine="tests.models.test_pool:Quitting")
    store = make_store(quitting)
    store.pull(spec)
    pool = Pool(store, lambda: RUNTIME)
    with pytest.raises(ModelUnusable, match="SystemExit"):
        pool.acquire(quitting, patience_s=10)
    assert pool.stats().models[spec.id].state == "unloaded"
    pool.close()


def test_where_models_run_is_found_out_when_the_first_one_loads(installed: ModelStore, slow: ModelSpec) -> None:
    asked: list[int] = []

    def runtime() -> Runtime:
        asked.append(1)
        return RUNTIME

    pool = Pool(installed, runtime)
    assert asked == []
    with on_loan(pool, slow), on_loan(pool, slow):
        assert Slow.made[0].runtime == RUNTIME
    assert len(asked) == 1
    pool.close()


def test_a_pool_names_what_runs_a_model(make_store: MakeStore, spec: ModelSpec, marian: ModelSpec) -> None:
    pool = Pool(make_store(), lambda: RUNTIME)
    assert pool.name(marian) == "ctranslate2:int8"
    assert pool.name(spec) == "tests.models.engines:Echo"
    cpu = Settings(device="cpu", backend="torch")
    assert Pool.from_settings(cpu, make_store(backend="torch")).name(marian) == "torch:float32"


def test_a_converted_model_is_loaded_and_translates(converted: ModelStore, marian: ModelSpec) -> None:
    check_that_it_translates(Pool.from_settings(Settings(device="cpu"), converted), marian)


def test_an_unconverted_model_is_loaded_by_torch_and_translates(make_store: MakeStore, marian: ModelSpec) -> None:
    store = make_store(backend="torch")
    store.pull(marian)
    check_that_it_translates(Pool.from_settings(Settings(device="cpu", backend="torch"), store), marian)


def check_that_it_translates(pool: Pool, spec: ModelSpec) -> None:
    with on_loan(pool, spec) as engine:
        assert isinstance(engine, Translator)
        (hypotheses,) = engine.translate(["The match ended."], Pair("en", "fr"), Decoding(beam_size=2))
    assert len(hypotheses) == 1
    pool.close()
