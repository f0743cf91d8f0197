"""The model hub: what a revision holds, and its files. Nothing else in the service speaks to it.

Files are streamed by our own loop over the hub client's session, because the client's downloader (2.4) neither resumes
after a crash, nor retries a 503, nor notices a flipped bit. A file grows as `<name>.<hash>.incomplete`, so that what is
resumed is always the same content, and gets its name when its hash is right.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from service.errors import ChecksumMismatch
from service.models.hub_errors import Interrupted, pause_s, store_errors
from service.models.manifest import git_sha1_of, sha256_of
from service.version import VERSION

PUBLIC_HUB = "https://huggingface.co"
COMMIT = re.compile(r"[0-9a-f]{40}")
_NAME = {"library_name": "stislo", "library_version": VERSION}

_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a commit. Large files are known by their sha256, small ones by their git blob hash."""

    name: str
    bytes: int
    sha256: str | None
    git_sha1: str | None

    def matches(self, path: Path) -> bool:
        """Whether the file at `path` is this one, byte for byte."""
        if path.stat().st_size != self.bytes:
            return False
        return sha256_of(path) == self.sha256 if self.sha256 else git_sha1_of(path) == self.git_sha1


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a repository held at one commit (40 hexadecimal digits)."""

    repo: str
    commit: str
    files: tuple[RemoteFile, ...]
    pinned: bool = False  # whether the files were named by the catalogue, and all are wanted


@dataclass(frozen=True, slots=True)
class Retry:
    """How often a call that failed is tried again: `attempts` in a row without a byte received, waits doubling.

    A `Retry-After` beyond `patience_s` is not waited for but handed on to the caller.
    """

    attempts: int = 4
    first_wait_s: float = 1.0
    longest_wait_s: float = 15.0
    patience_s: float = 60.0


class Hub:
    """A hub at `url` (None: the public one). Safe to call from many threads; raises StoreError and nothing else.

    `timeout_s` is how long it may be silent, not how long a download may take.
    """

    def __init__(self, url: str | None, token: str | None, timeout_s: float, *, retry: Retry | None = None) -> None:
        self.url = (url or PUBLIC_HUB).rstrip("/")
        self._token: str | bool = token or False
        self._timeout_s = timeout_s
        self._retry = retry or Retry()

    def resolve(self, repo: str, revision: str) -> Snapshot:
        """The commit that a revision means now, and its files: one request."""
        with store_errors(f"{repo}@{revision}"):
            api = _client().HfApi(endpoint=self.url, token=self._token, **_NAME)
            info = self._persist(
                lambda: api.model_info(repo, revision=revision, files_metadata=True, timeout=self._timeout_s)
            )
            if not COMMIT.fullmatch(info.sha or ""):
                raise ValueError("an answer without a commit")
            return Snapshot(repo, info.sha, tuple(_remote_file(sibling) for sibling in info.siblings or ()))

    def fetch(self, snapshot: Snapshot, file: RemoteFile, folder: Path, on_bytes: Callable[[int], None]) -> None:
        """Puts a file into `folder`, checked against its hash. What is there already and right is kept.

        `on_bytes` hears how many bytes are there, now and then; the number may go back. A file with wrong content is
        fetched once more from its first byte; wrong again raises ChecksumMismatch.
        """
        path = folder / file.name
        partial = folder / f"{file.name}.{file.sha256 or file.git_sha1}.incomplete"
        with store_errors(f"{snapshot.repo}@{snapshot.commit}"):
            if path.exists() and file.matches(path):
                return
            for _ in range(2):
                self._persist(lambda: self._stream(snapshot, file, partial, on_bytes))
                if file.matches(partial):
                    partial.replace(path)
                    return
                _log.warning("A file of %s came with wrong content", snapshot.repo)
                partial.unlink()
        raise ChecksumMismatch(
            f"The file '{file.name}' of {snapshot.repo} came twice with other content than the hub promises: "
            "something between the hub and this server damages it. Try again later, or through another network."
        )

    def download(self, url: str, size: int, partial: Path, on_bytes: Callable[[int], None]) -> None:
        """Puts what an address holds into `partial`, `size` bytes, going on with what is there. Raises StoreError."""
        with store_errors(f"'{partial.name.rsplit('.', 2)[0]}'"):
            self._persist(lambda: self._stream_from(url, size, partial, on_bytes))

    def address(self, snapshot: Snapshot, name: str) -> str:
        """Where the hub has a file of a commit."""
        return str(_client().hf_hub_url(snapshot.repo, name, revision=snapshot.commit, endpoint=self.url))

    def _stream(self, snapshot: Snapshot, file: RemoteFile, partial: Path, on_bytes: Callable[[int], None]) -> None:
        """One request for what is missing of a file. Raises Interrupted where the answer ends too early."""
        self._stream_from(self.address(snapshot, file.name), file.bytes, partial, on_bytes)

    def _stream_from(self, url: str, size: int, partial: Path, on_bytes: Callable[[int], None]) -> None:
        """As `_stream`, from any address; the token goes to the hub alone."""
        from httpx2 import TransportError

        have = partial.stat().st_size if partial.exists() else 0
        if have >= size and partial.exists():
            return
        start = have
        client = _client()
        token = self._token if url.startswith(f"{self.url}/") else False
        headers = client.utils.build_hf_headers(token=token, **_NAME)
        headers |= {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
        with client.get_session().stream("GET", url, headers=headers, timeout=self._timeout_s) as response:
            client.utils.hf_raise_for_status(response)
            if response.status_code != 206:
                have = 0
            with partial.open("r+b" if have else "wb") as out:
                out.seek(have)
                try:
                    for chunk in response.iter_bytes():
                        out.write(chunk)
                        have += len(chunk)
                        on_bytes(min(have, size))
                        if have > size:
                            return
                except TransportError as error:
                    raise Interrupted(have > start) from error
        if have < size:
            raise Interrupted(have > start)

    def _persist(self, call: Callable[[], _Result]) -> _Result:
        """The result of `call`, tried again while that may help. Raises what the last try raised."""
        failures = 0
        while True:
            try:
                return call()
            except Exception as error:
                failures = 1 if isinstance(error, Interrupted) and error.progressed else failures + 1
                asked = pause_s(error)
                if asked is None or asked > self._retry.patience_s or failures >= self._retry.attempts:
                    raise
                _log.info("The hub failed (%s); trying again", type(error).__name__)
            wait_s = min(self._retry.longest_wait_s, self._retry.first_wait_s * 2.0 ** (failures - 1))
            time.sleep(max(asked, wait_s))


def _remote_file(sibling: Any) -> RemoteFile:
    if not isinstance(sibling.size, int) or not (sibling.lfs or sibling.blob_id):
        raise ValueError("a file without size or hash")
    return RemoteFile(sibling.rfilename, sibling.size, sibling.lfs.sha256 if sibling.lfs else None, sibling.blob_id)


def _client() -> ModuleType:
    """The hub client's library, told to send nothing about this machine. Imported when it is first needed."""
    import huggingface_hub.utils
    from huggingface_hub import constants

    constants.HF_HUB_DISABLE_TELEMETRY = True
    return huggingface_hub
