"""One planned request is answered: a summary written, translated into every language, and brought below its ceiling."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

from service.errors import EngineFailed, ModelLoading, ModelUnusable, NoMemory, Overloaded, StisloError, Unusable
from service.languages import language_name
from service.pipeline.answer import finish_summary, finish_title
from service.pipeline.documents import TranslateAll
from service.pipeline.engines import Engines
from service.pipeline.job import Job, Run
from service.pipeline.limits import Limits, limits_for
from service.pipeline.own_words import Written, extract, own_title, own_words, shortest
from service.pipeline.plan import Route, TargetPlan, plan_translation
from service.pipeline.progress import Ready, Stage
from service.pipeline.reading import Material
from service.pipeline.recall import Answered
from service.pipeline.round_trip import Returns, RoundTrip
from service.pipeline.stock import Stock
from service.pipeline.summarize import SummaryStage
from service.pipeline.terms import terms_for, with_terms
from service.pipeline.translate import Translated, TranslationStage
from service.pipeline.trust import judge
from service.text.datelines import undated
from service.text.keywords import find_keywords
from service.text.normalize import normalize
from service.text.sentences import split
from service.text.shorten import shortest_form
from service.text.words import count_words
from service.types import Alignment, Check, Failure, Pair, Step, Summary

# The headline that is suggested on top of a summary.
_TITLE = limits_for("headline", "medium", None)


class Composer:
    """Answers one request by the models that its plan names, and by what is in stock."""

    def __init__(self, engines: Engines, stock: Stock, run: Run) -> None:
        self._engines = engines
        self._stock = stock
        self._run = run
        self._returns = Returns(engines, lambda: stock.inventory(quality=run.quality), run)
        self._translation = TranslationStage(engines, quality=run.quality, ticket=run.ticket, recall=run.recall)
        self._stage = SummaryStage(
            engines, quality=run.quality, ticket=run.ticket, recall=run.recall, announcer=run.announcer
        )

    def answer(self, job: Job) -> Answered:
        """One entry a target, in order, and the extras."""
        trust = judge(split(job.article.text, job.language), job.language, job.article.title)
        job = replace(job, article=replace(job.article, title=trust.title))
        own = Material(undated(trust.sentences), job.language, trust.title, suspect=bool(trust.untrusted))
        run, finished = self._run, dict[str, Summary | Failure]()
        # What is written in another language cannot be compared with the article word by word.
        direct, written = self._write_all(job, own)
        others = [target for target in job.targets if target not in direct]
        rejected = {way.language for way in job.plan.targets if way.direct} - direct.keys()
        written = self._stage.write(job, own) if others and not written else written
        ways = self._ways(job, written.language, others) if written else ()
        titles = self._titles(job, own, written or next(iter(direct.values())))
        fallback = cache(lambda: self._fallback(job, own, written, trust.check()))

        def finish(way: TargetPlan, said: Written, outcome: Translated | StisloError) -> None:
            if way.language in rejected:
                said = replace(said, degraded=True)
            with run.timer.within("check"):
                said, outcome = self._repaired(job, own, way, said, outcome)
                entry = self._finished(job, way, said, outcome)
            if isinstance(entry, Summary):
                checks = (*entry.checks, *trust.check())
                entry = replace(entry, title=titles.get(entry.language), checks=checks)
            else:
                entry = replace(entry, fallback=fallback())
            finished[way.language] = entry
            run.announcer.tell(Stage("translate", len(finished), len(job.targets)))
            run.announcer.tell(Ready(entry))

        run.begin("translate")
        for way in job.plan.targets:
            if (said := direct.get(way.language)) is not None:
                finish(way, said, Translated(tuple(said.texts())))
        if written:
            writing = written
            self._translate_for(job, writing.language)(
                writing.texts(), ways, on_done=lambda index, outcome: finish(ways[index], writing, outcome)
            )
        run.begin("check")
        summaries = tuple(finished[target] for target in job.targets)
        if "keywords" not in job.request.extras:
            return Answered(summaries)
        texts = [normalize(sentence.text) for sentence in own.sentences]
        return Answered(summaries, find_keywords(texts, job.language, own.title))

    def _fallback(self, job: Job, own: Material, written: Written | None, trusted: tuple[Check, ...]) -> Summary | None:
        """The summary in the article's own language, where it stands in for languages that cannot be served and is none
        of the targets itself."""
        if job.request.fallback == "none" or job.language in job.targets:
            return None
        said = written if written and written.language == job.language else own_words(own, job.limits)
        way = TargetPlan(job.language, Route())
        with self._run.timer.within("check"):
            entry = self._finished(job, way, said, Translated(tuple(said.texts())))
        return replace(entry, checks=(*entry.checks, *trusted)) if isinstance(entry, Summary) else None

    def _write_all(self, job: Job, own: Material) -> tuple[dict[str, Written], Written | None]:
        """What the writer wrote straight into other languages than the article's, and, at the same time, the summary
        in the article's own, where one is needed in any case. What failed its checks is translated from that.
        """
        languages = [way.language for way in job.plan.targets if way.direct]
        if own.suspect or not languages:
            return {}, None
        with ThreadPoolExecutor(max_workers=len(languages) + 1, thread_name_prefix="direct") as executor:
            needed = len(languages) < len(job.plan.targets)
            written = executor.submit(self._stage.write, job, own) if needed else None
            futures = {code: executor.submit(self._stage.write_into, job, own, code) for code in languages}
            direct = {code: found for code, future in futures.items() if (found := future.result()) is not None}
            return direct, written.result() if written else None

    def translate(
        self,
        texts: Sequence[str],
        targets: Sequence[TargetPlan],
        *,
        on_done: Callable[[int, Translated | StisloError], None] = lambda index, outcome: None,
    ) -> list[Translated | StisloError]:
        """One outcome a target, in order; targets that have no way or lack a model do not hold up the others.

        `on_done` is called in this thread with the index of each target and its outcome as soon as that is there.
        """
        outcomes: dict[int, Translated | StisloError] = {}

        def settle(index: int, outcome: Translated | StisloError) -> None:
            outcomes[index] = outcome
            on_done(index, outcome)

        if coming := self._translate_ready(texts, targets, range(len(targets)), settle, waits=self._run.waits):
            missing = [spec for index in coming for spec in targets[index].missing]
            self._stock.wait_for(missing, self._run.ticket, self._run.announcer.tell)
            self._translate_ready(texts, targets, coming, settle, waits=False)
        return [outcomes[index] for index in range(len(targets))]

    def _translate_for(self, job: Job, language: str) -> TranslateAll:
        """`translate` for what was written in a language, with the terms that the job asks for."""
        return with_terms(terms_for(job.request, language), language, self.translate)

    def returned(self, rows: Mapping[int, tuple[str, str]], pair: Pair, steps: Sequence[Step]) -> RoundTrip:
        """What comes of translating texts back, each by its number, with its translation in the direction of `pair`."""
        return self._returns.examine(rows, pair, steps, "text")

    def alternatives(
        self, texts: Sequence[str], route: Route, given: Sequence[str], count: int
    ) -> list[tuple[str, ...]]:
        """As `TranslationStage.alternatives`."""
        return self._translation.alternatives(texts, route, given, count)

    def align(self, sources: Sequence[str], targets: Sequence[str], way: TargetPlan) -> list[Alignment]:
        """As `TranslationStage.align`, along the way to a target."""
        return self._translation.align(sources, targets, way.route) if way.route else [()] * len(sources)

    def _translate_ready(
        self,
        texts: Sequence[str],
        targets: Sequence[TargetPlan],
        indices: Sequence[int],
        settle: Callable[[int, Translated | StisloError], None],
        *,
        waits: bool,
    ) -> list[int]:
        """Settles these targets; with `waits` all but those whose models are on their way, which it returns."""
        ready, coming = list[int](), list[int]()
        for index in indices:
            blocked = self._stock.blocked(targets[index])
            if blocked is None:
                ready.append(index)
            elif waits and isinstance(blocked, ModelLoading):
                coming.append(index)
            else:
                settle(index, blocked)
        routes = [targets[index].route or Route() for index in ready]
        self._translation.run_all(texts, routes, on_done=lambda number, outcome: settle(ready[number], outcome))
        return coming

    def _ways(self, job: Job, language: str, targets: Sequence[str]) -> tuple[TargetPlan, ...]:
        """From the language that something was written in to each target."""
        if language != job.plan.language:
            inventory = self._stock.inventory(job.request.model, job.request.quality)
            return plan_translation(inventory, source=language, targets=targets)
        planned = {language: TargetPlan(language, Route())} | {way.language: way for way in job.plan.targets}
        return tuple(planned[target] for target in targets)

    def _repaired(
        self, job: Job, own: Material, way: TargetPlan, written: Written, outcome: Translated | StisloError
    ) -> tuple[Written, Translated | StisloError]:
        """What to say in one language, and its translation: what was written, or the article's own sentences where
        every sentence that a model wrote stayed wrong in translation and not all of those do.
        """
        if isinstance(outcome, StisloError) or not outcome.all_wrong() or written.steps[-1].model is None:
            return written, outcome
        seen = (*written.seen, *outcome.seen, *outcome.left)
        extracted = own_words(own, job.limits, degraded=True, seen=seen)
        [way] = self._ways(job, extracted.language, [way.language])
        [again] = self._translate_for(job, extracted.language)(extracted.texts(), [way])
        if isinstance(again, StisloError) or again.all_wrong():
            return written, outcome
        return replace(extracted, degraded=True), again

    def _finished(
        self, job: Job, way: TargetPlan, written: Written, outcome: Translated | StisloError
    ) -> Summary | Failure:
        """The summary in one language. Where not one of its sentences keeps the ceiling there, less is said, twice:
        first what may fit by the measure of that translation, then the least that can be said.
        """
        said, limits = written, job.limits
        budget = limits.max_words or 0
        attempts: list[Callable[[Material], Written]] = [
            lambda reading: extract(reading, replace(limits, max_words=budget)),
            lambda reading: shortest(reading, limits),
        ]
        while not isinstance(outcome, StisloError):
            finished = finish_summary(job, way.language, said, outcome, shorter=said is not written)
            if finished is not None:
                return self._returns.examined(finished, said.texts(), outcome, said.language)
            if written.reading is None or not attempts or not outcome.texts:
                return Failure(way.language, _refusal(way.language, limits, outcome))
            ratio = min(map(count_words, said.texts())) / max(1, min(map(count_words, outcome.texts)))
            budget = max(1, int(budget * ratio))
            said = attempts.pop(0)(written.reading)
            said = replace(said, degraded=said.degraded or written.degraded)
            [way] = self._ways(job, said.language, [way.language])
            [outcome] = self._translate_for(job, said.language)(said.texts(), [way])
        return Failure(way.language, outcome)

    def _titles(self, job: Job, own: Material, written: Written) -> dict[str, str]:
        """A headline for the article by language, where one was asked for; none where none passes all checks."""
        if "title" not in job.request.extras:
            return {}
        ready = written if job.request.style == "headline" and _TITLE.kept_by(written.texts()) else None
        try:
            title = own_title(own, _TITLE) or ready or self._stage.write(replace(job, limits=_TITLE), own, aloud=False)
        except (EngineFailed, ModelUnusable, ModelLoading, NoMemory, Overloaded):
            return {}
        if title.steps[-1].engine == "keywords":
            return {}
        ways = self._ways(job, title.language, job.targets)
        outcomes = self._translate_for(job, title.language)(title.texts(), ways)
        titles = (
            None if isinstance(outcome, StisloError) else finish_title(way.language, title, outcome, _TITLE)
            for way, outcome in zip(ways, outcomes, strict=True)
        )
        return {way.language: text for way, text in zip(ways, titles, strict=True) if text}


def _refusal(language: str, limits: Limits, shortest_said: Translated) -> StisloError:
    """Why nothing is said: no fault of the ceiling where the translation is out of all proportion."""
    name = language_name(language)
    if any(finding.name == "repetition" for finding in shortest_said.left):
        return EngineFailed(f"The translation into {name} is of no use; ask for another model or engine.")
    ceiling = f"Nothing can be said of this article in {name} with `max_words` {limits.max_words}"
    if limits.style == "headline":
        return Unusable(f"{ceiling}; ask for another `style`.", field="style")
    least = min(count_words(shortest_form(normalize(text), language)) for text in shortest_said.texts)
    return Unusable(f"{ceiling}, and no sentence is ever cut; the smallest that works is {least}.", field="max_words")
