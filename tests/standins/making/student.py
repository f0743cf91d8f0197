"""A Firefox Translations student as a torch module: the names and the arithmetic of the published ones.

An encoder of transformer layers with the norm behind each part; a decoder whose self-attention is a simple recurrent
cell; one table of embeddings for source, target and output. At the first position the decoder sees no token.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import layer_norm, pad, relu

from .student_files import EMBEDDINGS, EOS, OUTPUT_BIAS, Array, Shape, is_multiplied

_EPSILON = 1e-6
_LOWEST = 1e-4


class Student(torch.nn.Module):
    """`rounded`: compute with the weights that int8 will leave of them, and learn through it."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.rounded = False
        self.largest: dict[str, list[float]] | None = None  # of what meets each matrix, where that is being looked at
        self.tensors = torch.nn.ParameterDict(
            {name: torch.nn.Parameter(_initial(name, size)) for name, size in shape.tensors().items()}
        )
        columns, half = torch.arange(shape.width), shape.width // 2
        self.register_buffer("frequencies", torch.tensor(_LOWEST).pow((columns % half).float() / (half - 1)))
        self.register_buffer("phases", (columns // half).float() * (math.pi / 2))

    def forward(self, source: Tensor, present: Tensor, target: Tensor) -> Tensor:
        """Scores of every piece at every position of the target, given those before it."""
        return self._decode(target, self._encode(source, present), present)

    @torch.no_grad()
    def greedy(self, ids: list[int]) -> list[int]:
        """The likeliest piece after the likeliest piece; `ids` end with that of the end."""
        device = self.tensors[EMBEDDINGS].device
        source = torch.tensor([ids], device=device)
        present = torch.ones_like(source, dtype=torch.bool)
        context, out = self._encode(source, present), []
        for _ in range(min(2 * len(ids) + 4, 256)):
            scores = self._decode(torch.tensor([[*out, EOS]], device=device), context, present)
            best = int(scores[0, -1].argmax())
            if best == EOS:
                break
            out.append(best)
        return out

    def arrays(self) -> dict[str, Array]:
        """The weights."""
        return {name: tensor.detach().cpu().numpy().astype(np.float32) for name, tensor in self.tensors.items()}

    @torch.no_grad()
    def scales(self, batches: list[tuple[Tensor, Tensor, Tensor]]) -> dict[str, float]:
        """For each matrix the scale that brings what meets it in these batches into int8."""
        self.largest = {}
        for batch in batches:
            self(*batch)
        seen, self.largest = self.largest, None
        return {name: float(127 / (np.mean(values) + 1.1 * np.std(values))) for name, values in seen.items()}

    def _weight(self, name: str) -> Tensor:
        weight: Tensor = self.tensors[name]
        if not self.rounded:
            return weight
        scale = 127 / weight.detach().abs().max()
        return weight + ((weight * scale).round().clamp(-127, 127) / scale - weight).detach()

    def _affine(self, name: str, values: Tensor, bias: str | None = None) -> Tensor:
        self._look(name, values)
        out = values @ self._weight(name)
        return out + self.tensors[bias] if bias else out

    def _look(self, name: str, values: Tensor) -> None:
        if self.largest is not None:
            self.largest.setdefault(name, []).append(values.abs().max().item())

    def _norm(self, branch: Tensor, residual: Tensor, name: str) -> Tensor:
        scale, bias = self.tensors[f"{name}_ln_scale"][0], self.tensors[f"{name}_ln_bias"][0]
        return layer_norm(branch + residual, (self.shape.width,), scale, bias, _EPSILON)

    def _positions(self, count: int) -> Tensor:
        numbers = torch.arange(count, device=self.phases.device).float()[:, None]
        return torch.sin(numbers * self.frequencies + self.phases)

    def _embedded(self, ids: Tensor) -> Tensor:
        return math.sqrt(self.shape.width) * self._weight(EMBEDDINGS)[ids]

    def _attention(self, name: str, asking: Tensor, asked: Tensor, present: Tensor) -> Tensor:
        heads, depth = self.shape.heads, self.shape.width // self.shape.heads
        query, key, value = (
            self._affine(f"{name}_W{part}", values, f"{name}_b{part}").unflatten(-1, (heads, depth)).transpose(1, 2)
            for part, values in (("q", asking), ("k", asked), ("v", asked))
        )
        scores = query @ key.transpose(-1, -2) / math.sqrt(depth)
        shares = scores.masked_fill(~present[:, None, None], float("-inf")).softmax(-1)
        return self._affine(f"{name}_Wo", (shares @ value).transpose(1, 2).flatten(2), f"{name}_bo")

    def _feed_forward(self, name: str, values: Tensor) -> Tensor:
        hidden = relu(self._affine(f"{name}_W1", values, f"{name}_b1"))
        return self._norm(self._affine(f"{name}_W2", hidden, f"{name}_b2"), values, f"{name}_ffn")

    def _encode(self, source: Tensor, present: Tensor) -> Tensor:
        values = self._embedded(source) + self._positions(source.shape[1])
        for layer in range(1, self.shape.encoder + 1):
            name = f"encoder_l{layer}"
            values = self._norm(self._attention(f"{name}_self", values, values, present), values, f"{name}_self_Wo")
            values = self._feed_forward(f"{name}_ffn", values)
        return values

    def _recurrence(self, name: str, values: Tensor) -> Tensor:
        candidate = self._affine(f"{name}_rnn_W", values)
        kept = torch.sigmoid(self._affine(f"{name}_rnn_Wf", values, f"{name}_rnn_bf"))
        added = (1 - kept) * candidate
        cell, cells = torch.zeros_like(values[:, 0]), []
        for keep, add in zip(kept.unbind(1), added.unbind(1), strict=True):
            cell = keep * cell + add
            cells.append(cell)
        return relu(torch.stack(cells, 1))

    def _decode(self, target: Tensor, context: Tensor, present: Tensor) -> Tensor:
        values = pad(self._embedded(target), (0, 0, 1, 0))[:, :-1] + self._positions(target.shape[1])
        for layer in range(1, self.shape.decoder + 1):
            name = f"decoder_l{layer}"
            values = self._norm(self._recurrence(name, values), values, f"{name}_rnn_ffn")
            attended = self._attention(f"{name}_context", values, context, present)
            values = self._norm(attended, values, f"{name}_context_Wo")
            values = self._feed_forward(f"{name}_ffn", values)
        self._look(EMBEDDINGS, values)
        return values @ self._weight(EMBEDDINGS).T + self.tensors[OUTPUT_BIAS]


def _initial(name: str, size: tuple[int, int]) -> Tensor:
    if name.endswith("_ln_scale"):
        return torch.ones(size)
    if name == EMBEDDINGS:
        return torch.randn(size) / math.sqrt(size[1])
    if is_multiplied(name, size):
        return torch.nn.init.xavier_uniform_(torch.empty(size))
    return torch.zeros(size)
