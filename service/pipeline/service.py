"""The service itself, without HTTP: what the web and the command line are clients of."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any

from service.errors import LimitExceeded, StisloError, UndetectedLanguage
from service.models.catalog import Catalog
from service.models.installer import Installer
from service.models.pool import Pool
from service.models.store import ModelStore
from service.pipeline.answer import finish_summary, finish_translation
from service.pipeline.keys import as_planned, identify, summary_key
from service.pipeline.limits import limits_for
from service.pipeline.plan import Route, SummaryPlan, TargetPlan, plan_summary, plan_translation
from service.pipeline.recall import Memories, Recall, Summaries
from service.pipeline.stock import LanguageStatus, ModelStatus, Stock
from service.pipeline.summarize import SummaryStage
from service.pipeline.translate import Translated, TranslationStage
from service.runtime.admission import Deadline
from service.settings import Settings
from service.text.detect import candidates, detect
from service.text.normalize import require_text
from service.text.sentences import split
from service.types import (
    Detection,
    Failure,
    Quality,
    SummaryRequest,
    SummaryResult,
    TranslationRequest,
    TranslationResult,
)

OnProgress = Callable[[str], None]
"""Called with `read`, `detect`, `summarize`, and `translate:uk` as each is begun or, for a language, done."""


class Service:
    """Summarizes, translates and detects. Safe to call from many threads; `close` frees the models.

    Every call raises StisloError (see errors.py) for what fails as a whole; what fails for one target language only is
    a `Failure` in the result.
    """

    def __init__(self, settings: Settings, *, store: ModelStore, pool: Pool, installer: Installer) -> None:
        self._settings = settings
        self._pool = pool
        self._installer = installer
        self._stock = Stock(store, installer, pivot=settings.pivot_language)
        self._memories = Memories(settings.cache_mb)

    @classmethod
    def from_settings(cls, settings: Settings) -> Service:
        """The service with the models that `settings.models_dir` holds. Loads none of them yet."""
        store = ModelStore.from_settings(settings, Catalog.load(settings.catalog))
        service = cls(
            settings,
            store=store,
            pool=Pool.from_settings(settings, store),
            installer=Installer(store, policy=settings.pull),
        )
        service._stock.sweep()
        return service

    def __enter__(self) -> Service:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stops background downloads and frees the models."""
        self._installer.close()
        self._pool.close()

    def summarize(self, request: SummaryRequest, *, on_progress: OnProgress | None = None) -> SummaryResult:
        """One article, one summary a target language (default: the article's own), in the order asked."""
        clock, deadline = _Clock(on_progress), Deadline(self._settings.deadline_s)
        clock.start("read")
        article = request.article
        self._limit_targets(request.target_languages)
        self._read([article.text])
        clock.start("detect")
        language = Detection(request.source_language, 1.0) if request.source_language else detect(article.text)
        targets = request.target_languages or (language.code,)
        clock.start("summarize")
        plan = plan_summary(
            self._stock.inventory(request.model),
            source=language.code,
            targets=targets,
            engine=request.engine,
            model=request.model,
        )
        self._stock.require(plan.missing)
        self._stock.fetch_in_background(plan.wanted)
        recall = self._memories.recall(request, deadline)
        summaries, cached = self._recalled(
            request,
            language.code,
            targets,
            plan,
            recall,
            lambda: self._write(request, language.code, targets, plan, recall, deadline, clock),
        )
        detected = request.source_language is None
        return SummaryResult(article, language, detected, summaries, clock.stop(), cached, recall.use)

    def translate(self, request: TranslationRequest, *, on_progress: OnProgress | None = None) -> TranslationResult:
        """Every text into every target: as many texts out as in, in order, white space kept.

        Without a source language each text's own is detected, so a list may mix languages.
        """
        clock, deadline = _Clock(on_progress), Deadline(self._settings.deadline_s)
        clock.start("read")
        self._limit_targets(request.target_languages)
        self._read(request.texts)
        clock.start("detect")
        asked = Detection(request.source_language, 1.0) if request.source_language else None
        sources = tuple(asked or _detect(text, index, request.texts) for index, text in enumerate(request.texts))
        clock.start("translate")
        recall = self._memories.recall(request, deadline)
        columns = self._translate_groups(request, sources, recall, deadline, clock)
        clock.start("check")
        translations = tuple(
            Failure(target, column) if isinstance(column, StisloError) else finish_translation(target, request, column)
            for target, column in zip(request.target_languages, columns, strict=True)
        )
        use = recall.use
        cached = use.hits > 0 and use.misses == 0
        return TranslationResult(sources, asked is None, translations, clock.stop(), cached, use)

    def detect(self, texts: Sequence[str], limit: int = 3) -> list[tuple[Detection, ...]]:
        """The likeliest languages of each text, best first, `limit` at most."""
        self._read(texts)
        return [candidates(text, limit=limit) for text in texts]

    def languages(self) -> list[LanguageStatus]:
        """Every language that the catalogue names, the interface's first, with what the installed models can do."""
        return self._stock.languages()

    def models(self) -> list[ModelStatus]:
        """Every catalogue entry, in the catalogue's order, and where it stands."""
        return self._stock.models()

    def ready(self) -> tuple[bool, str]:
        """Whether requests can be answered now, and if not, why."""
        return True, "ready"

    def stats(self) -> dict[str, tuple[Any, ...]]:
        """Snapshots of the parts at work, by name: frozen dataclasses whose numbers say what they are (`Measure`)."""
        return self._memories.stats()

    def _recalled(
        self,
        request: SummaryRequest,
        language: str,
        targets: Sequence[str],
        plan: SummaryPlan,
        recall: Recall,
        write: Callable[[], Summaries],
    ) -> tuple[Summaries, bool]:
        """The summaries of a plan, stored or written now, and whether they were stored."""
        identities = identify(plan, request.quality, commit=self._stock.commit, engine=self._pool.name)
        if identities is None:
            return write(), False
        key = summary_key(request, language=language, targets=targets, plan=plan, identities=identities)
        return recall.summarize(key, write, keep=lambda summaries: as_planned(summaries, identities))

    def _write(
        self,
        request: SummaryRequest,
        language: str,
        targets: Sequence[str],
        plan: SummaryPlan,
        recall: Recall,
        deadline: Deadline,
        clock: _Clock,
    ) -> Summaries:
        """One entry a target, in order, made by the models of `plan`."""
        sentences = split(request.article.text, language)
        limits = limits_for(request.style, request.length, request.max_words)
        stage = SummaryStage(self._pool, quality=request.quality, deadline=deadline, recall=recall)
        written = stage.write(request.article, sentences, language, plan, limits)
        ways = plan.targets
        if written.language != plan.language:
            inventory = self._stock.inventory(request.model)
            ways = plan_translation(inventory, source=written.language, targets=targets)
        clock.start("translate")
        outcomes = self._translate_all(written.texts(), ways, request.quality, recall, deadline, clock)
        clock.start("check")
        return tuple(
            Failure(target, outcome)
            if isinstance(outcome, StisloError)
            else finish_summary(target, written, outcome, request)
            for target, outcome in zip(targets, outcomes, strict=True)
        )

    def _translate_all(
        self,
        texts: Sequence[str],
        targets: Sequence[TargetPlan],
        quality: Quality,
        recall: Recall,
        deadline: Deadline,
        clock: _Clock,
    ) -> list[Translated | StisloError]:
        """One outcome a target, in order; targets that have no way or lack a model do not hold up the others."""
        blocked = {target.language: self._stock.blocked(target) for target in targets}
        open_targets = [target for target in targets if blocked[target.language] is None]
        stage = TranslationStage(self._pool, quality=quality, deadline=deadline, recall=recall)
        routes = [target.route or Route() for target in open_targets]
        outcomes = stage.run_all(texts, routes, on_done=lambda route: clock.tell(f"translate:{_end(route)}"))
        done = dict(zip((target.language for target in open_targets), outcomes, strict=True))
        return [blocked[target.language] or done[target.language] for target in targets]

    def _translate_groups(
        self,
        request: TranslationRequest,
        sources: Sequence[Detection],
        recall: Recall,
        deadline: Deadline,
        clock: _Clock,
    ) -> list[list[tuple[str, Translated]] | StisloError]:
        """For each target, every text with the run that translated it, in order, or what stopped one of them."""
        inventory = self._stock.inventory(request.model)
        rows: list[dict[int, tuple[str, Translated]]] = [{} for _ in request.target_languages]
        errors: dict[int, StisloError] = {}
        for code in dict.fromkeys(source.code for source in sources):
            members = [index for index, source in enumerate(sources) if source.code == code]
            ways = plan_translation(inventory, source=code, targets=request.target_languages, model=request.model)
            texts = [request.texts[index] for index in members]
            outcomes = self._translate_all(texts, ways, request.quality, recall, deadline, clock)
            for column, outcome in enumerate(outcomes):
                if isinstance(outcome, StisloError):
                    errors.setdefault(column, outcome)
                else:
                    done = zip(members, outcome.texts, strict=True)
                    rows[column].update({index: (text, outcome) for index, text in done})
        return [errors.get(column) or [row[i] for i in range(len(sources))] for column, row in enumerate(rows)]

    def _read(self, texts: Sequence[str]) -> None:
        """Raises what is wrong with the texts of a request: too many, too long, or no text at all."""
        if len(texts) > self._settings.max_items:
            limit = self._settings.max_items
            raise LimitExceeded(f"There are {len(texts)} texts; the limit is {limit} a request.", field="text")
        count, limit = sum(map(len, texts)), self._settings.max_text_characters
        if count > limit:
            raise LimitExceeded(f"The text has {count} characters; the limit is {limit}.", field="text")
        for index, text in enumerate(texts):
            require_text(text, field=_field(index, texts))

    def _limit_targets(self, targets: Sequence[str]) -> None:
        if len(targets) > self._settings.max_targets:
            limit = self._settings.max_targets
            raise LimitExceeded(
                f"There are {len(targets)} target languages; the limit is {limit}.", field="target_languages"
            )


class _Clock:
    """Times the stages of one request, each from its start to the next one's, and passes them on as progress."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self._on_progress = on_progress
        self._began = self._last = time.perf_counter()
        self._stage: str | None = None
        self._timings: dict[str, float] = {}

    def start(self, stage: str) -> None:
        self._finish()
        self._stage = stage
        self.tell(stage)

    def tell(self, event: str) -> None:
        if self._on_progress is not None:
            self._on_progress(event)

    def stop(self) -> dict[str, float]:
        """Milliseconds of each stage, and in all."""
        self._finish()
        return {**self._timings, "total": (time.perf_counter() - self._began) * 1000}

    def _finish(self) -> None:
        now = time.perf_counter()
        if self._stage is not None:
            self._timings[self._stage] = (now - self._last) * 1000
        self._last = now


def _end(route: Route) -> str:
    return route.hops[-1].pair.target


def _detect(text: str, index: int, texts: Sequence[str]) -> Detection:
    try:
        return detect(text)
    except UndetectedLanguage as error:
        raise UndetectedLanguage(error.detail, field=_field(index, texts)) from error


def _field(index: int, texts: Sequence[str]) -> str:
    return f"text[{index}]" if len(texts) > 1 else "text"
