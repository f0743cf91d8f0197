"""The names that a text mentions, matched with the words of another text in the same language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache

from service.text.exonyms import groups_of, is_ordinary
from service.text.known_names import opens_as_name
from service.text.languages import LANGUAGES
from service.text.languages.language import Properness
from service.text.same_names import same_name
from service.text.stems import stem

_JOINT = re.compile(r"[-'’ʼ]")
# Letters with digits in the same word (`KV62`, `9H40`) are no name by themselves: no word of a source is just them.
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’ʼ\-][^\W\d_]+)*(?!\w)")
_ELISION = re.compile(r"(?:[cdjlmnst]|qu)['’ʼ](?=[^\W\d_])", re.IGNORECASE)
_STARTERS = frozenset('.!?…:;«»“”„"()[]•–—')  # a capital after one of these may be no name
# Case endings change the last two or three letters (Бондаренко, Бондаренком); what is before them stays. No name is
# longer than the longest beginning that is looked up, and memory stays linear in the text.
_KEPT_AT_LEAST, _KEPT_AT_MOST, _ENDING = 3, 40, 3
_LONGEST_REMEMBERED = 64
_MOST_COMPARED = 64
_FIRST_TWO = re.compile(r"\W*([^\W\d_][^\W\d_'’ʼ\-]*(?:-[^\W\d_]+)*) ([^\W\d_]{2,})")
_SHORTEST_FIRST = 4
_CASELESS_NAMES = frozenset({"de", "lb"} - LANGUAGES.keys())  # every noun has a capital there, which tells nothing


def names(text: str, language: str) -> tuple[str, ...]:
    """Words that are capitalised though no sentence starts there, acronyms included, in order.

    Of languages that capitalise every noun only those that are surely names, none where nothing is known of the
    language; none in scripts without case.
    """
    if language in _CASELESS_NAMES:
        return ()
    is_proper = _is_proper(language)
    found: list[str] = []
    for match in _WORD.finditer(text):
        token = match.group()
        if token.islower():
            continue
        elided = _ELISION.match(token)
        if elided:  # l’Insee, D’Aubagne: what starts the sentence is the article, not the name
            token = token[elided.end() :]
        before = match.start() - 1
        while before >= 0 and text[before].isspace():
            before -= 1
        starts = not elided and (before < 0 or text[before] in _STARTERS)
        capitalised = token[0].isupper() and not starts
        if capitalised and is_proper:
            capitalised = bool(groups_of(token)) or is_proper(text, *match.span())
        if len(token) > 1 and (token.isupper() or capitalised or (starts and _is_known(token))):
            found.append(token)
    return tuple(found)


def _is_known(token: str) -> bool:
    """Whether a word with a capital is a country, people or other name wherever it stands: `Spain beat Brazil`."""
    if len(token) < _SHORTEST_FIRST or not token[0].isupper() or is_ordinary(token):
        return False
    return bool(groups_of(token)) or opens_as_name(token[:_LONGEST_REMEMBERED])


def _is_proper(language: str) -> Properness | None:
    return LANGUAGES[language].names.is_proper if language in LANGUAGES else None


def first_name(text: str, language: str) -> str | None:
    """The word that the text begins with, where another capitalised word, no acronym, follows: `Helen Marsh said`.

    A capital alone tells nothing there. Short words are left out: most of them are no names (`The`, `Selon`, `Після`).
    """
    if language in _CASELESS_NAMES or _is_proper(language):
        return None
    found = _FIRST_TWO.match(text)
    if found is None or len(found[1]) < _SHORTEST_FIRST or found[1].isupper() or found[2].isupper():
        return None
    return found[1] if found[1][0].isupper() and found[2][0].isupper() and not is_ordinary(found[1]) else None


class Index:
    """Words of a source, looked up by exact form, by stem, and by the beginning that inflection leaves alone.

    Nearly every name is there by its exact form, so the rest is made for the first that is not.
    """

    def __init__(self, source_words: Iterable[str], language: str) -> None:
        self._language = language
        self._folded = set[str]().union(*map(_forms, set(source_words)))

    @cached_property
    def _stems(self) -> set[str]:
        return {_fold(stem(word, self._language)) for word in self._folded}

    @cached_property
    def _starts(self) -> set[str]:
        return {
            word[:length]
            for word in self._folded
            for length in range(_KEPT_AT_LEAST, min(len(word), _KEPT_AT_MOST) + 1)
        }

    def has(self, name: str) -> bool:
        return all(self._has_part(_fold(part)) for part in _JOINT.split(name) if len(part) > 1) or bool(
            (groups := groups_of(name)) and groups & self._groups
        )

    @cached_property
    def _groups(self) -> set[int]:
        """The countries, peoples and organisations that are mentioned in whatever form: `Danish`, `Denmark`."""
        return set[int]().union(*map(groups_of, self._folded))

    def _has_part(self, part: str) -> bool:
        if part in self._folded:
            return True
        if self._language in LANGUAGES:
            return any(same_name(part, word) for word in self._alike.get(_beginning(part), ()))
        if _fold(stem(part, self._language)) in self._stems:
            return True
        kept = min(max(_KEPT_AT_LEAST, len(part) - _ENDING), _KEPT_AT_MOST)
        return len(part) > _KEPT_AT_LEAST and part[:kept] in self._starts

    @cached_property
    def _alike(self) -> dict[str, list[str]]:
        """The words by what they begin with, of each beginning no more than one name can be compared with."""
        found: dict[str, list[str]] = {}
        for word in sorted(self._folded):
            words = found.setdefault(_beginning(word), [])
            if len(words) < _MOST_COMPARED:
                words.append(word)
        return found


def _forms(word: str) -> tuple[str, ...]:
    return _remembered_forms(word) if len(word) <= _LONGEST_REMEMBERED else _read_forms(word)


@lru_cache(maxsize=32_768)
def _remembered_forms(word: str) -> tuple[str, ...]:
    return _read_forms(word)


def _read_forms(word: str) -> tuple[str, ...]:
    """The word and its parts, folded."""
    return tuple({_fold(part) for part in (word, *_JOINT.split(word)) if part})


def _beginning(word: str) -> str:
    """The first letters without their accents: `État` is found in capitals, too."""
    plain = unicodedata.normalize("NFKD", word[:_KEPT_AT_LEAST])
    return "".join(c for c in plain if not unicodedata.combining(c))


def _fold(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()
