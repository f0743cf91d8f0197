"""Files that are not what they should be are refused, whatever is wrong with them, and before the package sees them."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from service.engines.base import Runtime
from service.engines.firefox.files import ModelFiles, Unfit
from service.engines.firefox.translator import FirefoxTranslator
from service.errors import ModelUnusable
from service.types import Pair
from tests.engines.firefox.conftest import installed
from tests.support.students import folder_of, student

PAIR = Pair("en", "fr")
WEIGHTS, VOCABULARY, SHORTLIST = "model.enfr.intgemm.alphas.bin", "vocab.enfr.spm", "lex.50.50.enfr.s2t.bin"

Change = Callable[[bytes], bytes]


def at(offset: int, form: str, value: int) -> Change:
    """A number put in another's place."""

    def change(content: bytes) -> bytes:
        new = struct.pack(form, value)
        return content[:offset] + new + content[offset + len(new) :]

    return change


def cut(count: int) -> Change:
    return lambda content: content[:count]


def longer(content: bytes) -> bytes:
    return content + bytes(256)


def without(name: bytes, other: bytes) -> Change:
    """A tensor under another name."""
    assert len(name) == len(other)
    return lambda content: content.replace(name + b"\0", other + b"\0", 1)


def load(folder: Path) -> None:
    FirefoxTranslator(folder, student(PAIR, ["hub:a/b"]), Runtime()).close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return installed(PAIR, tmp_path / "model")


def test_whole_files_are_fit(folder: Path) -> None:
    load(folder)


@pytest.mark.parametrize("name", [WEIGHTS, VOCABULARY])
def test_a_model_without_a_part_is_none(folder: Path, name: str) -> None:
    (folder / "hf" / name).unlink()
    with pytest.raises(ModelUnusable, match="missing"):
        load(folder)


def test_a_shortlist_may_be_missing(folder: Path) -> None:
    (folder / "hf" / SHORTLIST).unlink()
    load(folder)


def test_two_of_a_part_are_too_many(folder: Path) -> None:
    (folder / "hf" / "model.enuk.bin").write_bytes(b"x")
    with pytest.raises(ModelUnusable, match="there are 2 files"):
        load(folder)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (WEIGHTS, cut(0), "broken"),
        (WEIGHTS, cut(8), "broken"),
        (WEIGHTS, cut(100), "broken"),
        (WEIGHTS, cut(300_000), "cut off"),
        (WEIGHTS, longer, "more than they say"),
        (WEIGHTS, at(0, "<Q", 2), "do not begin"),
        (WEIGHTS, at(8, "<Q", 1 << 60), "do not begin"),
        (WEIGHTS, at(8, "<Q", 0), "do not begin"),
        (WEIGHTS, at(16, "<Q", 1 << 40), "makes no sense"),
        (WEIGHTS, at(32, "<Q", 1 << 40), "makes no sense"),
        (WEIGHTS, at(40, "<Q", 1 << 40), "cut off"),
        (WEIGHTS, at(24, "<Q", 7), "no known kind"),
        (WEIGHTS, without(b"Wemb", b"Xemb"), "no embeddings"),
        (WEIGHTS, without(b"special:model.yml", b"special:model.yaX"), "no known kind"),
        (VOCABULARY, cut(0), "pieces|broken"),
        (VOCABULARY, cut(5_000), "pieces|broken"),
        (VOCABULARY, lambda content: content + content[:400], "pieces|broken"),
        (VOCABULARY, lambda content: b"not a vocabulary", "pieces|broken"),
        (SHORTLIST, cut(0), "cut off"),
        (SHORTLIST, cut(5_000), "cut off"),
        (SHORTLIST, longer, "more than it says"),
        (SHORTLIST, at(0, "<Q", 1), "does not begin"),
        (SHORTLIST, at(16, "<Q", 1 << 40), "another vocabulary"),
        (SHORTLIST, at(32, "<Q", 1 << 60), "cut off"),
        (SHORTLIST, at(40, "<Q", 1 << 60), "cut off"),
        (SHORTLIST, at(48 + 80, "<Q", 1 << 50), "out of order"),
    ],
)
def test_damage_is_refused(folder: Path, name: str, change: Change, said: str) -> None:
    path = folder / "hf" / name
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(ModelUnusable, match=said):
        load(folder)


def test_a_shortlist_with_pieces_that_there_are_not_is_refused(folder: Path) -> None:
    path = folder / "hf" / SHORTLIST
    content = path.read_bytes()
    path.write_bytes(content[:-4] + struct.pack("<I", 1 << 30))
    with pytest.raises(ModelUnusable, match="pieces that the vocabulary does not have"):
        load(folder)


@pytest.mark.parametrize("part", [VOCABULARY, SHORTLIST])
def test_parts_of_another_model_are_refused(folder: Path, part: str) -> None:
    other = folder_of(Pair("en", "uk")) / part.replace("enfr", "enuk")
    (folder / "hf" / part).write_bytes(other.read_bytes())
    with pytest.raises(ModelUnusable, match="vocabular"):
        load(folder)


@pytest.mark.parametrize("offset", [4, 12, 20, 28, 36, 44, 52])
def test_no_bit_of_a_head_is_believed(offset: int, tmp_path: Path) -> None:
    """A flipped bit in the first numbers is refused, or changes nothing that is read here."""
    content = bytearray((folder_of(PAIR) / WEIGHTS).read_bytes())
    content[offset] ^= 0x40
    (tmp_path / WEIGHTS).write_bytes(content)
    vocabulary = folder_of(PAIR) / VOCABULARY
    with pytest.raises(Unfit):
        ModelFiles(tmp_path / WEIGHTS, vocabulary, vocabulary).check(1840, 1840)


def test_both_sides_may_have_a_vocabulary(folder: Path) -> None:
    """One a side, as for languages that share no script."""
    vocabulary = folder / "hf" / VOCABULARY
    for side in ("src", "trg"):
        (folder / "hf" / f"{side}vocab.enfr.spm").write_bytes(vocabulary.read_bytes())
    vocabulary.unlink()
    files = ModelFiles.of(folder / "hf")
    assert files.source_vocabulary != files.target_vocabulary
    load(folder)
