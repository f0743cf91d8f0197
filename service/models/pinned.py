"""Models whose files the catalogue names one by one, by hash: where they come from does not matter.

Each file is looked for at one source after the other, compressed or not; only what has the pinned hash is taken, and
what is unpacked has one, too. Their makers' servers are not for production, so a mirror of one's own goes first.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from service.engines.base import ModelSpec, PinnedFile
from service.errors import ChecksumMismatch, StoreError
from service.models.hub import Hub, RemoteFile, Snapshot
from service.models.manifest import sha256_of

_HUB = "hub:"
_PACKED = ".zst"
_COMMIT_DIGITS = 40
_log = logging.getLogger(__name__)


def snapshot_of(spec: ModelSpec) -> Snapshot:
    """The files of an entry that names them. What stands for a commit follows from their hashes; nobody is asked."""
    named = "".join(f"{file.sha256} {file.name}\n" for file in sorted(spec.files, key=lambda file: file.name))
    files = tuple(RemoteFile(file.name, file.bytes, file.sha256, None) for file in spec.files)
    return Snapshot(spec.repo, sha256(named.encode()).hexdigest()[:_COMMIT_DIGITS], files, pinned=True)


@dataclass(frozen=True, slots=True)
class _Offer:
    """One way to get a file: an address, and what comes from there."""

    url: str
    packed: bool
    sha256: str
    bytes: int


class PinnedFiles:
    """Fetches the files of one entry. `mirror` is an address that has them under their places, before other sources."""

    def __init__(self, spec: ModelSpec, hub: Hub, mirror: str | None = None) -> None:
        self._files = {file.name: file for file in spec.files}
        mirrors = [f"{mirror.rstrip('/')}/{{place}}"] if mirror else []
        self._sources = (*mirrors, *spec.sources)
        self._hub = hub

    def fetch(self, snapshot: Snapshot, file: RemoteFile, folder: Path, on_bytes: Callable[[int], None]) -> None:
        """Puts a file into `folder`, unpacked and checked; what is there already and right is kept.

        Raises what the last source raised, where none has it: StoreError.
        """
        target = folder / file.name
        if target.exists() and file.matches(target):
            return
        problem: StoreError | None = None
        for offer in self._offers(self._files[file.name]):
            try:
                self._take(offer, file, folder, on_bytes)
                return
            except StoreError as error:
                _log.info("A source of %s failed (%s)", snapshot.repo, type(error).__name__)
                problem = error
        raise problem or ChecksumMismatch(f"No source has the file '{file.name}' of {snapshot.repo}.")

    def addresses(self, name: str) -> list[str]:
        """Where a file of the entry may be had, in order."""
        return [offer.url for offer in self._offers(self._files[name])]

    def _offers(self, file: PinnedFile) -> Iterator[_Offer]:
        for source in self._sources:
            url = self._url(source, file)
            packed = url.endswith(_PACKED)
            if packed and file.packed_sha256:
                yield _Offer(url, True, file.packed_sha256, file.packed_bytes)
            elif not packed:
                yield _Offer(url, False, file.sha256, file.bytes)

    def _url(self, source: str, file: PinnedFile) -> str:
        filled = source.format(name=file.name, place=file.place)
        if not filled.startswith(_HUB):
            return filled
        owner, name, path = filled.removeprefix(_HUB).split("/", 2)
        return self._hub.address(f"{owner}/{name}", path)

    def _take(self, offer: _Offer, file: RemoteFile, folder: Path, on_bytes: Callable[[int], None]) -> None:
        """One source's file; with wrong content it is fetched once more from its first byte."""
        suffix = _PACKED if offer.packed else ""
        partial = folder / f"{file.name}{suffix}.{offer.sha256}.incomplete"
        for _ in range(2):
            self._hub.download(
                offer.url, offer.bytes, partial, lambda count: on_bytes(count * file.bytes // offer.bytes)
            )
            if partial.stat().st_size == offer.bytes and sha256_of(partial) == offer.sha256:
                break
            partial.unlink()
        else:
            raise ChecksumMismatch(
                f"The file '{file.name}' came twice with other content than the catalogue pins; try another source."
            )
        if offer.packed:
            _unpack(partial, file)
        partial.replace(folder / file.name)


def _unpack(path: Path, file: RemoteFile) -> None:
    """Replaces a file by what it holds compressed. Raises ChecksumMismatch where that is not the file."""
    from fxtranslate import discovery

    try:
        content = discovery.verify_and_decompress(path.read_bytes(), file.sha256)
    except ValueError as error:
        path.unlink()
        raise ChecksumMismatch(f"The file '{file.name}' does not unpack to what the catalogue pins.") from error
    path.write_bytes(content)
