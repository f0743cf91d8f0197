"""What the rules about clauses know of a language: which part of speech a word seems to be, and which words open
what.

Parts of speech are told by closed classes, endings and neighbours, for one purpose: to see where a sentence may end
early and still be one. In doubt a word is a noun, and what needs a verb is not cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto


def listed(text: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(text.split())


class Tag(IntEnum):
    """What a token does in its clause."""

    NOUN = auto()  # and names, and whatever is not known
    NUMBER = auto()
    PRONOUN = auto()
    DETERMINER = auto()
    ADJECTIVE = auto()
    ADVERB = auto()
    AUXILIARY = auto()  # finite; something must follow
    VERB = auto()  # finite
    INFINITIVE = auto()
    GERUND = auto()  # begins a clause that hangs on another
    PARTICIPLE = auto()
    PREPOSITION = auto()
    COORDINATION = auto()
    SUBORDINATION = auto()
    RELATIVE = auto()
    NEGATION = auto()
    PUNCTUATION = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """A word or a mark; `text[start:end]` of its sentence. `lower` is what lists have it as."""

    text: str
    start: int
    end: int
    lower: str
    tag: Tag = Tag.NOUN

    def tagged(self, tag: Tag) -> Token:
        return Token(self.text, self.start, self.end, self.lower, tag)


def _token(text: str, start: int, tag: Tag = Tag.NOUN) -> Token:
    return Token(text, start, start + len(text), text.lower().replace("’", "'").replace("ʼ", "'"), tag)


_CHUNK = re.compile(r"\S+")
_OPENING = '«“„"([‘'
_CLOSING = '»”"“)]’,;:.!?…'
_UNITS = frozenset({"%", "‰", "€", "$", "£", "₴", "°", "&"})
_INSIDE = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|No|M|Mme|ст|ім|вул|млн|млрд|тис|грн|р|м)\."
)


_ELIDED = re.compile(r"(?:[dljmnstc]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)", re.IGNORECASE)


def tokens_of(sentence: str, *, elided: bool = False) -> list[Token]:
    """The words and marks of a sentence, untagged. `elided`: what an apostrophe shortens is a word of its own."""
    found: list[Token] = []
    for chunk in _CHUNK.finditer(sentence):
        start, end = chunk.span()
        while start < end and sentence[start] in _OPENING:
            found.append(_token(sentence[start], start, Tag.PUNCTUATION))
            start += 1
        closing: list[Token] = []
        while end > start and sentence[end - 1] in _CLOSING and not _INSIDE.fullmatch(sentence, start, end):
            end -= 1
            closing.append(_token(sentence[end], end, Tag.PUNCTUATION))
        if start < end:
            while elided and (short := _ELIDED.match(sentence, start, end)):
                found.append(_token(short[0], start))
                start = short.end()
            mark = sentence[start:end] not in _UNITS and not any(map(str.isalnum, sentence[start:end]))
            found.append(_token(sentence[start:end], start, Tag.PUNCTUATION if mark else Tag.NOUN))
        found += reversed(closing)
    return found


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language. Words are lower-case, apostrophes straight.

    `openers`: what the first word of a phrase at a clause's end says about the cost of leaving that phrase out, 0..1;
    words that are not there open nothing that may go. `times`: words that make a phrase one of time. `bound`: words
    whose complement may not go (`accused` of what?), each with the prepositions that it takes. `objectless`: verbs
    that
    make a sentence without an object. `conditions`: words that what stands before is not true without. `reports`:
    verbs by which something is said. `authorities`: sources that a report of facts may go without;
    `decisions`: verbs of what is done in public, which needs no source.
    """

    tag: Callable[[Sequence[Token]], list[Token]]
    openers: dict[str, float]
    times: frozenset[str]
    bound: dict[str, frozenset[str]]
    objectless: frozenset[str]
    conditions: frozenset[str]
    reports: frozenset[str]
    authorities: frozenset[str]
    charges: frozenset[str]
    decisions: frozenset[str]
    definite: frozenset[str]
    copulas: frozenset[str]
    passives: frozenset[str]
    linking: frozenset[str]
    tells: frozenset[str]
    clause_openers: frozenset[str]
    according: re.Pattern[str]
    days: frozenset[str] = frozenset()
    weekdays: frozenset[str] = frozenset()
    """Where they need a preposition to say when, and are no `days`."""
    time_openers: frozenset[str] = frozenset()
    after_times: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    hanging: frozenset[str] = frozenset()
    """Adverbs that belong to what comes after them."""
    elides: bool = False
    free_order: bool = False
    headlinese: frozenset[str] = frozenset()
    """Words that a headline does without, all of them at once."""
    auxiliaries: frozenset[str] = frozenset()
    """Auxiliaries that a headline leaves out before a participle of the passive, or one that is a past as well."""
    pasts: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    """What persons and companies are called before their names, which say enough."""
    clitics: frozenset[str] = frozenset()
    parts_of_time: frozenset[str] = frozenset()
    """Words whose phrase of time belongs to them (`the end of last year`)."""
