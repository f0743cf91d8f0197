"""What engines alone can do on the benchmark's models: raw CTranslate2, ours on it, ours on torch, and the arithmetic.

    python -m benchmarks.engines [--model bench-opus-base-en-fr] [--beams 1 4] [--parts raw sizes ct2 torch limit]

Prints tables; `measure` gives the same as values. `raw` is the limit that the service over HTTP is held against:
CTranslate2 given everything at once. Every number is the best of a few runs. Besides the time that passed, rows have
the processor time that was used: on a machine that does other work too, that is the one to compare by.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.gemm import Limit, decoding_limit
from benchmarks.weights import BASE, BUILD, CATALOG, MADE_FROM, installed, pairs
from service.engines.base import Decoding, ModelSpec, Runtime
from service.engines.ct2 import CT2Translator
from service.engines.families import prefix_of
from service.engines.tokenization import load_tokenizer
from service.models.catalog import Catalog
from service.models.placement import usable_cores

PARTS = ("raw", "sizes", "ct2", "torch", "limit")
SIZES = (8, 16, 32, 64, 128)
SENTENCES, ONE_BY_ONE, TORCH_SENTENCES, RUNS = 256, 40, 32, 2
RAW_BATCH = 32


@dataclass(frozen=True)
class Row:
    """One measurement. Tokens are target tokens, ends included; `exact` is the share of sentences translated as the
    grammar has them. Latencies are those of one sentence at a time."""

    engine: str
    beam: int
    batch: int
    sentences: int
    seconds: float
    cpu_seconds: float
    source_tokens: int
    tokens: int
    exact: float
    p50_ms: float | None = None
    p99_ms: float | None = None

    @property
    def sentences_per_s(self) -> float:
        return self.sentences / self.seconds

    @property
    def tokens_per_s(self) -> float:
        return self.tokens / self.seconds

    @property
    def tokens_per_cpu_s(self) -> float:
        return self.tokens / self.cpu_seconds


@dataclass(frozen=True)
class Timed:
    """What some work made, and the shortest time that it took."""

    made: Any
    seconds: float
    cpu_seconds: float


@dataclass(frozen=True)
class Bench:
    """One installed translator and the sentences that it is given."""

    spec: ModelSpec
    folder: Path
    sources: Sequence[str]
    targets: Sequence[str]

    @classmethod
    def open(cls, id_: str, build: Path = BUILD, count: int = SENTENCES) -> Bench:
        """The model, made and installed if need be. Raises what `weights.installed` raises."""
        spec = Catalog.load(CATALOG).get(id_)
        drawn = pairs(count, source="en", target="uk" if spec.pairs[0].target == "uk" else "fr")
        return cls(spec, installed(id_, build).folder, [text for text, _ in drawn], [text for _, text in drawn])

    def exact(self, made: Sequence[str]) -> float:
        return sum(a == b for a, b in zip(made, self.targets, strict=False)) / len(made)


class Raw:
    """CTranslate2 as its own documentation uses it: no length limits of ours, no patience, no scores."""

    def __init__(self, bench: Bench, *, inter: int, intra: int = 1, vmap: bool = False) -> None:
        import ctranslate2

        self._bench, self._vmap = bench, vmap
        self._tokenizer = load_tokenizer(bench.folder, bench.spec)
        prefix = self._tokenizer.prefix(prefix_of(bench.spec, bench.spec.pairs[0].target))
        self.rows = [[*prefix, *tokens, "</s>"] for tokens in self._tokenizer.pieces(bench.sources)]
        self._translator = ctranslate2.Translator(
            str(bench.folder / "ct2"), compute_type="int8", inter_threads=inter, intra_threads=intra
        )
        self._name = f"raw ct2 {inter}x{intra}" + (" vmap" if vmap else "")

    def all_at_once(self, beam: int, batch: int, count: int | None = None) -> Row:
        rows = self.rows[:count]
        timed = best_of(RUNS, lambda: self._translate(rows, beam, batch))
        return self._row(beam, batch, timed.made, [timed])

    def one_by_one(self, beam: int, count: int = ONE_BY_ONE) -> Row:
        timed = [best_of(1, lambda row=row: self._translate([row], beam, 1)) for row in self.rows[:count]]
        return self._row(beam, 1, [each.made[0] for each in timed], timed)

    def _translate(self, rows: Sequence[list[str]], beam: int, batch: int) -> Any:
        return self._translator.translate_batch(
            rows, beam_size=beam, max_batch_size=batch, return_end_token=True, use_vmap=self._vmap
        )

    def _row(self, beam: int, batch: int, results: Sequence[Any], timed: Sequence[Timed]) -> Row:
        made = [self._tokenizer.text(result.hypotheses[0]) for result in results]
        tokens = sum(len(result.hypotheses[0]) for result in results)
        lengths = (sum(map(len, self.rows[: len(made)])), tokens)
        return row_of(self._bench, self._name, beam, batch, made, lengths, timed)


def ours(bench: Bench, engine: Any, name: str, beam: int, count: int | None = None, runs: int = RUNS) -> list[Row]:
    """One of our engines: all sentences in one call, and one by one. Batch 0: the engine decides."""
    pair, decoding = bench.spec.pairs[0], Decoding(beam_size=beam)
    sources = list(bench.sources[:count])
    together = best_of(runs, lambda: engine.translate(sources, pair, decoding))
    singly = [best_of(1, lambda text=text: engine.translate([text], pair, decoding)) for text in sources[:ONE_BY_ONE]]
    rows = []
    for batch, timed, found in ((0, [together], together.made), (1, singly, [each.made[0] for each in singly])):
        best = [hypotheses[0] for hypotheses in found]
        tokens = sum(each.tokens + each.finished for each in best)
        lengths = (sum(engine.count_tokens(sources[: len(best)])), tokens)
        rows.append(row_of(bench, name, beam, batch, [each.text for each in best], lengths, timed))
    return rows


def row_of(
    bench: Bench,
    engine: str,
    beam: int,
    batch: int,
    made: Sequence[str],
    lengths: tuple[int, int],
    timed: Sequence[Timed],
) -> Row:
    """A row from one timing of everything or from one of each sentence; `lengths` are source and target tokens."""
    took = [each.seconds for each in timed]
    latencies = (None, None)
    if len(took) > 1:
        latencies = (1000 * median(took), 1000 * quantiles(took, n=100, method="inclusive")[98])
    cpu = sum(each.cpu_seconds for each in timed)
    return Row(engine, beam, batch, len(made), sum(took), cpu, *lengths, bench.exact(made), *latencies)


def best_of(runs: int, work: Callable[[], Any]) -> Timed:
    """The shortest times of a few runs, and what the last one made. Processor time is that of all threads."""
    seconds, cpu, made = float("inf"), float("inf"), None
    for _ in range(runs):
        began, cpu_began = time.perf_counter(), time.process_time()
        made = work()
        seconds, cpu = min(seconds, time.perf_counter() - began), min(cpu, time.process_time() - cpu_began)
    return Timed(made, seconds, cpu)


def measure(bench: Bench, beam: int, parts: Sequence[str]) -> list[Row]:
    """The rows of a beam. `parts`: raw, sizes (throughput against batch size), ct2 and torch (both ours)."""
    cores, rows = usable_cores(), []
    vmap = (bench.folder / "ct2" / "vmap.txt").exists()
    for shortlisted in (False, True)[: 1 + vmap]:
        raw = Raw(bench, inter=cores, vmap=shortlisted)
        raw.all_at_once(beam, RAW_BATCH, count=2 * RAW_BATCH)  # warms caches and clocks up
        if "raw" in parts:
            rows += [raw.all_at_once(beam, RAW_BATCH), raw.one_by_one(beam)]
        if "sizes" in parts:
            rows += [raw.all_at_once(beam, size) for size in SIZES]
    if "ct2" in parts:
        engine = CT2Translator(bench.folder, bench.spec, Runtime(inter_threads=cores))
        rows += ours(bench, engine, "our ct2 engine", beam)
        engine.close()
    if "torch" in parts:
        from service.engines.torch_seq2seq import TorchTranslator

        slow = TorchTranslator(bench.folder, bench.spec, Runtime(compute_type="float32"))
        rows += ours(bench, slow, "our torch engine", beam, count=TORCH_SENTENCES, runs=1)
    return rows


def limit_of(row: Row, id_: str) -> Limit:
    """The limit of the arithmetic of a row's batches on all cores."""
    return decoding_limit(MADE_FROM[id_][1], row.batch, row.beam, row.source_tokens / row.tokens, usable_cores())


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures the engines on one of the benchmark's translators.")
    parser.add_argument("--model", default=BASE, choices=[id_ for id_ in MADE_FROM if "opus" in id_])
    parser.add_argument("--beams", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--parts", nargs="+", default=PARTS, choices=PARTS)
    parser.add_argument("--sentences", type=int, default=SENTENCES)
    parser.add_argument("--build", type=Path, default=BUILD)
    arguments = parser.parse_args()
    bench = Bench.open(arguments.model, arguments.build.absolute(), arguments.sentences)
    for beam in arguments.beams:
        rows = measure(bench, beam, arguments.parts)
        print(f"{arguments.model}, beam {beam}\n" + "\n".join(map(_line, rows)), flush=True)
        if "limit" in arguments.parts:
            told = [_limit_line(row, limit_of(row, arguments.model)) for row in rows if row.batch]
            print("\n".join(told), flush=True)


def _line(row: Row) -> str:
    latency = f"  p50 {row.p50_ms:.0f} ms, p99 {row.p99_ms:.0f} ms" if row.p50_ms else ""
    return (
        f"  {row.engine:<18} batch {row.batch or 'own':>4}  {row.sentences_per_s:7.1f} sentences/s "
        f"{row.tokens_per_s:7.0f} tokens/s  {row.tokens_per_cpu_s:6.0f} tokens/cpu s  {row.exact:6.1%} exact{latency}"
    )


def _limit_line(row: Row, limit: Limit) -> str:
    used = row.tokens_per_cpu_s * usable_cores() / limit.tokens_per_s
    return (
        f"  {row.engine} batch {row.batch}: {limit.products / 1e6:.0f} M multiply-adds a token, at "
        f"{limit.rate / 1e9:.0f} G/s a core: at most {limit.tokens_per_s:.0f} tokens/s; reached {used:.0%} of it"
    )


if __name__ == "__main__":
    main()
