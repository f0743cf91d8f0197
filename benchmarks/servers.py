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
# Our service on a port that nobody else can have taken before.
ON_ANY_PORT = {"STISLO_PORT": "0", "STISLO_HOST": "127.0.0.1", "STISLO_LOG_LEVEL": "warning"}
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
        """Processor seconds that the process and the children that it has now have used."""
        own = psutil.Process(self.process.pid)
        family = [each.cpu_times() for each in (own, *own.children(recursive=True))]
        return float(sum(times.user + times.system for times in family))

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


@contextmanager
def running(
    command: Sequence[str], environ: Mapping[str, str], *, probe: str, log: Path, cwd: Path = ROOT
) -> Iterator[Server]:
    """Runs a command until the end of the block. It listens on port 0 of this machine: on any that is free.

    It is ready when it answers 200 at the path `probe`. What it prints goes to `log`. Raises ServerFailed.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env={**os.environ, **environ}, cwd=cwd, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        address = _ready(process, probe, log)
        yield Server(process, address, time.perf_counter() - began)
    finally:
        _stop(process)


def ours(environ: Mapping[str, str], *, log: Path) -> Any:
    """Our service, as an operator starts it; the variables go on top of those of this process."""
    return running(
        [sys.executable, "-m", "service", "serve"],
        {**ON_ANY_PORT, **environ},
        probe="/livez",
        log=log,
    )


def _ready(process: subprocess.Popen[bytes], probe: str, log: Path) -> Address:
    """Where the process answers; waits until it does."""
    deadline = time.monotonic() + START_PATIENCE_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            address = listens(process.pid)
            if address is not None and ask(address, get(probe, address), timeout=10)[0] == 200:
                return address
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(_POLL_S)
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise ServerFailed(f"{' '.join(map(str, process.args))[:200]} did not start:\n{said}")  # type: ignore[arg-type]


def listens(pid: int) -> Address | None:
    """Where a process listens, as the system knows it; None where it does not, or not yet."""
    try:
        open_now = psutil.Process(pid).net_connections("tcp")
    except psutil.NoSuchProcess:
        return None
    found = [each.laddr for each in open_now if each.status == psutil.CONN_LISTEN]
    return (found[0].ip, found[0].port) if found else None


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
