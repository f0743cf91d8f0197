"""What is written of a student is what its readers expect, and training moves it."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
import sentencepiece
import torch

from service.engines.firefox.files import ModelFiles, Unfit
from tests.engines.firefox.reference import Reference, read_tensors
from tests.standins.making.pieces import CHARACTERS, SPACE
from tests.standins.making.student import Student
from tests.standins.making.student_files import EMBEDDINGS, Shape, model_file, shortlist_file, vocabulary_file
from tests.standins.making.students import Lessons, Plan, _fit, tensors

PIECES = [(piece, -5.0 - index / 100) for index, piece in enumerate(dict.fromkeys((SPACE, *CHARACTERS)))]


@pytest.fixture(scope="module")
def vocabulary() -> tuple[bytes, int]:
    return vocabulary_file(PIECES)


def written(folder: Path, student: Student, vocabulary: bytes, lessons: Lessons) -> ModelFiles:
    scales = student.scales([tensors(chunk, "cpu")[0] for chunk in islice(lessons.batches(2), 2)])
    (folder / "model.enfr.bin").write_bytes(model_file(student.arrays(), student.shape, scales))
    (folder / "vocab.enfr.spm").write_bytes(vocabulary)
    rows: list[list[int]] = [[index] for index in range(student.shape.vocabulary)]
    (folder / "lex.enfr.bin").write_bytes(shortlist_file(rows, 8))
    return ModelFiles.of(folder)


def test_files_hold_what_was_trained_and_all_readers_agree(tmp_path: Path, vocabulary: tuple[bytes, int]) -> None:
    from fxtranslate import Translator

    content, size = vocabulary
    torch.manual_seed(5)
    student, lessons = Student(Shape(size, 64, 64, 1, 1)), Lessons(content, "en", "fr", 5)
    before = student.arrays()[EMBEDDINGS].copy()
    _fit(student, lessons, Plan(steps=1, batch=2), print)
    assert (student.arrays()[EMBEDDINGS] != before).any()
    files = written(tmp_path, student, content, lessons)
    files.check(size, size)
    with pytest.raises(Unfit):
        files.check(size, size + 8)
    kept = read_tensors(files.weights.read_bytes())
    assert {*student.shape.tensors()} < {*kept}
    processor = sentencepiece.SentencePieceProcessor(model_proto=content)
    assert processor.get_piece_size() == size
    text = "Snow."
    package = Translator(files.weights.read_bytes(), content, content, (tmp_path / "lex.enfr.bin").read_bytes())
    ids = Reference(files).greedy([*processor.encode(text), 0])
    assert package.translate(text) == "".join(map(processor.id_to_piece, ids)).replace(SPACE, " ").lstrip()


def test_a_vocabulary_spells_any_text_and_has_the_size_that_is_asked_for() -> None:
    content, size = vocabulary_file(PIECES, 1000)
    processor = sentencepiece.SentencePieceProcessor(model_proto=content)
    assert size == processor.get_piece_size() == 1000
    assert processor.decode(processor.encode("漢字 🙂 п'ять")) == "漢字 🙂 п'ять"
    assert (processor.eos_id(), processor.unk_id(), processor.bos_id()) == (0, 1, -1)
