"""Reads members of zip files that strangers sent, and the XML in them, without ever unpacking more than allowed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from service.errors import FileTooLarge, UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ENTRIES = 1000
# XML of long tables is compressed fifty times; only bombs reach a thousand. Small members may do as they like.
MAX_RATIO = 100
_RATIO_COUNTS_FROM = 1_000_000
_CHUNK = 1 << 16
_ENCRYPTED = 0x1
_TOO_MUCH = frozenset({"ERR_NO_MEMORY", "ERR_RESOURCE_LIMIT"})
# Whether an element has more attributes than any document's: to look at all of them takes lxml quadratic time.
_CROWDED = "boolean(//*[@*[1001]])"
_DAMAGED = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


class Archive:
    """The members of a zip file. What was read is counted, whatever the file says of itself. For one thread.

    Errors name `field`: FileTooLarge for more members or bytes than allowed, UnreadableFile for what is damaged,
    encrypted or missing.
    """

    def __init__(self, zip_file: ZipFile, *, field: str, most_bytes: int, entries: int) -> None:
        self.field = field
        self._zip = zip_file
        self._left = most_bytes
        members = zip_file.infolist()
        if len(members) > entries:
            raise FileTooLarge(f"The file is an archive of more than {entries:,} files.", field=field)
        if sum(member.file_size for member in members) > most_bytes:
            raise self._too_large()
        self._members = {member.filename: member for member in members}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    @property
    def left(self) -> int:
        """How many bytes may still be unpacked."""
        return self._left

    def spend(self, count: int) -> None:
        """Counts bytes that were unpacked from a file in the archive. Raises FileTooLarge if they are too many."""
        self._left -= count
        if self._left < 0:
            raise self._too_large()

    def names(self) -> list[str]:
        """The names of all members, in the file's own order."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """A member's bytes."""
        member = self._members.get(name)
        if member is None:
            raise UnreadableFile("The file is incomplete: a part that it needs is missing.", field=self.field)
        if member.flag_bits & _ENCRYPTED:
            raise UnreadableFile("The file is locked with a password; send it without one.", field=self.field)
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise UnreadableFile("The file is packed in a way that documents never are.", field=self.field)
        try:
            return b"".join(self._chunks(member))
        except _DAMAGED as error:
            raise UnreadableFile("The file is damaged; send it again.", field=self.field) from error

    def xml(self, name: str) -> _Element:
        """A member's XML, parsed without DTD, entities, network or exceptions to the parser's own limits."""
        return read_xml(self.read(name), field=self.field)

    def _chunks(self, member: ZipInfo) -> Iterator[bytes]:
        size = 0
        with self._zip.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self._left -= len(chunk)
                unlikely = size > _RATIO_COUNTS_FROM and size > MAX_RATIO * max(1, member.compress_size)
                if self._left < 0 or unlikely:
                    raise self._too_large()
                yield chunk

    def _too_large(self) -> FileTooLarge:
        return _too_large(self.field)


def read_xml(data: bytes, *, field: str) -> _Element:
    """XML that a stranger sent, parsed without DTD, entities, network or exceptions to the parser's own limits.

    Raises UnreadableFile and FileTooLarge.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if any(entry.type_name in _TOO_MUCH for entry in parser.error_log):
            raise _too_large(field) from error
        raise UnreadableFile("The file is damaged: a part of it is not valid XML.", field=field) from error
    if root.xpath(_CROWDED):
        raise _too_large(field)
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise UnreadableFile("The file declares XML entities, which are not read here.", field=field)
    return root


def _too_large(field: str) -> FileTooLarge:
    return FileTooLarge("Unpacked, the file takes more room than allowed; send its text alone.", field=field)


@contextmanager
def open_archive(data: bytes, *, field: str, most_bytes: int, entries: int = MAX_ENTRIES) -> Iterator[Archive]:
    """The archive in `data`, of which up to `most_bytes` may be unpacked in all."""
    try:
        zip_file = ZipFile(BytesIO(data))
    except _DAMAGED as error:
        raise UnreadableFile("The file is damaged; send it again.", field=field) from error
    with zip_file:
        yield Archive(zip_file, field=field, most_bytes=most_bytes, entries=entries)
