"""A model hub on loopback: it serves folders by the Hub's own protocol, remembers what was asked, and can misbehave.

    with Hub({"stislo/standin-marian-en-fr": folder}) as hub:
        ModelStore(..., hub_url=hub.url)

`python -m tests.support.hub --port 8765 FOLDER...` serves folders as `stislo/<folder name>` until it is stopped.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
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
    closes the connection; `stall_at` sends so many and then nothing for `stall_s`. `flip` inverts one bit in the
    middle of the body. `drop` closes the connection without an answer.
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
class _File:
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


class Hub:
    """Repositories by name, each a folder. The commit is a hash of the content, so a changed folder is a new commit.

    Old commits stay to be had. `requests` holds what was asked, in order. With `redirects`, large files are, as by the
    real one, not sent but redirected to a store under another name (route `store`).
    """

    def __init__(self, repositories: Mapping[str, Path], *, port: int = 0, redirects: bool = False) -> None:
        self.redirects = redirects
        self._folders = dict(repositories)
        self._commits: dict[tuple[str, str], dict[str, _File]] = {}
        self._guard = threading.Lock()
        self._faults: list[Fault] = []
        self.requests: list[Request] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        for repo in self._folders:
            self.commit(repo)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Hub:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def misbehave(self, *faults: Fault) -> None:
        """From now on these faults, and no others."""
        with self._guard:
            self._faults = list(faults)

    def commit(self, repo: str) -> str:
        """The current commit of a repository, read from its folder now."""
        files = {
            path.relative_to(self._folders[repo]).as_posix(): _File(
                content := path.read_bytes(), len(content) >= LARGE or path.suffix in (".safetensors", ".bin")
            )
            for path in sorted(self._folders[repo].rglob("*"))
            if path.is_file()
        }
        digest = hashlib.sha1(usedforsecurity=False)
        for name, file in files.items():
            digest.update(f"{name}\0{file.sha256}\n".encode())
        commit = digest.hexdigest()
        self._commits[repo, commit] = files
        return commit

    def asked(self, *, route: str = "", file: str = "", method: str = "GET") -> list[Request]:
        """The requests to a route, or for files whose name holds `file`."""
        return [
            request
            for request in self.requests
            if request.method == method and route in request.route and file in request.path
        ]

    def _fault(self, route: str, path: str) -> Fault:
        with self._guard:
            for index, fault in enumerate(self._faults):
                if fault.route == route and fault.file in path and fault.times != 0:
                    if fault.times is not None:
                        self._faults[index] = replace(fault, times=fault.times - 1)
                    return fault
        return Fault()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: Any) -> None:
                """Requests are kept in `requests`; nothing is printed."""

            def do_HEAD(self) -> None:
                self._serve()

            def do_GET(self) -> None:
                self._serve()

            def _serve(self) -> None:
                _Exchange(hub, self).run()

        return Handler

    def find(self, repo: str, revision: str) -> tuple[str, dict[str, _File]] | str:
        """A commit and its files, or the code of the error that the Hub would answer with."""
        if repo not in self._folders:
            return "RepoNotFound"
        commit = self.commit(repo) if revision == "main" else revision
        files = self._commits.get((repo, commit))
        return (commit, files) if files is not None else "RevisionNotFound"


class _Exchange:
    """One request and its answer."""

    def __init__(self, hub: Hub, handler: BaseHTTPRequestHandler) -> None:
        self._hub, self._handler = hub, handler
        self._url = urlsplit(handler.path)
        self._path = unquote(self._url.path)
        self._route, self._named = "none", dict[str, str]()
        for route, pattern in _ROUTES.items():
            if match := pattern.fullmatch(self._path):
                self._route, self._named = route, match.groupdict(default="")

    def run(self) -> None:
        fault = self._hub._fault(self._route, self._path)
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

    def _info(self, commit: str, files: dict[str, _File]) -> None:
        with_blobs = parse_qs(self._url.query).get("blobs", [""])[0].lower() in ("1", "true")
        siblings = [{"rfilename": name, **(_blob(file) if with_blobs else {})} for name, file in files.items()]
        repo = self._named["repo"]
        self._json({"id": repo, "modelId": repo, "sha": commit, "private": False, "tags": [], "siblings": siblings})

    def _tree(self, files: dict[str, _File]) -> None:
        entries = []
        for name, file in files.items():
            entry: dict[str, Any] = {"type": "file", "path": name, "size": len(file.content), "oid": file.git_sha1}
            if file.large:
                entry["lfs"] = {"oid": file.sha256, "size": len(file.content), "pointerSize": 134}
            if name.startswith(self._named["path"]):
                entries.append(entry)
        self._json(entries)

    def _file(self, commit: str, files: dict[str, _File], fault: Fault) -> None:
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
                    threading.Event().wait(fault.stall_s)
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


def _blob(file: _File) -> dict[str, Any]:
    blob: dict[str, Any] = {"size": len(file.content), "blobId": file.git_sha1}
    if file.large:
        blob["lfs"] = {"sha256": file.sha256, "size": len(file.content), "pointerSize": 134}
    return blob


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve model folders by the Hub's protocol, on loopback.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--owner", default="stislo", help="first half of the repositories' names")
    arguments = parser.parse_args()
    folders = {f"{arguments.owner}/{folder.resolve().name}": folder for folder in arguments.folders}
    with Hub(folders, port=arguments.port) as hub:
        print(f"STISLO_HUB_URL={hub.url}", flush=True)
        print("\n".join(f"  {name}" for name in folders), flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")


if __name__ == "__main__":
    main()
