"""What sequence-to-sequence models leave in their output, taken out; and outputs that went round in circles, seen."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter

from service.text.words import words

# A three-word phrase said this often in a text of up to 160 words is a loop; longer texts may say it once in 40 words.
# Over 3,000 news sentences and 1,500 written summaries in en, fr and uk, the most for honest text is 3.
_PHRASE_WORDS, _PHRASE_REPEATS, _WORDS_A_REPEAT = 3, 4, 40
# Characters in a byte of zlib output. Honest text of up to 3,000 characters stays under 2.3 in en, fr and uk.
_MAX_COMPRESSION = 3.0
# Characters out a character in. 6,000 sentence pairs of en, fr and uk lie between 0.47 and 2.13. Short ones may stray
# further: a source has `_LONG` characters before an output can be too short, and every output may grow by `_SLACK`.
_MIN_RATIO, _MAX_RATIO, _LONG, _SLACK = 0.3, 2.5, 40, 30
# One ideograph, kana or hangul says about as much as this many letters.
_WIDE = 2.5
_MAY_BE_WIDE = re.compile(r"[^\x00-\u10ff\u1160-\u2319]")

_SPACES = re.compile(r"[ \t\r\f\v]+")  # no-break spaces are typography
_SPACE_AROUND_BREAK = re.compile(r" ?\n[ \n]*")
_SPACE_BEFORE_STOP = re.compile(r"(?<=\S) +(?=[.,](?:\s|$))")
_NEVER_TEXT = re.compile(r"<(?:pad|unk|mask|unused_\d+|extra_id_\d+)>|madeupword\d+|[⁇\ufffd]")
_SENTENCE_MARKS = re.compile(r"^(?:\s*</?s>)+|(?:</?s>\s*)+$")
_BREAK = "<n>"

# Language tags and prefixes, only where a decoder can leave them: at the start, and for tags that follow the text, at
# the end. Elsewhere they are text about language tags.
_TAG = {
    "marian": r">>[A-Za-z_]{2,12}<<",
    "t5": r"<2[A-Za-z_]{2,12}>",
    "m2m100": r"__[a-z]{2,3}__",
    "mbart": r"[a-z]{2}_[A-Z]{2}(?![\w-])",
    "mbart50": r"[a-z]{2}_[A-Z]{2}(?![\w-])",
    "nllb": r"[a-z]{3}_[A-Z][a-z]{3}(?![\w-])",
}
_EDGE_TAGS = {family: re.compile(rf"^(?:\s*{tag})+|(?<!\w)(?:{tag}\s*)+$") for family, tag in _TAG.items()}
_SPACED_STOPS = frozenset({"bart", "pegasus"})  # trained on news whose full stops stand apart


def clean(text: str, family: str) -> str:
    """The text without what a model of this family leaves in its output. Idempotent; safe on text without any.

    Taken out: special tokens spelled out (`</s>` at the ends, `<pad>`, `<unk>`, `<extra_id_0>`), SentencePiece's mark
    of an unknown sign and that of broken UTF-8, language tags at the ends (`>>ukr<<`, `<2uk>`, `uk_UA`), spaces before
    full stops. Pegasus' `<n>` becomes a line break and SentencePiece's `▁` a space; runs of white space become one
    space or one line break.
    """
    before = None
    while before != text:
        before = text
        text = text.replace(_BREAK, "\n") if family == "pegasus" else text
        text = _NEVER_TEXT.sub("", text.replace("▁", " "))
        text = _SENTENCE_MARKS.sub("", text)
        if family in _EDGE_TAGS:
            text = _EDGE_TAGS[family].sub("", text)
        text = _SPACE_AROUND_BREAK.sub("\n", _SPACES.sub(" ", text))
        if family in _SPACED_STOPS:
            text = _SPACE_BEFORE_STOP.sub("", text)
        text = text.strip()
    return text


def looped(text: str, source: str | None = None) -> bool:
    """Whether a generated text went round in circles, or has a length that its source cannot account for.

    True where a three-word phrase comes four times (in long texts: once in 40 words), where the text compresses far
    better than language does, and, given the source that it translates, where it is less than 0.3 or more than 2.5
    times as long. What the source itself repeats may be repeated. A few words are never a loop.
    """
    if source is not None and _out_of_proportion(text, source):
        return True
    repeats, size = _repeats(text)
    if repeats >= max(_PHRASE_REPEATS, size / _WORDS_A_REPEAT):
        return source is None or repeats > _repeats(source)[0] + 1
    return (compression := _compression(text)) > _MAX_COMPRESSION and compression > 1.5 * _compression(source or "")


def _repeats(text: str) -> tuple[int, int]:
    """How often the most frequent phrase comes, and the number of words."""
    found = words(text.casefold())
    phrases = Counter(zip(*(found[start:] for start in range(_PHRASE_WORDS)), strict=False))
    return max(phrases.values(), default=0), len(found)


def _compression(text: str) -> float:
    return len(text) / len(zlib.compress(text.encode("utf-8", "surrogatepass"), 9))


def _out_of_proportion(text: str, source: str) -> bool:
    out, into = _length(text), _length(source)
    return out > _MAX_RATIO * into + _SLACK or (into >= _LONG and out < _MIN_RATIO * into)


def _length(text: str) -> float:
    text = text.strip()
    if not _MAY_BE_WIDE.search(text):
        return len(text)
    return len(text) + (_WIDE - 1) * sum(unicodedata.east_asian_width(character) in "WF" for character in text)
