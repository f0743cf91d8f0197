"""A model hub on loopback: it serves folders by the Hub's own protocol, remembers what was asked, and can misbehave.

    with Hub({"stislo/standin-marian-en-fr": folder}) as hub:
        ModelStore(..., hub_url=hub.url)

`python -m tests.support.hub --port 8765 FOLDER...` serves folders as `stislo/<folder name>` until it is stopped.
"""

from __future__ import annotations

import argparse
import hashlib
import threading
from collections.abc import Mapping
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.support.exchange import LARGE, Exchange, Fault, Request, StoredFile

__all__ = ["Fault", "Hub", "Request"]


class Hub:
    """Repositories by name, each a folder. The commit is a hash of the content, so a changed folder is a new commit.

    Old commits stay to be had. `requests` holds what was asked, in order. With `redirects`, large files are, as by the
    real one, not sent but redirected to a store under another name (route `store`).
    """

    def __init__(self, repositories: Mapping[str, Path], *, port: int = 0, redirects: bool = False) -> None:
        self.redirects = redirects
        self._folders = dict(repositories)
        self._commits: dict[tuple[str, str], dict[str, StoredFile]] = {}
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
            path.relative_to(self._folders[repo]).as_posix(): StoredFile(
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

    def fault(self, route: str, path: str) -> Fault:
        """How to answer this request; counts the fault's times down."""
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
                Exchange(hub, self).run()

        return Handler

    def find(self, repo: str, revision: str) -> tuple[str, dict[str, StoredFile]] | str:
        """A commit and its files, or the code of the error that the Hub would answer with."""
        if repo not in self._folders:
            return "RepoNotFound"
        commit = self.commit(repo) if revision == "main" else revision
        files = self._commits.get((repo, commit))
        return (commit, files) if files is not None else "RevisionNotFound"


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
