"""Every family, on both backends, says token for token what transformers says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from service.engines.base import Decoding
from service.engines.ct2 import CT2Backend
from service.engines.families import Frame, frame_for, prefix_of
from service.engines.seq2seq import Batch
from service.engines.tokenization import load_tokenizer
from service.engines.torch_seq2seq import TorchBackend
from tests.engines import reference
from tests.engines.conftest import FLOAT32, Installed

TEXTS = (
    "Heavy rain closed two roads in the north.",
    "The mayor opened the bridge.",
    "Selon les médecins, le nouveau vaccin protège bien les enfants.",
    "Музей у Ліоні покаже двісті картин.",
    "Yes.",
)


def framed(model: Installed, texts: Sequence[str]) -> tuple[Frame, list[list[str]]]:
    """The sources as the engines frame them."""
    tokenizer = load_tokenizer(model.folder, model.spec)
    frame = frame_for(model.spec, *model.pair, tokenizer.prefix(prefix_of(model.spec, model.pair.target)))
    return frame, [[*frame.head, *pieces, *frame.tail] for pieces in tokenizer.pieces(texts)]


def test_sources_are_framed_as_the_familys_own_tokenizer_frames_them(model: Installed) -> None:
    tokenizer, _ = reference.checkpoint(model.folder / "hf")
    expected = reference.encode(model.folder / "hf", model.spec, model.pair, TEXTS)
    ids = [tokenizer.convert_tokens_to_ids(tokens) for tokens in framed(model, TEXTS)[1]]
    assert ids == [
        [id_ for id_, seen in zip(row, mask, strict=True) if seen]
        for row, mask in zip(expected["input_ids"].tolist(), expected["attention_mask"].tolist(), strict=True)
    ]


@pytest.mark.parametrize("beams", [1, 4])
def test_outputs_are_those_of_transformers_token_for_token(model: Installed, beams: int) -> None:
    expected = reference.generate(model.folder / "hf", model.spec, model.pair, TEXTS, beams=beams, max_tokens=12)
    assert not any("<unk>" in tokens for tokens in expected)  # what becomes of unknown tokens is tested elsewhere
    assert len({*map(tuple, expected)}) > 2
    frame, sources = framed(model, TEXTS)
    batch = Batch(sources, [frame] * len(sources), Decoding(beam_size=beams, max_tokens=12))
    scores = []
    for backend in (CT2Backend, TorchBackend):
        engine = backend(model.folder, model.spec, FLOAT32)
        found = engine.generate(batch)
        engine.close()
        assert [list(candidates[0].tokens) for candidates in found] == expected, backend.__name__
        scores.append([candidates[0].score for candidates in found])
    assert scores[0] == pytest.approx(scores[1], abs=1e-3)
