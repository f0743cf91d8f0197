"""True pieces put together into something that nobody said: a number about another sum, a name with another's deed.

Looked for where a summary is written in the article's own language, and never more than a warning: who summarizes may
say in one sentence what an article says in two.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from service.pipeline.checks import Finding
from service.text.attribution import attribute
from service.text.facts import Facts, names
from service.text.numbers import read
from service.text.numbers.shares import shares
from service.types import Sentence

_SUPPORTING = 3
# Of the best support, so much has what a sentence rests on too.
_SHARE = 0.5
_SMALLEST_PART = 10


def doubt_recombined(
    texts: Sequence[str],
    cited: Sequence[Sequence[int]],
    sentences: Sequence[Sentence],
    language: str,
    title: str | None = None,
) -> list[Finding]:
    """The sentences with a number or a name that stands in the article, but in none of the sentences that they rest on:
    those that they cite, those that share most of their other words, and the ones before each of these.
    """
    found = attribute([_bare(text, language) for text in texts], sentences, language, limit=_SUPPORTING)
    at = {(sentence.start, sentence.end): number for number, sentence in enumerate(sentences)}
    article = " ".join([title or "", *(sentence.text for sentence in sentences)])
    whole, findings = Facts(article, language), _counted_parts(texts, article, language)
    for index, (text, spans, numbers) in enumerate(zip(texts, found, cited, strict=True)):
        if not spans:
            continue
        near = {*numbers, *(at[span.start, span.end] for span in spans if span.score >= _SHARE * spans[0].score)}
        near |= {number - 1 for number in near if number}
        support = Facts(" ".join([title or "", *(sentences[number].text for number in sorted(near))]), language)
        if strange := set(support.missing_numbers(text)) - set(whole.missing_numbers(text)):
            detail = f"stands elsewhere in the article: {', '.join(sorted(strange))}"
            findings.append(Finding("numbers", detail, index, weak=True))
        if strange := set(support.missing_names(text)) - set(whole.missing_names(text)):
            detail = f"stands elsewhere in the article: {', '.join(sorted(strange))}"
            findings.append(Finding("names", detail, index, weak=True))
    return findings


def _bare(text: str, language: str) -> str:
    """A sentence without its numbers and names: what it says about them."""
    for claim in reversed(read(text, language).claims):
        text = f"{text[: claim.start]} {text[claim.end :]}"
    for name in names(text, language):
        text = text.replace(name, " ")
    return text


def _counted_parts(texts: Sequence[str], article: str, language: str) -> list[Finding]:
    """The sentences that count what the article has only as a part of a whole: three ships, of a third of the fleet."""
    reading = read(article, language)
    counted = {value for claim in reading.claims for value in claim.values if isinstance(value, Decimal)}
    parts = {
        Decimal(round(1 / share.value))
        for share in shares(article, reading, language)
        if share.kind == "share" and 2 * share.value < 1 and share.value >= 1 / _SMALLEST_PART
    } - counted
    findings = []
    for index, text in enumerate(texts) if parts else ():
        said = read(text, language)
        shared = {number for share in shares(text, said, language) for number in share.claims}
        strange = [
            claim.written
            for number, claim in enumerate(said.claims)
            if parts & claim.values and number not in shared and text[max(0, claim.start - 1)] not in "/⁄"
        ]
        if strange:
            findings.append(Finding("numbers", f"perhaps not in the article: {', '.join(strange)}", index, weak=True))
    return findings
