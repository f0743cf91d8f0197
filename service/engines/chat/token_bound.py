"""How many tokens a conversation has at most, where the tokenizer is the server's and cannot be asked.

Weights a character, measured with six tokenizers (Qwen 1, Llama 3 and 4, Mistral v1, v3 and Tekken): the worst
of them on articles, in capitals, and on tables of numbers. Some count each digit, those of English break other scripts
into bytes. On running text the bound is 1.4 to 2 times what the worst of them needs; random letters can
be worse than it, so a server's own count of a conversation raises it for those that follow. Once it has counted a long
one, the bound for conversations in the same script is what its tokenizer made of those, and a tenth more.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import ceil

from service.engines.chat.backend import Turn

_TURN = 16
"""Tokens that a chat template puts around a turn; those of Llama 3 need 6."""
_TEMPLATE = 64
"""Tokens of a template's own: a date, "Cutting Knowledge Date", an empty thought, the head of the answer."""
_MOST = 4.0
# A conversation from which a script's own factor is learned, the factor that is believed at least, and the margin.
_LONG, _LEAST, _MARGIN = 600, 0.25, 1.1
_SCRIPTS = 5

# Last code point of a block, tokens of a small letter in it, tokens of anything else.
_BLOCKS = (
    (0x7F, 0.45, 1.0),  # ASCII
    (0x36F, 1.0, 1.0),  # Latin with accents, French quotation marks
    (0x3FF, 1.1, 1.2),  # Greek
    (0x52F, 0.7, 1.0),  # Cyrillic
    (0x58F, 2.0, 2.0),
    (0x6FF, 1.0, 1.0),  # Hebrew, Arabic
    (0x8FF, 2.0, 2.0),
    (0x97F, 1.5, 1.5),  # Devanagari
    (0x200F, 3.0, 3.0),
    (0x2027, 1.0, 1.0),  # dashes, quotation marks, ellipsis
    (0x2FFF, 3.0, 3.0),
    (0x30FF, 1.5, 1.5),  # Japanese syllables
    (0x4DFF, 3.0, 3.0),
    (0x9FFF, 1.5, 1.5),  # Chinese characters; rare ones take three, and are rare
    (0xABFF, 3.0, 3.0),
    (0xD7A3, 1.5, 1.5),  # Korean syllables
    (0xFFFF, 3.0, 3.0),
    (0x10FFFF, _MOST, _MOST),
)


class TokenBound:
    """An upper bound on tokens that learns from the server's counts. Thread-safe.

    Short conversations only ever raise it. The first long one in a script sets it for that script, others raise it.
    """

    def __init__(self) -> None:
        self._factor = 1.0
        self._learned: dict[int, float] = {}
        self._guard = threading.Lock()

    def of(self, turns: Sequence[Turn]) -> int:
        """Tokens of a conversation, template included. Linear in its length."""
        factor = self._learned.get(_script(turns), self._factor)
        return ceil(factor * _estimate(turns))

    def saw(self, turns: Sequence[Turn], tokens: int) -> None:
        """That a server counted `tokens` for these. A count that no tokenizer comes to is not believed."""
        estimate = _estimate(turns)
        factor = tokens / estimate
        with self._guard:
            if estimate >= _LONG and factor >= _LEAST:
                script = _script(turns)
                self._learned[script] = max(self._learned.get(script, 0.0), min(_MARGIN * factor, _MOST))
                return
            self._factor = max(self._factor, min(factor, _MOST))

    def exceeded(self) -> None:
        """That a conversation was longer than was thought: what was learned from others is forgotten."""
        with self._guard:
            self._learned.clear()


def _script(turns: Sequence[Turn]) -> int:
    """A number for how much of a conversation is written in other letters than ASCII's."""
    size = sum(len(turn.text) for turn in turns) or 1
    other = sum(1 for turn in turns for character in turn.text if character > "\x7f")
    return int(_SCRIPTS * other / size)


def _estimate(turns: Sequence[Turn]) -> float:
    characters = Counter[str]()
    for turn in turns:
        characters.update(turn.text)
    text = sum(_weight(character) * times for character, times in characters.items())
    return _TEMPLATE + _TURN * len(turns) + text


@lru_cache(maxsize=10_000)
def _weight(character: str) -> float:
    if character == " ":
        return 0.4  # is part of the next word, but not of the next number
    code = ord(character)
    return next(small if character.islower() else other for last, small, other in _BLOCKS if code <= last)
