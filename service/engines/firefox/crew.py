"""Workers that translate: started when they are needed, ended when they are not, replaced when they die.

A text goes to one worker and its answer comes back over the same socket, so nothing can be swapped. A worker that dies
over a text, says that it failed, or takes too long is ended, and the text is given to another one, once.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Annotated, Self

from service.engines.firefox import wire
from service.types import Measure

_PROJECT = Path(__file__).parents[3]
_MODULE = "service.engines.firefox.nursery"
# Loading takes a quarter of a second; a file that makes the library loop never ends.
_LOAD_S = 60.0
# To bear a worker takes milliseconds, and seconds on a machine that is out of breath.
_BIRTH_S = 20.0
_TRIES = 2
_log = logging.getLogger(__name__)


class Lost(Exception):
    """A text that nobody could translate: two workers died over it, or there are none."""


class Refused(Exception):
    """A model that the library cannot load."""


@dataclass(frozen=True, slots=True)
class CrewStats:
    """What became of the workers of one model."""

    model: str = ""
    running: Annotated[int, Measure("gauge", "Processes that translate, idle ones included.")] = 0
    started: Annotated[int, Measure("counter", "Processes started to translate.")] = 0
    lost: Annotated[int, Measure("counter", "Processes that died, gave up or took too long.")] = 0
    retired: Annotated[int, Measure("counter", "Processes ended because there was nothing to do.")] = 0


@dataclass(eq=False, slots=True)
class _Worker:
    """A process and the socket to it. `idle_since` is a reading of the clock."""

    channel: socket.socket
    number: int
    born_of: _Nursery
    idle_since: float = 0.0

    def ask(self, text: str, seconds: float) -> str | None:
        """The translation, or None where none came in time or the worker gave up."""
        self.channel.settimeout(seconds)
        try:
            wire.send(self.channel, wire.DONE, text.encode())
            frame = wire.receive(self.channel)
            return frame[1].decode() if frame is not None and frame[0] == wire.DONE else None
        except (OSError, ValueError):
            return None

    def alive(self) -> bool:
        """Whether the process is there; cheap. Only for one that is not at work."""
        self.channel.settimeout(0)
        try:
            return bool(self.channel.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return True
        except OSError:
            return False

    def end(self) -> None:
        """Ends the process, whatever it is at."""
        self.channel.close()
        self.born_of.kill(self.number)


class _Nursery:
    """The process that has the model loaded. Raises Refused where it cannot."""

    def __init__(self, job: Mapping[str, str | None], load_s: float) -> None:
        self._load_s = load_s
        self._guard = threading.Lock()
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", _MODULE, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=_PROJECT,
                env={"PYTHONPATH": os.pathsep.join([str(_PROJECT), *filter(None, sys.path)])},
                start_new_session=True,
            )
        try:
            self._await_ready(job)
        except BaseException:
            self.close()
            raise

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def bear(self) -> _Worker:
        """A new worker. Raises OSError where there is none."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._tell(wire.BEAR, 0, [theirs.fileno()])
            ours.settimeout(_BIRTH_S)
            frame = wire.receive(ours)
            if frame is None or frame[0] != wire.BORN:
                raise OSError("no worker came")
            return _Worker(ours, wire.NUMBER.unpack(frame[1])[0], self)
        except BaseException:
            ours.close()
            raise

    def kill(self, number: int) -> None:
        """Ends a worker; where the nursery is gone its workers are, too."""
        try:
            self._tell(wire.KILL, number)
        except OSError:
            return

    def close(self) -> None:
        """Ends the process and with it all workers."""
        self._control.close()
        self._process.kill()
        self._process.wait()

    def _await_ready(self, job: Mapping[str, str | None]) -> None:
        self._control.settimeout(self._load_s)
        try:
            wire.send(self._control, wire.READY, json.dumps(job).encode())
            answer = wire.receive(self._control)
        except TimeoutError as error:
            raise Refused(f"it was not loaded within {self._load_s:g} seconds") from error
        except OSError:
            answer = None
        if answer is None:
            raise Refused("its process died over it")
        if answer[0] != wire.READY:
            raise Refused(f"its library gave up ({answer[1].decode()})")

    def _tell(self, kind: bytes, number: int, descriptors: list[int] | None = None) -> None:
        message = wire.HEAD.pack(kind, wire.NUMBER.size) + wire.NUMBER.pack(number)
        with self._guard:
            socket.send_fds(self._control, [message], descriptors or [])


class Crew:
    """Up to `most` workers for one model. Safe to call from many threads.

    `job` names the class of the translator (`module:Class`) and the files that it is made from. Loading it may take
    `load_s` seconds, a text `text_s`; a worker that had nothing to do for `idle_s` is ended. Raises Refused where the
    model cannot be loaded.
    """

    def __init__(
        self,
        job: Mapping[str, str | None],
        *,
        most: int,
        text_s: float = 30.0,
        idle_s: float = 30.0,
        load_s: float = _LOAD_S,
    ) -> None:
        self._job = job
        self._most = most
        self._text_s, self._idle_s, self._load_s = text_s, idle_s, load_s
        self._changed = threading.Condition()
        self._building = threading.Lock()
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._places = most
        self._closed = False
        self._stats = CrewStats()
        self._retiring: threading.Thread | None = None
        self._nursery = _Nursery(job, load_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def translate(self, text: str) -> str:
        """The translation of one text, by whichever worker is free first. Raises Lost."""
        for _ in range(_TRIES):
            worker = self._take()
            translation = worker.ask(text, self._text_s)
            self._give_back(worker, lost=translation is None)
            if translation is not None:
                return translation
        raise Lost("two workers died over it")

    def stats(self) -> CrewStats:
        """What became of the workers."""
        with self._changed:
            return replace(self._stats, running=len(self._idle) + len(self._busy))

    def close(self) -> None:
        """Ends all workers, at once. What they are at is Lost."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            busy = [*self._busy]
            self._changed.notify_all()
        for worker in idle:
            worker.end()
        for worker in busy:  # who waits for it closes its socket
            worker.born_of.kill(worker.number)
        with self._building:
            self._nursery.close()

    def _take(self) -> _Worker:
        """A worker that is free, or a new one where there may be one more; waits for one otherwise."""
        with self._changed:
            while not self._closed and not self._idle and not self._places:
                self._changed.wait()
            if self._closed:
                raise Lost("the model is being closed")
            while self._idle:
                worker = self._idle.pop()
                if worker.alive():
                    self._busy.add(worker)
                    return worker
                self._bury(worker)
            self._places -= 1
        try:
            worker = self._new()
        except BaseException:
            with self._changed:
                self._places += 1
                self._changed.notify_all()
            raise
        with self._changed:
            self._busy.add(worker)
            self._stats = replace(self._stats, started=self._stats.started + 1)
            self._watch_idlers()
        return worker

    def _new(self) -> _Worker:
        """A worker of the nursery, or of a new one where that has died. Raises Lost."""
        for _ in range(_TRIES):
            nursery = self._living()
            try:
                return nursery.bear()
            except OSError:
                nursery.close()
        raise Lost("no process could be started")

    def _living(self) -> _Nursery:
        with self._building:
            if self._closed:
                raise Lost("the model is being closed")
            if not self._nursery.alive:
                _log.warning("a process with a loaded model died and is started again")
                self._nursery.close()
                try:
                    self._nursery = _Nursery(self._job, self._load_s)
                except (Refused, OSError) as error:
                    raise Lost("the model could not be loaded again") from error
            return self._nursery

    def _give_back(self, worker: _Worker, *, lost: bool) -> None:
        if lost:
            worker.end()
        with self._changed:
            self._busy.discard(worker)
            if lost:
                self._places += 1
                self._stats = replace(self._stats, lost=self._stats.lost + 1)
            else:
                worker.idle_since = time.monotonic()
                self._idle.append(worker)
            self._changed.notify_all()

    def _bury(self, worker: _Worker) -> None:
        """Gives the place of one that died idle back. The caller holds the lock."""
        worker.end()
        self._places += 1
        self._stats = replace(self._stats, lost=self._stats.lost + 1)

    def _watch_idlers(self) -> None:
        """Starts the thread that ends idle workers. The caller holds the lock."""
        if self._retiring is None:
            self._retiring = threading.Thread(target=self._retire, name="idle-workers", daemon=True)
            self._retiring.start()

    def _retire(self) -> None:
        """Ends workers that have been idle for long, the longest idle first, until the crew is closed."""
        while True:
            with self._changed:
                pause = self._idle[0].idle_since + self._idle_s - time.monotonic() if self._idle else self._idle_s
                if not self._closed and pause > 0:
                    self._changed.wait(pause)
                if self._closed:
                    return
                due = bool(self._idle) and self._idle[0].idle_since + self._idle_s <= time.monotonic()
                worker = self._idle.pop(0) if due else None
            if worker is not None:
                worker.end()
                with self._changed:
                    self._places += 1
                    self._stats = replace(self._stats, retired=self._stats.retired + 1)
                    self._changed.notify_all()
