"""Processes that do one job each: forked from a warm one where the system can do that, started anew where not."""

from __future__ import annotations

import logging
import math
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from service.articles import seccomp
from service.articles.worker import BEGUN, STATUS
from service.errors import Draining, Unavailable

_PROJECT = Path(__file__).parent.parent.parent
_MODULE = "service.articles.worker"
# How long a warm process may take to begin with a job, or to tell how it ended: milliseconds are enough, unless it is
# stopped or stuck. One that is being started has parsers to load first.
_ANSWERS_WITHIN_S = 3.0
_STARTS_WITHIN_S = 30.0
# How long is waited before it is asked again whether anybody still wants the answer.
_TICK_S = 0.05
_CHUNK = 1 << 20
_DYING_S = 1.0
_log = logging.getLogger(__name__)


Message = tuple[bytes, bytes | memoryview]
"""What a child reads: the job, encoded, and its material."""


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

    def run(self, job: Message, watch: Watch, *, most_bytes: int) -> Ended:
        """Does a job (header and material); reads no more than `most_bytes` of the answer.

        Whatever `watch.check` raises ends the process at once. Raises Unavailable if none can be started.
        """

    def close(self) -> None:
        """Ends all jobs; those that wait for one get Draining."""


class Forked:
    """Children of one warm process (`worker.Zygote`), which is started with the first job and again if it dies.

    One that does not take up a job within `answers_within_s` is killed, and its children with it.
    """

    def __init__(self, *, answers_within_s: float = _ANSWERS_WITHIN_S) -> None:
        self._answers_within_s = answers_within_s
        self._heard_of = False  # whether the warm process has ever taken up a job
        self._lock = threading.Lock()
        self._closed = False
        self._zygote: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._owner = 0

    def run(self, job: Message, watch: Watch, *, most_bytes: int) -> Ended:
        """As in Processes. A job that is lost because the warm process has died or is stuck is done once more."""
        for _ in range(2):
            with self._child() as (talk, life, zygote):
                try:
                    ended = self._exchange((talk, life), job, watch, most_bytes)
                except TimeoutError:
                    self._kill(zygote)
                    continue
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
    def _child(self) -> Iterator[tuple[socket.socket, socket.socket, subprocess.Popen[bytes] | None]]:
        """Our ends of the two sockets of a new child, and the warm process that it is a child of."""
        talk, its_talk = socket.socketpair()
        life, its_life = socket.socketpair()
        with talk, life:
            with its_talk, its_life, self._lock:
                self._require_open()
                try:
                    socket.send_fds(self._running(), [b"j"], [its_talk.fileno(), its_life.fileno()])
                except BlockingIOError:  # it has stopped to take jobs: nobody will answer this one
                    pass
                except OSError:  # it has just died
                    self._end()
                zygote = self._zygote
            yield talk, life, zygote

    def _running(self) -> socket.socket:
        """The way to the warm process, which is started if there is none. After a fork of ours, a new one."""
        if self._zygote is not None and self._owner == os.getpid() and self._zygote.poll() is None:
            assert self._control is not None
            return self._control
        self._end()
        _tell_what_is_missing()
        self._control, its_end = socket.socketpair()
        self._control.setblocking(False)
        self._heard_of = False
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

    def _kill(self, zygote: subprocess.Popen[bytes] | None) -> None:
        """Ends a warm process that is stuck, if nobody has done so yet."""
        with self._lock:
            self._require_open()
            if zygote is not None and zygote is self._zygote:
                _log.warning("the process that reads pages and files did not answer, and is started anew")
                zygote.kill()
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

    def _exchange(
        self,
        ends: tuple[socket.socket, socket.socket],
        job: Message,
        watch: Watch,
        most_bytes: int,
    ) -> Ended | None:
        """The job to the child, its answer and its status back; None if the child or its status never came.

        Raises TimeoutError where the warm process does not do its part.
        """
        talk, life = ends
        for end in ends:
            end.settimeout(_TICK_S)
        if not _receive(talk, len(BEGUN), watch, self._answers_within_s if self._heard_of else _STARTS_WITHIN_S):
            return None
        self._heard_of = True
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
        status = _receive(life, STATUS.size, watch, self._answers_within_s)
        return Ended(b"".join(parts), STATUS.unpack(status)[0]) if len(status) == STATUS.size else None

    def _require_open(self) -> None:
        if self._closed:
            raise Draining("The service is shutting down.")


class Fresh:
    """A new interpreter for each job. Slow, but there is nothing that a system must be able to do for it."""

    def __init__(self) -> None:
        self._closed = threading.Event()

    def run(self, job: Message, watch: Watch, *, most_bytes: int) -> Ended:
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


def _send(talk: socket.socket, part: bytes | memoryview, watch: Watch) -> None:
    rest = memoryview(part)
    while rest:
        watch.check()
        with suppress(TimeoutError):
            rest = rest[talk.send(rest) :]


def _receive(end: socket.socket, most: int, watch: Watch, within_s: float = math.inf) -> bytes:
    """Bytes as they come, none at the end. Raises TimeoutError if there is none within so many seconds."""
    last = time.monotonic() + within_s
    while True:
        watch.check()
        if time.monotonic() > last:
            raise TimeoutError
        try:
            return end.recv(most)
        except TimeoutError:
            continue
        except ConnectionError:
            return b""


@cache
def _tell_what_is_missing() -> None:
    """Said once; nothing that an operator cannot live with, but should know."""
    if not seccomp.available():
        _log.warning("this system has no seccomp: parsers of pages and files are held by limits and their user only")


def _command() -> list[str]:
    return [sys.executable, "-P", "-B", "-X", "utf8", "-m", _MODULE]


def _environment() -> dict[str, str]:
    """What a parser needs to know, which is where modules are; no token, no password."""
    return {"PYTHONPATH": os.pathsep.join(str(Path(folder).absolute()) for folder in [str(_PROJECT), *sys.path])}
