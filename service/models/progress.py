"""How whoever waits for an installation hears of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Phase = Literal["waiting", "resolving", "downloading", "converting", "testing", "probing", "ready"]


@dataclass(frozen=True, slots=True)
class InstallEvent:
    """Where the installation of a model stands. Bytes are those of `file` (`file_*`) and of all its files together.

    `waiting` means that another process is installing the same model.
    """

    model: str
    phase: Phase
    file: str = ""
    file_done: int = 0
    file_total: int = 0
    done: int = 0
    total: int = 0

    @property
    def fraction(self) -> float:
        """A guess at how much of the whole work is done, 0..1: the download counts for nine tenths."""
        if self.phase == "ready":
            return 1.0
        return 0.9 * self.done / self.total if self.total else 0.0


Progress = Callable[[InstallEvent], None]
"""Called in the thread that installs; must be quick and must not raise."""


def silent(event: InstallEvent) -> None:
    """The Progress of those who do not care."""
