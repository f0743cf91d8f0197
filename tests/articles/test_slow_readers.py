"""Readers that are kept busy, and a warm process that is stuck: honest files are read all the same. Real processes."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator

import psutil
import pytest

from service.articles import processes as processes_module
from service.articles.processes import Forked
from service.articles.sandbox import Sandbox
from service.errors import Cancelled, DeadlineExceeded, FileTooLarge, Overloaded, StisloError
from service.settings import Settings
from service.types import Article, Upload
from tests.articles.test_sandbox import LETTER, PATIENCE_S, SLOW, Reading, children, has_child, read, until, wanted

LOOKS_SMALL = Upload(b"slow, and nobody can see it", name="a.txt")


@pytest.fixture
def slow_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-P", "-B", "-m", "tests.support.slow_parser"]
    monkeypatch.setattr(processes_module, "_command", lambda: command)


@pytest.fixture
def processes() -> Forked:
    return Forked(answers_within_s=0.5)


@pytest.fixture
def make(processes: Forked) -> Iterator[Callable[..., Sandbox]]:
    yield lambda **settings: Sandbox(Settings(**settings), processes)
    processes.close()


@pytest.mark.usefixtures("slow_parser")
@pytest.mark.parametrize("readers", [2, 4])
def test_six_slow_files_do_not_hold_up_a_small_one(readers: int, make: Callable[..., Sandbox]) -> None:
    sandbox = make(readers=readers, read_timeout_s=20, read_wait_s=60)
    read(sandbox)
    slow = [Reading(sandbox, LOOKS_SMALL, seconds=300) for _ in range(6)]
    for _ in range(3):
        assert read(sandbox) == "A short letter."
    assert [reading.outcome for reading in slow] == [None] * 6
    for reading in slow:
        reading.gone.set()
    assert all(isinstance(reading.result(), Cancelled) for reading in slow)
    assert read(sandbox) == "A short letter."


@pytest.mark.usefixtures("slow_parser")
def test_what_was_put_off_has_all_of_its_time_and_the_rest_is_told_to_come_again(make: Callable[..., Sandbox]) -> None:
    sandbox = make(readers=2, read_timeout_s=1, read_wait_s=1.5)
    slow = [Reading(sandbox, LOOKS_SMALL) for _ in range(8)]
    outcomes = [reading.result() for reading in slow]
    assert {type(outcome) for outcome in outcomes} == {FileTooLarge, Overloaded}
    refused = [outcome for outcome in outcomes if isinstance(outcome, Overloaded)]
    assert all(outcome.retry_after for outcome in refused)


def test_a_stopped_warm_process_is_replaced(make: Callable[..., Sandbox], processes: Forked) -> None:
    sandbox = make()
    read(sandbox)
    stopped = psutil.Process(processes.pid)
    stopped.send_signal(signal.SIGSTOP)
    outcomes: list[str] = []
    threads = [threading.Thread(target=lambda: outcomes.append(read(sandbox))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == ["A short letter."] * 5
    assert processes.pid != stopped.pid
    until(lambda: not stopped.is_running())


def test_a_stopped_warm_process_holds_nobody_beyond_the_deadline(make: Callable[..., Sandbox]) -> None:
    processes = Forked(answers_within_s=600)
    sandbox = Sandbox(Settings(), processes)
    read(sandbox)
    assert processes.pid is not None
    os.kill(processes.pid, signal.SIGSTOP)
    with pytest.raises(DeadlineExceeded):
        read(sandbox, seconds=0.3)
    reading = Reading(sandbox, LETTER)
    reading.gone.set()
    assert isinstance(reading.result(), Cancelled)
    os.kill(processes.pid, signal.SIGCONT)
    assert read(sandbox) == "A short letter."
    sandbox.close()


def test_a_warm_process_that_stops_in_the_midst_of_a_job_is_replaced(
    make: Callable[..., Sandbox], processes: Forked
) -> None:
    sandbox = make(read_timeout_s=60)
    reading = Reading(sandbox, SLOW)
    until(has_child(processes))
    (child,), stopped = children(processes), psutil.Process(processes.pid)
    stopped.send_signal(signal.SIGSTOP)
    child.kill()
    until(lambda: processes.pid not in (None, stopped.pid) and has_child(processes)())
    reading.gone.set()
    assert isinstance(reading.result(), Cancelled)


@pytest.mark.usefixtures("slow_parser")
def test_a_caller_who_holds_the_readers_makes_room_for_others(make: Callable[..., Sandbox]) -> None:
    sandbox = make(readers=2, read_timeout_s=600, read_wait_s=600)  # first slices are of 15 seconds
    read(sandbox)
    greedy: list[Article | StisloError] = []
    gone = threading.Event()

    def hold() -> None:
        try:
            greedy.append(sandbox.run(LOOKS_SMALL, seconds=600, gone=gone.is_set, caller="greedy"))
        except StisloError as error:
            greedy.append(error)

    threads = [threading.Thread(target=hold) for _ in range(6)]
    for thread in threads:
        thread.start()
    assert sandbox.run(LETTER, seconds=PATIENCE_S, gone=wanted, caller="other").text == "A short letter."
    assert greedy == []
    gone.set()
    for thread in threads:
        thread.join()
    assert [type(outcome) for outcome in greedy] == [Cancelled] * 6
