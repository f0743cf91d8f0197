"""What callers of a summarizer may count on, on both backends."""

from __future__ import annotations

import pytest

from service.engines.base import Backend, Budget, Decoding, Document, Summarizer
from service.errors import EngineFailed
from tests.engines.conftest import Load, Models
from tests.standins.random_checkpoints import SENTENCES

BUDGET = Budget("paragraph", max_words=5, max_sentences=2)
LONG = Budget("paragraph", max_words=500, max_sentences=20)
SHORT = Decoding(beam_size=1, max_tokens=10)


def document(*sentences: str, language: str = "en") -> Document:
    return Document(sentences, tuple(range(len(sentences))), language)


@pytest.mark.parametrize("name", ["bart", "t5", "pegasus"])
def test_there_is_one_draft_a_document_in_order(random_models: Models, load: Load, backend: Backend, name: str) -> None:
    engine = load(random_models(name), backend)
    assert isinstance(engine, Summarizer)
    documents = [document(SENTENCES[2]), document(SENTENCES[3]), document(SENTENCES[6])]
    together = engine.summarize(documents, BUDGET, SHORT)
    assert together == [engine.summarize([each], BUDGET, SHORT)[0] for each in documents]
    assert engine.summarize([], BUDGET, SHORT) == []


def test_a_document_without_text_gets_an_empty_draft(random_models: Models, load: Load, backend: Backend) -> None:
    engine = load(random_models("bart"), backend)
    assert isinstance(engine, Summarizer)
    assert engine.summarize([document("")], BUDGET, SHORT)[0].sentences == ()


def test_a_document_beyond_the_window_is_refused(random_models: Models, load: Load, backend: Backend) -> None:
    engine = load(random_models("bart"), backend)
    assert isinstance(engine, Summarizer)
    with pytest.raises(EngineFailed, match="64 at most"):
        engine.summarize([document(*SENTENCES)], BUDGET, SHORT)


def test_a_language_of_another_model_is_refused(random_models: Models, load: Load) -> None:
    engine = load(random_models("bart"), "ctranslate2")
    assert isinstance(engine, Summarizer)
    with pytest.raises(EngineFailed, match="'fr'"):
        engine.summarize([document("Oui.", language="fr")], BUDGET, SHORT)


def test_the_budget_and_not_the_checkpoint_says_how_long_a_summary_may_be(
    random_models: Models, load: Load, backend: Backend
) -> None:
    """The BART stand-in's files ask for 20 tokens at most, 12 at least, 4 beams and no repeated 3-gram."""
    engine = load(random_models("bart"), backend)
    assert isinstance(engine, Summarizer)
    article = [document(SENTENCES[6])]
    (short,), (ceiling,), (long,) = (
        engine.summarize(article, budget, decoding)
        for budget, decoding in (
            (LONG, Decoding(beam_size=1, max_tokens=5)),
            (LONG, Decoding(beam_size=1, max_tokens=25)),
            (LONG, Decoding(beam_size=1)),
        )
    )
    lengths = [len(" ".join(draft.sentences)) for draft in (short, ceiling, long)]
    assert lengths == sorted(lengths)
    assert len({*lengths}) == 3
