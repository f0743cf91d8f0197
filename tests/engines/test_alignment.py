"""Which words a translation comes from: found by what models attend to, on both backends."""

from __future__ import annotations

import pytest

from service.engines.alignment import links, token_spans
from service.engines.base import Backend, Decoding
from service.engines.seq2seq import Seq2SeqTranslator
from service.types import Link, Pair
from tests.engines.conftest import Installed, Load, Models
from tests.standins.random_checkpoints import SENTENCES
from tests.standins.random_models import MODELS

TRANSLATORS = sorted(name for name, model in MODELS.items() if model.spec.task == "translate")
GREEDY = Decoding(beam_size=1, max_tokens=12)


@pytest.mark.parametrize(
    ("text", "tokens", "expected"),
    [
        ("Two bees", ["▁Two", "▁be", "es"], ["Two", "be", "es"]),
        ("Two  bees.", ["▁", "Two", "▁bees", "."], ["", "Two", "bees", "."]),
        ("l’été", ["▁l", "'", "été"], ["l", "’", "été"]),
        ("wait…", ["▁wait", "..", "."], ["wait", "…", "…"]),
        ("ПРИВІТ", ["▁при", "віт"], ["ПРИ", "ВІТ"]),
        ("12 km²", ["▁12", "▁km", "2"], ["12", "km", "²"]),
    ],
)
def test_tokens_are_found_in_their_text(text: str, tokens: list[str], expected: list[str]) -> None:
    spans = token_spans(text, tokens)
    assert spans is not None
    assert [text[start:end] for start, end in spans] == expected


@pytest.mark.parametrize(
    ("text", "tokens"), [("bees", ["▁wasps"]), ("bees", ["▁bee"]), ("bee", ["▁bees"]), ("", ["▁a"]), ("é", ["<0xC3>"])]
)
def test_tokens_of_another_text_are_found_nowhere(text: str, tokens: list[str]) -> None:
    assert token_spans(text, tokens) is None


def test_what_is_hardly_attended_to_is_no_link() -> None:
    attention = [[0.9, 0.04, 0.06], [0.0, 0.5, 0.5]]
    found = links([(0, 3), (4, 6), (7, 7)], [(0, 2), (3, 5)], attention)
    assert found == (Link((0, 3), (0, 2), 0.9), Link((4, 6), (3, 5), 0.5))


def engine_of(model: Installed, load: Load, backend: Backend) -> Seq2SeqTranslator:
    engine = load(model, backend)
    assert isinstance(engine, Seq2SeqTranslator)
    return engine


@pytest.mark.parametrize("name", TRANSLATORS)
def test_every_family_aligns_what_it_said(name: str, random_models: Models, load: Load) -> None:
    """Both backends read the same of the same weights, but for Marian models, of which one head is read."""
    model = random_models(name)
    segments = [*SENTENCES[:3], ""]
    engines = [engine_of(model, load, backend) for backend in ("ctranslate2", "torch")]
    said = [found[0].text for found in engines[0].translate(segments, model.pair, GREEDY)]
    rows = []
    for engine in engines:
        found = engine.align(segments, said, model.pair)
        assert len(found) == len(segments)
        assert not found[-1]
        for segment, translation, alignment in zip(segments, said, found, strict=True):
            for link in alignment:
                assert 0 <= link.source[0] < link.source[1] <= len(segment)
                assert 0 <= link.target[0] < link.target[1] <= len(translation)
                assert 0 < link.weight <= 1.0001
        rows.append([{link[:2]: pytest.approx(link.weight, abs=2e-3) for link in alignment} for alignment in found])
    assert any(rows[0])
    if name != "marian":
        common = [(one[key], other[key]) for one, other in zip(*rows, strict=True) for key in one.keys() & other.keys()]
        assert common
        assert all(one.expected == other for one, other in common)


def test_aligning_changes_no_translation(random_models: Models, load: Load, backend: Backend) -> None:
    engine = engine_of(random_models("marian"), load, backend)
    beams = Decoding(beam_size=4, max_tokens=12)
    before = engine.translate(SENTENCES[:3], Pair("en", "uk"), beams)
    engine.align(SENTENCES[:3], [found[0].text for found in before], Pair("en", "uk"))
    assert engine.translate(SENTENCES[:3], Pair("en", "uk"), beams) == before


def test_what_is_longer_than_the_window_is_not_aligned(random_models: Models, load: Load, backend: Backend) -> None:
    engine = engine_of(random_models("marian"), load, backend)
    found = engine.align([SENTENCES[0] * 40, SENTENCES[0]], [SENTENCES[0], SENTENCES[0] * 40], Pair("en", "uk"))
    assert found == [(), ()]
