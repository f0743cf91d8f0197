"""Writes the three files of a Firefox Translations student: weights, vocabulary and shortlist.

The weights are one container of named tensors, little-endian: a version and a count, then for each tensor the lengths
of its name, its type, its dimensions and its bytes; then all names, all shapes, a gap up to a multiple of 256, and all
bytes. Matrices that are multiplied by are stored as int8, transposed, with their scale behind them; the embeddings are
not transposed. Beside each is the scale of what it is multiplied with.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .spm import BYTE, CONTROL, NORMAL, UNKNOWN, model_bytes

Array = NDArray[np.float32]
FLOAT32, INT8, PACKED8 = 0x0404, 0x0101, 0x4101
ALIGNMENT = 256
SHORTLIST_MAGIC = 0xF11A48D5013417F5
EMBEDDINGS, OUTPUT_BIAS = "Wemb", "decoder_ff_logit_out_b"
CONFIGURATION = "special:model.yml"
EOS, UNK = 0, 1
_MASK = (1 << 64) - 1


@dataclass(frozen=True)
class Shape:
    """How large a student is. A vocabulary of a multiple of 8."""

    vocabulary: int
    width: int = 64
    feed_forward: int = 256
    encoder: int = 2
    decoder: int = 2
    heads: int = 4

    def tensors(self) -> dict[str, tuple[int, int]]:
        """Name and shape of every tensor."""
        wide, hidden = self.width, self.feed_forward
        shapes = {EMBEDDINGS: (self.vocabulary, wide), OUTPUT_BIAS: (1, self.vocabulary)}

        def norm(name: str) -> None:
            shapes[f"{name}_ln_scale"] = shapes[f"{name}_ln_bias"] = (1, wide)

        def attention(name: str) -> None:
            for part in "qkvo":
                shapes[f"{name}_W{part}"], shapes[f"{name}_b{part}"] = (wide, wide), (1, wide)
            norm(f"{name}_Wo")

        def feed_forward(name: str) -> None:
            shapes[f"{name}_W1"], shapes[f"{name}_b1"] = (wide, hidden), (1, hidden)
            shapes[f"{name}_W2"], shapes[f"{name}_b2"] = (hidden, wide), (1, wide)
            norm(f"{name}_ffn")

        for layer in range(1, self.encoder + 1):
            attention(f"encoder_l{layer}_self")
            feed_forward(f"encoder_l{layer}_ffn")
        for layer in range(1, self.decoder + 1):
            name = f"decoder_l{layer}"
            shapes[f"{name}_rnn_W"] = shapes[f"{name}_rnn_Wf"] = (wide, wide)
            shapes[f"{name}_rnn_bf"] = (1, wide)
            norm(f"{name}_rnn_ffn")
            attention(f"{name}_context")
            feed_forward(f"{name}_ffn")
        return shapes

    def yaml(self) -> str:
        """The student's configuration, as it stands in its file."""
        values: dict[str, object] = {
            "dec-cell": "ssru",
            "dec-cell-base-depth": 2,
            "dec-cell-high-depth": 1,
            "dec-depth": self.decoder,
            "dim-emb": self.width,
            "dim-vocabs": f"\n  - {self.vocabulary}\n  - {self.vocabulary}",
            "enc-depth": self.encoder,
            "enc-type": "bidirectional",
            "layer-normalization": "false",
            "skip": "false",
            "tied-embeddings": "false",
            "tied-embeddings-all": "true",
            "tied-embeddings-src": "false",
            "transformer-decoder-autoreg": "rnn",
            "transformer-dim-ffn": self.feed_forward,
            "transformer-ffn-activation": "relu",
            "transformer-ffn-depth": 2,
            "transformer-heads": self.heads,
            "transformer-no-projection": "false",
            "transformer-postprocess": "dan",
            "transformer-postprocess-emb": "d",
            "transformer-preprocess": '""',
            "transformer-rnn-projection": "false",
            "transformer-train-position-embeddings": "false",
            "type": "transformer",
            "version": "v1.12.14",
        }
        return "".join(f"{key}: {value}\n" for key, value in values.items())


def is_multiplied(name: str, shape: Sequence[int]) -> bool:
    """Whether a tensor is a matrix that activations are multiplied by; the embeddings are another kind."""
    return name != EMBEDDINGS and len(shape) == 2 and min(shape) > 1


def model_file(tensors: Mapping[str, Array], shape: Shape, scales: Mapping[str, float]) -> bytes:
    """The container; `scales` are those of the activations that meet each matrix and the embeddings."""
    items: list[tuple[str, int, tuple[int, ...], bytes]] = []
    for name, values in tensors.items():
        if name == EMBEDDINGS or is_multiplied(name, values.shape):
            packed, scale = _packed(values)
            data = (packed if name == EMBEDDINGS else packed.T).tobytes() + struct.pack("<f", scale)
            items.append((name, PACKED8, values.shape, data))
            beside = [f"{name}_QuantMultA"] + (["none_QuantMultA"] if name == EMBEDDINGS else [])
            items += ((each, FLOAT32, (1, 1), struct.pack("<f", scales[name])) for each in beside)
        else:
            items.append((name, FLOAT32, values.shape, np.ascontiguousarray(values, np.float32).tobytes()))
    items.sort(key=lambda item: item[0].encode())
    items = [(name, kind, its, data + bytes(-len(data) % ALIGNMENT)) for name, kind, its, data in items]
    yaml = shape.yaml().encode() + b"\0"
    return container([*items, (CONFIGURATION, INT8, (len(yaml),), yaml)])


def container(items: Sequence[tuple[str, int, tuple[int, ...], bytes]]) -> bytes:
    """Named tensors in one file."""
    out = struct.pack("<QQ", 1, len(items))
    out += b"".join(
        struct.pack("<QQQQ", len(name.encode()) + 1, kind, len(its), len(data)) for name, kind, its, data in items
    )
    out += b"".join(name.encode() + b"\0" for name, *_ in items)
    out += b"".join(struct.pack(f"<{len(its)}i", *its) for _, _, its, _ in items)
    gap = ((len(out) + 8) // ALIGNMENT + 1) * ALIGNMENT - len(out) - 8
    return out + struct.pack("<Q", gap) + bytes(gap) + b"".join(data for *_, data in items)


def shortlist_file(candidates: Sequence[Iterable[int]], first: int) -> bytes:
    """For every source piece its likely target pieces; the `first` pieces of the vocabulary are always likely."""
    rows = [sorted(row) for row in candidates]
    offsets = np.cumsum([0, *map(len, rows)]).astype("<u8")
    pieces = np.array([piece for row in rows for piece in row], "<u4")
    best = max(map(len, rows), default=0)
    body = struct.pack("<QQQQ", first, best, len(offsets), len(pieces)) + offsets.tobytes() + pieces.tobytes()
    return struct.pack("<QQ", SHORTLIST_MAGIC, checksum(body)) + body


def checksum(body: bytes) -> int:
    """What a shortlist's header says of what follows it: its words of eight bytes, stirred together."""
    stirred = 0
    for (word,) in struct.iter_unpack("<Q", body[: len(body) // 8 * 8]):
        stirred ^= (word + 0x9E3779B9 + (stirred << 6 & _MASK) + (stirred >> 2)) & _MASK
    return stirred


def vocabulary_file(pieces: Iterable[tuple[str, float]], size: int = 0) -> tuple[bytes, int]:
    """A SentencePiece model of these pieces, of all bytes, and of as many that no text has as make `size`, or else a
    multiple of 8; and how many they are together."""
    rows = [("</s>", 0.0, CONTROL), ("<unk>", 0.0, UNKNOWN)]
    rows += [(f"<0x{byte:02X}>", 0.0, BYTE) for byte in range(256)]
    rows += [(piece, score, NORMAL) for piece, score in pieces]
    more = size - len(rows) if size else -len(rows) % 8
    rows += [(f"▁▁{number}", -30.0, NORMAL) for number in range(more)]
    return model_bytes(rows, unk=UNK, bos=-1, eos=EOS, byte_fallback=True), len(rows)


def _packed(values: Array) -> tuple[NDArray[np.int8], np.float32]:
    scale = np.float32(127) / np.float32(np.abs(values).max() or 1)
    return np.clip(np.rint(values.astype(np.float32) * scale), -127, 127).astype(np.int8), scale
