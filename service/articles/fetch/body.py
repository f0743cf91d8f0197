"""The body of an answer, unpacked as it comes and never more of it than is allowed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator

from service.errors import FetchFailed, FileTooLarge

GZIP = frozenset({"gzip", "x-gzip", "deflate"})
"""Content codings that are read. Only gzip is asked for; what sites call deflate is understood as well."""

_PIECE = 65_536
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


_STEP = 1 << 20
_COPIES = 2  # as it grows, and whole


def _uncounted(_: int) -> None:
    """For a caller who counts nothing."""


def read_body(
    chunks: Iterable[bytes], limit: int, *, packed: bool, grow_to: Callable[[int], None] = _uncounted
) -> bytes:
    """All of a body, unpacked if it comes `packed` (GZIP). Takes no more memory than about twice `limit` bytes.

    `grow_to` is told how much memory it takes before it does, and may raise.

    Raises FileTooLarge for more than `limit` bytes, packed or unpacked, and FetchFailed for what cannot be unpacked,
    ends too early or is empty.
    """
    arrived = _counted(chunks, limit)
    body = bytearray()
    try:
        for piece in _counted(_unpacked(arrived) if packed else arrived, limit):
            grow_to(-(-(len(body) + len(piece)) // _STEP) * _STEP * _COPIES)
            body += piece
    except zlib.error:
        raise _damaged() from None
    if not body:
        raise FetchFailed("The site sent an empty page; check the address.", field="url")
    return bytes(body)


def too_large(limit: int) -> FileTooLarge:
    """What is said of a body that is longer than `limit` bytes."""
    return FileTooLarge(f"The page or file has more than {limit} bytes; give a smaller one, or its text.", field="url")


def _counted(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limit:
            raise too_large(limit)
        yield piece


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """gzip, one member after the other, or zlib. What follows the last member and is none is left out."""
    inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
    for chunk in chunks:
        data = chunk
        while data:
            if inflater.eof:
                if not data.startswith(b"\x1f"):
                    break
                inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
            yield inflater.decompress(data, _PIECE)
            data = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    yield inflater.flush()
    if not inflater.eof:
        raise _damaged()


def _damaged() -> FetchFailed:
    return FetchFailed("The page arrived damaged or not whole; try again later.", field="url")
