"""Connections that are slow, silent or not HTTP: a thousand of them, from one address and from many."""

from __future__ import annotations

from functools import partial

import psutil

from benchmarks.attack.crowd import Manner, crowd
from benchmarks.attack.target import ATTACKER, Attack, Tally, Target
from benchmarks.attack.wire import head

_MANY = 1_010
_ONE_ADDRESS = (ATTACKER,)
_ADDRESSES = tuple(f"127.0.1.{number}" for number in range(1, 251))
# A process that waits takes none; one that asks over and over for a connection that it cannot open takes all.
_MOST_CPU = 0.6
_TLS_HELLO = bytes.fromhex("16030100c8010000c40303") + b"\x5a" * 190


def slow_header(target: Target) -> Manner:
    """A byte of a header every one and a half seconds."""
    return Manner(first=f"GET /livez HTTP/1.1\r\nHost: {target.host}\r\nX-Slow: ".encode(), drip=b"a")


def slow_body(target: Target) -> Manner:
    """A whole header, then a byte of a long body every one and a half seconds."""
    return Manner(first=head(target, "/v1/summaries", 3_000_000) + b'{"text":"', drip=b"a")


def slow_chunks(target: Target) -> Manner:
    """The same with a chunk of one byte at a time."""
    return Manner(first=head(target, "/v1/summaries"), drip=b"1\r\na\r\n")


def slow_reader(target: Target) -> Manner:
    """Asks for large pages, one after the other, and reads nothing."""
    ask = f"GET /openapi.json HTTP/1.1\r\nHost: {target.host}\r\n\r\n".encode()
    return Manner(first=ask * 20, reads=False)


def silent(target: Target) -> Manner:
    """Says nothing."""
    return Manner()


def other_protocol(target: Target) -> Manner:
    """Speaks TLS to a server that does not."""
    return Manner(first=_TLS_HELLO, drip=b"\x16")


def few_descriptors(target: Target) -> Tally:
    """More connections than the process may open descriptors: it must neither spin nor fall silent for good."""
    before = psutil.Process(target.pid).cpu_times()
    tally = crowd(target, 120, silent, _ONE_ADDRESS)
    after = psutil.Process(target.pid).cpu_times()
    share = (after.user + after.system - before.user - before.system) / target.seconds
    if share > _MOST_CPU:
        tally.missed.append(f"{share:.0%} of a processor were spent on connections that could not be opened")
    return tally


ATTACKS = (
    Attack(
        "1,010 headers, a byte per 1.5 s",
        "connections",
        partial(crowd, size=_MANY, manner=slow_header, sources=_ONE_ADDRESS),
        seconds=10.0,
        quick=True,
    ),
    Attack(
        "1,010 headers from 250 addresses",
        "connections",
        partial(crowd, size=_MANY, manner=slow_header, sources=_ADDRESSES),
        seconds=12.0,
    ),
    Attack(
        "1,010 bodies, a byte per 1.5 s",
        "connections",
        partial(crowd, size=_MANY, manner=slow_body, sources=_ONE_ADDRESS),
        seconds=12.0,
    ),
    Attack(
        "1,010 bodies in chunks of a byte",
        "connections",
        partial(crowd, size=_MANY, manner=slow_chunks, sources=_ADDRESSES),
        seconds=12.0,
    ),
    Attack("400 that never read", "connections", partial(crowd, size=400, manner=slow_reader, sources=_ADDRESSES)),
    Attack(
        "1,010 that say nothing",
        "connections",
        partial(crowd, size=_MANY, manner=silent, sources=_ADDRESSES),
        seconds=10.0,
    ),
    Attack(
        "1,010 that speak TLS", "connections", partial(crowd, size=_MANY, manner=other_protocol, sources=_ADDRESSES)
    ),
    Attack("120 on 64 descriptors", "connections", few_descriptors, descriptors=64, quick=True),
)
