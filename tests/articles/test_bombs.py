"""Files that are small to send and dear to read: each is refused in time, and nobody else is kept waiting."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from service.articles.sandbox import Sandbox
from service.errors import StisloError
from service.settings import Settings
from service.types import Upload
from tests.support.bombs import BOMBS
from tests.support.packages import docx

SMALL = Upload(docx("<w:p><w:r><w:t>A short letter.</w:t></w:r></w:p>"))
LIMITS = Settings(read_timeout_s=4, read_memory_mb=400, max_pages=500, readers=2, max_file_bytes=50_000_000)
SECONDS = 9


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox(LIMITS)
    yield sandbox
    sandbox.close()


def wanted() -> bool:
    return False


def explode(bomb: str, sandbox: Sandbox) -> float:
    """The seconds until the bomb has been refused and, meanwhile, a small file read."""
    data = BOMBS[bomb]()
    outcome: list[object] = []

    def read() -> None:
        try:
            outcome.append(sandbox.run(Upload(data), seconds=60, gone=wanted))
        except StisloError as error:
            outcome.append(error)

    began = time.monotonic()
    thread = threading.Thread(target=read)
    thread.start()
    assert sandbox.run(SMALL, seconds=60, gone=wanted).text == "A short letter."
    thread.join()
    took = time.monotonic() - began
    print(f"{bomb}: {len(data):,} bytes, {took:.2f} s, {outcome}")
    (error,) = outcome
    assert isinstance(error, StisloError)
    assert error.status in (413, 422)
    assert error.errors[0].field == "file"
    return took


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_and_others_are_read_meanwhile(bomb: str, sandbox: Sandbox) -> None:
    """Not because the caller's patience is over: that would be another status."""
    explode(bomb, sandbox)


@pytest.mark.slow  # a budget of time is for a quiet machine
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_in_time(bomb: str, sandbox: Sandbox) -> None:
    assert explode(bomb, sandbox) < SECONDS
