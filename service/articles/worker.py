"""The process that parsers run in, `python -m service.articles.worker`; it knows nothing of the service's secrets.

With a number, that of an inherited socket, it is a zygote: it has imported the parsers, and every job that comes
through the socket is done in a child of its own, forked off in milliseconds. It reads nothing of a stranger itself,
starts no threads, and lives until the socket closes, however the service ended. Without a number it does one job, from
standard input to standard output: for systems that cannot fork.

With a job come two sockets. Through the first, which only the child keeps, go a byte when the child begins, the job,
and the answer. The second is the child's life: when the service closes it, the child is killed; when the child has
ended, its exit status is the last thing said there.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import struct
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import NamedTuple, NoReturn

from service.articles import seccomp
from service.articles.confine import confine
from service.articles.parse import kind_of_job, parse
from service.articles.preload import preload
from service.articles.wire import ReaderAnswer, decode_job, encode_answer
from service.errors import FileTooLarge, StisloError

STATUS = struct.Struct(">i")
BEGUN = b"\x01"
_CHUNK = 1 << 20
_FILES = 1 << 16


def main() -> None:
    """The zygote or the single job, as the command line says."""
    if len(sys.argv) > 1:
        preload()
        with socket.socket(fileno=int(sys.argv[1])) as control:
            Zygote(control).serve()
    else:
        if seccomp.available():
            preload()
        sys.stdout.buffer.write(BEGUN + answer_to(sys.stdin.buffer.read()))


class Zygote:
    """Forks a child a job, kills the children that nobody wants any more, and tells how each ended."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._woken, self._waker = socket.socketpair()
        self._poll = select.poll()
        self._children: dict[int, _Child] = {}  # by the number of the socket that is their life

    def serve(self) -> None:
        """Returns when the service is gone and no child is left."""
        for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # these are for the service to act on
            signal.signal(ignored, signal.SIG_IGN)
        self._waker.setblocking(False)
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, _wake)
        for heard in (self._control, self._woken):
            self._poll.register(heard, select.POLLIN)
        while self._turn():
            pass
        for child in self._children.values():
            child.life.close()  # without a word: the child is not to blame
            with suppress(PermissionError):
                os.kill(child.pid, signal.SIGKILL)
        for child in self._children.values():
            os.waitpid(child.pid, 0)

    def _turn(self) -> bool:
        """Waits until something happens, and acts on it; False once the service is gone.

        New children come last: they may have the numbers of sockets that were closed in the same turn.
        """
        happened = {number for number, _ in self._poll.poll()}
        for number in happened & self._children.keys():
            self._poll.unregister(number)
            with suppress(PermissionError):  # it is nobody's, and this is root without its rights: its alarm ends it
                os.kill(self._children[number].pid, signal.SIGKILL)
        if self._woken.fileno() in happened:
            self._woken.recv(4096)
            self._reap()
        return self._control.fileno() not in happened or self._take_job()

    def _take_job(self) -> bool:
        try:
            message, numbers, _, _ = socket.recv_fds(self._control, 1, 2)
        except ConnectionError:
            return False
        if not message:
            return False
        talk, life = (socket.socket(fileno=number) for number in numbers)
        with talk:
            try:
                pid = os.fork()
            except OSError:  # no room for a process: the service sees both sockets close
                life.close()
                return True
            if pid == 0:
                self._become_child(talk, life)
        self._children[life.fileno()] = _Child(pid, life)
        self._poll.register(life, 0)  # tells only that the other end was closed
        return True

    def _become_child(self, talk: socket.socket, life: socket.socket) -> NoReturn:
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            others = [child.life for child in self._children.values()]
            for other in (life, self._control, self._woken, self._waker, *others):
                other.close()
            _be_silent()
            _close_all_but(talk.fileno())
            talk.sendall(BEGUN)
            talk.sendall(answer_to(_read_all(talk)))
            os._exit(0)
        finally:
            os._exit(1)

    def _reap(self) -> None:
        """Tells how children ended, of all that have."""
        for number, (pid, life) in list(self._children.items()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if not ended:
                continue
            with suppress(KeyError):  # it was to be killed
                self._poll.unregister(number)
            with self._children.pop(number).life, suppress(OSError):
                life.send(STATUS.pack(os.waitstatus_to_exitcode(status)))


class _Child(NamedTuple):
    pid: int
    life: socket.socket


def answer_to(message: bytes) -> bytes:
    """Does a job within its limits. Whatever happens, there is an answer, if there is a process to give it."""
    kind = None
    try:
        job, material = decode_job(message)
        confine(seconds=job.limits.seconds, memory_mb=job.limits.memory_mb)
        kind = kind_of_job(job, material)
        answer = ReaderAnswer(article=parse(kind, job, material), kind=kind)
    except StisloError as error:
        answer = ReaderAnswer(error=error, kind=kind)
    except MemoryError:
        answer = ReaderAnswer(error=FileTooLarge("Reading it takes more memory than is allowed; send less."), kind=kind)
    except Exception as error:  # a parser stumbles over what nobody thought of: that must not look like an outage
        place = traceback.extract_tb(error.__traceback__)[-1]
        answer = ReaderAnswer(crash=f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}", kind=kind)
    return encode_answer(answer)


def _read_all(talk: socket.socket) -> bytes:
    parts = []
    while part := talk.recv(_CHUNK):
        parts.append(part)
    return b"".join(parts)


def _be_silent() -> None:
    """Libraries that print or log would tell the service's terminal what is in the file."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)


def _close_all_but(number: int) -> None:
    """What libraries have left open, as long as nobody holds more files than a process may have later."""
    os.closerange(3, number)
    os.closerange(number + 1, _FILES)


def _wake(_signal: int, _frame: FrameType | None) -> None:
    """That a signal has a handler makes Python write to the wake-up socket."""


if __name__ == "__main__":
    main()
