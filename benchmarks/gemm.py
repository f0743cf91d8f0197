"""The arithmetic's limit: how fast a shape could decode here if all that it did were its int8 matrix products.

Products are counted (`widen.Shape`), and the rate is measured on the same matrices with oneDNN, which CTranslate2 calls
too on processors that are not Intel's. What is left out: attention over earlier tokens, norms, softmax, searching the
beam, quantizing. So nothing reaches this limit; it says how much there is to win at all.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.widen import Shape

_RUNS = 5
# Rows beyond which the rate rises no more; the encoder, which reads a batch's tokens all at once, has more than that.
_MANY_ROWS = 256


@dataclass(frozen=True)
class Limit:
    """`products` are multiply-adds a target token, its share of the source included; `rate` is how many of them a core
    does in a second, `tokens_per_s` what that comes to on all cores."""

    batch: int
    beam: int
    products: float
    rate: float
    tokens_per_s: float


def decoding_limit(shape: Shape, batch: int, beam: int, source_per_target: float, cores: int) -> Limit:
    """The limit for batches of so many sentences and so many source tokens a target token."""
    rows = batch * beam
    w, inner = shape.width, shape.ffn
    decoder = {(w, w): 6 * shape.decoder_layers, (w, inner): shape.decoder_layers, (inner, w): shape.decoder_layers}
    decoder[w, shape.vocabulary] = 1
    encoder = {(w, w): 4 * shape.encoder_layers + 2 * shape.decoder_layers}
    encoder |= {(w, inner): shape.encoder_layers, (inner, w): shape.encoder_layers}
    step = sum(times * product_seconds(rows, *matrix) for matrix, times in decoder.items())
    source = sum(times * product_seconds(_MANY_ROWS, *matrix) for matrix, times in encoder.items()) / _MANY_ROWS
    seconds = step / batch + source * source_per_target
    products = shape.decoder_products * beam + shape.encoder_products * source_per_target
    return Limit(batch, beam, products, products / seconds, cores / seconds)


@cache
def product_seconds(rows: int, inputs: int, outputs: int) -> float:
    """Processor time of one core for int8 rows times an int8 matrix, by the faster of torch's two ways to oneDNN."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        matrix = torch.randint(-127, 128, (outputs, inputs), dtype=torch.int8)
        return min(_best(_plain(rows, matrix)), _best(_packed(rows, matrix)))
    finally:
        torch.set_num_threads(threads)


def _plain(rows: int, matrix: Any) -> Callable[[], object]:
    import torch

    left = torch.randint(-127, 128, (rows, matrix.shape[1]), dtype=torch.int8)
    return lambda: torch._int_mm(left, matrix.t())


def _packed(rows: int, matrix: Any) -> Callable[[], object]:
    """The matrix is rearranged once beforehand, and results come out as float32."""
    import torch

    left = torch.randint(0, 256, (rows, matrix.shape[1]), dtype=torch.uint8)
    scales, zeros = torch.ones(len(matrix)), torch.zeros(len(matrix), dtype=torch.int32)
    packed = torch.ops.onednn.qlinear_prepack(matrix, list(left.shape))
    rest = (scales, zeros, None, 1.0, 0, torch.float32, "none", [], "")
    return lambda: torch.ops.onednn.qlinear_pointwise(left, 1.0, 0, packed, *rest)


def _best(work: Callable[[], object]) -> float:
    work()
    best = float("inf")
    for _ in range(_RUNS):
        began = time.thread_time()
        work()
        best = min(best, time.thread_time() - began)
    return best
