"""Where the command line gets its settings and its input from."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from service.settings import Settings


def settings_from(**overrides: object) -> Settings:
    """The settings of the environment; an override that is not None goes first. Raises ConfigurationError."""
    from service.settings import ENV_PREFIX, Settings

    given = {f"{ENV_PREFIX}{name.upper()}": str(value) for name, value in overrides.items() if value is not None}
    return Settings.from_env({**os.environ, **given})


def read_bytes(name: str, limit: int | None = None) -> bytes:
    """The content of a file, or of standard input where the name is `-`; no more of it than `limit` bytes.

    Raises ClickException for what cannot be read.
    """
    size = -1 if limit is None else limit
    try:
        if name == "-":
            return sys.stdin.buffer.read(size)
        with Path(name).open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise click.ClickException(f"'{name}' cannot be read: {error.strerror or error}.") from error


def read_input(name: str) -> str:
    """The text of a file in UTF-8, or of standard input where the name is `-`. A byte order mark is dropped.

    Raises ClickException for what cannot be read.
    """
    data = read_bytes(name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        shown = "Standard input" if name == "-" else f"'{name}'"
        raise click.ClickException(
            f"{shown} is not text in UTF-8 (byte {error.start} is not); convert it to UTF-8 plain text first."
        ) from error
