"""Processes that do one job each: forked from a warm one where the system can do that, started anew where not."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, Protocol

from service.articles.worker import BEGUN, STATUS
from service.errors import Draining, Unavailable

_PROJECT = Path(__file__).parent.parent.parent
_MODULE = "service.articles.worker"
# How long is waited before it is asked again whether anybody still wants the answer.
_TICK_S = 0.05
_CHUNK = 1 << 20
_DYING_S = 1.0


class Watch(Protocol):
    """Who decides how long a job may go on."""

    def begin(self) -> None:
        """The job has begun: its own time runs from here."""

    def check(self) -> None:
        """Raises if the job is to be given up. Called about twenty times a second."""


class Ended(NamedTuple):
    """What a process said before it ended, and how it ended: an exit status, or minus the signal that killed it."""

    answer: bytes
    status: int


class Processes(Protocol):
    """Does jobs, each in a process of its own. Thread-safe."""

    def run(self, job: tuple[bytes, bytes | memoryview], watch: Watch, *, most_bytes: int) -> Ended:
        """Does a job (header and material); reads no more than `most_bytes` of the answer.

        Whatever `watch.check` raises ends the process at once. Raises Unavailable if none can be started.
        """

    def close(self) -> None:
        """Ends all jobs; those that wait for one get Draining."""


class Forked:
    """Children of one warm process (`worker.Zygote`), which is started with the first job and again if it dies."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed = False
        self._zygote: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._owner = 0

    def run(self, job: tuple[bytes, bytes | memoryview], watch: Watch, *, most_bytes: int) -> Ended:
        """As in Processes. A job that is lost because the warm process has died is done once more."""
        for _ in range(2):
            with self._child() as (talk, life):
                zygote = self._zygote
                ended = _exchange(talk, life, job, watch, most_bytes)
            if ended is not None:
                return ended
            self._let_die(zygote)
        raise Unavailable("No process could be started to read this in; see the server's log.", retry_after=5)

    def close(self) -> None:
        """As in Processes."""
        with self._lock:
            self._closed = True
            self._end()

    @property
    def pid(self) -> int | None:
        """The warm process, None while there is none."""
        zygote = self._zygote
        return zygote.pid if zygote is not None else None

    @contextmanager
    def _child(self) -> Iterator[tuple[socket.socket, socket.socket]]:
        """Our ends of the two sockets of a new child."""
        talk, its_talk = socket.socketpair()
        life, its_life = socket.socketpair()
        with talk, life:
            with its_talk, its_life, self._lock:
                self._require_open()
                try:
                    socket.send_fds(self._running(), [b"j"], [its_talk.fileno(), its_life.fileno()])
                except OSError:  # it has just died
                    self._end()
            yield talk, life

    def _running(self) -> socket.socket:
        """The way to the warm process, which is started if there is none. After a fork of ours, a new one."""
        if self._zygote is not None and self._owner == os.getpid() and self._zygote.poll() is None:
            assert self._control is not None
            return self._control
        self._end()
        self._control, its_end = socket.socketpair()
        with its_end:
            self._zygote = subprocess.Popen(
                [*_command(), str(its_end.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[its_end.fileno()],
                start_new_session=True,  # so that Ctrl-C is for the service alone
                cwd="/",
                env=_environment(),
            )
        self._owner = os.getpid()
        return self._control

    def _let_die(self, zygote: subprocess.Popen[bytes] | None) -> None:
        """Gives a warm process that has lost a job the time to be gone; one that merely could not fork stays."""
        with self._lock:
            self._require_open()
            if zygote is not None and zygote is self._zygote:
                with suppress(subprocess.TimeoutExpired):
                    zygote.wait(timeout=_DYING_S)
                    self._end()

    def _end(self) -> None:
        """Lets the warm process go, and with it its children."""
        if self._control is not None:
            self._control.close()
        if self._zygote is not None and self._owner == os.getpid():
            try:
                self._zygote.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._zygote.kill()
                self._zygote.wait()
        self._zygote = self._control = None

    def _require_open(self) -> None:
        if self._closed:
            raise Draining("The service is shutting down.")


class Fresh:
    """A new interpreter for each job. Slow, but there is nothing that a system must be able to do for it."""

    def __init__(self) -> None:
        self._closed = threading.Event()

    def run(self, job: tuple[bytes, bytes | memoryview], watch: Watch, *, most_bytes: int) -> Ended:
        """As in Processes; the answer is read whole before it is measured."""
        process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_PROJECT,
            env=_environment(),
        )
        with process:
            watch.begin()
            unsent: bytes | None = b"".join(job)
            try:
                while True:
                    if self._closed.is_set():
                        raise Draining("The service is shutting down.")
                    watch.check()
                    with suppress(subprocess.TimeoutExpired):
                        output, _ = process.communicate(unsent, timeout=_TICK_S)
                        return Ended(output.removeprefix(BEGUN)[:most_bytes], process.returncode)
                    unsent = None  # the process object keeps it until it is sent
            finally:
                process.kill()

    def close(self) -> None:
        """As in Processes."""
        self._closed.set()


def processes() -> Processes:
    """What this system can do."""
    return Fresh() if sys.platform == "win32" else Forked()


def _exchange(
    talk: socket.socket, life: socket.socket, job: tuple[bytes, bytes | memoryview], watch: Watch, most_bytes: int
) -> Ended | None:
    """The job to the child, its answer and its status back; None if the child or its status never came."""
    for end in (talk, life):
        end.settimeout(_TICK_S)
    if not _receive(talk, len(BEGUN), watch):
        return None
    watch.begin()
    with suppress(ConnectionError):  # it died over the job: its status says of what
        for part in job:
            _send(talk, part, watch)
        talk.shutdown(socket.SHUT_WR)
    parts: list[bytes] = []
    while most_bytes > 0 and (part := _receive(talk, min(most_bytes, _CHUNK), watch)):
        parts.append(part)
        most_bytes -= len(part)
    talk.close()
    status = _receive(life, STATUS.size, watch)
    return Ended(b"".join(parts), STATUS.unpack(status)[0]) if len(status) == STATUS.size else None


def _send(talk: socket.socket, part: bytes | memoryview, watch: Watch) -> None:
    rest = memoryview(part)
    while rest:
        watch.check()
        with suppress(TimeoutError):
            rest = rest[talk.send(rest) :]


def _receive(end: socket.socket, most: int, watch: Watch) -> bytes:
    """Bytes as they come, none at the end."""
    while True:
        watch.check()
        try:
            return end.recv(most)
        except TimeoutError:
            continue
        except ConnectionError:
            return b""


def _command() -> list[str]:
    return [sys.executable, "-P", "-B", "-X", "utf8", "-m", _MODULE]


def _environment() -> dict[str, str]:
    """What a parser needs to know, which is where modules are; no token, no password."""
    return {"PYTHONPATH": os.pathsep.join(str(Path(folder).absolute()) for folder in [str(_PROJECT), *sys.path])}
