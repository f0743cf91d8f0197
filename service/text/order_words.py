"""Classes of words by which sentences about a text, its summaries and whoever makes them are known.

Words are case folded; an entry with an asterisk stands for all words that begin so. Those of all languages at once: an
order may be in another language than its article.
"""

from __future__ import annotations

from functools import cache, lru_cache

from service.text.languages import LANGUAGES

CLASSES = {
    "made": "what is made of an article, or who makes it: no report of anything else has much use for these",
    "text": "parts and forms of a text, and who deals with it: of two together, or with an order, it is spoken of",
    "ought": "someone ought to",
    "say": "what is done with a text",
    "here": "the place of a text in itself, as it points there",
    "form": "what a text is called by those who make others of it",
    "first": "what comes first, or alone",
    "anyone": "whoever it may be",
    "tell": "telling, and leaving out",
}
_LONGEST = 40


@cache
def _members(name: str) -> tuple[frozenset[str], tuple[str, ...]]:
    entries = [entry for known in LANGUAGES.values() for entry in known.orders.words.get(name, "").split()]
    whole = frozenset(entry for entry in entries if not entry.endswith("*"))
    return whole, tuple(entry[:-1] for entry in entries if entry.endswith("*"))


@cache
def _beginnings(name: str) -> tuple[frozenset[str], int, int]:
    found = frozenset(_members(name)[1])
    sizes = [len(each) for each in found] or [0]
    return found, min(sizes), max(sizes)


def belongs(word: str, name: str) -> bool:
    """Whether a case-folded word is in the class of this name."""
    return name in classes_of(word)


def classes_of(word: str) -> frozenset[str]:
    """The names of the classes that a case-folded word is in."""
    return _classes_of(word[:_LONGEST])


@lru_cache(maxsize=65_536)
def _classes_of(word: str) -> frozenset[str]:
    return frozenset(name for name in CLASSES if _belongs(word, name))


def _belongs(word: str, name: str) -> bool:
    if word in _members(name)[0]:
        return True
    found, least, most = _beginnings(name)
    return any(word[:size] in found for size in range(least, min(most, len(word)) + 1)) if found else False
