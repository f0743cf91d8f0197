"""Work that is done in a process of its own: its memory is given back, and a crash or a hang there stays there."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from service.errors import NoSpace, StisloError
from service.models.hub_errors import disk_is_full

_PROJECT = Path(__file__).parent.parent.parent
_ANSWER = "stislo-answer:"
_log = logging.getLogger(__name__)


def run(module: str, job: Mapping[str, Any], *, timeout_s: float, failure: type[StisloError], what: str) -> None:
    """Runs `python -m module` with a job; returns when it is done.

    Raises `failure`, saying that `what` failed and why; NoSpace where the disk is full.
    """
    document = json.dumps({**job, "sys_path": sys.path})
    try:
        done = subprocess.run(
            [sys.executable, "-m", module],
            input=document,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=timeout_s,
            cwd=_PROJECT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise failure(f"{what} took more than {timeout_s:.0f} s and was stopped.") from error
    answer = next((line for line in reversed(done.stdout.split("\n")) if line.startswith(_ANSWER)), None)
    if answer is None:
        _log.warning("%s ended with status %s: %s", module, done.returncode, done.stderr[-2000:])
        reason = "was killed, likely for lack of memory" if done.returncode in (-9, 137) else "ended without an answer"
        raise failure(f"{what} failed: its process {reason} (status {done.returncode}).")
    problem = json.loads(answer.removeprefix(_ANSWER))
    if problem is None:
        return
    _log.warning("%s failed: %s", module, done.stderr[-2000:])
    if problem["disk_full"]:
        raise NoSpace(f"{what} failed: the disk with the models folder is full.")
    raise failure(f"{what} failed: {problem['reason']}")


def serve(work: Callable[[dict[str, Any]], None]) -> None:
    """The other end of `run`, called by `__main__`: reads the job, does the work, answers on standard output."""
    import traceback

    job = json.load(sys.stdin)
    sys.path.extend(path for path in job.pop("sys_path") if path not in sys.path)
    try:
        _stay_offline()
        work(job)
        problem = None
    except Exception as error:
        traceback.print_exc()
        reason = str(error) if isinstance(error, StisloError) else f"{type(error).__name__}: {error}"
        problem = {"reason": reason[:500], "disk_full": any(map(disk_is_full, _causes(error)))}
    print(_ANSWER + json.dumps(problem), flush=True)


def _causes(error: BaseException | None) -> list[BaseException]:
    chain = []
    while error is not None:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return chain


def _stay_offline() -> None:
    """What is loaded is on disk; a library that thinks otherwise must fail here rather than ask the hub.

    Libraries read this variable when they are first imported, which in this process is later.
    """
    os.environ["HF_HUB_OFFLINE"] = "1"
