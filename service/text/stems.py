"""Words reduced so that their forms meet: `articles` and `article`, `президента` and `президент`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import groupby, pairwise

from service.text.words import APOSTROPHES, unspaced, words

_ELISION = re.compile(
    r"^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|quoiqu|dell|nell|all|sull|dall|quell|quest|un)'(?=\w)", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"'s?$")
_ELIDING = frozenset({"fr", "it", "ca", "oc"})
_DICTIONARIES = {"no": "nb", "sr": "hbs", "hr": "hbs", "bs": "hbs", "fil": "tl"}
_CAPITALISED_NOUNS = frozenset({"de", "lb"})
_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """The word's dictionary form in lower case where simplemma has a dictionary of the language, else its lower case.

    Elided articles (`l'`, `qu'`) and the English possessive are dropped. A language's dictionary is loaded at the first
    word of it.
    """
    folded = word.translate(_APOSTROPHE)
    if language not in _CAPITALISED_NOUNS:
        folded = folded.lower()
    if language in _ELIDING:
        folded = _ELISION.sub("", folded)
    elif language == "en":
        folded = _POSSESSIVE.sub("", folded) or folded
    lemmatize = _lemmatizer(language)
    return (lemmatize(folded) if lemmatize else folded).casefold()


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


@cache
def _lemmatizer(language: str) -> Callable[[str], str] | None:
    """simplemma's, with its compact dictionaries: 2 to 50 MB a language instead of 20 to 340."""
    import simplemma
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    dictionary = _DICTIONARIES.get(language, language)
    if dictionary not in SUPPORTED_LANGUAGES:
        return None
    return lambda word: str(simplemma.lemmatize(word, lang=dictionary, low_memory=True))
