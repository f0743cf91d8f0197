"""Downloads and bundles under way, on stderr."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn

from service.cli.sizes import megabytes_of

if TYPE_CHECKING:
    from service.models.progress import InstallEvent

_WORTH_A_LINE = 10_000
_PHASES = {
    "waiting": "another process is installing it",
    "resolving": "asking the hub",
    "converting": "converting",
    "testing": "testing",
    "probing": "finding its shortlist",
    "ready": "ready",
}


@contextmanager
def display() -> Iterator[Callable[[InstallEvent], None]]:
    """A bar a file with size and rate, and a line a step; without a terminal, a line a large file."""
    console = Console(stderr=True, highlight=False)
    bars: dict[str, TaskID] = {}
    said = set[str]()

    with _columns(console) as files:

        def hear(event: InstallEvent) -> None:
            if event.phase == "downloading":
                if event.file not in bars:
                    bars[event.file] = files.add_task(event.file, total=event.file_total)
                    if not console.is_terminal and event.file_total >= _WORTH_A_LINE:
                        console.print(f"{event.model}: {event.file} ({megabytes_of(event.file_total)} MB)")
                files.update(bars[event.file], completed=event.file_done)
            elif event.phase not in said:
                said.add(event.phase)
                console.print(f"{event.model}: {_PHASES[event.phase]}")

        yield hear


@contextmanager
def bar(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar over `total` bytes: what it gives is called with each further count of them."""
    with _columns(Console(stderr=True)) as shown:
        task = shown.add_task(title, total=total)
        yield lambda count: shown.advance(task, count)


def _columns(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        console=console,
        disable=not console.is_terminal,
    )
