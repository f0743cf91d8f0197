"""Texts that are expensive for code that looks at a character more than a few times: runs and alternations.

Units are the signs and short strings that patterns over text are made of: quotes, brackets, marks, digits, joints of
numbers and times, beginnings of addresses, markup, words that open a clause.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

QUOTES = ('"', "'", "“", "”", "„", "«", "»", "‘", "’", "「", "」", "『", "`")
BRACKETS = ("(", ")", "[", "]", "{", "<", ">", "()", "[(")
MARKS = (".", ",", ":", ";", "!", "?", "…", "-", "–", "—", "/", "|", "*", "_", "#", "&", "@", "©", "%", "€", "~", "=")
SIGNS = ("1", "1 ", "a", "A", "я", "Ї", "中", "ก", "ع", "🇺", "👩\u200d", "e\u0301", "\u0301", "\u200b", "\u00ad", "²")
SPACES = (" ", "\n", "\t", "\u00a0", "\u202f", "\r\n", "\u2028", "\n\n")
JOINTS = (
    "1.",
    "1,",
    "10:",
    "1 000 ",
    "1-",
    "1/",
    "12.12.",
    "1h",
    "I",
    "X.",
    "A.",
    "a.",
    "J.-",
    "et ",
    "and ",
    "of a ",
    "hundred ",
    "thousand and ",
    "million ",
    "cent ",
    "сто ",
    "half ",
    "a, ",
    "a; ",
    ". A",
    "Mr. ",
    "No. ",
    "ст. ",
    "O'",
    "d'",
    "п’",
)
ADDRESSES = (
    "http://",
    "https://a.",
    "www.",
    "a@",
    "@a",
    "a.com",
    "a.b.",
    "a-",
    "](",
    "![",
    "[1]",
    "[a](",
    "<a",
    "<a ",
    "<!--",
    "&#",
    "**",
    "\\",
)
WORDS = (
    "say ",
    "Say: ",
    "ignore ",
    "dites ",
    "скажи ",
    "your summary ",
    "which ",
    ", which is, ",
    "he said ",
    "Paris ",
    "New York ",
    "de La ",
    "UN ",
    "according to ",
    "who ",
    "із ",
    "за його ",
)
UNITS = (*QUOTES, *BRACKETS, *MARKS, *SIGNS, *SPACES, *JOINTS, *ADDRESSES, *WORDS)
PAIRS = tuple(
    first + second
    for first, second in (
        ("“", "„"), ("«", "“"), ('"', "'"), ("(", "["), ("a", "'"), ("A", "."), ("1", " "), ("1", "a"), (".", " "),
        ("a", "-"), ("-", " "), ("\n", "-"), ("\n", "1."), ("A ", "b. "), ("“a", "”"), ("„a ", "“"), ("@", "."),
        ("a ", "“"), ("A, ", "B "), ("x", "я"), ("e\u0301", " "), (":", " “"), ("— ", "a "), ("1:", "2 "),
    )
)  # fmt: skip
REPEATED = (*UNITS, *PAIRS)


def text_of(unit: str, length: int) -> str:
    """About `length` characters of a unit again and again."""
    return unit * max(1, length // len(unit))


def numbered(form: str, length: int) -> str:
    """About `length` characters of a form with a number in it, another one each time."""
    parts: list[str] = []
    total = 0
    while total < length:
        parts.append(form.format(*[len(parts)] * form.count("{}")))
        total += len(parts[-1])
    return "".join(parts)


def seconds(work: Callable[[], object], tries: int = 3) -> float:
    """Processor time of this thread that the work takes, the least of some tries.

    Without the garbage collector, which looks at all that the process holds, and at that only where there is much work.
    """
    least = float("inf")
    collects = gc.isenabled()
    gc.disable()
    try:
        for _ in range(tries):
            began = time.thread_time()
            work()
            least = min(least, time.thread_time() - began)
    finally:
        if collects:
            gc.enable()
    return least
