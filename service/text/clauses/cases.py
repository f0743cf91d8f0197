"""What Ukrainian cases tell of a noun."""

from __future__ import annotations

from functools import lru_cache

from service.text.ukrainian_dictionary import ukrainian

_READINGS = 4


@lru_cache(maxsize=4096)
def is_locative(word: str) -> bool:
    """Whether a word may say where something is: `на Драгобраті`, and not `на газ`."""
    return any("loct" in reading.tag for reading in ukrainian().parse(word)[:_READINGS])
