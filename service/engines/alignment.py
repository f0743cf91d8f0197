"""Which parts of a source each part of its translation comes from, by what the model attends to.

Tokens are found in their text again by their letters, so that no tokenizer has to tell offsets: white space and signs
of word beginnings are passed over, and a sign may stand for another one (vocabularies with plain quotes only).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from service.types import Link

# Less attention says nothing; what is left out of a row is spread over words that have nothing to do with it.
_LEAST = 0.05
_WORD_BEGINS = "▁"


def links(
    source: Sequence[tuple[int, int]], target: Sequence[tuple[int, int]], attention: Sequence[Sequence[float]]
) -> tuple[Link, ...]:
    """What is worth a link. `attention` has a row for each target token and a column for each source token."""
    return tuple(
        Link(source[column], span, weight)
        for span, row in zip(target, attention, strict=True)
        for column, weight in enumerate(row)
        if weight >= _LEAST and span[0] < span[1] and source[column][0] < source[column][1]
    )


def token_spans(text: str, tokens: Sequence[str]) -> list[tuple[int, int]] | None:
    """Where each token stands in the text, empty for those that are a word's beginning alone; None where the tokens
    spell something else. Linear.
    """
    places, letters = list[int](), list[str]()
    for at, character in enumerate(text):
        for letter in unicodedata.normalize("NFKC", character):
            if not letter.isspace():
                places.append(at)
                letters.append(letter)
    spans, done = list[tuple[int, int]](), 0
    for token in tokens:
        own = [letter for letter in unicodedata.normalize("NFKC", token) if letter != _WORD_BEGINS and letter.strip()]
        end = done + len(own)
        if end > len(letters) or not all(map(_alike, own, letters[done:end])):
            return None
        at = places[done] if done < len(places) else len(text)
        spans.append((at, places[end - 1] + 1) if own else (at, at))
        done = end
    return spans if done == len(letters) else None


def _alike(one: str, other: str) -> bool:
    return one == other or one.casefold() == other.casefold() or not (one.isalnum() or other.isalnum())
