"""Chunked bodies: what is read, and framing without end that is not."""

from __future__ import annotations

import io

import pytest

from service.web.chunks import BoundedChunks


class Sink(io.BytesIO):
    def append(self, data: bytes) -> None:
        self.write(data)

    def __len__(self) -> int:
        return len(self.getvalue())


def fed(body: bytes, piece: int = 1000) -> tuple[BoundedChunks, bytes, int]:
    """The receiver of a body that came in pieces, what it kept, and how many pieces it took."""
    sink = Sink()
    receiver, pieces = BoundedChunks(sink), 0
    for start in range(0, len(body), piece):
        if receiver.completed or receiver.error:
            break
        receiver.received(body[start : start + piece])
        pieces += 1
    return receiver, sink.getvalue(), pieces


@pytest.mark.parametrize("piece", [1, 3, 1000])
def test_chunks_extensions_and_trailers_are_read(piece: int) -> None:
    receiver, body, _ = fed(b"5;a=b\r\nGood \r\n5\r\nnews.\r\n0\r\nX-A: b\r\n\r\n", piece)
    assert receiver.completed and receiver.error is None
    assert body == b"Good news."


@pytest.mark.parametrize(
    "body",
    [
        b"0" * 1_000_000,
        b"5;a=" + b"b" * 1_000_000,
        b"5\r\nGood \r\n0\r\n" + b"X-A: b\r\n" * 100_000,
        b"5\r\nGood \r\n" + b"0" * 1_000_000,
    ],
    ids=["a size", "an extension", "a trailer", "a later size"],
)
def test_framing_without_end_is_refused_after_a_few_thousand_bytes(body: bytes) -> None:
    receiver, _, pieces = fed(body)
    assert receiver.completed and receiver.error is not None and receiver.error.code == 400
    assert pieces <= 10


def test_trailers_that_come_in_one_piece_are_refused_too() -> None:
    receiver, _, _ = fed(b"0\r\n" + b"X-A: b\r\n" * 2_000 + b"\r\n", 100_000)
    assert receiver.error is not None and receiver.error.code == 400


def test_a_body_in_chunks_of_a_byte_is_refused_when_it_is_mostly_framing() -> None:
    receiver, body, _ = fed(b"1\r\na\r\n" * 100_000)
    assert receiver.error is not None and receiver.error.code == 400
    assert len(body) < 20_000


def test_a_short_body_may_come_in_chunks_of_a_byte() -> None:
    receiver, body, _ = fed(b"1\r\na\r\n" * 5_000 + b"0\r\n\r\n")
    assert receiver.completed and receiver.error is None and body == b"a" * 5_000
