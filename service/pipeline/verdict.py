"""What the checks say of a text that somebody else wrote: a translation, or a summary of an article.

The same code that guards the service's own answers. A check is `ok` only where it compared something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from service.pipeline.checks import (
    Finding,
    doubt_summary,
    examine_foreign_summary,
    examine_segments,
    examine_summary,
    judges_language,
)
from service.pipeline.limits import Limits
from service.text.mixture import has_letters
from service.text.names import names
from service.text.negations import knows_negation
from service.text.numbers import read
from service.text.sentences import split
from service.types import CheckName, Pair, Sentence

CheckTask = Literal["translation", "summary"]
VerdictName = Literal["ok", "doubtful", "failed"]
RemarkStatus = Literal["ok", "warning", "failed", "skipped"]

CHECKED: tuple[CheckName, ...] = ("language", "numbers", "names", "repetition", "support", "length")
# Those that compare the two texts: where none of them had anything to compare, nothing was found to be right.
_COMPARING = frozenset[CheckName]({"language", "numbers", "names", "support"})
# A text to be checked has no ceiling.
_NO_CEILING = Limits("bullets", 1_000_000, None)


@dataclass(frozen=True, slots=True)
class Remark:
    """What one check says; `spans` are the places of the text that are to blame, or nothing where it is the whole."""

    name: CheckName
    status: RemarkStatus
    detail: str = ""
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`failed` where something is certainly wrong, `doubtful` where something may be, or nothing could be compared."""

    verdict: VerdictName
    remarks: tuple[Remark, ...]


def judge_translation(text: str, source: str, pair: Pair) -> Verdict:
    """Compares a translation with what it translates: sentence by sentence where both have as many, paragraph by
    paragraph where these are as many, else as a whole.
    """
    ours, theirs = _units(text, source, pair)
    findings = examine_segments([source[s:e] for s, e in theirs], [text[s:e] for s, e in ours], pair)
    placed = [(finding, ours[index]) for index, found in enumerate(findings) for finding in found]
    return _verdict(text, source, placed, pair)


def judge_summary(text: str, article: str, pair: Pair) -> Verdict:
    """Compares a summary in `pair.target` with the article, in `pair.source`, that it is of."""
    sentences = split(text, pair.target)
    texts = [sentence.text for sentence in sentences]
    if pair.source == pair.target:
        findings = examine_summary(texts, source=article, language=pair.target, limits=_NO_CEILING)
        certain = {(finding.name, finding.sentence) for finding in findings}
        findings += [
            doubt
            for doubt in doubt_summary(texts, source=article, language=pair.target)
            if (doubt.name, doubt.sentence) not in certain
        ]
    else:
        findings = examine_foreign_summary(texts, article, pair, _NO_CEILING)
    return _verdict(text, article, [(finding, _span(finding, sentences, text)) for finding in findings], pair)


def _units(text: str, source: str, pair: Pair) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    ours, theirs = split(text, pair.target), split(source, pair.source)
    if len(ours) == len(theirs):
        return [(each.start, each.end) for each in ours], [(each.start, each.end) for each in theirs]
    paragraphs = _paragraphs(ours), _paragraphs(theirs)
    if len(paragraphs[0]) == len(paragraphs[1]):
        return paragraphs
    return [(0, len(text))], [(0, len(source))]


def _paragraphs(sentences: Iterable[Sentence]) -> list[tuple[int, int]]:
    groups = (list(group) for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph))
    return [(group[0].start, group[-1].end) for group in groups]


def _span(finding: Finding, sentences: Sequence[Sentence], text: str) -> tuple[int, int]:
    if finding.sentence is None:
        return 0, len(text)
    return sentences[finding.sentence].start, sentences[finding.sentence].end


def _verdict(text: str, source: str, placed: Sequence[tuple[Finding, tuple[int, int]]], pair: Pair) -> Verdict:
    remarks = []
    for name in dict.fromkeys((*CHECKED, *(finding.name for finding, _ in placed))):
        found = [each for each in placed if each[0].name == name]
        if not found:
            why = _not_compared(name, text, source, pair)
            remarks.append(Remark(name, "skipped" if why else "ok", why))
            continue
        status: RemarkStatus = "warning" if all(finding.weak for finding, _ in found) else "failed"
        detail = "; ".join(dict.fromkeys(finding.detail for finding, _ in found))
        spans = sorted({span for finding, place in found for span in _places(finding, place, text)})
        remarks.append(Remark(name, status, detail, tuple(spans)))
    return Verdict(_worst(remarks), tuple(remarks))


def _worst(remarks: Sequence[Remark]) -> VerdictName:
    statuses = {remark.status for remark in remarks}
    if "failed" in statuses:
        return "failed"
    compared = any(remark.name in _COMPARING and remark.status != "skipped" for remark in remarks)
    return "ok" if compared and "warning" not in statuses else "doubtful"


def _places(finding: Finding, place: tuple[int, int], text: str) -> Iterator[tuple[int, int]]:
    """The words that a finding is about, wherever they stand in the sentence; else the sentence."""
    start, end = place
    items = sorted(filter(None, finding.items), key=len, reverse=True)
    if not items:
        yield place
        return
    # Whole words: `3` is not the one of `13`.
    whole = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, items))})(?!\w)")
    found = [match.span() for match in whole.finditer(text, start, end)]
    yield from found or [place]


def _not_compared(name: CheckName, text: str, source: str, pair: Pair) -> str:
    """Why a check that found nothing had nothing to find; empty where it compared something."""
    match name:
        case "numbers" if not read(text, pair.target).claims and not read(source, pair.source).claims:
            return "neither text states a number"
        case "names" if not names(text, pair.target) and not names(source, pair.source):
            return "neither text has a name"
        case "names" | "numbers" | "support" if not _known(pair):
            return "the rules do not know one of the languages"
        case "language" if not judges_language(text):
            return "the text is too short for its language to be told"
        case "support" if not has_letters(text, 1) or not has_letters(source, 1):
            return "one of the texts has no words"
    return ""


def _known(pair: Pair) -> bool:
    """Whether what is said in the two languages can be compared; within one language words can be."""
    return pair.source == pair.target or (knows_negation(pair.source) and knows_negation(pair.target))
