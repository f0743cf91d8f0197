"""One article goes in, one checked summary in one language comes out; what is wrong is repaired, or said.

Order of repair: write again another way, drop the sentences to blame, extract instead, report.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import replace

from service.engines.base import ModelSpec, has_own_window
from service.errors import DeadlineExceeded, EngineFailed, ModelLoading, ModelUnusable, NoMemory, Overloaded
from service.pipeline.announcer import Announcer
from service.pipeline.author import Assignment, Author
from service.pipeline.checks import Finding, examine_language
from service.pipeline.engines import Engines
from service.pipeline.job import Job
from service.pipeline.limits import Limits
from service.pipeline.own_words import Written, own_words, pass_through
from service.pipeline.reading import Condenser, Material, Original, choose, in_parts
from service.pipeline.recall import Recall
from service.pipeline.translate import TranslationStage
from service.runtime.ticket import Ticket
from service.text.frames import unattributed
from service.text.normalize import normalize
from service.text.orders import is_order
from service.text.words import count_words
from service.types import Pair, Quality, Step

# Sentences that are translated for a writer of another language: enough to write from, few enough to translate fast.
_SENTENCES_FOR_PIVOT = 20
# Of the time that is left a writer has this share, where something simpler can be said instead.
_WRITERS_SHARE = 0.6
_WORDS_FOR_PIVOT = 100  # a longer sentence is translated in parts of which each is chosen or not


class SummaryStage:
    """Writes about one article, for one request, by one plan: as often as asked, but reads it once.

    `announcer` is told of the sections of long articles, and of the text as it is written.
    """

    def __init__(
        self,
        engines: Engines,
        *,
        quality: Quality,
        ticket: Ticket,
        recall: Recall,
        announcer: Announcer | None = None,
    ) -> None:
        self._engines = engines
        self._quality: Quality = quality
        self._ticket = ticket
        self._announcer = announcer or Announcer()
        self._translation = TranslationStage(engines, quality=quality, ticket=ticket, recall=recall)
        self._reading: Material | None = None
        self._condensed: tuple[Material, tuple[Step, ...]] | None = None
        self._condensing = threading.Lock()

    def write(self, job: Job, own: Material, *, aloud: bool = True) -> Written:
        """The summary in the plan's language, or in the article's own where nothing that the writer wrote can be kept.

        It keeps the ceilings of the job, unless not one sentence can: then the best short one comes, over them, and
        `left` says so. In another language it may still fit. What is written `aloud` can be listened to. `own` is what
        may be said of the article.
        """
        self._ticket.check()
        plan, limits = job.plan, job.limits
        if _is_short_enough([sentence.text for sentence in own.sentences], limits):
            return pass_through(job.article, own, limits)
        if plan.writer is None:
            return own_words(own, limits, degraded=bool(plan.wanted))
        try:
            self._reading = self._reading or self._read(job, own)
            written = self._write_checked(self._reading, job, plan.writer, self._reading.language, aloud=aloud)
        except (EngineFailed, ModelUnusable, ModelLoading, NoMemory, Overloaded, DeadlineExceeded) as error:
            self._ticket.check()
            # Where the service itself is full, others would have to wait for this; a chat server's load is its own.
            if plan.insisted or (isinstance(error, Overloaded) and plan.writer.task != "chat"):
                raise
            return own_words(own, limits, degraded=True, seen=[_silence(error.code)])
        wrong = {finding.name for finding in written.left if not finding.weak}
        if written.sentences and not wrong & {"language", "length"}:
            return written
        seen = written.seen or [_silence("nothing was said")]
        extracted = own_words(_without_orders(own, seen), limits, degraded=True, seen=seen)
        too_long_both = written.sentences and "language" not in wrong and extracted.left
        return written if too_long_both else replace(extracted, reading=written.reading)

    def write_into(self, job: Job, own: Material, language: str) -> Written | None:
        """The summary in another `language` than the article's, straight from a chat model; None where that is no use.

        Safe to call from several threads at the same time. Raises DeadlineExceeded and Cancelled.
        """
        own = replace(own, language=job.plan.language)
        if job.plan.writer is None or _is_short_enough([sentence.text for sentence in own.sentences], job.limits):
            return None
        try:
            written = self._write_checked(own, job, job.plan.writer, language)
        except (EngineFailed, ModelUnusable, ModelLoading, NoMemory, Overloaded, DeadlineExceeded):
            self._ticket.check()
            return None
        wrong = {finding.name for finding in written.left if not finding.weak}
        return written if written.sentences and not wrong else None

    def _read(self, job: Job, own: Material) -> Material:
        """The article in the writer's language: the best of it, translated, where that is not its own."""
        plan = job.plan
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
        return Material(
            read,
            plan.language,
            title,
            translated.steps,
            translated.seen,
            Original(job.article.text, own.language),
            own.suspect,
        )

    def _write_checked(
        self, reading: Material, job: Job, model: ModelSpec, target: str, *, aloud: bool = True
    ) -> Written:
        """The writer's best attempt without the sentences that could not be repaired: perhaps none at all.

        `target` is the language to write in. It has a part of the request's time, where something simpler can be said
        instead of what it writes.
        """
        began, limits = time.perf_counter(), job.limits
        ticket = self._ticket if job.plan.insisted else self._ticket.part(_WRITERS_SHARE)
        with self._engines.lease(model, ticket) as leased:
            decoding = model.decoding_for(self._quality)
            window = model.window
            if has_own_window(leased.engine):
                window = leased.engine.window_for(Pair(reading.language, target), limits.budget())
            condenser = Condenser(
                leased.summarizer(), window, decoding=decoding, ticket=ticket, tell=self._announcer.tell
            )
            read, steps = self._condense(reading, condenser)
            on_text = self._announcer.text_in(target) if aloud else None
            author = Author(Assignment(read, reading, limits, target, on_text), leased, decoding, ticket)
            attempt, seen = author.best()
        attempt = author.standing(attempt)
        step = Step(
            task="summarize",
            engine=leased.name,
            model=model.id,
            revision=leased.commit,
            recipe=leased.recipe(model, self._quality),
            milliseconds=(time.perf_counter() - began) * 1000,
            languages=target if target == reading.language else str(Pair(reading.language, target)),
        )
        return Written(
            language=target,
            sentences=author.sourced(attempt),
            steps=(*reading.steps, *steps, step),
            seen=(*reading.seen, *seen, *attempt.seen),
            left=(*attempt.left, *author.doubts(attempt)),
            reading=reading,
        )

    def _condense(self, reading: Material, condenser: Condenser) -> tuple[Material, tuple[Step, ...]]:
        """The reading within the window: as it was brought there before, where that fits this window too."""
        with self._condensing:
            if self._condensed is None or not condenser.fits(self._condensed[0]):
                self._condensed = condenser.condense(reading)
            return self._condensed


def _silence(why: str) -> Finding:
    return Finding("length", f"the model gave no summary ({why})")


def _is_short_enough(sentences: Sequence[str], limits: Limits) -> bool:
    """Whether an article is its own summary: within the ceilings, and no longer than a summary would be."""
    return limits.kept_by(sentences) and sum(map(count_words, sentences)) <= limits.budget().max_words


def _without_orders(reading: Material, seen: Sequence[Finding]) -> Material:
    """The reading, where a writer seems to have obeyed it, without what gives orders, if anything else is left."""
    if not any(finding.name == "support" for finding in seen):
        return reading
    honest = [sentence for sentence in reading.sentences if not is_order(sentence.text)]
    # What it made a fact of may be in such a sentence.
    whole = [sentence for sentence in honest if not unattributed(sentence.text)]
    return replace(reading, sentences=tuple(whole or honest or reading.sentences))
