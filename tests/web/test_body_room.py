"""Bodies count before they are read, and what they took comes back on every way out."""

from __future__ import annotations

import re
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.settings import Settings
from service.types import Upload
from service.web.body_room import caller_of, room_for
from tests.support.fake_service import FakeService
from tests.web.test_server import Running, Start, read_all, servers

_FILE = b"a b. " * 500_000
_FORM = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n' + _FILE + b"\r\n--b--\r\n"
_HEAD = "POST /v1/summaries HTTP/1.1\r\nHost: x\r\nContent-Type: "
_FORM_HEAD = f"{_HEAD}multipart/form-data; boundary=b\r\n"
_PATIENCE_S = 60


@pytest.fixture
def start() -> Iterator[Start]:
    with servers() as run:
        yield run


def send(running: Running, data: bytes, source: str = "127.0.0.1") -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", running.port), _PATIENCE_S, source_address=(source, 0))
    connection.sendall(data)
    return connection


def reserved(running: Running) -> int:
    found = re.search(r"^stislo_bodies_reserved_bytes (\S+)$", running.metrics(), re.MULTILINE)
    assert found
    return int(float(found[1]))


def until_reserved(running: Running, wanted: int) -> None:
    end = time.monotonic() + _PATIENCE_S
    while (now := reserved(running)) != wanted:
        assert time.monotonic() < end, f"{now} bytes are reserved, not {wanted}"
        time.sleep(0.02)


def announced(size: int) -> bytes:
    return f"{_FORM_HEAD}Content-Length: {size}\r\n\r\n".encode()


def test_unfinished_bodies_count_and_the_next_is_refused_unread(start: Start) -> None:
    running = start(max_upload_mb=8, max_file_bytes=3_000_000, max_body_bytes=100_000, idle_timeout_s=60)
    with ExitStack() as open_ones:
        for source in ("127.0.0.1", "127.0.0.2"):
            open_ones.enter_context(send(running, announced(3_000_000) + b"--b", source))
        until_reserved(running, 6_000_000)
        for source in ("127.0.0.1", "127.0.0.3"):
            expecting = announced(3_000_000).replace(b"\r\n\r\n", b"\r\nExpect: 100-continue\r\n\r\n")
            with send(running, expecting, source) as refused:
                answer = read_all(refused)
            assert answer.startswith(b"HTTP/1.1 503 ") and b"\r\nRetry-After: 2\r\n" in answer
            assert b'"code":"overloaded"' in answer
        assert running.summarize()[0] == 200
        assert reserved(running) == 6_000_000
    until_reserved(running, 0)


def test_one_caller_leaves_room_for_others(start: Start) -> None:
    running = start(max_upload_mb=8, max_file_bytes=1_000_000, max_body_bytes=100_000, idle_timeout_s=60)
    with ExitStack() as open_ones:
        for _ in range(4):
            open_ones.enter_context(send(running, announced(1_000_000)))
        until_reserved(running, 4_000_000)
        with send(running, announced(1_000_000)) as refused:
            assert read_all(refused).startswith(b"HTTP/1.1 503 ")
        open_ones.enter_context(send(running, announced(1_000_000), "127.0.0.2"))
        until_reserved(running, 5_000_000)


def test_chunked_bodies_are_reserved_as_they_come(start: Start) -> None:
    running = start(max_upload_mb=8, max_file_bytes=3_000_000, max_body_bytes=100_000, idle_timeout_s=60)
    chunk = b"40000\r\n" + bytes(0x40000) + b"\r\n"
    with send(running, f"{_FORM_HEAD}Transfer-Encoding: chunked\r\n\r\n".encode() + chunk) as first:
        until_reserved(running, 1 << 20)
        first.sendall(4 * chunk)
        until_reserved(running, 2 << 20)
    until_reserved(running, 0)


@pytest.mark.parametrize(
    ("body", "status"),
    [(_FORM, 200), (_FORM.replace(b"\r\n--b--", b"\r\n--c--"), 400), (b"--b" + bytes(100_000), 400)],
)
def test_an_answer_gives_the_room_back(start: Start, body: bytes, status: int) -> None:
    running = start(max_upload_mb=8, max_file_bytes=3_000_000, max_body_bytes=100_000)
    for _ in range(3):
        found, *_ = running.call("POST", "/v1/summaries", body, Content_Type="multipart/form-data; boundary=b")
        assert found == status
    until_reserved(running, 0)


def test_silence_gives_the_room_back(start: Start) -> None:
    running = start(max_upload_mb=8, max_file_bytes=3_000_000, max_body_bytes=100_000, idle_timeout_s=1)
    with send(running, announced(3_000_000) + b"--b") as silent:
        assert read_all(silent) == b""
        until_reserved(running, 0)


def test_what_never_fits_is_too_large(start: Start) -> None:
    running = start(max_upload_mb=1, max_file_bytes=3_000_000, max_body_bytes=100_000)
    with send(running, announced(2_000_000)) as refused:
        assert read_all(refused).startswith(b"HTTP/1.1 413 ")


def test_large_files_are_on_disk_without_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    service = FakeService()
    names: list[Any] = []
    service.watch = lambda: names.extend(tmp_path.iterdir())
    client: FlaskClient = create_app(Settings(), service.as_service()).test_client()
    answer = client.post("/v1/summaries", data=_FORM, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 200
    assert isinstance(service.requests[0].article, Upload)
    data = service.requests[0].article.data
    assert isinstance(data, memoryview) and data == _FILE and data.readonly
    assert names == list(tmp_path.iterdir()) == []


def test_one_of_each_kind_fits_the_default_room() -> None:
    settings = Settings()
    place = room_for(settings).place("a")
    place.grow_to(settings.max_file_bytes + settings.max_body_bytes)
    place.release()
    place.grow_to(settings.max_body_bytes * 8)


@pytest.mark.parametrize(
    ("peer", "caller"),
    [
        (("192.0.2.7", 80), "192.0.2.7"),
        (("::ffff:192.0.2.7", 80, 0, 0), "192.0.2.7"),
        (("2001:db8:1:2:3:4:5:6", 80, 0, 0), "2001:db8:1:2::"),
        (("fe80::1%eth0", 80, 0, 2), "fe80::"),
    ],
)
def test_a_network_of_ipv6_is_one_caller(peer: tuple[Any, ...], caller: str) -> None:
    assert caller_of(peer) == caller
