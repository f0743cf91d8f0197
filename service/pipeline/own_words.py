"""What can be said about an article in its own words: all of it, its title, its best sentences, its keywords."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from service.engines.base import Decoding, Document
from service.pipeline.checks import Finding
from service.pipeline.limits import Limits
from service.pipeline.reading import EXTRACTIVE, Material, examine
from service.text.attribution import attribute
from service.text.compression import compressions
from service.text.headlines import best_headline
from service.text.interviews import without_answers
from service.text.keywords import find_keywords, list_keywords
from service.text.leads import find_lead
from service.text.lists import join_lists
from service.text.normalize import normalize
from service.text.shorten import shortened, shortest_form
from service.text.spaces import spaced_as_in
from service.text.standalone import faults
from service.text.title_forms import heading_of, title_forms
from service.text.words import count_words
from service.types import Article, Source, Step, SummarySentence

SHORTENED = Finding("length", "a sentence was too long for the ceiling; what only adds to it was left out")
_NAMED = Finding("length", "no sentence is short enough for a headline; the article's keywords stand in its place")
_HEADLINE_KEYWORDS = 5
_SURE, _LEAST_SAID = 0.35, 7


@dataclass(frozen=True, slots=True)
class Written:
    """A summary in the language that it was written in, before translation.

    `gaps[i]` stands between sentences i and i + 1 where the article's own white space is to be kept; else it is empty.
    `seen` was wrong on the way, `left` still is. `reading` is what it was written from, to write less where a
    translation turns out too long.
    """

    language: str
    sentences: tuple[SummarySentence, ...]
    steps: tuple[Step, ...]
    seen: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()
    degraded: bool = False
    gaps: tuple[str, ...] = ()
    reading: Material | None = None

    def texts(self) -> list[str]:
        return [sentence.text for sentence in self.sentences]

    def printed(self, text: str, sources: Sequence[Source]) -> str:
        """A sentence of the article's own words as it is shown: with the white space that they have in the article.
        What a model wrote, or a translator, is its own.
        """
        reading = self.reading
        if reading is None or reading.original is not None or any(step.model for step in self.steps):
            return text
        own = [
            each.text
            for each in reading.sentences
            if any(source.start < each.end and each.start < source.end for source in sources)
        ]
        titled = reading.title and self.steps[-1].engine == "title"
        return spaced_as_in(text, [reading.title or "", *own] if titled else own)


def pass_through(article: Article, own: Material, limits: Limits) -> Written:
    """The whole article as its own summary: it is already as short as was asked for.

    A paragraph keeps the article's white space, letter by letter; items and headlines are one line each.
    """
    lines = limits.style != "paragraph"
    kept = tuple(
        SummarySentence(normalize(s.text) if lines else s.text, (Source(s.start, s.end, 1.0),)) for s in own.sentences
    )
    gaps = tuple(_gap(article.text[one.end : following.start]) for one, following in pairwise(own.sentences))
    step = Step("summarize", "passthrough", languages=own.language)
    return Written(own.language, kept, (step,), gaps=() if lines else gaps, reading=own)


def _gap(between: str) -> str:
    """The white space between two sentences; of what was left out there, a space is kept."""
    return between if not between.strip() else " "


def own_words(reading: Material, limits: Limits, *, degraded: bool = False, seen: Sequence[Finding] = ()) -> Written:
    """The summary in what the article has: for a headline its title, if that is one; else its own best sentences."""
    reading = replace(reading, sentences=without_answers(join_lists(reading.sentences)))
    titled = own_title(reading, limits) if limits.style == "headline" else None
    if titled:
        # No sentence would be better, but what was tried before may be, the next time.
        return replace(titled, degraded=degraded and bool(seen), seen=(*titled.seen, *seen))
    return extract(reading, limits, degraded=degraded, seen=seen)


def own_title(reading: Material, limits: Limits) -> Written | None:
    """The headline that the article came with, or a shorter form of it, if it keeps the ceiling and passes for one of
    this article. No sentence taken out of the article's middle makes a better one.
    """
    title = normalize(reading.title or "") or heading_of(reading.sentences, reading.language)
    forms = title_forms(title, reading.language, limits.budget().max_words) if title else ()
    document = replace(reading, title=None).document()
    form = next((form for form in forms if not examine([form], document, limits)), None)
    if form is None:
        return None
    step = Step("summarize", "title", languages=reading.language)
    seen = reading.seen if form == title else (*reading.seen, SHORTENED)
    return Written(reading.language, supported([form], reading), (*reading.steps, step), seen, reading=reading)


def headline(
    reading: Material, limits: Limits, *, degraded: bool = False, seen: Sequence[Finding] = ()
) -> Written | None:
    """The best sentence that stands alone and fits as a headline, whole or shortened; else the article's keywords."""
    began = time.perf_counter()
    document = reading.document()
    best = best_headline(document.sentences, document.language, limits.budget().max_words)
    if best is not None:
        forms = list(document.sentences)
        forms[best.sentence] = best.text
        changed = replace(document, sentences=tuple(forms))
        written = _extracted(reading, changed, [best.sentence], limits, began)
        return replace(written, seen=(*reading.seen, *seen, *written.seen), degraded=degraded)
    found = find_keywords(document.sentences, reading.language, reading.title)
    keywords = list_keywords(found[:_HEADLINE_KEYWORDS], reading.language, limits.max_words)
    return _named(keywords, reading, seen) if keywords else None


def extract(reading: Material, limits: Limits, *, degraded: bool = False, seen: Sequence[Finding] = ()) -> Written:
    """The article's own best sentences, in its own order; where none fits the ceiling, the best that can be shortened
    to it. Where that is none either, the best short one comes, over the ceiling, and `left` says so.
    """
    if limits.style == "headline" and (found := headline(reading, limits, degraded=degraded, seen=seen)):
        return found
    began = time.perf_counter()
    forms = _with_short_lead(reading.document(), limits)
    [draft] = EXTRACTIVE.summarize([forms], limits.budget(), Decoding())
    if draft.over_budget:
        forms = _fitting(forms, limits)
        [draft] = EXTRACTIVE.summarize([forms], limits.budget(), Decoding())
    written = _extracted(reading, forms, draft.picked, limits, began)
    written = replace(written, seen=(*reading.seen, *seen, *written.seen), degraded=degraded)
    if draft.over_budget and not any(finding.name == "length" for finding in written.left):
        why = Finding("length", "every sentence of the article is longer than a summary should be")
        return replace(written, left=(*written.left, why))
    return written


def _extracted(reading: Material, forms: Document, picked: Sequence[int], limits: Limits, began: float) -> Written:
    """The sentences that were picked, as `forms` has them; what was seen on the way before is not among it."""
    document = reading.document()
    cut = [SHORTENED] if any(document.sentences[index] != forms.sentences[index] for index in picked) else []
    texts = [forms.sentences[index] for index in picked]
    kept = (
        SummarySentence(text, (Source(sentence.start, sentence.end, 1.0),))
        for text, sentence in zip(texts, (reading.sentences[index] for index in picked), strict=True)
    )
    milliseconds = (time.perf_counter() - began) * 1000
    step = Step("summarize", "extractive", milliseconds=milliseconds, languages=reading.language)
    return Written(
        language=reading.language,
        sentences=tuple(kept),
        steps=(*reading.steps, step),
        seen=tuple(cut),
        left=tuple(examine(texts, document, limits)),
        reading=reading,
    )


def shortest(reading: Material, limits: Limits) -> Written:
    """The fewest words that anything can be said in about the article: whatever fits a ceiling, this does."""
    if limits.style == "headline" and (found := find_keywords(reading.document().sentences, reading.language)):
        return _named(min((each.text for each in found), key=count_words), reading)
    forms = ((shortest_form(normalize(s.text), reading.language), s) for s in reading.sentences)
    text, sentence = min(forms, key=lambda each: count_words(each[0]))
    step = Step("summarize", "extractive", languages=reading.language)
    kept = SummarySentence(text, (Source(sentence.start, sentence.end, 1.0),))
    return Written(reading.language, (kept,), (*reading.steps, step), reading.seen, reading=reading)


def supported(texts: Sequence[str], reading: Material) -> tuple[SummarySentence, ...]:
    """The sentences with what supports them, each span of the article once."""
    support = attribute(texts, reading.sentences, reading.language)
    return tuple(
        SummarySentence(text, tuple({(each.start, each.end): each for each in reversed(sources)}.values())[::-1])
        for text, sources in zip(texts, support, strict=True)
    )


def _named(keywords: str, reading: Material, seen: Sequence[Finding] = ()) -> Written:
    """A headline of the article's keywords: what it is about, where no sentence is short enough."""
    return Written(
        language=reading.language,
        sentences=supported([keywords], reading),
        steps=(*reading.steps, Step("summarize", "keywords", languages=reading.language)),
        seen=(*reading.seen, *seen, _NAMED),
        degraded=True,
        reading=reading,
    )


def _with_short_lead(document: Document, limits: Limits) -> Document:
    """The document with a shorter form of its lead where that is over the ceiling: no other sentence has the news."""
    lead = find_lead(document.sentences, document.language)
    if lead is None or count_words(document.sentences[lead]) <= limits.budget().max_words:
        return document
    form = _form(document.sentences[lead], document.language, limits.budget().max_words)
    return replace(document, sentences=(*document.sentences[:lead], form, *document.sentences[lead + 1 :]))


def _fitting(document: Document, limits: Limits) -> Document:
    """The document with a shorter form of each sentence that is over the ceiling alone, if it has one that is not."""
    ceiling = limits.budget().max_words

    forms = tuple(_form(sentence, document.language, ceiling) for sentence in document.sentences)
    return replace(document, sentences=forms)


def _form(sentence: str, language: str, ceiling: int) -> str:
    """The sentence, or a shorter form of it where it is over the ceiling and has one that is not."""
    if count_words(sentence) <= ceiling:
        return sentence
    forms: Sequence[str] = shortened(sentence, language)
    fitting = next((each for each in forms if count_words(each) <= ceiling), None)
    return fitting or _compressed(sentence, language, ceiling) or sentence


def _compressed(sentence: str, language: str, ceiling: int) -> str | None:
    """The surest form of a sentence that keeps the ceiling by ending early, if one is sure enough and stands alone."""
    forms = [form for form in compressions(sentence, language, max_words=ceiling) if form.words <= ceiling]
    sure = [
        form for form in forms if form.words >= _LEAST_SAID and form.cost <= _SURE and not faults(form.text, language)
    ]
    return min(sure, key=lambda form: (form.cost, -form.words)).text if sure else None
