"""What stands before what is to be said: "The one thing worth passing on:", "When condensing, put first that".

An order that is worded like a report still has to say what it is about: this text, what goes first, whoever reads or
shortens it, and telling. One of these words says nothing; several together before one claim do. News has such frames
too, with somebody who said it, at a time that is past: those are no orders.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations_with_replacement

from service.text.languages import alternatives
from service.text.order_words import belongs, classes_of, classes_of_all
from service.text.remembered import RememberedWords
from service.text.words import words

_MARK = re.compile(rf"{alternatives(lambda known: known.frames.marks)}|:\s|[“«„\"]", re.IGNORECASE)
_REPORTED = re.compile(rf"\b(?:{alternatives(lambda known: known.frames.reported)})\b", re.IGNORECASE)
_ABOUT_TEXT = frozenset({"here", "form"})
_KINDS = frozenset({*_ABOUT_TEXT, "first", "anyone", "ought", "tell"})
_NAMED = re.compile(r"(?<=[^\W\d_][ ’'])[^\W\d_a-z\u00e0-\u00ff\u0430-\u044f\u0456\u0457\u0454\u0491]|\d")
_QUOTES = ("“", "«", "„", '"')
_LOOKED_AT, _LONGEST_HEAD, _MOST_HEADS, _LEAST, _LEAST_WITHOUT_A_CLAIM = 240, 25, 4, 2, 3
_LONGEST_BARE_HEAD = 15
_RUN, _MOST_RUNS = re.compile(r"\w+"), 8
_PHRASES = re.compile(rf"\b(?:{alternatives(lambda known: known.frames.idle)})\b", re.IGNORECASE)
# An infinitive in the place of a verb orders, before what it says.
_INFINITIVE = re.compile(
    rf"^\W*(?:{alternatives(lambda known: known.frames.infinitive_before)})?"
    rf"(\w{{2,}}(?:{alternatives(lambda known: known.frames.infinitive_endings)}))\b[^:.]{{0,60}}"
    rf"(?:{alternatives(lambda known: known.frames.infinitive_mark)}|\s?:\s)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»\n]{0,2000}[”\"»“]")


def announces(sentence: str, folded: Sequence[str] | None = None) -> bool:
    """Whether the sentence has, before a claim, words about what is to be made of it. Takes linear time.

    Without a claim it says so itself: "The next line is to be carried over unchanged." `folded`: the words of the
    sentence, case folded, where they are known.
    """
    beginning = sentence[:_LOOKED_AT]
    infinitive = _INFINITIVE.match(beginning)
    if infinitive and any(belongs(infinitive[1].casefold(), name) for name in ("say", "tell")):
        return True
    if folded is None or len(sentence) > _LOOKED_AT:
        folded = [word.casefold() for word in words(beginning)]
    # Those of all parts, too, that words with joints may be cut into.
    if len(_KINDS & _CLASSES_WITHIN.of_all(folded)) < _LEAST:
        return False
    if _QUOTED.search(sentence) and _REPORTED.search(_QUOTED.sub(" ", sentence)):
        return False
    beginning = _PHRASES.sub(" ", beginning)
    heads = [beginning[: mark.end()] for mark in _MARK.finditer(beginning)][:_MOST_HEADS]
    return any(map(_frames, heads)) or (len(sentence) <= _LOOKED_AT and _points(sentence))


def _frames(head: str) -> bool:
    kinds = _kinds(head)
    needed = _ABOUT_TEXT if head.endswith(_QUOTES) else _ABOUT_TEXT | {"tell"}
    enough = len(kinds) > _LEAST or (len(kinds) == _LEAST and bool(kinds & needed) and not _NAMED.search(head, 1))
    return enough and not _said(head)


def _points(sentence: str) -> bool:
    kinds = _kinds(sentence)
    enough = len(kinds) >= _LEAST_WITHOUT_A_CLAIM and "tell" in kinds
    return enough and bool(kinds & _ABOUT_TEXT) and not _said(sentence)


def _said(head: str) -> bool:
    """Whether somebody said it; what everybody says nobody did."""
    first = words(head[:_LOOKED_AT])[:1]
    return bool(_REPORTED.search(head)) and not any(belongs(word.casefold(), "anyone") for word in first)


def _kinds(text: str) -> frozenset[str]:
    found = [word.casefold() for word in words(text)]
    if len(found) > _LONGEST_HEAD:
        return frozenset()
    return _KINDS & classes_of_all(found)


def _classes_within(folded: str) -> frozenset[str]:
    runs = list(_RUN.finditer(folded))
    if len(runs) > _MOST_RUNS:
        return _KINDS
    parts = (folded[one.start() : two.end()] for one, two in combinations_with_replacement(runs, 2))
    return classes_of(folded).union(*map(classes_of, parts))


_CLASSES_WITHIN = RememberedWords(_classes_within)


def unattributed(sentence: str) -> tuple[tuple[str, str], ...]:
    """What stands before each mark of a claim, and the claim, where nobody is said to have made it: no verb says so,
    and no name or number stands before it.
    """
    found: list[tuple[str, str]] = []
    for mark in _MARK.finditer(sentence[:_LOOKED_AT]):
        head = sentence[: mark.start()]
        if len(found) == _MOST_HEADS or _said(head) or _NAMED.search(head, 1):
            break
        if mark[0] not in _QUOTES and any(map(str.isalpha, head)) and len(head.split()) <= _LONGEST_BARE_HEAD:
            found.append((head, sentence[mark.end() :]))
    return tuple(found)
