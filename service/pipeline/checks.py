"""What is looked at before an answer leaves: language, numbers, names, length, repetition.

A check says what it saw; what is done about it is decided by whoever called it (`summarize.py`, `translate.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from service.errors import UndetectedLanguage
from service.pipeline.limits import Limits
from service.text.detect import candidates
from service.text.facts import Facts, missing_numbers
from service.text.repair import looped
from service.text.words import count_words
from service.types import Check, CheckName, CheckStatus, Pair

ALL: tuple[CheckName, ...] = ("language", "numbers", "names", "length", "repetition")

# Language identification is unreliable on a few words: on shorter text the check is skipped.
_LANGUAGE_MIN_LETTERS = 20
_LANGUAGE_SURE = 0.6
_LANGUAGE_UNLIKELY = 0.1
_NOT_UKRAINIAN = frozenset("ыэёъЫЭЁЪ")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong. `sentence` is the index of the sentence to blame, None where it is the whole."""

    name: CheckName
    detail: str
    sentence: int | None = None


def examine_summary(sentences: Sequence[str], *, source: str, language: str, limits: Limits) -> list[Finding]:
    """Everything that is wrong with a summary written in `language` about `source`, a text in the same language."""
    findings = examine_length(sentences, limits)
    facts = Facts(source, language)
    for index, sentence in enumerate(sentences):
        if numbers := facts.missing_numbers(sentence):
            findings.append(Finding("numbers", f"not in the article: {', '.join(numbers)}", index))
        if names := facts.missing_names(sentence):
            findings.append(Finding("names", f"not in the article: {', '.join(names)}", index))
        if sentence not in source and looped(sentence):
            findings.append(Finding("repetition", "a phrase is repeated over and over", index))
        if sentence in sentences[:index]:
            findings.append(Finding("repetition", "a sentence is said twice", index))
    findings.extend(examine_language(" ".join(sentences), language, source=source))
    return findings


def examine_segment(source: str, output: str, pair: Pair) -> list[Finding]:
    """What is wrong with one translated segment, compared with the segment that it translates."""
    if not output.strip():
        return [Finding("length", "nothing came back for a sentence")]
    findings = []
    if looped(output, source):
        findings.append(Finding("repetition", "a phrase is repeated over and over, or the length is out of proportion"))
    if added := missing_numbers(output, source):
        findings.append(Finding("numbers", f"not in the sentence translated: {', '.join(added)}"))
    if lost := missing_numbers(source, output):
        findings.append(Finding("numbers", f"lost in translation: {', '.join(lost)}"))
    if pair.target == "uk" and (letters := _NOT_UKRAINIAN.intersection(output) - _NOT_UKRAINIAN.intersection(source)):
        findings.append(Finding("language", f"letters that Ukrainian does not have: {' '.join(sorted(letters))}"))
    return findings


def examine_language(text: str, language: str, *, source: str = "") -> list[Finding]:
    """Whether `text` is in `language`; letters that Ukrainian lacks pass where `source` has them too."""
    if language == "uk" and (_NOT_UKRAINIAN.intersection(text) - _NOT_UKRAINIAN.intersection(source)):
        return [Finding("language", "letters that Ukrainian does not have")]
    if not judges_language(text):
        return []
    try:
        found = candidates(text, limit=5)
    except UndetectedLanguage:
        return []
    likely = {detection.code: detection.confidence for detection in found}
    best = found[0]
    wrong = best.code != language and best.confidence >= _LANGUAGE_SURE
    if wrong and likely.get(language, 0.0) < _LANGUAGE_UNLIKELY:
        return [Finding("language", f"looks like '{best.code}', not '{language}'")]
    return []


def judges_language(text: str) -> bool:
    """Whether the text is long enough for its language to be judged."""
    letters = islice(filter(str.isalpha, text), _LANGUAGE_MIN_LETTERS)
    return len(tuple(letters)) == _LANGUAGE_MIN_LETTERS


def examine_length(sentences: Sequence[str], limits: Limits) -> list[Finding]:
    """Whether the summary keeps its ceilings."""
    if limits.kept_by(sentences):
        return []
    if len(sentences) > limits.max_sentences:
        return [Finding("length", f"{len(sentences)} sentences where the ceiling is {limits.max_sentences}")]
    words = sum(map(count_words, sentences))
    return [Finding("length", f"{words} words where the ceiling is {limits.max_words}; no sentence is ever cut")]


def report(seen: Iterable[Finding], left: Iterable[Finding], *, skipped: Iterable[CheckName] = ()) -> tuple[Check, ...]:
    """One line a check: `failed` for what is left, `repaired` for what was seen and is gone, else `ok`."""
    before, after = _by_name(seen), _by_name(left)
    omitted = frozenset(skipped)
    checks = []
    for name in ALL:
        status: CheckStatus = "ok"
        if name in after:
            status = "failed"
        elif name in before:
            status = "repaired"
        elif name in omitted:
            status = "skipped"
        checks.append(Check(name, status, after.get(name) or before.get(name, "")))
    return tuple(checks)


def merge(first: Sequence[Check], second: Sequence[Check]) -> tuple[Check, ...]:
    """The checks of two stages as one list: each check as bad as its worse half, with the details of both."""
    order: tuple[CheckStatus, ...] = ("skipped", "ok", "repaired", "failed")
    merged = []
    for one, other in zip(first, second, strict=True):
        worse = max(one, other, key=lambda check: order.index(check.status))
        detail = "; ".join(dict.fromkeys(filter(None, (one.detail, other.detail))))
        merged.append(Check(one.name, worse.status, detail))
    return tuple(merged)


def _by_name(findings: Iterable[Finding]) -> dict[CheckName, str]:
    details: dict[CheckName, list[str]] = {}
    for finding in findings:
        details.setdefault(finding.name, []).append(finding.detail)
    return {name: "; ".join(dict.fromkeys(texts)) for name, texts in details.items()}
