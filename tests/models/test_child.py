"""Work in a process of its own: what comes of it, and what is said where nothing does."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from service.errors import ConversionFailed, NoSpace, StisloError
from service.models import child

WHAT = "The work"


def run(what: str, *, timeout_s: float = 60.0) -> None:
    child.run(__name__, {"what": what}, timeout_s=timeout_s, failure=ConversionFailed, what=WHAT)


@pytest.fixture(params=["warm", "new"], autouse=True)
def _process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them as the other tests have it, and as the service does."""
    if request.param == "new":
        import subprocess

        monkeypatch.setattr(child, "subprocess", subprocess)


def test_work_that_is_done_says_nothing() -> None:
    run("nothing")


@pytest.mark.parametrize(
    ("what", "error", "said"),
    [
        ("refuse", ConversionFailed, "The work failed: These weights are not mine."),
        ("stumble", ConversionFailed, "The work failed: KeyError: 'width'"),
        ("fill the disk", NoSpace, "The work failed: the disk with the models folder is full."),
        ("be killed", ConversionFailed, "was killed, likely for lack of memory (status -9)"),
        ("leave", ConversionFailed, "its process ended without an answer (status 3)"),
    ],
)
def test_what_went_wrong_is_said(what: str, error: type[StisloError], said: str) -> None:
    with pytest.raises(error) as caught:
        run(what)
    assert said in caught.value.detail


def test_what_takes_too_long_is_stopped() -> None:
    with pytest.raises(ConversionFailed, match="took more than 0 s and was stopped"):
        run("sleep", timeout_s=0.2)


def _refuse() -> None:
    raise ConversionFailed("These weights are not mine.")


def _stumble() -> None:
    raise KeyError("width")


def _fill_the_disk() -> None:
    raise OSError(28, "No space left on device")


WORK: dict[str, Callable[[], Any]] = {
    "nothing": lambda: print("a library's own words"),
    "refuse": _refuse,
    "stumble": _stumble,
    "fill the disk": _fill_the_disk,
    "be killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "leave": lambda: os._exit(3),
    "sleep": lambda: time.sleep(60),
}

if __name__ == "__main__":
    sys.path.append("")
    child.serve(lambda job: WORK[job["what"]]())
