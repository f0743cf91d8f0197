"""The command line as a process: signals, pipes, and serving."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes are POSIX")
ROOT = Path(__file__).parent.parent.parent


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `python -m service ...` with an empty folder of models."""
    begun: list[subprocess.Popen[str]] = []

    def run(*arguments: str, **pipes: int) -> subprocess.Popen[str]:
        environ = {**os.environ, "STISLO_MODELS_DIR": str(tmp_path), "STISLO_PULL": "never"}
        command = [sys.executable, "-m", "service", *arguments]
        begun.append(subprocess.Popen(command, cwd=ROOT, env=environ, text=True, **pipes))  # type: ignore[call-overload]
        return begun[-1]

    yield run
    for process in begun:
        process.kill()
        process.communicate(timeout=60)


def test_serve_says_where_and_ends_cleanly(start: Start) -> None:
    process = start("serve", "--port", "0", "--threads", "2", stderr=subprocess.PIPE)
    assert process.stderr is not None
    found = re.fullmatch(r"Stislo \S+ serves http://127\.0\.0\.1:(\d+)\n", process.stderr.readline())
    assert found
    connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=60)
    body = b'{"text": "The bridge over the river opens on Monday."}'
    connection.request("POST", "/v1/summaries", body, {"Content-Type": "application/json"})
    with connection.getresponse() as response:
        status = response.status
    connection.close()
    process.send_signal(signal.SIGTERM)
    log = process.communicate(timeout=60)[1]
    assert (status, process.returncode) == (200, 0)
    assert re.search(r"INFO service\.web\.boundary: POST /v1/summaries 200 ", log)


def test_a_port_that_is_taken_is_said(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        process = start("serve", "--port", port, stderr=subprocess.PIPE)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert errors == (
        f"Error: Cannot listen on 127.0.0.1 port {port}: Address already in use. "
        "Choose another with --host and --port.\n"
    )


def test_interrupting_ends_without_a_traceback(start: Start) -> None:
    process = start("summarize", "-", stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write("word " * 40_000)  # more than a pipe holds: it has been read from once this is done
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, "Interrupted.\n")


def test_a_reader_that_stops_reading_is_no_error_worth_a_traceback(start: Start) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    process = start("languages", "--json", stdout=write_end, stderr=subprocess.PIPE)
    os.close(write_end)
    _, errors = process.communicate(timeout=60)
    assert "Traceback" not in errors and "Exception" not in errors
