"""Reads Server-Sent Events as a browser does, as far as they are sent here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple


class Event(NamedTuple):
    name: str
    data: Any


def events(chunks: Iterable[bytes]) -> Iterator[Event]:
    """The events of a stream as they come in; comments are passed over, an event that breaks off is none."""
    for block in blocks(chunks):
        fields: dict[str, list[str]] = {}
        for line in block.split("\n"):
            name, _, value = line.partition(":")
            fields.setdefault(name, []).append(value.removeprefix(" "))
        if "data" in fields:
            [name] = fields.get("event", ["message"])
            yield Event(name, json.loads("\n".join(fields["data"])))


def blocks(chunks: Iterable[bytes]) -> Iterator[str]:
    """What stands between empty lines, comments included."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n\n")
        yield from (block.decode() for block in whole)
