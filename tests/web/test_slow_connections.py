"""Real connections that are slow, many, half-closed or not quite HTTP, against a real server."""

from __future__ import annotations

import json
import resource
import select
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.web.test_server import PATIENCE_S, ROOT, Running, Start, read_all, servers

_REQUEST = (
    b"POST /v1/summaries HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 21\r\n\r\n"
    b'{"text": "Good news"}'
)


@pytest.fixture
def start() -> Iterator[Start]:
    with servers() as run:
        yield run


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with servers() as run:
        yield run(threads=4)


@pytest.fixture(scope="module")
def impatient() -> Iterator[Running]:
    with servers() as run:
        yield run(request_timeout_s=0.5, idle_timeout_s=1)


def until(true: Callable[[], bool], pause_s: float = 0.01) -> None:
    """Waits until something holds; fails where it does not."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end
        time.sleep(pause_s)


def drip(connection: socket.socket, byte: bytes, pause_s: float, most_s: float = PATIENCE_S) -> float:
    """Sends a byte now and then until the server closes; returns the seconds that it took."""
    connection.settimeout(pause_s)
    began = time.monotonic()
    while time.monotonic() - began < most_s:
        try:
            connection.sendall(byte)
            if not connection.recv(1):
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.monotonic() - began


@pytest.mark.parametrize(
    "beginning",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ",
        b"POST /v1/summaries HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n",
        b"POST /v1/summaries HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n",
        b"POST /v1/summaries HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1;",
    ],
)
def test_whoever_sends_a_byte_now_and_then_is_closed(impatient: Running, beginning: bytes) -> None:
    with impatient.connect() as connection:
        connection.sendall(beginning)
        assert drip(connection, b"a", 0.1) < PATIENCE_S


def test_a_slow_body_that_keeps_the_pace_is_answered(start: Start) -> None:
    running = start(request_timeout_s=1, idle_timeout_s=PATIENCE_S, least_bytes_per_s=1)
    head, body = _REQUEST[:-21], _REQUEST[-21:]
    with running.connect() as connection:
        connection.sendall(head)
        for byte in body:  # it takes longer than headers may, and a small part of what a body may
            connection.sendall(bytes([byte]))
            time.sleep(0.06)
        assert connection.recv(12) == b"HTTP/1.1 200"


def test_newcomers_get_in_where_others_only_wait(start: Start) -> None:
    running = start(connection_limit=10, request_timeout_s=60, idle_timeout_s=60)
    with ExitStack() as crowd:
        waiting = [crowd.enter_context(running.connect()) for _ in range(30)]
        for connection in waiting:
            connection.sendall(b"GET /livez HTTP/1.1\r\nX: ")
        for _ in range(5):
            assert running.call("GET", "/livez")[0] == 200
        assert running.summarize()[0] == 200


def test_the_crowd_gives_places_and_not_who_is_alone(start: Start) -> None:
    running = start(connection_limit=10, request_timeout_s=60, idle_timeout_s=60)
    with ExitStack() as crowd:
        alone = crowd.enter_context(socket.create_connection(("127.0.0.1", running.port), 10, ("127.0.0.9", 0)))
        alone.sendall(_REQUEST[:-1])
        for _ in range(40):
            crowd.enter_context(running.connect())
        assert running.call("GET", "/livez")[0] == 200
        alone.sendall(_REQUEST[-1:])
        assert alone.recv(12) == b"HTTP/1.1 200"


def is_live(running: Running) -> bool:
    try:
        return running.call("GET", "/livez")[0] == 200
    except OSError:
        return False


def row(running: Running, connection: socket.socket, requests: bytes) -> None:
    """Connects, sends requests in a row and reads nothing."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect(("127.0.0.1", running.port))
    connection.sendall(requests)


def test_probes_are_answered_where_all_others_do_not_read_their_answers(start: Start) -> None:
    running = start(connection_limit=10, threads=4, request_timeout_s=60, idle_timeout_s=60)
    with ExitStack() as crowd:
        for _ in range(13):
            connection = crowd.enter_context(socket.socket())
            row(running, connection, b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 150)
        until(lambda: is_live(running), pause_s=0.1)  # that is once nothing more of the rows can be sent
        assert [running.call("GET", path)[0] for path in ("/livez", "/readyz", "/version") * 3] == [200] * 9


def test_probes_are_answered_where_all_others_are_being_served(start: Start, tmp_path: Path) -> None:
    running = start(connection_limit=10, threads=10)
    served_enough = tmp_path / "enough"
    request = lasting_until(served_enough)
    with ExitStack() as crowd:
        served = [crowd.enter_context(running.connect()) for _ in range(10)]
        for connection in served:
            connection.sendall(request)
        until(lambda: "stislo_requests_in_flight 10.0\n" in running.metrics(), pause_s=0.1)
        assert [running.call("GET", "/livez")[0] for _ in range(5)] == [200] * 5
        served_enough.touch()
        assert [connection.recv(12) for connection in served] == [b"HTTP/1.1 200"] * 10


def test_who_comes_while_all_places_serve_others_waits_for_one(start: Start, tmp_path: Path) -> None:
    running = start(connection_limit=10, threads=20)  # and two more for newcomers
    served_enough = tmp_path / "enough"
    request = lasting_until(served_enough)
    with ExitStack() as crowd:
        served = []
        for number in range(1, 13):
            served.append(crowd.enter_context(running.connect()))
            served[-1].sendall(request)
            if number <= 11:
                running.busy(number)
        newcomer = crowd.enter_context(running.connect())
        newcomer.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert select.select([newcomer], [], [], 0.3)[0] == []  # who is turned away finds the end
        served_enough.touch()
        assert [connection.recv(12) for connection in (newcomer, *served)] == [b"HTTP/1.1 200"] * 13


def lasting_until(file: Path) -> bytes:
    """A request whose answer comes once there is such a file."""
    body = json.dumps({"text": f"until {file}"}).encode()
    return _REQUEST[:-21].replace(b": 21", b": %d" % len(body)) + body


def test_answers_that_nobody_reads_are_not_made(start: Start) -> None:
    running = start(threads=2, request_timeout_s=60, idle_timeout_s=60)
    with socket.socket() as connection:
        row(running, connection, b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 40)
        until(lambda: answers(running) > 0)
        made = [-1.0]

        def no_more_are_made() -> bool:
            made.append(answers(running))
            return made[-1] == made[-2]

        until(no_more_are_made, pause_s=0.3)
        assert made[-1] < 20
        connection.shutdown(socket.SHUT_WR)  # who reads after all gets all of them
        assert read_all(connection).count(b"HTTP/1.1 200 OK") == 40


def answers(running: Running) -> float:
    """How many answers with the API's description were made."""
    lines = [line for line in running.metrics().splitlines() if line.startswith("stislo_requests_total{")]
    return sum(float(line.rpartition(" ")[2]) for line in lines if 'route="/openapi.json"' in line)


def test_blank_lines_keep_no_connection_open(impatient: Running) -> None:
    for line in (b"\r\n", b"\r\n\r\n"):
        with impatient.connect() as connection:
            assert drip(connection, line, 0.1) < PATIENCE_S


def test_a_process_with_few_descriptors_serves_all_the_same() -> None:
    code = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64));"
        "sys.argv = ['serve', sys.argv[1]]; runpy.run_module('tests.support.serve_fake', run_name='__main__')"
    )
    settings = json.dumps({"port": 0, "threads": 2, "idle_timeout_s": 60, "request_timeout_s": 60})
    process = subprocess.Popen([sys.executable, "-c", code, settings], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        running = Running(process, int(process.stdout.readline()))
        with ExitStack() as crowd:
            for _ in range(100):
                crowd.enter_context(running.connect()).sendall(b"GET ")
            assert running.call("GET", "/livez")[0] == 200
            until(lambda: _sleeps(process.pid))
    finally:
        process.kill()
        process.communicate(timeout=60)


def _sleeps(pid: int) -> bool:
    """Whether all threads sleep, however often one looks: one that spins does not."""

    def states() -> set[str]:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return {(task / "stat").read_text().rpartition(")")[2].split()[0] for task in tasks}

    for _ in range(20):
        if states() != {"S"}:
            return False
        time.sleep(0.01)
    return True


def test_the_limit_of_descriptors_is_raised() -> None:
    code = (
        "import resource; from service.web.listener import connections_that_fit as fit;"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (64, 2000));"
        "print(fit(1000), resource.getrlimit(resource.RLIMIT_NOFILE)[0], fit(5000))"
    )
    if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < 2000:
        pytest.fail("this test needs a limit of 2,000 descriptors or more")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["1000", "1256", "1744"]


def test_who_closes_only_its_own_side_is_answered(running: Running) -> None:
    for version in (b"1.1", b"1.0"):
        with running.connect() as connection:
            connection.sendall(_REQUEST.replace(b"HTTP/1.1", b"HTTP/" + version))
            connection.shutdown(socket.SHUT_WR)
            answer = read_all(connection).removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")
        assert answer.startswith(b"HTTP/" + version + b" 200 ") and b'"summaries"' in answer


def test_who_closes_its_side_in_the_midst_of_a_request_is_closed(running: Running) -> None:
    with running.connect() as connection:
        connection.sendall(_REQUEST[:-5])
        connection.shutdown(socket.SHUT_WR)
        assert read_all(connection) == b""


@pytest.mark.parametrize(
    "head",
    [
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.0\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding:\r\n\r\n0\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: ,\r\n\r\n0\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: ,\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.2\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET /livez HTTP/1.1\r\n\r\n",
        b"GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /livez HTTP/1.1\r\nHost: a b\r\n\r\n",
        b"GET /livez HTTP/1.1\r\nHost: a/b\r\n\r\n",
        b"GET http://localhost/livez HTTP/1.1\r\n\r\n",
    ],
)
def test_what_can_be_understood_in_two_ways_is_refused_and_closed(running: Running, head: bytes) -> None:
    with running.connect() as connection:
        connection.sendall(head + b"GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = read_all(connection)
    assert answer.split(b" ", 2)[1] == b"400" and answer.count(b"HTTP/1.") == 1
    assert b"application/problem+json" in answer


def test_headers_without_end_are_told_so(running: Running) -> None:
    with running.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 40_000)
        answer = read_all(connection)
    assert answer.split(b" ", 2)[1] == b"431" and b'"request_header_fields_too_large"' in answer


def test_callers_that_leave_at_any_moment_are_no_error_in_the_log(start: Start) -> None:
    running = start(threads=4)
    oversized = b"POST /v1/summaries HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n" + b"a" * 5000
    for number in range(60):
        for beginning in (
            _REQUEST[: number * 3],
            _REQUEST,
            b"GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n",
            oversized,
        ):
            with running.connect() as connection:
                connection.sendall(beginning)
                if number % 3 == 0:
                    connection.shutdown(socket.SHUT_WR)
                elif number % 3 == 1:  # it is reset
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert running.call("GET", "/livez")[0] == 200
    running.end()
    log = running.log
    assert " ERROR " not in log and "Traceback" not in log and "NoneType" not in log
