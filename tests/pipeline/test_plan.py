"""Which models do what: the whole decision as tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.engines.base import ModelSpec
from service.errors import UnknownModel, UnsupportedRequest
from service.pipeline.plan import Inventory, Route, find_route, plan_summary, plan_translation
from service.types import EngineChoice, Pair
from tests.pipeline.conftest import summarizer, translator

MODELS = (
    summarizer("sum-en", "en"),
    summarizer("sum-fr", "fr"),
    translator("en-zle", "en-uk", "en-be"),
    translator("zle-en", "uk-en", "be-en"),
    translator("en-fr", "en-fr"),
    translator("fr-en", "fr-en"),
    translator("fr-zle", "fr-uk"),
    translator("en-fr-small", "en-fr"),
)
EVERYTHING = frozenset(model.id for model in MODELS)


def inventory(*installed: str, models: tuple[ModelSpec, ...] = MODELS) -> Inventory:
    return Inventory(models, frozenset(installed))


def described(route: Route | None) -> str:
    if route is None:
        return "none"
    return " ".join(f"{hop.model.id}:{hop.pair}" for hop in route.hops) or "stay"


@pytest.mark.parametrize(
    ("installed", "pair", "expected"),
    [
        (EVERYTHING, "en-en", "stay"),
        (EVERYTHING, "en-uk", "en-zle:en-uk"),
        (EVERYTHING, "fr-uk", "fr-zle:fr-uk"),
        (EVERYTHING, "uk-fr", "zle-en:uk-en en-fr:en-fr"),
        (EVERYTHING, "be-uk", "zle-en:be-en en-zle:en-uk"),
        (EVERYTHING, "en-de", "none"),
        (EVERYTHING, "de-fr", "none"),
        ({"fr-en", "en-zle"}, "fr-uk", "fr-en:fr-en en-zle:en-uk"),
        ({"en-fr-small"}, "en-fr", "en-fr-small:en-fr"),
        ({"zle-en", "en-fr-small"}, "uk-fr", "zle-en:uk-en en-fr-small:en-fr"),
        (set(), "en-fr", "en-fr:en-fr"),
        (set(), "fr-uk", "fr-zle:fr-uk"),
        ({"fr-en"}, "fr-uk", "fr-zle:fr-uk"),
    ],
)
def test_routes(installed: set[str], pair: str, expected: str) -> None:
    assert described(find_route(inventory(*installed), Pair(*pair.split("-")))) == expected


@pytest.mark.parametrize(
    ("installed", "source", "engine", "model", "writer", "language", "to_writer", "missing", "wanted"),
    [
        (EVERYTHING, "en", "auto", None, "sum-en", "en", "stay", "", ""),
        (EVERYTHING, "fr", "auto", None, "sum-fr", "fr", "stay", "", ""),
        (EVERYTHING, "uk", "auto", None, "sum-en", "en", "zle-en:uk-en", "", ""),
        (EVERYTHING, "uk", "seq2seq", None, "sum-en", "en", "zle-en:uk-en", "", ""),
        (EVERYTHING, "en", "extractive", None, None, "en", "stay", "", ""),
        (EVERYTHING, "ja", "auto", None, None, "ja", "stay", "", ""),
        (EVERYTHING, "fr", "auto", "sum-en", "sum-en", "en", "fr-en:fr-en", "", ""),
        ({"sum-en", "fr-en"}, "fr", "auto", None, "sum-en", "en", "fr-en:fr-en", "", ""),
        ({"sum-en"}, "fr", "auto", None, None, "fr", "stay", "", "sum-fr"),
        (set(), "en", "auto", None, None, "en", "stay", "", "sum-en"),
        (set(), "en", "seq2seq", None, "sum-en", "en", "stay", "sum-en", ""),
        (set(), "uk", "seq2seq", None, "sum-en", "en", "zle-en:uk-en", "zle-en sum-en", ""),
        (set(), "uk", "auto", None, None, "uk", "stay", "", "zle-en sum-en"),
        (set(), "fr", "auto", "sum-fr", "sum-fr", "fr", "stay", "sum-fr", ""),
    ],
)
def test_who_writes_the_summary(
    installed: set[str],
    source: str,
    engine: EngineChoice,
    model: str | None,
    writer: str | None,
    language: str,
    to_writer: str,
    missing: str,
    wanted: str,
) -> None:
    plan = plan_summary(inventory(*installed), source=source, targets=["en"], engine=engine, model=model)

    assert (plan.writer.id if plan.writer else None) == writer
    assert plan.language == language
    assert described(plan.to_writer) == to_writer
    assert " ".join(spec.id for spec in plan.missing) == missing
    assert " ".join(spec.id for spec in plan.wanted) == wanted


def test_targets_start_from_the_language_that_the_summary_is_written_in() -> None:
    plan = plan_summary(inventory(*EVERYTHING), source="uk", targets=["en", "fr", "uk", "de"])

    assert [(target.language, described(target.route)) for target in plan.targets] == [
        ("en", "stay"),
        ("fr", "en-fr:en-fr"),
        ("uk", "en-zle:en-uk"),
        ("de", "none"),
    ]


def test_a_target_names_what_must_be_installed_first() -> None:
    [target] = plan_summary(inventory("sum-en"), source="en", targets=["uk"]).targets

    assert [spec.id for spec in target.missing] == ["en-zle"]


@pytest.mark.parametrize(
    ("source", "engine", "model", "field"),
    [
        ("ja", "seq2seq", None, "engine"),
        ("en", "chat", None, "engine"),
        ("en", "auto", "en-fr", "model"),
        ("ja", "auto", "sum-en", "model"),
        ("en", "extractive", "sum-en", "model"),
    ],
)
def test_what_the_catalogue_cannot_do_names_the_field(
    source: str, engine: EngineChoice, model: str | None, field: str
) -> None:
    with pytest.raises(UnsupportedRequest) as caught:
        plan_summary(inventory(*EVERYTHING), source=source, targets=["en"], engine=engine, model=model)

    assert [error.field for error in caught.value.errors] == [field]


def test_an_unknown_model_is_said_to_be_unknown() -> None:
    with pytest.raises(UnknownModel):
        plan_summary(inventory(), source="en", targets=["en"], model="no-such-model")


def test_a_named_translation_model_is_the_only_one_used() -> None:
    targets = plan_translation(inventory(*EVERYTHING), source="en", targets=["fr", "uk"], model="en-fr-small")

    assert [described(target.route) for target in targets] == ["en-fr-small:en-fr", "none"]


def test_one_model_can_serve_any_pair_of_its_languages() -> None:
    many = replace(translator("many"), languages=("uk", "fr", "de"), any_pair=True)
    stock = inventory("many", models=(many,))

    assert described(find_route(stock, Pair("de", "uk"))) == "many:de-uk"
    assert described(find_route(stock, Pair("de", "en"))) == "none"
