"""A student in numpy, read from its published files: what the package must say, piece by piece.

It repeats the package's arithmetic, rounding and order of sums included: activations become seven bits and a sign, and
pairs of products are added in sixteen bits, where they may saturate.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.engines.firefox.files import CONFIGURATION, EMBEDDINGS, FLOAT32, ModelFiles

Floats = NDArray[np.float32]
F = np.float32
_EPSILON = F(1e-6)
_LARGEST = 127
# A pair of weights whose product sums can leave sixteen bits: an activation is at most twice 127.
_LOUD = 129


@dataclass(frozen=True)
class Tensor:
    kind: int
    shape: tuple[int, ...]
    data: bytes

    def floats(self) -> Floats:
        return np.frombuffer(self.data, "<f4", int(np.prod(self.shape)))


def read_tensors(blob: bytes) -> dict[str, Tensor]:
    """The tensors of a container."""
    (count,) = struct.unpack_from("<Q", blob, 8)
    heads = [struct.unpack_from("<QQQQ", blob, 16 + 32 * number) for number in range(count)]
    at, names, shapes = 16 + 32 * count, [], []
    for length, *_ in heads:
        names.append(blob[at : at + length - 1].decode())
        at += length
    for _, _, dimensions, _ in heads:
        shapes.append(struct.unpack_from(f"<{dimensions}i", blob, at))
        at += 4 * dimensions
    at += 8 + struct.unpack_from("<Q", blob, at)[0]
    tensors = {}
    for name, shape, (_, kind, _, length) in zip(names, shapes, heads, strict=True):
        tensors[name] = Tensor(kind, shape, blob[at : at + length])
        at += length
    return tensors


class Packed:
    """A matrix of bytes that activations are multiplied by, shifted so that none is negative."""

    def __init__(self, rows: NDArray[np.int8], scale: F, activation: F) -> None:
        self._activation = activation
        self._unscaled = F(1) / (activation * scale)
        self._rows = rows.astype(np.int64)
        self._shift = F(_LARGEST) * self._unscaled * self._rows.sum(1).astype(F)
        pairs = rows.astype(np.int64).reshape(len(rows), -1, 2)
        self._loud = np.nonzero(np.abs(pairs).sum(2) > _LOUD)
        self._loud_pairs = pairs[self._loud]

    def __call__(self, values: Floats, bias: Floats | None = None, *, saturates: bool = True) -> Floats:
        rounded = np.clip(np.rint(values * self._activation), -_LARGEST, _LARGEST).astype(np.int64) + _LARGEST
        sums = rounded @ self._rows.T
        if saturates and len(self._loud_pairs):
            outputs, places = self._loud
            products = (rounded.reshape(len(rounded), -1, 2)[:, places] * self._loud_pairs).sum(2)
            lost = np.clip(products, -(1 << 15), (1 << 15) - 1) - products
            for row, its in zip(sums, lost, strict=True):
                np.add.at(row, outputs, its)
        return np.asarray(sums.astype(F) * self._unscaled + ((F(0) if bias is None else bias) - self._shift), F)


class Reference:
    """Greedy translation of piece numbers."""

    def __init__(self, files: ModelFiles) -> None:
        self._tensors = read_tensors(files.weights.read_bytes())
        yaml = self._tensors[CONFIGURATION].data.decode()
        self._heads, self._encoder, self._decoder = (
            int(re.search(rf"{key}: (\d+)", yaml)[1])  # type: ignore[index]
            for key in ("transformer-heads", "enc-depth", "dec-depth")
        )
        self._packed = {
            name: self._matrix(name, tensor.shape[::-1], f"{name}_QuantMultA")
            for name, tensor in self._tensors.items()
            if tensor.kind != FLOAT32 and name not in (EMBEDDINGS, CONFIGURATION)
        }
        size = self._tensors[EMBEDDINGS].shape
        self._width = size[1]
        self._rows, scale = self._bytes(EMBEDDINGS, size)
        self._embeddings = np.asarray(self._rows.astype(F) * (F(1) / scale), F)
        self._scale = scale
        self._candidates = None if files.shortlist is None else read_shortlist(files.shortlist)
        columns, half = np.arange(self._width), self._width // 2
        exponents = ((columns % half).astype(F) / F(half - 1)).astype(np.float64)
        self._frequencies = np.power(np.float64(F(1e-4)), exponents).astype(F)
        self._phases = (columns // half).astype(F) * F(np.pi / 2)

    def greedy(self, ids: list[int], eos: int = 0) -> list[int]:
        """The translation of `ids`, which end with `eos`, without its own."""
        context = self._encode(ids)
        candidates = np.arange(len(self._rows)) if self._candidates is None else self._candidates.of(ids)
        bias = self._floats("decoder_ff_logit_out_b")[candidates]
        output = Packed(self._rows[candidates], self._scale, self._floats("none_QuantMultA")[0])
        cells = [np.zeros((1, self._width), F) for _ in range(self._decoder)]
        said: list[int] = []
        for place in range(min(2 * len(ids) + 4, 256)):
            values = self._step(said[-1] if said else None, place, context, cells)
            # Those of a shortlist are multiplied one by one, without saturation.
            scores = output(values, bias, saturates=self._candidates is None)[0]
            said.append(int(candidates[int(np.argmax(scores))]))
            if said[-1] == eos:
                return said[:-1]
        return said

    def _bytes(self, name: str, size: tuple[int, ...]) -> tuple[NDArray[np.int8], F]:
        data, count = self._tensors[name].data, int(np.prod(size))
        return np.frombuffer(data, np.int8, count).reshape(size), np.frombuffer(data, "<f4", 1, count)[0]

    def _matrix(self, name: str, size: tuple[int, ...], activation: str) -> Packed:
        rows, scale = self._bytes(name, size)
        return Packed(rows, scale, self._floats(activation)[0])

    def _floats(self, name: str) -> Floats:
        return self._tensors[name].floats()

    def _affine(self, name: str, values: Floats, bias: str | None = None) -> Floats:
        return self._packed[name](values, self._floats(bias) if bias else None)

    def _norm(self, branch: Floats, residual: Floats, name: str) -> Floats:
        values, width = branch + residual, F(self._width)
        centred = values - _sum(values)[:, None] / width
        variance = _sum(centred * centred)[:, None] / width
        scaled = centred / np.sqrt(variance + _EPSILON)
        return self._floats(f"{name}_ln_scale") * scaled + self._floats(f"{name}_ln_bias")

    def _positions(self, start: int, count: int) -> Floats:
        angles = np.arange(start, start + count, dtype=F)[:, None] * self._frequencies + self._phases
        return np.sin(angles.astype(np.float64)).astype(F)

    def _attention(self, name: str, asking: Floats, asked: Floats) -> Floats:
        query, key, value = (
            self._affine(f"{name}_W{part}", values, f"{name}_b{part}")
            for part, values in (("q", asking), ("k", asked), ("v", asked))
        )
        depth = self._width // self._heads
        out = np.zeros((len(query), self._width), F)
        for head in range(self._heads):
            part = slice(head * depth, (head + 1) * depth)
            scores = np.zeros((len(query), len(key)), F)
            for column in range(part.start, part.stop):
                scores += query[:, column : column + 1] * key[:, column]
            scores *= F(1) / np.sqrt(F(depth))
            shares = _exp(scores - scores.max(1, keepdims=True))
            shares /= _sum(shares)[:, None]
            for place in range(len(key)):
                out[:, part] += shares[:, place : place + 1] * value[place, part]
        return self._affine(f"{name}_Wo", out, f"{name}_bo")

    def _feed_forward(self, name: str, values: Floats) -> Floats:
        hidden = np.maximum(self._affine(f"{name}_W1", values, f"{name}_b1"), F(0))
        return self._norm(self._affine(f"{name}_W2", hidden, f"{name}_b2"), values, f"{name}_ffn")

    def _encode(self, ids: list[int]) -> Floats:
        values = F(np.sqrt(F(self._width))) * self._embeddings[ids] + self._positions(0, len(ids))
        for layer in range(1, self._encoder + 1):
            name = f"encoder_l{layer}"
            values = self._norm(self._attention(f"{name}_self", values, values), values, f"{name}_self_Wo")
            values = self._feed_forward(f"{name}_ffn", values)
        return values

    def _step(self, before: int | None, place: int, context: Floats, cells: list[Floats]) -> Floats:
        embedded = np.zeros((1, self._width), F) if before is None else self._embeddings[[before]]
        values = F(np.sqrt(F(self._width))) * embedded + self._positions(place, 1)
        for layer in range(self._decoder):
            name = f"decoder_l{layer + 1}"
            candidate = self._affine(f"{name}_rnn_W", values)
            kept = F(1) / (F(1) + _exp(-self._affine(f"{name}_rnn_Wf", values, f"{name}_rnn_bf")))
            cells[layer] = kept * cells[layer] + (F(1) - kept) * candidate
            values = self._norm(np.maximum(cells[layer], F(0)), values, f"{name}_rnn_ffn")
            values = self._norm(self._attention(f"{name}_context", values, context), values, f"{name}_context_Wo")
            values = self._feed_forward(f"{name}_ffn", values)
        return values


@dataclass(frozen=True)
class Candidates:
    """A shortlist."""

    first: int
    rows: list[list[int]]

    def of(self, ids: list[int]) -> NDArray[np.int64]:
        """What comes into question for a source, filled up to a multiple of eight."""
        found = {*range(self.first), *ids, *(other for piece in ids for other in self.rows[piece])}
        more = self.first
        while len(found) % 8:
            found.add(more)
            more += 1
        return np.array(sorted(found))


def read_shortlist(path: Path) -> Candidates:
    blob = path.read_bytes()
    _, _, first, _, count, listed = struct.unpack_from("<6Q", blob)
    offsets = np.frombuffer(blob, "<u8", count, 48)
    pieces = np.frombuffer(blob, "<u4", listed, 48 + 8 * count)
    return Candidates(first, [pieces[low:high].tolist() for low, high in pairwise(offsets)])


def _sum(values: Floats) -> Floats:
    """Over the last axis, from left to right."""
    return np.asarray(np.add.accumulate(values, axis=-1, dtype=F)[..., -1])


def _exp(values: Floats) -> Floats:
    return np.exp(values.astype(np.float64)).astype(F)
