"""The trained stand-ins, on sentences with names that they have never seen: right to the letter, on both backends."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from service.engines.base import Backend, Budget, Decoding, Document, ModelSpec, Runtime, Summarizer, Translator
from service.engines.conversion import convert_checkpoint
from service.types import Pair
from tests.engines.conftest import FLOAT32, Installed, Load
from tests.standins import SUMMARIZER, TRAINED, heldout_articles, heldout_pairs
from tests.standins.specs import translator_spec

INT8 = Runtime(compute_type="int8", inter_threads=2)
SPECS = {
    "fr": translator_spec("en", "fr"),
    "uk": translator_spec("en", "uk"),
    "en": ModelSpec(
        id="standin-en-summary",
        task="summarize",
        repo=f"standins/{SUMMARIZER}",
        revision="main",
        family="bart",
        licence="Apache-2.0",
        commercial_use=True,
        attribution="Stislo, a trained stand-in",
        languages=("en",),
        window=512,
    ),
}
WHOLE = Budget("paragraph", max_words=120, max_sentences=6)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Installed]:
    """Gives the installed stand-in that writes a language, made on its first use."""
    root = tmp_path_factory.mktemp("trained-models")

    def get(language: str) -> Installed:
        spec = SPECS[language]
        folder = root / spec.id
        if not folder.exists():
            shutil.copytree(TRAINED / Path(spec.repo).name, folder / "hf")
            convert_checkpoint(folder / "hf", folder / "ct2")
        return Installed(folder, spec)

    return get


Trained = Callable[[str], Installed]


def documents(count: int) -> tuple[list[Document], list[str]]:
    """Held-out articles and the summaries to write."""
    articles = heldout_articles("en", count, seed=41)
    read = [Document(article.sentences, (0,) * len(article.sentences), "en") for article in articles]
    return read, [article.summary_en for article in articles]


@pytest.mark.parametrize(("backend", "runtime"), [("ctranslate2", FLOAT32), ("ctranslate2", INT8), ("torch", FLOAT32)])
@pytest.mark.parametrize("beams", [1, 4])
@pytest.mark.parametrize("target", ["fr", "uk"])
def test_held_out_sentences_are_translated_to_the_letter(
    trained: Trained, load: Load, target: str, beams: int, backend: Backend, runtime: Runtime
) -> None:
    engine = load(trained(target), backend, runtime)
    assert isinstance(engine, Translator)
    pairs = heldout_pairs("en", "fr" if target == "fr" else "uk", 40, seed=41)
    outputs = engine.translate([source for source, _ in pairs], Pair("en", target), Decoding(beam_size=beams))
    right = sum(each[0].text == expected for each, (_, expected) in zip(outputs, pairs, strict=True))
    assert right >= 0.95 * len(pairs)
    assert all(each[0].finished and each[0].score is not None and each[0].score > -1 for each in outputs)


@pytest.mark.parametrize(("backend", "runtime"), [("ctranslate2", FLOAT32), ("ctranslate2", INT8), ("torch", FLOAT32)])
def test_held_out_articles_are_summarized_to_the_letter(
    trained: Trained, load: Load, backend: Backend, runtime: Runtime
) -> None:
    engine = load(trained("en"), backend, runtime)
    assert isinstance(engine, Summarizer)
    read, expected = documents(20)
    drafts = engine.summarize(read, WHOLE, Decoding(beam_size=4))
    right = sum(" ".join(draft.sentences) == summary for draft, summary in zip(drafts, expected, strict=True))
    assert right >= 0.9 * len(read)


def test_a_sentence_that_was_not_finished_is_dropped_where_others_remain(trained: Trained, load: Load) -> None:
    engine = load(trained("en"), "ctranslate2")
    assert isinstance(engine, Summarizer)
    read, _ = documents(1)
    (whole,) = engine.summarize(read, WHOLE, Decoding(beam_size=1))
    assert len(whole.sentences) > 1
    for tokens in range(4, 60):
        (cut,) = engine.summarize(read, WHOLE, Decoding(beam_size=1, max_tokens=tokens))
        if len(cut.sentences) == 1:
            assert whole.sentences[0].startswith(cut.sentences[0])
        else:
            assert cut.sentences == whole.sentences[: len(cut.sentences)]


def test_a_small_budget_still_lets_one_sentence_end(trained: Trained, load: Load) -> None:
    engine = load(trained("en"), "ctranslate2")
    assert isinstance(engine, Summarizer)
    read, expected = documents(5)
    drafts = engine.summarize(read, Budget("headline", max_words=3, max_sentences=1), Decoding(beam_size=1))
    assert all(summary.startswith(draft.sentences[0]) for draft, summary in zip(drafts, expected, strict=True))
    assert all(draft.sentences[0].endswith(".") for draft in drafts)
