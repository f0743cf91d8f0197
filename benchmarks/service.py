"""Our service over HTTP against its peers on the same weights: `make bench`, or `python -m benchmarks.service`.

Models of full size do what the stand-ins do (`weights.py`), so every answer is checked to be that of its own text. All
decode with beam 4 unless a row says otherwise; students of Firefox's shape, which take a GPU to be trained
(`tests/standins/train_students.py`), are greedy. A rate is that of a window in which all clients were at work. The load
comes from this machine too. Use an idle one; on two cores it takes a quarter of an hour, with `--quick` a third of it.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import contestants, weights
from benchmarks.contestants import FIREFOX, OURS, SHIPPED, WHOLE, Contestant
from benchmarks.firefox import named
from benchmarks.goals import FROM_EMPTY, LENGTHS, RAW, goals, per_word
from benchmarks.judge import Judge
from benchmarks.load import Reply, closed_loop, open_loop, post
from benchmarks.report import RESULTS, Report, Row, machine
from benchmarks.rows import (
    EXTRACT,
    GREEDY,
    SENTENCE,
    SENTENCES,
    Bench,
    articles,
    checked,
    documents,
    own_words,
    sentences,
    started,
)
from benchmarks.servers import ROOT, Server, ours
from service.models.placement import usable_cores
from service.settings import Settings
from service.text.words import count_words

PEERS = ("flask", "libretranslate")
PARTS = ("startup", "raw", "ours", "full", "greedy", "torch", "firefox", "extractive", "overload", *PEERS)
ONE_BY_ONE = 30
_MOST_RECOVERY_S = 60.0
_POLL_S = 0.05
_EXTRACTIVE = {"engine": "extractive", "cache": False}
_IMPORT = """
import json, time
began = time.perf_counter()
from service.app import create_app
from service.settings import Settings
create_app(Settings(pull="never"))
took = time.perf_counter() - began
import psutil
print(json.dumps([took, psutil.Process().memory_info().rss / 1e6]))
"""


def raw(bench: Bench, beams: Sequence[int] = (4, 1)) -> None:
    """CTranslate2 without any service, given everything at once, and one by one. In a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        for beam in beams:
            task = SENTENCE if beam == 4 else GREEDY
            for row in pool.submit(_raw, str(bench.build), beam, SENTENCES // (2 if bench.quick else 1)).result():
                bench.keep(Row(task, *row))


def _raw(build: str, beam: int, count: int) -> list[tuple[str, int | None, float, float, float]]:
    from benchmarks.engines import RAW_BATCH, Bench, Raw

    engine = Raw(Bench.open(weights.BASE, Path(build), count), inter=usable_cores())
    engine.all_at_once(beam, RAW_BATCH, count=2 * RAW_BATCH)
    rate = engine.all_at_once(beam, RAW_BATCH).sentences_per_s
    single = engine.one_by_one(beam, ONE_BY_ONE)
    return [
        (RAW, None, rate, math.nan, math.nan),
        (
            "raw CTranslate2, one by one",
            1,
            single.sentences_per_s,
            single.p50_ms or math.nan,
            single.p99_ms or math.nan,
        ),
    ]


def extractive(bench: Bench) -> None:
    """No models: what a request costs, and how the cost grows with the article."""
    with ours({"STISLO_MODELS_DIR": str(bench.build / "none"), "STISLO_PULL": "never"}, log=bench.log) as server:
        bench.figure("Stislo without models: memory, started", server.rss_mb(), "MB")
        texts = weights.articles(200, 400)
        calls = [post("/v1/summaries", {"text": text, **_EXTRACTIVE}, server.address) for text in texts]
        closed_loop(server.address, calls, 4, most=200)
        for clients in (1, 8):
            used = server.cpu_s()
            load = closed_loop(server.address, calls, clients, seconds=bench.seconds(8))
            used = 1000 * (server.cpu_s() - used) / len(load.replies)
            wrong = load.wrong(lambda reply: _extracted(reply, texts))
            if wrong:
                raise AssertionError(f"{len(wrong)} summaries are not those of their article")
            bench.add(EXTRACT, OURS, clients, load, note=f"{used:.2f} ms of a processor each")
        for length in LENGTHS:
            [text] = weights.articles(1, length)
            call = post("/v1/summaries", {"text": text, **_EXTRACTIVE}, server.address)
            took = min(_timed(partial(server.answer, call)) for _ in range(5 if length < 10_000 else 3))
            bench.figure(per_word(length), 1e6 * took / count_words(text), "µs")
        bench.figure("Stislo without models: memory, after 100,000 words", server.rss_mb(), "MB")


def _extracted(reply: Reply, texts: Sequence[str]) -> bool:
    spoken = reply.json()["summaries"][0]["sentences"]
    return bool(spoken) and all(sentence["text"] in texts[reply.call] for sentence in spoken)


def startup(bench: Bench) -> None:
    """Importing and creating the application, and from the start of the process to the first answers."""
    command = [sys.executable, "-c", _IMPORT]
    runs = [json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout) for _ in range(5)]
    bench.figure("import and create_app", min(took for took, _ in runs), "s")
    bench.figure("import and create_app: memory", median(memory for _, memory in runs), "MB")
    who = contestants.stislo(OURS, bench.environ, bench.log)
    began = time.perf_counter()
    with who.start() as server:
        body = {"text": weights.articles(1, 400)[0], **_EXTRACTIVE}
        server.answer(post("/v1/summaries", body, server.address))
        bench.figure("cold start: process to the first extractive summary", time.perf_counter() - began, "s")
    began = time.perf_counter()
    with who.start() as server:
        server.answer(who.translate(bench.pairs[0][0], server.address))
        bench.figure("cold start: process to the first translation", time.perf_counter() - began, "s")


def overload(bench: Bench, who: Contestant, server: Server) -> None:
    """Four times as many calls as can be answered: those that are let in stay quick, the others know at once."""
    row = bench.report.row(SENTENCE, who.name, 32)
    alone = bench.report.row(SENTENCE, who.name, 1)
    if row is None or alone is None:
        return
    calls = [who.translate(text, server.address) for text, _ in bench.pairs]
    seconds = 60.0 if not bench.quick else 15.0
    load = open_loop(server.address, calls, 4 * row.per_second, seconds)
    sent_until, ended = time.perf_counter() - (load.window[1] - seconds), time.perf_counter()
    while _timed(partial(server.answer, calls[0])) > 2 * alone.p50_ms / 1000 + 0.005:
        ended = time.perf_counter()
        if ended > sent_until + _MOST_RECOVERY_S:
            break
    judge = Judge([translation for _, translation in bench.pairs])
    checked(load, judge, who.translation, "overload")
    statuses = load.statuses
    bench.figure("4x overload: answered", statuses.get(200, 0), "requests")
    bench.figure("4x overload: refused with 503", statuses.get(503, 0), "requests")
    bench.figure("4x overload: anything else", sum(n for s, n in statuses.items() if s not in (200, 503)), "requests")
    bench.figure("4x overload: answered a second", statuses.get(200, 0) / load.seconds, "requests/s")
    bench.figure("4x overload: p99 of the answered", load.percentile(0.99), "s")
    bench.figure("4x overload: p99 of the refused", 1000 * load.percentile(0.99, 503), "ms")
    bench.figure("4x overload: most that a call was sent too late", 1000 * load.lag, "ms")
    bench.figure("4x overload: recovery", max(0.0, ended - sent_until), "s")


def _timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def ours_in_full(bench: Bench, parts: Sequence[str]) -> None:
    """Every part that needs our service with models."""
    if {"ours", "overload"} & {*parts}:
        who = contestants.stislo(OURS, bench.environ, bench.log)
        with started(bench, who) as server:
            sentences(bench, who, server, {1: 10, 8: 12, 32: 15})
            if "ours" in parts:
                documents(bench, who, server, 1 if bench.quick else 3)
                articles(bench, who, server, {1: 15, 8: 20, 32: 25})
                own_words(bench, who, server, {1: 10, 8: 12})
            if "overload" in parts:
                overload(bench, who, server)
    if "greedy" in parts:
        fast = contestants.stislo(OURS, bench.environ, bench.log, quality="fast")
        with fast.start() as server:
            sentences(bench, fast, server, {1: 6, 32: 10}, GREEDY)
    variants = {"torch": ("Stislo on torch", {"STISLO_BACKEND": "torch"})}
    if "shortlist" in Settings.model_fields:
        variants["full"] = (WHOLE, {"STISLO_SHORTLIST": "false"})
    for part, (name, more) in variants.items():
        if part in parts:
            variant = contestants.stislo(name, bench.environ, bench.log, **more)
            with started(bench, variant) as server:
                sentences(bench, variant, server, {1: 10, 32: 20})


def firefox(bench: Bench, students: Sequence[tuple[str, Path]]) -> None:
    """Firefox's models: the service starts with an empty folder and fetches them from a hub on loopback."""
    for name, files in students:
        with TemporaryDirectory() as scratch, weights.hub_of_student(files, Path(scratch)) as environ:
            who = contestants.stislo(f"{FIREFOX} {name}", environ, bench.log)
            began = time.perf_counter()
            with who.start() as server:
                call = who.translate(bench.pairs[-1][0], server.address)
                while server.answer(call)[0] == HTTPStatus.SERVICE_UNAVAILABLE:
                    time.sleep(_POLL_S)
                bench.figure(f"{who.name}: {FROM_EMPTY}", time.perf_counter() - began, "s")
                bench.figure(f"{who.name}: memory, translator loaded", server.rss_mb(), "MB")
                # Students slip; what they say to a sentence alone is what they have to say to it among others.
                alone = [server.answer(who.translate(text, server.address))[1] for text, _ in bench.pairs]
                said = [
                    (text, who.translation(json.loads(body)))
                    for (text, _), body in zip(bench.pairs, alone, strict=True)
                ]
                own = replace(bench, pairs=said)
                sentences(own, who, server, {1: 10, 8: 12, 32: 15})
                documents(own, who, server, 1 if bench.quick else 3)
                own_words(own, who, server, {1: 10, 8: 12})
                bench.figure(f"{who.name}: memory, after the load", server.rss_mb(), "MB")


def peers(bench: Bench, parts: Sequence[str]) -> None:
    """The other services. They are slow, so they are given more time, and fewer documents."""
    if "flask" in parts:
        flask = contestants.plain_flask(bench.build, bench.log)
        with started(bench, flask) as server:
            sentences(bench, flask, server, {1: 12, 8: 20, 32: 40})
            documents(bench, flask, server, 1)
            articles(bench, flask, server, {1: 20, 8: 40})
    if "libretranslate" in parts:
        for each in contestants.libretranslates(bench.build, bench.log):
            with started(bench, each) as server:
                sentences(bench, each, server, {1: 10, 8: 15, 32: 30 if each.name == SHIPPED else 15})
                documents(bench, each, server, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a third of the time, and less to be trusted")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--without-peers", action="store_true", help="ours and raw CTranslate2 only")
    parser.add_argument("--student", type=named, action="append", default=[], help="NAME=FOLDER, for the part firefox")
    parser.add_argument("--name", default="service", help="name of the results")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where they are written")
    parser.add_argument("--build", type=Path, default=weights.BUILD, help="where the models are made and kept")
    options = parser.parse_args()
    parts = [part for part in options.only if not (options.without_peers and part in PEERS)]
    began = time.monotonic()
    bench = Bench(options.build.absolute(), options.quick, Report(options.name, machine()))
    for part, measure in (("startup", startup), ("raw", raw), ("extractive", extractive)):
        if part in parts:
            measure(bench)
    ours_in_full(bench, parts)
    if "firefox" in parts:
        firefox(bench, options.student)
    peers(bench, parts)
    bench.figure("the whole benchmark", (time.monotonic() - began) / 60, "min")
    bench.report.goals = goals(bench.report)
    print("", *bench.report.goals, sep="\n")
    print("", *(f"written: {path}" for path in bench.report.write(options.results)), sep="\n")


if __name__ == "__main__":
    main()
