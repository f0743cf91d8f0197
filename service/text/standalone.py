"""Whether a sentence stands alone: whether a reader who sees nothing else understands it and learns something.

One judge for every style and for whatever wrote the sentence. It goes by the sentence's form and, for definite nouns,
by what the article has said before. Best known for English, French and Ukrainian; of other languages marks are read,
and the cues that their rooms know (`languages/`).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum

from service.text.cues import (
    has_open_quotation,
    is_boilerplate,
    is_question,
    is_terminated,
    leans_back,
    quoted_share,
)
from service.text.standalone_words import LEANINGS, Leanings
from service.text.stems import stem
from service.text.words import count_words


class Fault(Enum):
    """Why a sentence does not stand alone."""

    FRAGMENT = "fragment"  # no whole sentence: a heading, an item of a list, the part of one
    LEANING = "leaning"  # needs another sentence
    DEFINITE = "definite"  # speaks of something that was introduced before
    VACUOUS = "vacuous"  # says nothing by itself
    QUESTION = "question"
    QUOTATION = "quotation"  # nothing but a quotation, or the part of one
    COLON = "colon"  # announces what does not follow
    SURROUNDINGS = "surroundings"  # links, credits, calls to subscribe


LEAST_WORDS = 4
_MARKS = "\"'«»“”„‘’—–- \u00a0\u202f"
_QUOTES = '"«“„'
_ITEM = re.compile(r"[-*+•‣◦▪●–—·]\s|\(?\d{1,2}[.)]\s|[a-zа-яєіїґà-ÿ](?![.)])")
_PRONOUN_LATER = re.compile(
    r"([^,.;:]{2,80}), (?:he|she|they|il(?! (?:y a|est|faut|s['’]agit))|elle|ils|elles|він|вона|вони)\b"
)
_NAMED = re.compile(r"(?: [a-zà-ÿ-]+){0,2} [A-ZÀ-Þ]")  # `le groupe automobile Renault`
_BARE = 0.85


def faults(sentence: str, language: str, known: Collection[str] = ()) -> tuple[Fault, ...]:
    """What keeps the sentence from standing alone, each once; none where nothing does. `known`: the stems of what the
    article says before it, for nouns that it takes as known.
    """
    found: list[Fault] = []
    text = sentence.strip()
    if not is_terminated(text) or _ITEM.match(text) or count_words(text) < LEAST_WORDS or text.endswith(";"):
        found.append(Fault.FRAGMENT)
    if text.rstrip(_MARKS).endswith(":"):
        found.append(Fault.COLON)
    if is_question(text):
        found.append(Fault.QUESTION)
    if has_open_quotation(text) or (quoted_share(text) > _BARE and text.rstrip(" .!?…")[-1:] in _MARKS):
        found.append(Fault.QUOTATION)
    if is_boilerplate(text):
        found.append(Fault.SURROUNDINGS)
    leanings = LEANINGS.get(language)
    if leanings is not None:
        found += _worded(text, language, leanings, known)
    elif leans_back(text, language):
        found.append(Fault.LEANING)
    return tuple(found)


def _worded(text: str, language: str, leanings: Leanings, known: Collection[str]) -> list[Fault]:
    """What the sentence's words say."""
    lowered = text.lower().replace("’", "'").replace("ʼ", "'").lstrip(_MARKS)
    spoken = text[:1] in _QUOTES  # by somebody who is named after it, or it is a fault of its own
    if not spoken and leanings.vacuous.match(lowered):
        return [Fault.VACUOUS]
    if leanings.within.search(lowered) or (not spoken and (leanings.openers.match(lowered) or _fronted(text))):
        return [Fault.LEANING]
    if spoken:
        return []
    return [Fault.DEFINITE] if _is_taken_as_known(text.lstrip(_MARKS), language, leanings, known) else []


def _fronted(text: str) -> bool:
    """Whether a pronoun is the subject after something in front that names nobody (`All his life, he ...`)."""
    found = _PRONOUN_LATER.match(text)
    return found is not None and not any(map(str.isupper, found[1][1:]))


def _is_taken_as_known(text: str, language: str, leanings: Leanings, known: Collection[str]) -> bool:
    """Whether the subject is a definite noun that nothing here defines."""
    lowered = text.lower().replace("’", "'").replace("ʼ", "'")
    subject = leanings.subject.match(lowered)
    if subject is None:
        return False
    noun, rest = subject["noun"], subject["rest"]
    named = language != "uk" and _NAMED.match(text, subject.end("noun"))
    if named or leanings.unique.match(noun) or leanings.complements.match(rest):
        return False
    head = noun.split()[-1]
    if leanings.anaphoric.fullmatch(head):
        return True
    if language == "uk":  # no articles: a noun said again need not be the same thing
        return False
    return stem(head, language) in known
