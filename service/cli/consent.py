"""Nothing large is downloaded unasked where somebody sits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from service.cli.sizes import size_of

if TYPE_CHECKING:
    from service.engines.base import ModelSpec
    from service.settings import Settings


def can_be_asked() -> bool:
    """Whether somebody is there to answer: never where standard input is a file, a pipe or nothing."""
    return sys.stdin is not None and sys.stdin.isatty()


def asks_first(settings: Settings, *, yes: bool) -> bool:
    """Whether what a request needs is to be asked for before it is downloaded."""
    return settings.pull == "on_demand" and not yes and can_be_asked()


def agreed(missing: Sequence[ModelSpec]) -> bool:
    """Names the models and their sizes, and asks."""
    named = ", ".join(f"{spec.id} ({size_of(spec.download_mb)})" for spec in missing)
    click.echo(f"Not installed, and of use here: {named}.", err=True)
    return may_download(sum(spec.download_mb for spec in missing))


def may_download(megabytes: int, *, yes: bool = False) -> bool:
    """Whether so much may be downloaded: where somebody is there, and has not said `yes` before, they are asked."""
    return yes or not can_be_asked() or click.confirm(f"Download {size_of(megabytes)}?", default=True, err=True)
