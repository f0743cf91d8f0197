"""Vocabularies that lack typographic marks are given plain ones; others are given what stands there."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import sentencepiece

from service.engines.plain_marks import PlainMarks, is_typographic
from service.engines.tokenization import SentencePieceTokenizer

_SENTENCES = [
    "he said 'no' - and left.",
    'the "old" bridge is closed...',
    "five men (and a dog) walk - slowly",
    "it's late, isn't it?",
    "п'ять хвилин - це мало",
]
_TEXT = "«П’ять» – це “мало”…, it‘s\u00a0late—no"


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SentencePiece model of sentences in plain marks, as those of 2020 are."""
    path, model = tmp_path_factory.mktemp("plain") / "source.spm", io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_SENTENCES * 50),
        model_writer=model,
        vocab_size=60,
        hard_vocab_limit=False,
        minloglevel=2,
        normalization_rule_name="identity",
    )
    path.write_bytes(model.getvalue())
    return path


def _pieces_of(path: Path) -> frozenset[str]:
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return frozenset(processor.id_to_piece(number) for number in range(processor.get_piece_size())) - {"<unk>"}


def test_no_mark_is_an_unknown_token(vocabulary: Path) -> None:
    known = _pieces_of(vocabulary)
    tokenizer = SentencePieceTokenizer(vocabulary, vocabulary, vocabulary=known, prefix_is_token=False)
    [pieces] = tokenizer.pieces([_TEXT])
    assert [piece for piece in pieces if piece not in known and not piece.strip("▁").isalpha()] == []
    assert "".join(pieces).replace("▁", " ").strip() == '"П\'ять" - це "мало"..., it\'s late-no'
    assert tokenizer.plain_marks


def test_what_a_vocabulary_has_stays() -> None:
    plain = PlainMarks(lambda text: True)
    assert plain(_TEXT) == _TEXT
    assert not plain.lacks_typography()


def test_letters_stay_even_where_no_piece_spells_them() -> None:
    plain = PlainMarks(str.isascii)
    assert plain("ґанок — über 😀") == "ґанок - über 😀"


def test_whose_author_cares_for_marks() -> None:
    assert is_typographic("l’accord") and is_typographic("so – well")
    assert not is_typographic('l\'accord - "so"') and not is_typographic("ґанок")


def test_money_that_no_piece_spells_is_no_unknown_token(vocabulary: Path) -> None:
    tokenizer = SentencePieceTokenizer(vocabulary, vocabulary, vocabulary=_pieces_of(vocabulary), prefix_is_token=False)
    [pieces] = tokenizer.pieces(["€5, 2½"])
    assert "".join(pieces).replace("▁", " ").strip() == "EUR 5, 2 1/2"
