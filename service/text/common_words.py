"""How frequent the common words of a language are.

Made of wordfreq's lists by `benchmarks/fit_words.py`; see `NOTICE`.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_HUNDREDTHS = math.log(10) / 100


@cache
def frequencies(language: str) -> Mapping[str, float]:
    """Natural logarithms of the share of all words that each common word has; nothing for a language without a list.

    Words are in lower case, their apostrophes straight. Safe to call from many threads.
    """
    return _lists().get(language, {})


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a list."""
    return tuple(_lists())


@cache
def _lists() -> dict[str, dict[str, float]]:
    packed = (files("service.text") / "common_words.txt.gz").read_bytes()
    found: dict[str, dict[str, float]] = {}
    for line in gzip.decompress(packed).decode().splitlines():
        if line.startswith("# "):
            words = found[line[2:]] = {}
            continue
        step, group = line.split("\t")
        words.update(dict.fromkeys(group.split(), -int(step) * _HUNDREDTHS))
    return found
