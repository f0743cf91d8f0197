"""Requests that are not quite HTTP: what is sent, which answers are right, and what becomes of the connection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

After = Literal["open", "closed", "any"]


@dataclass(frozen=True)
class Case:
    """`allowed`: statuses that the first answer may have, 0 = none. `answers`: how many there are in all.

    `after`: the connection answers one more request ("open"), or the server ends it ("closed").
    """

    name: str
    payload: bytes
    allowed: frozenset[int]
    after: After = "any"
    answers: int = 1
    half_close: bool = False


_HOST = b"Host: {host}\r\n"
_BODY = b'{"text":"The council met on Monday.","cache":false}'
_SMUGGLED = b"GET /metrics HTTP/1.1\r\n" + _HOST + b"\r\n"


def _get(*lines: bytes, first: bytes = b"GET /livez HTTP/1.1", host: bytes = _HOST) -> bytes:
    return first + b"\r\n" + host + b"".join(line + b"\r\n" for line in lines) + b"\r\n"


def _post(*lines: bytes, body: bytes = _BODY, version: bytes = b"1.1") -> bytes:
    first = b"POST /v1/detections HTTP/" + version + b"\r\n" + _HOST + b"Content-Type: application/json\r\n"
    return first + b"".join(line + b"\r\n" for line in lines) + b"\r\n" + body


def _chunked(body: bytes) -> bytes:
    return _post(b"Transfer-Encoding: chunked", body=body)


def _of(*statuses: int) -> frozenset[int]:
    return frozenset(statuses)


_OK, _BAD, _FRAMING = _of(200), _of(400), _of(400, 501)
_TEXT = b'{"text":"The council met on Monday and will vote on the plan in May."}'
_LENGTH = b"Content-Length: %d" % len(_TEXT)
_CHUNK = b"%x\r\n%s\r\n" % (len(_TEXT), _TEXT)

SIMPLE = (
    Case("a GET", _get(), _OK, "open"),
    Case("a GET that closes", _get(b"Connection: close"), _OK, "closed"),
    Case("HTTP/1.0", _get(first=b"GET /livez HTTP/1.0"), _OK, "closed"),
    Case("HTTP/1.0 without Host", b"GET /livez HTTP/1.0\r\n\r\n", _OK, "closed"),
    Case("a POST", _post(_LENGTH, body=_TEXT), _OK, "open"),
    Case("blank lines before it", b"\r\n\r\n" + _get(), _OK),
    Case("an absolute address of ours", _get(first=b"GET http://{host}/livez HTTP/1.1"), _OK),
    Case(
        "an absolute address of others", _get(first=b"GET http://evil.example/livez HTTP/1.1"), _of(200, 400, 403, 421)
    ),
    Case("an upgrade to HTTP/2", _get(b"Connection: Upgrade", b"Upgrade: h2c"), _OK),
    Case("three in a row", _get() * 3, _OK, "open", answers=3),
    Case("fifty in a row", _get() * 50, _OK, "open", answers=50),
    Case("a POST and a GET in a row", _post(_LENGTH, body=_TEXT) + _get(), _OK, "open", answers=2),
    Case("a GET with a body, another in a row", _get(b"Content-Length: 5") + b"hello" + _get(), _OK, answers=2),
    Case("a GET with a chunked body", _get(b"Transfer-Encoding: chunked") + b"0\r\n\r\n", _OK, "open"),
    Case("half closed after a GET", _get(), _OK, "closed", half_close=True),
    Case("half closed after a POST", _post(_LENGTH, body=_TEXT), _OK, "closed", half_close=True),
    Case("half closed within a header", _get()[:-4], _of(0, 400), "closed", answers=-1, half_close=True),
    Case("half closed within a body", _post(b"Content-Length: 99"), _of(0, 400), "closed", answers=-1, half_close=True),
    Case("Expect: 100-continue", _post(b"Expect: 100-continue", _LENGTH, body=_TEXT), _of(100, 200), answers=-1),
    Case("another expectation", _get(b"Expect: wonders"), _of(200, 417)),
)
HOSTS = (
    Case("no Host", b"GET /livez HTTP/1.1\r\n\r\n", _BAD, "closed"),
    Case("two Hosts", _get(b"Host: evil.example"), _BAD, "closed"),
    Case("the same Host twice", _get(_HOST[:-2]), _BAD, "closed"),
    Case("a Host with a space", _post(_LENGTH, body=_TEXT).replace(_HOST, b"Host: a b\r\n"), _of(400, 403, 421)),
    Case("a Host with a path", _post(_LENGTH, body=_TEXT).replace(_HOST, b"Host: {host}/x\r\n"), _of(400, 403, 421)),
)
FRAMING = (
    Case(
        "length and chunks",
        _post(b"Content-Length: 4", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n" + _SMUGGLED),
        _BAD,
        "closed",
    ),
    Case(
        "chunks and length",
        _post(b"Transfer-Encoding: chunked", b"Content-Length: 4", body=b"0\r\n\r\n" + _SMUGGLED),
        _BAD,
        "closed",
    ),
    Case("two lengths", _post(b"Content-Length: 4", b"Content-Length: 40"), _BAD, "closed"),
    Case("a list of lengths", _post(b"Content-Length: 4, 4"), _BAD, "closed"),
    Case("a length with a sign", _post(b"Content-Length: +4"), _BAD, "closed"),
    Case("a length below zero", _post(b"Content-Length: -4"), _BAD, "closed"),
    Case("a length in hexadecimal", _post(b"Content-Length: 0x4"), _BAD, "closed"),
    Case("a length with a space in it", _post(b"Content-Length: 4 4"), _BAD, "closed"),
    Case("a length in other digits", _post("Content-Length: ٤".encode()), _BAD, "closed"),
    Case("a length of 5,000 digits", _post(b"Content-Length: " + b"9" * 5000), _of(400, 413), "closed"),
    Case("a length of a terabyte", _post(b"Content-Length: 1000000000000"), _of(413), "closed"),
    Case(
        "a length in HTTP/1.0 with chunks",
        _post(b"Transfer-Encoding: chunked", body=b"0\r\n\r\n" + _SMUGGLED, version=b"1.0"),
        _of(400, 411, 415, 501),
        "closed",
    ),
    Case("gzip", _post(b"Transfer-Encoding: gzip"), _FRAMING, "closed"),
    Case("chunked, then gzip", _post(b"Transfer-Encoding: chunked, gzip"), _FRAMING, "closed"),
    Case("gzip, then chunked", _post(b"Transfer-Encoding: gzip, chunked"), _FRAMING, "closed"),
    Case("xchunked", _post(b"Transfer-Encoding: xchunked"), _FRAMING, "closed"),
    Case(
        "chunked twice",
        _post(b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n"),
        _of(400, 422, 501),
    ),
    Case(
        "chunked and identity", _post(b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity"), _FRAMING, "closed"
    ),
    Case("chunked after a vertical tab", _post(b"Transfer-Encoding: \x0bchunked"), _FRAMING, "closed"),
    Case("a space before the colon", _post(b"Transfer-Encoding : chunked"), _BAD, "closed"),
)
CHUNKS = (
    Case("chunks", _chunked(_CHUNK + b"0\r\n\r\n"), _OK, "open"),
    Case("a chunk with an extension", _chunked(_CHUNK.replace(b"\r\n", b";a=b\r\n", 1) + b"0\r\n\r\n"), _OK),
    Case("chunks with a trailer", _chunked(_CHUNK + b"0\r\nX-A: b\r\n\r\n"), _OK),
    Case("a chunk of letters", _chunked(b"zz\r\n" + _TEXT), _BAD, "closed"),
    Case("a chunk below zero", _chunked(b"-1\r\n" + _TEXT), _BAD, "closed"),
    Case("a chunk with 0x", _chunked(b"0x5\r\n" + _TEXT), _BAD, "closed"),
    Case("a chunk with underscores", _chunked(b"1_5\r\n" + _TEXT), _BAD, "closed"),
    Case("a chunk of 2^68 bytes", _chunked(b"F" * 17 + b"\r\n" + _TEXT), _of(0, 400, 413), answers=-1),
    Case("a chunk longer than it says", _chunked(b"2\r\n" + _TEXT + b"\r\n0\r\n\r\n"), _BAD, "closed"),
    Case("a chunk size without end", _chunked(b"0" * 100_000), _of(400, 413, 431), "closed"),
    Case("an extension without end", _chunked(b"5;" + b"a" * 100_000), _of(400, 413, 431), "closed"),
    Case("a trailer without end", _chunked(_CHUNK + b"0\r\n" + b"X-A: b\r\n" * 40_000), _of(400, 413, 431), "closed"),
)
HEADERS = (
    Case("a folded header", _get(b"X-A: b", b" c"), _of(200, 400)),
    Case("a NUL in a header", _get(b"X-A: b\0c"), _BAD, "closed"),
    Case("a CR in a header", _get(b"X-A: b\rX-B: c"), _BAD, "closed"),
    Case("an LF in a header", _get(b"X-A: b\nX-B: c"), _BAD, "closed"),
    Case("lines that end with LF", b"GET /livez HTTP/1.1\nHost: {host}\n\n", _of(0, 200, 400), answers=-1),
    Case("a header without a colon", _get(b"nonsense"), _BAD, "closed"),
    Case("a header without a name", _get(b": b"), _BAD, "closed"),
    Case("a header with a space in its name", _get(b"X A: b"), _BAD, "closed"),
    Case("a header with a bracket in its name", _get(b"X(A: b"), _BAD, "closed"),
    Case("a header of 40 KB", _get(b"X-A: " + b"a" * 40_000), _of(431), "closed"),
    Case("ten thousand headers", _get(*[b"X-A: b"] * 10_000), _of(431), "closed"),
    Case("a header name of 40 KB", _get(b"X" * 40_000 + b": a"), _of(431), "closed"),
    Case("a length with an underscore", _get(b"Content_Length: 99"), _of(200, 400)),
)
LINES = (
    Case("an address of 100 KB", _get(first=b"GET /" + b"a" * 100_000 + b" HTTP/1.1"), _of(400, 414, 431), "closed"),
    Case("HTTP/0.9", b"GET /livez\r\n\r\n", _of(200, 400, 505), "closed"),
    Case("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", _of(400, 404, 405, 505), "closed", answers=-1),
    Case("HTTP/9.9", _get(first=b"GET /livez HTTP/9.9"), _of(200, 400, 505), "closed"),
    Case("two spaces in the first line", _get(first=b"GET  /livez HTTP/1.1"), _of(400, 404)),
    Case("a method in small letters", _get(first=b"get /livez HTTP/1.1"), _of(400, 405, 501)),
    Case("an unknown method", _get(first=b"BREW /livez HTTP/1.1"), _of(400, 405, 501)),
    Case("TRACE", _get(b"X-Secret: 1", first=b"TRACE /livez HTTP/1.1"), _of(400, 405, 501)),
    Case("CONNECT", _get(first=b"CONNECT evil.example:443 HTTP/1.1"), _of(400, 404, 405, 501)),
    Case("OPTIONS *", _get(first=b"OPTIONS * HTTP/1.1"), _of(200, 204, 400, 404, 405)),
    Case("a NUL in the address", _get(first=b"GET /livez\0 HTTP/1.1"), _of(400, 404)),
    Case("out of the root", _get(first=b"GET /../../etc/passwd HTTP/1.1"), _of(400, 404)),
    Case("an address that leads elsewhere", _get(first=b"GET //evil.example/%2f.. HTTP/1.1"), _of(400, 404)),
    Case("an address of half a character", _get(first=b"GET /%zz%c3 HTTP/1.1"), _of(400, 404)),
    Case("noise", bytes(range(128, 256)) * 8 + b"\r\n\r\n", _BAD, "closed"),
    Case("NULs", b"\0" * 2000 + b"\r\n\r\n", _BAD, "closed"),
    Case("the first words of TLS", bytes.fromhex("16030100c8010000c40303") + b"Z" * 190 + b"\r\n\r\n", _BAD, "closed"),
)
CASES = SIMPLE + HOSTS + FRAMING + CHUNKS + HEADERS + LINES
