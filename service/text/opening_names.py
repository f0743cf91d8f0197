"""Names that a sentence begins with, where every word has a capital: known by being a form of no word."""

from __future__ import annotations

import math
import re
from functools import lru_cache

import regex

from service.text.common_words import frequencies
from service.text.ukrainian_dictionary import is_ukrainian_name, ukrainian
from service.text.word_forms import LISTED, is_form

_OPENING = re.compile(r"(?:^|(?<=[.!?…:;] )|(?<=[«“„\"(\[]))[\s«“„\"—–-]{0,4}([^\W\d_]{2,}(?:-[^\W\d_]+)*)(?!\w)")
_OPENS_AGAIN = re.compile(r"[.!?…:;] |[«“„\"(\[]")
_QUOTES = frozenset('»”"')
_TITLED = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|Rev|M|Mme|Mlle|Me|Pr)\."
    r" ([^\W\d_]{3,}(?:-[^\W\d_]+)*)"
)
_SHORTEST, _LONGEST = 5, 40
_RARE = -10.5
"""Logarithm of the share of a word below which the first one of a sentence is likely to be a name before a verb."""

_NAME = r"[\s«“„\"]{0,3}(\p{Lu}\p{Ll}[\p{L}’'-]+)[»”\"]?,? "
# Plurals stand without an article, and so do participles.
_VERBS = {
    "en": regex.compile(
        rf"{_NAME}(?<!(?:s|ing|ed|ly)[»”\"]?,? )(?:was|is|has|had|will|would|could|may|might|must|can|said|won|beat"
        r"|\w+ed|\w+(?<!s)s)\b"
    ),
    "fr": regex.compile(
        rf"{_NAME}(?<!(?:s|x|ant|ée?|ment)[»”\"]?,? )(?:a|est|sera|va|avait|était|veut|doit|peut|devrait|pourrait"
        r"|[nsN]['’](?:a|est)|\w+er?a|\w+e)\b"
    ),
    "uk": regex.compile(
        rf"{_NAME}(?<!(?:ння|ість)[»”\"]?,? )(?:буде|має|може|стала?|стало|не|\w+(?:[ауиі]в|ила|ала|ло|[иа]вся|[иа]лася"
        r"|лося|ить|[аує]є))\b"
    ),
}
_NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})
_STRAIGHT = str.maketrans("’ʼ", "''")


def opening_names(text: str, language: str) -> tuple[str, ...]:
    """The first words of sentences and quotations that are likely to be names.

    They are forms of no word; or the text begins with one that is rare and stands before a verb, where a noun would
    have an article.
    """
    if language not in LISTED:
        return ()
    found = _OPENING.findall(text) if _OPENS_AGAIN.search(text, 1) else _OPENING.findall(text[: 2 * _LONGEST])[:1]
    first = [word for word in found if len(word) >= _SHORTEST and _is_name(word[:_LONGEST], language)]
    before_verb = _VERBS[language].match(text, concurrent=False)
    if before_verb and before_verb[1] not in first:
        quoted = not _QUOTES.isdisjoint(before_verb[0])
        first += [before_verb[1]] * (quoted or _is_rare(before_verb[1][:_LONGEST], language))
    return tuple(first)


def titled_names(text: str) -> tuple[str, ...]:
    """What follows a title with a full stop, after which a sentence might begin: `Ms. Grant`."""
    return tuple(_TITLED.findall(text)) if ". " in text else ()


@lru_cache(maxsize=8192)
def _is_rare(word: str, language: str) -> bool:
    folded = word.casefold().translate(_STRAIGHT)
    if language == "uk" and is_form(folded, language) and not is_ukrainian_name(folded):
        return False
    return frequencies(language).get(folded, -math.inf) < _RARE


@lru_cache(maxsize=8192)
def _is_name(word: str, language: str) -> bool:
    if not word[0].isupper() or word.isupper():
        return False
    folded = word.casefold().translate(_STRAIGHT)
    parts = [part for part in folded.split("-") if part]
    if language == "uk":
        is_town = "Geox" in ukrainian().parse(folded)[0].tag.grammemes
        return (
            is_town
            or (is_ukrainian_name(folded) and not is_common_word(folded))
            or not all(is_form(part, language) for part in parts)
        )
    return not any(is_form(part, language) for part in parts)


def is_common_word(folded: str) -> bool:
    """Whether a Ukrainian name is another word, too."""
    readings = ukrainian().parse(folded)
    return any(_NAMES.isdisjoint(reading.tag.grammemes) for reading in readings)
