"""Style, script and pictures of the page, at addresses that change when the files do."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "assets"


@cache
def version() -> str:
    """Names the state of all files together: scripts import each other by relative address."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def scripts() -> tuple[str, ...]:
    """Names of all modules, so that the browser can fetch them together."""
    return tuple(sorted(path.name for path in FOLDER.glob("*.js")))
