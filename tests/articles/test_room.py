"""The room that parsers are in: somebody who has taken one over finds every door shut."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from service.articles import processes as processes_module
from service.articles import seccomp
from service.articles.processes import Forked
from service.articles.sandbox import Sandbox
from service.errors import UnreadableFile
from service.settings import Settings
from service.types import Upload
from tests.articles.test_sandbox import PATIENCE_S, ROOT, SLOW, Reading, children, has_child, read, until, wanted
from tests.support.hostile_parser import FOREIGN_NUMBERING

pytestmark = pytest.mark.skipif(not seccomp.available(), reason="the kernel has no seccomp")
as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STISLO_HUB_TOKEN", "canary")
    path = tmp_path / "models" / "secret"
    path.parent.mkdir()
    path.write_text("canary")
    return path


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Sandbox]]:
    made = []

    def make(user: int | None = None) -> Sandbox:
        command = [sys.executable, "-P", "-B", "-m", "tests.support.hostile_parser"]
        command += [] if user is None else [str(user)]
        monkeypatch.setattr(processes_module, "_command", lambda: command)
        made.append(Sandbox(Settings()))
        return made[-1]

    yield make
    for sandbox in made:
        sandbox.close()


def attack(sandbox: Sandbox, secret: Path, **more: str) -> dict[str, str]:
    order = json.dumps({"service": os.getpid(), "secret": str(secret), **more})
    found: dict[str, str] = json.loads(sandbox.run(Upload(order.encode()), seconds=PATIENCE_S, gone=wanted).text)
    return found


@pytest.mark.parametrize("user", [None, pytest.param(10001, marks=as_root)])
def test_every_door_is_shut(user: int | None, hostile: Callable[..., Sandbox], secret: Path) -> None:
    found = attack(hostile(user), secret)
    assert len(found) > 80
    # of a thread and of a limit, Python says in these words that the system has refused them
    refused = {"thread": "RuntimeError", "limits again": "ValueError"}
    assert {name: how for name, how in found.items() if how not in ("PermissionError", refused.get(name))} == {}


def test_outside_of_the_room_the_same_doors_are_open(secret: Path) -> None:
    script = (
        "import json, sys; from tests.support.hostile_parser import *; from tests.support import hostile_parser as h\n"
    )
    script += "doors = h._doors(json.loads(sys.argv[1]))\n"
    script += "print(json.dumps({name: h._try(doors[name]) for name in json.loads(sys.argv[2])}))"
    names = ["internet", "sockets on this machine", "fork", "memory file", "signal to the service", "mmap of code"]
    names += ["pipe", "look", "prctl", "ioctl", f"reading {secret}", f"writing in {secret.parent}", "thread"]
    order = json.dumps({"service": os.getpid(), "secret": str(secret)})
    done = subprocess.run(
        [sys.executable, "-c", script, order, json.dumps(names)], capture_output=True, check=True, text=True, timeout=60
    )
    shut = {name for name, how in json.loads(done.stdout).items() if how != "open"}
    assert shut <= {"ioctl"}  # standard input may be no terminal


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="there is one numbering only")
def test_another_numbering_of_calls_ends_the_process(hostile: Callable[..., Sandbox], secret: Path) -> None:
    with pytest.raises(UnreadableFile):
        attack(hostile(), secret, only=FOREIGN_NUMBERING)


def test_who_parses_dies_with_the_process_that_made_it() -> None:
    processes = Forked()
    sandbox = Sandbox(Settings(read_timeout_s=30), processes)
    reading = Reading(sandbox, SLOW)
    until(has_child(processes))
    (child,) = children(processes)
    until(lambda: "Seccomp:\t2" in Path(f"/proc/{child.pid}/status").read_text())
    psutil.Process(processes.pid).kill()
    until(lambda: not child.is_running())
    reading.gone.set()
    reading.result()
    sandbox.close()


def test_what_the_system_says_of_a_process_that_parses() -> None:
    processes = Forked()
    sandbox = Sandbox(Settings(read_timeout_s=30), processes)
    reading = Reading(sandbox, SLOW)
    until(has_child(processes))
    (child,) = children(processes)
    status = Path(f"/proc/{child.pid}/status")
    until(lambda: "Seccomp:\t2" in status.read_text())
    said = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
    assert said["NoNewPrivs"] == "1"
    assert said["CapEff"].strip("0") == ""
    assert 0 not in child.uids()
    assert said["Groups"].strip() == ""
    files = [str(file.readlink()) for file in Path(f"/proc/{child.pid}/fd").iterdir()]
    assert sorted(files)[:3] == ["/dev/null"] * 3
    assert [file.startswith("socket:") for file in sorted(files)[3:]] == [True]
    assert child.cwd() == "/"
    reading.gone.set()
    reading.result()
    sandbox.close()


def test_a_system_without_seccomp_is_told_of_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(seccomp, "available", lambda: False)
    processes_module._tell_what_is_missing.cache_clear()
    for _ in range(2):
        sandbox = Sandbox(Settings())
        assert read(sandbox) == "A short letter."
        sandbox.close()
    assert [record.message for record in caplog.records if "seccomp" in record.message] == [
        "this system has no seccomp: parsers of pages and files are held by limits and their user only"
    ]
    processes_module._tell_what_is_missing.cache_clear()


LATE = """
import sys
from pathlib import Path
from service.articles.parse import kind_of_job, parse
from service.articles.preload import preload
from service.articles.wire import Job, ParseLimits
from service.errors import StisloError
from tests.support.documents import PARAGRAPHS, files, page

material = {f"file {name}": data for name, data in files().items()}
material |= {path.name: path.read_bytes() for path in Path("tests/articles/pages").glob("*.html")}
for charset in sys.argv[1].split(","):
    foreign = "Пором між Арденом та островом знову ходить. Les élèves où. こんにちは世界。你好世界 " * 20
    material[f"text in {charset}"] = foreign.encode(charset, "ignore")
    material[f"page in {charset}"] = page((*PARAGRAPHS, foreign), charset=charset).encode(charset, "ignore")
preload()
late, parsed = set(), 0
sys.addaudithook(lambda event, arguments: late.add(str(arguments[0])) if event == "open" else None)
limits = ParseLimits(10, 1024, 1000, 10**6, 2 * 10**6, 10**8)
for name, data in material.items():
    job = Job("file", "file", limits, url="https://example.org/2026/10/17/ferry")
    try:
        parsed += bool(parse(kind_of_job(job, memoryview(data)), job, memoryview(data)).text)
    except StisloError:
        pass
print(parsed, sorted(late))
"""
CHARSETS = (
    "utf-8,utf-8-sig,utf-16,utf-32,utf-7,cp1250,cp1251,cp1252,koi8-u,cp866,iso-8859-5,shift_jis,gb18030,big5,euc-kr"
)


def test_nothing_is_opened_late_by_any_parser() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", LATE, CHARSETS], cwd=ROOT, capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stderr
    parsed, _, late = done.stdout.strip().partition(" ")
    assert late == "[]"
    assert int(parsed) >= 30


@pytest.mark.parametrize(
    ("header", "column"),
    [("x86_64-linux-gnu/asm/unistd_64.h", 0), ("asm-generic/unistd.h", 1)],
)
def test_the_numbers_of_calls_are_those_of_the_kernel(header: str, column: int) -> None:
    path = Path("/usr/include") / header
    if not path.exists():
        pytest.skip("the kernel's headers are not installed")
    known = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", path.read_text()))
    tables = {**seccomp._ALLOWED, **seccomp._WITHOUT_CODE, **seccomp._TO_ITSELF}
    numbers = {name: numbers[column] for name, numbers in tables.items() if numbers[column] is not None}
    assert numbers == {name: int(known[name]) for name in numbers}
