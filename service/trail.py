"""What a log may say of an error: types and places. Messages may quote a caller's text and are left out."""

from __future__ import annotations

import traceback
from collections.abc import Iterator


def trail(error: BaseException) -> str:
    """The error and its causes, each as its type and the place that raised it: `KeyError at a.py:3 <- OSError`."""
    return " <- ".join(_steps(error))


def _steps(error: BaseException) -> Iterator[str]:
    current: BaseException | None = error
    seen: set[int] = set()
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
        yield f"{type(current).__name__}{where}"
        current = current.__cause__ or current.__context__
