"""The parts between a chat server and its back end, each alone: events, pauses, retries, token bounds, TLS."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise, repeat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.engines.chat.backend import Turn
from service.engines.chat.server import ServerBackend
from service.engines.chat.token_bound import TokenBound
from service.engines.chat.wire.events import events
from service.engines.chat.wire.retries import RetryBudget, pause_s, retry_after_s
from service.errors import EngineFailed
from service.settings import Settings
from tests.engines.chat.conftest import TURNS, answer
from tests.support.chat_server import ChatServer

ARTICLES = Path(__file__).parent.parent / "articles"
OPENSSL = shutil.which("openssl")


def read(*chunks: bytes, limit: int = 10_000, line_limit: int = 1000) -> list[str]:
    return list(events(chunks, limit, line_limit))


@given(
    st.lists(st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), min_size=1), max_size=5),
    st.lists(st.integers(0, 400), max_size=8),
    st.sampled_from(["\n", "\r\n"]),
)
def test_events_come_whole_wherever_they_are_cut(texts: list[str], cuts: list[int], newline: str) -> None:
    body = "".join(f": note{newline}data: {text}{newline}{newline}" for text in texts).encode()
    edges = [0, *sorted(cuts), len(body)]
    chunks = [body[start:end] for start, end in pairwise(edges)]
    assert list(events(chunks, 10_000, 10_000)) == texts


def test_events_of_several_lines_and_without_an_end() -> None:
    assert read(b"data: a\ndata:b\ndata\n\nretry: 3\n\ndata:  c") == ["a\nb\n", " c"]


@pytest.mark.parametrize(
    "chunks",
    [
        [b"data: " + b"x" * 2000 + b"\n\n"],
        [b"data: ", *[b"x" * 100] * 20],
        [b"data: x\n" * 1100],
        [b": " + b"x" * 90 + b"\n"] * 200,
    ],
)
def test_what_no_answer_needs_is_not_gathered(chunks: list[bytes]) -> None:
    with pytest.raises(EngineFailed, match="more than an answer can take"):
        read(*chunks)


def test_a_line_without_an_end_is_given_up_before_the_body() -> None:
    body = repeat(b"x" * 100, 10_000)
    with pytest.raises(EngineFailed):
        list(events(body, 10**9, 1000))
    assert len(list(body)) > 9_980


def test_a_pause_is_read_in_every_way_that_it_is_written() -> None:
    moment = datetime.now(UTC) + timedelta(seconds=90)
    assert retry_after_s("0") == 0
    assert retry_after_s(" 12 ") == 12
    assert retry_after_s(format_datetime(moment, usegmt=True)) == pytest.approx(89.5, abs=1)
    assert retry_after_s(moment.strftime("%a, %d %b %Y %H:%M:%S")) == pytest.approx(89.5, abs=1)
    assert retry_after_s("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert [retry_after_s(value) for value in ("", "soon", "-1", "1.5", "9" * 400, "١")] == [None] * 6
    assert retry_after_s(f"Wed, 21 Oct 2015 07:28:00 +{'9' * 20}") is None


def test_pauses_grow_and_are_never_shorter_than_asked() -> None:
    assert all(0 <= pause_s(attempt, None) <= 0.25 * 2**attempt for attempt in (1, 2) for _ in range(100))
    assert max(pause_s(2, None) for _ in range(200)) > 0.5
    assert all(3 <= pause_s(1, 3.0) <= 3.5 for _ in range(100))


def test_retries_are_a_tenth_of_the_requests_and_some_saved_up() -> None:
    budget = RetryBudget()
    assert [budget.retry() for _ in range(12)] == [True] * 10 + [False] * 2
    for _ in range(20):
        budget.request()
    assert [budget.retry() for _ in range(3)] == [True, True, False]
    for _ in range(1000):
        budget.request()
    assert [budget.retry() for _ in range(11)] == [True] * 10 + [False]


# What the hungriest of eight tokenizers makes of each text (see token_bound.py), counted once.
@pytest.mark.parametrize(("language", "tokens"), [("en", 513), ("fr", 717), ("uk", 1048)])
def test_the_bound_on_tokens_holds_and_is_not_absurd(language: str, tokens: int) -> None:
    article = (ARTICLES / f"{language}.txt").read_text(encoding="utf-8")
    bound = TokenBound().of([Turn("user", article)])
    assert tokens < bound < 2.2 * tokens + 80


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        (
            "市议会周一宣布，跨河大桥将于下周重新开放，维修工程耗资四千万欧元，"
            "比原计划晚了六个月。居民对此表示欢迎，但对噪音表示担忧。" * 5,
            336,
        ),
        ("أعلن مجلس المدينة يوم الاثنين أن الجسر سيفتح الأسبوع المقبل بعد إصلاحات كلفت أربعين مليون يورو." * 5, 416),
        ("😀🚀🇺🇦👨‍👩‍👧‍👦🌍🔥💡🎉" * 20, 1020),
    ],
)  # fmt: skip
def test_the_bound_holds_in_other_scripts(text: str, tokens: int) -> None:
    assert tokens < TokenBound().of([Turn("user", text)]) < 2 * tokens + 80


def test_a_longer_conversation_has_a_higher_bound() -> None:
    bound = TokenBound()
    assert bound.of([]) < bound.of([Turn("user", "")]) < bound.of([Turn("user", "a b")]) < bound.of(TURNS)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 and its key, in one file."""
    file = tmp_path / "server.pem"
    subprocess.run(
        [str(OPENSSL), "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-days",
         "1", "-subj", "/CN=server", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", file],
        cwd=tmp_path, check=True, capture_output=True, timeout=30,
    )  # fmt: skip
    file.write_text(file.read_text() + (tmp_path / "key.pem").read_text())
    return file


@pytest.mark.skipif(OPENSSL is None, reason="certificates are made with the openssl command")
def test_a_server_with_a_certificate(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with ChatServer(tls=context) as server:
        settings = Settings(chat_url=server.url, chat_model=server.model)
        stranger = ServerBackend(settings)
        with pytest.raises(EngineFailed, match="cannot be reached"):
            answer(stranger)
        assert not server.asked
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        friend = ServerBackend(settings)
        assert [answer(friend), answer(friend)] == [TURNS[-1].text] * 2
        assert friend.stats().connections == 1
        friend.close()
