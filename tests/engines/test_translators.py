"""What callers of a translator may count on, on both backends."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from service.engines.base import Backend, Decoding, Runtime, Translator, spells
from service.engines.conversion import convert_checkpoint
from service.errors import EngineFailed
from service.types import Pair
from tests.engines.conftest import Installed, Load, Models
from tests.standins.random_checkpoints import SENTENCES

SEGMENTS = [
    "The mayor opened the bridge himself; it had taken four years to build.",
    "Yes.",
    "Heavy rain closed two roads in the north.",
    "No.",
    "A museum in Lyon will show two hundred paintings.",
]
GREEDY = Decoding(beam_size=1, max_tokens=12)


@pytest.fixture
def translator(random_models: Models, load: Load, backend: Backend) -> Translator:
    """The Marian stand-in on each backend."""
    engine = load(random_models("marian"), backend)
    assert isinstance(engine, Translator)
    return engine


def texts(translator: Translator, segments: list[str], decoding: Decoding = GREEDY) -> list[str]:
    return [hypotheses[0].text for hypotheses in translator.translate(segments, Pair("en", "uk"), decoding)]


@pytest.mark.parametrize("beams", [1, 4])
def test_order_is_kept_and_company_changes_nothing(translator: Translator, beams: int) -> None:
    decoding = Decoding(beam_size=beams, max_tokens=12)
    together = texts(translator, SEGMENTS * 3, decoding)
    assert together == [texts(translator, [segment], decoding)[0] for segment in SEGMENTS] * 3
    assert len({*together}) > 2


def test_a_loop_is_as_long_in_company_as_alone(translator: Translator) -> None:
    decoding = Decoding(beam_size=1)
    (alone,) = translator.translate(["Yes."], Pair("en", "uk"), decoding)
    in_company = translator.translate(["Yes.", SENTENCES[0]], Pair("en", "uk"), decoding)[0]
    assert in_company[0].text == alone[0].text
    assert not alone[0].finished


def test_many_threads_get_what_one_gets(translator: Translator) -> None:
    alone = [texts(translator, [segment]) for segment in SEGMENTS]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda segment: texts(translator, [segment]), SEGMENTS * 8))
    assert together == alone * 8


def test_there_is_one_output_for_each_segment_even_where_there_is_nothing_to_translate(translator: Translator) -> None:
    outputs = translator.translate(["", "Yes.", " \n\u00a0", "😀"], Pair("en", "uk"), GREEDY)
    assert [len(hypotheses) for hypotheses in outputs] == [1, 1, 1, 1]
    assert (outputs[0][0].text, outputs[2][0].text) == ("", "")
    assert outputs[1][0].text
    assert translator.translate([], Pair("en", "uk"), GREEDY) == []


def test_several_hypotheses_come_best_first(translator: Translator) -> None:
    (hypotheses,) = translator.translate(
        [SEGMENTS[0]], Pair("en", "uk"), Decoding(beam_size=1, num_hypotheses=3, max_tokens=8)
    )
    scores = [hypothesis.score for hypothesis in hypotheses]
    assert len({hypothesis.text for hypothesis in hypotheses}) == len(hypotheses) > 1
    assert all(score is not None and score < 0 for score in scores)
    assert scores == sorted(scores, key=lambda score: -(score or 0))


def test_a_score_is_the_mean_log_probability_whatever_the_length_penalty(random_models: Models, load: Load) -> None:
    decoding = Decoding(beam_size=1, max_tokens=8, length_penalty=0.2)
    found = []
    for backend in ("ctranslate2", "torch"):
        engine = load(random_models("mbart50"), backend)
        assert isinstance(engine, Translator)
        found.append([each[0].score for each in engine.translate(SEGMENTS, Pair("en", "uk"), decoding)])
    assert found[0] == pytest.approx(found[1], abs=1e-3)


def test_lengths_are_kept(translator: Translator) -> None:
    outputs = translator.translate(SEGMENTS, Pair("en", "uk"), Decoding(beam_size=1, min_tokens=3, max_tokens=6))
    assert [(each[0].tokens, each[0].finished) for each in outputs] == [(6, False)] * len(SEGMENTS)


def test_a_repeated_phrase_can_be_forbidden(random_models: Models, load: Load, backend: Backend) -> None:
    engine = load(random_models("madlad"), backend)
    assert isinstance(engine, Translator)
    plain, banned = (
        engine.translate(
            SEGMENTS[:1], Pair("en", "uk"), Decoding(beam_size=1, max_tokens=30, no_repeat_ngram_size=size)
        )
        for size in (0, 2)
    )
    assert plain[0][0].text != banned[0][0].text


def test_a_text_beyond_the_window_is_refused_with_the_numbers(translator: Translator) -> None:
    long = " ".join(SENTENCES)
    (length,) = translator.count_tokens([long])
    with pytest.raises(EngineFailed, match=f"{length} tokens.* 64 at most"):
        translator.translate(["Yes.", long], Pair("en", "uk"), GREEDY)


def test_a_text_that_fills_the_window_is_translated(translator: Translator) -> None:
    (overhead,) = translator.count_tokens([""])
    text = " ".join(["a"] * (64 - overhead))
    assert translator.count_tokens([text]) == [64]
    assert texts(translator, [text]) != [""]


@pytest.mark.parametrize("pair", [Pair("en", "de"), Pair("de", "uk")])
def test_a_language_that_the_model_does_not_know_is_refused(translator: Translator, pair: Pair) -> None:
    with pytest.raises(EngineFailed, match="'de'"):
        translator.translate(["Yes."], pair, GREEDY)


def test_a_target_language_is_asked_for_in_the_models_own_way(random_models: Models, load: Load) -> None:
    engine = load(random_models("m2m100"), "ctranslate2")
    assert isinstance(engine, Translator)
    french, ukrainian = (
        [each[0].text for each in engine.translate(SEGMENTS, Pair("en", target), GREEDY)] for target in ("fr", "uk")
    )
    assert french != ukrainian


def test_a_caller_cannot_choose_the_target_language(translator: Translator) -> None:
    """The same letters as a token of the model's are only letters in a text."""
    framed, plain = (translator.count_tokens([text])[0] for text in (">>fra<< Yes.", "Yes."))
    assert framed > plain + 1


def test_int8_runs(random_models: Models, load: Load) -> None:
    engine = load(random_models("marian"), "ctranslate2", Runtime(compute_type="int8", inter_threads=2))
    assert isinstance(engine, Translator)
    assert len(engine.translate(SEGMENTS, Pair("en", "uk"), GREEDY)) == len(SEGMENTS)


@pytest.fixture(scope="module")
def tongue_tied(random_models: Models, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The Marian stand-in, with nothing on its mind but the unknown token."""
    from transformers import MarianMTModel

    good = random_models("marian")
    folder = tmp_path_factory.mktemp("tongue-tied")
    shutil.copytree(good.folder / "hf", folder / "hf")
    checkpoint: Any = MarianMTModel.from_pretrained(folder / "hf")
    checkpoint.final_logits_bias[0, 1] = 1000.0
    checkpoint.save_pretrained(folder / "hf")
    convert_checkpoint(folder / "hf", folder / "ct2")
    return Installed(folder, good.spec)


def test_ctranslate2_copies_the_source_where_a_model_writes_an_unknown_token(
    tongue_tied: Installed, load: Load
) -> None:
    engine = load(tongue_tied, "ctranslate2")
    assert isinstance(engine, Translator)
    (text,) = texts(engine, ["😀"])
    assert text
    assert {*text.replace(" ", "").replace(">>ukr<<", "").replace("</s>", "")} <= {"😀"}


def test_torch_never_writes_an_unknown_token(tongue_tied: Installed, load: Load) -> None:
    engine = load(tongue_tied, "torch")
    assert isinstance(engine, Translator)
    (hypotheses,) = engine.translate(["😀"], Pair("en", "uk"), GREEDY)
    assert hypotheses[0].text
    assert "⁇" not in hypotheses[0].text


def test_what_the_vocabulary_lacks_is_said(random_models: Models, load: Load, backend: Backend) -> None:
    engine = load(random_models("marian"), backend)
    assert spells(engine)
    assert engine.unspelled(["The mayor opened the bridge.", "The sign 漢字 and ☂.", ""]) == ["", "漢字☂", ""]
