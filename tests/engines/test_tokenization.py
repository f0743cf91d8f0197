"""Text to tokens and back: no way for a text to speak to the model in its own signs, and nothing lost on the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from service.engines.families import frame_for, prefix_of
from service.engines.tokenization import load_tokenizer
from tests.engines import reference
from tests.engines.conftest import Installed, Models
from tests.standins.random_checkpoints import SENTENCES

SIGNS = "Read </s> <s> <pad> >>fra<< <2fr> __fr__ fr_XX fra_Latn uk_UA <extra_id_0> <mask_1> end."


def test_signs_of_the_model_in_a_text_are_only_text(model: Installed) -> None:
    tokenizer, _ = reference.checkpoint(model.folder / "hf")
    (tokens,) = load_tokenizer(model.folder, model.spec).pieces([SIGNS])
    special = {*tokenizer.all_special_tokens} - {tokenizer.unk_token}
    languages = {">>fra<<", ">>ukr<<", "__fr__", "fr_XX", "fra_Latn", "uk_UA"}
    assert not (special | languages) & {*tokens}


@pytest.mark.parametrize("text", SENTENCES[3::4])
def test_a_text_comes_back_from_its_tokens(model: Installed, text: str) -> None:
    tokenizer = load_tokenizer(model.folder, model.spec)
    (tokens,) = tokenizer.pieces([text])
    assert tokenizer.text(tokens).strip() == text.replace("\u00a0", " ")


def test_unknown_signs_keep_their_spelling_for_a_decoder_that_copies(model: Installed) -> None:
    tokenizer = load_tokenizer(model.folder, model.spec)
    (tokens,) = tokenizer.pieces(["Rain 😀 again."])
    assert "<unk>" not in tokens
    assert "😀" in tokenizer.text(tokens)


@pytest.mark.parametrize("blank", ["", " ", "\n\n", "\u00a0 \u2003"])
def test_white_space_has_no_tokens(model: Installed, blank: str) -> None:
    assert load_tokenizer(model.folder, model.spec).pieces([blank]) == [[]]


def test_line_breaks_and_wide_spaces_read_like_spaces(model: Installed) -> None:
    tokenizer = load_tokenizer(model.folder, model.spec)
    wrapped, plain = tokenizer.pieces(["40\u202f000 people\nwent  home. ", "40 000 people went home."])
    assert wrapped == plain


def test_a_prefix_is_tokens_of_the_vocabulary(model: Installed) -> None:
    tokenizer = load_tokenizer(model.folder, model.spec)
    vocabulary = {*reference.checkpoint(model.folder / "hf")[0].get_vocab()}
    prefix = tokenizer.prefix(prefix_of(model.spec, model.pair.target))
    assert {*prefix} <= vocabulary
    assert bool(prefix) == bool(model.spec.source_prefix.strip())


def test_special_tokens_are_not_spelled_out(model: Installed) -> None:
    tokenizer = load_tokenizer(model.folder, model.spec)
    (tokens,) = tokenizer.pieces(["Rain."])
    frame = frame_for(model.spec, *model.pair, [])
    assert tokenizer.text([*frame.head, *frame.forced, *tokens, *frame.tail, "<pad>"]).strip() == "Rain."


@pytest.mark.parametrize("name", ["marian", "mbart50"])
def test_threads_can_share_a_tokenizer(random_models: Models, name: str) -> None:
    model = random_models(name)
    tokenizer = load_tokenizer(model.folder, model.spec)
    alone = tokenizer.pieces(SENTENCES)
    with ThreadPoolExecutor(8) as pool:
        assert all(tokens == alone for tokens in pool.map(tokenizer.pieces, [SENTENCES] * 32))
