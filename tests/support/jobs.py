"""Jobs for tests of single stages."""

from __future__ import annotations

from service.pipeline.job import Job
from service.pipeline.limits import Limits
from service.pipeline.plan import SummaryPlan
from service.pipeline.reading import Material
from service.text.sentences import split
from service.types import Article, SummaryRequest


def job_of(article: Article, language: str, plan: SummaryPlan, limits: Limits) -> tuple[Job, Material]:
    """A job that asks for a summary in the article's language, and what may be said of the article."""
    job = Job(SummaryRequest(article), article, language, (language,), plan, limits)
    return job, Material(split(article.text, language), language, article.title)
