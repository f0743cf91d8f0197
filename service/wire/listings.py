"""Languages and models as they are listed on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from pydantic import BaseModel, Field

from service.engines.base import ModelTask
from service.languages import language_name, right_to_left

if TYPE_CHECKING:
    from service.pipeline.outlook import Prospect
    from service.pipeline.stock import LanguageStatus, ModelStatus


class LanguageEntry(BaseModel):
    """A language and what can be done with it now."""

    code: str
    name: str = Field(description="Its name in the language of the answer.")
    direction: Literal["ltr", "rtl"]
    summarize: list[Literal["extractive", "seq2seq", "chat"]] = Field(description="Engines that summarize it now.")
    translate_to: list[str] = Field(description="Languages that it can be translated into now.")

    @classmethod
    def of(cls, status: LanguageStatus, interface: str) -> Self:
        return cls(
            code=status.code,
            name=language_name(status.code, interface),
            direction="rtl" if right_to_left(status.code) else "ltr",
            summarize=list(status.summarize),
            translate_to=list(status.translate_to),
        )


class LanguagesAnswer(BaseModel):
    """Every language of the catalogue."""

    languages: list[LanguageEntry]


class ObstacleEntry(BaseModel):
    """Why a language cannot be had now."""

    code: str = Field(description="As of a problem.")
    detail: str = Field(description="What whoever runs the server can do about it.")


class ProspectEntry(BaseModel):
    """How a summary in one language would come about."""

    language: str
    state: Literal["ready", "downloading", "on_demand", "unavailable"] = Field(
        description="`on_demand`: models would be fetched as soon as somebody asks."
    )
    writer: str | None = Field(description="Model that writes the summary; null: it is the article's own sentences.")
    translators: list[str] = Field(description="Models that translate, in order.")
    progress: float | None = Field(description="Share of a download under way that is done, 0 to 1.")
    obstacle: ObstacleEntry | None

    @classmethod
    def of(cls, prospect: Prospect) -> Self:
        problem = prospect.problem
        return cls(
            language=prospect.language,
            state=prospect.standing,
            writer=prospect.writer,
            translators=list(prospect.translators),
            progress=prospect.progress,
            obstacle=ObstacleEntry(code=problem.code, detail=problem.detail) if problem else None,
        )


class OutlookAnswer(BaseModel):
    """One entry a language, in the order asked."""

    source_language: str
    languages: list[ProspectEntry]


class ModelEntry(BaseModel):
    """A model of the catalogue and where it stands."""

    id: str
    task: ModelTask
    state: Literal["installed", "installing", "available", "failed"]
    engine: str
    family: str
    repo: str = Field(description="The model's name on the hub.")
    revision: str = Field(description="Revision that the catalogue names.")
    commit: str | None = Field(description="Commit that is installed.")
    languages: list[str] = Field(description="Languages that it summarizes, or translates between.")
    pairs: list[tuple[str, str]] = Field(description="Directions that it translates, source first.")
    licence: str
    commercial_use: bool
    attribution: str
    download_mb: int = Field(description="What a pull fetches.")
    disk_mb: int = Field(description="What it takes on disk.")
    bytes: int | None = Field(description="What it takes on disk, measured.")
    progress: float | None = Field(description="Share of a download under way that is done, 0 to 1.")
    error: str | None = Field(description="Why the last installation failed.")

    @classmethod
    def of(cls, status: ModelStatus) -> Self:
        spec = status.spec
        return cls(
            id=spec.id,
            task=spec.task,
            state=status.state,
            engine=spec.engine,
            family=spec.family,
            repo=spec.repo,
            revision=spec.revision,
            commit=status.commit,
            languages=list(spec.languages),
            pairs=[(pair.source, pair.target) for pair in spec.pairs],
            licence=spec.licence,
            commercial_use=spec.commercial_use,
            attribution=spec.attribution,
            download_mb=spec.download_mb,
            disk_mb=spec.disk_mb,
            bytes=status.bytes,
            progress=status.progress,
            error=status.error,
        )


class ModelsAnswer(BaseModel):
    """Every model of the catalogue, in the catalogue's order."""

    models: list[ModelEntry]
