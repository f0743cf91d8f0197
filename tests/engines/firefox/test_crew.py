"""Workers that translate: none is asked in vain, none is left behind, and no text pays for another one's fault."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from service.engines.firefox.crew import Crew, Lost, Refused
from service.engines.firefox.files import ModelFiles
from service.engines.firefox.translator import job_of
from service.types import Pair
from tests.standins import heldout_pairs
from tests.support.students import folder_of

FAULTY = "tests.engines.firefox.faulty"
PATIENCE_S = 60.0


def job(name: str = "Translator") -> dict[str, str | None]:
    files = ("weights", "source_vocabulary", "target_vocabulary", "shortlist")
    return {"translator": f"{FAULTY}:{name}", **dict.fromkeys(files)}


_OTHERS: set[int] = set()


@pytest.fixture(autouse=True)
def _others() -> None:
    """Processes that other tests of this worker have left running."""
    _OTHERS.clear()
    _OTHERS.update(each.pid for each in psutil.Process().children(recursive=True))


def processes() -> list[psutil.Process]:
    """Those that were started here for models, and theirs."""
    return [each for each in psutil.Process().children(recursive=True) if each.pid not in _OTHERS]


@pytest.fixture
def crew() -> Iterator[Crew]:
    with Crew(job(), most=2) as crew:
        yield crew


def test_nothing_is_started_before_it_is_needed(crew: Crew) -> None:
    assert crew.stats().started == 0
    assert crew.translate("loud") == "LOUD"
    assert crew.translate("пʼять") == "ПʼЯТЬ"
    assert (crew.stats().started, crew.stats().running) == (1, 1)


@pytest.mark.parametrize("text", ["abort", "panic"])
def test_what_nobody_survives_is_tried_twice_and_lost(crew: Crew, text: str) -> None:
    with pytest.raises(Lost):
        crew.translate(text)
    assert (crew.stats().lost, crew.stats().running) == (2, 0)
    assert crew.translate("next") == "NEXT"


def test_a_death_costs_one_retry(crew: Crew, tmp_path: Path) -> None:
    assert crew.translate(f"once {tmp_path / 'died'}") == "done"
    assert crew.stats().lost == 1


def test_what_takes_too_long_is_ended() -> None:
    with Crew(job(), most=1, text_s=0.2) as crew:
        before = int(crew.translate("pid"))
        with pytest.raises(Lost):
            crew.translate("hang")
        assert not psutil.pid_exists(before)
        assert crew.translate("next") == "NEXT"


def test_no_more_work_at_once_than_there_may() -> None:
    with Crew(job(), most=2) as crew, ThreadPoolExecutor(8) as pool:
        pids = set(pool.map(crew.translate, ["pid"] * 200))
        assert 1 <= len(pids) <= 2
        assert crew.stats().started == len(pids)


def test_idle_ones_are_ended() -> None:
    with Crew(job(), most=2, idle_s=0.05) as crew:
        worker = psutil.Process(int(crew.translate("pid")))
        worker.wait(PATIENCE_S)
        assert crew.translate("again") == "AGAIN"
        assert crew.stats().started == 2


def test_a_crew_that_lost_everything_starts_anew(crew: Crew) -> None:
    worker = psutil.Process(int(crew.translate("pid")))
    worker.parent().kill()  # type: ignore[union-attr]
    worker.wait(PATIENCE_S)
    assert crew.translate("next") == "NEXT"


def test_closing_ends_everybody_also_at_work() -> None:
    crew = Crew(job(), most=1)
    assert crew.translate("loud") == "LOUD"
    began = processes()
    assert len(began) == 2
    lost: list[Exception] = []

    def hang() -> None:
        try:
            crew.translate("hang")
        except Lost as error:
            lost.append(error)

    waiting = threading.Thread(target=hang)
    waiting.start()
    crew.close()
    waiting.join(PATIENCE_S)
    assert len(lost) == 1
    psutil.wait_procs(began, PATIENCE_S)
    assert not processes()
    with pytest.raises(Lost):
        crew.translate("next")


@pytest.mark.parametrize(
    ("name", "said"), [("Aborting", "died over it"), ("Hanging", "0.5 seconds"), ("Panicking", "gave up \\(Panic\\)")]
)
def test_a_model_that_cannot_be_loaded_is_refused(name: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        Crew(job(name), most=1, load_s=0.5)
    assert not processes()


def test_of_a_thousand_sentences_none_is_lost_or_swapped_when_workers_are_killed() -> None:
    pairs = heldout_pairs("en", "fr", 250, seed=7) * 4
    done = threading.Semaphore(0)

    model = job_of(ModelFiles.of(folder_of(Pair("en", "fr"))))
    with Crew(model, most=2) as crew, ThreadPoolExecutor(4) as pool:

        def translate(source: str) -> str:
            try:
                return crew.translate(source)
            finally:
                done.release()

        found = [pool.submit(translate, source) for source, _ in pairs]
        for _ in range(20):
            for _ in range(45):
                assert done.acquire(timeout=PATIENCE_S)
            [nursery] = [each for each in psutil.Process().children() if each.pid not in _OTHERS]
            workers = nursery.children()
            if workers:
                os.kill(workers[-1].pid, signal.SIGKILL)
        assert [future.result(PATIENCE_S) for future in found] == [target for _, target in pairs]
        assert 15 <= crew.stats().lost <= 20
