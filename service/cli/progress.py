"""What is going on, on stderr, while something takes long: a display on a terminal, a line a download elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from service.errors import ModelLoading
from service.languages import language_name

if TYPE_CHECKING:
    from service.pipeline.service import Service
    from service.pipeline.stock import ModelStatus

R = TypeVar("R")

_POLL_S = 0.2
_STAGES = {"read": "Reading", "detect": "Detecting the language", "summarize": "Summarizing", "check": "Checking"}


def answer(service: Service, work: Callable[[Callable[[str], None]], R]) -> R:
    """What `work` returns; it is called with a function that takes the name of each stage as it begins.

    Where models are being downloaded for it, the work is done again once they are there: a command that ended before
    its download did would never get its model.
    """
    console = Console(stderr=True)
    while True:
        result: R | None = None
        try:
            with console.status("Starting") as status:
                result = work(lambda stage: status.update(_words(stage)))
        except ModelLoading:
            time.sleep(_POLL_S)
        if not wait_for_downloads(service, console) and result is not None:
            return result


def wait_for_downloads(service: Service, console: Console) -> bool:
    """Shows the downloads under way until there are none left. Returns whether there were any."""
    waiting = _installing(service)
    if not waiting:
        return False
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as display:
        bars = {}
        while waiting:
            for status in waiting:
                if status.spec.id not in bars:
                    title = f"Downloading {status.spec.id} ({status.spec.download_mb} MB)"
                    bars[status.spec.id] = display.add_task(title, total=1.0)
                    if not console.is_terminal:
                        click.echo(title, err=True)
                display.update(bars[status.spec.id], completed=status.progress or 0.0)
            time.sleep(_POLL_S)
            waiting = _installing(service)
    return True


def _installing(service: Service) -> list[ModelStatus]:
    return [status for status in service.models() if status.state == "installing"]


def _words(stage: str) -> str:
    name, _, rest = stage.partition(":")
    if name == "translate" and rest:
        return f"Translated into {language_name(rest)}"
    done, _, sections = rest.partition("/")
    return _STAGES.get(name, "Translating") + (f" (section {done} of {sections})" if sections else "")
