"""Languages and models as they are listed on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from pydantic import BaseModel, Field

from service.engines.base import ModelTask
from service.languages import language_name, right_to_left

if TYPE_CHECKING:
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
