"""Writes SentencePiece unigram models with pieces and scores of our choosing.

The file format is a protocol buffer; the few fields that are needed are encoded here, so that neither
the protobuf package nor a random seed of a trainer has a part in the result.
"""

import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

NORMAL, UNKNOWN, CONTROL, BYTE = 1, 2, 3, 6
_UINT64 = (1 << 64) - 1
UNIGRAM = 1


def _varint(value: int) -> bytes:
    out = bytearray()
    while True:
        value, low = value >> 7, value & 0x7F
        if not value:
            return bytes([*out, low])
        out.append(low | 0x80)


def _int(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _bytes(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _piece(text: str, score: float, kind: int) -> bytes:
    message = _bytes(1, text.encode()) + _varint(2 << 3 | 5) + struct.pack("<f", score)
    return _bytes(1, message + _int(3, kind))


def write_model(path: Path, pieces: Iterable[tuple[str, float]]) -> None:
    """A unigram model with identity normalization: <unk>, <s>, </s>, then the pieces."""
    rows = [("<unk>", 0.0, UNKNOWN), ("<s>", 0.0, CONTROL), ("</s>", 0.0, CONTROL)]
    path.write_bytes(model_bytes([*rows, *((text, score, NORMAL) for text, score in pieces)], unk=0, bos=1, eos=2))


def model_bytes(
    rows: Sequence[tuple[str, float, int]], *, unk: int, bos: int, eos: int, byte_fallback: bool = False
) -> bytes:
    """A unigram model with identity normalization of exactly these pieces, each with its score and kind."""
    trainer = _int(3, UNIGRAM) + _int(4, len(rows)) + (_int(35, 1) if byte_fallback else b"")
    trainer += _int(40, unk) + _int(41, bos & _UINT64) + _int(42, eos)
    normalizer = _bytes(1, b"identity") + _int(3, 1) + _int(4, 1) + _int(5, 1)
    return b"".join(_piece(*row) for row in rows) + _bytes(2, trainer) + _bytes(3, normalizer)
