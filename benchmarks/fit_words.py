"""Makes `service/text/common_words.txt.gz`: `python -m benchmarks.fit_words`; takes seconds, needs `wordfreq`.

For every language the most frequent words, grouped by how frequent they are (steps of a fifth of a decade). Words with
digits, and words in another script than the language's own, are left out. wordfreq 3.1's data may be shared under
CC BY-SA 4.0; `NOTICE` says so of what is made of it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import regex

TARGET = Path(__file__).parents[1] / "service" / "text" / "common_words.txt.gz"
STEP = 20
"""Hundredths of a decade."""

_LATIN, _CYRILLIC = regex.compile(r"[\p{Latin}'-]+"), regex.compile(r"[\p{Cyrillic}'-]+")
# The languages of the service have more: their unusual words are to be known, too, and not only told apart.
WORDS = {"en": 15_000, "fr": 15_000, "uk": 20_000, "ru": 15_000, "de": 10_000} | dict.fromkeys(
    ["bg", "ca", "cs", "es", "it", "mk", "nb", "nl", "pl", "pt", "ro", "sv", "tr"], 5_000
)
_CYRILLIC_LANGUAGES = frozenset({"uk", "ru", "bg", "mk"})
_CODES = {"nb": "no"}
# Lists made of the web hold words of the neighbours.
_FOREIGN = {"uk": frozenset("ыэъё"), "ru": frozenset("іїєґ")}


def main() -> None:
    lines: list[str] = []
    for code, count in sorted(WORDS.items()):
        lines += [f"# {_CODES.get(code, code)}", *_lines(code, count)]
    with gzip.GzipFile(TARGET, "wb", compresslevel=9, mtime=0) as file:
        file.write("\n".join(lines).encode())
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")


def _lines(code: str, count: int) -> list[str]:
    """`hundredths of a decade<TAB>words`, the most frequent first."""
    from wordfreq import get_frequency_dict, zipf_frequency

    frequencies = get_frequency_dict(code, "best")
    words = sorted(own_words(code), key=lambda word: (-frequencies[word], word))
    steps = {word: round((9 - zipf_frequency(word, code, "best")) * 100 / STEP) * STEP for word in words[:count]}
    return [f"{step}\t{' '.join(group)}" for step, group in groupby(words[:count], key=steps.__getitem__)]


def own_words(code: str) -> Iterator[str]:
    """The words that wordfreq has for a language, of its own script and letters."""
    from wordfreq import get_frequency_dict

    script = _CYRILLIC if code in _CYRILLIC_LANGUAGES else _LATIN
    foreign = _FOREIGN.get(code, frozenset())
    return (word for word in get_frequency_dict(code, "best") if script.fullmatch(word) and foreign.isdisjoint(word))


if __name__ == "__main__":
    main()
