"""Words reduced so that their forms meet: `articles` and `article`, `президента` and `президентом`.

Stems are beginnings of words (fixed-prefix stemming, Can et al. 2008). That needs no dictionary, no list of languages
and no time to load, and it found what belongs together at least as well as dictionary lemmas did: telling neighbouring
sentences of a text from others, area under the curve in English, French and Ukrainian, 0.75, 0.75 and 0.71 with five
letters, 0.73, 0.75 and 0.71 with lemmas, 0.72, 0.70 and 0.63 with whole words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby, pairwise

from service.text.words import APOSTROPHES, unspaced, words

LETTERS = 5
LONGEST = 64

_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|quoiqu|dell|nell|all|sull|dall|quell|quest|un)'(?=\w)")
_ELIDING = frozenset({"fr", "it", "ca", "oc"})
_POSSESSIVE = re.compile(r"'s?$")
_DIGIT = re.compile(r"\d")
_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def stem(word: str, language: str) -> str:
    """The first letters of the word, case folded, without an elided article (`l'`, `qu'`) or the English possessive.

    What holds a digit stays whole, but of no word more than `LONGEST` characters are looked at (or remembered).
    """
    return _stem(word[:LONGEST], language)


@lru_cache(maxsize=65_536)
def _stem(word: str, language: str) -> str:
    folded = unicodedata.normalize("NFC", word.translate(_APOSTROPHE).casefold())
    if language in _ELIDING:
        folded = _ELISION.sub("", folded)
    elif language == "en":
        folded = _POSSESSIVE.sub("", folded) or folded
    return folded if _DIGIT.search(folded) else folded[:LETTERS]


def terms(text: str, language: str) -> list[str]:
    """What a text is indexed by: the stems of its words; in scripts without spaces, pairs of neighbours."""
    if unspaced(text):
        return _character_pairs(text, language)
    return [stem(word, language) for word in words(text)]


def _character_pairs(text: str, language: str) -> list[str]:
    found: list[str] = []
    for is_run, items in groupby(words(text), unspaced):
        run = list(items)
        if is_run:
            found += [a + b for a, b in pairwise(run)] or run
        else:
            found += [stem(word, language) for word in run]
    return found
