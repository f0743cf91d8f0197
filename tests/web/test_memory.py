"""Peak and lasting memory of the real server, its readers included, while callers send as much as they can."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parent.parent.parent
_CONTAINER_MB, _ABOVE_IDLE_MB = 4096, 700
_FORM = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n%s\r\n--b--\r\n'
_TEXT = b"The ferry was late again, and the harbour said nothing of it.\n\n"
_PAGE = "<html><body><article>" + "<p>The ferry was late again today.</p>" * 40_000 + "</article></body></html>"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux tells what processes share"),
]


class Watched:
    """The server's process and all below it; `peak_mb` is the most that they took together, shared pages once."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port
        self.peak_mb = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def now_mb(self) -> float:
        root = psutil.Process(self.process.pid)
        return sum(map(_taken_mb, [root.pid, *(child.pid for child in root.children(recursive=True))]))

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            with suppress(psutil.Error):
                self.peak_mb = max(self.peak_mb, self.now_mb())

    def post(self, body: bytes, kind: str, source: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=150, source_address=(source, 0))
        try:
            connection.request("POST", "/v1/summaries", body, {"Content-Type": kind})
            return connection.getresponse().status
        except (ConnectionError, http.client.HTTPException):
            return 0
        finally:
            connection.close()


def _taken_mb(pid: int) -> float:
    """What a process has that is not a file on disk; what it shares counts by its part."""
    try:
        found = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    kinds = dict(re.findall(r"^(Pss_Anon|Pss_Shmem):\s+(\d+) kB", found, re.MULTILINE))
    return sum(map(int, kinds.values())) / 1024


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("STISLO_")}
    environ |= {"STISLO_PULL": "never", "STISLO_MODELS_DIR": str(tmp_path / "models")}
    command = [sys.executable, "-m", "service", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        lines = iter(process.stderr.readline, "")
        port = next(int(found[1]) for line in lines if (found := re.search(r"serves http://\S+:(\d+)", line)))
        drain = threading.Thread(target=lambda: [None for _ in lines])
        drain.start()
        server = Watched(process, port)
        try:
            yield server
        finally:
            server.stop()
            process.send_signal(signal.SIGTERM)
            process.wait(60)
            drain.join()


def _sources(count: int) -> list[str]:
    return [f"127.0.0.{1 + number % 16}" for number in range(count)]


def test_callers_who_send_all_they_can_stay_within_the_container(watched: Watched) -> None:
    file = _FORM % (_TEXT * (20_000_000 // len(_TEXT) - 10))
    page = json.dumps({"html": _PAGE}).encode()
    form = "multipart/form-data; boundary=b"
    for body, kind in ((_FORM % (_TEXT * 100), form), (page, "application/json")):
        watched.post(body, kind, "127.0.0.1")
    idle_mb = watched.now_mb()
    head = f"POST /v1/summaries HTTP/1.1\r\nHost: x\r\nContent-Type: {form}\r\nContent-Length: {len(file)}\r\n\r\n"
    with ExitStack() as unfinished:
        for source in _sources(60):
            connection = socket.create_connection(("127.0.0.1", watched.port), 10, source_address=(source, 0))
            unfinished.enter_context(connection)
            with suppress(OSError):  # most are refused, and their bodies not read
                connection.settimeout(1)
                connection.sendall(head.encode() + file[:-1])
        held_mb = watched.now_mb()
    with ThreadPoolExecutor(16) as callers:
        pages = list(callers.map(lambda source: watched.post(page, "application/json", source), _sources(16)))
    with ThreadPoolExecutor(64) as callers:
        files = list(callers.map(lambda source: watched.post(file, form, source), _sources(64)))
    assert watched.post(_FORM % (_TEXT * 100), form, "127.0.0.1") == 200
    after_mb = watched.now_mb()
    print(f"idle {idle_mb:.0f}, unfinished {held_mb:.0f}, peak {watched.peak_mb:.0f}, after {after_mb:.0f} MB")
    print(f"pages {Counter(pages)}, files {Counter(files)}")
    assert watched.peak_mb < min(_CONTAINER_MB, idle_mb + _ABOVE_IDLE_MB)
    assert after_mb <= idle_mb + max(50, 0.15 * idle_mb)
