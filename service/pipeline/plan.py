"""Which models do what, in which order. Pure: decided from the catalogue, what is installed and the request alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from service.engines.base import ModelSpec
from service.errors import ModelNotInstalled, UnknownModel, UnsupportedRequest, shortened
from service.languages import language_name
from service.types import EngineChoice, Pair


@dataclass(frozen=True, slots=True)
class Inventory:
    """The models that a plan may name, in order of preference, and which of them can answer at once."""

    models: tuple[ModelSpec, ...]
    installed: frozenset[str]
    pivot: str = "en"
    light: bool = False
    """Whether, of ways that are not there yet, the one that is fetched sooner goes first."""
    routes: dict[Pair, Route | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Those that were found before: the catalogue is long, and requests ask for the same few."""

    @property
    def chat_first(self) -> bool:
        """Whether chat models go before the others: the operator has put one at the top."""
        return bool(self.models) and self.models[0].task == "chat"

    def has(self, model: ModelSpec) -> bool:
        return model.id in self.installed

    def find(self, model_id: str) -> ModelSpec:
        """The model with this id. Raises UnknownModel."""
        for model in self.models:
            if model.id == model_id:
                return model
        raise UnknownModel(
            f"There is no model '{shortened(model_id)}' in the catalogue; GET /v1/models lists them.", field="model"
        )


@dataclass(frozen=True, slots=True)
class Hop:
    """One translation by one model."""

    model: ModelSpec
    pair: Pair


@dataclass(frozen=True, slots=True)
class Route:
    """How text gets from one language to another: no hop where they are the same, two through the pivot."""

    hops: tuple[Hop, ...] = ()

    def models(self) -> tuple[ModelSpec, ...]:
        return tuple(hop.model for hop in self.hops)


@dataclass(frozen=True, slots=True)
class TargetPlan:
    """The way to one target language. `route` is None where no models in the catalogue lead there.

    `direct` says that the plan's writer writes straight into this language; the route is for when that fails.
    """

    language: str
    route: Route | None
    missing: tuple[ModelSpec, ...] = ()
    direct: bool = False


@dataclass(frozen=True, slots=True)
class SummaryPlan:
    """How one article is summarized and where the summary goes.

    `writer` None means that the extractive engine writes it. `to_writer` leads the extracted sentences to the writer's
    language. `missing` must be installed before the plan can run; `wanted` would have made a better one. `insisted`
    says that the caller named the engine or the model, so that extraction is no answer where it fails.
    """

    writer: ModelSpec | None
    language: str
    to_writer: Route
    targets: tuple[TargetPlan, ...]
    missing: tuple[ModelSpec, ...] = ()
    wanted: tuple[ModelSpec, ...] = ()
    insisted: bool = False

    @property
    def needs_no_model(self) -> bool:
        """Whether all of it is work on text."""
        return self.writer is None and not any(target.route and target.route.hops for target in self.targets)


@dataclass(frozen=True, slots=True)
class _Writing:
    writer: ModelSpec
    language: str
    to_writer: Route

    def missing(self, inventory: Inventory) -> tuple[ModelSpec, ...]:
        return _missing((*self.to_writer.models(), self.writer), inventory)


def plan_summary(
    inventory: Inventory,
    *,
    source: str,
    targets: Iterable[str],
    engine: EngineChoice = "auto",
    model: str | None = None,
) -> SummaryPlan:
    """Summarize in the source language if a model is there, else through the pivot, else by extraction.

    A chat model writes where it is asked for, where it alone can, and where it is ranked first; then it writes every
    language itself. What is installed goes before what would have to be pulled. `auto` never waits for a model: it
    extracts, and names in `wanted` what is missing. Raises UnknownModel, ModelNotInstalled where there is no chat model
    at all, and UnsupportedRequest where the catalogue cannot do it at all.
    """
    writing = _choose_writing(inventory, source, engine, model)
    missing = writing.missing(inventory) if writing else ()
    insisted = engine != "auto" or model is not None
    if writing is None or (missing and not insisted):
        return SummaryPlan(None, source, Route(), _plan_targets(inventory, source, targets), wanted=missing)
    planned = _plan_targets(inventory, writing.language, targets)
    if writing.writer.task == "chat":
        planned = tuple(replace(each, direct=_writes_directly(writing, each.language)) for each in planned)
    return SummaryPlan(writing.writer, writing.language, writing.to_writer, planned, missing=missing, insisted=insisted)


def plan_translation(
    inventory: Inventory, *, source: str, targets: Iterable[str], model: str | None = None
) -> tuple[TargetPlan, ...]:
    """The way from `source` to each target, in order. With `model`, only that one, directly."""
    if model is None:
        return _plan_targets(inventory, source, targets)
    spec = inventory.find(model)
    if spec.task == "summarize":
        raise UnsupportedRequest(f"The model '{model}' does not translate.", field="model")
    return _plan_targets(Inventory((spec,), inventory.installed, pivot=source), source, targets)


def find_route(inventory: Inventory, pair: Pair) -> Route | None:
    """The first that exists of: an installed direct model, an installed way through the pivot, any model, any way.

    Where the inventory is `light`, a way that is not there yet goes first that has the least to fetch. Chat models
    translate last, or first where they are ranked first.
    """
    if pair not in inventory.routes:
        inventory.routes[pair] = _look_for_route(inventory, pair)
    return inventory.routes[pair]


def way_back(inventory: Inventory, pair: Pair) -> Route | None:
    """The way from the target to the source by what is installed, None where there is none; chat models are no measure
    of others.
    """
    models = tuple(model for model in inventory.models if model.task == "translate" and inventory.has(model))
    return find_route(replace(inventory, models=models), Pair(pair.target, pair.source))


def _look_for_route(inventory: Inventory, pair: Pair) -> Route | None:
    if pair.source == pair.target:
        return Route()
    direct = [Route((Hop(model, pair),)) for model in inventory.models if model.translates(pair)]
    chats = [route for route in direct if route.hops[0].model.task == "chat"]
    routes = [route for route in direct if route not in chats]
    if inventory.pivot not in pair:
        first, second = Pair(pair.source, inventory.pivot), Pair(inventory.pivot, pair.target)
        inward, outward = _first_model(inventory, first), _first_model(inventory, second)
        if inward and outward:
            routes.append(Route((Hop(inward, first), Hop(outward, second))))
    routes = [*chats, *routes] if inventory.chat_first else [*routes, *chats]
    return min(routes, key=lambda route: _obstacles(route, inventory), default=None)


def _obstacles(route: Route, inventory: Inventory) -> tuple[bool, int]:
    """Whether something is missing, and how much is to be fetched where that counts."""
    missing = _missing(route.models(), inventory)
    counts = inventory.light and not inventory.chat_first
    return bool(missing), sum(model.download_mb for model in missing) if counts else 0


def _choose_writing(inventory: Inventory, source: str, engine: EngineChoice, model: str | None) -> _Writing | None:
    if engine == "extractive":
        if model is not None:
            raise UnsupportedRequest("The extractive engine takes no model; leave `model` out.", field="model")
        return None
    models = inventory.models
    if model is not None:
        models = (inventory.find(model),)
        if models[0].task == "translate":
            raise UnsupportedRequest(f"The model '{model}' does not summarize.", field="model")
    wanted = [model for model in models if _is_of(model, engine)]
    if not wanted and model is not None:
        raise UnsupportedRequest(f"The engine '{engine}' has no model '{model}'.", field="engine")
    writings = list(_writings(inventory, wanted, source))
    if not writings and engine == "chat":
        raise _no_chat(source, known=bool(wanted))
    if not writings and (engine == "seq2seq" or model is not None):
        raise UnsupportedRequest(
            f"No model in the catalogue summarizes {language_name(source)}, directly or through "
            f"{language_name(inventory.pivot)}; engine 'extractive' does.",
            field="model" if model else "engine",
        )
    return min(writings, key=lambda writing: bool(writing.missing(inventory)), default=None)


def _is_of(model: ModelSpec, engine: EngineChoice) -> bool:
    return engine == "auto" or (model.task == "chat") == (engine == "chat")


def _no_chat(source: str, *, known: bool) -> Exception:
    if known:
        name = language_name(source)
        return UnsupportedRequest(f"No chat model here knows {name}; engine 'auto' may serve it.", field="engine")
    return ModelNotInstalled(
        "There is no chat model here: set STISLO_CHAT_URL and STISLO_CHAT_MODEL to use a server's, or install one "
        "(`python -m service models list` shows them, `models pull ID` installs it); engine 'auto' does without.",
        field="engine",
    )


def _writes_directly(writing: _Writing, target: str) -> bool:
    return target != writing.language and target in writing.writer.languages


def _writings(inventory: Inventory, models: Sequence[ModelSpec], source: str) -> Iterable[_Writing]:
    chats = [_Writing(model, source, Route()) for model in models if model.task == "chat" and model.summarizes(source)]
    if inventory.chat_first:
        yield from chats
    yield from _writings_of_summarizers(inventory, [model for model in models if model.task != "chat"], source)
    if not inventory.chat_first:
        yield from chats


def _writings_of_summarizers(inventory: Inventory, models: Sequence[ModelSpec], source: str) -> Iterable[_Writing]:
    for model in models:
        if model.summarizes(source):
            yield _Writing(model, source, Route())
    # A chat model that could translate the article could summarize it, and better.
    translators = tuple(model for model in inventory.models if model.task == "translate")
    to_pivot = find_route(replace(inventory, models=translators), Pair(source, inventory.pivot))
    if source != inventory.pivot and to_pivot is not None:
        for model in models:
            if model.summarizes(inventory.pivot):
                yield _Writing(model, inventory.pivot, to_pivot)


def _plan_targets(inventory: Inventory, source: str, targets: Iterable[str]) -> tuple[TargetPlan, ...]:
    plans = []
    for target in targets:
        route = find_route(inventory, Pair(source, target))
        missing = _missing(route.models(), inventory) if route else ()
        plans.append(TargetPlan(target, route, missing))
    return tuple(plans)


def _first_model(inventory: Inventory, pair: Pair) -> ModelSpec | None:
    fitting = [model for model in inventory.models if model.task == "translate" and model.translates(pair)]
    return min(fitting, key=lambda model: not inventory.has(model), default=None)


def _missing(models: Iterable[ModelSpec], inventory: Inventory) -> tuple[ModelSpec, ...]:
    return tuple({model.id: model for model in models if not inventory.has(model)}.values())
