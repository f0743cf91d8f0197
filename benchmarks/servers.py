"""Servers under test: each a process of its own, started, waited for, weighed and stopped."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks.load import Address, Call

ROOT = Path(__file__).parent.parent
START_PATIENCE_S = 180.0
STOP_PATIENCE_S = 60.0
_POLL_S = 0.02


class ServerFailed(RuntimeError):
    """A server did not start, or died; the message ends with what it last said."""


@dataclass(frozen=True)
class Server:
    """A running server. `start_s` = seconds from the start of the process to its first answer to a probe."""

    process: subprocess.Popen[bytes]
    address: Address
    start_s: float

    def rss_mb(self) -> float:
        """Resident memory of the process and its children, in MB (10^6 bytes)."""
        own = psutil.Process(self.process.pid)
        return sum(each.memory_info().rss for each in (own, *own.children(recursive=True))) / 1e6

    def cpu_s(self) -> float:
        """Processor seconds that the process has used."""
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    def answer(self, call: Call, timeout: float = 300.0) -> tuple[int, bytes]:
        """Status and body of one call, alone."""
        return ask(self.address, call, timeout)


def ask(address: Address, call: Call, timeout: float = 300.0) -> tuple[int, bytes]:
    """Sends a call over a connection of its own; status and body. Raises OSError or http.client.HTTPException."""
    with socket.create_connection(address, timeout=timeout) as connection:
        connection.sendall(call.payload)
        response = http.client.HTTPResponse(connection)
        response.begin()
        return response.status, response.read()


def get(path: str, address: Address) -> Call:
    """A call that fetches a path and closes the connection."""
    return Call(f"GET {path} HTTP/1.1\r\nHost: {address[0]}:{address[1]}\r\nConnection: close\r\n\r\n".encode())


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str], environ: Mapping[str, str], *, probe: str, log: Path, cwd: Path = ROOT
) -> Iterator[Server]:
    """Runs a command until the end of the block. `{port}` in it, or in the environment, becomes a free port.

    It is ready when it answers 200 at the path `probe`. What it prints goes to `log`. Raises ServerFailed.
    """
    port = free_port()
    address = ("127.0.0.1", port)
    log.parent.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [part.replace("{port}", str(port)) for part in command],
            env={**os.environ, **{name: value.replace("{port}", str(port)) for name, value in environ.items()}},
            cwd=cwd,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(process, get(probe, address), address, log)
        yield Server(process, address, time.perf_counter() - began)
    finally:
        _stop(process)


def ours(environ: Mapping[str, str], *, log: Path) -> Any:
    """Our service, as an operator starts it; the variables go on top of those of this process."""
    return running(
        [sys.executable, "-m", "service", "serve"],
        {"STISLO_PORT": "{port}", "STISLO_HOST": "127.0.0.1", "STISLO_LOG_LEVEL": "warning", **environ},
        probe="/livez",
        log=log,
    )


def _wait(process: subprocess.Popen[bytes], probe: Call, address: Address, log: Path) -> None:
    deadline = time.monotonic() + START_PATIENCE_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if ask(address, probe, timeout=10)[0] == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(_POLL_S)
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise ServerFailed(f"{' '.join(map(str, process.args))[:200]} did not start:\n{said}")  # type: ignore[arg-type]


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
