"""How many tokens a conversation has at most, where the tokenizer is the server's and cannot be asked.

Weights a character, measured with six tokenizers (Qwen 1, Llama 3 and 4, Mistral v1, v3 and Tekken): the worst
of them on articles, in capitals, and on tables of numbers. Some count each digit, those of English break other scripts
into bytes. On running text the bound is 1.4 to 2 times what the worst of them needs; random letters can
be worse than it, so a server's own count of a conversation raises it for those that follow.
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
    """An upper bound on tokens that learns from the server's counts: it is only ever raised. Thread-safe."""

    def __init__(self) -> None:
        self._factor = 1.0
        self._guard = threading.Lock()

    def of(self, turns: Sequence[Turn]) -> int:
        """Tokens of a conversation, template included. Linear in its length."""
        return ceil(self._factor * _estimate(turns))

    def saw(self, turns: Sequence[Turn], tokens: int) -> None:
        """That a server counted `tokens` for these. A count that no tokenizer comes to is not believed."""
        factor = tokens / _estimate(turns)
        with self._guard:
            self._factor = max(self._factor, min(factor, _MOST))


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
