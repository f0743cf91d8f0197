"""Names that are translated and not transliterated: countries and peoples, organisations and their acronyms.

The languages list what the forms of each name begin with (`languages/language.py`); here they are put together.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from service.text.beginnings import Beginnings
from service.text.languages import LANGUAGES
from service.text.languages.language import word_set
from service.text.languages.vocabulary_lands import lands
from service.text.territories import territory_beginnings
from service.text.words import words

# French articles that are written together with a name: `L'Espagnole`.
_ELIDED = re.compile("^[ld]['’]")


def groups_of(word: str) -> frozenset[int]:
    """The names, by number, that a word can belong to: none where it is no name that is translated."""
    return _groups_of(word[:40])


def groups_and_lands_of(word: str) -> frozenset[int]:
    """The same with regions, rivers, seas and national teams: for what is translated, which says `Tuscany` again."""
    return _groups_and_lands_of(word[:40])


@lru_cache(maxsize=8192)
def _groups_of(word: str) -> frozenset[int]:
    return _read(word, _beginnings())


@lru_cache(maxsize=8192)
def _groups_and_lands_of(word: str) -> frozenset[int]:
    return _read(word, _with_lands())


# Thousands of forms: read when the first word is asked about, not when the service starts.
@cache
def _beginnings() -> Beginnings[int]:
    return Beginnings(_rows())


@cache
def _with_lands() -> Beginnings[int]:
    rows = _rows()
    first = 1 + max(number for _, number in rows)
    return Beginnings(rows + [(form, first + at) for at, forms in enumerate(lands()) for form in forms])


def _read(word: str, known: Beginnings[int]) -> frozenset[int]:
    # What is long enough to be read as a word may be written as one: `Unicef`.
    acronyms = _ACRONYMS.get(word.upper() if len(word) > 3 and word.istitle() else word, frozenset())
    folded = _ELIDED.sub("", _fold(word))
    if len(folded) < 2 or (word.isupper() and len(word) < 5):
        return acronyms
    # Of two names whose beginnings a word has, the one with the longer: Nigeria and not Niger.
    found = known.of(folded)
    return acronyms | (known.longest(folded) if len(found) > 1 else found)


def changed_countries(source: str, output: str, languages: tuple[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of `source` for countries and peoples that `output` does not mention, and the other way round.

    Nothing unless both have some: an adjective is easily left out. `languages` are those of both.
    """
    there, here = _countries(source, languages[0]), _countries(output, languages[1])
    gone, come = there.keys() - here.keys(), here.keys() - there.keys()
    if not gone or not come:
        return (), ()
    mentioned = there.keys() & here.keys()
    lost = tuple(dict.fromkeys(there[key] for key in sorted(gone) if not groups_of(there[key]) & mentioned))
    added = tuple(dict.fromkeys(here[key] for key in sorted(come) if not groups_of(here[key]) & mentioned))
    return (lost, added) if lost and added else ((), ())


def _countries(text: str, language: str) -> dict[int, str]:
    """The countries that a text mentions, by number, and the word that does. English has capitals for them."""
    found: dict[int, str] = {}
    for word in words(text):
        if len(word) >= _SHORTEST_COUNTRY:
            for number in _countries_of(word[:40], language):
                found.setdefault(number, word)
    return found


@lru_cache(maxsize=8192)
def _countries_of(word: str, language: str) -> frozenset[int]:
    """The countries that a word with a capital names, or an adjective where these have none."""
    if not word[0].isupper() and (language not in _PEOPLES or not _PEOPLES[language].search(word)):
        return frozenset()
    return groups_of(word) - _NO_COUNTRIES


def may_be_country(word: str) -> frozenset[bool]:
    """Whether a word names a country or a people; both where it may and may not: Rome, Romania."""
    groups = groups_of(word)
    if groups & groups_of("Romania"):
        return frozenset({True, False})
    return frozenset({not groups <= _NO_COUNTRIES})


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


def _rows() -> list[tuple[str, int]]:
    """What is listed, and the other countries, each a name of its own."""
    rows = [(name.casefold(), number) for name, number in _NAMES if not name.isupper()]
    found: dict[str, list[str]] = {}
    for code, form in territory_beginnings(LANGUAGES.values()):
        found.setdefault(code, []).append(form)
    unlisted = [forms for forms in found.values() if not any(map(_LISTED.of, forms))]
    return rows + [(form, len(_KEYS) + at) for at, forms in enumerate(unlisted) for form in forms]


_ACRONYMS = {
    acronym: frozenset(number for name, number in _NAMES if name == acronym)
    for acronym in {name for name, _ in _NAMES if name.isupper()}
}

_SHORTEST_COUNTRY = 5
_PEOPLES = {
    "fr": re.compile(
        r"(?:aise?|oise?|ienn?e?|aine?|éenn?e?|ole?|que|ande?|onn?e?|ène|tine?|che|lge|be|ate|te|gne|rse?|sse)s?$"
    ),
    "uk": re.compile(r"(?:[сцз]ьк[а-яії]{1,3}|ц(?:і|ів|ям|ями|ях|я|ю|ем|еві)|ець|ян(?:и|ам|ами)?|[лр]яки|яків)$"),
}
# Keys of what is no country and may be called otherwise.
_NO_COUNTRIES = frozenset(
    number
    for number, key in enumerate(_KEYS)
    if key.isupper()
    or key
    in word_set(
        "nations harvard arctic judea punjab thrace aegean africa asia europe moon sun earth oceania mediterranean"
        " london paris kyiv moscow warsaw vienna rome athens brussels geneva newfoundland pekin pacific soviet army god"
        " assyria phnom internet president munich cologne florence venice naples lviv crimea mecca pythag ivory verde"
        " vatican kremlin congo mainz antwerp ghent genoa hague pyongyang aachen peter strasbourg seville jerusalem"
        " bruges turin milan bale thames danube rhine tiber vistula chernivtsi chernihiv copenhagen istanbul bologna"
        " lisbon edinburgh cairo damascus krakow havana barcelona venus roman"
    )
)
