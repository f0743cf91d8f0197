"""What was translated is translated back and compared; where that cannot be done, the answer says why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.engines.base import ModelSpec
from service.pipeline.announcer import Announcer
from service.pipeline.job import Run
from service.pipeline.plan import Inventory
from service.pipeline.round_trip import Returns, RoundTrip, round_trip_doubts, together
from service.pipeline.timer import StageTimer
from service.pipeline.translate import Translated
from service.runtime.ticket import Ticket
from service.types import Check, CheckStatus, Pair, Step, Summary, SummarySentence
from tests.pipeline.conftest import Lent, chat_model, no_recall, translator
from tests.support.fake_engines import Behaviour, FakeTranslator

EN_FR = translator("en-fr", "en-fr")
FR_EN = translator("fr-en", "fr-en")
WRITTEN = ["The council approved the new ferry on Tuesday.", "The ship will carry 240 people at a time."]
SAID = ["Le conseil a approuvé le nouveau bac mardi.", "Le bateau transportera 240 personnes à la fois."]
FORWARD = Step("translate", "fake", "en-fr", languages="en-fr")


def returns(
    *models: ModelSpec, back: FakeTranslator | None = None, seconds: float = 60, installed: bool = True
) -> Returns:
    run = Run("balanced", Ticket(seconds), no_recall(), StageTimer(), Announcer())
    ids = frozenset(model.id for model in models) if installed else frozenset[str]()
    return Returns(Lent(fr_en=back or FakeTranslator()), lambda: Inventory(models, ids), run)


def going_back(*texts: str) -> FakeTranslator:
    """A translator that gives these for what was said."""
    return FakeTranslator(dictionary={"en": dict(zip(SAID, texts, strict=True))})


def summary(language: str = "fr") -> Summary:
    sentences = tuple(SummarySentence(text, ()) for text in SAID)
    return Summary(language, " ".join(SAID), sentences, (FORWARD,), (), False, "signature")


def examined(returns: Returns, *, steps: tuple[Step, ...] = (FORWARD,)) -> Summary:
    return returns.examined(summary(), WRITTEN, Translated(tuple(SAID), steps), "en")


def test_what_comes_back_as_another_text_is_worth_a_look_and_says_which_sentence() -> None:
    after = examined(returns(EN_FR, FR_EN))  # the fake gives the French words back

    [check] = after.checks
    assert (check.name, check.status) == ("round_trip", "warning")
    assert "sentence 1: what comes back is another text" in check.detail
    assert after.sentences == summary().sentences
    assert after.signature == summary().signature


def test_what_comes_back_nearly_as_it_was_is_ok() -> None:
    back = going_back("On Tuesday, the council approved the new ferry.", "The ship will carry 240 people at a time.")

    [check] = examined(returns(EN_FR, FR_EN, back=back)).checks

    assert (check.name, check.status, check.detail) == ("round_trip", "ok", "")


def test_a_sentence_that_is_not_told_is_not_looked_at() -> None:
    back = going_back("Bread is dear in the villages of the north.", "The ship will carry 240 people at a time.")
    short = replace(summary(), sentences=summary().sentences[1:])

    after = returns(EN_FR, FR_EN, back=back).examined(short, WRITTEN, Translated(tuple(SAID), (FORWARD,)), "en")

    assert [check.status for check in after.checks] == ["ok"]


def test_the_way_back_is_a_step_of_its_own() -> None:
    first, second = examined(returns(EN_FR, FR_EN)).steps

    assert first == FORWARD
    assert (second.task, second.model, second.languages) == ("round_trip", "fr-en", "fr-en")


@pytest.mark.parametrize(
    ("models", "seconds", "installed", "why"),
    [
        ((EN_FR,), 60.0, True, "no installed model leads back from 'fr' to 'en'"),
        ((EN_FR, FR_EN), 60.0, False, "no installed model leads back from 'fr' to 'en'"),
        ((EN_FR, chat_model("chat", "en", "fr")), 60.0, True, "no installed model leads back from 'fr' to 'en'"),
        ((EN_FR, FR_EN), 0.0, True, "too little of the request's time was left"),
    ],
)
def test_where_there_is_no_way_back_or_no_time_it_is_skipped(
    models: tuple[ModelSpec, ...], seconds: float, installed: bool, why: str
) -> None:
    after = examined(returns(*models, seconds=seconds, installed=installed))

    assert [(check.name, check.status, check.detail) for check in after.checks] == [("round_trip", "skipped", why)]
    assert after.steps == (FORWARD,)


def test_no_more_time_goes_into_it_than_the_way_there_leaves() -> None:
    after = examined(returns(EN_FR, FR_EN, seconds=60), steps=(replace(FORWARD, milliseconds=30_000.0),))

    assert [check.status for check in after.checks] == ["skipped"]


def test_an_engine_that_fails_on_the_way_back_fails_nothing() -> None:
    broken = FakeTranslator(behaviour=Behaviour("raise"))

    [check] = examined(returns(EN_FR, FR_EN, back=broken)).checks

    assert check.status == "skipped"
    assert check.detail.startswith("the way back failed")


def test_what_was_not_translated_is_not_translated_back() -> None:
    assert examined(returns(EN_FR, FR_EN), steps=()) == summary()


@pytest.mark.parametrize(
    ("source", "returned", "found"),
    [
        (WRITTEN[0], "On Tuesday the council approved the new ferry.", ""),
        (WRITTEN[0], "Bread is dear in the villages of the north.", "another text"),
        ("The ferry will carry 240 people.", "The ferry will carry 420 people.", "numbers"),
        ("The council did not approve the ferry.", "The council did approve the ferry.", "a negation"),
        ("Le conseil n’a pas approuvé le bac.", "Le conseil a approuvé le bac.", "a negation"),
    ],
)
def test_what_is_lost_on_the_way(source: str, returned: str, found: str) -> None:
    language = "fr" if source.startswith("Le ") else "en"
    doubts = [*round_trip_doubts(source, returned, language)]

    assert not doubts if not found else any(found in doubt for doubt in doubts)


def test_texts_are_compared_sentence_by_sentence() -> None:
    back = FakeTranslator(
        dictionary={"en": {SAID[0]: "The council approved the new ferry on Tuesday.", SAID[1]: "Bread is dear."}}
    )
    rows = {3: (" ".join(WRITTEN), " ".join(SAID))}

    found = returns(EN_FR, FR_EN, back=back).examine(rows, Pair("en", "fr"), [FORWARD], "text")

    assert found.check.status == "warning"
    assert found.check.detail.startswith("text 3: what comes back is another text")
    assert [step.task for step in found.steps] == ["round_trip"]


@pytest.mark.parametrize(
    ("parts", "status", "detail"),
    [
        ([("ok", ""), ("skipped", "no way")], "ok", ""),
        ([("ok", ""), ("warning", "text 2: another text")], "warning", "text 2: another text"),
        ([("skipped", "no way"), ("skipped", "no way")], "skipped", "no way"),
    ],
)
def test_parts_in_several_languages_are_told_of_as_one(
    parts: list[tuple[CheckStatus, str]], status: CheckStatus, detail: str
) -> None:
    trips = [RoundTrip(Check("round_trip", *part), (FORWARD,)) for part in parts]

    assert together(trips) == RoundTrip(Check("round_trip", status, detail), (FORWARD,) * len(parts))
