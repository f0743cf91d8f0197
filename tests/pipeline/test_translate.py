"""As many texts out as in, white space kept, whatever the engine does."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import DeadlineExceeded, EngineFailed, StisloError
from service.pipeline.plan import Route
from service.pipeline.translate import Translated, TranslationStage
from service.runtime.ticket import Ticket
from service.types import Quality
from tests.pipeline.conftest import Lent, no_recall, route, translator
from tests.support.fake_engines import Behaviour, FakeTranslator, Naughtiness

EN_UK = translator("en-uk", "en-uk")
EN_FR = translator("en-fr", "en-fr")
UK_EN = translator("uk-en", "uk-en")


def stage(*, seconds: float = 60, quality: Quality = "balanced", **engines: FakeTranslator) -> TranslationStage:
    return TranslationStage(Lent(**engines), quality=quality, ticket=Ticket(seconds), recall=no_recall())


def french(**words: str) -> FakeTranslator:
    return FakeTranslator(dictionary={"fr": words})


def test_each_sentence_is_translated_alone_and_white_space_stays() -> None:
    text = "  Hello there.  How are you?\n\n\tFine, thanks. 🙂\r\n"

    translated = stage(en_uk=FakeTranslator()).run([text], route((EN_UK, "en-uk")))

    assert translated.texts == ("  [uk] Hello there.  [uk] How are you?\n\n\t[uk] Fine, thanks. 🙂\r\n",)


def test_marks_tabs_and_capitals_are_kept_from_the_model_and_come_back() -> None:
    text = "PRICES OF FRESH BREAD\n\n1. White bread\t4\n2. Rye bread  sold out[1]"

    known = {"Prices of fresh bread": "Prix du pain", "White bread": "Pain blanc.", "Rye bread": "Pain de seigle"}
    translated = stage(en_fr=french(**known, **{"sold out": "épuisé"})).run([text], route((EN_FR, "en-fr")))

    assert translated.texts == ("PRIX DU PAIN\n\n1. Pain blanc\t4\n2. Pain de seigle  épuisé[1]",)


def test_repeated_sentences_are_not_mixed_up_or_lost() -> None:
    texts = ["Yes. No. Yes.", "", "No.", "   ", "Yes."]

    translated = stage(en_uk=FakeTranslator()).run(texts, route((EN_UK, "en-uk")))

    assert translated.texts == ("[uk] Yes. [uk] No. [uk] Yes.", "", "[uk] No.", "   ", "[uk] Yes.")


def test_what_has_no_letters_is_not_sent_to_a_model() -> None:
    behaviour = Behaviour()

    translated = stage(en_uk=FakeTranslator(behaviour=behaviour)).run(["🙂 …", "12:30"], route((EN_UK, "en-uk")))

    assert translated.texts == ("🙂 …", "12:30")


def test_a_route_without_hops_changes_nothing() -> None:
    assert stage().run(["Same."], Route()).texts == ("Same.",)


def test_two_hops_are_two_steps() -> None:
    engines = stage(uk_en=FakeTranslator(), en_fr=FakeTranslator())

    translated = engines.run(["Слово."], route((UK_EN, "uk-en"), (EN_FR, "en-fr")))

    assert translated.texts == ("[fr] [en] Слово.",)
    assert [(step.model, step.revision, step.languages) for step in translated.steps] == [
        ("uk-en", "c0ffee", "uk-en"),
        ("en-fr", "c0ffee", "en-fr"),
    ]


def test_a_leg_that_routes_share_is_run_once() -> None:
    inward = Behaviour()
    engines = stage(uk_en=FakeTranslator(behaviour=inward), en_fr=FakeTranslator(), en_uk=FakeTranslator())
    to_english, to_french = route((UK_EN, "uk-en")), route((UK_EN, "uk-en"), (EN_FR, "en-fr"))
    done: list[int] = []

    outcomes = engines.run_all(
        ["Слово."], [to_english, to_french, Route()], on_done=lambda index, outcome: done.append(index)
    )

    assert [outcome.texts for outcome in outcomes if isinstance(outcome, Translated)] == [
        ("[en] Слово.",),
        ("[fr] [en] Слово.",),
        ("Слово.",),
    ]
    assert inward.calls == 1
    assert done == [2, 0, 1], "each as soon as it is there"


def test_one_language_that_fails_leaves_the_others_alone() -> None:
    broken = FakeTranslator(behaviour=Behaviour("raise"))
    engines = stage(en_fr=broken, en_uk=FakeTranslator())

    failed, fine = engines.run_all(["A word."], [route((EN_FR, "en-fr")), route((EN_UK, "en-uk"))])

    assert isinstance(failed, EngineFailed)
    assert isinstance(fine, Translated)


@pytest.mark.parametrize("naughty", ["drop", "add"])
def test_a_wrong_number_of_outputs_is_an_error_never_a_shift(naughty: Naughtiness) -> None:
    engines = stage(en_uk=FakeTranslator(behaviour=Behaviour(naughty)))

    with pytest.raises(EngineFailed):
        engines.run(["One. Two. Three."], route((EN_UK, "en-uk")))


@pytest.mark.parametrize(("naughty", "finding"), [("loop", "repetition"), ("invent", "numbers"), ("empty", "length")])
def test_what_went_wrong_once_is_decoded_again_and_mended(naughty: Naughtiness, finding: str) -> None:
    sentence, good = (
        "The council of the city will meet again on Friday morning.",
        "Міська рада знову зустрінеться в п’ятницю вранці.",
    )
    engine = FakeTranslator(dictionary={"uk": {sentence: good}}, behaviour=Behaviour(naughty, times=1))

    translated = stage(en_uk=engine).run([sentence], route((EN_UK, "en-uk")))

    assert translated.texts == (good,)
    assert finding in [found.name for found in translated.seen]
    assert translated.left == ()


@pytest.mark.parametrize(("naughty", "finding"), [("loop", "repetition"), ("invent", "numbers")])
def test_what_stays_wrong_is_said(naughty: Naughtiness, finding: str) -> None:
    engine = FakeTranslator(behaviour=Behaviour(naughty))

    translated = stage(en_uk=engine).run(["The council will meet again on Friday."], route((EN_UK, "en-uk")))

    assert finding in [found.name for found in translated.left]


def test_a_sentence_that_nothing_comes_back_for_is_kept_and_said() -> None:
    engine = FakeTranslator(dictionary={"uk": {"First.": "Перше."}}, behaviour=Behaviour("empty", only="Second"))

    translated = stage(en_uk=engine).run(["First. Second."], route((EN_UK, "en-uk")))

    assert translated.texts == ("Перше. Second.",)
    assert [found.name for found in translated.left] == ["language"]


def test_a_sentence_longer_than_the_window_is_cut_not_truncated() -> None:
    words = [f"word{number}," for number in range(50)]
    narrow = translator("narrow", "en-uk", window=11)

    translated = stage(narrow=FakeTranslator()).run([" ".join(words)], route((narrow, "en-uk")))

    [text] = translated.texts
    assert text.replace("[uk] ", "").split() == words
    assert text.count("[uk]") > 4


def test_one_letter_that_no_window_holds_is_left_and_said() -> None:
    class Letters(FakeTranslator):
        def count_tokens(self, segments: Sequence[str]) -> list[int]:
            return [len(segment) for segment in segments]

    narrow = translator("narrow", "uk-en", window=20)
    letter = "а" + "\u0301" * 60

    translated = stage(narrow=Letters()).run([f"{letter} привіт"], route((narrow, "uk-en")))

    assert letter in translated.texts[0]
    assert "[en] привіт" in translated.texts[0]
    assert "language" in {found.name for found in translated.left}


def test_scripts_without_spaces_get_them_where_the_target_needs_them() -> None:
    zh_en, en_zh = translator("zh-en", "zh-en"), translator("en-zh", "en-zh")

    into = stage(zh_en=FakeTranslator()).run(["你好。再见。"], route((zh_en, "zh-en")))
    out = stage(en_zh=FakeTranslator()).run(["Hello. Goodbye."], route((en_zh, "en-zh")))

    assert into.texts == ("[en] 你好。 [en] 再见。",)
    assert out.texts == ("[zh] Hello.[zh] Goodbye.",)


def test_emoji_survive_a_model_that_drops_them() -> None:
    class Dropping(FakeTranslator):
        def _translated(self, segment: str, target: str) -> str:
            return super()._translated(segment, target).replace("🍕", "")

    translated = stage(en_uk=Dropping()).run(["🎉 I like 🍕 a lot! 🇺🇦 Bye 👍🏽"], route((EN_UK, "en-uk")))

    assert translated.texts == ("🎉 [uk] I like  a lot! 🍕 🇺🇦 [uk] Bye 👍🏽",)


def test_work_is_not_started_after_the_deadline() -> None:
    behaviour = Behaviour()

    with pytest.raises(DeadlineExceeded):
        stage(seconds=-1, en_uk=FakeTranslator(behaviour=behaviour)).run(["Late."], route((EN_UK, "en-uk")))

    assert behaviour.calls == 0


@settings(deadline=None)
@given(st.lists(st.text(alphabet="Ab. \n!?é🙂ї", max_size=40), max_size=8))
def test_as_many_texts_come_out_as_go_in(texts: list[str]) -> None:
    try:
        translated = stage(en_uk=FakeTranslator(dictionary={"uk": {}})).run(texts, route((EN_UK, "en-uk")))
    except StisloError as error:
        raise AssertionError("an honest engine was refused") from error

    assert len(translated.texts) == len(texts)
    for source, target in zip(texts, translated.texts, strict=True):
        assert target.split() == source.split()
        assert target[: len(target) - len(target.lstrip())] == source[: len(source) - len(source.lstrip())]
