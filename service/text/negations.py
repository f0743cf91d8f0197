"""Negations that a translation or a summary lost or added.

Of what a sentence denies in plain words (`not`, `never`) the other must have as much, if only hidden: `unhurt`,
`without`, `refused`. Of hidden ones only the firm (`refused`, `impossible`) must be met at all; `without` meets itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from service.text.common_words import frequencies
from service.text.languages import LANGUAGES
from service.text.stems import stems
from service.text.stopwords import stop_words
from service.text.words import words

Change = Literal["lost", "added"]
_NEAR = 25
_NEVER = r"(?!)"
_CLAUSE_END = re.compile(r"[,.;:!?\"”»)]")
_COVERED, _REACH, _LEAST = 0.5, 40, 4
_LONGEST, _LONGEST_COUNTED = 120, 120
"""Longer sentences are translated with more freedom: `usually thronged` becomes `that never empty`."""


def changed_negation(source: str, output: str, languages: tuple[str, str]) -> Change | None:
    """Whether a sentence, `output`, lost the negation of `source`, or has one that `source` has not.

    `languages` are those of `source` and `output`. None where nothing is known of one of them, and for long sentences.
    """
    origin, target = languages
    if not (knows_negation(origin) and knows_negation(target)) or len(source) > _LONGEST:
        return None
    denied = _plain(source, origin), _plain(output, target)
    firm = _is_firm(source, origin), _is_firm(output, target)
    if not any(denied) and not any(firm):  # most sentences: the many hidden words need not be looked for
        return None
    without = min(_lacking(source, origin), _lacking(output, target))
    there = _all(source, origin) + _near(source, origin) - without
    here = _all(output, target) + _near(output, target) - without
    if _exceeds(denied[0], here, source) or (firm[0] and not here):
        return "lost"
    if _exceeds(denied[1], there, output) or (firm[1] and not there):
        return "added"
    return None


def _near(text: str, language: str) -> int:
    return len(_patterns(language).near.findall(text))


def _lacking(text: str, language: str) -> int:
    return len(_patterns(language).lacking.findall(text))


def _is_firm(text: str, language: str) -> bool:
    """Whether it has a word that denies without a plain negation, and that no translation leaves out."""
    patterns = _patterns(language)
    return patterns.firm.search(text) is not None and patterns.firm.search(patterns.idle.sub(" ", text)) is not None


def _exceeds(plain: int, other: int, text: str) -> bool:
    """Whether a text denies more than the other. In a long one a negation is easily repeated."""
    return plain > other and (not other or len(text) <= _LONGEST_COUNTED)


def changed_in_summary(sentence: str, source: Sequence[str], language: str) -> Change | None:
    """Whether a sentence of a summary lost a negation, or has one that no sentence of its source has beside its words.

    What is denied are the words that follow: where the summary says them of itself, it has lost the negation.
    """
    if not knows_negation(language):
        return None
    said = frozenset(stem for word, stem in _content(sentence, language))
    if _plain(sentence, language) or _is_firm(sentence, language):
        near = [each for each in source if len(said & _stems(each, language)) >= max(2, len(said) * _COVERED)]
        return "added" if near and not any(_all(each, language) for each in near) else None
    if _all(sentence, language):
        return None
    denied, affirmed = set[str](), set[str]()
    for each in source:
        parts = _patterns(language).plain.split(_patterns(language).idle.sub(" ", each))
        shared = len(said & _stems(each, language))
        if shared < max(2, len(said) * _COVERED):
            continue
        for part in parts[1:]:
            clause = _CLAUSE_END.split(part[:_REACH])[0]
            denied.update(stem for word, stem in _content(clause, language)[:2] if not word[0].isupper())
        if len(parts) == 1:
            affirmed |= _stems(each, language)
    return "lost" if (said & denied) - affirmed else None


def may_deny(text: str, language: str) -> bool:
    """Whether a text has a word that can deny without a `not`: homes that lost power have none."""
    return knows_negation(language) and _patterns(language).hidden.search(text) is not None


def _content(text: str, language: str) -> list[tuple[str, str]]:
    """The words of a text that say something, with their stems."""
    common = stop_words(language)
    found = [word for word in words(text) if len(word) >= _LEAST and word.casefold() not in common]
    return list(zip(found, stems(found, language), strict=True))


def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(stem for _, stem in _content(text, language))


def knows_negation(language: str) -> bool:
    """Whether the negations of the language are known."""
    return language in LANGUAGES and bool(LANGUAGES[language].negations.plain)


def _plain(text: str, language: str) -> int:
    """How many plain negations there are. Two that stand together are one: `ніколи не`, `plus jamais`.

    One of what is negative itself is none, because nearly every translation has the positive: `not illegal`.
    """
    patterns = _patterns(language)
    ends, found = -_NEAR - 1, 0
    rest = patterns.idle.sub(" ", text).lower()
    for match in patterns.plain.finditer(rest):
        if match.start() - ends > _NEAR and not _is_litotes(rest, match.end(), language):
            found += 1
        ends = match.end()
    return found


def _is_litotes(text: str, start: int, language: str) -> bool:
    """Whether one of the words that a negation at `start` is about is made negative by what it begins with."""
    common = frequencies(language)
    for match in _patterns(language).prefixed.finditer(text, start, start + _NEAR):
        positive, negative = common.get(match[1]), common.get(match[0])
        if positive is not None and (negative is None or negative < positive):
            return True
    return False


def _all(text: str, language: str) -> int:
    """How many words deny something, plainly or not."""
    patterns = _patterns(language)
    rest, plain = patterns.plain.subn(" ", text)
    rest, hidden = patterns.hidden.subn(" ", rest)
    common = frequencies(language)
    beginnings = patterns.prefixed.finditer(rest.lower())
    return plain + hidden + sum(match[1] in common for match in beginnings)


@dataclass(frozen=True, slots=True)
class _Patterns:
    idle: re.Pattern[str]
    plain: re.Pattern[str]
    hidden: re.Pattern[str]
    firm: re.Pattern[str]
    lacking: re.Pattern[str]
    near: re.Pattern[str]
    prefixed: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    known = LANGUAGES[language].negations
    prefixes = "|".join(sorted(map(re.escape, known.prefixes), key=len, reverse=True))
    return _Patterns(
        idle=_whole_words(known.idle),
        plain=_whole_words(known.plain),
        hidden=_whole_words(known.hidden),
        firm=_whole_words(known.firm or _NEVER),
        lacking=_whole_words(known.lacking or _NEVER),
        near=_whole_words(known.near or _NEVER),
        prefixed=_whole_words(rf"(?:{prefixes})([^\W\d_]{{3,}})"),
    )


def _whole_words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'])(?:{pattern})(?!\w)", re.IGNORECASE)
