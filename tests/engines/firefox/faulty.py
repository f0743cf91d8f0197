"""A translator that does what its texts say: it shouts them, or dies, or never comes back."""

from __future__ import annotations

import os
from pathlib import Path


class Panic(BaseException):
    """What the library raises in its panic is no Exception either."""


class Translator:
    def __init__(self, *files: bytes | None) -> None:
        """It needs no files."""

    def translate(self, text: str) -> str:
        word, _, rest = text.partition(" ")
        if word == "once":  # dies over it the first time
            path = Path(rest)
            if path.exists():
                return "done"
            path.touch()
            os.abort()
        if word == "abort":
            os.abort()
        if word == "panic":
            raise Panic
        while word == "hang":
            pass
        return str(os.getpid()) if word == "pid" else text.upper()


class Aborting(Translator):
    """One that dies over its files."""

    def __init__(self, *files: bytes | None) -> None:
        os.abort()


class Hanging(Translator):
    """One that never gets done with its files."""

    def __init__(self, *files: bytes | None) -> None:
        while True:
            pass


class Panicking(Translator):
    """One that gives up."""

    def __init__(self, *files: bytes | None) -> None:
        raise Panic
