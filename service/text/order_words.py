"""Classes of words by which sentences about a text, its summaries and whoever makes them are known.

Words are case folded; an entry with an asterisk stands for all words that begin so. Those of all languages at once: an
order may be in another language than its article.
"""

from __future__ import annotations

from collections.abc import Iterable

from service.text.beginnings import Beginnings
from service.text.languages import LANGUAGES
from service.text.remembered import RememberedWords

CLASSES = {
    "made": "what is made of an article: no report of anything else has much use for these",
    "maker": "who makes it, and how: of them there is news, too",
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


_ENTRIES = [
    (entry, name)
    for known in LANGUAGES.values()
    for name, listed in known.orders.words.items()
    if name in CLASSES
    for entry in listed.split()
]
_WHOLE = Beginnings(row for row in _ENTRIES if not row[0].endswith("*"))
_BEGUN = Beginnings((entry[:-1], name) for entry, name in _ENTRIES if entry.endswith("*"))


def belongs(word: str, name: str) -> bool:
    """Whether a case-folded word is in the class of this name."""
    return name in classes_of(word)


def classes_of(word: str) -> frozenset[str]:
    """The names of the classes that a case-folded word is in."""
    return _CLASSES_OF[word]


def classes_of_all(folded: Iterable[str]) -> frozenset[str]:
    """The names of the classes that any of the words is in."""
    return _CLASSES_OF.of_all(folded)


def _classes_of(word: str) -> frozenset[str]:
    word = word[:_LONGEST]
    return _WHOLE.of(word, longest_ending=0) | _BEGUN.of(word)


_CLASSES_OF = RememberedWords(_classes_of)
