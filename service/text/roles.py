"""Who did what to whom: two names that change places around a verb.

Looked for only where it is plain: a sentence begins with one name, its next name follows a verb, and the other text has
the same two names the other way round, with no sign that one of them is told in the passive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from service.text.exonyms import groups_of
from service.text.languages import LANGUAGES
from service.text.languages.vocabulary_lands import REPUBLIC
from service.text.same_names import same_name
from service.text.stems import stems
from service.text.stopwords import stop_words
from service.text.words import words

_NAME = r"\p{Lu}[\p{L}\p{M}'’ʼ.\-]*+"
_LINK = r"(?:\ (?:de|du|von|van|of|the))?+"
_RUN = regex.compile(rf"(?:(?:[LlDd]|[Qq]u)['’])?+({_NAME}(?:{_LINK}\ {_NAME})*+)")
# Where a name ends with the sentence, and no initial: `of Linda Marsh. The vote`.
_END = regex.compile(r"(?<=\w{3})\.(?:\ |$)")
_LONGEST = 160
_MOST_WORDS, _LEAST_VERB, _BEFORE, _MOST_NAMES, _LONGEST_NAME = 6, 4, 2, 8, 3


@dataclass(frozen=True, slots=True)
class Roles:
    """The two names of a sentence, and the words between them."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    between: tuple[str, ...]
    passive: bool


def swapped_roles(source: str, output: str, languages: tuple[str, str]) -> tuple[str, str] | None:
    """The two names of a translated sentence that stand in each other's place.

    `languages` are those of source and output.
    """
    before, after = roles(source, languages[0]), roles(output, languages[1])
    if before is None or after is None or before.passive != after.passive or not _are_swapped(before, after):
        return None
    return " ".join(after.first), " ".join(after.second)


def swapped_ends(source: str, output: str, languages: tuple[str, str]) -> tuple[str, str] | None:
    """The two ends of a way that stand in each other's place: `from Paris to Lyon`, `from Lyon to Paris`."""
    before, after = _way(source, languages[0]), _way(output, languages[1])
    return _crossed(before, after) if before and after else None


def swapped_ends_in_summary(sentence: str, source: Sequence[str], language: str) -> tuple[str, str] | None:
    """The ends of a way in each other's place, where no sentence of the source has them so."""
    if (after := _way(sentence, language)) is None:
        return None
    ways = [way for each in source if (way := _way(each, language))]
    if any(_is_same(way[0], after[0]) and _is_same(way[1], after[1]) for way in ways):
        return None
    return next((ends for way in ways if (ends := _crossed(way, after))), None)


_Way = tuple[Sequence[str], Sequence[str]]


def _crossed(before: _Way, after: _Way) -> tuple[str, str] | None:
    crossed = _is_same(before[0], after[1]) and _is_same(before[1], after[0])
    kept = _is_same(before[0], after[0]) or _is_same(before[1], after[1])
    return (" ".join(after[0]), " ".join(after[1])) if crossed and not kept else None


def _way(text: str, language: str) -> _Way | None:
    """The names of where a text says something leads from and to, where it says so of one way only."""
    if language not in LANGUAGES or not (pattern := LANGUAGES[language].way):
        return None
    found = [match.groupdict() for match in _ways(pattern).finditer(text, concurrent=False)]
    if len(found) != 1:
        return None
    return words(found[0]["start"]), words(found[0]["end"])


@cache
def _ways(pattern: str) -> regex.Pattern[str]:
    """`pattern` with what two names are like in the place of `{start}` and `{end}`."""
    name = rf"{_NAME}(?:\ {_NAME}){{0,2}}+(?:(?<={REPUBLIC})\ \p{{Ll}}++)?+"
    return regex.compile(pattern.format(start=rf"(?P<start>{name})", end=rf"(?P<end>{name})"))


def mixed_names(source: str, output: str) -> tuple[str, ...]:
    """Names of two words that `output` makes of the first word of one name of `source` and the last of another one."""
    there = [(run[-2], run[-1]) for run in _runs(source)]
    if len(there) < 2:
        return ()
    return tuple(
        f"{first} {last}"
        for first, last in _full_names(output)
        if f"{first} {last}" not in source
        and not groups_of(last)
        and not any(same_name(first, one) and same_name(last, two) for one, two in there)
        and any(same_name(first, one) for one, _ in there)
        and any(same_name(last, two) for _, two in there)
    )


def _full_names(text: str) -> list[tuple[str, str]]:
    return [(run[0], run[1]) for run in _runs(text) if len(run) == 2]


def _runs(text: str) -> list[list[str]]:
    """The names of two words, or of three: the first of them may be a title, or begin the sentence."""
    found = (part for match in _RUN.finditer(text, concurrent=False) for part in _END.split(match[1], concurrent=False))
    runs = (part.split() for part in found)
    return [run for run in runs if 2 <= len(run) <= _LONGEST_NAME][:_MOST_NAMES]


def swapped_in_summary(sentence: str, source: Sequence[str], language: str) -> tuple[str, str] | None:
    """The two names of a sentence around a verb that its source has only the other way round."""
    said = roles(sentence, language)
    if said is None:
        return None
    verbs = frozenset(stems(said.between, language))
    found = None
    for told in (roles(each, language) for each in source):
        if told is None or verbs.isdisjoint(stems(told.between, language)) or told.passive != said.passive:
            continue
        if _is_same(told.first, said.first) and _is_same(told.second, said.second):
            return None
        if _are_swapped(told, said):
            found = " ".join(said.first), " ".join(said.second)
    return found


def roles(sentence: str, language: str) -> Roles | None:
    """The name that a sentence begins with and the next one, where words that may be a verb stand between them."""
    if language not in LANGUAGES:
        return None
    phrases = LANGUAGES[language].phrases
    runs = [match for match in _RUN.finditer(sentence[:_LONGEST], concurrent=False) if match[1] not in phrases.articles]
    if len(runs) < 2 or len(words(sentence[: runs[0].start(1)])) > _BEFORE:
        return None
    gap = sentence[runs[0].end() : runs[1].start(1)]
    if than := LANGUAGES[language].than:
        gap = gap.replace(f", {than} ", f" {than} ")
    between = words(gap)
    common = stop_words(language)
    verb = tuple(word for word in between if word.casefold() not in common and len(word) >= _LEAST_VERB)
    if not verb or len(between) > _MOST_WORDS or any(sign in gap for sign in ",;:()"):
        return None
    first, second = words(runs[0][1]), words(runs[1][1])
    if not first or not second:
        return None
    known = LANGUAGES[language]
    is_passive = _has(known.passive, gap) or _has(known.objects, first[-1].casefold())
    return Roles(tuple(first), tuple(second), verb, is_passive)


def _has(pattern: str, text: str) -> bool:
    return bool(pattern) and regex.search(rf"\b(?:{pattern})\b", text, concurrent=False) is not None


def _are_swapped(one: Roles, two: Roles) -> bool:
    return (
        _is_same(one.first, two.second)
        and _is_same(one.second, two.first)
        and not _is_same(one.first, two.first)
        and not _is_same(one.second, two.second)
    )


def _is_same(one: Sequence[str], two: Sequence[str]) -> bool:
    return any(_is_one(groups_of(a), groups_of(b)) or same_name(a, b) for a in one for b in two if not _are_two(a, b))


def _is_one(groups: frozenset[int], others: frozenset[int]) -> bool:
    return not groups.isdisjoint(others)


def _are_two(one: str, two: str) -> bool:
    """Whether both are names that are known, and not the same one: Paraguay and Uruguay."""
    groups, others = groups_of(one), groups_of(two)
    return bool(groups and others) and groups.isdisjoint(others)
