"""Where the sentences of one paragraph end.

sentencex proposes the ends (it knows the terminators and the abbreviations of some 300 languages); this module gives it
a text without quotation marks and brackets, which it pairs greedily (one unbalanced mark swallows a page, and a row of
`«` takes quadratic time), and then corrects what it is known to get wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import regex
import sentencex

from service.text.glued import glued_ends
from service.text.languages import LANGUAGES, alternatives

Span = tuple[int, int]

LONGEST_QUOTATION = 300
"""A quotation or parenthesis up to this many characters is kept whole; in a longer one sentences end as elsewhere."""

SHORTEST_THAI_SENTENCE = 60
"""Thai and Lao end a sentence with a space, but put spaces elsewhere too: characters before one counts as an end."""

_MARKS = '"“”„‟«»‹›「」『』《》〈〉()[]{}（）［］【】'
# A mark, a line break, or an apostrophe that is not inside a word. Patterns that begin with a set of characters skip
# what lies between fast; alternatives that do are tried at every place, at five times the cost.
_MASKED = re.compile("[" + re.escape(_MARKS) + r"`‘‚'’\n\r\v\f\x85\u2028\u2029](?:(?<!['’])|(?!\w)|(?<!\w['’]))")
# No sentence ends inside of what has no space for so long, such as the address of a page: sentencex would look at each
# full stop there, and at all that follows it each time. Its last signs are kept.
_ENDLESS_WORD = re.compile(r"\S{200,}(?=\S{10})")
_WITHOUT_STOPS = str.maketrans(".!?", "___")
_MARK = re.compile("[" + re.escape(_MARKS) + "]")
_KEPT_WHOLE = re.compile(
    rf"""(?<!\w)"(?=\S)[^"]{{1,{LONGEST_QUOTATION}}}(?<=\S)"(?!\w)"""
    + "".join(
        rf"|{re.escape(a)}[^{re.escape(a)}{re.escape(b)}]{{1,{LONGEST_QUOTATION}}}{re.escape(b)}"
        for a, b in ("“”", "„“", "„”", "«»", "‹›", "「」", "『』", "《》", "()", "[]", "（）", "【】")
    )
)
_CLOSERS = re.compile(r"""(?:[”」』》〉)\]}）］】›]|["'’“»«‹](?!\w)|[ \u00a0\u2009\u202f]»(?!\w)|\[\d{1,3}\])+""")
# `concurrent=False` below: `regex` gives the interpreter away for every search. For a few letters that costs far more
# than it gives, as the searching thread then waits in line for the interpreter, twenty times a paragraph.
_ELLIPSIS_THEN_UPPER = regex.compile(r"(…|\.\.\.)\s+(?=\p{Lu})")
_CLOSED_THEN_UPPER = regex.compile(r"""([.!?…])["”»)\]]+\s+(?=["“«(\[]?\p{Lu})""")
_WORD_THEN_UPPER = regex.compile(
    rf"((?:/\p{{L}}{{1,4}}|\b(?i:{alternatives(lambda known: known.abbreviations.may_end)}))\.)\s+(?=\p{{Lu}})"
)
_ERAS = alternatives(lambda known: known.abbreviations.eras)
_ERA_THEN_UPPER = regex.compile(rf"(\b(?i:{_ERAS})\.)\s+(?=\p{{Lu}})")
_NOTE_MARK_THEN_UPPER = regex.compile(r"""(\p{Ll}[.!?]["”»]?\d{1,2})\s+(?=\p{Lu})""")
_STOP_THEN_UPPER = regex.compile(r"(\p{L}\.)\s+(\p{Lu}\p{Ll}*)")
_MISSED = (
    _ELLIPSIS_THEN_UPPER,
    _CLOSED_THEN_UPPER,
    _WORD_THEN_UPPER,
    _ERA_THEN_UPPER,
    _NOTE_MARK_THEN_UPPER,
)
_THAI_SPACE = re.compile(r"[\u0e00-\u0eff](\s+)(?=[\u0e00-\u0eff])")
_ENDLESS = re.compile(r"[\w\s,'’-]*")

_VISIBLE = re.compile(r"\S")
_LETTER = regex.compile(r"\p{L}")
_GOES_ON = regex.compile(r"[,;:，、；：]|[-–—]\s*\p{Ll}")
_INITIAL = regex.compile(r"(?:^|[\s\-.(«“„\"])\p{Lu}\.$")
_ERA = regex.compile(rf"\b(?i:{_ERAS})\.$")
_COUNTED = regex.compile(r"\d\s\p{L}+\.$")
_HOUR = regex.compile(rf"\b(?i:{alternatives(lambda known: known.abbreviations.hours)})\.$")
# What exchanges call a share by, with the exchange behind a full stop: `AIRP.PA`.
_TICKER = regex.compile(r"(?<=(?<!\p{L})\p{Lu}{2,6}\.)(?![AIY\u00c0](?!\p{L}))[A-Z]{1,2}(?!\p{L}|\.)")
_WORD = regex.compile(r"\p{L}+")
_DASH = regex.compile(r"[-–—]")
_LAST_WORD = regex.compile(r"(?<![\p{L}\p{N}])([\p{L}\p{M}]+)\.$")
_LONGEST_ABBREVIATION = 14


_OPENING_LETTERS = frozenset({"у", "в"})
# Abbreviations that belong to what comes after them, in any language.
_ANYWHERE = frozenset({"mr", "mrs", "ms", "dr", "prof", "mme", "mlle", "sr", "sra"})


@cache
def _before_names(language: str) -> frozenset[str]:
    known = LANGUAGES.get(language)
    return _ANYWHERE | known.abbreviations.before_names if known else _ANYWHERE


def _before_numbers(language: str) -> frozenset[str]:
    return LANGUAGES[language].abbreviations.before_numbers if language in LANGUAGES else frozenset()


def _before_dashes(language: str) -> frozenset[str]:
    return LANGUAGES[language].abbreviations.before_dashes if language in LANGUAGES else frozenset()


def sentence_spans(paragraph: str, language: str) -> list[Span]:
    """Start and end of each sentence; only white space lies outside them. The paragraph's line breaks end nothing.

    What holds no letter (a list number, an emoji) is part of the sentence after it, or of the last one. Linear in the
    length of the paragraph.
    """
    spans: list[Span] = []
    start = searched = _next_visible(paragraph, 0)
    stop = len(paragraph.rstrip())
    for end in [*_ends(paragraph, language), stop]:
        if end <= start:
            continue
        following = _next_visible(paragraph, end)
        if not _LETTER.search(paragraph, searched, end, concurrent=False):
            searched = end
            if following < stop:
                continue
            if spans:
                start = spans.pop()[0]
        spans.append((start, min(end, stop)))
        start = searched = following
    return spans


def _next_visible(text: str, position: int) -> int:
    found = _VISIBLE.search(text, position)
    return found.start() if found else len(text)


def _ends(paragraph: str, language: str) -> Iterator[int]:
    """Ends in order, closing quotation marks and brackets included."""
    if _ENDLESS.fullmatch(paragraph) and not _THAI_SPACE.search(paragraph):
        return
    wholes = _wholes(paragraph)
    cased = (first := _LETTER.search(paragraph, concurrent=False)) is not None and first[0].isupper()
    passed = 0
    for end in sorted(_proposed(paragraph, language)):
        closers = _CLOSERS.match(paragraph, end)
        closed = closers.end() if closers else end
        while passed < len(wholes) and wholes[passed][1] <= closed:
            passed += 1
        inside = passed < len(wholes) and wholes[passed][0] < end
        if not inside and not _goes_on(paragraph, end, closed, language, cased):
            yield closed


def _wholes(paragraph: str) -> list[Span]:
    """The quotations and parentheses that are kept whole."""
    wholes: list[Span] = []
    mark = _MARK.search(paragraph)
    while mark:
        whole = _KEPT_WHOLE.match(paragraph, mark.start())
        if whole:
            wholes.append(whole.span())
        mark = _MARK.search(paragraph, (whole or mark).end())
    return wholes


def _proposed(paragraph: str, language: str) -> set[int]:
    """Positions after which a sentence may end: those of sentencex, and those that it is known to miss."""
    masked = _MASKED.sub(" ", paragraph)
    masked = _ENDLESS_WORD.sub(lambda word: word[0].translate(_WITHOUT_STOPS), masked)
    ends = {
        found["start_index"] + len(found["text"].rstrip())
        for found in sentencex.get_sentence_boundaries(language, masked)
    }
    for pattern in _MISSED:
        ends.update(found.end(1) for found in pattern.finditer(paragraph, concurrent=False))
    starters = LANGUAGES[language].abbreviations.starters if language in LANGUAGES else frozenset()
    ends.update(
        found.end(1)
        for found in _STOP_THEN_UPPER.finditer(paragraph, concurrent=False)
        if len(found[2]) > 1 and found[2].casefold() in starters
    )
    for end, wrong in glued_ends(paragraph):
        ends.discard(wrong)
        ends.add(end)
    last = 0
    for found in _THAI_SPACE.finditer(paragraph):
        if found.start(1) - last >= SHORTEST_THAI_SENTENCE:
            last = found.end()
            ends.add(found.start(1))
    return ends


def _goes_on(paragraph: str, end: int, closed: int, language: str, cased: bool) -> bool:
    """Whether the sentence goes on after a proposed `end`, whose closing marks reach to `closed`.

    `cased`: the paragraph starts with a capital letter, so its sentences may be expected to.
    """
    following = _next_visible(paragraph, closed)
    letter = paragraph[following : following + 1]
    if _GOES_ON.match(paragraph, following, concurrent=False):
        return True
    if letter.islower() and (cased or closed > end or paragraph.endswith(("…", "..."), 0, end)):
        return True
    if closed > end and following == closed and letter.isalpha():
        return True
    if closed > end or paragraph[end - 1 : end] != ".":
        return False
    if following == end and _TICKER.match(paragraph, end, concurrent=False):
        return True
    if letter == "-" and paragraph[following + 1 : following + 2].isalpha():
        return True
    before = paragraph[max(0, end - _LONGEST_ABBREVIATION) : end]
    if letter.isupper() and (settled := _after_letters(before, paragraph, following, language)) is not None:
        return settled
    found = _LAST_WORD.search(before, concurrent=False)
    word = found[1].casefold() if found else ""
    if _DASH.match(paragraph, following, concurrent=False):
        return word in _before_dashes(language)
    dated = letter == "(" and _COUNTED.search(before, concurrent=False) is not None  # `PARIS, 6 nov. (AFP) -`
    return word in _before_names(language) or ((letter.isdigit() or dated) and word in _before_numbers(language))


def _after_letters(before: str, paragraph: str, following: int, language: str) -> bool | None:
    """Whether a sentence goes on after single letters with full stops, with the capital at `following`; None where
    there are no such letters.
    """
    found = _WORD.match(paragraph, following, concurrent=False)
    word = found[0].casefold() if found else ""
    known = LANGUAGES.get(language)
    if _ERA.search(before, concurrent=False):
        return False
    if _HOUR.search(before, concurrent=False):
        return known is not None and word in known.abbreviations.after_hours
    if not _INITIAL.search(before, concurrent=False):
        return None
    initial = len(word) == 1 and (word not in _OPENING_LETTERS or paragraph[following + 1 : following + 2] == ".")
    return known is None or initial or word not in known.abbreviations.starters | _OPENING_LETTERS
