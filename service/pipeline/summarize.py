"""One article goes in, one checked summary in one language comes out; what is wrong is repaired, or said.

Order of repair: write again another way, drop the sentences to blame, extract instead, report.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from service.engines.base import Decoding, Document, ModelSpec, Summarizer
from service.errors import EngineFailed, ModelLoading, ModelUnusable, NoMemory
from service.pipeline.checks import Finding, examine_language
from service.pipeline.engines import Engines
from service.pipeline.limits import Limits
from service.pipeline.own_words import SHORTENED, Written, own_words, pass_through, supported
from service.pipeline.plan import SummaryPlan
from service.pipeline.progress import OnProgress, silent
from service.pipeline.reading import Condenser, Original, Reading, choose, doubt, examine, in_parts, keep
from service.pipeline.recall import Recall
from service.pipeline.translate import TranslationStage
from service.runtime.ticket import Ticket
from service.text.cues import is_terminated
from service.text.normalize import normalize
from service.text.words import count_words
from service.types import Article, Quality, Sentence, Step

# Sentences that are translated for a writer of another language: enough to write from, few enough to translate fast.
_SENTENCES_FOR_PIVOT = 20
_WORDS_FOR_PIVOT = 100  # a longer sentence is translated in parts of which each is chosen or not


class SummaryStage:
    """Writes about one article, for one request, by one plan: as often as asked, but reads it once.

    `tell` is called with the events of long articles: see `Condenser`.
    """

    def __init__(
        self,
        engines: Engines,
        *,
        quality: Quality,
        ticket: Ticket,
        recall: Recall | None = None,
        tell: OnProgress = silent,
    ) -> None:
        self._engines = engines
        self._quality: Quality = quality
        self._ticket = ticket
        self._tell = tell
        self._translation = TranslationStage(engines, quality=quality, ticket=ticket, recall=recall)
        self._reading: Reading | None = None
        self._condensed: tuple[Document, tuple[Step, ...]] | None = None

    def write(
        self, article: Article, sentences: Sequence[Sentence], language: str, plan: SummaryPlan, limits: Limits
    ) -> Written:
        """The summary in `plan.language`, or in the article's own where nothing that the writer wrote can be kept.

        It keeps the ceilings of `limits`, unless not one sentence can: then the best short one comes, over them, and
        `left` says so. In another language it may still fit.
        """
        self._ticket.check()
        own = Reading(tuple(sentences), language, article.title)
        if _is_short_enough([sentence.text for sentence in sentences], limits):
            return pass_through(article, own, limits)
        if plan.writer is None:
            return own_words(own, limits, degraded=bool(plan.wanted))
        try:
            self._reading = self._reading or self._read(article, own, plan)
            written = self._write_checked(self._reading, plan.writer, limits)
        except (EngineFailed, ModelUnusable, ModelLoading, NoMemory) as error:
            if plan.insisted:
                raise
            return own_words(own, limits, degraded=True, seen=[_silence(error.code)])
        wrong = {finding.name for finding in written.left if not finding.weak}
        if written.sentences and not wrong & {"language", "length"}:
            return written
        seen = written.seen or [_silence("nothing was said")]
        extracted = own_words(own, limits, degraded=True, seen=seen)
        too_long_both = written.sentences and "language" not in wrong and extracted.left
        return written if too_long_both else replace(extracted, reading=written.reading)

    def _read(self, article: Article, own: Reading, plan: SummaryPlan) -> Reading:
        """The article in the writer's language: the best of it, translated, where that is not its own."""
        if not plan.to_writer.hops:
            return own
        title = own.title if own.title and not examine_language(own.title, own.language) else None
        parts = replace(own, sentences=in_parts(own.sentences, lambda text: count_words(text) <= _WORDS_FOR_PIVOT))
        chosen = choose(parts.document(), [1] * len(parts.sentences), _SENTENCES_FOR_PIVOT)
        originals = [parts.sentences[index] for index in chosen]
        titles = [title] if title else []
        translated = self._translation.run([*titles, *(normalize(s.text) for s in originals)], plan.to_writer)
        texts = translated.texts[len(titles) :]
        read = tuple(replace(original, text=text) for text, original in zip(texts, originals, strict=True))
        title = translated.texts[0] if titles else None
        return Reading(
            read, plan.language, title, translated.steps, translated.seen, Original(article.text, own.language)
        )

    def _write_checked(self, reading: Reading, model: ModelSpec, limits: Limits) -> Written:
        """The writer's best attempt without the sentences that could not be repaired: perhaps none at all."""
        began = time.perf_counter()
        with self._engines.lease(model, self._ticket) as leased:
            engine = leased.summarizer()
            decoding = model.decoding_for(self._quality)
            condenser = Condenser(engine, model, decoding=decoding, ticket=self._ticket, tell=self._tell)
            document, steps = self._condensed = self._condensed or condenser.condense(reading)
            attempt = self._attempt(engine, reading, document, limits, decoding)
            seen = attempt.seen
            if attempt.left or not attempt.texts:
                again = self._attempt(engine, reading, document, limits, decoding.retry())
                if again.texts and (not attempt.texts or len(again.left) < len(attempt.left)):
                    attempt = again
        texts, left = attempt.texts, attempt.left
        if left:
            texts = _without_blamed(texts, left)
            left = examine(texts, document, limits, reading.original)
        step = Step(
            task="summarize",
            engine=leased.name,
            model=model.id,
            revision=leased.commit,
            recipe=model.recipe(self._quality, leased.shortlist),
            milliseconds=(time.perf_counter() - began) * 1000,
            languages=reading.language,
        )
        return Written(
            language=reading.language,
            sentences=supported(texts, reading),
            steps=(*reading.steps, *steps, step),
            seen=(*reading.seen, *seen, *attempt.seen),
            left=(*left, *doubt(texts, document)),
            reading=reading,
        )

    def _attempt(
        self, engine: Summarizer, reading: Reading, document: Document, limits: Limits, decoding: Decoding
    ) -> _Attempt:
        self._ticket.check()
        drafts = engine.summarize([document], limits.budget(), decoding)
        if len(drafts) != 1:
            raise EngineFailed(f"The engine gave {len(drafts)} summaries for one article.")
        texts = keep(drafts[0].sentences, limits, document.language)
        whole = {normalize(sentence.text) for sentence in reading.sentences}
        left = examine(texts, document, limits, reading.original) + _cut(texts, document, whole, limits)
        written = {normalize(sentence) for sentence in drafts[0].sentences}
        return _Attempt(texts, left, [*left, *([] if written.issuperset(texts) else [SHORTENED])])


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What an engine wrote, what is wrong with it, and what was wrong before it was brought below the ceiling."""

    texts: list[str]
    left: list[Finding]
    seen: list[Finding]


def _silence(why: str) -> Finding:
    return Finding("length", f"the model gave no summary ({why})")


def _is_short_enough(sentences: Sequence[str], limits: Limits) -> bool:
    """Whether an article is its own summary: within the ceilings, and no longer than a summary would be."""
    return limits.kept_by(sentences) and sum(map(count_words, sentences)) <= limits.budget().max_words


def _cut(texts: Sequence[str], document: Document, whole: Collection[str], limits: Limits) -> list[Finding]:
    """The sentences that are a part of one: what was copied from a part that a long one was read in, and what breaks
    off without an end, in a text whose sentences have one. No headline needs one."""
    ended = 2 * sum(map(is_terminated, document.sentences)) > len(document.sentences)
    must_end = ended and limits.style != "headline"

    def breaks_off(text: str) -> bool:
        if text in whole:
            return False
        return (must_end and not is_terminated(text)) or (
            text in document.sentences and any(text in sentence for sentence in whole)
        )

    return [Finding("length", "a sentence breaks off", index) for index, text in enumerate(texts) if breaks_off(text)]


def _without_blamed(texts: Sequence[str], findings: Sequence[Finding]) -> list[str]:
    blamed = {finding.sentence for finding in findings}
    return [text for index, text in enumerate(texts) if index not in blamed]
