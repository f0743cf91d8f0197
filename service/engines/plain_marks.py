"""A text in the marks that a vocabulary has: many vocabularies of 2020 have no typographic quotes, apostrophes, dashes.

Their makers normalised texts before training, as Moses' punctuation rules do; what is not normalised is an unknown
token to the model (`п’ять`, `l’accord`). Only marks and spaces that the vocabulary lacks are replaced, and signs of
money and of halves, which it has words for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from service.text.spelled_signs import spell_signs

_PLAIN = {
    **dict.fromkeys("’‘ʼ‛ʹ′`´＇", "'"),
    **dict.fromkeys("“”„‟«»‹›″〝〞＂", '"'),
    **dict.fromkeys("–—‑‒―−﹘﹣－", "-"),
    "…": "...",
    "‚": ",",
    "•": "-",
    "·": "-",
    "№": "No",
    "⁄": "/",
    "×": "x",
    "±": "+/-",
    "→": "->",
    "©": "(c)",
}
_BY_CATEGORY = {"Pd": "-", "Pi": '"', "Pf": '"', "Ps": "(", "Pe": ")", "Zs": " "}
_TYPOGRAPHIC = frozenset("’‘ʼ“”„«»–—…")


class PlainMarks:
    """Replaces what a vocabulary lacks; `knows` says of a string whether it spells it. Safe for threads."""

    def __init__(self, knows: Callable[[str], bool]) -> None:
        self._table, self._knows = _Table(knows), cache(knows)

    def __call__(self, text: str) -> str:
        """The text with marks that the vocabulary has; letters and digits stay."""
        return text if text.isascii() else spell_signs(text, self._knows).translate(self._table)

    def lacks_typography(self) -> bool:
        """Whether typographic quotes or apostrophes are among what is replaced."""
        return any(self._table[ord(mark)] != mark for mark in "’«“")


class _Table(dict[int, str]):
    """For `str.translate`: what a character becomes, found out when it is first met."""

    def __init__(self, knows: Callable[[str], bool]) -> None:
        super().__init__()
        self._knows = knows

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = found = next(filter(self._knows, _candidates(character)), character)
        return found


def _candidates(character: str) -> Iterator[str]:
    category = unicodedata.category(character)
    if category[0] in "LNMC" and character not in _PLAIN:
        yield character
        return
    yield character
    if character in _PLAIN:
        yield _PLAIN[character]
    compatible = unicodedata.normalize("NFKC", character)
    if compatible != character:
        yield compatible
    if category in _BY_CATEGORY:
        yield _BY_CATEGORY[category]


def is_typographic(text: str) -> bool:
    """Whether a text has quotes, apostrophes, dashes or ellipses that no keyboard gives: its author cares for them."""
    return not text.isascii() and not _TYPOGRAPHIC.isdisjoint(text)
