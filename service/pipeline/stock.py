"""What is in stock: the models that requests can be planned with, and how the others are come by."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from service.engines.base import ModelSpec
from service.errors import ModelLoading, StisloError, UnsupportedRequest
from service.languages import INTERFACE_LANGUAGES, language_name
from service.models.installer import Installer, InstallState
from service.models.store import ModelStore
from service.pipeline.plan import Inventory, TargetPlan, find_route
from service.pipeline.progress import ModelAwaited, OnProgress
from service.runtime.chat import Chat
from service.runtime.ticket import Ticket
from service.types import Pair, Quality

_LOOK_S = 0.2
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LanguageStatus:
    """What can be done with a language now, with the models that are installed."""

    code: str
    summarize: tuple[Literal["extractive", "seq2seq", "chat"], ...]
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
    """The store and its installer as the pipeline sees them, and the chat server. Safe to call from many threads."""

    def __init__(self, store: ModelStore, installer: Installer, chat: Chat, *, pivot: str) -> None:
        self._store = store
        self._installer = installer
        self._chat = chat
        self._pivot = pivot
        # What was worked out for the models that were installed then.
        self._inventories: dict[Quality, tuple[frozenset[str], Inventory]] = {}
        self._languages: tuple[Inventory, list[LanguageStatus]] | None = None

    def inventory(self, asked: str | None = None, quality: Quality = "balanced") -> Inventory:
        """What can be planned with at this moment: every model whose licence this server's operator accepts, and the
        chat server. Chat models, which are large, are among them only where they are installed or asked for by name.

        For `best` the better translators go first, else the order is the catalogue's, and small ones are fetched
        before large ones.

        Raises LicenceRefused where the caller asked for a model by name that is not among them.
        """
        models = self._store.catalog.models
        installed = self._store.installed_ids()
        for spec in models:
            if spec.id == asked:
                self._store.check_licence(spec)
        known = self._inventories.get(quality) if asked is None else None
        if known is not None and known[0] == installed:
            return known[1]
        offered = [
            spec
            for spec in models
            if self._store.allows(spec) and (spec.task != "chat" or spec.id in installed or spec.id == asked)
        ]
        there = installed
        if (server := self._chat.server) is not None:
            offered.insert(0 if self._chat.ranked_first else len(offered), server)
            there |= {server.id}
        inventory = Inventory(_ranked(offered, quality), there, pivot=self._pivot, light=quality != "best")
        if asked is None:
            self._inventories[quality] = (installed, inventory)
        return inventory

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

    def wait_for(self, missing: Sequence[ModelSpec], ticket: Ticket, tell: OnProgress) -> None:
        """Asks for models and waits as long as some are on their way, until the ticket's deadline at most.

        Whether they have come is for `require` to say. Raises Cancelled.
        """
        waiting = {spec.id: spec for spec in missing if not self._store.installed(spec)}
        for spec in waiting.values():
            self._installer.request(spec)
        while waiting and ticket.remaining() > 0:
            ticket.check()
            for model, spec in list(waiting.items()):
                state = self._installer.state(spec)
                if state.state == "installing":
                    tell(ModelAwaited(model, "downloading", state.progress))
                    continue
                del waiting[model]
                if self._store.installed(spec):
                    tell(ModelAwaited(model, "ready"))
            if waiting:
                time.sleep(_LOOK_S)

    def commit(self, spec: ModelSpec) -> str:
        """The commit of the model that the next lease lends; for the chat server, the name that its model has there.

        Raises ModelNotInstalled.
        """
        if self._chat.is_server(spec):
            return spec.revision
        return self._store.require(spec).commit

    def blocked(self, target: TargetPlan) -> StisloError | None:
        """Why there is no going to this target now, or None where there is."""
        if target.route is None:
            return self.no_way_to(target.language)
        try:
            self.require(target.missing)
        except StisloError as error:
            return error
        return None

    def no_way_to(self, language: str) -> StisloError:
        """The problem with a target that no models lead to."""
        name = language_name(language)
        return UnsupportedRequest(
            f"No models in the catalogue lead to {name} from this language.", field="target_languages"
        )

    def obstacle(self, spec: ModelSpec) -> StisloError | None:
        """Why a model that is missing would not be fetched now; None where it would. Fetches nothing."""
        return self._installer.obstacle(spec)

    def state(self, spec: ModelSpec) -> InstallState:
        """Where a model stands that is not installed."""
        return self._installer.state(spec)

    def languages(self) -> list[LanguageStatus]:
        """Every language that the catalogue names, the interface's first, with what the installed models can do."""
        inventory = self.inventory()
        if self._languages is None or self._languages[0] is not inventory:
            self._languages = (inventory, self._look_at_languages(inventory))
        return list(self._languages[1])

    def _look_at_languages(self, inventory: Inventory) -> list[LanguageStatus]:
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
        """Every catalogue entry, in the catalogue's order, and where it stands; at the end the chat server."""
        error = self._chat.unreachable()
        state: Literal["installed", "failed"] = "failed" if error else "installed"
        server = [ModelStatus(spec, state, spec.revision, error=error) for spec in [self._chat.server] if spec]
        return [*(self._model_status(spec) for spec in self._store.catalog.models), *server]

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
        model.task == "summarize"
        and (model.summarizes(code) or (to_pivot is not None and model.summarizes(usable.pivot)))
        for model in usable.models
    )
    chats = any(model.task == "chat" and model.summarizes(code) for model in usable.models)
    can: dict[Literal["extractive", "seq2seq", "chat"], bool] = {"extractive": True, "seq2seq": writes, "chat": chats}
    reached = tuple(other for other in others if find_route(usable, Pair(code, other)))
    return LanguageStatus(code, tuple(name for name, does in can.items() if does), reached)


def _ranked(models: Sequence[ModelSpec], quality: Quality) -> tuple[ModelSpec, ...]:
    """The models in order of preference; only translators change places."""
    if quality != "best":
        return tuple(models)
    graded = sorted((spec for spec in models if spec.task == "translate"), key=lambda spec: -spec.grade)
    translators = iter(graded)
    return tuple(next(translators) if spec.task == "translate" else spec for spec in models)
