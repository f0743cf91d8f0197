"""Reads a `multipart/form-data` body (RFC 7578) into parts; what is ambiguous is refused, large files go to disk."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO

from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Event, Field, File, MultipartDecoder, NeedData

from service.errors import Malformed, TooLarge
from service.web.body_room import IN_MEMORY_BYTES

# The part that is a file even where its sender gives it no file name.
FILE = "file"

_READ_BYTES = 1 << 16
# What may come before the first part, and the headers of a part: no sender needs more than a few hundred bytes.
_UNDECODED_BYTES = 2 * _READ_BYTES
_MOST_PARTS = 200
# Headers are read character by character, so those of all parts together are bounded as well.
_MOST_HEADERS, _MOST_HEADER_CHARACTERS, _ALL_HEADER_CHARACTERS = 20, 4096, 1 << 16
_LONGEST_BOUNDARY = 200
_PLAIN_ENCODINGS = frozenset({"", "7bit", "8bit", "binary"})
_NOT_MULTIPART = (
    "The body is not multipart/form-data, or ended early; send it whole, with the boundary that it announces."
)


@dataclass(frozen=True, slots=True)
class FormPart:
    """One part. `file_name` None: it is not sent as a file; `media_type` is the whole value of its Content-Type."""

    name: str
    data: bytes | memoryview = field(repr=False)
    file_name: str | None = field(default=None, repr=False)
    media_type: str | None = None

    @property
    def charset(self) -> str | None:
        """The charset that its Content-Type names, in lower case."""
        charset = parse_options_header(self.media_type)[1].get("charset")
        return charset and charset.lower()


def read_parts(stream: IO[bytes], boundary: str, *, file_bytes: int, field_bytes: int) -> list[FormPart]:
    """The parts of a body, in order: a file of at most `file_bytes`, all other parts together of `field_bytes`.

    Raises TooLarge and Malformed; what the stream raises (RequestEntityTooLarge) goes through.
    """
    if not (boundary.isascii() and 0 < len(boundary) <= _LONGEST_BOUNDARY):
        raise Malformed("The Content-Type has no boundary that can be used; let the HTTP client set it.")
    reading = _Reading({True: file_bytes, False: field_bytes})
    decoder = MultipartDecoder(boundary.encode(), max_form_memory_size=_UNDECODED_BYTES)
    try:
        while data := stream.read(_READ_BYTES):
            reading.take(_events(decoder, data))
        reading.take(_events(decoder, None))
    except ClientDisconnected as error:
        raise Malformed("The body ended before its announced length; send it whole.") from error
    except ValueError as error:
        raise Malformed(_NOT_MULTIPART) from error
    finally:
        reading.close()
    return reading.parts


def _events(decoder: MultipartDecoder, data: bytes | None) -> Iterator[Event]:
    try:
        decoder.receive_data(data)
    except RequestEntityTooLarge as error:
        raise Malformed(_NOT_MULTIPART) from error
    while not isinstance(event := decoder.next_event(), Epilogue | NeedData):
        yield event


class _Reading:
    """Puts parts together; `room` says how many bytes files (True) and other parts (False) may still have."""

    def __init__(self, room: dict[bool, int]) -> None:
        self.parts: list[FormPart] = []
        self._room, self._limit = dict(room), room
        self._header_characters = 0
        self._event: Field | File | None = None
        self._data = _spool()

    def close(self) -> None:
        """Lets go of a part that did not come to its end."""
        self._data.close()

    def take(self, events: Iterator[Event]) -> None:
        for event in events:
            if isinstance(event, Field | File):
                self._begin(event)
            elif isinstance(event, Data) and self._event is not None:
                self._add(self._event, event)

    def _begin(self, event: Field | File) -> None:
        characters = sum(len(name) + len(value) for name, value in event.headers)
        self._header_characters += characters
        if len(event.headers) > _MOST_HEADERS or characters > _MOST_HEADER_CHARACTERS:
            raise Malformed(f"A part has more than {_MOST_HEADERS} headers, or too long ones; leave them out.")
        if self._header_characters > _ALL_HEADER_CHARACTERS:
            raise Malformed("The headers of the parts are too long together; use the names of fields only.")
        if not event.name:
            raise Malformed("A part of the body has no name; name each part after the field that it is.")
        if len(self.parts) == _MOST_PARTS:
            raise Malformed(f"The body has more than {_MOST_PARTS} parts; send each field once.")
        if event.headers.get("Content-Transfer-Encoding", "").lower() not in _PLAIN_ENCODINGS:
            raise Malformed("Encoded parts are not read here; send parts without Content-Transfer-Encoding.")
        self._data.close()
        self._event, self._data = event, _spool()

    def _add(self, part: Field | File, event: Data) -> None:
        is_file = isinstance(part, File) or part.name == FILE
        self._room[is_file] -= len(event.data)
        if self._room[is_file] < 0:
            limit = self._limit[is_file]
            if is_file:
                raise TooLarge(f"The file is larger than the {limit} bytes allowed here.", field=FILE)
            raise TooLarge(f"The fields are larger than the {limit} bytes allowed here; send the article as a file.")
        self._data.write(event.data)
        if not event.more_data:
            self.parts.append(_part(part, _whole(self._data)))


def _spool() -> SpooledTemporaryFile[bytes]:
    return SpooledTemporaryFile(IN_MEMORY_BYTES)


def _whole(spool: SpooledTemporaryFile[bytes]) -> bytes | memoryview:
    """All of it, and its end: the temporary file lives as long as somebody looks at the view of it."""
    with spool:
        spool.seek(0)
        if not spool._rolled:  # type: ignore[attr-defined]
            return spool.read()
        return memoryview(mmap.mmap(spool.fileno(), 0, access=mmap.ACCESS_READ))


def _part(event: Field | File, data: bytes | memoryview) -> FormPart:
    file_name = event.filename if isinstance(event, File) else None
    return FormPart(event.name, data, file_name, event.headers.get("Content-Type"))
