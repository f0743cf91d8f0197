"""Server-sent events, as far as chat servers use them: the data of each event, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from service.errors import EngineFailed


def events(chunks: Iterable[bytes], limit: int, line_limit: int) -> Iterator[str]:
    """The `data` of each event of a body that comes in `chunks`, cut anywhere. Comments and other fields are left out.

    Lines end with LF or CRLF. An event that the body breaks off in counts all the same: what it is worth, its reader
    says. Raises EngineFailed for a body over `limit` bytes, a line or an event over `line_limit` bytes, and what is not
    UTF-8. No more than one chunk and one event is held.
    """
    data: list[str] = []
    for line in _lines(chunks, limit, line_limit):
        field, _, value = line.partition(":")
        if field == "data":
            data.append(value.removeprefix(" "))
            if sum(map(len, data)) > line_limit:
                raise _too_much()
        elif not line and data:
            yield "\n".join(data)
            data.clear()
    if data:
        yield "\n".join(data)


def _lines(chunks: Iterable[bytes], limit: int, line_limit: int) -> Iterator[str]:
    rest, total = bytearray(), 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise _too_much()
        *whole, last = chunk.split(b"\n")
        for line in whole:
            rest += line
            yield _decoded(rest, line_limit)
            rest.clear()
        rest += last
        if len(rest) > line_limit:
            raise _too_much()
    if rest:
        yield _decoded(rest, line_limit)


def _decoded(line: bytearray, line_limit: int) -> str:
    if len(line) > line_limit:
        raise _too_much()
    try:
        return line.decode("utf-8").removesuffix("\r")
    except UnicodeDecodeError:
        raise EngineFailed("The chat server's answer is not UTF-8.") from None


def _too_much() -> EngineFailed:
    return EngineFailed("The chat server sends more than an answer can take; its answer was broken off.")
