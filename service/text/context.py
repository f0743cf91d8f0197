"""What a sentence needs of the sentences before it, to be read in a summary that may have left them out."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from service.text.cues import quoted_share
from service.text.standalone import Fault
from service.text.stems import stem

_MUCH_QUOTED = 0.3
_QUOTES = '"“«„'
_IN_QUOTES = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”]')
_SPEAKERS = {
    "en": re.compile(
        r"(?:an?|one|the) (?:\w+ )?(?:spokes\w+|official|source|witness|resident|neighbou?r|colleague|statement)\b"
        r"(?! (?:for|of|from|at)\b)|(?:two|three|four|five|six|seven|\d+|several|dozens) (?:others?|more)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?:une?|la|le) (?:porte-parole|témoin|responsable|voisine?|source|communiqué)\b(?! (?:de|du|des|d['’]))"
        r"|(?:deux|trois|quatre|cinq|six|\d+|plusieurs|quelques) autres\b|l['’]\w+ de \d+ ans\b|l[ea] \w+ de \d+ ans\b",
        re.IGNORECASE,
    ),
    "uk": re.compile(
        r"(?:речни\w+|представни\w+|очевид\w+|свід(?:ок|ки))\b(?! \w+(?:ої|ого|ів|ськ\w+)\b)"
        r"|ще (?:один|одна|одне|двоє|троє|четверо|\d+)\b|інш\w+ \w+",
        re.IGNORECASE,
    ),
}
_SOURCES = {
    "en": re.compile(
        r"\b(?:according to|prosecutors? (?:say|said|allege)|police (?:say|said|allege|believe))\b", re.IGNORECASE
    ),
    "fr": re.compile(r"\b(?:selon|d['’]après)\b", re.IGNORECASE),
    "uk": re.compile(r"\b(?:за (?:даними|версією|словами|інформацією)|слідство вважає|згідно з)\b", re.IGNORECASE),
}
_DEFINITE = {
    "en": re.compile(
        r"\b(?:the|this|that|these|those) ([a-z][a-z'-]{2,})(?! (?:of|who|that|which)\b)(?=( [a-z][a-z'-]{2,})?)"
    ),
    "fr": re.compile(r"\b(?:(?:le|la|les|ce|cet|cette|ces) |l['’])([a-zà-ÿœ-]{3,})(?! (?:de|du|des|d['’]|qui|que)\b)"),
}
_COMMON = {
    "en": frozenset(
        [
            "government",
            "police",
            "country",
            "world",
            "president",
            "public",
            "year",
            "week",
            "month",
            "day",
            "time",
            "end",
        ]
    ),
    "fr": frozenset(
        ["gouvernement", "police", "pays", "monde", "président", "public", "année", "semaine", "mois", "jour", "état"]
    ),
}


@dataclass(frozen=True, slots=True)
class Ties:
    """`faults` are those of the sentence by itself. `leans`: it needs the sentence right before it. `nouns`: stems of
    what it takes as known, and the article has said before. `goes_on`: the next sentence goes on with its quotation.
    """

    faults: tuple[Fault, ...]
    leans: bool
    nouns: frozenset[str]
    goes_on: bool

    def held_by(self, said: Collection[str], *, follows: bool) -> bool:
        """Whether it can be read after sentences that said these terms, `follows` where the one right before it is
        among them.
        """
        if self.leans:
            return follows
        return follows or self.nouns.issubset(said)


def ties(
    sentences: Sequence[str],
    paragraphs: Sequence[int],
    language: str,
    terms: Sequence[Collection[str]],
    found: Sequence[tuple[Fault, ...]],
) -> list[Ties]:
    """What each sentence needs of those before it; `terms` are the stems that each of them has, `found` its faults."""
    known: set[str] = set()
    tied: list[Ties] = []
    for number, (sentence, own, wrong) in enumerate(zip(sentences, terms, found, strict=True)):
        same = bool(number) and paragraphs[number] == paragraphs[number - 1]
        before = sentences[number - 1] if same else ""
        following = number + 1 < len(sentences) and paragraphs[number + 1] == paragraphs[number]
        tied.append(
            Ties(
                faults=wrong,
                leans=Fault.LEANING in wrong or _leans(sentence, before, language),
                nouns=_taken_as_known(sentence, language, known) if number else frozenset(),
                goes_on=following and _is_quoted(sentence) and sentences[number + 1][:1] in _QUOTES,
            )
        )
        known.update(own)
    return tied


def _is_quoted(sentence: str) -> bool:
    return any(mark in sentence for mark in _QUOTES)


def _leans(sentence: str, before: str, language: str) -> bool:
    """Whether it names no speaker, or goes on with what the sentence before it cites somebody for."""
    if quoted_share(sentence) > _MUCH_QUOTED and not any(map(str.isupper, _IN_QUOTES.sub("", sentence)[1:])):
        return True
    speakers, sources = _SPEAKERS.get(language), _SOURCES.get(language)
    if speakers is not None and speakers.match(sentence.lstrip(_QUOTES)):
        return True
    return sources is not None and bool(before) and bool(sources.match(before)) and not sources.search(sentence)


def _taken_as_known(sentence: str, language: str, known: Collection[str]) -> frozenset[str]:
    """The definite nouns that the article has introduced."""
    pattern = _DEFINITE.get(language)
    if pattern is None:
        return frozenset()
    words = (found[1] for found in pattern.finditer(_IN_QUOTES.sub("", sentence.lower().replace("’", "'"))))
    return frozenset(
        noun for word in words if word not in _COMMON[language] and (noun := stem(word, language)) in known
    )
