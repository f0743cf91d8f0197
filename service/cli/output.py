"""Answers as people read them."""

from __future__ import annotations

from collections.abc import Sequence

import click
from pydantic import BaseModel
from rich.console import Console
from rich.text import Text

from service.languages import language_name
from service.types import Check, Failure, Step, Summary, Translation

PARTIAL = 3
_CHECKS = {
    "language": "the language looks wrong",
    "numbers": "a number is not as in the original",
    "names": "a name is not in the original",
    "length": "it is longer than asked for",
    "repetition": "something is repeated",
}


def print_json(value: BaseModel) -> None:
    """The same JSON as over HTTP, indented."""
    click.echo(value.model_dump_json(indent=2))


def print_entries(entries: Sequence[Summary | Translation | Failure]) -> None:
    """One block a language: its name, the text, how it was made, and what is wrong with it."""
    console = Console(highlight=False, soft_wrap=True)
    for entry in entries:
        console.print(Text(language_name(entry.language), style="bold"))
        if isinstance(entry, Failure):
            console.print(Text(f"failed: {_why(entry.error)}", style="red"))
        else:
            console.print(Text(entry.text if isinstance(entry, Summary) else "\n".join(entry.texts)))
            console.print(Text(f"made by {_made_by(entry.steps)}", style="dim"))
            for line in _warnings(entry.checks):
                console.print(Text(line, style="yellow"))
            if isinstance(entry, Summary) and entry.degraded:
                console.print(Text("simpler than asked for: a model is missing or its summary failed", style="yellow"))
        console.print()


def _why(error: Exception) -> str:
    return str(getattr(error, "detail", "a fault of the service"))


def _made_by(steps: Sequence[Step]) -> str:
    named = [f"{step.model or step.engine}{f' ({step.languages})' if step.languages else ''}" for step in steps]
    return ", then ".join(named) or "nothing: the text is in this language already"


def _warnings(checks: Sequence[Check]) -> list[str]:
    failed = [check for check in checks if check.status == "failed"]
    return [f"check failed: {_CHECKS[check.name]}{f' ({check.detail})' if check.detail else ''}" for check in failed]
