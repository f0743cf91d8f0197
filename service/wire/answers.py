"""What answers look like on the wire, and the one place where results of the pipeline become them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field

from service.pipeline.verdict import Verdict
from service.text.words import count_words
from service.types import (
    Article,
    CacheUse,
    Check,
    CheckName,
    CheckStatus,
    Detection,
    Failure,
    Keyword,
    Origin,
    Source,
    Step,
    Summary,
    SummaryResult,
    SummarySentence,
    Task,
    Translation,
    TranslationResult,
)
from service.wire.problems import Problem, problem

_MILLISECOND_DIGITS = 2
_SCORE_DIGITS = 4


class LanguageAnswer(BaseModel):
    """The language of a text."""

    code: str = Field(description="BCP-47 code.")
    confidence: float = Field(ge=0, le=1, description="How sure the detector is; 1 where the caller said it.")
    detected: bool = Field(description="Whether it was detected, rather than said by the caller.")

    @classmethod
    def of(cls, found: Detection, *, detected: bool) -> Self:
        return cls(code=found.code, confidence=round(found.confidence, _SCORE_DIGITS), detected=detected)


class ArticleAnswer(BaseModel):
    """What was read. What a page or file says about itself is null where it says nothing."""

    origin: Origin = Field(description="How the article came: in which field of the request.")
    title: str | None = Field(description="The headline that was sent, else that of the page or file.")
    author: str | None
    date: str | None = Field(description="When it was published, `YYYY-MM-DD`.")
    site_name: str | None
    url: str | None = Field(description="Address that the text was read from in the end, after redirects.")
    language: LanguageAnswer
    words: int = Field(description="Words in the text.")
    characters: int = Field(description="Code points in the text.")
    paragraphs: int = Field(description="Blocks of the text with blank lines between them.")
    sha256: str = Field(description="SHA-256 of the text in UTF-8, in hexadecimal.")
    text: str | None = Field(
        default=None,
        description="The text that offsets index; only where `include` names it.",
        exclude_if=lambda text: text is None,
    )

    @classmethod
    def of(cls, article: Article, language: LanguageAnswer, *, include_text: bool) -> Self:
        return cls(
            origin=article.origin,
            title=article.title,
            author=article.author,
            date=article.date,
            site_name=article.site_name,
            url=article.url,
            language=language,
            words=count_words(article.text),
            characters=len(article.text),
            paragraphs=_count_paragraphs(article.text),
            sha256=hashlib.sha256(article.text.encode()).hexdigest(),
            text=article.text if include_text else None,
        )


class KeywordAnswer(BaseModel):
    """A word or phrase that says what the article is about, as the article writes it."""

    text: str
    score: float = Field(ge=0, le=1, description="Weight among the keywords of this article; the best has 1.")

    @classmethod
    def of(cls, keyword: Keyword) -> Self:
        return cls(text=keyword.text, score=round(keyword.score, _SCORE_DIGITS))


class SourceAnswer(BaseModel):
    """A span of the article that supports a sentence of the summary: `article.text[start:end]`, in code points.

    The article's text is the `text` that was sent; for html, url and file it is what was read there, which `include:
    ["text"]` adds to the answer.
    """

    start: int
    end: int
    score: float = Field(
        ge=0,
        le=1,
        description="Share of the sentence's words that the span has too, rare ones counting more; 1 where the "
        "sentence is the span or part of it. Spans under 0.2 are left out. Of a translated sentence: that of the "
        "sentence it translates; `round_trip` says whether the translation still says it.",
    )

    @classmethod
    def of(cls, source: Source) -> Self:
        return cls(start=source.start, end=source.end, score=round(source.score, _SCORE_DIGITS))


class SentenceAnswer(BaseModel):
    """A sentence of the summary and where it comes from."""

    text: str
    sources: list[SourceAnswer]

    @classmethod
    def of(cls, sentence: SummarySentence) -> Self:
        return cls(text=sentence.text, sources=[SourceAnswer.of(source) for source in sentence.sources])


class StepAnswer(BaseModel):
    """One thing that was done to make the answer, and by what."""

    task: Task = Field(description="`round_trip`: a translation was translated back, to be compared.")
    engine: str = Field(
        description="`extractive`, `passthrough` (already short enough), `keywords` (no sentence fits a headline), "
        "or what ran the model."
    )
    model: str | None = Field(description="Catalogue id, null where no model was needed.")
    revision: str | None = Field(description="Commit of the model's files.")
    languages: str | None = Field(description="The language worked in, or the direction (`en-uk`).")
    ms: float = Field(ge=0, description="Wall time in milliseconds.")

    @classmethod
    def of(cls, step: Step) -> Self:
        return cls(
            task=step.task,
            engine=step.engine,
            model=step.model,
            revision=step.revision,
            languages=step.languages,
            ms=round(step.milliseconds, _MILLISECOND_DIGITS),
        )


class CheckAnswer(BaseModel):
    """One property that was looked at before the answer left."""

    name: CheckName = Field(
        description="`support`: every sentence has a span of the article that supports it. `round_trip`: a translation "
        "was translated back and compared with what was translated."
    )
    status: CheckStatus = Field(description="`warning`: worth a look, not wrong for certain.")
    detail: str = Field(description="What was found, where something was, or why nothing was compared.")
    spans: list[tuple[int, int]] | None = Field(
        default=None,
        description="Of `untrusted_text`: start and end of each part of the article that is not trusted.",
        exclude_if=lambda spans: spans is None,
    )

    sentences: list[int] | None = Field(
        default=None,
        description="Of `warning` and `failed`: indices in `sentences` of those to look at, where it is not the whole.",
        exclude_if=lambda sentences: sentences is None,
    )

    @classmethod
    def of(cls, check: Check) -> Self:
        return cls(
            name=check.name,
            status=check.status,
            detail=check.detail,
            spans=[*check.spans] or None,
            sentences=[*check.sentences] or None,
        )


class FinishedSummary(BaseModel):
    """The summary in one language."""

    language: str
    status: Literal["ok"] = "ok"
    title: str | None = Field(
        default=None,
        description="A suggested headline in this language; only where `include` names it and one could be made.",
        exclude_if=lambda title: title is None,
    )
    text: str = Field(description="The whole summary; bullets are lines that begin with `- `.")
    words: int
    sentences: list[SentenceAnswer]
    steps: list[StepAnswer]
    checks: list[CheckAnswer]
    degraded: bool = Field(description="Whether something simpler had to be given than what was asked for.")
    signature: str = Field(description="Everything that decides the output; equal signatures, equal output.")

    @classmethod
    def of(cls, summary: Summary) -> Self:
        return cls(
            language=summary.language,
            title=summary.title,
            text=summary.text,
            words=sum(count_words(sentence.text) for sentence in summary.sentences),
            sentences=[SentenceAnswer.of(sentence) for sentence in summary.sentences],
            steps=[StepAnswer.of(step) for step in summary.steps],
            checks=[CheckAnswer.of(check) for check in summary.checks],
            degraded=summary.degraded,
            signature=summary.signature,
        )


class FailedAnswer(BaseModel):
    """A language that could not be served; the others are."""

    language: str
    status: Literal["failed"] = "failed"
    error: Problem
    fallback: FinishedSummary | None = Field(
        default=None,
        description="The summary in the article's own language; only where the request's `fallback` asks for it.",
        exclude_if=lambda fallback: fallback is None,
    )

    @classmethod
    def of(cls, failure: Failure, request_id: str) -> Self:
        fallback = FinishedSummary.of(failure.fallback) if failure.fallback else None
        return cls(language=failure.language, error=problem(failure.error, request_id), fallback=fallback)


class Timings(BaseModel):
    """Wall time of each stage in milliseconds; 0 where there was nothing to do."""

    read: float = 0.0
    detect: float = 0.0
    summarize: float = 0.0
    translate: float = 0.0
    check: float = 0.0
    total: float = 0.0


class CacheAnswer(BaseModel):
    """What this request had from the cache. All 0 where it was told not to use it."""

    hits: int = Field(ge=0, description="Lookups that found something.")
    misses: int = Field(ge=0, description="Lookups that found nothing.")
    bytes: int = Field(ge=0, description="Memory that what was found takes.")

    @classmethod
    def of(cls, use: CacheUse) -> Self:
        return cls(hits=use.hits, misses=use.misses, bytes=use.bytes)


class SummaryAnswer(BaseModel):
    """One article, one entry a target language, in the order asked."""

    id: str = Field(description="Names this answer.")
    article: ArticleAnswer
    keywords: list[KeywordAnswer] | None = Field(
        default=None,
        description="What the article is about, best first, in its language; only where `include` names them.",
        exclude_if=lambda keywords: keywords is None,
    )
    summaries: list[Annotated[FinishedSummary | FailedAnswer, Field(discriminator="status")]]
    cached: bool = Field(description="Whether the summaries were stored before; `steps` say how they were made then.")
    cache: CacheAnswer
    timings_ms: Timings


class FinishedTranslation(BaseModel):
    """The texts in one language."""

    language: str
    status: Literal["ok"] = "ok"
    title: str | None = Field(
        default=None, description="Of an article that has one.", exclude_if=lambda title: title is None
    )
    text: str | list[str] = Field(
        description="A string for a string, a list of the same length for a list; of an article, its paragraphs."
    )
    confidence: float | list[float | None] | None = Field(
        default=None,
        description="How sure the models were, 0..1: the geometric mean of the probabilities that they gave their "
        "tokens. No measure of quality. Null for a text whose engine gives none, or of which a sentence had to be "
        "translated again; left out where that is so of all.",
        exclude_if=lambda confidence: confidence is None,
    )
    alternatives: list[str] | list[list[str]] | None = Field(
        default=None,
        description="Further translations of each text, best first; only where the request asks for some.",
        exclude_if=lambda alternatives: alternatives is None,
    )
    steps: list[StepAnswer]
    checks: list[CheckAnswer]
    signature: str = Field(description="Everything that decides the output; equal signatures, equal output.")

    @classmethod
    def of(cls, translation: Translation, *, single: bool) -> Self:
        return cls(
            language=translation.language,
            title=translation.title,
            text=translation.texts[0] if single else list(translation.texts),
            confidence=_confidence(translation.confidences, single=single),
            alternatives=_alternatives(translation.alternatives, single=single),
            steps=[StepAnswer.of(step) for step in translation.steps],
            checks=[CheckAnswer.of(check) for check in translation.checks],
            signature=translation.signature,
        )


def _confidence(found: Sequence[float | None], *, single: bool) -> float | list[float | None] | None:
    rounded = [each if each is None else round(each, _SCORE_DIGITS) for each in found]
    if all(each is None for each in rounded):
        return None
    return rounded[0] if single else rounded


def _alternatives(found: Sequence[Sequence[str]], *, single: bool) -> list[str] | list[list[str]] | None:
    if not found:
        return None
    return list(found[0]) if single else [list(each) for each in found]


class TranslationAnswer(BaseModel):
    """One entry a target language, in the order asked."""

    article: ArticleAnswer | None = Field(
        default=None,
        description="What was read, where an article was sent.",
        exclude_if=lambda article: article is None,
    )
    source_language: LanguageAnswer | list[LanguageAnswer] = Field(
        description="One language for a string or an article, a list of the same length for a list."
    )
    translations: list[Annotated[FinishedTranslation | FailedAnswer, Field(discriminator="status")]]
    cached: bool = Field(description="Whether every sentence was stored before.")
    cache: CacheAnswer
    timings_ms: Timings


class CandidateAnswer(BaseModel):
    """A language that a text may be in."""

    code: str
    confidence: float = Field(ge=0, le=1)

    @classmethod
    def of(cls, found: Detection) -> Self:
        return cls(code=found.code, confidence=round(found.confidence, _SCORE_DIGITS))


class DetectionAnswer(BaseModel):
    """Candidates, best first."""

    detections: list[CandidateAnswer] | list[list[CandidateAnswer]] = Field(
        description="A list of candidates for a string; for a list, one such list a text."
    )


class RemarkAnswer(BaseModel):
    """What one check says of a text."""

    name: CheckName
    status: Literal["ok", "warning", "failed", "skipped"] = Field(
        description="`ok` where something was compared and nothing found; `skipped` where there was nothing to compare."
    )
    detail: str = Field(description="What is wrong, or why nothing was compared; else empty.")
    spans: list[tuple[int, int]] = Field(description="Start and end, in characters of `text`, of what is to blame.")


class VerdictAnswer(BaseModel):
    """What the checks say of a text."""

    verdict: Literal["ok", "doubtful", "failed"] = Field(
        description="`failed`: something is certainly wrong; `doubtful`: something may be, or nothing was compared."
    )
    checks: list[RemarkAnswer]

    @classmethod
    def of(cls, verdict: Verdict) -> Self:
        checks = [
            RemarkAnswer(name=each.name, status=each.status, detail=each.detail, spans=list(each.spans))
            for each in verdict.remarks
        ]
        return cls(verdict=verdict.verdict, checks=checks)


def failures_of(entries: Sequence[Summary | Translation | Failure]) -> list[Failure]:
    """The languages that failed. Raises the first one's error where none was served, not even by a fallback."""
    failures = [entry for entry in entries if isinstance(entry, Failure)]
    if failures and len(failures) == len(entries) and not any(failure.fallback for failure in failures):
        raise failures[0].error
    return failures


def summary_answer(
    result: SummaryResult, *, answer_id: str, request_id: str, include_text: bool = False
) -> SummaryAnswer:
    """What a summary result says on the wire; `answer_id` names the answer, `request_id` its problems."""
    language = LanguageAnswer.of(result.language, detected=result.detected)
    return SummaryAnswer(
        id=answer_id,
        article=ArticleAnswer.of(result.article, language, include_text=include_text),
        keywords=None if result.keywords is None else [KeywordAnswer.of(keyword) for keyword in result.keywords],
        summaries=[
            FailedAnswer.of(entry, request_id) if isinstance(entry, Failure) else FinishedSummary.of(entry)
            for entry in result.summaries
        ],
        cached=result.cached,
        cache=CacheAnswer.of(result.cache),
        timings_ms=_timings(result.timings_ms),
    )


def translation_answer(
    result: TranslationResult, *, single: bool, request_id: str, include_text: bool = False
) -> TranslationAnswer:
    """What a translation result says on the wire; `single` where one string was sent, so that one comes back.
    `include_text` adds the text of an article.
    """
    sources = [LanguageAnswer.of(source, detected=result.detected) for source in result.sources]
    article = None
    if result.article is not None:
        article = ArticleAnswer.of(result.article, sources[0], include_text=include_text)
    return TranslationAnswer(
        article=article,
        source_language=sources[0] if single or article else sources,
        translations=[
            FailedAnswer.of(entry, request_id)
            if isinstance(entry, Failure)
            else FinishedTranslation.of(entry, single=single)
            for entry in result.translations
        ],
        cached=result.cached,
        cache=CacheAnswer.of(result.cache),
        timings_ms=_timings(result.timings_ms),
    )


def detection_answer(found: Sequence[Sequence[Detection]], *, single: bool) -> DetectionAnswer:
    """What detections say on the wire; `single` where one string was sent."""
    candidates = [[CandidateAnswer.of(candidate) for candidate in row] for row in found]
    return DetectionAnswer(detections=candidates[0] if single else candidates)


def _count_paragraphs(text: str) -> int:
    return sum(filled for filled, _ in groupby(text.splitlines(), lambda line: bool(line.strip())))


def _timings(timings: Mapping[str, float]) -> Timings:
    return Timings(**{name: round(ms, _MILLISECOND_DIGITS) for name, ms in timings.items()})
