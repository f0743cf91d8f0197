"""The attacks see what they are there to see, and a part of them is run on the real server."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest

from benchmarks.attack import bodies, raw_http, readers, texts, uploads
from benchmarks.attack.__main__ import ATTACKS
from benchmarks.attack.connections import other_protocol, slow_header
from benchmarks.attack.crowd import crowd
from benchmarks.attack.raw_cases import CASES, CHUNKS, Case
from benchmarks.attack.run import FLOOR_S, Outcome, attacked, judged, ratio
from benchmarks.attack.table import PAGE, as_json, markdown, markdown_of, renewed, rows_of
from benchmarks.attack.target import LARGEST_REFUSAL, Attack, Tally, Target
from benchmarks.attack.watch import Seen, honest_request, in_flight, memory_mb, percentile, watched
from benchmarks.attack.wire import Answered, exchange, json_request, request, volley
from benchmarks.servers import ours
from tests.benchmarks.conftest import Serve

ARTICLE = {"text": "The council met on Monday and will vote on the plan in May."}
GAUGE = b"stislo_requests_in_flight %d\n"


def nothing(target: Target) -> Tally:
    return Tally()


QUIET = Attack("nothing", "bodies", nothing)


def outcome(tally: Tally | None = None, kept_mb: float = 0.0, **seen: Any) -> Outcome:
    """Of a harmless attack, but for what is given."""
    beside = Seen(**{"probes": [0.01], "honest": [FLOOR_S], "peak_mb": 100.0, **seen})
    return Outcome(QUIET, tally or Tally(), beside, Seen(honest=[FLOOR_S]), 100.0, kept_mb)


def failures(found: Outcome, *, alive: bool = True) -> list[str]:
    return judged(found, alive=alive, recovery=[])


def test_what_keeps_all_goals_has_no_failures() -> None:
    assert failures(outcome(Tally(Counter({200: 9, 400: 9, 503: 3}), LARGEST_REFUSAL))) == []


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (outcome(probes=[0.01, 1.5]), "/livez took up to 1.50 s; 1 s are allowed"),
        (outcome(probes=[0.01, 0.01], probes_lost=1), "/livez took up to 0.01 s, 1 of 2 without an answer"),
        (outcome(peak_mb=900.0), "memory rose 800 MB above idle; 700 are allowed"),
        (outcome(kept_mb=400.0), "400 MB above idle were kept; 300 are allowed"),
        (outcome(honest=[6 * FLOOR_S]), "honest requests took 6.0 times their quiet time; 5 are allowed"),
        (outcome(honest=[]), "honest requests took nan times their quiet time"),
        (outcome(honest_lost=1), "1 of 1 honest requests were not answered with 200"),
        (outcome(Tally(Counter({500: 2}))), "2 answers 500"),
        (outcome(Tally(Counter({0: 2, 400: 1}))), "2 of 3 calls stayed without an answer"),
        (outcome(Tally(largest_refusal=LARGEST_REFUSAL + 1)), "a refusal of 65,537 bytes; at most 65,536 are allowed"),
        (outcome(Tally(missed=["a door stood open"])), "a door stood open"),
    ],
)
def test_every_goal_that_is_missed_is_said(found: Outcome, said: str) -> None:
    [failure] = failures(found)
    assert failure.startswith(said)


def test_a_lost_process_is_said() -> None:
    assert failures(outcome(), alive=False) == ["the process was lost"]


def test_calls_that_may_be_cut_need_no_answer() -> None:
    assert Tally(Counter({0: 5}), may_be_cut=True).failures == []


def test_large_answers_that_refuse_nothing_are_no_refusals() -> None:
    tally = Tally()
    tally.add(200, 10 * LARGEST_REFUSAL, 0.1)
    tally.add(422, 99, 0.2)
    assert (tally.largest_refusal, tally.slowest_s, tally.failures) == (99, 0.2, [])


def test_percentiles_are_nearest_ranks_and_quiet_times_have_a_floor() -> None:
    values = [float(number) for number in range(1, 101)]
    assert (percentile(values, 0.95), percentile(values, 1.0), percentile([3.0], 0.5)) == (95.0, 100.0, 3.0)
    assert ratio([FLOOR_S], [FLOOR_S / 100]) == 1.0
    assert ratio([8 * FLOOR_S], [2 * FLOOR_S]) == 4.0


def test_a_server_that_is_slow_beside_an_attack_is_seen(serve: Serve) -> None:
    hold, attack = threading.Event(), threading.Event()

    def answer(number: int, path: str, body: Any) -> tuple[int, Any]:
        if attack.is_set() and path == "/livez":
            hold.wait(2)
        return 200, GAUGE % 3 if path == "/metrics" else {}

    target = Target(serve(answer), os.getpid(), 0.1)
    seen = Seen()
    with watched(target, "text", seen):
        attack.set()
        threading.Timer(0.4, hold.set).start()
        assert in_flight(target) == 3
        hold.wait(2)
    assert max(seen.probes) > 3 * min(seen.honest) and seen.probes_lost == 0
    assert seen.peak_mb == pytest.approx(memory_mb(os.getpid()), rel=0.5)


def test_an_honest_caller_who_is_told_to_comes_again(serve: Serve) -> None:
    refused = threading.Event()

    def answer(number: int, path: str, body: Any) -> tuple[int, Any]:
        if path == "/livez" or refused.is_set():
            return 200, {}
        refused.set()
        return 503, {}

    seen = Seen()
    with watched(Target(serve(answer), os.getpid(), 0.1), "text", seen):
        assert refused.wait(60)
    assert seen.honest_lost == 0 and len(seen.honest) >= 1


def test_a_volley_counts_answers_and_those_that_never_came(serve: Serve) -> None:
    def answer(number: int, path: str, body: Any) -> tuple[int, Any] | None:
        return None if number == 2 else (400, {"detail": "x" * 500})

    target = Target(serve(answer), os.getpid(), 5.0)
    tally = volley(target, [json_request(target, "/", {})] * 4, threads=1, most=4)
    assert tally.statuses == {400: 3, 0: 1} and tally.largest_refusal > 500
    assert tally.failures == ["1 of 4 calls stayed without an answer: payload 1 was closed after 0 s"]


@pytest.mark.parametrize(
    ("case", "found", "wrong"),
    [
        (Case("", b"", frozenset({200})), Answered(200, b"HTTP/1.1 200 OK\r\n\r\n", 0, False), ""),
        (Case("", b"", frozenset({400})), Answered(200, b"HTTP/1.1 200 OK\r\n\r\n", 0, False), "200; allowed are 400"),
        (
            Case("", b"", frozenset({400}), "closed"),
            Answered(400, b"HTTP/1.1 400 X\r\n\r\n", 0, False),
            "400, and the connection stayed open",
        ),
        (
            Case("", b"", frozenset({400}), "closed"),
            Answered(400, b"HTTP/1.1 400 X\r\n\r\n{}HTTP/1.1 200 OK\r\n\r\n", 0, True),
            "2 answers [400, 200]; 1 are expected",
        ),
        (
            Case("", b"", frozenset({200}), "open"),
            Answered(200, b"HTTP/1.1 200 OK\r\n\r\n", 0, True),
            "1 answers [200]; 2 are expected",
        ),
    ],
)
def test_a_raw_case_is_judged_by_status_number_and_connection(case: Case, found: Answered, wrong: str) -> None:
    assert raw_http.verdict(case, found) == wrong


def test_there_are_enough_attacks_of_every_kind() -> None:
    assert len(CASES) >= 60 and len({case.name for case in CASES}) == len(CASES)
    assert len(texts.UNITS) >= 40 and len(set(texts.UNITS)) == len(texts.UNITS)
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)
    assert {attack.kind for attack in ATTACKS} == {attack.kind for attack in ATTACKS if attack.quick} | {"bodies"}
    assert sum(attack.seconds for attack in ATTACKS) < 480


def test_what_is_sent_has_the_size_that_it_says() -> None:
    assert 990_000 < len(bodies.filled("[", "{}", "]", 1_000_000)) <= 1_000_000
    assert json.loads(bodies.filled('{"a":[', "1", "]}", 1000))["a"][:2] == [1, 1]
    assert 900 < len(texts.adversarial("„", 1000)) < 1100
    assert all(1_000 <= len(page) < 3_000 for page in readers.pages(2_000))
    assert all(len(data) < 20_000_000 for _, data in readers.files())


def test_the_table_is_the_page_s() -> None:
    found = outcome(Tally(Counter({0: 1, 200: 2})))
    page = "before\n<!-- attacks:begin -->\nold\n<!-- attacks:end -->\nafter\n"
    new = renewed(page, markdown([found, dataclasses.replace(found, failures=("something",))]))
    assert new.startswith("before\n") and new.endswith("\nafter\n") and "old" not in new
    assert rows_of(new)[0] == ("nothing", "bodies", "none: 1, 200: 2", "0.01 s", "0 MB", "0 MB", "1.0", "held")
    assert rows_of(new)[1][-1] == "missed"
    assert renewed(new, markdown_of(rows_of(new))) == new
    with pytest.raises(ValueError, match="no place"):
        renewed("nothing", "table")


def test_the_table_in_the_documentation_is_one_of_these_attacks() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = rows_of(page)
    assert renewed(page, markdown_of(rows)) == page
    assert [row[:2] for row in rows] in ([], [(attack.name, attack.kind) for attack in ATTACKS])


def test_what_was_seen_is_json_too() -> None:
    [found] = json.loads(json.dumps(as_json([outcome(Tally(Counter({200: 1})), honest=[])])))
    assert (found["attack"], found["statuses"], found["ratio"]) == ("nothing", {"200": 1}, None)


def small_lists(target: Target) -> Tally:
    shapes = [('{"text":"a","include":[', '"x"'), ('{"text":[', "1"), ("[", "{}"), ('{"target_languages":[', "null")]
    payloads = [request(target, "/v1/summaries", bodies.filled(before, unit, "]}", 2_000)) for before, unit in shapes]
    return volley(target, payloads, threads=2, most=8)


def small_texts(target: Target) -> Tally:
    return texts.runs(target, units=("„", "10:", "a@", "A"), sizes=(500,), paths=("/v1/summaries", "/v1/detections"))


@pytest.mark.parametrize(
    "run",
    [
        small_lists,
        small_texts,
        partial(crowd, size=60, manner=slow_header, sources=("127.0.0.1",)),
        partial(crowd, size=60, manner=other_protocol, sources=("127.0.1.1", "127.0.1.2")),
        partial(uploads.unfinished, number=3, size=500_000),
        partial(uploads.complete, number=3, size=100_000),
    ],
    ids=["lists", "texts", "slow headers", "another protocol", "unfinished uploads", "whole uploads"],
)
def test_a_small_attack_leaves_everybody_else_alone(run: Callable[[Target], Tally]) -> None:
    found = attacked(Attack("small", "bodies", run), seconds=0.5, quiet_s=0.3)
    assert found.tally.failures == []
    assert found.tally.statuses.total() + found.tally.connections > 0
    assert len(found.beside.probes) > 2 and found.beside.probes_lost == 0
    assert len(found.beside.honest) > 1 and found.beside.honest_lost == 0
    assert not [failure for failure in found.failures if "lost" in failure or "after the attack" in failure]
    assert found.peak_mb < 700


def eventually(so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not so():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def test_a_reader_is_found_stopped_and_let_go_again(tmp_path: Path) -> None:
    with ours({"STISLO_MODELS_DIR": str(tmp_path / "models"), "STISLO_PULL": "never"}, log=tmp_path / "log") as server:
        target = Target(server.address, server.process.pid, 0.1)
        page = honest_request(target, "page")
        assert exchange(target.address, page).status == 200
        [reader] = readers.readers(target.pid)
        reader.send_signal(signal.SIGSTOP)
        eventually(lambda: reader.status() == psutil.STATUS_STOPPED)
        reader.send_signal(signal.SIGCONT)
        assert exchange(target.address, page).status == 200


def test_an_attack_that_fails_itself_is_no_success() -> None:
    found = attacked(Attack("broken", "bodies", broken), seconds=0.1, quiet_s=0.1)
    assert found.failures[0] == "the attack itself failed; see what it printed"


def broken(target: Target) -> Tally:
    raise RuntimeError("on purpose")


def test_a_server_that_does_not_start_is_no_success_but_where_it_says_why_it_cannot() -> None:
    found = attacked(Attack("none", "bodies", nothing, environ={"STISLO_PORT": "none"}), seconds=0.1, quiet_s=0.1)
    assert found.failures and found.failures[0].startswith("the server did not start")
    assert rows_of(renewed("<!-- attacks:begin -->\n<!-- attacks:end -->", markdown([found])))[0][-1] == "missed"


def test_raw_cases_of_chunks_are_answered_as_they_should_be(tmp_path: Path) -> None:
    quick = [case for case in CHUNKS if 0 not in case.allowed]
    with ours({"STISLO_MODELS_DIR": str(tmp_path / "models"), "STISLO_PULL": "never"}, log=tmp_path / "log") as server:
        target = Target(server.address, server.process.pid, 1.0)
        wrong = {case.name: raw_http.tried(target, case)[1] for case in quick}
    assert len(wrong) > 10 and not any(wrong.values()), wrong
