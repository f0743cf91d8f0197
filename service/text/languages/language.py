"""What is known of a language: words and forms that the functions of `text/` look for.

Everything has a default that says nothing, so a room can be furnished one piece at a time. Texts of words are split at
white space; patterns are parts of regular expressions, to be joined by `|` with those of other languages, except where
they are compiled: those are asked for the texts of one language only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from service.text.languages.vocabulary import Vocabulary

Script = Literal["latin", "cyrillic"]
Rule = Callable[[str], bool]
Properness = Callable[[str, int, int], bool]
"""Asks about a text from one offset to another, looking no further around than some characters."""


def word_set(listed: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(listed.split())


def table(listed: str) -> Mapping[str, tuple[str, ...]]:
    """Rows `key: some words`, divided by semicolons."""
    rows = (row.split(":") for row in listed.split(";") if row.strip())
    return {key.strip(): tuple(words.split()) for key, words in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviations:
    """Abbreviations whose full stop ends no sentence, case folded: before anything that goes on with a name; before
    numbers, where they are words too; before a dash. `may_end` (a pattern): those that are missed where they do end
    one. `eras` (a pattern): what looks like an initial and is none. After `hours` (a pattern) a sentence goes on with
    one of `after_hours`. `starters`: words that, with a capital, begin a sentence after any of them, and are no names.
    """

    before_names: frozenset[str] = frozenset()
    before_numbers: frozenset[str] = frozenset()
    before_dashes: frozenset[str] = frozenset()
    may_end: str = ""
    eras: str = ""
    hours: str = ""
    after_hours: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Signs of how well a sentence stands alone.

    `pointers`: first words that point back at a sentence before. `speakers`: who speaks is told by a pronoun;
    `speaker_signs`: one of which everything has that `speakers` finds. `calls` (a pattern): what boilerplate
    begins with.
    """

    pointers: frozenset[str] = frozenset()
    speakers: re.Pattern[str] | None = None
    speaker_signs: tuple[str, ...] = ()
    calls: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """What tells nouns and names in a run of words.

    `before_nouns`: words after which a noun is likely, None where nothing is known. `links` stand inside names in lower
    case, `articles` with a capital. `longest`: of how many words is a noun phrase that comes once. `verb`: endings by
    which a word that follows no article is known for a verb.
    """

    before_nouns: frozenset[str] | None = None
    links: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    longest: int = 1
    verb: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """What may go from a sentence and leave it true. `relative`: a clause between two commas; where it is known, what
    stands between two dashes may go too. `last_clause`: how one begins that may go. `second_clause`: how a second main
    clause begins. `introduction`: a time, place or connective in front.
    """

    relative: re.Pattern[str] | None = None
    last_clause: re.Pattern[str] | None = None
    second_clause: re.Pattern[str] | None = None
    introduction: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names that are translated. `exonyms`: for each name (by its key, the same one in every language) what its forms
    begin with, case folded; capitals are whole acronyms. `ordinary`: the same of capitalised words that each
    language says in its own. Patterns: `cases`, endings of inflected names; `adjectives`, endings that no name has,
    but words of titles have. `no_countries`: names of countries that are common words. `is_proper`: where every
    noun has a capital, whether a capitalised word in a text is a name.
    """

    exonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ordinary: frozenset[str] = frozenset()
    cases: str = ""
    adjectives: str = ""
    no_countries: frozenset[str] = frozenset()
    is_proper: Properness | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Negations:
    """Words that say that something is not so. Patterns of whole words: `plain`, which nearly every translation keeps
    in some form; `hidden`, words that a plain one may be translated with; `idle`, phrases with a plain one that
    deny nothing (`not only`). `prefixes`: what makes a negative word of a common one (`unhurt`). `firm`: the hidden
    ones that no translation says without denying anything (`refused`, `impossible`). `lacking`: the word for without.
    `near`: words that say with a plain one what others say without: that a shop is closed or that it does not work.
    """

    plain: str = ""
    firm: str = ""
    lacking: str = ""
    hidden: str = ""
    near: str = ""
    prefixes: tuple[str, ...] = ()
    idle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposites:
    """Words that say the opposite of each other, and words that deny others. An asterisk stands for any ending, `~`
    joins two words that may stand apart by one.

    `pairs`: rows `name: words / their opposites`, divided by semicolons. `deniers` stand before what they deny, those
    of `after` behind it, too; what follows one directly and is `not_denying` takes its force (`not only`). What
    follows one of `wishes` is said neither to be so nor not to be so, and neither is an `infinitive` (endings, a
    pattern), unless it follows one of `future`. `joints` begin a clause without a comma.
    """

    pairs: str = ""
    deniers: str = ""
    after: str = ""
    not_denying: str = ""
    wishes: str = ""
    infinitive: str = ""
    future: str = ""
    joints: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """What stands before a claim. Patterns: `marks` of a claim; verbs that say that somebody `reported` it; `idle`
    phrases with such words that say nothing; of an infinitive in the place of a verb what stands before it, its
    endings, and the mark that follows. (See `text/frames.py`.)
    """

    marks: str = ""
    reported: str = ""
    idle: str = ""
    infinitive_before: str = ""
    infinitive_endings: str = ""
    infinitive_mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """How orders are worded, and sentences about a text and its summaries. (See `text/orders.py`, `suspicion.py`.)

    `words`: for each class of words (`text/order_words.py`) its members; an asterisk stands for any ending.
    `other_senses`: phrases in which words for what is made of texts mean something else (summary judgment).
    Patterns: `patterns`, orders whole; `polite`, words in front of one; `say`, verbs that order behind a sign;
    `answer` and `only`, two halves of one order; `roles`, turns of a chat; `you`, whoever reads; `passive`, what is to
    be done with a text; `labels` of notes; `places` in a text, and what follows (`place_verbs`); `speech`, verbs by
    which a speaker is quoted; `infinitive`, the form that a sentence begins with.
    `imperative`: whether a text has the form of an order; `bare`: whether it begins with a verb in its base form.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    other_senses: str = ""
    patterns: tuple[str, ...] = ()
    polite: str = ""
    say: str = ""
    answer: str = ""
    only: str = ""
    roles: str = ""
    you: str = ""
    passive: str = ""
    labels: str = ""
    places: str = ""
    place_verbs: str = ""
    speech: str = ""
    infinitive: str = ""
    imperative: Rule | None = None
    bare: Rule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What joins clauses, patterns of whole words: to one that says `otherwise`, gives a `reason`, or is a `condition`.
    `contrast` may stand for the first, `loose` for the others, and both often say something else. `joints`: what
    stands between clauses and items, whatever it says.
    """

    otherwise: str = ""
    reason: str = ""
    condition: str = ""
    contrast: str = ""
    loose: str = ""
    joints: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formation:
    """How words are formed that no list has. `prefixes` make new words of old ones. `endings` (a pattern): those of
    rare forms, in the place of which the `usual` ones have the same word. `compounds`: whether two words are joined
    into one. `doubled`: words that may be said twice in a row. `neighbours`: languages whose words slip in.
    """

    prefixes: frozenset[str] = frozenset()
    endings: str = ""
    usual: tuple[str, ...] = ("",)
    compounds: bool = False
    doubled: frozenset[str] = frozenset()
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that the rules know.

    `quotes`: marks around what is quoted, spaces and all; `dash`: what stands between spaces; `spaced_marks`: whether a
    space stands before `; : ! ?`. `stop_words`: case folded, with U+0027 for every apostrophe; elided forms (`l'`) end
    with it.
    `frequent`: words that nearly every sentence has, and no sentence of the other languages. `open_words`: words that
    no sentence ends with; None where these are the frequent ones.
    `numbers`: the words that numbers are written with.
    `about_itself` (a pattern): what a generated text begins with that is about itself. `dot` (a pattern): the word for
    the dot in an address. `passive` (a pattern): words before whoever does what is told in the passive; `objects`:
    names that something is done to. `way` (a pattern): what leads from `{start}` to `{end}`; `than`, after a comma,
    stands between what is compared. `possessive`: whether `'s` is an ending.
    """

    code: str
    script: Script
    stop_words: frozenset[str] = frozenset()
    frequent: frozenset[str] = frozenset()
    numbers: Vocabulary = field(default_factory=Vocabulary)
    open_words: frozenset[str] | None = None
    about_itself: str = ""
    dot: str = ""
    passive: str = ""
    objects: str = ""
    way: str = ""
    than: str = ""
    possessive: bool = False
    quotes: tuple[str, str] | tuple[()] = ()
    dash: str = "–"
    spaced_marks: bool = False
    abbreviations: Abbreviations = Abbreviations()
    cues: Cues = Cues()
    phrases: Phrases = Phrases()
    cuts: Cuts = Cuts()
    names: Names = field(default_factory=Names)
    negations: Negations = Negations()
    opposites: Opposites = Opposites()
    frames: Frames = Frames()
    orders: Orders = field(default_factory=Orders)
    formation: Formation = Formation()
    links: Links = Links()
