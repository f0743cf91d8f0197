from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.engines.base import Budget, Decoding, Document, Runtime, Summarizer, Translator
from service.errors import EngineFailed
from service.text.repair import looped
from service.types import Pair
from tests.standins.random_models import MODELS
from tests.support.fake_engines import Behaviour, FakeSummarizer, FakeTranslator, Naughtiness

SEGMENTS = ["Heavy rain closed two roads.", "The bridge is open.", "Nobody was hurt."]
DICTIONARY = {"uk": {"The bridge is open.": "Міст відкрито.", "Nobody": "Ніхто"}}
DOCUMENT = Document(tuple(SEGMENTS), (0, 0, 1), "en")
EN_UK = Pair("en", "uk")


def translated(behaviour: Behaviour | None = None) -> list[str]:
    engine = FakeTranslator(behaviour=behaviour)
    return [each[0].text for each in engine.translate(SEGMENTS, EN_UK, Decoding())]


def summarized(behaviour: Behaviour | None = None, max_words: int = 9) -> tuple[str, ...]:
    engine = FakeSummarizer(behaviour=behaviour)
    (draft,) = engine.summarize([DOCUMENT], Budget("paragraph", max_words, 3), Decoding())
    return draft.sentences


def test_fakes_are_engines_and_are_made_like_engines() -> None:
    translator = FakeTranslator(Path("/nowhere"), MODELS["marian"].spec, Runtime())
    assert isinstance(translator, Translator)
    assert isinstance(FakeSummarizer(), Summarizer)
    assert translator.count_tokens(SEGMENTS) == [6, 5, 4]


def test_a_good_translator_looks_up_what_it_knows_and_marks_what_it_does_not() -> None:
    engine = FakeTranslator(dictionary=DICTIONARY)
    outputs = engine.translate(SEGMENTS, EN_UK, Decoding())
    assert [each[0].text for each in outputs] == ["Heavy rain closed two roads.", "Міст відкрито.", "Ніхто was hurt."]
    assert engine.translate(["Yes."], Pair("en", "fr"), Decoding())[0][0].text == "[fr] Yes."


def test_a_good_translator_gives_as_many_hypotheses_as_asked_for() -> None:
    (hypotheses,) = FakeTranslator().translate(SEGMENTS[:1], EN_UK, Decoding(num_hypotheses=3))
    assert len({each.text for each in hypotheses}) == 3


def test_a_good_summarizer_takes_whole_sentences_within_the_budget() -> None:
    assert summarized(max_words=9) == tuple(SEGMENTS[:2])
    assert summarized(max_words=1) == tuple(SEGMENTS[:1])


@pytest.mark.parametrize(
    ("naughty", "expected"),
    [
        ("drop", ["[uk] Heavy rain closed two roads.", "[uk] The bridge is open."]),
        (
            "add",
            [
                "[uk] Heavy rain closed two roads.",
                "[uk] The bridge is open.",
                "[uk] Nobody was hurt.",
                "[uk] Nobody was hurt.",
            ],
        ),
        ("swap", ["[uk] The bridge is open.", "[uk] Heavy rain closed two roads.", "[uk] Nobody was hurt."]),
        ("empty", ["", "", ""]),
    ],
)
def test_outputs_can_be_lost_added_exchanged_and_emptied(naughty: Naughtiness, expected: list[str]) -> None:
    assert translated(Behaviour(naughty)) == expected


def test_outputs_can_loop_be_in_another_language_and_hold_inventions() -> None:
    assert all(map(looped, translated(Behaviour("loop"))))
    assert all(text.startswith("The city council") for text in translated(Behaviour("wrong_language")))
    assert all("Zorblatt 987654" in text for text in translated(Behaviour("invent")))
    assert summarized(Behaviour("wrong_language"))[0].startswith("Le conseil municipal")
    assert summarized(Behaviour("empty")) == ()
    assert summarized(Behaviour("invent"))[0] == "Heavy rain closed two roads Zorblatt 987654."


def test_only_some_outputs_may_be_spoiled_and_only_in_the_first_calls() -> None:
    behaviour = Behaviour("empty", only="bridge", times=1)
    assert translated(behaviour) == ["[uk] Heavy rain closed two roads.", "", "[uk] Nobody was hurt."]
    assert "" not in translated(behaviour)
    assert behaviour.calls == 2


def test_an_engine_can_fail() -> None:
    with pytest.raises(EngineFailed):
        translated(Behaviour("raise"))
    with pytest.raises(EngineFailed):
        summarized(Behaviour("raise"))


def test_an_engine_can_stall_until_it_is_released() -> None:
    behaviour = Behaviour("stall")
    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(translated, behaviour)
        assert behaviour.entered.wait(timeout=60)
        assert not pending.done()
        behaviour.release.set()
        assert pending.result(timeout=60) == translated()


def test_closing_is_counted() -> None:
    behaviour = Behaviour()
    FakeTranslator(behaviour=behaviour).close()
    assert behaviour.closed == 1
