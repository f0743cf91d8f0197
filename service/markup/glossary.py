"""Terms that a translation must use: found in the source, and put in the place of what a model wrote for them.

A term that the translation already has, in whatever form, is left in that form. Where the model wrote something else,
it is replaced only if it is known where: the model's own translation of the term alone, or a word copied from it, must
be there. A term whose place is not known is missed, and said so; no sentence is broken for one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.markup.sentence_map import SentenceMap
from service.markup.units import TranslatedUnit, TranslationUnit
from service.text.boundaries import Span
from service.text.stems import stem
from service.types import GlossaryTerm, Pair

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term in a unit, as it is written there, and whether the translation has it."""

    term: GlossaryTerm
    text: str
    used: bool


class Glossary:
    """The terms of one target language."""

    def __init__(self, terms: Sequence[GlossaryTerm]) -> None:
        # By their first words, and by the lengths of terms, longest first: looking a word up does not take longer the
        # more terms begin with it.
        self._by_word: dict[str, dict[int, dict[str, GlossaryTerm]]] = {}
        for term in sorted(terms, key=lambda each: len(each.source), reverse=True):
            if first := _WORD.search(term.source):
                lengths = self._by_word.setdefault(first[0].casefold(), {})
                lengths.setdefault(len(term.source), {}).setdefault(term.source.casefold(), term)

    def found(self, text: str) -> list[tuple[Span, GlossaryTerm]]:
        """Where terms stand in a text, whatever their case, as whole words; the longest one at each place. Linear."""
        spans: list[tuple[Span, GlossaryTerm]] = []
        done = 0
        for word in _WORD.finditer(text):
            if word.start() < done:
                continue
            for length, same_length in self._by_word.get(word[0].casefold(), {}).items():
                end = word.start() + length
                term = same_length.get(text[word.start() : end].casefold())
                if term is not None and not _continues(text, end):
                    spans.append(((word.start(), end), term))
                    done = end
                    break
        return spans

    def apply(
        self, unit: TranslationUnit, translated: TranslatedUnit, alone: Mapping[str, str], pair: Pair
    ) -> tuple[TranslatedUnit, list[TermUse]]:
        """The unit with the terms that it must have, and which it has."""
        uses: list[TermUse] = []
        for span, term in self.found(unit.text):
            if any(start < span[1] and span[0] < end for start, end in unit.pieces):
                continue
            if _has(translated.text, term.target, pair.target):
                uses.append(TermUse(term, unit.text[slice(*span)], True))
                continue
            place = SentenceMap(unit, translated, pair, alone).certain_place(span)
            if place is not None:
                translated = _replaced(translated, place, term.target)
            uses.append(TermUse(term, unit.text[slice(*span)], place is not None))
        return translated, uses


def _continues(text: str, at: int) -> bool:
    return (
        at < len(text) and (text[at].isalnum() or text[at] == "_") and (text[at - 1].isalnum() or text[at - 1] == "_")
    )


def _has(text: str, term: str, language: str) -> bool:
    """Whether the words of a term stand in a text one after the other, in any form."""
    wanted = [stem(word, language) for word in _WORD.findall(term)]
    there = [stem(word, language) for word in _WORD.findall(text)]
    return any(there[index : index + len(wanted)] == wanted for index in range(len(there) - len(wanted) + 1))


def _replaced(translated: TranslatedUnit, place: Span, term: str) -> TranslatedUnit:
    start, end = place
    text = translated.text
    if start == 0 and text[:1].isupper():
        term = term[:1].upper() + term[1:]
    moved = len(term) - (end - start)
    pieces = tuple((a + moved, b + moved) if a >= end else (a, b) for a, b in translated.pieces)
    return TranslatedUnit(f"{text[:start]}{term}{text[end:]}", pieces)
