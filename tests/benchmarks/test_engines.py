"""The engines' rows are measured on what they say, shown on a stand-in as it is."""

from __future__ import annotations

import pytest

from benchmarks import gemm
from benchmarks.engines import Bench, Raw, measure
from benchmarks.gemm import decoding_limit
from benchmarks.weights import BASE, CATALOG, pairs
from benchmarks.widen import Shape
from service.models.catalog import Catalog
from tests.standins import TRAINED
from tests.standins.making.engine import convert

STANDIN = TRAINED / "standin-marian-en-fr"


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("model")
    (folder / "hf").symlink_to(STANDIN)
    convert(STANDIN, folder / "ct2", "int8")
    sources, targets = zip(*pairs(24), strict=True)
    return Bench(Catalog.load(CATALOG).get(BASE), folder, sources, targets)


def test_every_engine_translates_and_counts_the_same(bench: Bench) -> None:
    rows = measure(bench, 1, ["raw", "ct2", "torch"])
    assert [(row.batch, row.sentences) for row in rows] == [(32, 24), (1, 24), (0, 24), (1, 24), (0, 24), (1, 24)]
    assert min(row.exact for row in rows) > 0.9
    full = {row.tokens for row in rows}
    assert max(full) - min(full) <= 2  # an odd token that int8 decides otherwise
    assert all((row.p50_ms is not None) == (row.batch == 1) for row in rows)


def test_exact_sees_a_wrong_translation(bench: Bench) -> None:
    assert bench.exact(bench.targets) == 1
    assert bench.exact(["", *bench.targets[1:]]) == 23 / 24


def test_rows_hold_the_prefix_and_the_end(bench: Bench) -> None:
    assert all(row[-1] == "</s>" for row in Raw(bench, inter=1).rows)


def test_the_limit_is_the_time_of_every_product(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a rate that is the same for every matrix, the limit is products over rate."""
    monkeypatch.setattr(gemm, "product_seconds", lambda rows, inputs, outputs: rows * inputs * outputs / 1e9)
    shape = Shape(64, 3, 2, 4, 128, 1_000)
    limit = decoding_limit(shape, batch=8, beam=4, source_per_target=0.5, cores=2)
    assert limit.products == 4 * shape.decoder_products + 0.5 * shape.encoder_products
    assert limit.rate == pytest.approx(1e9)
    assert limit.tokens_per_s == pytest.approx(2e9 / limit.products)


def test_a_product_takes_time_that_grows_with_it() -> None:
    assert 0 < gemm.product_seconds(4, 64, 64) < gemm.product_seconds(256, 512, 2048)
