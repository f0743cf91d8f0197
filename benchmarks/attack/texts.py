"""Texts on which a pattern that looks back, or a sum over pairs, takes minutes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from benchmarks.attack.target import Attack, Tally, Target
from benchmarks.attack.wire import json_request, volley

QUOTES = ("„", "“", "”", "«", "»", "‹", "'", '"', "`", "’", "“a", "«a»", "„a“ ", "''", "\"'")
MARKS = (
    ".",
    "...",
    "!?",
    ", ",
    ";",
    ":",
    "-",
    "—",
    "- ",
    "(",
    ")",
    "()",
    "[",
    "[[",
    "{",
    "<",
    "<a",
    "&amp;",
    "*",
    "_",
    "|",
)
NUMBERS = ("1", "1 ", "10:", "1.", "1,", "1,000", "1/", "1-", "%", "$1", "½", "²", "1e", "10 %", "12:30-", "IV ", "+1 ")
ADDRESSES = (
    "http://",
    "http://a",
    "www.",
    "@",
    "a@",
    "a.b",
    "a.b/",
    "://",
    "//",
    "a.support ",
    "x.click/",
    "a@b.c ",
    "#a",
)
LETTERS = (
    "A",
    "Ab ",
    "a ",
    "é",
    "e\u0301",
    "\u0301",
    "ї",
    "А",
    "аA",
    "U.S.",
    "Mr. ",
    "O'",
    "d'",
    "л’",
    "І. ",
    "\u00ad",
)
SIGNS = (
    "🙂",
    "👩\u200d👩\u200d👧",
    "🇺🇦",
    "\ufe0f",
    "\u200b",
    "\u202e",
    "\n",
    "\n\n",
    "\n- ",
    "\n# ",
    "\r",
    "\t",
    " ",
    "\u00a0",
)
UNITS = QUOTES + MARKS + NUMBERS + ADDRESSES + LETTERS + SIGNS


def adversarial(unit: str, size: int) -> str:
    """So many characters of a unit between two honest sentences."""
    return f"The council met on Monday. {unit * (size // len(unit))} It will vote on the plan in May."


def runs(target: Target, units: Sequence[str], sizes: Sequence[int], paths: Sequence[str]) -> Tally:
    """Every unit in every size to every route."""
    besides = {
        "/v1/summaries": {"cache": False, "include": ["text", "keywords", "title"], "target_languages": ["en", "fr"]},
        "/v1/translations": {"cache": False, "target_languages": ["fr", "uk"]},
        "/v1/detections": {},
    }
    payloads = [
        json_request(target, path, {"text": adversarial(unit, size), **besides[path]})
        for size in sizes
        for unit in units
        for path in paths
    ]
    return volley(target, payloads, threads=2)


_ALL = ("/v1/summaries", "/v1/translations", "/v1/detections")
ATTACKS = (
    Attack("runs of quotation marks", "texts", partial(runs, units=QUOTES, sizes=(64_000,), paths=_ALL), quick=True),
    Attack("runs of numbers", "texts", partial(runs, units=NUMBERS, sizes=(64_000,), paths=_ALL)),
    Attack(
        "runs of addresses and marks", "texts", partial(runs, units=ADDRESSES + MARKS, sizes=(64_000,), paths=_ALL[:1])
    ),
    Attack("runs of letters and signs", "texts", partial(runs, units=LETTERS + SIGNS, sizes=(64_000,), paths=_ALL[:1])),
    Attack(
        "texts of a megabyte",
        "texts",
        partial(runs, units=("„", "10:", "a@", "[", "A", "\n- "), sizes=(990_000,), paths=_ALL),
        seconds=10.0,
    ),
)
