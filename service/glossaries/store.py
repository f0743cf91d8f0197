"""The folder that glossaries are stored in, a file each. Threads and processes may share it, and it may be read-only.

A file is a line that says what the glossary is, and one with its terms. It is written beside its place and moved there,
so that a reader sees the old one or the new one; whoever changes anything holds the folder's lock. Reading takes none.
What is deleted while a request uses it is used to its end: a request reads a glossary once.
"""

from __future__ import annotations

import json
import logging
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from service.errors import GlossaryUnusable, LimitExceeded, Unavailable, UnknownGlossary
from service.glossaries.content import GlossaryContent, GlossaryHead, StoredGlossary
from service.settings import Settings
from service.types import GlossaryTerm

_log = logging.getLogger(__name__)

_ID = re.compile(r"[0-9a-f]{32}")
_ENDING, _STAGED, _LOCK = ".glossary", ".new-", ".lock"
_FORMAT = 1
# No head is longer, and no file; what is, was not written here.
_MOST_HEAD_BYTES, _MOST_FILE_BYTES = 64_000, 64_000_000

_HEAD = TypeAdapter(GlossaryHead)
_TERMS = TypeAdapter(list[tuple[str, str, str]])


def is_glossary_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return _ID.fullmatch(text) is not None


class GlossaryStore:
    """The glossaries of one folder, at most `most`. Keeps nothing in memory, so that all who share it see the same.

    Everything raises Unavailable where the folder cannot be used.
    """

    def __init__(self, root: Path, most: int, *, patience_s: float = 10.0) -> None:
        """`patience_s` is how long a change waits for others'."""
        self.root = root
        self._most = most
        self._patience_s = patience_s

    @classmethod
    def from_settings(cls, settings: Settings) -> GlossaryStore:
        return cls(settings.glossaries_path, settings.max_glossaries)

    def heads(self) -> tuple[list[GlossaryHead], list[str]]:
        """What is stored, by name, and the ids of files that cannot be read."""
        found, damaged = list[GlossaryHead](), list[str]()
        for path in self._files():
            try:
                with path.open("rb") as file:
                    found.append(_head(path.stem, file.readline(_MOST_HEAD_BYTES)))
            except FileNotFoundError:
                continue
            except (OSError, ValueError) as error:
                _tell_of_damage(path.stem, error)
                damaged.append(path.stem)
        return sorted(found, key=lambda head: (head.name.casefold(), head.id)), damaged

    def read(self, glossary_id: str) -> StoredGlossary:
        """A glossary. Raises UnknownGlossary, or GlossaryUnusable where its file is damaged."""
        path = self._path(glossary_id)
        try:
            with path.open("rb") as file:
                first, rest = file.readline(_MOST_HEAD_BYTES), file.read(_MOST_FILE_BYTES)
            head = _head(glossary_id, first)
            terms = tuple(GlossaryTerm(*each) for each in _TERMS.validate_json(rest, strict=False))
            content = GlossaryContent(head.name, head.source_language, terms)
            if content.revision() != head.revision:
                raise ValueError("its terms are not those that were stored")
        except FileNotFoundError as error:
            raise _unknown() from error
        except (OSError, ValueError) as error:
            _tell_of_damage(glossary_id, error)
            raise GlossaryUnusable(
                f"The file of the stored glossary {glossary_id} is damaged; store its terms again, or delete it."
            ) from error
        return StoredGlossary(head, content)

    def create(self, content: GlossaryContent) -> GlossaryHead:
        """Stores a glossary under a new id that nobody can guess. Raises LimitExceeded where there is no place left."""
        with self._changing():
            if len(self._files()) >= self._most:
                raise LimitExceeded(
                    f"At most {self._most} glossaries are stored on this server; delete one that is not needed."
                    if self._most
                    else "This server stores no glossaries; send the terms with the request, in `glossary`."
                )
            now = _now()
            return self._write(secrets.token_hex(16), content, created=now, modified=now)

    def replace(self, glossary_id: str, content: GlossaryContent) -> GlossaryHead:
        """Stores a glossary in the place of another, damaged or not. Raises UnknownGlossary."""
        path = self._path(glossary_id)
        with self._changing():
            if not path.exists():
                raise _unknown()
            now = _now()
            try:
                with path.open("rb") as file:
                    created = _head(glossary_id, file.readline(_MOST_HEAD_BYTES)).created
            except (OSError, ValueError):
                created = now
            return self._write(glossary_id, content, created=created, modified=now)

    def delete(self, glossary_id: str) -> None:
        """Deletes a glossary, damaged or not. Raises UnknownGlossary."""
        path = self._path(glossary_id)
        with self._changing():
            try:
                path.unlink()
            except FileNotFoundError as error:
                raise _unknown() from error

    def _files(self) -> list[Path]:
        try:
            return [path for path in self.root.iterdir() if path.suffix == _ENDING and is_glossary_id(path.stem)]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _unavailable(error, "read") from error

    def _path(self, glossary_id: str) -> Path:
        if not is_glossary_id(glossary_id):
            raise _unknown()
        return self.root / f"{glossary_id}{_ENDING}"

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Waits until nobody else, here or in another process, changes the folder. What dead writers left goes."""
        from filelock import FileLock, Timeout

        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with FileLock(self.root / _LOCK, timeout=self._patience_s):
                for left in self.root.glob(f"{_STAGED}*"):
                    left.unlink(missing_ok=True)
                yield
        except Timeout as error:
            raise Unavailable(
                "Glossaries are being changed by others; try again in a second.", retry_after=1
            ) from error
        except OSError as error:
            raise _unavailable(error, "changed") from error

    def _write(self, glossary_id: str, content: GlossaryContent, *, created: str, modified: str) -> GlossaryHead:
        head = GlossaryHead(
            glossary_id,
            content.name,
            content.source_language,
            content.target_languages(),
            len(content.terms),
            content.revision(),
            created,
            modified,
        )
        lines = [_json({"format": _FORMAT, **asdict(head)}), _json(content.terms), ""]
        staged = self.root / f"{_STAGED}{glossary_id}"
        try:
            with staged.open("wb") as file:
                file.write("\n".join(lines).encode())
                file.flush()
                os.fsync(file.fileno())
            staged.replace(self._path(glossary_id))
        except OSError:
            staged.unlink(missing_ok=True)
            raise
        return head


def _head(glossary_id: str, line: bytes) -> GlossaryHead:
    """The head in the first line of a file. Raises ValueError."""
    said = json.loads(line)
    if not isinstance(said, dict) or said.pop("format", None) != _FORMAT:
        raise ValueError("it is of another format")
    head = _HEAD.validate_python(said)
    if head.id != glossary_id:
        raise ValueError("it is another glossary's")
    return head


def _tell_of_damage(glossary_id: str, error: Exception) -> None:
    """Into the log, without anything that stands in the file."""
    why = type(error).__name__ if isinstance(error, ValidationError | json.JSONDecodeError | UnicodeError) else error
    _log.warning("the stored glossary %s cannot be read: %s", glossary_id, why)


def _unknown() -> UnknownGlossary:
    return UnknownGlossary("There is no stored glossary with this id; GET /v1/glossaries lists them.")


def _unavailable(error: OSError, done: str) -> Unavailable:
    _log.warning("the folder of glossaries cannot be %s: %s", done, error.strerror)
    return Unavailable(
        f"Stored glossaries cannot be {done} now ({error.strerror or 'the disk fails'}); whoever runs this server can "
        "give it a folder of its own with STISLO_GLOSSARIES_DIR."
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
