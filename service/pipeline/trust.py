"""Which sentences of an article an answer may rest on, and whether what was written rests on them.

A sentence about the text itself, its summaries or its readers, one that orders, or one in disguise or in another
language, is not trusted, and neither are its neighbours in the paragraph. No writer is given them, no extract has them,
and in an article that has any, a written sentence must be borne out, clause by clause, by sentences that are trusted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.pipeline.checks import Finding
from service.text.attribution import attribute
from service.text.cognates import cognates
from service.text.frames import unattributed
from service.text.links import addresses
from service.text.mixture import is_frequent
from service.text.stems import stem
from service.text.stopwords import stop_words
from service.text.suspicion import is_imperative, may_order, speaks_of_text
from service.text.words import words
from service.types import Check, Sentence


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Texts with more orders than that are made of them: recipes, guides, appeals.
_ORDERS, _ORDERS_SHARE = 2, 0.1
# Of so many content words of a clause one may come from elsewhere.
_WORDS_A_STRANGER = 6
_SUPPORTING = 3
# Of the words of two texts that say the same, so many are in both.
_MUCH = 0.6
_CLAUSE = re.compile(
    r"[,;:—–]\s+|\s[—–-]\s|\s+(?=(?:and|but|while|whereas|et|mais|tandis|alors|та|і|й|але|а|причому)\s)|[.!?…]\s+",
    re.IGNORECASE,
)
_NEGATION = _set(
    "not no never none nobody nothing cannot without ne pas jamais aucun aucune personne rien sans не ні ніколи ніхто"
    " нічого жоден жодного жодної без"
)


@dataclass(frozen=True, slots=True)
class Trust:
    """The sentences of an article that are trusted, in order, and those that are not; its title, if that is trusted."""

    sentences: tuple[Sentence, ...]
    untrusted: tuple[Sentence, ...]
    title: str | None

    def check(self) -> tuple[Check, ...]:
        """The warning that an answer carries for it, with the spans of the article; none where all is trusted."""
        if not self.untrusted:
            return ()
        spans = _joined(self.untrusted)
        detail = (
            f"{len(spans)} part(s) of the article speak of the text or give orders; the answer does not rest on them"
        )
        return (Check("untrusted_text", "warning", detail, spans),)


def judge(sentences: Sequence[Sentence], language: str, title: str | None) -> Trust:
    """What of an article is trusted. Where nothing is, the neighbours are, and where there are none, all of it."""
    suspects = _suspects(sentences, language)
    if not suspects:
        trusted_title = None if title and speaks_of_text(title, language) else title
        return Trust(tuple(sentences), (), trusted_title)
    near = {n for at in suspects for n in _neighbours(sentences, at)} - suspects
    for left_out in (suspects | near, suspects):
        if kept := tuple(s for n, s in enumerate(sentences) if n not in left_out):
            break
    else:
        return Trust(tuple(sentences), tuple(sentences), title)
    untrusted = tuple(s for n, s in enumerate(sentences) if n in left_out)
    return Trust(kept, untrusted, None if title and speaks_of_text(title, language) else title)


def examine_trust(texts: Sequence[str], trusted: Sequence[Sentence], language: str) -> list[Finding]:
    """The sentences of a summary, in the language of its article, with a clause that no trusted sentence bears out."""
    found = attribute(texts, trusted, language, limit=_SUPPORTING)
    by_span = {(sentence.start, sentence.end): sentence.text for sentence in trusted}
    findings = []
    for index, (text, spans) in enumerate(zip(texts, found, strict=True)):
        support = [by_span[span.start, span.end] for span in spans]
        if not all(_borne_out(clause, support, language) for clause in clauses(text)):
            findings.append(Finding("support", "a part that only untrusted text of the article may bear out", index))
    return findings


def examine_frames(texts: Sequence[str], sentences: Sequence[Sentence], language: str) -> list[Finding]:
    """The sentences of a summary that say as a fact what the article has only as a part of a sentence: behind words
    that are left out, and that name nobody who said it. What is to be said stands so in an order.
    """
    framed = [(sentence, parts) for sentence in sentences if (parts := unattributed(sentence.text))]
    if not framed:
        return []
    hidden = [(_content(head, language), _content(claim, language)) for _, parts in framed for head, claim in parts]
    others = [sentence for sentence in sentences if not unattributed(sentence.text)]
    by_span = {(sentence.start, sentence.end): sentence.text for sentence in others}
    findings = []
    for index, text in enumerate(texts):
        whole = _content(text, language)
        for clause in clauses(text):
            said = _content(clause, language)
            bare = any(
                head and not head & whole and _MUCH * len(said | claim) < len(said & claim) for head, claim in hidden
            )
            if not bare:
                continue
            [spans] = attribute([clause], others, language, limit=_SUPPORTING)
            if not _borne_out(clause, [by_span[span.start, span.end] for span in spans], language):
                findings.append(Finding("support", "a part of a sentence that nobody is named for, as a fact", index))
                break
    return findings


def examine_frames_across(texts: Sequence[str], sentences: Sequence[Sentence]) -> list[Finding]:
    """The same for a summary in another language, by words that are alike in both: names, numbers, loans. A part that
    has more of them in common with such a claim than with any other sentence may rest on it alone.
    """
    claims = [cognates(claim) for sentence in sentences for _, claim in unattributed(sentence.text)]
    if not claims:
        return []
    others = [cognates(sentence.text) for sentence in sentences if not unattributed(sentence.text)]
    findings = []
    for index, text in enumerate(texts):
        for clause in clauses(text):
            said = cognates(clause)
            shared = max(len(said & claim) for claim in claims)
            if shared and shared > max((len(said & other) for other in others), default=0):
                findings.append(Finding("support", "a part that may rest on a part of a sentence only", index))
                break
    return findings


def clauses(text: str) -> list[str]:
    """The parts of a sentence that may say something of their own."""
    return [part for part in _CLAUSE.split(text) if part and any(map(str.isalnum, part))]


def _suspects(sentences: Sequence[Sentence], language: str) -> set[int]:
    about_text = {n for n, sentence in enumerate(sentences) if speaks_of_text(sentence.text, language)}
    orders = {
        n for n, sentence in enumerate(sentences) if n not in about_text and is_imperative(sentence.text, language)
    }
    if not orders:
        return about_text
    alike = sum(may_order(sentence.text, language) for sentence in sentences)
    return about_text if alike > max(_ORDERS, _ORDERS_SHARE * len(sentences)) else about_text | orders


def _neighbours(sentences: Sequence[Sentence], at: int) -> list[int]:
    """The sentences before and after in the paragraph; what a colon announces stands in the next one too."""
    found = [
        n for n in (at - 1, at + 1) if 0 <= n < len(sentences) and sentences[n].paragraph == sentences[at].paragraph
    ]
    if sentences[at].text.rstrip('*_ "”»').endswith(":") and at + 1 < len(sentences):
        found.append(at + 1)
    return found


def _borne_out(clause: str, support: Sequence[str], language: str) -> bool:
    """Whether nearly all content words of a clause, all its numbers and its negation, if any, are in its support."""
    said = _content(clause, language)
    known = {term for text in support for term in _content(text, language)}
    strange = said - known
    if any(any(map(str.isdigit, term)) for term in strange) or len(strange) > len(said) // _WORDS_A_STRANGER:
        return False
    spoken = {word.casefold() for text in support for word in words(text)}
    denied = _NEGATION.intersection(word.casefold() for word in words(clause))
    if denied and not _NEGATION & spoken:
        return False
    return set(addresses(clause)) <= {address for text in support for address in addresses(text)}


def _content(text: str, language: str) -> set[str]:
    stops = stop_words(language)
    found = (word for word in words(text) if word.casefold().replace("’", "'") not in stops and not is_frequent(word))
    return {stem(word, language) for word in found if len(word) > 1 or word.isdigit()} - stops


def _joined(sentences: Sequence[Sentence]) -> tuple[tuple[int, int], ...]:
    """The spans of sentences in order, neighbours as one."""
    spans: list[tuple[int, int]] = []
    for sentence in sentences:
        if spans and sentence.start - spans[-1][1] <= 1:
            spans[-1] = spans[-1][0], sentence.end
        else:
            spans.append((sentence.start, sentence.end))
    return tuple(spans)
