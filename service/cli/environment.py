"""Where the command line gets its settings and its input from."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from service.settings import ENV_PREFIX, Settings


def settings_from(**overrides: object) -> Settings:
    """The settings of the environment; an override that is not None goes first. Raises ConfigurationError."""
    given = {f"{ENV_PREFIX}{name.upper()}": str(value) for name, value in overrides.items() if value is not None}
    return Settings.from_env({**os.environ, **given})


def read_input(name: str) -> str:
    """The text of a file in UTF-8, or of standard input where the name is `-`. A byte order mark is dropped.

    Raises ClickException for what cannot be read.
    """
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise click.ClickException(f"'{name}' cannot be read: {error.strerror or error}.") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        shown = "Standard input" if name == "-" else f"'{name}'"
        raise click.ClickException(
            f"{shown} is not text in UTF-8 (byte {error.start} is not); convert it to UTF-8 plain text first."
        ) from error
