"""What is looked at beside an attack: `/livez`, an honest caller, and the memory of the server with its children."""

from __future__ import annotations

import json
import math
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil

from benchmarks.attack.target import HONEST, PROBE, Target
from benchmarks.attack.wire import Answered, exchange, json_request
from tests.standins import heldout_articles

# A probe or an honest request without an answer for so long counts as one that took so long.
PATIENCE_S = 15.0
_PROBE_EVERY_S, _HONEST_EVERY_S, _WEIGH_EVERY_S = 0.1, 0.1, 0.2
# What an honest caller does who is told to come again, as `Retry-After` has it.
_RETRY_S = 1.0
_GAUGE = re.compile(rb"^stislo_requests_in_flight(?:\{[^}]*\})? (\S+)$", re.MULTILINE)


@dataclass
class Seen:
    """What was seen beside something: seconds of probes and of honest requests, and the most memory in MB."""

    probes: list[float] = field(default_factory=list)
    honest: list[float] = field(default_factory=list)
    probes_lost: int = 0
    honest_lost: int = 0
    peak_mb: float = 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of them do not exceed (nearest rank); NaN where there are none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def memory_mb(pid: int) -> float:
    """Resident memory of a process and its children, in MB (10^6 bytes); of those that are there."""
    total = 0
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0.0
    for each in family:
        try:
            total += each.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total / 1e6


def in_flight(target: Target) -> float | None:
    """The requests that the server says to be in progress; None where it does not say."""
    answer = exchange(target.address, ask("/metrics", target), source=PROBE, patience=PATIENCE_S)
    found = _GAUGE.search(answer.data)
    return float(found[1]) if answer.status == 200 and found else None


def ask(path: str, target: Target) -> bytes:
    """A GET that closes the connection."""
    return f"GET {path} HTTP/1.1\r\nHost: {target.host}\r\nConnection: close\r\n\r\n".encode()


def honest_request(target: Target, what: str) -> bytes:
    """A small article for a summary, as text or as a page; computed anew every time."""
    article = "\n\n".join(each.body for each in heldout_articles("en", 8, seed=11))
    if what == "text":
        return json_request(target, "/v1/summaries", {"text": article, "cache": False})
    paragraphs = "".join(f"<p>{part}</p>" for part in article.split("\n\n"))
    page = f"<!doctype html><html><head><title>News</title></head><body><article>{paragraphs}</article></body></html>"
    return json_request(target, "/v1/summaries", {"html": page, "cache": False})


@contextmanager
def watched(target: Target, what: str, seen: Seen) -> Iterator[None]:
    """Looks from the beginning of the block to its end, and waits for the answers that are still to come."""
    done = threading.Event()
    watchers: tuple[Callable[[], None], ...] = (
        lambda: _probe(target, seen, done),
        lambda: _post(target, honest_request(target, what), seen, done),
        lambda: _weigh(target, seen, done),
    )
    threads = [threading.Thread(target=watcher, daemon=True) for watcher in watchers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()


def _probe(target: Target, seen: Seen, done: threading.Event) -> None:
    call = ask("/livez", target)
    while not done.is_set():
        answer = exchange(target.address, call, source=PROBE, patience=PATIENCE_S)
        seen.probes.append(answer.seconds)
        seen.probes_lost += answer.status != 200
        done.wait(max(0.0, _PROBE_EVERY_S - answer.seconds))


def _post(target: Target, call: bytes, seen: Seen, done: threading.Event) -> None:
    while not done.is_set():
        began = time.monotonic()
        answer = _persist(target, call, began)
        seen.honest.append(time.monotonic() - began)
        seen.honest_lost += answer.status != 200
        done.wait(_HONEST_EVERY_S)


def _persist(target: Target, call: bytes, began: float) -> Answered:
    """The answer to an honest caller, who comes again where he is told to."""
    while True:
        answer = exchange(target.address, call, source=HONEST, patience=PATIENCE_S)
        if answer.status != 503 or time.monotonic() - began > PATIENCE_S:
            return answer
        time.sleep(_RETRY_S)


def _weigh(target: Target, seen: Seen, done: threading.Event) -> None:
    while True:
        seen.peak_mb = max(seen.peak_mb, memory_mb(target.pid))
        if done.wait(_WEIGH_EVERY_S):
            return


def is_json(answer: Answered) -> bool:
    """Whether the body of an answer is JSON."""
    try:
        json.loads(answer.data.partition(b"\r\n\r\n")[2])
    except ValueError:
        return False
    return True
