"""The files of one of Firefox's translation models, and whether they are what they should be.

Weights, one vocabulary or one a side, and a shortlist of likely target pieces for each source piece. The package that
runs them trusts them: a count that is too large makes it hang, a table of another size lets it read past its end. So
sizes are compared here before it sees anything. Nothing is read that is not needed for that.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from pathlib import Path

FLOAT32, INT8, PACKED8 = 0x0404, 0x0101, 0x4101
SHORTLIST_MAGIC = 0xF11A48D5013417F5
CONFIGURATION = "special:model.yml"
EMBEDDINGS, SOURCE_EMBEDDINGS, TARGET_EMBEDDINGS = "Wemb", "encoder_Wemb", "decoder_Wemb"
_ALIGNMENT = 256
_MOST_TENSORS, _LONGEST_NAME, _MOST_DIMENSIONS = 4096, 256, 4
# A scale, behind the bytes of a packed matrix.
_SCALE = 4
_SHORTLIST_HEAD = struct.Struct("<6Q")


class Unfit(ValueError):
    """A file that is not what it should be; says which and why."""


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """Where the parts of one model are. Where both sides share a vocabulary, both name the same file."""

    weights: Path
    source_vocabulary: Path
    target_vocabulary: Path
    shortlist: Path | None = None

    @classmethod
    def of(cls, folder: Path) -> ModelFiles:
        """The model whose files have their published names (`model.enfr.intgemm.alphas.bin`). Raises Unfit."""
        source = _one(folder, "srcvocab.*.spm") or _one(folder, "vocab.*.spm")
        target = _one(folder, "trgvocab.*.spm") or _one(folder, "vocab.*.spm")
        weights = _one(folder, "model.*.bin")
        if weights is None or source is None or target is None:
            raise Unfit("the weights or a vocabulary are missing")
        return cls(weights, source, target, _one(folder, "lex.*.bin"))

    def check(self, source_pieces: int, target_pieces: int) -> None:
        """Raises Unfit where sizes do not fit each other and vocabularies of so many pieces; OSError."""
        tensors = dict(_tensors(self.weights.read_bytes()))
        rows = _rows(tensors)
        if rows != (source_pieces, target_pieces):
            raise Unfit(
                f"the weights are for vocabularies of {rows[0]} and {rows[1]} pieces, and these have {source_pieces} "
                f"and {target_pieces}"
            )
        if self.shortlist is not None:
            _check_shortlist(self.shortlist.read_bytes(), source_pieces, target_pieces)


def _one(folder: Path, pattern: str) -> Path | None:
    found = sorted(folder.glob(pattern))
    if len(found) > 1:
        raise Unfit(f"there are {len(found)} files {pattern}")
    return found[0] if found else None


def _rows(tensors: dict[str, tuple[int, ...]]) -> tuple[int, int]:
    """How many source and target pieces the weights know."""
    if CONFIGURATION not in tensors:
        raise Unfit("the weights say nothing of their shape")
    try:
        source = tensors.get(EMBEDDINGS) or tensors[SOURCE_EMBEDDINGS]
        target = tensors.get(EMBEDDINGS) or tensors[TARGET_EMBEDDINGS]
    except KeyError as error:
        raise Unfit("the weights have no embeddings") from error
    return source[0], target[0]


def _tensors(blob: bytes) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Name and shape of each tensor of a container, whose lengths must add up to its own. Raises Unfit."""
    try:
        version, count = struct.unpack_from("<QQ", blob)
        if version != 1 or not 0 < count <= _MOST_TENSORS:
            raise Unfit("the weights do not begin as weights do")
        heads = [struct.unpack_from("<QQQQ", blob, 16 + 32 * number) for number in range(count)]
        at = 16 + 32 * count
        names = []
        for length, _, dimensions, _ in heads:
            if not 0 < length <= _LONGEST_NAME or dimensions > _MOST_DIMENSIONS:
                raise Unfit("the weights' list of tensors makes no sense")
            names.append(blob[at : at + length].rstrip(b"\0").decode("ascii"))
            at += length
        shapes = []
        for _, _, dimensions, _ in heads:
            shapes.append(struct.unpack_from(f"<{dimensions}i", blob, at))
            at += 4 * dimensions
        at += 8 + struct.unpack_from("<Q", blob, at)[0]
    except (struct.error, UnicodeDecodeError) as error:
        raise Unfit("the weights' list of tensors is broken") from error
    if at + sum(length for *_, length in heads) != len(blob):
        raise Unfit("the weights are cut off, or more than they say")
    for name, shape, (_, kind, _, length) in zip(names, shapes, heads, strict=True):
        if name != CONFIGURATION and length != _length(kind, shape):
            raise Unfit(f"the tensor '{name[:40]}' has another size than its shape")
        yield name, shape


def _length(kind: int, shape: tuple[int, ...]) -> int:
    """The bytes that a tensor takes, filled up."""
    if not shape or min(shape) < 1 or kind not in (FLOAT32, PACKED8):
        raise Unfit("the weights hold a tensor of no known kind")
    size = 4 * prod(shape) if kind == FLOAT32 else prod(shape) + _SCALE
    return -(-size // _ALIGNMENT) * _ALIGNMENT


def _check_shortlist(blob: bytes, source_pieces: int, target_pieces: int) -> None:
    """Raises Unfit where a shortlist lacks a source piece, or names a target piece that there is not."""
    if len(blob) < _SHORTLIST_HEAD.size:
        raise Unfit("the shortlist is cut off")
    magic, _, first, _, rows, listed = _SHORTLIST_HEAD.unpack_from(blob)
    if magic != SHORTLIST_MAGIC:
        raise Unfit("the shortlist does not begin as one does")
    if _SHORTLIST_HEAD.size + 8 * rows + 4 * listed != len(blob):
        raise Unfit("the shortlist is cut off, or more than it says")
    if rows <= source_pieces or first > target_pieces:
        raise Unfit("the shortlist is for another vocabulary")
    offsets, pieces = array("Q"), array("I")
    middle = _SHORTLIST_HEAD.size + 8 * rows
    offsets.frombytes(blob[_SHORTLIST_HEAD.size : middle])
    pieces.frombytes(blob[middle:])
    if offsets[0] != 0 or offsets[-1] != listed or any(low > high for low, high in pairwise(offsets)):
        raise Unfit("the shortlist's rows are out of order")
    if max(pieces, default=0) >= target_pieces:
        raise Unfit("the shortlist names pieces that the vocabulary does not have")
