"""One planned request on its way through the pipeline, and what its stages share."""

from __future__ import annotations

from dataclasses import dataclass

from service.pipeline.announcer import Announcer
from service.pipeline.limits import Limits, limits_for
from service.pipeline.plan import SummaryPlan
from service.pipeline.progress import Stage, StageName
from service.pipeline.recall import Recall
from service.pipeline.timer import StageTimer
from service.runtime.ticket import Ticket
from service.types import Article, Quality, SummaryRequest


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked, of which article, and how it is to be done.

    `language` is the article's, `targets` are those that are answered, in order. `limits` are those of the request, or
    of what else is to be written about the same article.
    """

    request: SummaryRequest
    article: Article
    language: str
    targets: tuple[str, ...]
    plan: SummaryPlan
    limits: Limits

    @classmethod
    def of(cls, request: SummaryRequest, article: Article, language: str, plan: SummaryPlan) -> Job:
        """The request for an article that was read; its own language is the target where none is named."""
        limits = limits_for(request.style, request.length, request.max_words)
        return cls(request, article, language, request.target_languages or (language,), plan, limits)


@dataclass(frozen=True, slots=True)
class Run:
    """What the stages of one request share. `waits`: models that are on their way are waited for."""

    quality: Quality
    ticket: Ticket
    recall: Recall
    timer: StageTimer
    announcer: Announcer
    waits: bool = False

    def begin(self, stage: StageName) -> None:
        """Ends the stage before and begins this one, and says so."""
        self.timer.start(stage)
        self.announcer.tell(Stage(stage))
