"""A service that does next to nothing, and what it is told to do: for tests of what lies above it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

from service.engines.base import ModelSpec
from service.pipeline.outlook import Prospect
from service.pipeline.progress import ArticleRead, OnProgress, Ready, Stage, silent
from service.pipeline.stock import LanguageStatus, ModelStatus
from service.pipeline.verdict import Verdict, judge_translation
from service.pipeline.whole_articles import of_article, split_title
from service.runtime.cache import CacheStats
from service.runtime.ticket import Ticket
from service.types import (
    Address,
    Article,
    Check,
    CheckRequest,
    Detection,
    Failure,
    Keyword,
    Page,
    Pair,
    Source,
    Step,
    Summary,
    SummaryRequest,
    SummaryResult,
    SummarySentence,
    TranslatedFile,
    Translation,
    TranslationRequest,
    TranslationResult,
    Unread,
    Upload,
)

if TYPE_CHECKING:
    from service.pipeline.service import Service

SPEC = ModelSpec(
    id="opus-mt-en-uk",
    task="translate",
    repo="example/opus-mt-en-uk",
    revision="main",
    family="marian",
    licence="CC-BY-4.0",
    commercial_use=True,
    attribution="Example University",
    pairs=(Pair("en", "uk"),),
    download_mb=300,
    disk_mb=80,
)
_TIMINGS = {"read": 0.1, "detect": 0.2, "summarize": 0.3, "translate": 0.4, "check": 0.5, "total": 1.5}


class FakeService:
    """Answers every language with the first sentence, or a text with itself in capitals.

    `raises` is raised by every call; `failures` by language become Failures; `prospects` by language
    are the outlook, where all is well by default; `watch` is called with every call, and
    then `gate`, where set, is waited for.
    """

    def __init__(self) -> None:
        self.raises: BaseException | None = None
        self.failures: dict[str, Exception] = {}
        self.prospects: dict[str, Prospect] = {}
        self.gate: threading.Event | None = None
        self.entered = threading.Semaphore(0)
        self.requests: list[Any] = []
        self.not_ready: str | None = None
        self.remark = "ready"
        self.closed = False
        self.watch: Callable[[], object] = lambda: None

    def as_service(self) -> Service:
        """This, where a Service is asked for."""
        return cast("Service", self)

    def summarize(
        self,
        request: SummaryRequest,
        *,
        on_progress: OnProgress | None = None,
        ticket: Ticket | None = None,
        wait_for_models: bool = False,
    ) -> SummaryResult:
        tell = on_progress or silent
        tell(Stage("read"))
        self._begin(request)
        article = _read(request.article)
        end = article.text.find(".") + 1 or len(article.text)
        language = Detection(request.source_language or "en", 0.98765432)

        def summary(code: str) -> Summary | Failure:
            if code in self.failures:
                return Failure(code, self.failures[code])
            sentence = SummarySentence(article.text[:end], (Source(0, end, 0.912345678),))
            steps = (Step("summarize", "extractive", milliseconds=1.23456, languages="en"),)
            title = "A title" if "title" in request.extras else None
            checks = (Check("length", "ok"),)
            return Summary(code, sentence.text, (sentence,), steps, checks, False, "fake:1", title)

        targets = request.target_languages or (language.code,)
        detected = request.source_language is None
        tell(ArticleRead(article, language, detected))
        keywords = (Keyword("bridge", 1.0), Keyword("river", 0.456789)) if "keywords" in request.extras else None
        summaries = tuple(map(summary, targets))
        for entry in summaries:
            tell(Ready(entry))
        return SummaryResult(article, language, detected, summaries, _TIMINGS, keywords=keywords)

    def translate(
        self,
        request: TranslationRequest,
        *,
        on_progress: OnProgress | None = None,
        ticket: Ticket | None = None,
        wait_for_models: bool = False,
    ) -> TranslationResult:
        tell = on_progress or silent
        tell(Stage("translate"))
        self._begin(request)
        article = _read(request.article) if request.article else None
        if article:
            request = of_article(request, article)
        sources = tuple(Detection(request.source_language or "en", 1.0) for _ in request.texts)
        if article:
            tell(ArticleRead(article, sources[0], request.source_language is None))
        steps = (Step("translate", "ctranslate2", SPEC.id, "0" * 40, 12.3, "en-uk"),)

        def translation(code: str) -> Translation | Failure:
            if code in self.failures:
                return Failure(code, self.failures[code])
            title, texts = split_title(request, tuple(text.upper() for text in request.texts))
            numbers = range(1, request.alternatives + 1)
            others = tuple(tuple(f"{text} ({number})" for number in numbers) for text in texts) if numbers else ()
            sure = (0.75,) * len(texts) if numbers else ()
            return Translation(code, texts, steps, (), "fake:1", title, sure, others)

        translations = tuple(map(translation, request.target_languages))
        for entry in translations:
            tell(Ready(entry))
        return TranslationResult(sources, request.source_language is None, translations, _TIMINGS, article=article)

    def translate_file(
        self, file: Upload, request: TranslationRequest, *, ticket: Ticket | None = None
    ) -> TranslatedFile:
        self._begin((file, request))
        steps = (Step("translate", "ctranslate2", SPEC.id, "0" * 40, 12.3, "en-uk"),)
        source = Detection(request.source_language or "en", 0.5)
        data, target = bytes(file.data).upper(), request.target_languages[0]
        return TranslatedFile(data, "text/plain", target, source, True, steps, (Check("language", "ok"),), "fake:1")

    def detect(self, texts: Sequence[str], limit: int = 3) -> list[tuple[Detection, ...]]:
        self._begin(texts)
        return [(Detection("uk", 0.9), Detection("bg", 0.05), Detection("mk", 0.01))[:limit] for _ in texts]

    def check(self, request: CheckRequest) -> Verdict:
        self._begin(request)
        return judge_translation(request.text, request.source, Pair("en", "fr"))

    def languages(self) -> list[LanguageStatus]:
        self._begin(None)
        return [
            LanguageStatus("en", ("extractive", "seq2seq"), ("uk",)),
            LanguageStatus("fr", ("extractive",), ()),
            LanguageStatus("uk", ("extractive",), ()),
            LanguageStatus("ar", ("extractive",), ()),
        ]

    def outlook(self, source: str, targets: Sequence[str]) -> tuple[Prospect, ...]:
        """Not among the requests: the page asks it whenever it likes."""
        return tuple(self.prospects.get(code, Prospect(code, "ready")) for code in targets)

    def models(self) -> list[ModelStatus]:
        self._begin(None)
        return [ModelStatus(SPEC, "installed", commit="0" * 40, bytes=81_234_567)]

    def install_model(self, model_id: str) -> ModelStatus:
        self._begin(model_id)
        return ModelStatus(SPEC, "installing", progress=0.25)

    def remove_model(self, model_id: str) -> ModelStatus:
        self._begin(model_id)
        return ModelStatus(SPEC, "available")

    def ready(self) -> tuple[bool, str]:
        return self.not_ready is None, self.not_ready or self.remark

    def stats(self) -> dict[str, tuple[Any, ...]]:
        return {"cache": (CacheStats("segments", hits=3, bytes=512), CacheStats("summaries", misses=2))}

    def close(self) -> None:
        self.closed = True

    def _begin(self, request: Any) -> None:
        self.requests.append(request)
        self.entered.release()
        self.watch()
        if self.gate is not None:
            self.gate.wait(60)
        if self.raises is not None:
            raise self.raises


def _read(came_in: Article | Unread) -> Article:
    """What came in, with a reader that reads no markup."""
    match came_in:
        case Page(html, title):
            return Article(html, title, "html")
        case Upload(data, _, _, title):
            return Article(bytes(data).decode(errors="replace"), title, "file")
        case Address(url, title):
            return Article("What was found there.", title, "url", author="Anna Bell", date="2026-11-24", url=url)
        case _:
            return came_in
