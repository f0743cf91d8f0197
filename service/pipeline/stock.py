"""What is in stock: the models that requests can be planned with, and how the others are come by."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from service.engines.base import ModelSpec
from service.errors import ModelLoading, StisloError, UnsupportedRequest
from service.languages import INTERFACE_LANGUAGES, language_name
from service.models.installer import Installer
from service.models.store import ModelStore
from service.pipeline.plan import Inventory, TargetPlan, find_route
from service.types import Pair

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LanguageStatus:
    """What can be done with a language now, with the models that are installed."""

    code: str
    summarize: tuple[Literal["extractive", "seq2seq"], ...]
    translate_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """A catalogue entry and where it stands. `bytes` is disk used, `progress` 0..1 of a download under way."""

    spec: ModelSpec
    state: Literal["installed", "installing", "available", "failed"]
    commit: str | None = None
    bytes: int | None = None
    progress: float | None = None
    error: str | None = None


class Stock:
    """The store and its installer as the pipeline sees them. Safe to call from many threads."""

    def __init__(self, store: ModelStore, installer: Installer, *, pivot: str) -> None:
        self._store = store
        self._installer = installer
        self._pivot = pivot

    def inventory(self, asked: str | None = None) -> Inventory:
        """What can be planned with at this moment: every model whose licence this server's operator accepts.

        Raises LicenceRefused where the caller asked for a model by name that is not among them.
        """
        models = self._store.catalog.models
        for spec in models:
            if spec.id == asked:
                self._store.check_licence(spec)
        allowed = tuple(spec for spec in models if self._store.allows(spec))
        return Inventory(allowed, self._store.installed_ids(), pivot=self._pivot)

    def sweep(self) -> None:
        """Clears away what broken-off downloads left behind. That it cannot is no reason not to serve."""
        try:
            self._store.sweep()
        except StisloError as error:
            _log.warning("Old downloads could not be cleared away: %s", error.detail)

    def require(self, missing: Sequence[ModelSpec]) -> None:
        """Raises ModelLoading or ModelNotInstalled for the first missing model, after asking for all of them."""
        errors = []
        for spec in missing:
            try:
                self._installer.ensure(spec)
            except StisloError as error:
                errors.append(error)
        if errors:
            raise errors[0]

    def fetch_in_background(self, wanted: Sequence[ModelSpec]) -> None:
        """Asks for models that would make better answers; says nothing where they cannot be had."""
        for spec in wanted:
            self._installer.request(spec)

    def commit(self, spec: ModelSpec) -> str:
        """The commit of the model that the next lease lends. Raises ModelNotInstalled."""
        return self._store.require(spec).commit

    def blocked(self, target: TargetPlan) -> StisloError | None:
        """Why there is no going to this target now, or None where there is."""
        if target.route is None:
            name = language_name(target.language)
            return UnsupportedRequest(
                f"No models in the catalogue lead to {name} from this language.", field="target_languages"
            )
        try:
            self.require(target.missing)
        except StisloError as error:
            return error
        return None

    def languages(self) -> list[LanguageStatus]:
        """Every language that the catalogue names, the interface's first, with what the installed models can do."""
        inventory = self.inventory()
        usable = Inventory(
            tuple(model for model in inventory.models if inventory.has(model)), inventory.installed, inventory.pivot
        )
        named = {
            code for model in inventory.models for code in (*model.languages, *(c for p in model.pairs for c in p))
        }
        reached = {code for model in usable.models for code in (*model.languages, *(p.target for p in model.pairs))}
        codes = [*INTERFACE_LANGUAGES, *sorted(named - {*INTERFACE_LANGUAGES})]
        return [_status(code, usable, sorted(reached - {code})) for code in codes]

    def models(self) -> list[ModelStatus]:
        """Every catalogue entry, in the catalogue's order, and where it stands."""
        return [self._model_status(spec) for spec in self._store.catalog.models]

    def install(self, model_id: str) -> ModelStatus:
        """Has a model fetched in the background, and says where it stands. Raises UnknownModel, LicenceRefused."""
        spec = self._store.catalog.get(model_id)
        self._installer.order(spec)
        return self._model_status(spec)

    def remove(self, model_id: str) -> ModelStatus:
        """Deletes an installed model from disk. Requests that have it in memory finish with it.

        Raises UnknownModel, StoreError; ModelLoading while it is being installed.
        """
        spec = self._store.catalog.get(model_id)
        if self._installer.state(spec).state == "installing":
            raise ModelLoading(f"The model '{spec.id}' is being installed; remove it when that is done.")
        self._store.remove(spec)
        return self._model_status(spec)

    def _model_status(self, spec: ModelSpec) -> ModelStatus:
        installed = self._store.installed(spec)
        if installed is not None:
            return ModelStatus(spec, "installed", commit=installed.commit, bytes=installed.bytes)
        state = self._installer.state(spec)
        return ModelStatus(spec, state.state, progress=state.progress, error=state.error)


def _status(code: str, usable: Inventory, others: Sequence[str]) -> LanguageStatus:
    to_pivot = find_route(usable, Pair(code, usable.pivot))
    writes = any(
        model.summarizes(code) or (to_pivot is not None and model.summarizes(usable.pivot)) for model in usable.models
    )
    reached = tuple(other for other in others if find_route(usable, Pair(code, other)))
    return LanguageStatus(code, ("extractive", "seq2seq") if writes else ("extractive",), reached)
