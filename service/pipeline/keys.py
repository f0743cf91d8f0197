"""What decides an output, as keys: whatever changes one of these things never gives an old answer.

A key is the SHA-256 of canonical JSON. It holds nothing of the caller's text that could be read back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from service.engines.base import Decoding, ModelSpec
from service.pipeline.job import Job
from service.pipeline.plan import Route, SummaryPlan
from service.types import Failure, Pair, Quality, Step, Summary
from service.version import VERSION

# Raised whenever the rules of `text/` or the checks change what comes out of the same model for the same article.
TEXT_RULES = 6

# Fields of a request that say what to do with the cache, and not what to answer.
_NOT_ASKED_FOR = ("cache", "refresh")


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What exactly a model is at a quality level.

    `commit` is that of the files which are, or would be, loaded; `engine` names the number format too; `recipe` stands
    for the decoding, for the shortlist if it looks at one, and for the prompts if it is given some.
    """

    model: str
    commit: str
    engine: str
    recipe: str


class SegmentKeys:
    """Keys of segments that one model translates in one direction with one decoding."""

    def __init__(self, identity: ModelIdentity, pair: Pair, decoding: Decoding) -> None:
        parts = ["segment", pair, asdict(identity), asdict(decoding), TEXT_RULES, VERSION]
        self._start = sha256(_canonical(parts).encode())

    def __call__(self, segment: str) -> bytes:
        """The key of a segment, normalised as the model reads it."""
        key = self._start.copy()
        key.update(json.dumps(segment).encode())
        return key.digest()


def identify(
    plan: SummaryPlan,
    quality: Quality,
    *,
    commit: Callable[[ModelSpec], str],
    engine: Callable[[ModelSpec], str],
    recipe: Callable[[ModelSpec, Quality], str],
) -> dict[str, ModelIdentity] | None:
    """What every model of a plan is, by id; None where something is missing, so that the answer is not the whole one.

    Raises what `commit` raises.
    """
    if plan.wanted or any(target.route is None or target.missing for target in plan.targets):
        return None
    routes = [plan.to_writer, *(target.route for target in plan.targets if target.route)]
    models = [*((plan.writer,) if plan.writer else ()), *(model for route in routes for model in route.models())]
    return {model.id: ModelIdentity(model.id, commit(model), engine(model), recipe(model, quality)) for model in models}


def summary_key(job: Job, identities: Mapping[str, ModelIdentity]) -> bytes:
    """The key of everything that is answered to a job. `identities` are those of its plan's models."""

    def way(route: Route | None) -> list[Any] | None:
        return None if route is None else [[hop.pair, asdict(identities[hop.model.id])] for hop in route.hops]

    asked = {name: value for name, value in asdict(job.request).items() if name not in _NOT_ASKED_FOR}
    asked |= {"article": [job.article.text, job.article.title], "extras": sorted(job.request.extras)}
    plan = job.plan
    writer = asdict(identities[plan.writer.id]) if plan.writer else None
    ways = [[target.language, way(target.route), target.direct] for target in plan.targets]
    planned = [writer, plan.language, way(plan.to_writer), ways, plan.insisted]
    parts = ["summary", asked, job.language, job.targets, planned, TEXT_RULES, VERSION]
    return sha256(_canonical(parts).encode()).digest()


def as_planned(summaries: Sequence[Summary | Failure], identities: Mapping[str, ModelIdentity]) -> bool:
    """Whether every language was served as well as can be, by exactly the models that the key names.

    A model may have been updated or loaded anew, or another way taken, since the key was made.
    """
    return all(
        isinstance(summary, Summary)
        and not summary.degraded
        and all(
            step.model is None or step.task == "round_trip" or identities.get(step.model) == _identity_of(step)
            for step in summary.steps
        )
        for summary in summaries
    )


def _identity_of(step: Step) -> ModelIdentity:
    return ModelIdentity(step.model or "", step.revision or "", step.engine, step.recipe)


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
