"""Whatever may change an answer changes its key."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.engines.base import Decoding, ModelSpec
from service.pipeline import keys
from service.pipeline.job import Job
from service.pipeline.keys import ModelIdentity, SegmentKeys, as_planned, identify, summary_key
from service.pipeline.plan import Inventory, SummaryPlan, plan_summary
from service.types import Article, Failure, GlossaryTerm, Pair, Step, StoredTerms, Summary, SummaryRequest
from service.version import VERSION
from tests.pipeline.conftest import summarizer, translator

IDENTITY = ModelIdentity("en-uk", "c0ffee", "ctranslate2:int8", "abcd1234")
EN_UK = Pair("en", "uk")
MODELS = (summarizer("writer", "en"), translator("en-uk", "en-uk"), translator("uk-en", "uk-en"))
ARTICLE = Article("Good news.", "Title")
REQUEST = SummaryRequest(ARTICLE, "en", ("en", "uk"))
# For every field of a request a value that it does not have above; a field that is added must be added here.
OTHERS: dict[str, Any] = {
    "article": Article("Bad news.", "Title"),
    "source_language": None,
    "target_languages": ("uk", "en"),
    "style": "bullets",
    "length": "short",
    "max_words": 60,
    "engine": "seq2seq",
    "model": "writer",
    "quality": "best",
    "extras": frozenset({"title"}),
    "fallback": "source",
    "glossary": (GlossaryTerm("news", "новини", "uk"),),
    "stored": (StoredTerms("en", "c0ffee", (GlossaryTerm("news", "новини", "uk"),)),),
}


def plan(request: SummaryRequest = REQUEST, *, installed: frozenset[str] | None = None) -> SummaryPlan:
    inventory = Inventory(MODELS, frozenset(model.id for model in MODELS) if installed is None else installed)
    return plan_summary(
        inventory, source="en", targets=request.target_languages, engine=request.engine, model=request.model
    )


def identities(plan: SummaryPlan, **others: str) -> dict[str, ModelIdentity]:
    found = identify(
        plan,
        "balanced",
        commit=lambda _: "c0ffee",
        engine=lambda _: "ctranslate2:int8",
        recipe=lambda model, quality: model.recipe(quality, "abc"),
    )
    assert found is not None
    return {name: replace(identity, **others) for name, identity in found.items()}


def key(request: SummaryRequest = REQUEST, *, language: str = "en", **others: str) -> bytes:
    planned = plan(request)
    assert isinstance(request.article, Article)
    return summary_key(Job.of(request, request.article, language, planned), identities(planned, **others))


def test_equal_requests_have_equal_keys() -> None:
    assert key() == key(replace(REQUEST, article=Article("Good news.", "Title")))
    assert len(key()) == 32


def test_what_is_to_be_done_with_the_cache_is_not_part_of_the_key() -> None:
    assert key() == key(replace(REQUEST, cache=False)) == key(replace(REQUEST, refresh=True))


def test_every_field_of_a_request_is_part_of_the_key() -> None:
    assert OTHERS.keys() == {field.name for field in fields(SummaryRequest)} - {"cache", "refresh"}
    changed = [key(replace(REQUEST, **{name: value})) for name, value in OTHERS.items()]
    titles = [key(replace(REQUEST, article=Article("Good news.", title))) for title in ("", None)]
    assert len({key(), *changed, *titles}) == len(changed) + len(titles) + 1


@pytest.mark.parametrize("field", ["commit", "engine", "recipe"])
def test_what_the_models_are_is_part_of_the_key(field: str) -> None:
    other: dict[str, Any] = {field: "other"}
    assert key() != key(**other)


def test_the_language_that_was_detected_is_part_of_the_key() -> None:
    assert key() != key(language="uk")


def test_rules_and_version_are_part_of_every_key(monkeypatch: pytest.MonkeyPatch) -> None:
    def both() -> tuple[bytes, bytes]:
        return key(), SegmentKeys(IDENTITY, EN_UK, Decoding())("Good news.")

    now = both()
    monkeypatch.setattr(keys, "TEXT_RULES", keys.TEXT_RULES + 1)
    rules = both()
    monkeypatch.setattr(keys, "VERSION", f"{VERSION}.1")
    version = both()
    assert len({*now, *rules, *version}) == 6


def test_another_way_has_another_key() -> None:
    """The same models, one of which takes over what another one did."""
    planned = plan()
    assert planned.writer is not None and planned.targets[1].route is not None
    ids = identities(planned)
    longer = replace(planned, to_writer=planned.targets[1].route)
    extracted = replace(planned, writer=None)
    made = {summary_key(Job.of(REQUEST, ARTICLE, "en", each), ids) for each in (planned, longer, extracted)}
    assert len(made) == 3


def test_a_plan_that_lacks_something_has_no_key() -> None:
    def identified(request: SummaryRequest, *installed: str) -> object:
        planned = plan(request, installed=frozenset(installed))
        return identify(planned, "balanced", commit=lambda _: "c0ffee", engine=lambda _: "x", recipe=ModelSpec.recipe)

    assert identified(REQUEST, "writer", "en-uk") is not None
    assert identified(REQUEST, "writer") is None
    assert identified(REQUEST, "en-uk") is None
    assert identified(replace(REQUEST, target_languages=("en", "fr")), "writer", "en-uk") is None
    assert identified(replace(REQUEST, engine="extractive"), "en-uk") is not None


def test_what_was_made_otherwise_than_planned_is_not_worth_keeping() -> None:
    ids = {"en-uk": IDENTITY}
    step = Step("translate", "ctranslate2:int8", "en-uk", "c0ffee", recipe="abcd1234")
    summary = Summary("uk", "Так.", (), (Step("summarize", "extractive"), step), (), False, "")
    assert as_planned([summary], ids)
    assert not as_planned([summary, Failure("fr", ValueError())], ids)
    assert not as_planned([replace(summary, degraded=True)], ids)
    assert not as_planned([replace(summary, steps=(replace(step, revision="newer"),))], ids)
    assert not as_planned([replace(summary, steps=(replace(step, model="another"),))], ids)
    assert not as_planned([replace(summary, steps=(replace(step, recipe="learned"),))], ids)


def test_a_shortlist_that_has_learned_is_another_one_where_it_is_looked_at() -> None:
    spec = MODELS[1]
    assert spec.recipe("balanced", "abc") != spec.recipe("balanced", "abd")
    assert spec.recipe("best", "abc") == spec.recipe("best", "abd")


SEGMENT_PARTS: list[dict[str, Any]] = [
    {"identity": IDENTITY, "pair": EN_UK, "decoding": Decoding()},
    *(
        {"identity": replace(IDENTITY, **{field.name: "other"}), "pair": EN_UK, "decoding": Decoding()}
        for field in fields(ModelIdentity)
    ),
    {"identity": IDENTITY, "pair": Pair("uk", "en"), "decoding": Decoding()},
    {"identity": IDENTITY, "pair": EN_UK, "decoding": Decoding().retry()},
    {"identity": IDENTITY, "pair": EN_UK, "decoding": Decoding(beam_size=5)},
]


def test_everything_that_decides_a_translation_is_part_of_its_key() -> None:
    made = [SegmentKeys(**parts)("Good news.") for parts in SEGMENT_PARTS]
    assert all(one != other for one, other in combinations(made, 2))


_KEYS = SegmentKeys(IDENTITY, EN_UK, Decoding())


@given(st.text(), st.text())
def test_segments_have_equal_keys_only_where_they_are_equal(one: str, other: str) -> None:
    assert (_KEYS(one) == _KEYS(other)) == (one == other)
    assert _KEYS(one) == SegmentKeys(IDENTITY, EN_UK, Decoding())(one)


def test_the_recipe_of_a_changed_catalogue_entry_is_another_one() -> None:
    spec: ModelSpec = MODELS[1]
    assert spec.recipe("balanced") != replace(spec, source_prefix=">>ukr<<").recipe("balanced")
