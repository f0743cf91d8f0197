"""What is going on, on stderr, while something takes long: a display on a terminal, a line a download elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from service.cli.consent import agreed, asks_first
from service.errors import ModelLoading, ModelNotInstalled
from service.languages import language_name
from service.pipeline.progress import Event, ModelAwaited, OnProgress, Ready, Stage, StageName
from service.pipeline.service import Service
from service.types import Failure

if TYPE_CHECKING:
    from service.engines.base import ModelSpec
    from service.pipeline.stock import ModelStatus
    from service.settings import Settings

R = TypeVar("R")
Confirm = Callable[["Sequence[ModelSpec]"], bool]

_POLL_S = 0.2
_STAGES: dict[StageName, str] = {
    "read": "Reading",
    "detect": "Detecting the language",
    "summarize": "Summarizing",
    "translate": "Translating",
    "check": "Checking",
}


def served(settings: Settings, work: Callable[[Service, OnProgress], R], *, yes: bool) -> R:
    """What `work` returns, done by a service of these settings. Without `yes` somebody at a terminal is asked before
    models are downloaded for it."""
    asks = asks_first(settings, yes=yes)
    if asks:
        settings = settings.model_copy(update={"pull": "never"})
    with Service.from_settings(settings) as service:
        return answer(service, partial(work, service), agreed if asks else None)


def answer(service: Service, work: Callable[[OnProgress], R], ask: Confirm | None = None) -> R:
    """What `work` returns; it is called with a function that shows what it is told.

    Where models are being downloaded for it, the work is done again once they are there: a command that ended before
    its download did would never get its model. A service that downloads nothing of itself may if `ask` says so of what
    it lacks; it is asked once.
    """
    console = Console(stderr=True)
    while True:
        result: R | None = None
        refusal: ModelNotInstalled | None = None
        try:
            with console.status("Starting") as status:
                result = work(lambda event: status.update(_words(event) or status.status))
        except ModelLoading:
            time.sleep(_POLL_S)
        except ModelNotInstalled as error:
            refusal = error
        if ask and (lacking := service.held_back()):
            may, ask = ask(lacking), None
            if may:
                service.allow_downloads()
                continue
        if refusal:
            raise refusal
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


def _words(event: Event) -> str:
    """What there is to say of an event; nothing of those that only programs can use."""
    match event:
        case Stage("summarize", int(done), int(of)):
            return f"Summarizing (section {done} of {of})"
        case Stage("translate", int(done), int(of)):
            return f"Translating ({done} of {of} done)"
        case Stage(name):
            return _STAGES[name]
        case ModelAwaited(model, "loading"):
            return f"Loading {model}"
        case Ready(Failure(language)):
            return f"{language_name(language)} could not be served"
        case Ready(entry):
            return f"{language_name(entry.language)} is ready"
        case _:
            return ""
