"""What is said of the words of a sentence: that they are none, another language's, or said over and over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from service.text.foreign_words import neighbours_words
from service.text.repeated_words import repeated_words
from service.text.strange_words import strange_words

WordFault = tuple[Literal["language", "repetition"], str, bool]
_CERTAIN = 2
"""Words of a neighbour's language that are no slip any more."""


def doubt_words(text: str, source: str, language: str) -> Iterator[WordFault]:
    """What is wrong with the words of `text`, made of `source`: the check, what it says, and whether it is certain."""
    repeated, said_thrice = repeated_words(text, source)
    if repeated:
        yield "repetition", f"said over and over: {', '.join(repeated)}", said_thrice
    foreign = neighbours_words(text, language, source)
    if foreign:
        yield "language", f"words of another language: {', '.join(foreign)}", len(foreign) >= _CERTAIN
    strange = [word for word in strange_words(text, language, source) if word.text not in foreign]
    if strange:
        words = ", ".join(dict.fromkeys(word.text for word in strange))
        yield "language", f"no words: {words}", any(word.certain for word in strange)
