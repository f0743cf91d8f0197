"""Firefox's models beside CTranslate2 on the same sentences: alone, under clients, memory, and the first sentence.

    python -m tests.standins.train_students en-fr --size base-memory --device cuda --out build/large
    python -m benchmarks.firefox --student base-memory=build/large/student-en-fr

Students are of the sizes that Mozilla publishes, CTranslate2's model is OPUS-MT's base, both with weights that know the
grammar of the stand-ins. All go through the batcher, as requests do. Times depend on the machine and on what else it
does: processor time, that of the workers included, is what to compare by.
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil

from benchmarks.weights import BASE, BUILD, CATALOG, installed, pairs
from service.engines.base import Decoding, Runtime, Translator
from service.engines.ct2 import CT2Translator
from service.engines.firefox.translator import FirefoxTranslator
from service.models.catalog import Catalog
from service.models.memory import trim
from service.models.placement import usable_cores
from service.runtime.audit import Auditor
from service.runtime.batcher import Batcher
from service.runtime.engines import BatchedTranslator, Desk
from service.runtime.ticket import Ticket
from service.types import Pair
from tests.support.students import student

PAIR = Pair("en", "fr")
CLIENTS = (1, 8, 32)
SENTENCES, LONE = 192, 40
_PATIENCE_S = 600.0
_MB = 1 << 20


@dataclass(frozen=True)
class Row:
    """What one engine did. Milliseconds of processor time a sentence and sentences a second, by number of clients."""

    engine: str
    cold_s: float
    memory_mb: float
    exact: float
    lone_ms: float
    lone_cpu_ms: float
    cpu_ms: dict[int, float]
    per_s: dict[int, float]


class _Kept:
    """Nobody closes the engine while it is measured."""

    def retain(self) -> None:
        """As of a lease."""

    def release(self) -> None:
        """As of a lease."""


def measure(name: str, make: Callable[[], Translator], decoding: Decoding, count: int, clients: Sequence[int]) -> Row:
    """One engine with `decoding`, closed in the end."""
    drawn = pairs(count)
    before, began = _memory(), time.perf_counter()
    engine = make()
    batcher = Batcher(usable_cores)
    try:
        engine.translate([drawn[0][0]], PAIR, decoding)
        cold = time.perf_counter() - began

        def ask(sentence: str) -> str:
            desk = Desk(batcher, Ticket(_PATIENCE_S), _Kept())
            return BatchedTranslator(engine, desk, Auditor(0)).translate([sentence], PAIR, decoding)[0][0].text

        lone, cpu_ms, per_s, found = _lone(ask, [source for source, _ in drawn[:LONE]]), {}, {}, list[str]()
        for number in clients:
            found, seconds, cpu = _timed(lambda number=number: _together(ask, [source for source, _ in drawn], number))
            cpu_ms[number], per_s[number] = 1000 * cpu / count, count / seconds
        exact = sum(got == want for got, (_, want) in zip(found, drawn, strict=True)) / count
        return Row(name, cold, _memory() - before, exact, *lone, cpu_ms, per_s)
    finally:
        batcher.close()
        engine.close()
        trim()


def _lone(ask: Callable[[str], str], sentences: Sequence[str]) -> tuple[float, float]:
    """Median time, and mean processor time, of a sentence that nothing else is beside."""
    took = []
    began = _cpu()
    for sentence in sentences:
        start = time.perf_counter()
        ask(sentence)
        took.append(time.perf_counter() - start)
    return 1000 * median(took), 1000 * (_cpu() - began) / len(sentences)


def _together(ask: Callable[[str], str], sentences: Sequence[str], clients: int) -> list[str]:
    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(ask, sentences))


def _timed(work: Callable[[], list[str]]) -> tuple[list[str], float, float]:
    began, cpu = time.perf_counter(), _cpu()
    found = work()
    return found, time.perf_counter() - began, _cpu() - cpu


def _family() -> list[psutil.Process]:
    me = psutil.Process()
    return [me, *me.children(recursive=True)]


def _cpu() -> float:
    """Processor seconds of this process and those that it has now."""
    return sum(times.user + times.system for times in (each.cpu_times() for each in _family()))


def _memory() -> float:
    """Megabytes of this process and its children, what they share counted once."""
    trim()
    return sum(each.memory_full_info().pss for each in _family()) / _MB


def rows(students: Sequence[tuple[str, Path]], build: Path, count: int, clients: Sequence[int]) -> list[Row]:
    """Each student, and CTranslate2 greedy and with beam 4."""
    cores = usable_cores()
    found = []
    with TemporaryDirectory() as scratch:
        for name, files in students:
            folder = Path(scratch) / name
            shutil.copytree(files, folder / "hf")
            spec = student(PAIR, ["hub:a/b/{name}"])

            def firefox(folder: Path = folder, spec: object = spec) -> Translator:
                return FirefoxTranslator(folder, spec, Runtime(inter_threads=cores))  # type: ignore[arg-type]

            found.append(measure(f"firefox {name}", firefox, Decoding(beam_size=1), count, clients))
    base, folder = Catalog.load(CATALOG).get(BASE), installed(BASE, build).folder
    for beam in (1, 4):

        def opus() -> Translator:
            return CT2Translator(folder, base, Runtime(inter_threads=cores, shortlist=False))

        found.append(measure(f"opus base, beam {beam}", opus, Decoding(beam_size=beam), count, clients))
    return found


def table(found: Sequence[Row]) -> str:
    """The rows as Markdown."""
    clients = list(found[0].per_s)
    heads = ["engine", "first sentence", "memory", "exact", "lone", "lone cpu"]
    heads += [f"{number} clients: cpu, sentences/s" for number in clients]
    lines = [heads, ["---"] * len(heads)]
    for row in found:
        cells = [row.engine, f"{row.cold_s:.2f} s", f"{row.memory_mb:.0f} MB", f"{row.exact:.1%}"]
        cells += [f"{row.lone_ms:.0f} ms", f"{row.lone_cpu_ms:.0f} ms"]
        cells += [f"{row.cpu_ms[number]:.0f} ms, {row.per_s[number]:.1f}" for number in clients]
        lines.append(cells)
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def named(text: str) -> tuple[str, Path]:
    """The two halves of NAME=FOLDER."""
    name, _, path = text.partition("=")
    return name, Path(path)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures Firefox's models beside CTranslate2.")
    parser.add_argument("--student", type=named, action="append", required=True, help="NAME=FOLDER of its files")
    parser.add_argument("--build", type=Path, default=BUILD)
    parser.add_argument("--sentences", type=int, default=SENTENCES)
    parser.add_argument("--clients", type=int, nargs="+", default=CLIENTS)
    arguments = parser.parse_args()
    print(table(rows(arguments.student, arguments.build.absolute(), arguments.sentences, arguments.clients)))


if __name__ == "__main__":
    main()
