"""A process that loads one model and bears workers, which share its memory: `python -m ... DESCRIPTOR`.

It is told what to do over a socket, and ends with it. Each worker is a fork that translates what comes over a socket of
its own, on its main thread, which is where the model was loaded. What a library says on its way down is thrown away: it
may hold a text.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from service.engines.firefox import wire

_PR_SET_PDEATHSIG = 1
_KILLED_BY_PARENT_ONLY = (signal.SIGINT, signal.SIGTERM)

Translate = Callable[[str], str]


def main(descriptor: int) -> None:
    """Loads the model that the first frame describes, says so, and does what it is told until the socket closes."""
    control = socket.socket(fileno=descriptor)
    first = wire.receive(control)
    if first is None:
        return
    for each in _KILLED_BY_PARENT_ONLY:
        signal.signal(each, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        translate = _load(json.loads(first[1]))
    except BaseException as error:  # what the library raises in its panic is no Exception
        wire.send(control, wire.REFUSED, type(error).__name__.encode())
        return
    wire.send(control, wire.READY)
    _Nursery(control, translate).run()


class _Nursery:
    """Bears workers and ends them. Only those that were not yet buried can be ended, so that no stranger is."""

    def __init__(self, control: socket.socket, translate: Translate) -> None:
        self._control = control
        self._translate = translate
        self._children: set[int] = set()

    def run(self) -> None:
        while True:
            message, descriptors, _, _ = socket.recv_fds(self._control, wire.HEAD.size + wire.NUMBER.size, 1)
            self._bury()
            if not message:
                break
            if message[:1] == wire.BEAR and descriptors:
                self._bear(descriptors[0])
            elif message[:1] == wire.KILL:
                self._kill(wire.NUMBER.unpack(message[wire.HEAD.size :])[0])
        for child in self._children:
            os.kill(child, signal.SIGKILL)

    def _bear(self, descriptor: int) -> None:
        parent = os.getpid()
        child = os.fork()
        if child:
            os.close(descriptor)
            self._children.add(child)
            return
        try:
            self._control.close()
            _die_with(parent)
            _serve(socket.socket(fileno=descriptor), self._translate)
        finally:
            os._exit(0)

    def _kill(self, child: int) -> None:
        if child in self._children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            self._children.discard(child)

    def _bury(self) -> None:
        while self._children:
            child, _ = os.waitpid(-1, os.WNOHANG)
            if not child:
                return
            self._children.discard(child)


def _serve(channel: socket.socket, translate: Translate) -> None:
    """One worker's life: a text in, its translation out. Whatever goes wrong is the end of it."""
    wire.send(channel, wire.BORN, wire.NUMBER.pack(os.getpid()))
    while (frame := wire.receive(channel)) is not None:
        try:
            translation = translate(frame[1].decode())
        except BaseException:
            wire.send(channel, wire.FAILED)
            return
        wire.send(channel, wire.DONE, translation.encode())


def _load(job: dict[str, str | None]) -> Translate:
    """The translator of the class that the job names, made from the job's files."""
    module, _, name = str(job["translator"]).partition(":")
    made = getattr(import_module(module), name)(
        _read(job["weights"]), _read(job["source_vocabulary"]), _read(job["target_vocabulary"]), _read(job["shortlist"])
    )
    translate: Translate = made.translate
    return translate


def _read(path: str | None) -> bytes | None:
    if path is None:
        return None
    return Path(path).read_bytes()


def _die_with(parent: int) -> None:
    """Has the system end this process with the nursery, also while a library is busy. Only Linux can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
