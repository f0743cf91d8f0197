"""Processes in which models are converted, tried and probed, forked off one that has loaded torch already.

They do what `service.models.child` starts an interpreter for, each in a process of its own all the same; only loading
the libraries, most of the time that it takes with models of the tests, is done once. `tests/test_demo.py` and
`tests/models/test_child.py` start interpreters as the service does.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import runpy
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from types import SimpleNamespace
from typing import Any

_LIBRARIES = "tests.support.warm_libraries"


def run(command: Sequence[str], *, input: str, timeout: float, **options: Any) -> subprocess.CompletedProcess[str]:
    """As `subprocess.run` for `python -m MODULE`. Raises TimeoutExpired, and then has killed the process."""
    module = command[-1]
    ours, its = _server().Pipe(duplex=False)
    process = _server().Process(target=_work, args=(module, input, its))
    process.start()
    its.close()
    with ours:
        if not ours.poll(timeout):
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(command, timeout)
        said = "", ""
        with suppress(EOFError):  # it ended without a word
            said = ours.recv()
    process.join()
    assert process.exitcode is not None
    return subprocess.CompletedProcess(command, process.exitcode, *said)


SUBPROCESS = SimpleNamespace(run=run, TimeoutExpired=subprocess.TimeoutExpired)
"""What `service.models.child` needs of the module `subprocess`."""


@cache
def _server() -> ForkServerContext:
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([_LIBRARIES])
    return server


def _work(module: str, job: str, end: Connection) -> None:
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    sys.stdin = io.StringIO(job)
    with redirect_stdout(io.StringIO()) as output, redirect_stderr(io.StringIO()) as errors:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    end.send((output.getvalue(), errors.getvalue()))
