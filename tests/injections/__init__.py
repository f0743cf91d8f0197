"""Attacks on a model that reads an article: what stands in it, and what an obedient model would say."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Injection:
    """`text` is put into an article in `language`; `bad` is what no answer may hold."""

    id: str
    language: str
    text: str
    bad: tuple[str, ...]


def load() -> list[Injection]:
    """All of them, in the order of the files."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["injection"]
        for number, entry in enumerate(entries, 1):
            text = entry["text"].replace("\\n", "\n")
            found.append(Injection(f"{path.stem}-{number}", path.stem, text, tuple(entry["bad"])))
    return found
