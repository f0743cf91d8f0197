"""One article goes in, one checked summary in one language comes out; what is wrong is repaired, or said.

Order of repair: write again another way, drop the sentences to blame, extract instead, report.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.engines.base import Decoding, Document, ModelSpec, Summarizer
from service.engines.extractive import ExtractiveSummarizer
from service.errors import EngineFailed, ModelLoading, ModelUnusable, NoMemory
from service.pipeline.checks import Finding, examine_language, examine_summary
from service.pipeline.engines import Engines
from service.pipeline.limits import Limits
from service.pipeline.plan import SummaryPlan
from service.pipeline.recall import Recall
from service.pipeline.translate import TranslationStage
from service.runtime.ticket import Ticket
from service.text.attribution import attribute
from service.text.facts import missing_numbers
from service.text.normalize import normalize
from service.text.words import count_words
from service.types import Article, Quality, Sentence, Source, Step, SummarySentence

# Of a longer article, the best sentences that fill this share of the writer's window: generated text gets worse where
# its source ends at the very edge of what the model was trained on.
_WINDOW_SHARE = 0.8
# Sentences that are translated for a writer of another language: enough to write from, few enough to translate fast.
_SENTENCES_FOR_PIVOT = 20

_EXTRACTIVE = ExtractiveSummarizer()


@dataclass(frozen=True, slots=True)
class Written:
    """A summary in the language that it was written in, before translation.

    `gaps[i]` stands between sentences i and i + 1 where the article's own white space is to be kept; else it is empty.
    `seen` was wrong on the way, `left` still is.
    """

    language: str
    sentences: tuple[SummarySentence, ...]
    steps: tuple[Step, ...]
    seen: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()
    degraded: bool = False
    gaps: tuple[str, ...] = ()

    def texts(self) -> list[str]:
        return [sentence.text for sentence in self.sentences]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a writer is given to read: sentences in its language, each with the offsets of the original."""

    sentences: tuple[Sentence, ...]
    language: str
    title: str | None
    steps: tuple[Step, ...] = ()
    seen: tuple[Finding, ...] = ()


class SummaryStage:
    """Writes summaries for one request."""

    def __init__(self, engines: Engines, *, quality: Quality, ticket: Ticket, recall: Recall | None = None) -> None:
        self._engines = engines
        self._quality: Quality = quality
        self._ticket = ticket
        self._translation = TranslationStage(engines, quality=quality, ticket=ticket, recall=recall)

    def write(
        self, article: Article, sentences: Sequence[Sentence], language: str, plan: SummaryPlan, limits: Limits
    ) -> Written:
        """The summary in `plan.language`, or in the article's own where nothing that the writer wrote can be kept."""
        self._ticket.check()
        if _is_short_enough([sentence.text for sentence in sentences], limits):
            return pass_through(article, sentences, language, limits)
        if plan.writer is None:
            titled = own_title(article, sentences, language, limits) if limits.style == "headline" else None
            return titled or extract(article, sentences, language, limits, degraded=bool(plan.wanted))
        try:
            reading = self._read(article, sentences, language, plan)
            written = self._write_checked(article, reading, plan.writer, limits)
        except (EngineFailed, ModelUnusable, ModelLoading, NoMemory) as error:
            if plan.insisted:
                raise
            failure = Finding("length", f"the model gave no summary ({error.code})")
            return extract(article, sentences, language, limits, degraded=True, seen=[failure])
        wrong = {finding.name for finding in written.left}
        if written.sentences and not wrong & {"language", "length"}:
            return written
        extracted = extract(article, sentences, language, limits, degraded=True, seen=written.seen)
        too_long_both = written.sentences and "language" not in wrong and extracted.left
        return written if too_long_both else extracted

    def _read(self, article: Article, sentences: Sequence[Sentence], language: str, plan: SummaryPlan) -> _Reading:
        if not plan.to_writer.hops:
            return _Reading(tuple(sentences), language, article.title)
        document = as_document(article.title, sentences, language)
        chosen = choose(document, [1] * len(sentences), _SENTENCES_FOR_PIVOT)
        originals = [sentences[index] for index in chosen]
        titles = [article.title] if article.title and not examine_language(article.title, language) else []
        translated = self._translation.run([*titles, *(normalize(s.text) for s in originals)], plan.to_writer)
        texts = translated.texts[len(titles) :]
        read = tuple(
            Sentence(text, original.start, original.end, original.paragraph)
            for text, original in zip(texts, originals, strict=True)
        )
        title = translated.texts[0] if titles else None
        return _Reading(read, plan.language, title, translated.steps, translated.seen)

    def _write_checked(self, article: Article, reading: _Reading, model: ModelSpec, limits: Limits) -> Written:
        """The writer's best attempt without the sentences that could not be repaired: perhaps none at all."""
        began = time.perf_counter()
        with self._engines.lease(model, self._ticket) as leased:
            engine = leased.summarizer()
            document = _fit(reading, engine, model)
            decoding = model.decoding_for(self._quality)
            originals = [article.text] if reading.steps else []
            texts = self._attempt(engine, document, limits, decoding)
            seen = left = _examine(texts, document, limits, originals)
            if left or not texts:
                again = self._attempt(engine, document, limits, decoding.retry())
                found = _examine(again, document, limits, originals)
                if again and (not texts or len(found) < len(left)):
                    texts, left = again, found
        if left:
            texts = _without_blamed(texts, left)
            left = _examine(texts, document, limits, originals)
        step = Step(
            task="summarize",
            engine=leased.name,
            model=model.id,
            revision=leased.commit,
            recipe=model.recipe(self._quality, leased.shortlist),
            milliseconds=(time.perf_counter() - began) * 1000,
            languages=reading.language,
        )
        support = attribute(texts, reading.sentences, reading.language)
        written = tuple(SummarySentence(text, sources) for text, sources in zip(texts, support, strict=True))
        return Written(
            language=reading.language,
            sentences=written,
            steps=(*reading.steps, step),
            seen=(*reading.seen, *seen),
            left=tuple(left),
        )

    def _attempt(self, engine: Summarizer, document: Document, limits: Limits, decoding: Decoding) -> list[str]:
        self._ticket.check()
        drafts = engine.summarize([document], limits.budget(), decoding)
        if len(drafts) != 1:
            raise EngineFailed(f"The engine gave {len(drafts)} summaries for one article.")
        sentences = [sentence for sentence in map(normalize, drafts[0].sentences) if sentence]
        return sentences[: limits.trim(sentences)]


def pass_through(article: Article, sentences: Sequence[Sentence], language: str, limits: Limits) -> Written:
    """The whole article as its own summary: it is already as short as was asked for.

    A paragraph keeps the article's white space, letter by letter; items and headlines are one line each.
    """
    step = Step("summarize", "passthrough", languages=language)
    lines = limits.style != "paragraph"
    kept = tuple(
        SummarySentence(normalize(s.text) if lines else s.text, (Source(s.start, s.end, 1.0),)) for s in sentences
    )
    gaps = tuple(article.text[one.end : following.start] for one, following in pairwise(sentences))
    return Written(language, kept, (step,), gaps=() if lines else gaps)


def own_title(article: Article, sentences: Sequence[Sentence], language: str, limits: Limits) -> Written | None:
    """The headline that the article came with, if it keeps the ceiling and passes for one of this article.

    No sentence taken out of the article's middle makes a better one.
    """
    title = normalize(article.title or "")
    if not title or _examine([title], as_document(None, sentences, language), limits):
        return None
    [support] = attribute([title], sentences, language)
    return Written(language, (SummarySentence(title, support),), (Step("summarize", "title", languages=language),))


def extract(
    article: Article,
    sentences: Sequence[Sentence],
    language: str,
    limits: Limits,
    *,
    degraded: bool = False,
    seen: Sequence[Finding] = (),
) -> Written:
    """The article's own best sentences, in its own language, in its own order."""
    began = time.perf_counter()
    document = as_document(article.title, sentences, language)
    [draft] = _EXTRACTIVE.summarize([document], limits.budget(), Decoding())
    picked = [sentences[index] for index in draft.picked]
    kept = tuple(
        SummarySentence(text, (Source(s.start, s.end, 1.0),)) for text, s in zip(draft.sentences, picked, strict=True)
    )
    step = Step("summarize", "extractive", milliseconds=(time.perf_counter() - began) * 1000, languages=language)
    left = _examine([sentence.text for sentence in kept], document, limits)
    if draft.over_budget and not any(finding.name == "length" for finding in left):
        left.append(Finding("length", "every sentence of the article is longer than a summary should be"))
    return Written(language, kept, (step,), tuple(seen), tuple(left), degraded)


def as_document(title: str | None, sentences: Sequence[Sentence], language: str) -> Document:
    """Sentences as engines read them: white space and Unicode form normalised, order and paragraphs kept."""
    return Document(
        sentences=tuple(normalize(sentence.text) for sentence in sentences),
        paragraphs=tuple(sentence.paragraph for sentence in sentences),
        language=language,
        title=normalize(title) if title else None,
    )


def choose(document: Document, lengths: Sequence[int], budget: int) -> list[int]:
    """Indices, in order, of the sentences to read where not all fit: the first one, then the best while they fit."""
    if sum(lengths) <= budget:
        return list(range(len(lengths)))
    scores = _EXTRACTIVE.rank(document)
    best_first = sorted(range(len(lengths)), key=lambda index: (index != 0, -scores[index], index))
    chosen: list[int] = []
    room = budget
    for index in best_first:
        if lengths[index] <= room:
            chosen.append(index)
            room -= lengths[index]
    return sorted(chosen)


def _fit(reading: _Reading, engine: Summarizer, model: ModelSpec) -> Document:
    document = as_document(reading.title, reading.sentences, reading.language)
    if engine.count_tokens([document.text()])[0] <= model.window:
        return document
    lengths = engine.count_tokens(document.sentences)
    chosen = choose(document, lengths, int(model.window * _WINDOW_SHARE))
    if not chosen:
        raise EngineFailed("Every sentence of the article is longer than what the model can read at once.")
    return as_document(reading.title, [reading.sentences[index] for index in chosen], reading.language)


def _is_short_enough(sentences: Sequence[str], limits: Limits) -> bool:
    """Whether an article is its own summary: within the ceilings, and no longer than a summary would be."""
    return limits.kept_by(sentences) and sum(map(count_words, sentences)) <= limits.budget().max_words


def _examine(texts: Sequence[str], document: Document, limits: Limits, originals: Sequence[str] = ()) -> list[Finding]:
    """What is wrong with a summary of `document`. `originals` hold the article where the document is a translation:
    the numbers must be in both, because a wrong one may come from the translator.
    """
    if not texts:
        return []
    source = " ".join([document.title or "", *document.sentences])
    findings = examine_summary(texts, source=source, language=document.language, limits=limits)
    for original in originals:
        for index, text in enumerate(texts):
            if strange := missing_numbers(text, original):
                findings.append(Finding("numbers", f"not in the article: {', '.join(strange)}", index))
    return findings


def _without_blamed(texts: Sequence[str], findings: Sequence[Finding]) -> list[str]:
    blamed = {finding.sentence for finding in findings}
    return [text for index, text in enumerate(texts) if index not in blamed]
