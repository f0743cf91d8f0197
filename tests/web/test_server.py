"""The server in a process of its own, over real sockets: slow callers, too many callers, and the end."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from service.web.boundary import SECURITY_HEADERS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as POSIX does")
ROOT = Path(__file__).parent.parent.parent
PATIENCE_S = 60
Answer = tuple[int, dict[str, str], Any]


def until(so: Callable[[], bool]) -> None:
    """Waits until it is so, as long as a busy machine may need."""
    end = time.monotonic() + PATIENCE_S
    while not so():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


@dataclass
class Running:
    """A server under test. Its log goes to a file: a pipe that nobody reads would stop it after a few hundred lines."""

    process: subprocess.Popen[str]
    port: int
    log_path: Path = Path(os.devnull)

    def call(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, {"Content-Type": "application/json", **sent} if body else sent)
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), json.loads(response.read())
        finally:
            connection.close()

    def metrics(self) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.request("GET", "/metrics")
            return connection.getresponse().read().decode()
        finally:
            connection.close()

    def summarize(self, text: str = "Good news.") -> Answer:
        return self.call("POST", "/v1/summaries", json.dumps({"text": text}).encode())

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S)

    def busy(self, requests: int) -> None:
        """Waits until that many requests are in the server's hands."""
        until(lambda: f"stislo_requests_in_flight {requests}.0\n" in self.metrics())

    def refuses(self) -> bool:
        try:
            self.connect().close()
        except ConnectionRefusedError:
            return True
        return False

    def end(self, number: int = signal.SIGTERM) -> float:
        """Sends the signal and waits for the end; returns the seconds that it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(PATIENCE_S)
        return time.monotonic() - began

    @property
    def log(self) -> str:
        """What it has logged so far."""
        return self.log_path.read_text(encoding="utf-8")

    @property
    def output(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.read()


Start = Callable[..., Running]


@contextmanager
def servers() -> Iterator[Start]:
    """Starts servers on free ports, as many as wanted, and ends them all."""
    begun: list[subprocess.Popen[str]] = []

    def run(**settings: Any) -> Running:
        command = [sys.executable, "-m", "tests.support.serve_fake", json.dumps({"port": 0, **settings})]
        log_path = Path(folder, f"{len(begun)}.log")
        with log_path.open("w") as log:
            process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
        begun.append(process)
        assert process.stdout is not None
        return Running(process, int(process.stdout.readline()), log_path)

    with tempfile.TemporaryDirectory() as folder:
        try:
            yield run
        finally:
            for process in begun:
                process.kill()
                process.communicate(timeout=PATIENCE_S)


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a server of the test's own: `start(threads=2)`."""
    with servers() as run:
        yield run


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    """A server that tests share which leave it as it was."""
    with servers() as run:
        yield run(max_body_bytes=100_000, max_file_bytes=1_000_000, threads=4)


def read_all(connection: socket.socket) -> bytes:
    """Everything until the server has said that it will send no more."""
    received = b""
    while part := connection.recv(65536):
        received += part
    return received


def in_background(work: Callable[[], Answer]) -> Callable[[], Answer]:
    """Begins `work` in a thread; what comes back waits for its end."""
    executor = ThreadPoolExecutor(1)
    future = executor.submit(work)
    executor.shutdown(wait=False)
    return lambda: future.result(2 * PATIENCE_S)


def test_answers_over_a_socket_are_as_in_the_app_and_do_not_name_the_server(running: Running) -> None:
    status, headers, body = running.summarize("Добрі новини. Решта завтра.")
    assert (status, body["summaries"][0]["text"]) == (200, "Добрі новини.")
    assert "Server" not in headers and "Via" not in headers
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_sigterm_lets_a_slow_request_finish_and_refuses_new_connections(start: Start) -> None:
    running = start()
    answer = in_background(lambda: running.summarize("sleep 2"))
    running.busy(1)
    running.process.send_signal(signal.SIGTERM)
    until(running.refuses)
    status, headers, _ = answer()
    assert (status, headers["Connection"]) == (200, "close")
    assert running.process.wait(PATIENCE_S) == 0
    assert running.output == "finished\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_idle_server_ends_at_once(start: Start, number: int) -> None:
    running = start(drain_timeout_s=300)
    running.summarize()
    idle = running.connect()
    half_sent = running.connect()
    half_sent.send(b"POST /v1/summaries HTTP/1.1\r\n")
    running.end(number)
    assert running.process.returncode == 0
    assert running.output == "finished\n"
    idle.close()
    half_sent.close()


def test_readyz_is_503_while_balancers_are_given_notice(start: Start) -> None:
    running = start(drain_notice_s=3)
    running.process.send_signal(signal.SIGTERM)
    until(lambda: running.call("GET", "/readyz")[0] == 503)
    status, headers, body = running.call("GET", "/readyz")
    assert (status, body["code"], headers["Connection"]) == (503, "draining", "close")
    assert running.call("GET", "/livez")[0] == 200
    assert running.summarize()[0] == 200
    assert running.process.wait(PATIENCE_S) == 0


def test_the_drain_has_an_end(start: Start) -> None:
    running = start(drain_timeout_s=0.5)
    answer = in_background(lambda: running.summarize("sleep 60"))
    running.busy(1)
    running.end()
    assert running.output == "gave up\n"
    with pytest.raises((http.client.HTTPException, OSError)):
        answer()


def test_the_drain_waits_for_work_whose_caller_has_left(start: Start) -> None:
    running = start()
    body = json.dumps({"text": "sleep 4"}).encode()
    head = f"POST /v1/summaries HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    with running.connect() as caller:
        caller.sendall(f"{head}\r\n\r\n".encode() + body)
        running.busy(1)
    assert running.end() > 2
    assert running.output == "finished\n"


def test_a_second_signal_ends_the_process_at_once(start: Start) -> None:
    running = start(drain_timeout_s=300)
    answer = in_background(lambda: running.summarize("sleep 60"))
    running.busy(1)
    running.process.send_signal(signal.SIGTERM)
    until(running.refuses)
    running.end()
    assert running.process.returncode == 128 + signal.SIGTERM
    with pytest.raises((http.client.HTTPException, OSError)):
        answer()


def half_requests(running: Running) -> list[socket.socket]:
    """Callers that have sent some headers, and others that have sent some of a body."""
    half_headers = [running.connect() for _ in range(50)]
    for connection in half_headers:
        connection.send(b"POST /v1/summaries HTTP/1.1\r\nHost: x\r\n")
    half_bodies = [running.connect() for _ in range(50)]
    for connection in half_bodies:
        connection.send(b"POST /v1/summaries HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    return [*half_headers, *half_bodies]


def test_callers_that_send_half_a_request_hold_up_nobody(start: Start) -> None:
    running = start(threads=2, idle_timeout_s=300)
    half = half_requests(running)
    assert running.summarize()[0] == 200
    for connection in half:
        connection.close()


def test_callers_that_send_half_a_request_are_hung_up_on(start: Start) -> None:
    running = start(threads=2, idle_timeout_s=1)
    half = half_requests(running)
    assert [connection.recv(100) for connection in half] == [b""] * 100
    for connection in half:
        connection.close()


def test_what_is_too_much_is_503_at_once_and_probes_are_answered_all_the_same(start: Start) -> None:
    running = start(threads=1, max_in_flight=2)
    working = [in_background(lambda: running.summarize("sleep 2.5")) for _ in range(2)]
    running.busy(2)
    status, headers, body = running.call("POST", "/v1/summaries", b'{"text": "Good news."}', X_Request_Id="mine")
    assert (status, body["code"], headers["Retry-After"]) == (503, "overloaded", "1")
    assert (headers["X-Request-Id"], body["request_id"], headers["Content-Type"]) == (
        "mine",
        "mine",
        "application/problem+json",
    )
    assert [running.call("GET", path)[0] for path in ("/livez", "/readyz", "/version")] == [200] * 3
    assert "stislo_requests_in_flight 2.0\n" in running.metrics()
    assert [answer()[0] for answer in working] == [200, 200]
    assert running.summarize()[0] == 200


def test_places_come_back_when_callers_leave(start: Start) -> None:
    running = start(threads=1, max_in_flight=2)
    body = json.dumps({"text": "sleep 0.3"}).encode()
    for _ in range(4):
        with running.connect() as connection:
            head = "POST /v1/summaries HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            connection.send(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    until(lambda: running.summarize()[0] == 200)
    assert [running.summarize()[0] for _ in range(3)] == [200, 200, 200]


def test_work_is_told_when_its_caller_hangs_up(start: Start) -> None:
    running = start(threads=2)
    body = json.dumps({"text": "linger 60"}).encode()
    head = "POST /v1/summaries HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    with running.connect() as connection:
        connection.send(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        running.busy(1)
    assert running.summarize()[0] == 200
    running.end()
    assert running.output.split() == ["left", "finished"]


@pytest.mark.parametrize("announced", [100_001, 10**11])
def test_a_body_that_is_announced_too_large_is_refused_before_it_is_sent(running: Running, announced: int) -> None:
    with running.connect() as connection:
        connection.send(f"POST /v1/summaries HTTP/1.1\r\nHost: x\r\nContent-Length: {announced}\r\n\r\n".encode())
        answer = read_all(connection).decode()
    assert answer.startswith("HTTP/1.1 413 ") and "application/problem+json" in answer
    assert "100000 bytes" in answer and '"code":"body_too_large"' in answer
    assert "X-Request-Id" in answer and "Server:" not in answer


def test_a_caller_that_sends_too_much_anyway_can_read_why_it_was_refused(running: Running) -> None:
    for _ in range(5):
        status, headers, body = running.call("POST", "/v1/summaries", b"x" * 5_000_000)
        assert (status, body["code"]) == (413, "body_too_large")
        assert SECURITY_HEADERS.items() <= headers.items()


def test_a_chunked_body_is_refused_when_it_has_grown_too_large(running: Running) -> None:
    with running.connect() as connection:
        connection.send(b"POST /v1/summaries HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        chunk = b"2000\r\n" + b"a" * 0x2000 + b"\r\n"
        for _ in range(14):
            connection.send(chunk)
        assert read_all(connection).startswith(b"HTTP/1.1 413 ")


def form(file: bytes) -> tuple[bytes, str]:
    """A form with one file, and its content type."""
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    return head + file + b"\r\n--b--\r\n", "multipart/form-data; boundary=b"


def test_a_form_may_be_as_large_as_its_file_and_nothing_else_may(running: Running) -> None:
    file, content_type = form(b"Good news. " * 80_000)
    status, _, body = running.call("POST", "/v1/summaries", file, Content_Type=content_type)
    assert (status, body["article"]["characters"]) == (200, 880_000)
    for path, kind in (("/v1/detections", content_type), ("/v1/summaries", "application/json")):
        status, _, body = running.call("POST", path, file, Content_Type=kind)
        assert (status, body["detail"]) == (413, "The body is larger than the 100000 bytes allowed here.")


@pytest.mark.parametrize("size", [1_000_001, 1_200_000, 6_000_000])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_file_over_its_limit_is_refused_with_the_limit(running: Running, size: int, chunked: bool) -> None:
    file, content_type = form(b"a" * size)
    parts = [file[start : start + 50_000] for start in range(0, len(file), 50_000)]
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE_S)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.request("POST", "/v1/summaries", iter(parts) if chunked else file, {"Content-Type": content_type})
    response = connection.getresponse()
    problem = json.loads(response.read())
    connection.close()
    assert (response.status, problem["code"]) == (413, "body_too_large")
    assert "1000000 bytes" in problem["detail"]


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nbad header\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000 + b"\r\n\r\n", 431),
    ],
)
def test_what_is_not_http_is_a_problem_too(running: Running, raw: bytes, status: int) -> None:
    with running.connect() as connection:
        connection.send(raw)
        answer = read_all(connection).decode()
    assert answer.split()[1] == str(status)
    assert json.loads(answer.split("\r\n\r\n", 1)[1])["status"] == status
    counted = f'stislo_requests_total{{method="other",route="-",status="{status}"}}'
    assert counted in running.metrics()
    assert running.call("GET", "/livez")[0] == 200


def test_many_callers_on_kept_connections(running: Running) -> None:
    statuses: list[int] = []

    def many() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE_S)
        for _ in range(20):
            connection.request("POST", "/v1/summaries", b'{"text": "Good news."}', {"Content-Type": "application/json"})
            response = connection.getresponse()
            response.read()
            statuses.append(response.status)
        connection.close()

    threads = [threading.Thread(target=many) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert statuses == [200] * 160


def test_a_port_that_is_taken_is_an_oserror() -> None:
    from service.app import create_app
    from service.settings import Settings
    from service.web.server import create_server
    from tests.support.fake_service import FakeService

    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings(port=taken.getsockname()[1], threads=1)
        with pytest.raises(OSError, match="in use"):
            create_server(create_app(settings, FakeService().as_service()), settings)


def test_a_connection_is_busy_until_its_thread_has_let_go_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from waitress.server import BaseWSGIServer

    from service.app import create_app
    from service.settings import Settings
    from service.web.channel import Channel
    from service.web.server import create_server
    from tests.support.fake_service import FakeService

    seen: list[bool] = []
    pulled = threading.Event()
    pull = BaseWSGIServer.pull_trigger

    def watched(listener: Any) -> None:
        if threading.current_thread() is not serving:
            seen.extend(found.busy for found in list(listener._map.values()) if isinstance(found, Channel))
            pulled.set()
        pull(listener)

    monkeypatch.setattr(BaseWSGIServer, "pull_trigger", watched)
    settings = Settings(port=0, threads=1)
    server = create_server(create_app(settings, FakeService().as_service()), settings)
    serving = threading.Thread(target=server.run)
    serving.start()
    connection = http.client.HTTPConnection(*server.addresses[0], timeout=PATIENCE_S)
    connection.request("POST", "/v1/summaries", b'{"text": "Good news."}', {"Content-Type": "application/json"})
    assert connection.getresponse().read()
    assert pulled.wait(60)
    monkeypatch.setattr(BaseWSGIServer, "pull_trigger", pull)
    server.stop()
    serving.join(60)
    connection.close()
    assert seen and all(seen)


def test_articles_are_never_written_to_disk(start: Start, tmp_path: Path) -> None:
    os.environ["TMPDIR"] = str(tmp_path)
    try:
        running = start(max_text_characters=3_000_000)
    finally:
        del os.environ["TMPDIR"]
    tmp_path.chmod(0o500)
    status, _, body = running.call(
        "POST", "/v1/summaries", json.dumps({"text": "Long news. " * 200_000, "include": ["text"]}).encode()
    )
    tmp_path.chmod(0o700)
    assert (status, body["article"]["characters"]) == (200, 2_200_000)


def test_no_word_of_a_caller_is_ever_logged(start: Start) -> None:
    canary = "zxqvkanarejka"
    running = start(log_level="debug")
    body = json.dumps({"text": f"{canary} is here."}).encode()
    assert running.call("POST", f"/v1/summaries?key={canary}", body, Authorization=canary)[0] == 200
    assert running.call("GET", f"/{canary}?key={canary}", X_Request_Id=f"{canary} x")[0] == 404
    for raw in (f"{canary}\r\n\r\n", f"GET /{canary} HTTP/1.1\r\n{canary}\r\n\r\n"):
        with running.connect() as connection:
            connection.send(raw.encode())
            assert b" 400 " in read_all(connection)
    with running.connect() as connection:
        head = f"POST /v1/summaries?key={canary} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        sleepy = json.dumps({"text": "sleep 0.3"})
        connection.send(f"{head}Content-Length: {len(sleepy)}\r\n\r\n{sleepy}".encode())
    until(lambda: running.log.count("service.web.") >= 4)
    running.end()
    assert canary not in running.log.lower()
