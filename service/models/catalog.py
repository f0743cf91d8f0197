"""The catalogue: every model that the service knows, read from `models.toml`.

A mistake in the file is a ConfigurationError that names the entry and the field. `docs/models.md` documents the format.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from service.engines.base import Backend, Decoding, Family, ModelSpec, ModelTask, PinnedFile
from service.engines.registry import OURS
from service.errors import ConfigurationError, UnknownLanguage, UnknownModel, shortened
from service.languages import normalize_code
from service.models.added import ADDED, added_entries
from service.models.manifest import is_plain_name
from service.settings import Settings
from service.types import Pair, Quality
from service.wrong_values import what_is_wrong

BUILT_IN = Path(__file__).parent.parent / "models.toml"
# The models of one maker, each of many files: part of the built-in catalogue.
FIREFOX = BUILT_IN.with_name("models.firefox.toml")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SOURCE = re.compile(r"https?://[^{}\s]*\{(name|place)\}[^{}\s]*|hub:[\w.-]+/[\w.-]+")
_PLACE = re.compile(r"[\w./-]*")


@dataclass(frozen=True, slots=True)
class ModelSet:
    """A named group of models that are pulled together (`compact`, `default`, `large`)."""

    name: str
    description: str
    models: tuple[str, ...]


@dataclass(frozen=True)
class Catalog:
    """All models, in the file's order: where two can do the same work, the earlier one is preferred. Immutable."""

    models: tuple[ModelSpec, ...]
    sets: Mapping[str, ModelSet]

    @classmethod
    def load(cls, path: Path | None = None) -> Catalog:
        """The catalogue in `path`, or the one that comes with the service. Raises ConfigurationError."""
        if path is not None:
            return cls.parse(_document(path), where=path.name)
        return cls.parse(_with_firefox(_document(BUILT_IN), _document(FIREFOX)), where=BUILT_IN.name)

    @classmethod
    def from_settings(cls, settings: Settings) -> Catalog:
        """The catalogue of these settings, and behind it the models that were added from folders.

        An id that both have is the catalogue's. Raises ConfigurationError.
        """
        catalog = cls.load(settings.catalog)
        known = {spec.id for spec in catalog.models}
        added = [entry for entry in added_entries(settings.models_path) if entry["id"] not in known]
        return cls((*catalog.models, *cls.specs(added, where=ADDED)), catalog.sets)

    @staticmethod
    def specs(entries: Sequence[Mapping[str, Any]], *, where: str) -> tuple[ModelSpec, ...]:
        """Parsed [[model]] tables as models; `where` names their file in errors. Raises ConfigurationError."""
        return tuple(_spec(entry, number, where) for number, entry in enumerate(entries, start=1))

    @classmethod
    def parse(cls, document: Mapping[str, Any], *, where: str = "the catalogue") -> Catalog:
        """The catalogue in a parsed TOML document; `where` names it in errors. Raises ConfigurationError."""
        unknown = sorted(set(document) - {"model", "sets"})
        if unknown:
            raise ConfigurationError(f"{where}: '{unknown[0]}' is not known here; there are [[model]] and [sets.NAME].")
        specs = cls.specs(_entries(document, where), where=where)
        for name, count in Counter(spec.id for spec in specs).items():
            if count > 1:
                raise ConfigurationError(f"{where}: model '{name}': the id is used {count} times.")
        sets = _sets(document.get("sets", {}), {spec.id for spec in specs}, where)
        return cls(specs, sets)

    @cached_property
    def _by_id(self) -> Mapping[str, ModelSpec]:
        return {spec.id: spec for spec in self.models}

    def get(self, model_id: str) -> ModelSpec:
        """The model with this id. Raises UnknownModel."""
        try:
            return self._by_id[model_id]
        except KeyError:
            raise UnknownModel(
                f"There is no model '{shortened(model_id)}' in the catalogue; GET /v1/models lists them.", field="model"
            ) from None

    def set(self, name: str) -> tuple[ModelSpec, ...]:
        """The models of a named set, in its order. Raises UnknownModel."""
        if name not in self.sets:
            known = ", ".join(self.sets)
            raise UnknownModel(f"There is no set '{shortened(name)}' in the catalogue; there are {known}.")
        return tuple(self.get(model_id) for model_id in self.sets[name].models)

    def sets_of(self, model_id: str) -> tuple[str, ...]:
        """Names of the sets that a model is in."""
        return tuple(name for name, group in self.sets.items() if model_id in group.models)


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


_AnyEntry = TypeVar("_AnyEntry", bound=_Strict)


class _DecodingEntry(_Strict):
    beam_size: int = Field(4, ge=1, le=64)
    length_penalty: float = Field(1.0, ge=0, le=10)
    repetition_penalty: float = Field(1.0, ge=1, le=10)
    no_repeat_ngram_size: int = Field(0, ge=0)
    min_tokens: int = Field(0, ge=0)
    max_tokens: int | None = Field(None, ge=1)


class _FileEntry(_Strict):
    name: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    bytes: int = Field(ge=1)
    place: str = ""
    packed_sha256: str = Field("", pattern=r"^([0-9a-f]{64})?$")
    packed_bytes: int = Field(0, ge=0)

    @field_validator("name")
    @classmethod
    def _name_is_plain(cls, value: str) -> str:
        if not is_plain_name(value):
            raise ValueError(f"'{value}' is not a file name")
        return value

    @field_validator("place")
    @classmethod
    def _place_is_a_path(cls, value: str) -> str:
        if not _PLACE.fullmatch(value) or ".." in value:
            raise ValueError(f"'{value}' is not a path")
        return value

    @model_validator(mode="after")
    def _packed_is_whole(self) -> _FileEntry:
        if bool(self.packed_sha256) != bool(self.packed_bytes):
            raise ValueError("packed_sha256 and packed_bytes go together")
        return self


class _SetEntry(_Strict):
    description: str
    models: list[str] = Field(min_length=1)


class _Entry(_Strict):
    """One [[model]] table, as written. `spec()` is the same thing as the rest of the service knows it."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,95}$")
    task: ModelTask
    repo: str = Field(pattern=r"^[\w.-]+/[\w.-]+$")
    revision: str = Field("main", pattern=r"^\w[\w./-]*$")
    engine: str = Field("seq2seq", pattern=r"^([a-z][a-z0-9_]*|[A-Za-z_][\w.]*:[A-Za-z_]\w*)$")
    backend: Backend | None = None
    family: Family = "other"
    licence: str = Field(min_length=1)
    commercial_use: bool
    attribution: str = Field(min_length=1)
    languages: list[str] = []
    pairs: list[str] = []
    any_pair: bool = False
    codes: dict[str, str] = {}
    source_prefix: str = ""
    forced_bos: str = ""
    window: int = Field(512, ge=16)
    download_mb: int = Field(0, ge=0)
    disk_mb: int = Field(0, ge=0)
    memory_mb: int = Field(0, ge=0)
    smoke: dict[str, str] = {}
    decoding: dict[Quality, _DecodingEntry] = {}
    sha256: dict[str, str] = {}
    files: list[_FileEntry] = []
    sources: list[str] = []
    grade: int = Field(0, ge=0)

    @field_validator("languages", "codes", "smoke")
    @classmethod
    def _codes_are_known(cls, value: list[str] | dict[str, str]) -> list[str] | dict[str, str]:
        for code in value:
            _language(code)
        if isinstance(value, list):
            _no_duplicates(value)
        return value

    @field_validator("pairs")
    @classmethod
    def _pairs_are_pairs(cls, value: list[str]) -> list[str]:
        for pair in value:
            _pair(pair)
        _no_duplicates(value)
        return value

    @field_validator("sha256")
    @classmethod
    def _hashes_are_hashes(cls, value: dict[str, str]) -> dict[str, str]:
        for name, digest in value.items():
            if not _SHA256.fullmatch(digest):
                raise ValueError(f"the hash of '{name}' is not 64 lower-case hexadecimal digits")
        return value

    @field_validator("sources")
    @classmethod
    def _sources_are_addresses(cls, value: list[str]) -> list[str]:
        for source in value:
            if not _SOURCE.fullmatch(source):
                raise ValueError(f"'{source}' is neither an address with {{name}} or {{place}}, nor hub:owner/name")
        return value

    @model_validator(mode="after")
    def _files_have_sources(self) -> _Entry:
        if bool(self.files) != bool(self.sources):
            raise ValueError("sources: a model that names its files names where they are, and no other does")
        if self.files and (self.engine in OURS or self.sha256):
            raise ValueError("files: they are for engines that read them as they are, and have their own sha256")
        _no_duplicates([file.name for file in self.files])
        return self

    @model_validator(mode="after")
    def _fields_fit_together(self) -> _Entry:
        if self.task == "summarize" and (self.pairs or self.any_pair or not self.languages):
            raise ValueError("languages: a summarizer has languages, and neither pairs nor any_pair")
        if self.task == "translate" and not self.pairs and not (self.any_pair and len(self.languages) > 1):
            raise ValueError("pairs: a translator has pairs, or any_pair over two languages or more")
        if self.task == "chat" and (self.pairs or not self.languages):
            raise ValueError("languages: a chat model has languages, and no pairs: it knows a way between any two")
        if (self.task == "chat") != (self.engine == "chat") and ":" not in self.engine:
            raise ValueError("engine: a chat model has the engine 'chat', and no other has it")
        for field, named in (("codes", self.codes), ("smoke", self.smoke)):
            for code in named:
                if code not in self._all_languages:
                    raise ValueError(f"{field}: '{code}' is not one of the model's languages")
        if self.engine == "seq2seq" and self.family == "other":
            raise ValueError("family: the seq2seq engine must know the model's family")
        if self.engine == "seq2seq" and self._many_targets and "{target}" not in self.source_prefix + self.forced_bos:
            raise ValueError("source_prefix: with several target languages, it or forced_bos must hold {target}")
        return self

    @property
    def _all_languages(self) -> set[str]:
        return {*self.languages, *(end for pair in self.pairs for end in _pair(pair))}

    @property
    def _many_targets(self) -> bool:
        targets = {_pair(pair).target for pair in self.pairs}
        return self.task == "translate" and (self.any_pair or len(targets) > 1)

    def spec(self) -> ModelSpec:
        values = {name: getattr(self, name) for name in type(self).model_fields}
        values["languages"] = tuple(self.languages)
        values["pairs"] = tuple(map(_pair, self.pairs))
        values["decoding"] = {quality: Decoding(**entry.model_dump()) for quality, entry in self.decoding.items()}
        values["files"] = tuple(PinnedFile(**file.model_dump()) for file in self.files)
        values["sources"] = tuple(self.sources)
        values["sha256"] = self.sha256 or {file.name: file.sha256 for file in self.files}
        return ModelSpec(**values)


def _document(path: Path) -> dict[str, Any]:
    """A TOML file. Raises ConfigurationError."""
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except OSError as error:
        raise ConfigurationError(f"The catalogue {path} cannot be read: {error.strerror or error}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"The catalogue {path} is not valid TOML: {error}.") from error


def _with_firefox(document: dict[str, Any], firefox: dict[str, Any]) -> dict[str, Any]:
    """The built-in catalogue with Firefox's models before the first that translates, and with their sets."""
    entries = document["model"]
    first = next(index for index, entry in enumerate(entries) if entry["task"] == "translate")
    return {
        "model": [*entries[:first], *firefox["model"], *entries[first:]],
        "sets": {**document["sets"], **firefox["sets"]},
    }


def _language(code: str) -> str:
    try:
        normal = normalize_code(code)
    except UnknownLanguage as error:
        raise ValueError(f"'{code}' is not a language code such as en, fr or uk") from error
    if normal != code:
        raise ValueError(f"'{code}' is written '{normal}' here")
    return code


def _pair(text: str) -> Pair:
    source, dash, target = text.partition("-")
    if not dash or not source or not target:
        raise ValueError(f"'{text}' is not a pair such as en-uk")
    if source == target:
        raise ValueError(f"'{text}' translates a language into itself")
    return Pair(_language(source), _language(target))


def _no_duplicates(values: list[str]) -> None:
    for value, count in Counter(values).items():
        if count > 1:
            raise ValueError(f"'{value}' is listed {count} times")


def _entries(document: Mapping[str, Any], where: str) -> list[Any]:
    entries = document.get("model", [])
    if not isinstance(entries, list) or not entries:
        raise ConfigurationError(f"{where}: there must be at least one model, written as a [[model]] table.")
    return entries


def _spec(entry: Any, number: int, where: str) -> ModelSpec:
    name = entry.get("id") if isinstance(entry, dict) else None
    label = f"{where}: model '{name}'" if isinstance(name, str) else f"{where}: model number {number}"
    return _validated(_Entry, entry, label).spec()


def _sets(document: Any, known: set[str], where: str) -> dict[str, ModelSet]:
    if not isinstance(document, dict):
        raise ConfigurationError(f"{where}: sets are written as [sets.NAME] tables.")
    sets = {}
    for name, value in document.items():
        entry = _validated(_SetEntry, value, f"{where}: set '{name}'")
        for model_id in entry.models:
            if model_id not in known:
                raise ConfigurationError(f"{where}: set '{name}': models: there is no model '{model_id}'.")
        sets[name] = ModelSet(name, entry.description, tuple(dict.fromkeys(entry.models)))
    return sets


def _validated(kind: type[_AnyEntry], value: Any, label: str) -> _AnyEntry:
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        problems = (
            (".".join(map(str, problem["loc"])), what_is_wrong(problem, kind.model_fields))
            for problem in error.errors(include_input=False, include_url=False)
        )
        raise ConfigurationError(
            f"{label}: " + "; ".join(f"{place}: {message}" if place else message for place, message in problems) + "."
        ) from error
