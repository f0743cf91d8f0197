"""What the events of a stream say on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, Field, RootModel

from service.pipeline.progress import ArticleRead, Event, ModelAwaited, ModelState, Piece, Ready, Stage, StageName
from service.types import Failure, Summary, Translation
from service.wire.answers import (
    ArticleAnswer,
    FailedAnswer,
    FinishedSummary,
    FinishedTranslation,
    LanguageAnswer,
    SummaryAnswer,
    TranslationAnswer,
)
from service.wire.problems import Problem

_MILLISECOND_DIGITS = 1


class StageEvent(BaseModel):
    """A stage was begun, or has got so far."""

    stage: StageName
    done: int | None = Field(
        default=None,
        description="`summarize`: sections of a long article that are summed up; `translate`: languages that are done. "
        "Only where there is something to count.",
        exclude_if=lambda done: done is None,
    )
    of: int | None = Field(default=None, description="Of how many.", exclude_if=lambda of: of is None)
    elapsed_ms: float = Field(ge=0, description="Milliseconds since the request was read.")


class ModelEvent(BaseModel):
    """The request waits for a model, or, with `ready`, does no more."""

    model: str = Field(description="Catalogue id.")
    state: ModelState
    progress: float | None = Field(
        default=None, ge=0, le=1, description="Of a download.", exclude_if=lambda progress: progress is None
    )


class TextEvent(BaseModel):
    """A piece of text as an engine writes it: provisional, the checked text comes later."""

    language: str
    text: str = Field(description="To be put after the pieces before it.")
    restart: bool = Field(
        default=False, description="The pieces before this one are taken back.", exclude_if=lambda restart: not restart
    )


class SummaryEvent(RootModel[Annotated[FinishedSummary | FailedAnswer, Field(discriminator="status")]]):
    """One language, as it will stand among `summaries`."""


class TranslationEvent(RootModel[Annotated[FinishedTranslation | FailedAnswer, Field(discriminator="status")]]):
    """One language, as it will stand among `translations`."""


_ON_THE_WAY: dict[str, type[BaseModel]] = {"stage": StageEvent, "model": ModelEvent, "text": TextEvent}
_LAST: dict[str, type[BaseModel]] = {"problem": Problem}
# The events of each path that answers with a stream where it is asked to.
EVENTS: Mapping[str, Mapping[str, type[BaseModel]]] = {
    "/v1/summaries": _ON_THE_WAY | {"article": ArticleAnswer, "summary": SummaryEvent, "answer": SummaryAnswer} | _LAST,
    "/v1/translations": _ON_THE_WAY
    | {"article": ArticleAnswer, "translation": TranslationEvent, "answer": TranslationAnswer}
    | _LAST,
}


@dataclass(frozen=True, slots=True)
class EventWording:
    """How the events of one request are said. `entry` is the event of one language; `include_text` and `single` are
    what they are in `answers.py`.
    """

    entry: Literal["summary", "translation"]
    request_id: str
    include_text: bool = False
    single: bool = False

    def say(self, event: Event, elapsed_s: float) -> tuple[str, BaseModel]:
        """The name and the data of an event that came after so many seconds."""
        match event:
            case Stage(name, done, of):
                elapsed_ms = round(elapsed_s * 1000, _MILLISECOND_DIGITS)
                return "stage", StageEvent(stage=name, done=done, of=of, elapsed_ms=elapsed_ms)
            case ArticleRead(article, found, detected):
                language = LanguageAnswer.of(found, detected=detected)
                return "article", ArticleAnswer.of(article, language, include_text=self.include_text)
            case ModelAwaited(model, state, progress):
                return "model", ModelEvent(model=model, state=state, progress=progress)
            case Piece(language_code, text, restart):
                return "text", TextEvent(language=language_code, text=text, restart=restart)
            case Ready(entry):
                return self.entry, self._say_entry(entry)

    def _say_entry(self, entry: Summary | Translation | Failure) -> BaseModel:
        if isinstance(entry, Failure):
            return FailedAnswer.of(entry, self.request_id)
        if isinstance(entry, Summary):
            return FinishedSummary.of(entry)
        return FinishedTranslation.of(entry, single=self.single)


def encoded(name: str, data: BaseModel) -> bytes:
    """An event on the wire. JSON has no line breaks of its own, so that its data is one line."""
    return f"event: {name}\ndata: {data.model_dump_json()}\n\n".encode()
