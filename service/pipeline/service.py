"""The service itself, without HTTP: what the web and the command line are clients of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Any

from service.admissible import limit_count, limit_length, limit_targets
from service.articles.reader import Reader
from service.engines.base import ModelSpec
from service.errors import UndetectedLanguage
from service.models.catalog import Catalog
from service.models.installer import Installer
from service.models.pool import Pool
from service.models.store import ModelStore
from service.pipeline.announcer import Announcer
from service.pipeline.compose import Composer
from service.pipeline.documents import documents_of
from service.pipeline.engines import AnnouncedEngines
from service.pipeline.groups import UNDETERMINED, ReadTexts, translate_groups
from service.pipeline.job import Job, Run
from service.pipeline.keys import as_planned, identify, summary_key
from service.pipeline.outlook import Prospect, look_ahead
from service.pipeline.plan import plan_summary
from service.pipeline.progress import ArticleRead, OnProgress
from service.pipeline.recall import Answered, Memories
from service.pipeline.stock import LanguageStatus, ModelStatus, Stock
from service.pipeline.timer import StageTimer
from service.pipeline.verdict import Verdict, judge_summary, judge_translation
from service.pipeline.warmup import WarmUp
from service.pipeline.whole_articles import as_page, language_of, of_article
from service.runtime.audit import Auditor
from service.runtime.batcher import Batcher
from service.runtime.chat import Chat
from service.runtime.engines import BatchedEngines
from service.runtime.long_texts import LongTexts
from service.runtime.ticket import Ticket
from service.settings import Settings
from service.text.detect import NOT_DETECTED, candidates_each, detect, detect_each
from service.text.normalize import require_text, require_texts
from service.types import (
    Article,
    CheckRequest,
    Detection,
    Pair,
    SummaryRequest,
    SummaryResult,
    TranslatedFile,
    TranslationRequest,
    TranslationResult,
    Unread,
    Upload,
)


class Service:
    """Summarizes, translates and detects. Safe to call from many threads; `close` frees the models.

    Every call raises StisloError (see errors.py) for what fails as a whole; what fails for one target language only is
    a `Failure` in the result.
    """

    def __init__(self, settings: Settings, *, store: ModelStore, pool: Pool, installer: Installer) -> None:
        self._settings = settings
        self._chat = Chat(settings, store.catalog)
        self._reader = Reader(settings)
        self._pool = pool
        self._batcher = Batcher(lambda: pool.workers, max_units=settings.max_queue)
        self._auditor = Auditor(settings.shortlist_audit)
        self._engines = BatchedEngines(pool, self._batcher, self._auditor, self._chat, typography=settings.typography)
        self._installer = installer
        self._stock = Stock(store, installer, self._chat, pivot=settings.pivot_language)
        self._memories = Memories(settings.cache_mb)
        self._long_texts = LongTexts()
        wishes = [wish for wish in settings.warm.split(",") if wish]
        self._warmup = WarmUp(self._engines, self._stock.inventory, self.summarize, wishes)

    @classmethod
    def from_settings(cls, settings: Settings) -> Service:
        """The service with the models that `settings.models_dir` holds. Loads none of them yet."""
        store = ModelStore.from_settings(settings, Catalog.from_settings(settings))
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
        self._chat.close()
        self._pool.close()

    def summarize(
        self,
        request: SummaryRequest,
        *,
        on_progress: OnProgress | None = None,
        ticket: Ticket | None = None,
        wait_for_models: bool = False,
    ) -> SummaryResult:
        """One article, one summary a target language (default: the article's own), in the order asked.

        `ticket` says how long it may take and whether anybody still waits; None = `settings.deadline_s`, somebody does.
        With `wait_for_models` models that are being downloaded are waited for, where else ModelLoading is raised.
        """
        ticket = ticket or Ticket(self._settings.deadline_s)
        run = self._run(request, ticket, on_progress, waits=wait_for_models)
        run.begin("read")
        limit_targets(request.target_languages, self._settings)
        article = self._read_article(request.article, ticket)
        request = replace(request, article=article)
        run.begin("detect")
        language = Detection(request.source_language, 1.0) if request.source_language else language_of(article)
        detected = request.source_language is None
        targets = request.target_languages or (language.code,)
        run.announcer.tell(ArticleRead(article, language, detected))
        run.begin("summarize")
        plan = plan_summary(
            self._stock.inventory(request.model, request.quality),
            source=language.code,
            targets=targets,
            engine=request.engine,
            model=request.model,
        )
        if run.waits:
            self._stock.wait_for(plan.missing, ticket, run.announcer.tell)
        self._stock.require(plan.missing)
        self._stock.fetch_in_background(plan.wanted)
        answered, cached = self._recalled(Job.of(request, article, language.code, plan), run)
        run.announcer.tell_rest(answered.summaries)
        return SummaryResult(
            article,
            language,
            detected=detected,
            summaries=answered.summaries,
            timings_ms=run.timer.stop(),
            cached=cached,
            cache=run.recall.use,
            keywords=answered.keywords,
            wanted=tuple(spec.id for spec in plan.wanted),
        )

    def translate(
        self,
        request: TranslationRequest,
        *,
        on_progress: OnProgress | None = None,
        ticket: Ticket | None = None,
        wait_for_models: bool = False,
    ) -> TranslationResult:
        """Every text into every target: as many texts out as in, in order, white space kept.

        Without a source language each text's own is detected, so a list may mix languages; texts of a list in which
        none can be told (`und`) come back as they are. An article is read first; it is in one language. `ticket` and
        `wait_for_models` as in `summarize`.
        """
        ticket = ticket or Ticket(self._settings.deadline_s)
        run = self._run(request, ticket, on_progress, waits=wait_for_models)
        run.begin("read")
        limit_targets(request.target_languages, self._settings)
        article = self._read_article(request.article, ticket) if request.article else None
        if article is None:
            self._read(request.texts)
        else:
            request = of_article(request, article)
        run.begin("detect")
        asked = Detection(request.source_language, 1.0) if request.source_language else None
        detected = asked is None
        if article is not None:
            asked = asked or language_of(article)
            run.announcer.tell(ArticleRead(article, asked, detected))
        documents = documents_of(request)
        shown = request.texts
        if documents is not None and request.format != "text":
            shown = tuple(document.visible_text() for document in documents)
            require_texts(shown, field="text")
        sources = (asked,) * len(request.texts) if asked else _detect_each(shown)
        run.begin("translate")
        composer = self._composer(run)
        inventory = self._stock.inventory(request.model, request.quality)
        translations = translate_groups(request, ReadTexts(sources, documents), composer, inventory, run)
        run.begin("check")
        use = run.recall.use
        cached = use.hits > 0 and use.misses == 0
        shown_sources = sources[:1] if article else sources
        return TranslationResult(shown_sources, detected, translations, run.timer.stop(), cached, use, article)

    def translate_file(
        self, file: Upload, request: TranslationRequest, *, ticket: Ticket | None = None
    ) -> TranslatedFile:
        """The file in the one target language of `request`, whose texts are not looked at. A PDF becomes a page.

        Raises what `read_marked_file` raises, and what stops the translation.
        """
        from service.markup.files import FileLimits, read_marked_file
        from service.pipeline.files import translate_marked_file

        ticket = ticket or Ticket(self._settings.deadline_s)
        run = self._run(request, ticket, None, waits=False)
        run.begin("read")
        limits = FileLimits(self._settings.max_file_bytes * 5, self._settings.max_file_marks)
        if (file.name or "").lower().endswith(".pdf"):
            file = as_page(self._read_article(file, ticket))
        data = bytes(file.data)
        marked = read_marked_file(data, file.name or "", request.protect, limits=limits, field="file")
        shown = "\n".join(document.visible_text() for document in marked.documents)
        limit_length((shown,), "file", self._settings)
        require_text(shown, field="file")
        run.begin("detect")
        source = Detection(request.source_language, 1.0) if request.source_language else detect(shown)
        run.begin("translate")
        inventory = self._stock.inventory(request.model, request.quality)
        return translate_marked_file(marked, request, source, self._composer(run), inventory)

    def detect(self, texts: Sequence[str], limit: int = 3) -> list[tuple[Detection, ...]]:
        """The likeliest languages of each text, best first, `limit` at most; of a list, none where none can be told."""
        self._read(texts)
        found = candidates_each(texts, limit)
        if not any(found):
            raise UndetectedLanguage(NOT_DETECTED, field=_field(0, texts))
        return found

    def check(self, request: CheckRequest) -> Verdict:
        """What the checks say of a text that somebody else wrote. Raises UndetectedLanguage, naming the field."""
        limit_length((request.text, request.source), "text", self._settings)
        require_text(request.text, field="text")
        require_text(request.source, field="source.text")
        target = request.language or _detected(request.text, "text")
        source = request.source_language or _detected(request.source, "source.text")
        judge = judge_translation if request.task == "translation" else judge_summary
        return judge(request.text, request.source, Pair(source, target))

    def outlook(self, source: str, targets: Sequence[str]) -> tuple[Prospect, ...]:
        """How an article in the language `source` would be summarized in each of `targets` now, in order."""
        limit_targets(tuple(targets), self._settings)
        return look_ahead(plan_summary(self._stock.inventory(), source=source, targets=targets), self._stock)

    def languages(self) -> list[LanguageStatus]:
        """Every language that the catalogue names, the interface's first, with what the installed models can do."""
        return self._stock.languages()

    def models(self) -> list[ModelStatus]:
        """Every catalogue entry, in the catalogue's order, and where it stands."""
        return self._stock.models()

    def held_back(self) -> tuple[ModelSpec, ...]:
        """The models that requests had use for, and that only `settings.pull` kept from being fetched."""
        return self._installer.held_back()

    def allow_downloads(self) -> None:
        """From now on what requests need is fetched, whatever `settings.pull` says."""
        self._installer.allow()

    def install_model(self, model_id: str) -> ModelStatus:
        """Has a model fetched in the background, whatever `settings.pull` says. Raises UnknownModel, LicenceRefused."""
        return self._stock.install(model_id)

    def remove_model(self, model_id: str) -> ModelStatus:
        """Deletes a model from disk. Raises UnknownModel, StoreError; ModelLoading while it is being installed."""
        return self._stock.remove(model_id)

    def warm_up(self) -> None:
        """Starts, in the background, to load what the first requests will need (see `settings.warm`), and to look
        whether models can be fetched at all."""
        self._installer.watch()
        self._warmup.start()
        self._chat.greet()

    def ready(self) -> tuple[bool, str]:
        """Whether requests can be answered without delay, and if not, why: False while warming up.

        What could not be warmed up is in the log, and no reason to turn requests away; nor is a chat server that cannot
        be reached, which is named all the same.
        """
        if self._warmup.under_way:
            return False, "models are being loaded"
        return True, self._chat.unreachable() or "ready"

    def stats(self) -> dict[str, tuple[Any, ...]]:
        """Snapshots of the parts at work, by name: frozen dataclasses whose numbers say what they are (`Measure`)."""
        pool = self._pool.stats()
        return {
            **self._memories.stats(),
            **self._chat.stats(),
            "batcher": (self._batcher.stats(),),
            "shortlist": (self._auditor.stats(),),
            "unspelled": self._engines.unspelled.stats(),
            "pool": (pool,),
            "model": tuple(pool.models.values()),
            "workers": self._pool.worker_stats(),
        }

    def _run(
        self,
        request: SummaryRequest | TranslationRequest,
        ticket: Ticket,
        on_progress: OnProgress | None,
        *,
        waits: bool,
    ) -> Run:
        recall = self._memories.recall(request, ticket)
        return Run(request.quality, ticket, recall, StageTimer(), Announcer(on_progress), waits)

    def _composer(self, run: Run) -> Composer:
        return Composer(AnnouncedEngines(self._engines, self._pool.loaded_ids, run.announcer.tell), self._stock, run)

    def _answer(self, job: Job, run: Run) -> Answered:
        """The answer, made now. Where models work, the interpreter has time for others; where none does, long articles
        take turns.
        """
        with self._long_texts.turn(len(job.article.text) if job.plan.needs_no_model else 0, run.ticket):
            return self._composer(run).answer(job)

    def _recalled(self, job: Job, run: Run) -> tuple[Answered, bool]:
        """The answer to a planned request, stored or made now, and whether it was stored."""
        answer = partial(self._answer, job, run)
        identities = identify(
            job.plan,
            run.quality,
            commit=self._stock.commit,
            engine=self._engines.name,
            recipe=self._engines.recipe,
        )
        if identities is None:
            return answer(), False
        key = summary_key(job, identities)
        return run.recall.summarize(key, answer, keep=lambda made: as_planned(made.summaries, identities))

    def _read_article(self, came_in: Article | Unread, ticket: Ticket) -> Article:
        if isinstance(came_in, Article):
            article = came_in
        else:
            article = self._reader.read(
                came_in,
                seconds=ticket.patience(),
                gone=lambda: ticket.problem() is not None,
                caller=ticket.caller,
            )
        self._read([article.text])
        return article

    def _read(self, texts: Sequence[str]) -> None:
        """Raises what is wrong with the texts of a request: too many, too long, or no text at all."""
        limit_count(texts, self._settings)
        limit_length(texts, "text", self._settings)
        require_texts(texts, field="text")


def _detected(text: str, field: str) -> str:
    try:
        return detect(text).code
    except UndetectedLanguage as error:
        raise UndetectedLanguage(f"{NOT_DETECTED.split(';')[0]}; name it in `language`.", field=field) from error


def _detect_each(texts: Sequence[str]) -> tuple[Detection, ...]:
    """The language of each text. Raises UndetectedLanguage where that of none can be told."""
    found = [each or Detection(UNDETERMINED, 0.0) for each in detect_each(texts)]
    if all(each.code == UNDETERMINED for each in found):
        raise UndetectedLanguage(NOT_DETECTED, field=_field(0, texts))
    return tuple(found)


def _field(index: int, texts: Sequence[str]) -> str:
    return f"text[{index}]" if len(texts) > 1 else "text"
