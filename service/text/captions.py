"""Lines that are no plain sentences: what of them no model should see, and how they get it back.

List markers, numbering, footnote marks, tabs and runs of spaces are cut off and put back as they were. Captions in
capitals or Title Case are translated in sentence case, which models have read, and given back in the case they had.
"""

from __future__ import annotations

import re
from typing import Literal

from service.text.common_words import frequencies
from service.text.exonyms import groups_of
from service.text.known_names import is_known_name
from service.text.languages import LANGUAGES
from service.text.stopwords import stop_words
from service.text.ukrainian_dictionary import is_ukrainian, is_ukrainian_name

Casing = Literal["capitals", "title"]

_MARKER = re.compile(
    r"(?:[-–—*+•‣◦▪●·>]|#{1,6}|\(?\d{1,3}(?:\.\d{1,3}){0,3}\.?\)|\d{1,3}(?:\.\d{1,3}){0,3}\.|\d{1,3}(?:\.\d{1,3}){1,3}"
    r"|\(?[^\W\d_]\)|\(?[ivxIVX]{1,5}\)|[ivxIVX]{2,5}\.|\[\d{1,3}\]|[¹²³⁰⁴-⁹]{1,3})[ \t\u00a0]+(?=\S)"
)
_MARKERS = re.compile(rf"\s{{0,20}}(?:{_MARKER.pattern}){{1,3}}")
# A raised digit after a unit is its power: m², km³.
_NOTE = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.!?…»”\")]))[ \u00a0]?(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]{1,3}|\*{1,3}|[†‡])$")
_LONGEST_NOTE = 12
_GAP = re.compile(r"[ \u00a0]*\t[ \t\u00a0]*|[ \u00a0]{2,}")
_MOST_GAPS = 3
"""A line with more runs of spaces is justified; its words belong together."""

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ\-][^\W\d_]+)*")
# The same, what is elided apart: l’ école.
_PART = re.compile(r"(?:(?:[cdjlmnst]|qu)['’](?=[^\W\d_]))|[^\W\d_]+(?:['’ʼ\-][^\W\d_]+)*", re.IGNORECASE)
_LEAST_LETTERS, _LEAST_TITLE_WORDS, _LONGEST = 8, 4, 300
_LONGEST_ACRONYM = 6
_ADDRESS = re.compile(r"@|://|www\.")
_ENDS = (".", "!", "?", "…", ":", ";", ",", "。")


def peel_marks(line: str) -> tuple[str, str, str]:
    """The list markers, numbers or footnote marks that a line begins with, the line, and the mark that it ends with.

    The three joined give the line exactly.
    """
    found = _MARKERS.match(line)
    start = found.end() if found else 0
    tail = max(start, len(line) - _LONGEST_NOTE)
    note = _NOTE.search(line, tail)
    end = note.start() if note else len(line)
    return line[:start], line[start:end], line[end:]


def columns(line: str) -> list[tuple[str, str]]:
    """What tabs and runs of spaces divide, each with the white space that follows: joined they give the line."""
    gaps = [gap for gap in _GAP.finditer(line) if gap.start() and gap.end() < len(line)]
    if len(gaps) > _MOST_GAPS:
        gaps = [gap for gap in gaps if "\t" in gap[0]]
    starts = [0, *(gap.end() for gap in gaps)]
    return [
        (line[start : gap.start()] if gap else line[start:], gap[0] if gap else "")
        for start, gap in zip(starts, [*gaps, None], strict=True)
    ]


def casing(line: str, language: str) -> Casing | None:
    """How a caption in one of the known languages is set; None for what is written as sentences are."""
    if language not in LANGUAGES or len(line) > _LONGEST or _ADDRESS.search(line):
        return None
    found = _WORD.findall(line)
    if line.isupper():
        letters = sum(map(len, found))
        return "capitals" if letters >= _LEAST_LETTERS and any(_is_common(word, language) for word in found) else None
    if line.rstrip().endswith("."):
        return None
    common = stop_words(language)
    said = [word for word in found if word.casefold() not in common]
    titled = len(said) >= _LEAST_TITLE_WORDS and all(word[:1].isupper() for word in said)
    return "title" if titled and 2 * sum(_is_common(word, language) for word in said) > len(said) else None


def sentence_case(line: str, language: str) -> str:
    """A caption as a sentence would be written: capitals only where it begins, in names and acronyms."""
    lowered = _PART.sub(lambda found: _as_in_sentence(found[0], language), line)
    first = _WORD.search(lowered)
    if first is None:
        return lowered
    return lowered[: first.start()] + lowered[first.start()].upper() + lowered[first.start() + 1 :]


def _as_in_sentence(word: str, language: str) -> str:
    if word.casefold().replace("’", "'") in stop_words(language):
        return word.lower()
    if word.isupper() and len(word) <= _LONGEST_ACRONYM and groups_of(word) and not groups_of(word.lower()):
        return word
    return word.lower() if _is_common(word, language) else _capitalised(word)


def in_casing(text: str, wanted: Casing | None, language: str) -> str:
    """A translated caption, set as the one that it translates was."""
    if wanted == "capitals":
        return text.upper()
    if wanted == "title":
        common = stop_words(language)
        return _WORD.sub(lambda found: found[0] if found[0] in common else found[0][0].upper() + found[0][1:], text)
    return text


def without_added_stop(output: str, source: str) -> str:
    """`output` without the full stop that a label, `source`, does not have."""
    if source.rstrip().endswith(_ENDS) or not output.endswith(".") or output.endswith(".."):
        return output
    return output[:-1] if len(_WORD.findall(output)) <= len(_WORD.findall(source)) + 2 and "." not in source else output


def _is_common(word: str, language: str) -> bool:
    """Whether it is a word and not a name."""
    capitalised = _capitalised(word)
    if groups_of(capitalised) or is_known_name(capitalised):
        return False
    lower = word.lower().replace("’", "'")
    return lower in frequencies(language) or (language == "uk" and is_ukrainian(lower) and not is_ukrainian_name(lower))


def _capitalised(word: str) -> str:
    return word[:1].upper() + word[1:].lower()
