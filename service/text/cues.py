"""What the form of a sentence says about how well it stands alone. Cheap signs, right more often than not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.text.languages import LANGUAGES, alternatives

_QUOTATION_MARKS = '"“”„«»「」『』'
# What closes a quotation, by what opens it. In guillemets no other pair may begin.
_CLOSERS = {'"': '"', "“": "”", "„": "“”", "«": "«»", "「": "」", "『": "』"}
_NEXT_CLOSER = {opener: re.compile(f"[{closers}]") for opener, closers in _CLOSERS.items()}
_OPEN = re.compile(f"[{_QUOTATION_MARKS}]")
_QUESTION_MARKS = "?？؟\u037e"
_TERMINATORS = _QUESTION_MARKS + ".!…。！।॥։።။۔:;"
_FIRST_WORD = re.compile(r"\W*([\w'-]+)")

_LINK_SIGNS = ("://", "www.", "@", "©", "|")  # one of which every link has
_LINK = re.compile(r"https?://|www\.|\w@\w|©|\s\|\s")
_CALL = re.compile(rf"\W*(?:{alternatives(lambda known: known.cues.calls)})\b", re.IGNORECASE)


def leans_back(sentence: str, language: str) -> bool:
    """Whether the sentence needs the one before it: it starts with a pronoun or connective, or says `he added`.

    False in languages whose pronouns and connectives are not known.
    """
    if language not in LANGUAGES:
        return False
    known = LANGUAGES[language].cues
    lowered = sentence.lower().replace("’", "'")
    first = _FIRST_WORD.match(lowered)
    if first is not None and first[1] in known.pointers:
        return True
    if known.speakers is None or not any(sign in lowered for sign in known.speaker_signs):
        return False
    return bool(known.speakers.search(lowered))


def quoted_share(sentence: str) -> float:
    """The share of the sentence's characters that stand in quotation marks."""
    if not _OPEN.search(sentence):
        return 0.0
    return sum(end - start for start, end in _quotations(sentence)) / len(sentence)


def has_open_quotation(sentence: str) -> bool:
    """Whether a quotation begins or ends in the sentence without its other half."""
    done = 0
    for start, end in _quotations(sentence):
        if _OPEN.search(sentence, done, start):
            return True
        done = end
    return bool(_OPEN.search(sentence, done))


def _quotations(sentence: str) -> Iterator[tuple[int, int]]:
    """Where quotations that are opened and closed stand, from left to right. Linear: what is missing is missed once."""
    unclosed: set[str] = set()
    mark = _OPEN.search(sentence)
    while mark:
        opener, end = mark[0], mark.end()
        if opener in _CLOSERS and opener not in unclosed:
            closer = _NEXT_CLOSER[opener].search(sentence, end)
            if closer is None:
                unclosed.add(opener)
            elif closer[0] != "«":
                end = closer.end()
                yield mark.start(), end
        mark = _OPEN.search(sentence, end)


def is_question(sentence: str) -> bool:
    """Whether the sentence ends with a question mark."""
    return _last_character(sentence) in _QUESTION_MARKS


def is_terminated(sentence: str) -> bool:
    """Whether the sentence ends like one; headings, captions and table cells do not."""
    return _last_character(sentence) in _TERMINATORS


def _last_character(sentence: str) -> str:
    """The last one that is no closing mark; the empty string is in every string, so a space stands for none."""
    return sentence.rstrip("\"'”’»)]」』 \u00a0\u202f\u2009\t\n")[-1:] or " "


def is_boilerplate(sentence: str) -> bool:
    """Whether the sentence looks like what surrounds an article: links, addresses, calls to subscribe, credits."""
    linked = any(sign in sentence for sign in _LINK_SIGNS) and _LINK.search(sentence)
    return bool(linked or _CALL.match(sentence))
