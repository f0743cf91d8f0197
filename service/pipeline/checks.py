"""What is looked at before an answer leaves: language, numbers, names, length, repetition, support.

A check says what it saw; what is done about it is decided by whoever called it (`summarize.py`, `translate.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from service.pipeline.limits import Limits
from service.pipeline.number_checks import doubt_numbers, doubt_retold, missing_abroad
from service.pipeline.word_checks import doubt_words
from service.text.artefacts import broken_signs, left_as_it_was, talks_about_itself
from service.text.attribution import WEAK
from service.text.cues import is_terminated
from service.text.facts import Facts, facts_of
from service.text.links import novel_addresses
from service.text.lost_clauses import lost_end
from service.text.meaning import summary_doubts, translation_doubts
from service.text.mixture import ends_open, foreign_language, has_letters, whole_in_other_language
from service.text.repair import looped
from service.text.strange_words import left_words
from service.text.translated_names import NameChanges, compare_names
from service.text.words import count_words
from service.types import Check, CheckName, CheckStatus, Pair, SummarySentence

ALL: tuple[CheckName, ...] = ("language", "numbers", "names", "length", "repetition", "support")

# What the rest of a sentence may begin with; the empty string is in every string, so a space stands for nothing.
_GOES_ON = ",;:–—"
_NOT_UKRAINIAN = frozenset("ыэёъЫЭЁЪ")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong. `sentence` is the index of the sentence to blame, None where it is the whole.

    What is `weak` may be right: it is reason enough to try again, and to say so, but not to throw anything away.
    `items` are the numbers or names themselves, for a writer that can be told. What is only a `remark` is not wrong.
    """

    name: CheckName
    detail: str
    sentence: int | None = None
    weak: bool = False
    items: tuple[str, ...] = ()
    remark: bool = False


def examine_summary(sentences: Sequence[str], *, source: str, language: str, limits: Limits) -> list[Finding]:
    """Everything that is wrong with a summary written in `language` about `source`, a text in the same language."""
    findings = examine_length(sentences, limits)
    facts = facts_of(source, language)
    for index, sentence in enumerate(sentences):
        if sentence in sentences[:index]:
            findings.append(Finding("repetition", "a sentence is said twice", index))
        findings += (
            replace(finding, sentence=index) for finding in _examine_sentence(sentence, facts, source, language)
        )
    if not any(finding.name == "language" for finding in findings):
        findings.extend(examine_language(" ".join(sentences), language, source=source))
    if _breaks_off(sentences, source, language, limits):
        findings.append(Finding("length", "the last sentence breaks off", len(sentences) - 1))
    return findings


def _examine_sentence(sentence: str, facts: Facts, source: str, language: str) -> Iterator[Finding]:
    if numbers := facts.missing_numbers(sentence):
        yield Finding("numbers", f"not in the article: {', '.join(numbers)}", items=numbers)
    if swapped := facts.swapped_numbers(sentence):
        yield Finding("numbers", f"in each other's place: {', '.join(swapped)}", items=swapped)
    for detail, certain in doubt_retold(sentence, facts):
        if certain:
            yield Finding("numbers", detail)
    if names := facts.missing_names(sentence):
        yield Finding("names", f"not in the article: {', '.join(names)}", items=names)
    if sentence in source:
        return
    if novel_addresses(sentence, source):
        yield Finding("support", "an address or markup that the article does not have")
    if looped(sentence):
        yield Finding("repetition", "a phrase is repeated over and over")
    if talks_about_itself(sentence, source):
        yield Finding("support", "words about the summary, not about the article")
    yield from _examine_signs(sentence, source)
    yield from _examine_words(sentence, source, language)
    if foreign := foreign_language(sentence, language):
        yield Finding("language", f"a part looks like '{foreign}', not '{language}'")


def examine_foreign_summary(sentences: Sequence[str], source: str, pair: Pair, limits: Limits) -> list[Finding]:
    """Everything that is wrong with a summary in `pair.target`, written straight from `source`, in `pair.source`."""
    findings = examine_length(sentences, limits)
    for index, sentence in enumerate(sentences):
        if sentence in sentences[:index]:
            findings.append(Finding("repetition", "a sentence is said twice", index))
        findings += (replace(finding, sentence=index) for finding in _examine_foreign(sentence, source, pair))
    if not any(finding.name == "language" for finding in findings):
        findings.extend(examine_language(" ".join(sentences), pair.target, source=source))
    *before, last = sentences or [""]
    goes_on = not is_terminated(last) and (any(map(is_terminated, before)) or ends_open(last, pair.target))
    if limits.style == "paragraph" and last and goes_on:
        findings.append(Finding("length", "the last sentence breaks off", len(sentences) - 1))
    return findings


def _examine_foreign(sentence: str, source: str, pair: Pair) -> Iterator[Finding]:
    if numbers := missing_abroad(sentence, source, pair):
        yield Finding("numbers", f"not in the article: {', '.join(numbers)}", items=numbers)
    # Of 997 honest sentences each way between en, fr and uk, up to 70 seem to add a name: too many to be certain.
    if added := compare_names(source, sentence, pair).added:
        yield Finding("names", f"perhaps not in the article: {', '.join(added)}", weak=True, items=added)
    if looped(sentence):
        yield Finding("repetition", "a phrase is repeated over and over")
    if talks_about_itself(sentence, source):
        yield Finding("support", "words about the summary, not about the article")
    if novel_addresses(sentence, source):
        yield Finding("support", "an address or markup that the article does not have")
    yield from _examine_signs(sentence, source)
    yield from _examine_words(sentence, source, pair.target)
    if left_as_it_was(sentence, source):
        yield Finding("language", "a part was left in the language of the article")
    elif foreign := foreign_language(sentence, pair.target):
        yield Finding("language", f"a part looks like '{foreign}', not '{pair.target}'")


def _breaks_off(sentences: Sequence[str], source: str, language: str, limits: Limits) -> bool:
    """Whether a paragraph ends in the middle of a sentence: decoding stops at its limit, wherever that is."""
    if limits.style != "paragraph" or not sentences or is_terminated(sentences[-1]):
        return False
    _, last, after = source.partition(sentences[-1])
    following = after.lstrip()[:1] or " "
    if not last:
        return is_terminated(source.rstrip()) or ends_open(sentences[-1], language)
    return following.islower() or following in _GOES_ON or ends_open(last, language)


def _examine_signs(text: str, source: str) -> Iterator[Finding]:
    if sign := broken_signs(text, source):
        yield Finding("language", f"signs that no language has: {sign}")


def _examine_words(text: str, source: str, language: str) -> Iterator[Finding]:
    for name, detail, certain in doubt_words(text, source, language):
        yield Finding(name, detail, weak=not certain)


def doubt_summary(sentences: Sequence[str], *, source: str, language: str) -> list[Finding]:
    """What may be wrong with a summary, too weak a sign to change it: see `Finding.weak`."""
    facts = facts_of(source, language)
    findings = []
    for index, sentence in enumerate(sentences):
        if numbers := facts.doubtful_numbers(sentence):
            findings.append(Finding("numbers", f"perhaps not in the article: {', '.join(numbers)}", index, weak=True))
        details = (detail for detail, certain in doubt_retold(sentence, facts) if not certain)
        findings += (Finding("numbers", detail, index, weak=True) for detail in details)
        if names := facts.doubtful_names(sentence):
            findings.append(Finding("names", f"perhaps not in the article: {', '.join(names)}", index, weak=True))
    doubts = summary_doubts(sentences, source, language)
    return findings + [Finding(doubt.check, doubt.detail, index, weak=True) for index, doubt in doubts]


def examine_support(sentences: Sequence[SummarySentence]) -> list[Finding]:
    """Which sentences of a summary no sentence of the article supports, or only weakly: never more than a warning."""
    return [
        Finding("support", f"sentence {number} has {_support(sentence)} in the article", number - 1, weak=True)
        for number, sentence in enumerate(sentences, 1)
        if has_letters(sentence.text) and max((source.score for source in sentence.sources), default=0.0) < WEAK
    ]


def _support(sentence: SummarySentence) -> str:
    return "only weak support" if sentence.sources else "no support"


def examine_segment(source: str, output: str, pair: Pair) -> list[Finding]:
    """What is wrong with one translated segment, compared with the segment that it translates."""
    return _examine_segment(source, output, pair, compare_names(source, output, pair))


def _examine_segment(source: str, output: str, pair: Pair, changes: NameChanges) -> list[Finding]:
    if not output.strip():
        return [Finding("length", "nothing came back for a sentence")]
    return [
        *_compare_form(source, output, pair),
        *_compare_numbers(source, output, pair),
        *_judge_names(changes),
        *(Finding(doubt.check, doubt.detail, weak=True) for doubt in translation_doubts(source, output, pair)),
    ]


def examine_segments(sources: Sequence[str], outputs: Sequence[str], pair: Pair) -> list[list[Finding]]:
    """What is wrong with each translated segment. Neighbours whose names are in each other's outputs were exchanged."""
    changes = [compare_names(s, o, pair) for s, o in zip(sources, outputs, strict=True)]
    findings = [_examine_segment(s, o, pair, c) for s, o, c in zip(sources, outputs, changes, strict=True)]
    for one, two in pairwise(range(len(sources))):
        if not (changes[one].any and changes[two].any):
            continue
        crossed = compare_names(sources[one], outputs[two], pair), compare_names(sources[two], outputs[one], pair)
        if not any(change.any for change in crossed):
            findings[one].append(Finding("names", "a sentence in the place of the next one"))
            findings[two].append(Finding("names", "a sentence in the place of the one before"))
    return findings


def badness(findings: Sequence[Finding]) -> tuple[int, int]:
    """How bad a text is, to choose the better of two: what is certainly wrong counts first."""
    return sum(not finding.weak for finding in findings), len(findings)


def _compare_form(source: str, output: str, pair: Pair) -> Iterator[Finding]:
    if looped(output, source):
        yield Finding("repetition", "a phrase is repeated over and over, or the length is out of proportion")
    if lost_end(source, output, (pair.source, pair.target)):
        yield Finding("length", "a sentence breaks off", weak=True)
    if talks_about_itself(output, source) and not talks_about_itself(source, output):
        yield Finding("support", "words about the translation, not of the text")
    if novel_addresses(output, source):
        yield Finding("support", "an address or markup that the text does not have")
    yield from _examine_signs(output, source)
    yield from _examine_words(output, source, pair.target)
    if pair.target == "uk" and (letters := _NOT_UKRAINIAN.intersection(output) - _NOT_UKRAINIAN.intersection(source)):
        yield Finding("language", f"letters that Ukrainian does not have: {' '.join(sorted(letters))}")
    elif left_as_it_was(output, source):
        yield Finding("language", "a part of a sentence was left as it is")
    elif foreign := foreign_language(output, pair.target):
        yield Finding("language", f"a part looks like '{foreign}', not '{pair.target}'")
    elif left := left_words(output, source, (pair.target, pair.source)):
        yield Finding("language", f"left as it is: {', '.join(left)}", weak=len(left) == 1)


def _compare_numbers(source: str, output: str, pair: Pair) -> Iterator[Finding]:
    for detail, certain in doubt_numbers(source, output, pair):
        yield Finding("numbers", detail, weak=not certain)


def _judge_names(changes: NameChanges) -> Iterator[Finding]:
    if changes.replaced:
        detail = f"{', '.join(changes.added)} in the place of {', '.join(changes.lost)}"
        yield Finding("names", detail, weak=not changes.certain)
    elif lost := changes.left_out:
        yield Finding("names", f"left out: {', '.join(lost)}", weak=True)
    elif added := changes.made_up:
        yield Finding("names", f"perhaps not in the sentence translated: {', '.join(added)}", weak=True)


def examine_language(text: str, language: str, *, source: str = "") -> list[Finding]:
    """Whether `text` is in `language`; letters that Ukrainian lacks pass where `source` has them too."""
    if language == "uk" and (_NOT_UKRAINIAN.intersection(text) - _NOT_UKRAINIAN.intersection(source)):
        return [Finding("language", "letters that Ukrainian does not have")]
    if wrong := whole_in_other_language(text, language):
        return [Finding("language", f"looks like '{wrong}', not '{language}'")]
    return []


def judges_language(text: str) -> bool:
    """Whether the text is long enough for its language to be judged."""
    return has_letters(text)


def examine_length(sentences: Sequence[str], limits: Limits) -> list[Finding]:
    """Whether the summary keeps its ceilings."""
    if limits.kept_by(sentences):
        return []
    if len(sentences) > limits.max_sentences:
        return [Finding("length", f"{len(sentences)} sentences where the ceiling is {limits.max_sentences}")]
    words = sum(map(count_words, sentences))
    return [Finding("length", f"{words} words where the ceiling is {limits.max_words}; no sentence is ever cut")]


def report(
    seen: Iterable[Finding], left: Iterable[Finding], *, skipped: Mapping[CheckName, str] = MappingProxyType({})
) -> tuple[Check, ...]:
    """One line a check: `failed` for what is left, `warning` where all of that is weak, `repaired` for what was seen
    and is gone, else `skipped` for the reason that is given, else `ok`, with the remarks that were made. Of what is not
    in ALL only where something was found.
    """
    before, after = _by_name(seen := list(seen)), _by_name(left := list(left))
    certain = {finding.name for finding in left if not finding.weak}
    repaired = {finding.name for finding in seen if not finding.remark}
    checks = []
    found = [name for name in dict.fromkeys([*after, *before]) if name not in ALL]
    for name in (*ALL, *found):
        status: CheckStatus = "ok"
        detail = after.get(name) or before.get(name, "")
        if name in after:
            status = "failed" if name in certain else "warning"
        elif name in before:
            status = "repaired" if name in repaired else "ok"
        elif name in skipped:
            status, detail = "skipped", skipped[name]
        blamed = {finding.sentence for finding in left if finding.name == name and finding.sentence is not None}
        checks.append(Check(name, status, detail, sentences=tuple(sorted(blamed))))
    return tuple(checks)


def merge(first: Sequence[Check], second: Sequence[Check]) -> tuple[Check, ...]:
    """The checks of two stages as one list: each check as bad as its worse half, with the details of what
    is as bad: what was repaired does not stand beside what is wrong.
    """
    order: tuple[CheckStatus, ...] = ("skipped", "ok", "repaired", "warning", "failed")
    merged = []
    others = {check.name: check for check in second}
    for one in (*first, *(check for check in second if check.name not in {each.name for each in first})):
        other = others.get(one.name, one)
        worse = max(one, other, key=lambda check: order.index(check.status))
        halves = [half for half in (one, other) if half.status == worse.status]
        detail = "; ".join(dict.fromkeys(half.detail for half in halves if half.detail))
        blamed = {index for half in halves for index in half.sentences}
        merged.append(Check(one.name, worse.status, detail, sentences=tuple(sorted(blamed))))
    return tuple(merged)


def _by_name(findings: Iterable[Finding]) -> dict[CheckName, str]:
    details: dict[CheckName, list[str]] = {}
    for finding in findings:
        details.setdefault(finding.name, []).append(finding.detail)
    return {name: "; ".join(dict.fromkeys(texts)) for name, texts in details.items()}
