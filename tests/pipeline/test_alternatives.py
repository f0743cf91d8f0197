"""How sure models were, and what else they would have said."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from service.engines.base import Decoding, Hypothesis
from service.errors import EngineFailed
from service.pipeline.answer import TextRow, finish_translation
from service.pipeline.certainty import Certainty, added_up, of_owners
from service.pipeline.translate import Translated, TranslationStage
from service.runtime.ticket import Ticket
from service.types import Article, Pair, TranslationRequest
from tests.markup.translating import translate
from tests.pipeline.conftest import Lent, no_recall, route, translator
from tests.support.fake_engines import Behaviour, FakeTranslator

EN_UK, UK_FR = translator("en-uk", "en-uk"), translator("uk-fr", "uk-fr")


class Scored(FakeTranslator):
    """Gives each segment the score that is said for it, and none where none is."""

    def __init__(self, scores: dict[str, float]) -> None:
        super().__init__()
        self.scores = scores

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        return [[Hypothesis(f"[{pair.target}] {each}", 3, self.scores.get(each))] for each in segments]


class Listing(FakeTranslator):
    """Gives each segment all that is listed for it, and keeps how many hypotheses and beams it was asked for."""

    def __init__(self, listed: dict[str, list[str]]) -> None:
        super().__init__()
        self.listed = listed
        self.decodings: list[tuple[int, int]] = []

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        self.decodings.append((decoding.num_hypotheses, decoding.beam_size))
        return [[Hypothesis(text, 2, -0.1) for text in self.listed[each]] for each in segments]


def stage(**engines: FakeTranslator) -> TranslationStage:
    return TranslationStage(Lent(**engines), quality="balanced", ticket=Ticket(60), recall=no_recall())


def confidences(translated: Translated) -> list[float | None]:
    return [TextRow(translated, place).confidence() for place in range(len(translated.texts))]


def test_a_confidence_is_the_geometric_mean_over_all_tokens() -> None:
    engine = Scored({"One day.": -0.2, "Two days.": -0.6, "Three days.": -1.0})
    found = stage(en_uk=engine).run(["One day. Two days.", "Three days.", "", "Four days."], route((EN_UK, "en-uk")))
    [both, third, none, unknown] = confidences(found)
    assert both == pytest.approx(math.exp(-0.4)) and third == pytest.approx(math.exp(-1.0))
    assert (none, unknown) == (None, None)


def test_two_models_are_both_counted() -> None:
    engines = {"en_uk": Scored({"One day.": -0.2}), "uk_fr": Scored({"[uk] One day.": -0.6})}
    found = stage(**engines).run(["One day."], route((EN_UK, "en-uk"), (UK_FR, "uk-fr")))
    assert confidences(found) == [pytest.approx(math.exp(-0.4))]


def test_nothing_is_said_of_what_was_translated_again() -> None:
    words = {"uk": {"One fine day it was.": "Це був гарний день."}}
    engine = FakeTranslator(dictionary=words, behaviour=Behaviour("empty", times=1))
    found = stage(en_uk=engine).run(["One fine day it was."], route((EN_UK, "en-uk")))
    assert found.texts == ("Це був гарний день.",)
    assert confidences(found) == [None]


def test_one_that_is_unknown_makes_the_sum_unknown() -> None:
    one = Certainty(-1.0, 4)
    assert added_up([one, one]) == Certainty(-2.0, 8)
    assert added_up([one, None]) is None
    assert of_owners([one, None, one], [0, 1, 0], 3) == (Certainty(-2.0, 8), None, Certainty())
    assert Certainty().confidence() is None


def test_documents_have_the_confidence_of_their_sentences() -> None:
    from service.markup.html import read_html

    found = translate(
        [read_html("<p>One day.</p><p><b>Two days.</b></p>"), read_html("<p>Three days.</p>")],
        Scored({"One day.": -0.2, "Two days.": -0.6, "Three days.": -1.0}),
    )
    assert confidences(found) == [pytest.approx(math.exp(-0.4)), pytest.approx(math.exp(-1.0))]


def test_alternatives_have_the_emoji_of_their_source() -> None:
    engine = Listing({"It rains 🌧 today.": ["Сьогодні дощить.", "Сьогодні йде дощ."]})
    found = stage(en_uk=engine).alternatives(["It rains 🌧 today."], route((EN_UK, "en-uk")), ["Сьогодні дощить. 🌧"], 1)
    assert [["🌧" in each for each in of_text] for of_text in found] == [[True]]


def test_alternatives_are_the_next_best_of_each_sentence() -> None:
    engine = Listing(
        {"It rains.": ["Дощить.", "Іде дощ.", "Падає дощ."], "Good day.": ["Добрий день.", "Доброго дня."]}
    )
    texts, given = ["It rains.  Good day.", "", "Good day."], ["Дощить.  Добрий день.", "", "Добрий день."]
    found = stage(en_uk=engine).alternatives(texts, route((EN_UK, "en-uk")), given, 2)
    assert found == [("Іде дощ.  Доброго дня.", "Падає дощ.  Доброго дня."), (), ("Доброго дня.",)]
    assert engine.decodings == [(3, 4)]


def test_what_fails_its_checks_is_no_alternative() -> None:
    engine = Listing({"It rains.": ["Дощить.", "Дощить 12 днів.", "", "It rains.", "Іде дощ."]})
    found = stage(en_uk=engine).alternatives(["It rains."], route((EN_UK, "en-uk")), ["Дощить."], 3)
    assert found == [("Іде дощ.",)]


def test_an_engine_that_gives_one_translation_gives_no_other() -> None:
    found = stage(en_uk=Scored({})).alternatives(["One."], route((EN_UK, "en-uk")), ["[uk] One."], 3)
    assert found == [()]


def test_a_wrong_number_of_outputs_is_an_error() -> None:
    engine = FakeTranslator(behaviour=Behaviour("drop"))
    with pytest.raises(EngineFailed):
        stage(en_uk=engine).alternatives(["One.", "Two."], route((EN_UK, "en-uk")), ["", ""], 1)


def test_those_of_an_article_are_of_its_paragraphs() -> None:
    request = TranslationRequest(("T", "a", "b"), ("uk",), "en", article=Article("a\n\nb", "T"), alternatives=1)
    run = Translated(
        ("T", "a", "b"), certainties=(Certainty(-1, 1), None, Certainty(0, 1)), alternatives=(("t",), ("x",), ())
    )
    finished = finish_translation("uk", request, [TextRow(run, place) for place in range(3)])
    assert (finished.title, finished.texts) == ("T", ("a", "b"))
    assert (finished.confidences, finished.alternatives) == ((None, 1.0), (("x",), ()))
