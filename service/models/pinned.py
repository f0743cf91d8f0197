"""Models whose files the catalogue names one by one, by hash: where they come from does not matter.

Each file is looked for at one source after the other, compressed or not; only what has the pinned hash is taken, and
what is unpacked has one, too. Their makers' servers are not for production, so a mirror of one's own goes first.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from service.engines.base import ModelSpec, PinnedFile
from service.errors import ChecksumMismatch, ModelMissingOnHub, NoSpace, StoreError
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
        self._repositories: dict[str, Snapshot | StoreError] = {}

    def fetch(self, snapshot: Snapshot, file: RemoteFile, folder: Path, on_bytes: Callable[[int], None]) -> None:
        """Puts a file into `folder`, unpacked and checked; what is there already and right is kept.

        Raises what the last source raised, where none has it: StoreError.
        """
        target = folder / file.name
        if target.exists() and file.matches(target):
            return
        problem: StoreError | None = None
        for source in self._sources:
            try:
                for offer in self._offers(source, self._files[file.name]):
                    self._take(offer, file, folder, on_bytes)
                    return
            except NoSpace:
                raise
            except StoreError as error:
                _log.info("A source of %s failed (%s)", snapshot.repo, type(error).__name__)
                problem = error
        raise problem or ModelMissingOnHub(
            f"No source has the file '{file.name}' of {snapshot.repo} as the catalogue pins it."
        )

    def addresses(self, name: str) -> list[str]:
        """Where a file of the entry may be had without asking a hub, in order."""
        addressed = [source for source in self._sources if not source.startswith(_HUB)]
        return [offer.url for source in addressed for offer in _addressed(source, self._files[name])]

    def _offers(self, source: str, file: PinnedFile) -> Iterator[_Offer]:
        return self._of_hub(source, file) if source.startswith(_HUB) else _addressed(source, file)

    def _of_hub(self, source: str, file: PinnedFile) -> Iterator[_Offer]:
        """What a repository has of this file: the hub says the hashes of large ones, of others only name and size."""
        repo = source.removeprefix(_HUB)
        if repo not in self._repositories:
            try:
                self._repositories[repo] = self._hub.resolve(repo, "main")
            except StoreError as error:
                _log.info("The repository %s cannot be asked (%s)", repo, type(error).__name__)
                self._repositories[repo] = error
        snapshot = self._repositories[repo]
        if isinstance(snapshot, StoreError):
            raise snapshot
        for found in snapshot.files:
            alike = found.bytes == file.bytes and PurePosixPath(found.name).name == file.name
            if found.sha256 == file.sha256 or (found.sha256 is None and alike):
                yield _Offer(self._hub.address(snapshot, found.name), False, file.sha256, file.bytes)

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


def _addressed(source: str, file: PinnedFile) -> Iterator[_Offer]:
    """What an address has of a file: compressed where it ends so, and then only if the packed hash is known."""
    url = source.format(name=file.name, place=file.place)
    if not url.endswith(_PACKED):
        yield _Offer(url, False, file.sha256, file.bytes)
    elif file.packed_sha256:
        yield _Offer(url, True, file.packed_sha256, file.packed_bytes)


def _unpack(path: Path, file: RemoteFile) -> None:
    """Replaces a file by what it holds compressed. Raises ChecksumMismatch where that is not the file."""
    from fxtranslate import discovery

    try:
        content = discovery.verify_and_decompress(path.read_bytes(), file.sha256)
    except ValueError as error:
        path.unlink()
        raise ChecksumMismatch(f"The file '{file.name}' does not unpack to what the catalogue pins.") from error
    path.write_bytes(content)
