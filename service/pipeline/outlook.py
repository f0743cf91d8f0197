"""What can be done for an article in one language now: said before it is asked for. Nothing is fetched for that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from service.engines.base import ModelSpec
from service.errors import StisloError
from service.pipeline.plan import SummaryPlan, TargetPlan
from service.pipeline.stock import Stock

Standing = Literal["ready", "downloading", "on_demand", "unavailable"]


@dataclass(frozen=True, slots=True)
class Prospect:
    """How a summary in one language would come about. `writer` None: it is the article's own sentences.

    `standing` is where the models stand: all installed; on their way (`progress` 0..1 of the first that is); fetched as
    soon as somebody asks; or not to be had, and then `problem` says why.
    """

    language: str
    standing: Standing
    writer: str | None = None
    translators: tuple[str, ...] = ()
    progress: float | None = None
    problem: StisloError | None = None


def look_ahead(plan: SummaryPlan, stock: Stock) -> tuple[Prospect, ...]:
    """One prospect a target of the plan, in order."""
    return tuple(_prospect(plan, target, stock) for target in plan.targets)


def _prospect(plan: SummaryPlan, target: TargetPlan, stock: Stock) -> Prospect:
    writer = plan.writer.id if plan.writer else None
    if target.direct:
        return Prospect(target.language, "ready", writer)
    if target.route is None:
        return Prospect(target.language, "unavailable", writer, problem=stock.no_way_to(target.language))
    translators = tuple(model.id for model in (*plan.to_writer.models(), *target.route.models()))
    standing, progress, problem = _standing(target.missing, stock)
    return Prospect(target.language, standing, writer, translators, progress, problem)


def _standing(missing: Sequence[ModelSpec], stock: Stock) -> tuple[Standing, float | None, StisloError | None]:
    if not missing:
        return "ready", None, None
    for spec in missing:
        if (problem := stock.obstacle(spec)) is not None:
            return "unavailable", None, problem
    states = [stock.state(spec) for spec in missing]
    under_way = [state for state in states if state.state == "installing"]
    return ("downloading", under_way[0].progress, None) if under_way else ("on_demand", None, None)
