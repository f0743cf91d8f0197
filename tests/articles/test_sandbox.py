"""The sandbox: what is read there can neither harm nor hold up anybody, whatever becomes of its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from operator import le
from pathlib import Path

import psutil
import pytest

from service.articles.processes import Forked, Fresh
from service.articles.sandbox import Sandbox
from service.errors import (
    Cancelled,
    DeadlineExceeded,
    Draining,
    FileTooLarge,
    LimitExceeded,
    StisloError,
    UnreadableFile,
    UnsupportedInput,
)
from service.settings import Settings
from service.types import Article, Page, Upload
from tests.support.packages import docx
from tests.support.pdf import pdf

ROOT = Path(__file__).parent.parent.parent
LETTER = Upload(docx("<w:p><w:r><w:t>A short letter.</w:t></w:r></w:p>"))
SLOW = Upload(pdf([("", b"BT /R 11 Tf 72 700 Td " + b"<0041> Tj 0 -9 Td " * 600_000 + b"ET")]))
PATIENCE_S = 60


def wanted() -> bool:
    return False


def until(condition: Callable[[], bool], timeout_s: float = PATIENCE_S) -> None:
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.01)


class Reading:
    """A file that is being read in a thread of its own."""

    def __init__(self, sandbox: Sandbox, upload: Upload, seconds: float = PATIENCE_S) -> None:
        self.gone = threading.Event()
        self.outcome: Article | StisloError | None = None
        self._thread = threading.Thread(target=self._read, args=(sandbox, upload, seconds))
        self._thread.start()

    def _read(self, sandbox: Sandbox, upload: Upload, seconds: float) -> None:
        try:
            self.outcome = sandbox.run(upload, seconds=seconds, gone=self.gone.is_set)
        except StisloError as error:
            self.outcome = error

    def result(self) -> Article | StisloError | None:
        self._thread.join()
        return self.outcome


@pytest.fixture
def processes() -> Forked:
    return Forked()


@pytest.fixture
def make(processes: Forked) -> Iterator[Callable[..., Sandbox]]:
    yield lambda **settings: Sandbox(Settings(**{"read_timeout_s": PATIENCE_S, **settings}), processes)
    processes.close()


def children(processes: Forked) -> list[psutil.Process]:
    assert processes.pid is not None
    return psutil.Process(processes.pid).children()


def has_child(processes: Forked) -> Callable[[], bool]:
    return lambda: processes.pid is not None and bool(children(processes))


def has_begun(processes: Forked) -> Callable[[], bool]:
    """Whether a child has begun with its job: it is less urgent then. One that ends before is not to blame."""
    return lambda: has_child(processes)() and children(processes)[0].nice() > psutil.Process(processes.pid).nice()


def read(sandbox: Sandbox, upload: Page | Upload = LETTER, seconds: float = PATIENCE_S) -> str:
    return sandbox.run(upload, seconds=seconds, gone=wanted).text


def test_nothing_is_started_before_it_is_needed(make: Callable[..., Sandbox], processes: Forked) -> None:
    sandbox = make()
    assert processes.pid is None
    assert read(sandbox) == "A short letter."
    assert processes.pid is not None


def test_many_threads_read_at_once(make: Callable[..., Sandbox]) -> None:
    sandbox = make(readers=3)
    letters = [Upload(docx(f"<w:p><w:r><w:t>Letter {number}</w:t></w:r></w:p>")) for number in range(60)]
    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(lambda letter: read(sandbox, letter), letters)) == [f"Letter {n}" for n in range(60)]


def test_no_secret_is_in_the_process_that_parses(
    make: Callable[..., Sandbox], processes: Forked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STISLO_HUB_TOKEN", "canary")
    monkeypatch.setenv("HF_TOKEN", "canary")
    read(make())
    assert processes.pid is not None
    assert list(psutil.Process(processes.pid).environ()) == ["PYTHONPATH"]


def test_the_warm_process_has_one_thread(make: Callable[..., Sandbox], processes: Forked) -> None:
    read(make())
    assert psutil.Process(processes.pid).num_threads() == 1


@pytest.mark.parametrize("how", [Forked, Fresh])
def test_what_takes_too_long_is_killed(how: type[Forked] | type[Fresh]) -> None:
    started = how()
    sandbox = Sandbox(Settings(read_timeout_s=0.5), started)
    with pytest.raises(FileTooLarge, match=r"0\.5 seconds") as caught:
        read(sandbox, SLOW)
    assert caught.value.errors[0].field == "file"
    if isinstance(started, Forked):
        until(lambda: not children(started))
    sandbox.close()


def test_a_caller_without_time_or_interest_ends_it(make: Callable[..., Sandbox], processes: Forked) -> None:
    sandbox = make(read_timeout_s=30)
    read(sandbox)
    with pytest.raises(DeadlineExceeded, match=r"0\.4 seconds"):
        read(sandbox, SLOW, seconds=0.4)
    until(lambda: not children(processes))
    reading = Reading(sandbox, SLOW)
    until(has_child(processes))
    reading.gone.set()
    assert isinstance(reading.result(), Cancelled)
    until(lambda: not children(processes))


def test_no_more_are_read_at_once_than_allowed_and_the_others_wait(
    make: Callable[..., Sandbox], processes: Forked
) -> None:
    sandbox = make(readers=1, read_timeout_s=30)
    first = Reading(sandbox, SLOW)
    until(has_child(processes))
    impatient = Reading(sandbox, LETTER, seconds=0.2)
    assert isinstance(impatient.result(), DeadlineExceeded)
    leaver, patient = Reading(sandbox, LETTER), Reading(sandbox, LETTER)
    assert len(children(processes)) == 1
    leaver.gone.set()
    assert isinstance(leaver.result(), Cancelled)
    assert patient.outcome is None
    first.gone.set()
    assert isinstance(first.result(), Cancelled)
    assert patient.result() == Article("A short letter.", origin="file")


@pytest.mark.parametrize(
    ("signal_number", "error"),
    [(signal.SIGKILL, FileTooLarge), (signal.SIGXCPU, FileTooLarge), (signal.SIGSEGV, UnreadableFile)],
)
def test_the_end_of_a_process_says_what_was_wrong(
    signal_number: int, error: type[StisloError], make: Callable[..., Sandbox], processes: Forked
) -> None:
    sandbox = make(read_timeout_s=30)
    reading = Reading(sandbox, SLOW)
    until(has_begun(processes))
    os.kill(children(processes)[0].pid, signal_number)
    assert type(reading.result()) is error


def test_a_dead_warm_process_is_replaced(make: Callable[..., Sandbox], processes: Forked) -> None:
    sandbox = make()
    read(sandbox)
    first = processes.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert read(sandbox) == "A short letter."
    assert processes.pid != first


def test_a_job_whose_warm_process_dies_is_done_again(make: Callable[..., Sandbox], processes: Forked) -> None:
    sandbox = make(read_timeout_s=30)
    reading = Reading(sandbox, SLOW)
    until(has_child(processes))
    child, zygote = children(processes)[0], psutil.Process(processes.pid)
    zygote.kill()
    child.kill()
    until(lambda: processes.pid not in (None, zygote.pid) and has_child(processes)())
    reading.gone.set()
    assert isinstance(reading.result(), Cancelled)


def test_signals_for_the_service_leave_the_warm_process_alone(make: Callable[..., Sandbox], processes: Forked) -> None:
    sandbox = make()
    read(sandbox)
    pid = processes.pid
    assert pid is not None
    assert os.getsid(pid) != os.getsid(0)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(pid, number)
    assert read(sandbox) == "A short letter."
    assert processes.pid == pid


PARENT = """
import sys, threading
from service.articles.processes import Forked
from service.articles.sandbox import Sandbox
from service.settings import Settings
from tests.articles.test_sandbox import LETTER, SLOW
processes = Forked()
sandbox = Sandbox(Settings(read_timeout_s=60), processes)
sandbox.run(LETTER, seconds=60, gone=lambda: False)
threading.Thread(target=sandbox.run, args=(SLOW,), kwargs={"seconds": 60, "gone": lambda: False}, daemon=True).start()
print(processes.pid, flush=True)
sys.stdin.read()
"""


def test_it_all_ends_with_the_service_even_if_that_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as service:
        assert service.stdout is not None
        zygote = psutil.Process(int(service.stdout.readline()))
        until(lambda: bool(zygote.children()))
        child = zygote.children()[0]
        service.kill()
    until(lambda: not zygote.is_running() and not child.is_running())


def test_closing_ends_what_is_being_read(make: Callable[..., Sandbox], processes: Forked) -> None:
    sandbox = make(read_timeout_s=30)
    reading = Reading(sandbox, SLOW)
    until(has_child(processes))
    zygote = psutil.Process(processes.pid)
    sandbox.close()
    assert isinstance(reading.result(), Draining)
    assert not zygote.is_running()
    sandbox.close()
    with pytest.raises(Draining):
        read(sandbox)


def test_nothing_is_left_behind(make: Callable[..., Sandbox], processes: Forked) -> None:
    patient, hasty = make(readers=4), make(readers=4, read_timeout_s=0.2)
    read(patient)
    ours = psutil.Process()

    def open_files() -> tuple[int, int]:
        return ours.num_fds(), psutil.Process(processes.pid).num_fds()

    before = open_files()
    with ThreadPoolExecutor(8) as pool:
        readings = [pool.submit(read, *((hasty, SLOW) if number % 2 else (patient, LETTER))) for number in range(50)]
    assert {type(reading.exception()) for reading in readings} == {type(None), FileTooLarge}
    until(lambda: not children(processes) and all(map(le, open_files(), before)))
    assert [child.pid for child in ours.children() if child.pid == processes.pid] == [processes.pid]


def test_a_page_or_file_that_is_too_long_is_refused_at_once(make: Callable[..., Sandbox], processes: Forked) -> None:
    sandbox = make(max_html_characters=2000, max_file_bytes=2000)
    with pytest.raises(FileTooLarge, match="2,001 characters") as page:
        read(sandbox, Page("x" * 2001))
    with pytest.raises(FileTooLarge, match="2,001 bytes") as file:
        read(sandbox, Upload(b"x" * 2001))
    assert [caught.value.errors[0].field for caught in (page, file)] == ["html", "file"]
    assert processes.pid is None


def test_more_text_than_is_summarized_is_refused(make: Callable[..., Sandbox]) -> None:
    sandbox = make(max_text_characters=10)
    with pytest.raises(LimitExceeded, match="15 characters") as caught:
        sandbox.run(LETTER, seconds=PATIENCE_S, gone=wanted, field="url")
    assert caught.value.errors[0].field == "url"


def test_the_titles_of_callers_go_before_those_of_files(make: Callable[..., Sandbox]) -> None:
    named = Upload(LETTER.data, title="What the caller says")
    assert make().run(named, seconds=PATIENCE_S, gone=wanted).title == "What the caller says"


def test_a_process_a_job_does_the_same() -> None:
    sandbox = Sandbox(Settings(read_timeout_s=PATIENCE_S), Fresh())
    assert read(sandbox) == "A short letter."
    with pytest.raises(UnsupportedInput):
        read(sandbox, Upload(b"\x89PNG\r\n\x1a\n"))
    sandbox.close()
    with pytest.raises(Draining):
        read(sandbox)


CONFINED = """
import sys
from service.articles.confine import confine
confine(seconds=1, memory_mb=100)
match sys.argv[1]:
    case "memory":
        try:
            b"x" * 200_000_000
        except MemoryError:
            sys.exit(3)
    case "time":
        while True:
            pass
    case "write":
        try:
            with open(sys.argv[2], "w") as file:
                file.write("x")
        except OSError:
            sys.exit(3)
    case "open":
        files = []
        try:
            for _ in range(100):
                files.append(open("/dev/null"))
        except OSError:
            sys.exit(3)
"""


@pytest.mark.parametrize(
    ("what", "status"), [("memory", 3), ("time", -signal.SIGXCPU), ("write", 3), ("open", 3), ("nothing", 0)]
)
def test_a_confined_process_has_limits(what: str, status: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CONFINED, what, str(tmp_path / "x")], cwd=ROOT, timeout=30, check=False
    )
    late = -signal.SIGALRM  # on a busy machine time may be up before processor time is
    assert done.returncode in ({status, late} if what == "time" else {status})
