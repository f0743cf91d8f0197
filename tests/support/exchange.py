"""One request to the loopback hub and its answer, well-behaved or not."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

LARGE = 100_000
"""Files of this many bytes or more are stored as large ones, known by their sha256; so are all weights."""

_ROUTES = {
    "info": re.compile(r"/api/models/(?P<repo>[^/]+/[^/]+)(/revision/(?P<revision>[^/]+))?"),
    "tree": re.compile(r"/api/models/(?P<repo>[^/]+/[^/]+)/tree/(?P<revision>[^/]+)(/(?P<path>.+))?"),
    "file": re.compile(r"/(?P<repo>[^/]+/[^/]+)/resolve/(?P<revision>[^/]+)/(?P<path>.+)"),
    "store": re.compile(r"/store/(?P<repo>[^/]+/[^/]+)/(?P<revision>[^/]+)/(?P<path>.+)"),
}


@dataclass(frozen=True)
class Fault:
    """How the hub misbehaves. `route` and `file` (a part of the name) say to whom, `times` how often (None: always).

    `status` answers with an error, and `retry_after` in its header. `cut_at` ends the body after so many bytes and
    closes the connection; `stall_at` sends so many and then nothing for `stall_s`, or until `stall_ends` is set. `flip`
    inverts one bit in the middle of the body. `drop` closes the connection without an answer.
    """

    route: str = "file"
    file: str = ""
    times: int | None = None
    status: int | None = None
    retry_after: str | None = None
    error_code: str | None = None
    cut_at: int | None = None
    stall_at: int | None = None
    stall_s: float = 2.0
    stall_ends: threading.Event = field(default_factory=threading.Event, compare=False)
    flip: bool = False
    drop: bool = False


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    route: str
    status: int
    range: str | None
    authorization: str | None
    user_agent: str


@dataclass(frozen=True)
class StoredFile:
    content: bytes
    large: bool

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def git_sha1(self) -> str:
        return hashlib.sha1(b"blob %d\0" % len(self.content) + self.content).hexdigest()

    @property
    def etag(self) -> str:
        return self.sha256 if self.large else self.git_sha1


class Server(Protocol):
    """What an exchange needs of the hub."""

    redirects: bool
    requests: list[Request]

    @property
    def url(self) -> str: ...

    def fault(self, route: str, path: str) -> Fault: ...

    def find(self, repo: str, revision: str) -> tuple[str, dict[str, StoredFile]] | str: ...


class Exchange:
    """One request and its answer."""

    def __init__(self, hub: Server, handler: BaseHTTPRequestHandler) -> None:
        self._hub, self._handler = hub, handler
        self._url = urlsplit(handler.path)
        self._path = unquote(self._url.path)
        self._route, self._named = "none", dict[str, str]()
        for route, pattern in _ROUTES.items():
            if match := pattern.fullmatch(self._path):
                self._route, self._named = route, match.groupdict(default="")

    def run(self) -> None:
        fault = self._hub.fault(self._route, self._path)
        if fault.drop:
            self._log(0)
            self._handler.close_connection = True
            return
        if fault.status:
            headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
            self._fail(fault.status, fault.error_code, headers)
            return
        if self._route == "none":
            self._fail(404, None)
            return
        found = self._hub.find(self._named["repo"], self._named.get("revision") or "main")
        if isinstance(found, str):
            self._fail(401 if found == "RepoNotFound" else 404, found)
            return
        commit, files = found
        if self._route == "info":
            self._info(commit, files)
        elif self._route == "tree":
            self._tree(files)
        else:
            self._file(commit, files, fault)

    def _info(self, commit: str, files: dict[str, StoredFile]) -> None:
        with_blobs = parse_qs(self._url.query).get("blobs", [""])[0].lower() in ("1", "true")
        siblings = [{"rfilename": name, **(_blob(file) if with_blobs else {})} for name, file in files.items()]
        repo = self._named["repo"]
        self._json({"id": repo, "modelId": repo, "sha": commit, "private": False, "tags": [], "siblings": siblings})

    def _tree(self, files: dict[str, StoredFile]) -> None:
        entries = []
        for name, file in files.items():
            entry: dict[str, Any] = {"type": "file", "path": name, "size": len(file.content), "oid": file.git_sha1}
            if file.large:
                entry["lfs"] = {"oid": file.sha256, "size": len(file.content), "pointerSize": 134}
            if name.startswith(self._named["path"]):
                entries.append(entry)
        self._json(entries)

    def _file(self, commit: str, files: dict[str, StoredFile], fault: Fault) -> None:
        file = files.get(self._named["path"])
        if file is None:
            self._fail(404, "EntryNotFound", {"X-Repo-Commit": commit})
            return
        if self._hub.redirects and file.large and self._route == "file":
            port = self._hub.url.rpartition(":")[2]
            there = f"http://localhost:{port}/store/{self._named['repo']}/{commit}/{self._named['path']}"
            linked = {"X-Linked-Etag": f'"{file.etag}"', "X-Linked-Size": str(len(file.content))}
            self._answer(302, b"", {"Location": there, "X-Repo-Commit": commit, **linked})
            return
        content, start = file.content, 0
        if fault.flip:
            middle = len(content) // 2
            content = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        asked = re.fullmatch(r"bytes=(\d+)-", self._handler.headers.get("Range") or "")
        if asked:
            start = int(asked[1])
            if start >= len(content):
                self._fail(416, None, {"Content-Range": f"bytes */{len(content)}"})
                return
        headers = {"ETag": f'"{file.etag}"', "X-Repo-Commit": commit, "Accept-Ranges": "bytes"}
        if asked:
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        self._answer(206 if asked else 200, content[start:], headers, fault)

    def _json(self, document: Any) -> None:
        self._answer(200, json.dumps(document).encode(), {"Content-Type": "application/json"})

    def _fail(self, status: int, code: str | None, headers: Mapping[str, str] | None = None) -> None:
        extra = {"X-Error-Code": code, "X-Error-Message": code} if code else {}
        self._answer(status, json.dumps({"error": code or "no"}).encode(), {**extra, **(headers or {})})

    def _answer(self, status: int, body: bytes, headers: Mapping[str, str], fault: Fault | None = None) -> None:
        self._log(status)
        handler, fault = self._handler, fault or Fault()
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        if handler.command == "HEAD":
            return
        end = fault.cut_at if fault.cut_at is not None else fault.stall_at
        try:
            handler.wfile.write(body if end is None else body[:end])
            if end is not None:
                handler.wfile.flush()
                handler.close_connection = True
                if fault.stall_at is not None:
                    fault.stall_ends.wait(fault.stall_s)
        except OSError:
            handler.close_connection = True

    def _log(self, status: int) -> None:
        headers = self._handler.headers
        self._hub.requests.append(
            Request(
                method=self._handler.command,
                path=self._path,
                route=self._route,
                status=status,
                range=headers.get("Range"),
                authorization=headers.get("Authorization"),
                user_agent=headers.get("User-Agent") or "",
            )
        )


def _blob(file: StoredFile) -> dict[str, Any]:
    blob: dict[str, Any] = {"size": len(file.content), "blobId": file.git_sha1}
    if file.large:
        blob["lfs"] = {"sha256": file.sha256, "size": len(file.content), "pointerSize": 134}
    return blob
