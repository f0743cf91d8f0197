"""Names that are translated and not transliterated: countries and peoples, organisations and their acronyms.

The languages list what the forms of each name begin with (`languages/language.py`); here they are put together.
"""

from __future__ import annotations

from functools import lru_cache

from service.text.beginnings import Beginnings
from service.text.languages import LANGUAGES
from service.text.territories import territory_beginnings


def groups_of(word: str) -> frozenset[int]:
    """The names, by number, that a word can belong to: none where it is no name that is translated."""
    return _groups_of(word[:40])


@lru_cache(maxsize=8192)
def _groups_of(word: str) -> frozenset[int]:
    acronyms = _ACRONYMS.get(word, frozenset())
    folded = _fold(word)
    return acronyms if len(folded) < 2 or (word.isupper() and len(word) < 5) else acronyms | _BEGINNINGS.of(folded)


@lru_cache(maxsize=8192)
def is_ordinary(word: str) -> bool:
    """Whether a capitalised word is one that each language says in its own."""
    return not word.isupper() and bool(_ORDINARY_WORDS.of(_fold(word), longest_ending=_LONGEST_ENDING))


def _fold(word: str) -> str:
    return word.casefold().translate(_APOSTROPHES).removesuffix("'s")


_APOSTROPHES = str.maketrans("’ʼ", "''")
_LONGEST_ENDING = 3
_ORDINARY_WORDS = Beginnings((word, True) for known in LANGUAGES.values() for word in known.names.ordinary)
_KEYS = list(dict.fromkeys(key for known in LANGUAGES.values() for key in known.names.exonyms))
_NAMES = [
    (form, number)
    for number, key in enumerate(_KEYS)
    for known in LANGUAGES.values()
    for form in known.names.exonyms.get(key, ())
]
_LISTED = Beginnings((name.casefold(), number) for name, number in _NAMES if not name.isupper())


def _beginnings() -> Beginnings[int]:
    """Those that are listed, and the other countries, each a name of its own."""
    rows = [(name.casefold(), number) for name, number in _NAMES if not name.isupper()]
    found: dict[str, list[str]] = {}
    for code, form in territory_beginnings(LANGUAGES.values()):
        found.setdefault(code, []).append(form)
    unlisted = [forms for forms in found.values() if not any(map(_LISTED.of, forms))]
    return Beginnings(rows + [(form, len(_KEYS) + at) for at, forms in enumerate(unlisted) for form in forms])


_BEGINNINGS = _beginnings()
_ACRONYMS = {
    acronym: frozenset(number for name, number in _NAMES if name == acronym)
    for acronym in {name for name, _ in _NAMES if name.isupper()}
}
