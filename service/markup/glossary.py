"""Terms that a translation must use: found in the source, and put in the place of what a model wrote for them.

A term that the translation already has, in whatever form, is left in that form. Where the model wrote something else,
it is replaced only if it is known where: the model's own translation of the term alone, or a word copied from it, must
be there, all of it. What a model says of a word alone is not believed where it says much more than the word; articles
and other small words around it stay, and where they could not (`l'accord`, `la entreprise`), nothing is put in. A term
whose place is not known is missed, and said so; no sentence is broken for one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.markup.sentence_map import SentenceMap
from service.markup.units import TranslatedUnit, TranslationUnit
from service.text.boundaries import Span
from service.text.stems import stem
from service.text.stopwords import stop_words
from service.types import GlossaryTerm, Pair

_WORD = re.compile(r"\w+")
_FORM = re.compile(r"\w+(?:['\u2019]\w+)*")
_LAST_WORD = re.compile(r"(\w+['\u2019]?)[\s«»\"“”]*$")
_VOWELS = frozenset("aeiouyhœæ")
_NEAR = 40
# Places that are looked for in one unit, each of which takes as long as the unit is; what it has more of is missed.
_MOST_TRIED = 50


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
        there, sentence, tried = _stems(translated.text, pair.target), None, 0
        has: dict[str, bool] = {}
        for span, term in self.found(unit.text):
            if any(start < span[1] and span[0] < end for start, end in unit.pieces):
                continue
            if term.target not in has:
                has[term.target] = _stems(term.target, pair.target) in there
            place = None
            if not has[term.target] and tried < _MOST_TRIED:
                tried += 1
                sentence = sentence or SentenceMap(unit, translated, pair, alone)
                place = _place(sentence, span, term.target, pair.target)
            if place is not None:
                translated = _replaced(translated, place, term.target)
                there, sentence = _stems(translated.text, pair.target), None
                has = {}
            uses.append(TermUse(term, unit.text[slice(*span)], place is not None or has.get(term.target, False)))
        return translated, uses


def _continues(text: str, at: int) -> bool:
    return (
        at < len(text) and (text[at].isalnum() or text[at] == "_") and (text[at - 1].isalnum() or text[at - 1] == "_")
    )


def _stems(text: str, language: str) -> str:
    """The words of a text without their endings, each between two signs, so that those of a term can be looked for."""
    return "".join(f"\n{stem(word, language)}\n" for word in _WORD.findall(text))


def _place(sentence: SentenceMap, span: Span, term: str, language: str) -> Span | None:
    """What a term is to be put in the place of; None where that is not known, or would leave a sentence broken."""
    place = sentence.certain_place(span)
    if place is None:
        return None
    small = stop_words(language)
    words = list(_words(sentence.target, place, small))
    there = {_form(sentence.target[slice(*word)]) for word in words}
    source = _forms(sentence.source[slice(*span)], small)
    if not there <= {*source}:
        meant = [form for form in _forms(sentence.alone(span), small) if form not in small]
        has = {stem(form, language) for form in there}
        if len(meant) > len(source) + 1 or not {stem(form, language) for form in meant} <= has:
            return None
    first, *_, last = _forms(term, small) * 2
    while words and first not in small and _form(sentence.target[slice(*words[0])]) in small:
        del words[0]
    while words and last not in small and _form(sentence.target[slice(*words[-1])]) in small:
        del words[-1]
    # A term with an article of its own needs the place of one.
    if not words or (first in small) > (_form(sentence.target[slice(*words[0])]) in small):
        return None
    start, end = words[0][0], words[-1][1]
    return None if _fits_badly(sentence.target[max(0, start - _NEAR) : start], term, language) else (start, end)


def _fits_badly(before: str, term: str, language: str) -> bool:
    """Whether the word before the place of a term has lost its vowel, or would have to."""
    found = _LAST_WORD.search(before)
    if found is None:
        return False
    last, vowel = _form(found[1]), unicodedata.normalize("NFD", term[:1].casefold())[:1] in _VOWELS
    if last.endswith("'"):
        return True
    if language == "en" and last in ("a", "an"):
        return vowel is (last == "a")
    return vowel and f"{last[:-1]}'" in stop_words(language)


def _words(text: str, within: Span, small: frozenset[str]) -> Iterator[Span]:
    """The words of a part of a text; `l'` is one of its own."""
    for match in _FORM.finditer(text, *within):
        start, end = match.span()
        apostrophe = match[0].replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").find("'") + 1
        if apostrophe and _form(match[0][:apostrophe]) in small:
            yield start, start + apostrophe
            start += apostrophe
        if start < end:
            yield start, end


def _forms(text: str, small: frozenset[str]) -> list[str]:
    return [_form(text[slice(*word)]) for word in _words(text, (0, len(text)), small)]


def _form(word: str) -> str:
    return word.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _replaced(translated: TranslatedUnit, place: Span, term: str) -> TranslatedUnit:
    start, end = place
    text = translated.text
    if start == 0 and text[:1].isupper():
        term = term[:1].upper() + term[1:]
    moved = len(term) - (end - start)
    pieces = tuple((a + moved, b + moved) if a >= end else (a, b) for a, b in translated.pieces)
    return TranslatedUnit(f"{text[:start]}{term}{text[end:]}", pieces)
