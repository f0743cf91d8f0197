"""Which models do what: the whole decision as tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.engines.base import ModelSpec
from service.errors import ModelNotInstalled, UnknownModel, UnsupportedRequest
from service.pipeline.plan import Inventory, Route, find_route, plan_summary, plan_translation
from service.types import EngineChoice, Pair
from tests.pipeline.conftest import chat_model, summarizer, translator

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


CHAT = chat_model("chat", "en", "fr", "uk", "pl")
RANKED_LAST, RANKED_FIRST = (*MODELS, CHAT), (CHAT, *MODELS)


def test_without_a_chat_model_the_error_says_how_to_get_one() -> None:
    with pytest.raises(ModelNotInstalled, match=r"STISLO_CHAT_URL.*STISLO_CHAT_MODEL.*models pull"):
        plan_summary(inventory(*EVERYTHING), source="en", targets=["en"], engine="chat")


def test_a_chat_model_that_does_not_know_the_language_is_no_help() -> None:
    with pytest.raises(UnsupportedRequest) as caught:
        plan_summary(inventory("chat", models=RANKED_LAST), source="ja", targets=["en"], engine="chat")
    assert [error.field for error in caught.value.errors] == ["engine"]


@pytest.mark.parametrize(
    ("models", "installed", "source", "engine", "writer"),
    [
        (RANKED_LAST, {"chat"}, "en", "chat", "chat"),
        (RANKED_LAST, {"chat", "sum-en"}, "en", "chat", "chat"),
        # `auto` takes it only where it alone can, now or at all, or where it is ranked first.
        (RANKED_LAST, {"chat", "sum-en"}, "en", "auto", "sum-en"),
        (RANKED_LAST, {"chat", "sum-en", "zle-en"}, "uk", "auto", "sum-en"),
        (RANKED_LAST, {"chat", "sum-en"}, "uk", "auto", "chat"),
        (RANKED_LAST, {"chat"}, "en", "auto", "chat"),
        (RANKED_LAST, {"chat"}, "pl", "auto", "chat"),
        (RANKED_LAST, {"chat"}, "ja", "auto", None),
        (RANKED_FIRST, {"chat", "sum-en"}, "en", "auto", "chat"),
        (RANKED_FIRST, {"sum-en"}, "en", "auto", "sum-en"),
        (RANKED_FIRST, {"chat", "sum-en"}, "en", "seq2seq", "sum-en"),
        (RANKED_FIRST, {"chat", "sum-en"}, "en", "extractive", None),
    ],
)
def test_when_a_chat_model_writes(
    models: tuple[ModelSpec, ...], installed: set[str], source: str, engine: EngineChoice, writer: str | None
) -> None:
    plan = plan_summary(inventory(*installed, models=models), source=source, targets=[source], engine=engine)
    assert (plan.writer and plan.writer.id) == writer
    assert plan.insisted == (engine in ("chat", "seq2seq"))


def test_a_chat_model_writes_every_language_that_it_knows_itself() -> None:
    stock = inventory(*EVERYTHING, "chat", models=RANKED_LAST)
    plan = plan_summary(stock, source="en", targets=["en", "fr", "pl", "be"], engine="chat")
    assert [(target.language, target.direct, described(target.route)) for target in plan.targets] == [
        ("en", False, "stay"),
        ("fr", True, "en-fr:en-fr"),
        ("pl", True, "chat:en-pl"),
        ("be", False, "en-zle:en-be"),
    ]


def test_nobody_else_writes_straight_into_another_language() -> None:
    plan = plan_summary(inventory(*EVERYTHING, "chat", models=RANKED_LAST), source="en", targets=["fr"])
    assert [target.direct for target in plan.targets] == [False]


@pytest.mark.parametrize(
    ("models", "installed", "pair", "expected"),
    [
        (RANKED_LAST, EVERYTHING | {"chat"}, Pair("en", "fr"), "en-fr:en-fr"),
        (RANKED_LAST, EVERYTHING | {"chat"}, Pair("uk", "fr"), "zle-en:uk-en en-fr:en-fr"),
        (RANKED_LAST, EVERYTHING | {"chat"}, Pair("en", "pl"), "chat:en-pl"),
        (RANKED_LAST, frozenset({"chat"}), Pair("en", "fr"), "chat:en-fr"),
        (RANKED_FIRST, EVERYTHING | {"chat"}, Pair("en", "fr"), "chat:en-fr"),
    ],
)
def test_when_a_chat_model_translates(
    models: tuple[ModelSpec, ...], installed: frozenset[str], pair: Pair, expected: str
) -> None:
    assert described(find_route(inventory(*installed, models=models), pair)) == expected


def test_a_chat_model_that_is_named_translates() -> None:
    stock = inventory(*EVERYTHING, "chat", models=RANKED_LAST)
    [target] = plan_translation(stock, source="en", targets=["fr"], model="chat")
    assert described(target.route) == "chat:en-fr"


def test_a_chat_model_that_is_named_writes_and_no_other_engine_has_it() -> None:
    stock = inventory(*EVERYTHING, "chat", models=RANKED_LAST)
    plan = plan_summary(stock, source="en", targets=["fr"], model="chat")
    assert (plan.writer, plan.insisted, plan.targets[0].direct) == (CHAT, True, True)
    for engine, model in (("seq2seq", "chat"), ("chat", "sum-en")):
        with pytest.raises(UnsupportedRequest):
            plan_summary(stock, source="en", targets=["en"], engine=engine, model=model)  # type: ignore[arg-type]


HEAVY, LIGHT = translator("heavy", "fr-uk"), (translator("in", "fr-en"), translator("out", "en-uk"))


@pytest.mark.parametrize(
    ("installed", "light", "expected"),
    [
        ((), True, "in:fr-en out:en-uk"),
        ((), False, "heavy:fr-uk"),
        (("heavy",), True, "heavy:fr-uk"),
        (("heavy", "in", "out"), True, "heavy:fr-uk"),
        (("in",), True, "in:fr-en out:en-uk"),
    ],
)
def test_of_ways_that_are_not_there_the_one_with_less_to_fetch(
    installed: tuple[str, ...], light: bool, expected: str
) -> None:
    models = (replace(HEAVY, download_mb=600), *(replace(model, download_mb=20) for model in LIGHT))
    found = find_route(Inventory(models, frozenset(installed), light=light), Pair("fr", "uk"))
    assert described(found) == expected
