"""Hours of mixed load: `make soak MINUTES=60`. Nothing may be lost, swapped or kept.

A server with the stand-ins is sent sentences, documents, articles, nonsense, and calls whose caller leaves
(`soak_mix.py`), at half the rate that it can take. Every answer is compared with what its text must give. At the end
the memory must have stayed flat and no request be in flight. The exit code says whether all held.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from statistics import linear_regression, mean

from benchmarks.load import Address, closed_loop, open_loop
from benchmarks.servers import ask, get, ours
from benchmarks.soak_mix import Item, Mix
from service.models.catalog import Catalog
from service.models.store import ModelStore
from tests.standins import TRAINED, names
from tests.support.hub import Hub

ROOT = Path(__file__).parent.parent
CATALOG = ROOT / "tests/standins/models.toml"

# What may be: a model's slip in so many answers, a 503 in so many, memory more by this share in the whole time.
MOST_INEXACT, MOST_REFUSED, MOST_GROWTH = 0.02, 0.01, 0.05
# Loading models, filling caches and the allocator's arenas: the part of the time that says nothing about leaks.
_WARM_UP = 0.25
SETTLE_S = 30.0
_ROUND_S, _SAMPLE_S = 20.0, 2.0
_LOAD, _MOST_RATE = 0.5, 60.0
_GAUGE = re.compile(rb"^stislo_requests_in_flight(?:\{[^}]*\})? (\S+)$", re.MULTILINE)


@dataclass
class Outcome:
    """What was seen. `memory` holds (seconds, MB); `in_flight` is None where the server has no such gauge."""

    replies: Counter[tuple[str, int]] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, float]] = field(default_factory=list)
    in_flight: float | None = None
    judged: int = 0
    inexact: int = 0

    @property
    def growth(self) -> float:
        """By how much of itself the memory grew after the warm-up, by a straight line through the samples."""
        if not self.memory:
            return 0.0
        kept = [sample for sample in self.memory if sample[0] >= _WARM_UP * self.memory[-1][0]]
        if len(kept) < 3:
            return 0.0
        seconds, megabytes = zip(*kept, strict=True)
        slope, _ = linear_regression(seconds, megabytes)
        growth: float = slope * (seconds[-1] - seconds[0]) / mean(megabytes)
        return growth

    @property
    def failures(self) -> list[str]:
        """What did not hold; nothing if all did."""
        total = self.replies.total()
        refused = sum(number for (_, status), number in self.replies.items() if status == 503)
        found = [f"{number} x {problem}" for problem, number in self.problems.most_common()]
        if not total:
            found.append("no call was made")
        if self.inexact > MOST_INEXACT * self.judged:
            found.append(f"{self.inexact} of {self.judged} texts came out not quite right")
        if refused > MOST_REFUSED * total:
            found.append(f"{refused} of {total} calls were refused")
        if self.growth > MOST_GROWTH:
            found.append(f"memory grew by {self.growth:.1%} after the warm-up")
        if self.in_flight is None:
            found.append("the server does not say how many requests are in flight")
        elif self.in_flight != 0:
            found.append(f"{self.in_flight:g} requests are still counted as in flight")
        return found

    def __str__(self) -> str:
        kinds = sorted({kind for kind, _ in self.replies})
        lines = [
            f"{kind:<12} {dict(sorted((s, n) for (k, s), n in self.replies.items() if k == kind))}" for kind in kinds
        ]
        if self.memory:
            first, last = self.memory[0][1], self.memory[-1][1]
            lines.append(f"memory       {first:.0f} MB at first, {last:.0f} MB at last, trend {self.growth:+.1%}")
        lines.append(f"inexact      {self.inexact} of {self.judged} texts")
        return "\n".join([*lines, *(f"FAILED: {failure}" for failure in self.failures)])


def soak(
    items: Sequence[Item],
    address: Address,
    rss_mb: Callable[[], float],
    seconds: float,
    rate: float,
    *,
    sample_s: float = _SAMPLE_S,
    progress: Callable[[str], None] = lambda line: None,
) -> Outcome:
    """Sends the items over and over, in an order that changes, and looks at every reply. A round takes 20 seconds."""
    outcome, rng, order = Outcome(), Random("soak"), list(items)
    with _watched(rss_mb, outcome.memory, sample_s):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            rng.shuffle(order)
            round_s = min(_ROUND_S, max(left, 1 / rate))
            for reply in open_loop(address, [item.call for item in order], rate, round_s).replies:
                item = order[reply.call]
                outcome.replies[item.kind, reply.status] += 1
                if reply.status != 503 and (problem := item.problem(reply)):
                    outcome.problems[f"{item.kind}: {problem}"] += 1
            progress(
                f"{outcome.replies.total()} calls, {outcome.problems.total()} wrong, {outcome.memory[-1][1]:.0f} MB"
            )
    outcome.in_flight = _settled(address)
    return outcome


@contextmanager
def _watched(rss_mb: Callable[[], float], samples: list[tuple[float, float]], sample_s: float) -> Iterator[None]:
    done, began = threading.Event(), time.monotonic()

    def watch() -> None:
        while True:
            samples.append((time.monotonic() - began, rss_mb()))
            if done.wait(sample_s):
                return

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _settled(address: Address) -> float | None:
    """The gauge of requests in flight, once it is 0 or has had the time to become so."""
    deadline = time.monotonic() + SETTLE_S
    while True:
        status, body = ask(address, get("/metrics", address))
        found = _GAUGE.search(body) if status == 200 else None
        if found is None:
            return None
        if float(found[1]) == 0 or time.monotonic() > deadline:
            return float(found[1])
        time.sleep(0.2)


def stand_ins(folder: Path) -> dict[str, str]:
    """The environment in which the service finds every stand-in, installed in a folder."""
    catalog = Catalog.load(CATALOG)
    with Hub({f"stislo/{name}": TRAINED / name for name in names()}) as hub:
        store = ModelStore(folder, catalog=catalog, hub_url=hub.url)
        for name in names():
            store.pull(catalog.get(name))
    return {"STISLO_CATALOG": str(CATALOG), "STISLO_MODELS_DIR": str(folder), "STISLO_PULL": "never"}


def soak_our_service(seconds: float, folder: Path) -> Outcome:
    """Starts the service with the stand-ins, finds what it can take, and soaks it in half of that."""
    with ours(stand_ins(folder / "models"), log=folder / "server.log") as server:
        mix = Mix(server.address)
        calls = [item.call for item in mix.items if item.kind != "leaver"]
        Random("warm-up").shuffle(calls)
        capacity = sum(closed_loop(server.address, calls, 8, seconds=10).statuses.values()) / 10
        rate = max(1.0, min(_MOST_RATE, _LOAD * capacity))
        print(f"{capacity:.0f} calls a second can be taken; {rate:.0f} are sent, for {seconds / 60:g} min", flush=True)
        outcome = soak(mix.items, server.address, server.rss_mb, seconds, rate, progress=partial(print, flush=True))
        outcome.judged, outcome.inexact = mix.judged, mix.inexact
        return outcome


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    with tempfile.TemporaryDirectory() as folder:
        outcome = soak_our_service(60 * parser.parse_args().minutes, Path(folder))
    print(outcome)
    sys.exit(1 if outcome.failures else 0)


if __name__ == "__main__":
    main()
