"""The service itself, without HTTP: what the web and the command line are clients of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Any

from service.articles.reader import Reader
from service.errors import LimitExceeded, StisloError, UndetectedLanguage
from service.models.catalog import Catalog
from service.models.installer import Installer
from service.models.pool import Pool
from service.models.store import ModelStore
from service.pipeline.answer import finish_translation
from service.pipeline.clock import Clock, OnProgress
from service.pipeline.compose import Composer, Run
from service.pipeline.keys import as_planned, identify, summary_key
from service.pipeline.plan import SummaryPlan, plan_summary, plan_translation
from service.pipeline.recall import Answered, Memories
from service.pipeline.stock import LanguageStatus, ModelStatus, Stock
from service.pipeline.translate import Translated
from service.pipeline.warmup import WarmUp
from service.runtime.audit import Auditor
from service.runtime.batcher import Batcher
from service.runtime.engines import BatchedEngines
from service.runtime.ticket import Ticket
from service.settings import Settings
from service.text.detect import candidates, detect
from service.text.normalize import require_text
from service.types import (
    Article,
    Detection,
    Failure,
    SummaryRequest,
    SummaryResult,
    TranslationRequest,
    TranslationResult,
    Unread,
)


class Service:
    """Summarizes, translates and detects. Safe to call from many threads; `close` frees the models.

    Every call raises StisloError (see errors.py) for what fails as a whole; what fails for one target language only is
    a `Failure` in the result.
    """

    def __init__(self, settings: Settings, *, store: ModelStore, pool: Pool, installer: Installer) -> None:
        self._settings = settings
        self._reader = Reader(settings)
        self._pool = pool
        self._batcher = Batcher(lambda: pool.workers, max_units=settings.max_queue)
        self._auditor = Auditor(settings.shortlist_audit)
        self._engines = BatchedEngines(pool, self._batcher, self._auditor)
        self._installer = installer
        self._stock = Stock(store, installer, pivot=settings.pivot_language)
        self._memories = Memories(settings.cache_mb)
        wishes = [wish for wish in settings.warm.split(",") if wish]
        self._warmup = WarmUp(self._engines, self._stock.inventory, self.summarize, wishes)

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
        """Stops background downloads, ends the work in progress and frees the models."""
        self._reader.close()
        self._installer.close()
        self._batcher.close()
        self._pool.close()

    def summarize(
        self, request: SummaryRequest, *, on_progress: OnProgress | None = None, ticket: Ticket | None = None
    ) -> SummaryResult:
        """One article, one summary a target language (default: the article's own), in the order asked.

        `ticket` says how long it may take and whether anybody still waits; None = `settings.deadline_s`, somebody does.
        """
        clock, ticket = Clock(on_progress), ticket or Ticket(self._settings.deadline_s)
        clock.start("read")
        self._limit_targets(request.target_languages)
        article = self._read_article(request.article, ticket)
        request = replace(request, article=article)
        clock.start("detect")
        language = Detection(request.source_language, 1.0) if request.source_language else _language_of(article)
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
        run = self._run(request, ticket, clock)
        answered, cached = self._recalled(article, request, language.code, targets, plan, run)
        return SummaryResult(
            article,
            language,
            detected=request.source_language is None,
            summaries=answered.summaries,
            timings_ms=clock.stop(),
            cached=cached,
            cache=run.recall.use,
            keywords=answered.keywords,
        )

    def translate(
        self, request: TranslationRequest, *, on_progress: OnProgress | None = None, ticket: Ticket | None = None
    ) -> TranslationResult:
        """Every text into every target: as many texts out as in, in order, white space kept.

        Without a source language each text's own is detected, so a list may mix languages. `ticket` as in `summarize`.
        """
        clock, ticket = Clock(on_progress), ticket or Ticket(self._settings.deadline_s)
        clock.start("read")
        self._limit_targets(request.target_languages)
        self._read(request.texts)
        clock.start("detect")
        asked = Detection(request.source_language, 1.0) if request.source_language else None
        sources = tuple(asked or _detect(text, index, request.texts) for index, text in enumerate(request.texts))
        clock.start("translate")
        run = self._run(request, ticket, clock)
        columns = self._translate_groups(request, sources, run)
        clock.start("check")
        translations = tuple(
            Failure(target, column) if isinstance(column, StisloError) else finish_translation(target, request, column)
            for target, column in zip(request.target_languages, columns, strict=True)
        )
        use = run.recall.use
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

    def install_model(self, model_id: str) -> ModelStatus:
        """Has a model fetched in the background, whatever `settings.pull` says. Raises UnknownModel, LicenceRefused."""
        return self._stock.install(model_id)

    def remove_model(self, model_id: str) -> ModelStatus:
        """Deletes a model from disk. Raises UnknownModel, StoreError; ModelLoading while it is being installed."""
        return self._stock.remove(model_id)

    def warm_up(self) -> None:
        """Starts, in the background, to load what the first requests will need: see `settings.warm`."""
        self._warmup.start()

    def ready(self) -> tuple[bool, str]:
        """Whether requests can be answered without delay, and if not, why: False while warming up.

        What could not be warmed up is in the log, and no reason to turn requests away.
        """
        return (False, "models are being loaded") if self._warmup.under_way else (True, "ready")

    def stats(self) -> dict[str, tuple[Any, ...]]:
        """Snapshots of the parts at work, by name: frozen dataclasses whose numbers say what they are (`Measure`)."""
        pool = self._pool.stats()
        return {
            **self._memories.stats(),
            "batcher": (self._batcher.stats(),),
            "shortlist": (self._auditor.stats(),),
            "pool": (pool,),
            "model": tuple(pool.models.values()),
        }

    def _run(self, request: SummaryRequest | TranslationRequest, ticket: Ticket, clock: Clock) -> Run:
        return Run(request.quality, ticket, self._memories.recall(request, ticket), clock)

    def _recalled(
        self,
        article: Article,
        request: SummaryRequest,
        language: str,
        targets: Sequence[str],
        plan: SummaryPlan,
        run: Run,
    ) -> tuple[Answered, bool]:
        """The answer to a planned request, stored or made now, and whether it was stored."""
        composer = Composer(self._engines, self._stock, run)
        answer = partial(composer.answer, article, request, language, targets, plan)
        identities = identify(
            plan,
            request.quality,
            commit=self._stock.commit,
            engine=self._pool.name,
            shortlist=self._engines.shortlist,
        )
        if identities is None:
            return answer(), False
        key = summary_key(article, request, language=language, targets=targets, plan=plan, identities=identities)
        return run.recall.summarize(key, answer, keep=lambda made: as_planned(made.summaries, identities))

    def _translate_groups(
        self, request: TranslationRequest, sources: Sequence[Detection], run: Run
    ) -> list[list[tuple[str, Translated]] | StisloError]:
        """For each target, every text with the run that translated it, in order, or what stopped one of them."""
        inventory = self._stock.inventory(request.model)
        composer = Composer(self._engines, self._stock, run)
        rows: list[dict[int, tuple[str, Translated]]] = [{} for _ in request.target_languages]
        errors: dict[int, StisloError] = {}
        for code in dict.fromkeys(source.code for source in sources):
            members = [index for index, source in enumerate(sources) if source.code == code]
            ways = plan_translation(inventory, source=code, targets=request.target_languages, model=request.model)
            texts = [request.texts[index] for index in members]
            outcomes = composer.translate(texts, ways)
            for column, outcome in enumerate(outcomes):
                if isinstance(outcome, StisloError):
                    errors.setdefault(column, outcome)
                else:
                    done = zip(members, outcome.texts, strict=True)
                    rows[column].update({index: (text, outcome) for index, text in done})
        return [errors.get(column) or [row[i] for i in range(len(sources))] for column, row in enumerate(rows)]

    def _read_article(self, came_in: Article | Unread, ticket: Ticket) -> Article:
        if isinstance(came_in, Article):
            article = came_in
        else:
            article = self._reader.read(came_in, seconds=ticket.patience(), gone=lambda: ticket.problem() is not None)
        self._read([article.text])
        return article

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


def _language_of(article: Article) -> Detection:
    """The language that the text is in; where that cannot be told, the one that its page or file names."""
    try:
        return detect(article.text)
    except UndetectedLanguage:
        if article.language is None:
            raise
        return Detection(article.language, 0.0)


def _detect(text: str, index: int, texts: Sequence[str]) -> Detection:
    try:
        return detect(text)
    except UndetectedLanguage as error:
        raise UndetectedLanguage(error.detail, field=_field(index, texts)) from error


def _field(index: int, texts: Sequence[str]) -> str:
    return f"text[{index}]" if len(texts) > 1 else "text"
