"""Style, script and pictures of the page, at addresses that change when the files do."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "assets"
_VIEWS = {"summarize": ("summaries.js",), "translate": ("translations.js",), "models": ("models.js",)}
_IMPORT = re.compile(r'^import .* from "\./([a-z]+\.js)";$', re.MULTILINE)


@cache
def version() -> str:
    """Names the state of all files together: scripts import each other by relative address."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def scripts(view: str) -> tuple[str, ...]:
    """Names of the modules that a view needs, so that the browser can fetch them together."""
    found: list[str] = []
    waiting = ["main.js", *_VIEWS.get(view, ())]
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found.append(name)
            waiting += _IMPORT.findall((FOLDER / name).read_text(encoding="utf-8"))
    return tuple(found)
