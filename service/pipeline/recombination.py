"""True pieces put together into something that nobody said: a number about another sum, a name with another's deed.

Looked for where a summary is written in the article's own language, and never more than a warning: who summarizes may
say in one sentence what an article says in two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from service.pipeline.checks import Finding
from service.text.attribution import attribute
from service.text.clauses import grammar_of
from service.text.clauses.grammar import Tag, tokens_of
from service.text.facts import Facts, names
from service.text.numbers import read
from service.text.numbers.shares import shares
from service.text.stems import stem
from service.text.stopwords import stop_words
from service.text.words import words
from service.types import Sentence

_SUPPORTING = 3
# Of the best support, so much has what a sentence rests on too.
_SHARE = 0.5
_SMALLEST_PART = 10
_NEARLY_COPIED = 0.5
_TOLD = 5
_DEEDS = frozenset({Tag.VERB, Tag.INFINITIVE, Tag.PARTICIPLE})


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
    whole = Facts(article, language)
    nearest = [
        at[spans[0].start, spans[0].end] if spans and spans[0].score >= _NEARLY_COPIED else None
        for spans in attribute(texts, sentences, language, limit=1)
    ]
    findings = [
        *_counted_parts(texts, article, language),
        *_repeated_numbers(texts, article, language),
        *_other_subjects(texts, nearest, sentences, language),
        *_lost_verbs(texts, nearest, sentences, language),
    ]
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


def doubt_invented(texts: Sequence[str], sentences: Sequence[Sentence], language: str) -> list[Finding]:
    """The sentences with a verb or a word of content that none of those has that support them best, nor the ones beside
    these; and those that are nearly one of the article's, with the deed of another.

    Who writes well says things in words of their own. A small model that leaves its article's words has left its sense.
    """
    contents = [
        frozenset(_content(sentence.text, language)) | _verbs(sentence.text, language) for sentence in sentences
    ]
    at = {(sentence.start, sentence.end): number for number, sentence in enumerate(sentences)}
    findings = []
    for index, (text, spans) in enumerate(
        zip(texts, attribute(texts, sentences, language, limit=_SUPPORTING), strict=True)
    ):
        near = {at[span.start, span.end] + step for span in spans for step in (-1, 0, 1)}
        known = frozenset().union(*(contents[number] for number in near if 0 <= number < len(contents)))
        said = [*_content(text, language), *sorted(_verbs(text, language))]
        if new := [word for word in dict.fromkeys(said) if word not in known]:
            findings.append(Finding("support", f"words of its own: {', '.join(new[:_TOLD])}", index, weak=True))
        elif spans and spans[0].score >= _NEARLY_COPIED:
            own = _deeds(sentences[at[spans[0].start, spans[0].end]].text, language)
            if own and (done := _deeds(text, language)) and not own & done:
                findings.append(Finding("support", "perhaps done by something else in the article", index, weak=True))
    return findings


def _deeds(text: str, language: str) -> frozenset[str]:
    """The stems of verbs, whatever their form, but for auxiliaries; none in a language whose grammar is not known."""
    grammar = grammar_of(language)
    tokens = grammar.tag(tokens_of(text, elided=grammar.elides)) if grammar else []
    return frozenset(stem(token.lower, language) for token in tokens if token.tag in _DEEDS)


def _verbs(text: str, language: str) -> frozenset[str]:
    """The stems of finite verbs, as far as they are told; none in a language whose grammar is not known here."""
    grammar = grammar_of(language)
    if grammar is None:
        return frozenset()
    tokens = grammar.tag(tokens_of(text, elided=grammar.elides))
    return frozenset(stem(token.lower, language) for token in tokens if token.tag in (Tag.VERB, Tag.AUXILIARY))


def _repeated_numbers(texts: Sequence[str], article: str, language: str) -> list[Finding]:
    """The sentences that say a number of several digits more often than the whole article does."""
    known = Counter(claim.written for claim in read(article, language).claims)
    findings = []
    for index, text in enumerate(texts):
        said = Counter(claim.written for claim in read(text, language).claims if len(claim.written) > 1)
        if twice := sorted(number for number, times in said.items() if times > max(1, known[number])):
            findings.append(Finding("numbers", f"said twice: {', '.join(twice)}", index, weak=True))
    return findings


def _other_subjects(
    texts: Sequence[str], nearest: Sequence[int | None], sentences: Sequence[Sentence], language: str
) -> list[Finding]:
    """The sentences that are one of the article's (its number in `nearest`), but for what it is about: that stands
    neither there nor before it, and what stands there is gone.
    """
    findings = []
    contents = [_content(sentence.text, language) for sentence in sentences]
    everywhere = {term for content in contents for term in content}
    for index, (text, number) in enumerate(zip(texts, nearest, strict=True)):
        said = _content(text, language)
        if not said or number is None:
            continue
        own, before = contents[number], contents[number - 1] if number else []
        if own and own[0] not in said and said[0] in everywhere and said[0] not in (*own, *before):
            findings.append(Finding("support", "perhaps said of something else in the article", index, weak=True))
    return findings


def _lost_verbs(
    texts: Sequence[str], nearest: Sequence[int | None], sentences: Sequence[Sentence], language: str
) -> list[Finding]:
    """The sentences that have most words of one of the article's (its number in `nearest`), but no verb, which that one
    has: whatever they say of its things, it does not.
    """
    return [
        Finding("support", "what the article says of it was left out", index, weak=True)
        for index, (text, number) in enumerate(zip(texts, nearest, strict=True))
        if number is not None and not _verbs(text, language) and _verbs(sentences[number].text, language)
    ]


def _content(text: str, language: str) -> list[str]:
    """The stems of the words of content, in order."""
    stops = stop_words(language)
    return [stem(word, language) for word in words(text) if word.isalpha() and word.casefold() not in stops]


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
